//! Reads what a browser has sent, and tells how much it will send.

use application_form::submission::Submission;
use bytes::Bytes;
use http::Request;

use crate::outcome::refusal::NotASubmission;

/// How many times the limit a body may have to be read all the same, so that whoever sent it gets the form back
/// with what was written in it.
pub const READABLE_TIMES: usize = 2;

/// What stands in a body that was refused, to fill in the form again: nothing of it is judged or stored.
pub fn parse_refused(request: &Request<Bytes>, limit: usize) -> Option<Submission> {
    let body = request.body();
    (body.len() <= READABLE_TIMES * limit).then(|| pairs(body).ok()).flatten()
}

/// How many bytes a browser sends for these names and values, at the most.
pub fn sent_bytes(pairs: &[(String, String)]) -> usize {
    // Every byte may take three, and a line break is sent as two.
    let encoded = |text: &str| -> usize {
        text.bytes()
            .map(|byte| match byte {
                b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b' ' | b'_' | b'-' | b'.' => 1,
                b'\n' => 6,
                _ => 3,
            })
            .sum()
    };
    pairs.iter().map(|(name, value)| encoded(name) + encoded(value) + 2).sum()
}

/// Reads a url-encoded body.
pub fn pairs(body: &[u8]) -> Result<Submission, NotASubmission> {
    body.split(|&byte| byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut halves = pair.splitn(2, |&byte| byte == b'=');
            let name = halves.next().unwrap_or_default();
            let value = halves.next().unwrap_or_default();
            Ok((decode(name)?, decode(value)?))
        })
        .collect()
}

/// Decodes one name or value. The usual libraries put a replacement character where they understand
/// nothing; here that would store an answer that nobody gave.
pub fn decode(encoded: &[u8]) -> Result<String, NotASubmission> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let [first, after @ ..] = rest {
        rest = after;
        bytes.push(match first {
            b'+' => b' ',
            b'%' => {
                let [high, low, after @ ..] = after else { return Err(NotASubmission::Unreadable) };
                rest = after;
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let (Some(high), Some(low)) = (digit(*high), digit(*low)) else {
                    return Err(NotASubmission::Unreadable);
                };
                u8::try_from(high * 16 + low).expect("two hexadecimal digits")
            }
            other => *other,
        });
    }
    String::from_utf8(bytes).map_err(|_| NotASubmission::Unreadable)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(body: &str) -> Result<Vec<(String, String)>, NotASubmission> {
        pairs(body.as_bytes()).map(|read| read.pairs().to_vec())
    }

    #[test]
    fn a_body_is_decoded_as_browsers_encode_it() {
        let expected = [("nom", "Zoë & fils"), ("vide", ""), ("seul", ""), ("nom", "=")];
        let expected: Vec<_> =
            expected.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        assert_eq!(read("nom=Zo%C3%AB+%26%20fils&vide=&seul&&nom=="), Ok(expected));
    }

    #[test]
    fn what_means_nothing_is_unreadable() {
        for body in ["a=%", "a=%4", "a=%zz", "a=%+1", "a=%ff", "%c3=a", "a=%c3%28"] {
            assert_eq!(read(body), Err(NotASubmission::Unreadable), "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_body_panics(body in any::<Vec<u8>>()) {
            let _ = pairs(&body);
        }
    }
}
