//! Reads a request and trusts nothing: origin, type, size, encoding.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, header};

use crate::{bundle::origin_and_path, outcome::refusal::NotASubmission};

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
        let (origin, _) = origin_and_path(base_url);
        Self::Site(origin.to_lowercase())
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

/// How a submission is written in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    /// As browsers send it: [`url_encoded_body::pairs`](super::url_encoded_body::pairs).
    UrlEncoded,
    /// As programs may: [`json_body::pairs`](super::json_body::pairs).
    Json,
}

/// Lets a request in whose body may be read, whatever its format, or says why not. `limit` is in bytes, inclusive.
pub fn admit(
    request: &Request<Bytes>,
    origin: &Origin,
    limit: usize,
) -> Result<BodyFormat, NotASubmission> {
    if !origin.allows(request.headers()) {
        return Err(NotASubmission::CrossSite);
    }
    let format = BodyFormat::of(request.headers()).ok_or(NotASubmission::MediaType)?;
    if request.body().len() > limit {
        return Err(NotASubmission::TooLarge);
    }
    Ok(format)
}

impl BodyFormat {
    fn of(headers: &HeaderMap) -> Option<Self> {
        let media_type = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
        let is = |name| {
            media_type.split(';').next().is_some_and(|it| it.trim().eq_ignore_ascii_case(name))
        };
        let is_json = is("application/json").then_some(Self::Json);
        is("application/x-www-form-urlencoded").then_some(Self::UrlEncoded).or(is_json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(body: impl Into<Bytes>) -> Request<Bytes> {
        Request::post("/candidature/verification")
            .header("content-type", "application/x-www-form-urlencoded; charset=UTF-8")
            .header("host", "127.0.0.1:8080")
            .body(body.into())
            .unwrap()
    }

    #[test]
    fn only_a_url_encoded_body_or_json_is_read() {
        for (media_type, format) in [
            ("text/plain", None),
            ("multipart/form-data; boundary=x", None),
            ("application/jsonp", None),
            ("", None),
            ("Application/JSON", Some(BodyFormat::Json)),
            ("application/json;charset=utf-8", Some(BodyFormat::Json)),
            ("application/x-www-form-urlencoded ; charset=x", Some(BodyFormat::UrlEncoded)),
        ] {
            let mut request = request("a=b");
            request.headers_mut().insert("content-type", media_type.parse().unwrap());
            let admitted = admit(&request, &Origin::Host, 1000);
            assert_eq!(admitted, format.ok_or(NotASubmission::MediaType), "{media_type}");
            let limited = |limit| admit(&request, &Origin::Host, limit).err();
            let too_large = format.map_or(NotASubmission::MediaType, |_| NotASubmission::TooLarge);
            assert_eq!((limited(3), limited(2)), (admitted.err(), Some(too_large)), "inclusive");
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
        assert_eq!(admit(&request, site, 1000).is_ok(), allowed, "{headers:?}");
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
}
