//! Files that stand in a drawing: what it holds then is all that it shows.

use std::io::Read as _;

use authoring::diagnostics::Diagnostic;

use super::{Assets, below, codes::ASSET_MISSING, decode_path};
use crate::content::directory::Contents;

impl Assets {
    /// The bytes of a drawing, by its URL from the site's root, with a fingerprint or without.
    ///
    /// # Errors
    ///
    /// There is no such file here, or it is no SVG.
    pub fn drawing(&self, url: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        const WHERE: &str = "put an SVG into content/assets/, and name it /assets/….svg";
        let fault = |message: String, help: &str| {
            Box::new(Diagnostic::new(ASSET_MISSING, 0..0, message, help))
        };
        if !url.starts_with("/assets/") {
            return Err(fault(format!("a card shows files of assets/ alone, not `{url}`"), WHERE));
        }
        let path = self.of_fingerprint(url).unwrap_or_else(|| decode_path(below(url)).into_owned());
        let asset = self.asset(&path)?;
        let is_svg = path.to_ascii_lowercase().ends_with(".svg");
        if !is_svg {
            let message = format!("`{url}` is no SVG, and a card shows no other image");
            return Err(fault(message, "save it as SVG: cards are drawn of shapes and texts"));
        }
        match &asset.contents {
            Contents::Streamed(file) => {
                let mut bytes = Vec::new();
                let read = file.open().and_then(|mut file| file.read_to_end(&mut bytes));
                let broken =
                    |cause| fault(format!("`{url}` cannot be read: {cause}"), "build again");
                read.map(|_| bytes).map_err(broken)
            }
            held => Ok(held.bytes().to_vec()),
        }
    }
}
