//! What editors and systems leave beside an author's files.

use std::path::Path;

/// Whole names, in lower case.
const NAMES: [&str; 17] = [
    "thumbs.db",
    "ehthumbs.db",
    "ehthumbs_vista.db",
    "desktop.ini",
    "icon\r",
    "$recycle.bin",
    "system volume information",
    "lost+found",
    "__macosx",
    "@eadir",
    "#recycle",
    "@recycle",
    "#snapshot",
    "@recently-snapshot",
    "found.000",
    "4913",
    "nohup.out",
];

/// Endings, in lower case and without their dot: earlier versions, locks, files that are half written.
const ENDINGS: [&str; 30] = [
    "bak",
    "bkp",
    "bk",
    "bck",
    "backup",
    "old",
    "orig",
    "rej",
    "save",
    "sav",
    "swp",
    "swo",
    "swn",
    "swx",
    "swpx",
    "tmp",
    "temp",
    "part",
    "partial",
    "crdownload",
    "crswap",
    "lck",
    // What programs that install or merge files leave beside them.
    "mine",
    "dpkg-old",
    "dpkg-dist",
    "dpkg-new",
    "ucf-old",
    "ucf-dist",
    "rpmsave",
    "rpmorig",
];

/// Endings of what authors write, in lower case: a number behind one of them counts earlier versions, or copies.
const WRITTEN: [&str; 12] =
    ["md", "toml", "html", "css", "js", "json", "csv", "svg", "png", "jpg", "jpeg", "pdf"];

/// In the names of copies, in lower case, that programs make where two machines, or two authors, changed one file.
const COPIES: [&str; 4] =
    [".sync-conflict-", "(conflicted copy ", "'s conflicted copy ", "(copie en conflit"];

/// What git writes beside a file in conflict, before a number: `a_LOCAL_1234.md`.
const MERGED: [&str; 4] = ["_BACKUP_", "_BASE_", "_LOCAL_", "_REMOTE_"];

/// What the `JetBrains` editors add while they save.
const JETBRAINS: [&str; 2] = ["___jb_tmp___", "___jb_old___"];

/// Hidden names that hosts and others look for: they are content right below `root/`.
const AT_ROOT: [&str; 2] = [".well-known", ".nojekyll"];

/// Whether what is of this name in a folder of the content is an editor's or a system's, and no part of it.
pub(super) fn is_left_out_in(folder: &str, name: &str) -> bool {
    is_left_out(name) && !(folder == "root" && AT_ROOT.contains(&name))
}

/// The same of a file or a folder that it stands in, by its path.
pub(super) fn is_path_left_out(path: &str) -> bool {
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    ends.map(|end| path[..end].rsplit_once('/').unwrap_or(("", &path[..end])))
        .any(|(folder, name)| is_left_out_in(folder, name))
}

/// Whether a file or folder of this name is an editor's or a system's, and no part of the content.
fn is_left_out(name: &str) -> bool {
    // Hidden, earlier versions of Emacs and others, what Office holds open, what Emacs has not saved.
    if name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.starts_with('#') && name.ends_with('#')
    {
        return true;
    }
    let lower = name.to_ascii_lowercase();
    // What Windows notes beside a file that was loaded from elsewhere, once it is copied to another disk.
    if lower.ends_with(":zone.identifier")
        || COPIES.iter().any(|part| lower.contains(part))
        || MERGED.iter().any(|part| is_merged(name, part))
    {
        return true;
    }
    let is_page = Path::new(name).extension().is_some_and(|extension| extension == "md");
    if is_page {
        return false;
    }
    let (stem, ending) = lower.rsplit_once('.').unwrap_or((&lower, ""));
    NAMES.contains(&&*lower)
        || ENDINGS.contains(&ending) && !stem.is_empty()
        || JETBRAINS.iter().any(|added| lower.ends_with(added))
        // What macOS writes beside a file while it saves it: `a.md.sb-1a2b3c4d-Xy12Zw`.
        || ending.starts_with("sb-")
        // A file and a number that has once been one of the above: `a.md.tmp.1234`, `a.bak2`.
        || ending.bytes().all(|byte| byte.is_ascii_digit()) && is_numbered(stem)
        || ["bak", "swp", "tmp"].iter().any(|one| is_numbered_as(ending, one))
        // `a.md.1`, and Subversion's `a.md.r12`.
        || !ending.is_empty()
            && ending.trim_start_matches('r').bytes().all(|byte| byte.is_ascii_digit())
            && stem.rsplit_once('.').is_some_and(|(_, ending)| WRITTEN.contains(&ending))
}

