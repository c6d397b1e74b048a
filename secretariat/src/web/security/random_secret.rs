//! What nobody guesses.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use rand_core::{OsRng, RngCore};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// 256 bits of the system's randomness, as 43 characters that may stand in an address.
#[derive(Clone, Debug)]
pub struct RandomSecret(Zeroizing<String>);

impl RandomSecret {
    /// Another one each time.
    pub fn new() -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        OsRng.fill_bytes(&mut *bytes);
        Self(Zeroizing::new(BASE64_URL_SAFE_NO_PAD.encode(*bytes)))
    }

    /// To be given to who may know it.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether somebody knows it; how long that takes tells nothing.
    pub fn is(&self, given: &str) -> bool {
        self.0.as_bytes().ct_eq(given.as_bytes()).into()
    }
}

impl Default for RandomSecret {
    fn default() -> Self {
        Self::new()
    }
}
