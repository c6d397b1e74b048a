//! Who may ask: only this machine's own browser, in the session that was begun with the link.
//!
//! | what is asked | what must hold, in this order | else |
//! | --- | --- | --- |
//! | anything | `Host` is the address that is listened on | 403 |
//! | a page | the second secret of the address and the cookie of that path are one session's | 401 |
//! | a POST | `Origin` or `Sec-Fetch-Site` say that a page of ours sent it | 403 |
//! | a POST | it holds the form token of the session | 403 |

pub mod random_secret;
pub mod links;
pub mod sessions;
pub mod checks;
pub mod headers;
