//! Text files as they go over the wire: `.br` and `.gz` beside each, for hosts that do not compress.

use std::io::{self, Write as _};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

use crate::output::media_types::is_text;

/// An encoding of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Encoding {
    Brotli,
    Gzip,
}

/// How much time a file is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// 0.5 ms for a page of 6 KiB. Seven times as long would save another 7 %.
    Quick,
    /// 15 ms, for what all pages load.
    Most,
}

/// What is longer is not what all pages load: at the most effort, a MiB takes two seconds.
const LONGEST_AT_MOST_EFFORT: u64 = 1024 * 1024;

/// What is longer is sent as it is, as content delivery networks do: `CloudFront` compresses nothing above 10 MB.
const LONGEST: u64 = 10_000_000;

impl Encoding {
    /// The one that is smaller first.
    pub const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// As `Content-Encoding` says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// What is added to a file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }

    /// The same text in fewer bytes; always the same ones. `None` if they would not be fewer.
    pub fn encode(self, text: &[u8], effort: Effort) -> Option<Vec<u8>> {
        let encoded = match self {
            Self::Brotli => brotli(text, effort),
            Self::Gzip => gzip(text),
        };
        let encoded = encoded.expect("memory takes all");
        (encoded.len() < text.len()).then_some(encoded)
    }
}

/// What a file below `dist/` of so many bytes is worth; `None` if it is no text that readers get, or too long.
pub fn effort(path: &str, length: u64) -> Option<Effort> {
    if !path.starts_with("public/") || !is_text(path) || length > LONGEST {
        return None;
    }
    let is_for_all = path.starts_with("public/assets/") && length <= LONGEST_AT_MOST_EFFORT;
    Some(if is_for_all { Effort::Most } else { Effort::Quick })
}

fn brotli(mut text: &[u8], effort: Effort) -> io::Result<Vec<u8>> {
    let quality = match effort {
        Effort::Quick => 5,
        Effort::Most => 11,
    };
    let params =
        BrotliEncoderParams { quality, size_hint: text.len(), ..BrotliEncoderParams::default() };
    let mut encoded = Vec::with_capacity(text.len() / 2);
    brotli::BrotliCompress(&mut text, &mut encoded, &params)?;
    Ok(encoded)
}

/// Its header names no file and no time.
fn gzip(text: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(text.len() / 2), Compression::best());
    encoder.write_all(text)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_was_encoded_can_be_read_back_and_is_the_same_each_time() {
        let text = "Le bureau des pairs écoute. ".repeat(400).into_bytes();

        for effort in [Effort::Quick, Effort::Most] {
            for encoding in Encoding::ALL {
                let encoded = encoding.encode(&text, effort).unwrap();
                let mut read = Vec::new();
                match encoding {
                    Encoding::Brotli => {
                        brotli::BrotliDecompress(&mut &encoded[..], &mut read).unwrap();
                    }
                    Encoding::Gzip => {
                        flate2::read::GzDecoder::new(&encoded[..]).read_to_end(&mut read).unwrap();
                    }
                }
                assert_eq!(read, text);
                assert_eq!(encoding.encode(&text, effort), Some(encoded));
            }
        }
    }

    #[test]
    fn what_would_not_be_smaller_stays_as_it_is() {
        assert_eq!(Encoding::Gzip.encode(b"a", Effort::Quick), None);
        assert_eq!(Encoding::Brotli.encode(b"a", Effort::Most), None);
    }

    #[test]
    fn only_texts_for_readers_are_worth_it() {
        for (path, length, expected) in [
            ("public/a/index.html", 9, Some(Effort::Quick)),
            ("public/a/index.html", 10_000_001, None),
            ("public/assets/a.css", 9, Some(Effort::Most)),
            ("public/assets/Horaires.CSV", 1024 * 1024, Some(Effort::Most)),
            ("public/assets/Horaires.CSV", 1024 * 1024 + 1, Some(Effort::Quick)),
            ("public/assets/Horaires.CSV", 10_000_000, Some(Effort::Quick)),
            ("public/assets/Horaires.CSV", 10_000_001, None),
        ] {
            assert_eq!(effort(path, length), expected, "{path}, {length} bytes");
        }
        for path in ["public/assets/a.png", "handler/bundle.json", "headers.json", "public/LICENSE"]
        {
            assert_eq!(effort(path, 9), None, "{path}");
        }
    }
}