fn is_merged(name: &str, part: &str) -> bool {
    name.split_once(part).is_some_and(|(_, rest)| {
        let number = rest.split('.').next().unwrap_or(rest);
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_numbered(stem: &str) -> bool {
    stem.rsplit_once('.').is_some_and(|(_, ending)| ["tmp", "bak", "old"].contains(&ending))
}

fn is_numbered_as(ending: &str, one: &str) -> bool {
    let number = ending.strip_prefix(one).unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_and_systems_leave_is_no_content() {
        for name in [
            // vi, Emacs, nano, gedit, Kate
            ".a.md.swp",
            "a.md.swp",
            "a.md.swo",
            "4913",
            "a.md~",
            "#a.md#",
            ".#a.md",
            "a.md.save",
            "a.md.save~",
            ".a.md.kate-swp",
            "a.md.bak",
            "A.MD.BAK",
            "a.bak2",
            "a.md.tmp.1234",
            // Office, JetBrains, macOS, Windows, a NAS
            "~$a.docx",
            "~WRL0001.tmp",
            ".~lock.a.odt#",
            "a.md___jb_tmp___",
            "a.md___jb_old___",
            "a.md.sb-1a2b3c4d-Xy12Zw",
            ".DS_Store",
            "._a.md",
            "__MACOSX",
            "Icon\r",
            "Thumbs.db",
            "ehthumbs.db",
            "Desktop.ini",
            "$RECYCLE.BIN",
            "System Volume Information",
            "@eaDir",
            "#recycle",
            "@Recycle",
            "#snapshot",
            "FOUND.000",
            // git, patch, browsers, copies
            "a.md.orig",
            "a.md.rej",
            "a.pdf.part",
            "a.pdf.crdownload",
            "a.md.old",
            ".git",
            "a.md.1",
            "plan.svg.2",
            "a.md.mine",
            "a.md.r12",
            "a_LOCAL_1234.md",
            "a.md.dpkg-old",
            "a.md.bkp",
            "a.md:Zone.Identifier",
            "a.sync-conflict-20210101-000000-AAAAAAA.md",
            "a (conflicted copy 2021-01-01 120000).md",
            "a (Anne's conflicted copy 2021-01-01).md",
            "a (Copie en conflit de Anne 2021-01-01).md",
        ] {
            assert!(is_left_out(name), "{name:?}");
        }
    }

    #[test]
    fn what_others_look_for_is_content_at_the_root_alone() {
        for (path, is_content) in [
            ("root/.well-known/security.txt", true),
            ("root/.nojekyll", true),
            ("root/favicon.ico", true),
            ("root/a/.well-known/security.txt", false),
            ("root/.well-known/.a.swp", false),
            ("root/.htaccess~", false),
            ("root/.DS_Store", false),
            ("root/.git/config", false),
            ("assets/.well-known/a.txt", false),
            (".well-known/a.txt", false),
            (".nojekyll", false),
        ] {
            assert_eq!(is_path_left_out(path), !is_content, "{path}");
        }
    }

    #[test]
    fn what_people_write_is() {
        for name in [
            "a.md",
            "#1.md",
            "a#.md",
            "temp.md",
            "bak.md",
            "old.md",
            "tmp.md",
            "plan.svg",
            "old",
            "part",
            "archive.2024",
            "a.sb",
            "desktop.md",
            "thumbs.md",
            "v1.2",
            "a.backup.md",
            "swp",
            "notes.txt",
            "1.2.3",
            "été.md",
            "~alice.md",
            "a.old.pdf",
            "x.lock.svg",
            "a.bakery",
            "a.1.md",
            "a.r12.md",
            "mine.md",
            "rapport.1",
            "archive.tar.1",
            "a.mine.svg",
            "a_LOCAL_.md",
            "le-conflit.md",
            "sync-conflict.md",
        ] {
            assert!(!is_left_out(name), "{name:?}");
        }
    }
}
