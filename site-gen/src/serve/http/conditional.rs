//! What a browser has already, and parts of a file, as hosts answer (RFC 9110, sections 13 and 14).

use std::{io, ops::Range};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};

use crate::serve::files::stored::Sent;

/// The answer with a file, to a request with these headers: with its tag, and without what was not asked for.
pub fn answer(
    method: &Method,
    asked: &HeaderMap,
    mut response: Response<Sent>,
) -> io::Result<Response<Sent>> {
    if response.status() != StatusCode::OK {
        return Ok(response);
    }
    let tag = format!("\"{:x}\"", response.body().digest()?)[..18].to_owned() + "\"";
    let length = response.body().length();
    let headers = response.headers_mut();
    headers.insert(header::ETAG, value(&tag));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if names(asked, &tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().remove(header::CONTENT_TYPE);
        *response.body_mut() = Bytes::new().into();
        return Ok(response);
    }
    let range = text(asked, header::RANGE).filter(|_| {
        // Of another version, no part fits to what the browser has.
        *method == Method::GET && text(asked, header::IF_RANGE).is_none_or(|version| version == tag)
    });
    match range.map(|range| part(range, length)) {
        Some(Part::Of(range)) => {
            let place = format!("bytes {}-{}/{length}", range.start, range.end - 1);
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            response.headers_mut().insert(header::CONTENT_RANGE, value(&place));
            return Ok(response.map(|body| body.slice(range)));
        }
        Some(Part::Nowhere) => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            response
                .headers_mut()
                .insert(header::CONTENT_RANGE, value(&format!("bytes */{length}")));
            *response.body_mut() = Bytes::new().into();
        }
        Some(Part::All) | None => {}
    }
    Ok(response)
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("digits and signs of ASCII")
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Whether `If-None-Match` names this tag; weak or not is the same here.
fn names(asked: &HeaderMap, tag: &str) -> bool {
    let lists = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|list| list.to_str().ok());
    lists
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|each| each == "*" || each.strip_prefix("W/").unwrap_or(each) == tag)
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// These bytes.
    Of(Range<u64>),
    /// The range lies behind the end.
    Nowhere,
    /// There is no range in it, or several, which nobody has to answer apart.
    All,
}

/// `bytes=0-99`, `bytes=100-`, `bytes=-100`.
fn part(range: &str, length: u64) -> Part {
    let Some((first, last)) = range.strip_prefix("bytes=").and_then(|range| range.split_once('-'))
    else {
        return Part::All;
    };
    let number = |text: &str| text.trim().parse::<u64>();
    let range = match (first.trim(), last.trim()) {
        ("", count) => number(count).map(|count| length.saturating_sub(count)..length),
        (first, "") => number(first).map(|first| first..length),
        (first, last) => match (number(first), number(last)) {
            (Ok(first), Ok(last)) if first > last => return Part::All,
            (Ok(first), Ok(last)) => Ok(first..length.min(last.saturating_add(1))),
            (Err(cause), _) | (_, Err(cause)) => Err(cause),
        },
    };
    match range {
        Ok(range) if range.start < range.end => Part::Of(range),
        Ok(_) => Part::Nowhere,
        Err(_) => Part::All,
    }
}

#[cfg(test)]
mod tests {
    use std::{
        fs::File,
        io::{Seek as _, Write as _},
    };

    use super::*;
    use crate::serve::files::{spool::Spool, stored::Stored};

    #[test]
    fn a_range_is_a_part_of_the_file() {
        for (range, expected) in [
            ("bytes=0-3", Part::Of(0..4)),
            ("bytes=4-", Part::Of(4..10)),
            ("bytes=-3", Part::Of(7..10)),
            ("bytes=-30", Part::Of(0..10)),
            ("bytes=9-9", Part::Of(9..10)),
            ("bytes=5-99999999999999999999", Part::All),
            ("bytes=5-99", Part::Of(5..10)),
            ("bytes=10-", Part::Nowhere),
            ("bytes=12-13", Part::Nowhere),
            ("bytes=-0", Part::Nowhere),
            ("bytes=3-2", Part::All),
            ("bytes=0-1,4-5", Part::All),
            ("bytes=a-b", Part::All),
            ("lines=0-3", Part::All),
            ("bytes", Part::All),
        ] {
            assert_eq!(part(range, 10), expected, "{range}");
        }
    }

    /// The answer with a file on the disk, which others are in, too.
    fn file() -> Response<Sent> {
        let spool = Spool::new();
        spool.copy(file_of("before")).unwrap();
        let stored = spool.copy(file_of("0123456789")).unwrap();
        spool.copy(file_of("after")).unwrap();
        assert!(matches!(stored, Stored::Spooled(_)));
        Response::new(stored.open().unwrap())
    }

    fn file_of(text: &str) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.rewind().unwrap();
        file
    }

    /// What is answered to a request with these headers: the status, the body and the place of a part.
    fn answered(method: Method, headers: &[(&str, &str)]) -> (u16, String, String) {
        let mut asked = HeaderMap::new();
        for (name, value) in headers {
            asked.append(header::HeaderName::try_from(*name).unwrap(), value.parse().unwrap());
        }
        let response = answer(&method, &asked, file()).unwrap();
        assert!(response.headers().contains_key(header::ETAG));
        let place = text(response.headers(), header::CONTENT_RANGE).unwrap_or_default().to_owned();
        let status = response.status().as_u16();
        (status, String::from_utf8(response.into_body().bytes().unwrap().into()).unwrap(), place)
    }

    #[test]
    fn what_a_browser_has_is_not_sent_again_and_a_part_alone() {
        let whole = answer(&Method::GET, &HeaderMap::new(), file()).unwrap();
        let tag = whole.headers()[header::ETAG].to_str().unwrap().to_owned();
        let weak = format!("\"x\", W/{tag}");
        let get = |headers: &[(&str, &str)]| answered(Method::GET, headers);
        let all = (200, "0123456789".to_owned(), String::new());
        let middle = (206, "23".to_owned(), "bytes 2-3/10".to_owned());

        assert_eq!(get(&[]), all);
        for known in [tag.as_str(), &weak, "*"] {
            assert_eq!(get(&[("if-none-match", known)]), (304, String::new(), String::new()));
        }
        assert_eq!(get(&[("if-none-match", "\"x\"")]), all);
        assert_eq!(get(&[("range", "bytes=2-3")]), middle);
        assert_eq!(get(&[("range", "bytes=2-3"), ("if-range", &tag)]), middle);
        assert_eq!(get(&[("range", "bytes=2-3"), ("if-range", "\"x\"")]), all);
        assert_eq!(answered(Method::HEAD, &[("range", "bytes=2-3")]), all);
        assert_eq!(get(&[("range", "bytes=10-")]), (416, String::new(), "bytes */10".to_owned()));
    }

    #[test]
    fn only_a_file_has_a_tag() {
        let mut missing = file();
        *missing.status_mut() = StatusCode::NOT_FOUND;
        let answered = answer(&Method::GET, &HeaderMap::new(), missing).unwrap();
        assert!(!answered.headers().contains_key(header::ETAG));
    }
}
