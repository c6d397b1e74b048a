//! What the office asks for over HTTPS, as far as it is HTTP.

use http::{Method, header, request::Parts};

/// The token that a request shows. One that shows two is taken for nobody's.
pub fn token(head: &Parts) -> Option<&str> {
    let mut shown = head.headers.get_all(header::AUTHORIZATION).iter();
    let (Some(only), None) = (shown.next(), shown.next()) else { return None };
    let (scheme, token) = only.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// Whether it asks in the one way there is.
pub fn is_post(head: &Parts) -> bool {
    head.method == Method::POST
}
