//! The text of an identity file, as editors and mail programs leave it.

use age::x25519::Identity;
use zeroize::Zeroizing;

/// `AGE-SECRET-KEY-1`, and 58 characters of Bech32 (BIP 173): 32 bytes and a checksum.
const LENGTH: usize = 74;
const PREFIX: &str = "AGE-SECRET-KEY-1";

/// What a line is instead of an identity. None of its characters is told: few are missing to a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Anyone may know it.
    #[error("c'est une clé publique, il faut la clé secrète")]
    Public,
    /// Too short or too long.
    #[error("la clé secrète a {0} caractères au lieu de {LENGTH}")]
    Length(usize),
    /// A character, counted from 1 within the key, that no key has.
    #[error("le caractère {0} de la clé secrète ne peut pas s'y trouver")]
    Character(usize),
    /// Its checksum is another one.
    #[error("la clé secrète est mal recopiée : un caractère au moins est faux")]
    Checksum,
    /// A key for a plugin, a later kind of age, or of another program.
    #[error("c'est une clé d'une autre sorte que celles de ce programme")]
    OtherKind,
    /// No key at all.
    #[error("ce n'est pas une clé secrète age")]
    Other,
}

/// UTF-8 with or without a byte order mark, or UTF-16 with one, as PowerShell redirects. `None`: neither.
pub fn decode(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units = Zeroizing::new(pairs.iter().map(|pair| unit(*pair)).collect::<Vec<_>>());
        if rest.is_empty() { String::from_utf16(&units).ok() } else { None }
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => str::from_utf8(rest).ok()?.to_owned(),
    };
    Some(Zeroizing::new(text))
}

/// The identities, one a line. Empty lines and those that start with `#` are comments; spaces around a key,
/// and what shows nothing, do not count.
///
/// # Errors
///
/// The first line that is something else, counted from 1.
pub fn identities(text: &str) -> Result<Vec<Identity>, (usize, LineError)> {
    let mut identities = Vec::new();
    // CR alone ends a line in files of an old Mac.
    let text = Zeroizing::new(text.replace("\r\n", "\n"));
    for (index, line) in text.split(['\n', '\r']).enumerate() {
        let key = line.trim_matches(shows_nothing);
        if !key.is_empty() && !key.starts_with('#') {
            identities.push(key.parse().map_err(|_| (index + 1, error(key)))?);
        }
    }
    Ok(identities)
}

/// Spaces of any width, and marks that editors and web pages leave.
fn shows_nothing(symbol: char) -> bool {
    symbol.is_whitespace()
        || matches!(symbol, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\0')
}

fn error(key: &str) -> LineError {
    let upper = Zeroizing::new(key.to_ascii_uppercase());
    if upper.starts_with("AGE1") {
        return LineError::Public;
    }
    let Some(data) = upper.strip_prefix(PREFIX) else {
        let others = ["AGE-PLUGIN-", "AGE-SECRET-KEY-", "-----BEGIN ", "SSH-"];
        let other = others.iter().any(|start| upper.starts_with(start));
        return if other { LineError::OtherKind } else { LineError::Other };
    };
    if let Some(at) = data.chars().position(|symbol| !is_bech32(symbol)) {
        return LineError::Character(PREFIX.len() + at + 1);
    }
    let length = key.chars().count();
    if length == LENGTH { LineError::Checksum } else { LineError::Length(length) }
}

/// BIP 173: neither 1, B, I nor O, which are mistaken for others.
fn is_bech32(symbol: char) -> bool {
    symbol.is_ascii_alphanumeric() && !matches!(symbol, '1' | 'B' | 'I' | 'O')
}

#[cfg(test)]
mod tests {
    use age::secrecy::ExposeSecret;

    use super::*;

    const KEY: &str = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";

    fn read(bytes: &[u8]) -> Result<Vec<String>, (usize, LineError)> {
        let identities = identities(&decode(bytes).expect("a text"))?;
        Ok(identities.iter().map(|key| key.to_string().expose_secret().to_owned()).collect())
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(unit).collect()
    }

    #[test]
    fn what_programs_leave_around_a_key_does_not_count() {
        let with = |before: &str, after: &str| format!("{before}{KEY}{after}").into_bytes();
        for file in [
            with("", ""),
            with("", "\n"),
            with("\u{feff}", "\r\n"),
            with("\u{feff}# created: once\r\n\r\n", "\r\n\r\n# fin"),
            with(" \t", "  \n   \n"),
            with("\u{a0}\u{200b}", "\u{202f}\u{feff}"),
            with("# old Mac\r", "\r"),
            with("  # a comment with spaces before it\n", ""),
            with("\u{feff}\u{feff}", ""),
            with("", "\0"),
            KEY.to_ascii_lowercase().into_bytes(),
            utf16(&format!("# x\r\n{KEY}\r\n"), u16::to_le_bytes),
            utf16(KEY, u16::to_be_bytes),
        ] {
            assert_eq!(read(&file), Ok(vec![KEY.to_owned()]), "{}", String::from_utf8_lossy(&file));
        }
        assert_eq!(read(format!("{KEY}\n\n{KEY}").as_bytes()).unwrap().len(), 2);
        assert_eq!(read(b"\xef\xbb\xbf\r\n# rien\r\n"), Ok(Vec::new()));
    }

    #[test]
    fn what_is_wrong_with_a_line_is_true_and_has_its_number() {
        let wrong = |at: usize, symbol: &str| {
            let mut key = KEY.to_owned();
            key.replace_range(at..=at, symbol);
            key
        };
        for (line, expected) in [
            (wrong(30, "Z"), LineError::Checksum),
            (wrong(30, "O"), LineError::Character(31)),
            (wrong(73, "é"), LineError::Character(74)),
            (wrong(40, " "), LineError::Character(41)),
            (KEY[..40].to_owned(), LineError::Length(40)),
            (format!("{KEY}A"), LineError::Length(75)),
            (format!("\"{KEY}\""), LineError::Other),
            (
                "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj".into(),
                LineError::Public,
            ),
            ("AGE-PLUGIN-YUBIKEY-1Q".into(), LineError::OtherKind),
            ("AGE-SECRET-KEY-PQ-1Q".into(), LineError::OtherKind),
            ("-----BEGIN OPENSSH PRIVATE KEY-----".into(), LineError::OtherKind),
            ("un texte".into(), LineError::Other),
        ] {
            for (before, number) in
                [("", 1), ("# x\n\n", 3), ("\u{feff}# x\r\n\r\n", 3), ("\r\r", 3)]
            {
                let file = format!("{before}{line}\n");
                assert_eq!(read(file.as_bytes()), Err((number, expected)), "{file}");
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_none() {
        for bytes in [&b"\xff"[..], b"\xff\xfea", b"\xfe\xff\xd8\x00", b"a\xe9"] {
            assert!(decode(bytes).is_none(), "{bytes:?}");
        }
    }
}
