//! A site below a path of its host, as that host answers for it.

use http::{Request, Uri, uri::PathAndQuery};

/// A request for the site, as if it were alone on its host. Of any other, the address of the site's home page, if that
/// is what its sender looks for; nothing if it is for another site of the host.
pub(super) fn site<B>(
    base_path: &str,
    mut request: Request<B>,
) -> Result<Request<B>, Option<String>> {
    if base_path.is_empty() {
        return Ok(request);
    }
    let uri = request.uri();
    let wanted = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let Some(rest) = wanted.strip_prefix(base_path).filter(|rest| rest.starts_with('/')) else {
        let is_home = ["/", base_path].contains(&uri.path());
        return Err(is_home.then(|| format!("{base_path}/")));
    };
    let rest: Uri = rest.parse().map_err(|_| None)?;
    *request.uri_mut() = rest;
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_below_the_path_is_the_site() {
        for (path, expect) in [
            ("/p/", Ok("/")),
            ("/p/a/?b=/p/", Ok("/a/?b=/p/")),
            ("/p/p/", Ok("/p/")),
            ("/p", Err(Some("/p/".to_owned()))),
            ("/p?a", Err(Some("/p/".to_owned()))),
            ("/", Err(Some("/p/".to_owned()))),
            ("/a/", Err(None)),
            ("/pa/", Err(None)),
        ] {
            let request = Request::get(path).body(()).unwrap();
            let found = site("/p", request).map(|request| request.uri().to_string());
            assert_eq!(found, expect.map(str::to_owned), "{path}");
            let alone = site("", Request::get(path).body(()).unwrap()).unwrap();
            assert_eq!(alone.uri().to_string(), path);
        }
    }
}
