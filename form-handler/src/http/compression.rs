//! Answers in fewer bytes, for browsers that take them: a distribution that may keep no answer of the form
//! does not compress it either.
//!
//! What is compressed can be guessed from its length where a secret stands beside what a stranger chose.
//! Here nothing does: an answer holds the sender's own answers and a proof of exactly those.

use std::io::{self, Write};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http::{HeaderMap, HeaderValue, Response, header};

/// Below this, an answer fits into one packet either way.
const WORTH_IT: usize = 1_000;

/// Compresses the body if that is worth it and wanted.
pub fn compress(response: &mut Response<Bytes>, wanted: &HeaderMap) {
    if response.body().len() < WORTH_IT {
        return;
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if accepts(&accepted(wanted), "gzip")
        && let Ok(bytes) = gzip(response.body())
    {
        *response.body_mut() = bytes;
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
}

/// The encodings that a browser takes. Several lines are one list (RFC 9110, 5.3).
pub fn accepted(headers: &HeaderMap) -> String {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    lines.filter_map(|line| line.to_str().ok()).collect::<Vec<_>>().join(",")
}

/// Whether an encoding is among them. RFC 9110, 12.5.3: one that is not named, or has no weight, is not.
pub fn accepts(accepted: &str, name: &str) -> bool {
    let weight = |wanted: &str| {
        accepted.split(',').find_map(|offer| {
            let (coding, weight) = offer.split_once(';').unwrap_or((offer, "q=1"));
            let weight = weight.trim().to_ascii_lowercase();
            let found = coding.trim().eq_ignore_ascii_case(wanted);
            found.then(|| weight.strip_prefix("q=").and_then(|it| it.trim().parse::<f32>().ok()))
        })
    };
    weight(name).or_else(|| weight("*")).is_some_and(|it| it.is_some_and(|weight| weight > 0.0))
}

fn gzip(text: &[u8]) -> io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(text.len() / 3), Compression::default());
    encoder.write_all(text)?;
    encoder.finish().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn compressed(length: usize, wanted: &str) -> Response<Bytes> {
        let mut response = Response::new(Bytes::from("a".repeat(length)));
        let wanted = [(header::ACCEPT_ENCODING, wanted.parse().unwrap())].into_iter().collect();
        compress(&mut response, &wanted);
        response
    }

    #[test]
    fn a_page_is_compressed_for_who_takes_it() {
        let response = compressed(20_000, "br;q=1, GZIP;q=0.5");

        assert_eq!(response.headers()[header::CONTENT_ENCODING], "gzip");
        assert_eq!(response.headers()[header::VARY], "accept-encoding");
        let mut text = String::new();
        flate2::read::GzDecoder::new(&response.body()[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, "a".repeat(20_000));
    }

    #[test]
    fn nobody_else_gets_what_they_cannot_read() {
        for wanted in ["", "br", "gzip;q=0", "identity"] {
            let response = compressed(20_000, wanted);

            assert_eq!(response.body().len(), 20_000, "{wanted}");
            assert!(!response.headers().contains_key(header::CONTENT_ENCODING), "{wanted}");
            assert_eq!(response.headers()[header::VARY], "accept-encoding");
        }
    }

    #[test]
    fn what_fits_into_a_packet_stays_as_it_is() {
        let response = compressed(999, "gzip");

        assert_eq!((response.body().len(), response.headers().len()), (999, 0));
    }
}
