//! Reads a request and trusts nothing: origin, type, size, encoding.

use application_form::submission::Submission;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, header};

use crate::outcome::NotASubmission;

/// Whose pages may send the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// This one: scheme, host and port, such as `https://bureau-des-pairs.example`.
    Site(String),
    /// Whatever host the request was sent to: for one machine, whose name is not known beforehand.
    Host,
}

/// In what form the sender wants the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseFormat {
    /// A page.
    Html,
    /// `Accept: application/json`.
    Json,
}

impl Origin {
    /// The origin of a site: its URL without the path.
    pub fn of(base_url: &str) -> Self {
        let authority = base_url.find("://").map_or(0, |scheme| scheme + 3);
        let end = base_url[authority..].find('/').map_or(base_url.len(), |path| authority + path);
        Self::Site(base_url[..end].to_lowercase())
    }

    /// Whether the browser says that one of the site's own pages sent this. Text browsers say nothing,
    /// which passes: there is no cookie that another site could abuse. Settings for privacy hide the origin
    /// of our own pages too, as `null`: then the browser's other word counts.
    pub(super) fn allows(&self, headers: &HeaderMap) -> bool {
        let sites = || headers.get_all("sec-fetch-site").iter();
        let cross_site = sites().any(|site| site == "cross-site");
        let same_origin = sites().next().is_some() && sites().all(|site| site == "same-origin");
        let ours = |origin: &HeaderValue| {
            origin.to_str().is_ok_and(|origin| match self {
                Self::Site(site) => origin.eq_ignore_ascii_case(site),
                Self::Host => headers
                    .get(header::HOST)
                    .and_then(|host| host.to_str().ok())
                    .is_some_and(|host| is_origin_of(origin, host)),
            })
        };
        let hidden = |origin: &HeaderValue| same_origin && origin == "null";
        let mut origins = headers.get_all(header::ORIGIN).iter();
        !cross_site && origins.all(|origin| ours(origin) || hidden(origin))
    }
}

/// Whether a page of that origin stands on that host; the scheme's own port may be left out.
fn is_origin_of(origin: &str, host: &str) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let port = match scheme {
        "http" => ":80",
        "https" => ":443",
        _ => return false,
    };
    let without_port =
        |authority: &str| authority.strip_suffix(port).unwrap_or(authority).to_lowercase();
    without_port(authority) == without_port(host)
}

impl ResponseFormat {
    /// The one asked for with more weight (RFC 9110); a page unless JSON is asked for by name.
    pub fn wanted(headers: &HeaderMap) -> Self {
        let ranges: Vec<&str> = headers
            .get_all(header::ACCEPT)
            .iter()
            .filter_map(|accept| accept.to_str().ok())
            .flat_map(|accept| accept.split(','))
            .collect();
        let weight = |names: &[&str]| {
            let asked = ranges.iter().filter_map(|range| {
                let (name, parameters) = range.split_once(';').unwrap_or((range, ""));
                let named = names.iter().any(|known| name.trim().eq_ignore_ascii_case(known));
                named.then(|| quality(parameters))
            });
            asked.fold(0.0, f32::max)
        };
        let json = weight(&["application/json", "application/problem+json"]);
        let html = weight(&["text/html", "application/xhtml+xml"]);
        if json > html { Self::Json } else { Self::Html }
    }
}

/// The `q` among a media range's parameters; 1 if there is none.
fn quality(parameters: &str) -> f32 {
    parameters
        .split(';')
        .filter_map(|parameter| parameter.trim().split_once('='))
        .find(|(name, _)| name.eq_ignore_ascii_case("q"))
        .map_or(1.0, |(_, q)| q.trim().parse().unwrap_or(0.0))
}

/// Reads the submission, or says why there is none. `limit` is in bytes, inclusive.
pub fn parse(
    request: &Request<Bytes>,
    origin: &Origin,
    limit: usize,
) -> Result<Submission, NotASubmission> {
    if !origin.allows(request.headers()) {
        return Err(NotASubmission::CrossSite);
    }
    let media_type =
        request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type =
        media_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(NotASubmission::MediaType);
    }
    if request.body().len() > limit {
        return Err(NotASubmission::TooLarge);
    }
    pairs(request.body())
}

/// How many times the limit a body may have to be read all the same, so that whoever sent it gets the form back
/// with what was written in it.
pub const READABLE_TIMES: usize = 2;

/// What stands in a body that was refused, to fill in the form again: nothing of it is judged or stored.
pub fn parse_refused(request: &Request<Bytes>, limit: usize) -> Option<Submission> {
    let body = request.body();
    (body.len() <= READABLE_TIMES * limit).then(|| pairs(body).ok()).flatten()
}

