//! The service's side of HTTP: reads requests, writes responses.

pub mod request;
pub mod url_encoded_body;
pub mod json_body;
pub mod problem;
pub mod response;
pub mod compression;
pub mod origin_secret;
