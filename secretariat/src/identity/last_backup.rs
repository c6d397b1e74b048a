//! When a backup was last made from this machine, as it is noted beside the identity: one line, the minute.

use std::{fs, io, path::Path};

use form_handler::{crypto::private_file, record::ReceivedAt};

/// The file's name, beside an identity.
pub const FILE: &str = "backed-up.txt";

/// When that was; `None` if it is not noted, or not as we note it: it is only a date.
pub fn last(identity: &Path) -> io::Result<Option<ReceivedAt>> {
    match fs::read_to_string(identity.with_file_name(FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        text => Ok(text?.trim().parse().ok()),
    }
}

/// Notes that one was made.
pub fn note(identity: &Path, at: ReceivedAt) -> io::Result<()> {
    private_file::replace(&identity.with_file_name(FILE), format!("{at}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_minute_that_was_noted_or_it_is_not_known() {
        let home = tempfile::tempdir().unwrap();
        let identity = home.path().join("identity.txt");
        let at = ReceivedAt::at("2021-06-02T08:00:00Z".parse().unwrap());

        assert_eq!(last(&identity).unwrap(), None);
        note(&identity, at).unwrap();
        assert_eq!(last(&identity).unwrap(), Some(at));
        for (text, is_read) in [(&b"yesterday"[..], true), (b"", true), (b"\xff", false)] {
            fs::write(home.path().join(FILE), text).unwrap();
            let read = last(&identity);
            assert!(read.is_ok() == is_read && read.ok().flatten().is_none(), "{text:?}");
        }
    }
}
