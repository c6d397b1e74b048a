//! The service's side of HTTP: reads requests, writes responses.

pub mod request;
pub mod response;
pub mod compression;
pub mod origin_secret;