fn pairs(body: &[u8]) -> Result<Submission, NotASubmission> {
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

    fn request(body: impl Into<Bytes>) -> Request<Bytes> {
        Request::post("/candidature/verification")
            .header("content-type", "application/x-www-form-urlencoded; charset=UTF-8")
            .header("host", "127.0.0.1:8080")
            .body(body.into())
            .unwrap()
    }

    fn read(body: &str) -> Result<Vec<(String, String)>, NotASubmission> {
        parse(&request(body.to_owned()), &Origin::Host, 1000).map(|read| read.pairs().to_vec())
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

    #[test]
    fn the_limit_is_inclusive() {
        assert!(read(&"a".repeat(1000)).is_ok());
        assert_eq!(read(&"a".repeat(1001)), Err(NotASubmission::TooLarge));
    }

    #[test]
    fn only_a_url_encoded_body_is_read() {
        for media_type in ["text/plain", "multipart/form-data; boundary=x", "application/json", ""]
        {
            let mut request = request("a=b");
            request.headers_mut().insert("content-type", media_type.parse().unwrap());
            let refused = parse(&request, &Origin::Host, 1000);
            assert_eq!(refused, Err(NotASubmission::MediaType), "{media_type}");
        }
    }

    #[track_caller]
    fn check_origin(site: &Origin, headers: &[(&'static str, &str)], allowed: bool) {
        let mut request = request("a=b");
        for (name, value) in headers {
            if *name == "host" {
                request.headers_mut().remove("host");
            }
            request.headers_mut().append(*name, value.parse().unwrap());
        }
        assert_eq!(parse(&request, site, 1000).is_ok(), allowed, "{headers:?}");
    }

    #[test]
    fn only_the_sites_own_pages_may_send() {
        let site = Origin::of("https://bureau.example/sous-dossier");
        check_origin(&site, &[], true);
        check_origin(&site, &[("origin", "https://bureau.example")], true);
        check_origin(&site, &[("origin", "http://bureau.example")], false);
        check_origin(&site, &[("origin", "https://bureau.example.attacker.example")], false);
        check_origin(&site, &[("origin", "null")], false);
        check_origin(&site, &[("origin", "null"), ("sec-fetch-site", "same-origin")], true);
        for site_of_sender in ["same-site", "none", "cross-site", "", "Same-Origin"] {
            let headers = [("origin", "null"), ("sec-fetch-site", site_of_sender)];
            check_origin(&site, &headers, false);
        }
        let twice = [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "same-site")];
        check_origin(&site, &[("origin", "null"), twice[0], twice[1]], false);
        let other = [("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")];
        check_origin(&site, &other, false);
        check_origin(&site, &[("origin", "null"), other[0], other[1]], false);
        check_origin(&site, &[("sec-fetch-site", "same-origin")], true);
        check_origin(&site, &[("sec-fetch-site", "cross-site")], false);
        check_origin(&Origin::Host, &[("origin", "http://127.0.0.1:8080")], true);
        check_origin(&Origin::Host, &[("origin", "http://127.0.0.1:8081")], false);
        check_origin(&Origin::Host, &[("origin", "null")], false);
        let hidden = [("origin", "null"), ("sec-fetch-site", "same-origin")];
        check_origin(&Origin::Host, &hidden, true);
        check_origin(&Origin::Host, &[("origin", "ftp://127.0.0.1:8080")], false);
        let host = ("host", "LOCALHOST:80");
        check_origin(&Origin::Host, &[host, ("origin", "http://localhost")], true);
        check_origin(&Origin::Host, &[host, ("origin", "https://localhost")], false);
        let twice = [("origin", "http://127.0.0.1:8080"), ("origin", "http://evil.example")];
        check_origin(&Origin::Host, &twice, false);
    }

    #[test]
    fn json_is_answered_to_who_asks_for_it() {
        let wanted = |accept: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("accept", accept.parse().unwrap());
            ResponseFormat::wanted(&headers)
        };
        assert_eq!(wanted("application/json"), ResponseFormat::Json);
        assert_eq!(wanted("application/json, */*;q=0.1"), ResponseFormat::Json);
        assert_eq!(wanted("application/json, text/html;q=0.5"), ResponseFormat::Json);
        assert_eq!(wanted("application/json;q=0.5, text/html"), ResponseFormat::Html);
        assert_eq!(wanted("application/json;q=0"), ResponseFormat::Html);
        assert_eq!(wanted("application/jsonp"), ResponseFormat::Html);
        assert_eq!(wanted("text/html,application/xhtml+xml,*/*;q=0.8"), ResponseFormat::Html);
        assert_eq!(ResponseFormat::wanted(&HeaderMap::new()), ResponseFormat::Html);
    }

    proptest! {
        #[test]
        fn no_body_panics(body in any::<Vec<u8>>()) {
            let _ = parse(&request(body), &Origin::Host, 1000);
        }
    }
}
