//! The browsers that were let in.

use super::random_secret::RandomSecret;

/// The cookie's name.
pub const COOKIE: &str = "bureau";

/// So many at once; the oldest gives way. A person has one or two browsers.
const AT_ONCE: usize = 4;

/// One browser.
///
/// Cookies are not kept apart by port: another server on 127.0.0.1 is sent those of `/`. So this one belongs to a path
/// that only this browser knows, and both are asked for.
#[derive(Clone, Debug, Default)]
pub struct Session {
    path: RandomSecret,
    cookie: RandomSecret,
    form_token: RandomSecret,
}

impl Session {
    /// Below which its pages are, such as `/b/…`, without a slash at its end.
    pub fn base(&self) -> String {
        format!("/b/{}", self.path.text())
    }

    /// What its forms hold.
    pub fn form_token(&self) -> &RandomSecret {
        &self.form_token
    }

    /// `Set-Cookie`.
    pub fn cookie(&self) -> String {
        format!("{COOKIE}={}; Path={}/; HttpOnly; SameSite=Strict", self.cookie.text(), self.base())
    }
}

/// The sessions that are open, a few at most: the oldest gives way.
#[derive(Debug, Default)]
pub struct Sessions(Vec<Session>);

impl Sessions {
    /// Lets another browser in.
    pub fn begin(&mut self) -> Session {
        let session = Session::default();
        self.0.push(session.clone());
        if self.0.len() > AT_ONCE {
            self.0.remove(0);
        }
        session
    }

    /// The session with that second secret in the address, if one of the cookies is its own.
    pub fn find<'a>(
        &self,
        path: &str,
        mut cookies: impl Iterator<Item = &'a str>,
    ) -> Option<Session> {
        let session = self.0.iter().find(|session| session.path.is(path))?;
        cookies.any(|cookie| session.cookie.is(cookie)).then(|| session.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_known_by_both_its_secrets() {
        let mut sessions = Sessions::default();
        let [one, other] = [sessions.begin(), sessions.begin()];
        let found = |path: &str, cookies: &[&str]| {
            sessions.find(path, cookies.iter().copied()).map(|session| session.base())
        };

        let (path, cookie) = (one.path.text(), one.cookie.text());
        assert_eq!(found(path, &[cookie]), Some(one.base()));
        assert_eq!(found(path, &["x", cookie]), Some(one.base()), "of a path above");
        for (path, cookies) in [
            (path, vec![]),
            (path, vec![other.cookie.text()]),
            (other.path.text(), vec![cookie]),
            (cookie, vec![path]),
            ("", vec![""]),
        ] {
            assert_eq!(found(path, &cookies), None, "{path} {cookies:?}");
        }
    }

    #[test]
    fn the_oldest_browser_gives_way() {
        let mut sessions = Sessions::default();
        let first = sessions.begin();
        let rest: Vec<_> = (0..AT_ONCE).map(|_| sessions.begin()).collect();

        let mut known = std::iter::once(&first)
            .chain(&rest)
            .map(|each| sessions.find(each.path.text(), [each.cookie.text()].into_iter()));

        assert!(known.next().unwrap().is_none());
        assert!(known.all(|each| each.is_some()));
    }
}
