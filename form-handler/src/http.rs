//! The service's side of HTTP: reads requests, writes responses.

pub mod request;
pub mod url_encoded_body;
pub mod json_body;
#[cfg(feature = "https")]
pub mod office;
pub mod response;
pub mod compression;
pub mod origin_secret;
