//! Addresses of the site itself, written in full.

use std::borrow::Cow;

use crate::content::config::{Config, base_url::BaseUrl};

impl Config {
    /// Whether a target begins with the site's own address, which is known.
    pub fn is_own(&self, target: &str) -> bool {
        !self.base_url.as_str().is_empty() && target.starts_with(self.base_url.as_str())
    }

    /// Where the site says that it will be; where it is built for, if it says nothing.
    pub fn own_base_url(&self) -> BaseUrl {
        let is_said = !self.said_base_url.is_empty();
        if is_said { BaseUrl::of(&self.said_base_url) } else { self.base_url.clone() }
    }

    /// A target from the site's root, if it is one of the site's own, written in full.
    pub fn from_root<'t>(&self, target: &'t str) -> Cow<'t, str> {
        let own = self.base_url.as_str();
        let length = own.len();
        match target.split_at_checked(length).filter(|_| length > 0) {
            Some((base, rest)) if base.eq_ignore_ascii_case(own) => {
                match rest.chars().next() {
                    Some('/') => rest.into(),
                    None | Some('?' | '#') => format!("/{rest}").into(),
                    // The host of another site begins alike.
                    Some(_) => target.into(),
                }
            }
            _ => target.into(),
        }
    }
}
