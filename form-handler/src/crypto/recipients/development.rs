//! Keys for trying things out, recognisable by everyone.
//!
//! `serve` makes two and leaves their identities, unprotected, in `.data/`. Nothing sealed to them is
//! safe, so production must be able to tell: their public keys start with `age1dev`. No list of known
//! development keys is needed, and no copy of one passes for a real key.

use age::x25519::Identity;

/// How a development key starts. Three symbols of 32, so one key in 32,768 does by chance; `secretariat
/// keys new` throws those away.
const PREFIX: &str = "age1dev";

/// Whether an `age1…` key is a development key.
pub fn is_development(key: &str) -> bool {
    key.get(..PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
}

/// Generates identities until one is a development identity: about 32,768, in half a second or so (20 µs
/// each, most of it the curve).
pub fn new_development_identity() -> Identity {
    loop {
        let identity = Identity::generate();
        if is_development(&identity.to_public().to_string()) {
            return identity;
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A development key whose identity nobody has kept.
    pub(crate) const KEY: &str = "age1devzu00e5utuy3fevqsmvyj5jzx5wwlyr845444n7amvmxgdys2qrydzlu";

    #[test]
    fn a_new_development_identity_is_recognised_by_its_public_key() {
        let key = new_development_identity().to_public();

        assert!(is_development(&key.to_string()), "{key}");
        assert!(is_development(&key.to_string().to_uppercase()));
    }

    #[test]
    fn other_keys_are_not() {
        for key in ["", "age1", "age1de", "age1xdev", "é"] {
            assert!(!is_development(key), "{key}");
        }
    }
}
