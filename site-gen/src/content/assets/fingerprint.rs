//! What tells a file from its own earlier versions, in its name.

use std::io;

use sha2::{Digest as _, Sha256, digest::Output};

use crate::content::directory::Contents;

/// Of all bytes of a file.
pub type Digest = Output<Sha256>;

/// Letters of a fingerprint: 32 bits, to tell a file from its own earlier versions.
pub(super) const LETTERS: usize = 8;

/// Reads a file that is not held, unless it has been read already.
pub(super) fn digest(contents: &Contents) -> io::Result<Digest> {
    match contents {
        Contents::Streamed(file) => file.digest(),
        held => Ok(Sha256::digest(held.bytes())),
    }
}

/// `a.css` becomes `a.1a2b3c4d.css`.
pub(super) fn fingerprint(path: &str, digest: &Digest) -> String {
    let digest = format!("{digest:x}");
    let letters = &digest[..LETTERS];
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[name..].rfind('.') {
        Some(dot) => [&path[..name + dot], ".", letters, &path[name + dot..]].concat(),
        None => [path, ".", letters].concat(),
    }
}

/// Whether a name holds a fingerprint, or what hosts take for one: browsers may keep such a file.
/// `infra/upload` decides by the same pattern.
pub fn is_fingerprinted(path: &str) -> bool {
    let Some((rest, _)) = path.rsplit_once('.') else { return false };
    let name = rest.rsplit('/').next().unwrap_or(rest);
    name.rsplit_once('.').is_some_and(|(_, part)| {
        (LETTERS..=64).contains(&part.len())
            && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_stands_before_the_ending_and_only_looks_like_one() {
        let name = fingerprint("v1.2/a.min.js", &Sha256::digest(b""));

        assert_eq!(name, "v1.2/a.min.e3b0c442.js");
        assert!(is_fingerprinted(&name));
        assert!(is_fingerprinted("compte-rendu.20240612.pdf"));
        for other in ["compte-rendu-20240612.pdf", "a.min.js", "e3b0c442.js", "e3b0c442.d/a.js"] {
            assert!(!is_fingerprinted(other), "{other}");
        }
        assert_eq!(fingerprint("a.b/c", &Sha256::digest(b"")), "a.b/c.e3b0c442");
    }
}
