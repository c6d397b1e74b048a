//! Which media type a file is sent with, by its ending: one table for `serve` and, written into `dist/`, for
//! whoever uploads the site.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use crate::{
    content::directory::StreamedFile,
    output::{
        Output,
        images::{ImageError, MadeImage, jobs::ImageJob},
    },
    site::generated_urls::is_for_readers,
};

/// The media type of a file, by its ending in any case. Texts are all in UTF-8, and say so.
pub fn media_type(path: &str) -> Cow<'static, str> {
    let essence = essence(path);
    if essence.starts_with("text/") || essence == "application/xml" {
        Cow::Owned(format!("{essence}; charset=utf-8"))
    } else {
        Cow::Borrowed(essence)
    }
}

/// Whether a file holds text, which gets smaller when it is compressed.
pub fn is_text(path: &str) -> bool {
    let essence = essence(path);
    essence.starts_with("text/")
        || ["application/json", "application/xml"].contains(&essence)
        || ["+json", "+xml"].iter().any(|syntax| essence.ends_with(syntax))
}

/// The media type without parameters.
fn essence(path: &str) -> &'static str {
    let ending = ending(path);
    // Where the table is behind the registry of media types, or names another of two.
    match &*ending.to_ascii_lowercase() {
        // What a site of another program answered there is an old address now: a page stands in its place.
        "asp" | "aspx" | "cfm" | "cgi" | "do" | "jsp" | "php" | "php3" | "php5" | "phtml"
        | "shtml" => "text/html",
        "mjs" => "text/javascript", // RFC 9239
        "otf" => "font/otf",        // RFC 8081
        "vcf" => "text/vcard",      // RFC 6350
        "woff" => "font/woff",      // RFC 8081
        "xml" => "application/xml", // RFC 7303 leaves the choice
        _ => mime_guess::from_ext(ending).first_raw().unwrap_or("application/octet-stream"),
    }
}

/// What stands behind the last dot of a file's name; nothing if there is none.
fn ending(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Passes the files of a build on, and notes how those for readers end.
pub(crate) struct NotedEndings<'o> {
    output: &'o dyn Output,
    /// As they are written, with their media types.
    noted: Mutex<BTreeMap<String, Cow<'static, str>>>,
}

impl<'o> NotedEndings<'o> {
    /// None is noted yet but that of pages, which may have gone out already.
    pub(crate) fn of(output: &'o dyn Output) -> Self {
        let noted = Self { output, noted: Mutex::default() };
        noted.note("index.html");
        noted
    }

    /// The table of what was noted.
    pub(crate) fn into_media_types(self) -> BTreeMap<String, Cow<'static, str>> {
        self.noted.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, path: &str) {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        let ending = ending(path);
        if !noted.contains_key(ending) {
            noted.insert(ending.to_owned(), media_type(path));
        }
    }
}

impl Output for NotedEndings<'_> {
    fn put(&self, path: &str, parts: &[&[u8]]) {
        if is_for_readers(path) {
            self.note(path);
        }
        self.output.put(path, parts);
    }

    fn put_file(&self, path: &str, file: &StreamedFile) {
        if is_for_readers(path) {
            self.note(path);
        }
        self.output.put_file(path, file);
    }

    fn put_image(&self, path: &str, image: &MadeImage) -> Result<(), ImageError> {
        self.note(path);
        self.output.put_image(path, image)
    }

    fn put_images(&self, jobs: &[ImageJob]) -> Vec<(usize, ImageError)> {
        let paths = jobs.iter().flat_map(|job| &job.files).flat_map(|(_, paths)| paths);
        paths.for_each(|path| self.note(path));
        self.output.put_images(jobs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_what_a_file_is_whatever_the_case_of_its_ending() {
        for (path, expected) in [
            ("a/index.html", "text/html; charset=utf-8"),
            ("assets/a.1a2b3c4d.css", "text/css; charset=utf-8"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.mjs", "text/javascript; charset=utf-8"),
            ("a.json", "application/json"),
            ("a.xml", "application/xml; charset=utf-8"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("a.csv", "text/csv; charset=utf-8"),
            ("a.ics", "text/calendar; charset=utf-8"),
            ("a.vtt", "text/vtt; charset=utf-8"),
            ("a.vcf", "text/vcard; charset=utf-8"),
            ("a.svg", "image/svg+xml"),
            ("a.png", "image/png"),
            ("a.jpg", "image/jpeg"),
            ("A.JPEG", "image/jpeg"),
            ("a.webp", "image/webp"),
            ("a.avif", "image/avif"),
            ("a.gif", "image/gif"),
            ("favicon.ico", "image/x-icon"),
            ("a.woff", "font/woff"),
            ("a.woff2", "font/woff2"),
            ("a.otf", "font/otf"),
            ("a.mp4", "video/mp4"),
            ("a.wasm", "application/wasm"),
            ("a.pdf", "application/pdf"),
            ("A.PDF", "application/pdf"),
            ("A.Xml", "application/xml; charset=utf-8"),
            ("site.webmanifest", "application/manifest+json"),
            ("a.html/LICENSE", "application/octet-stream"),
            ("ancienne-page.php", "text/html; charset=utf-8"),
            ("Default.ASPX", "text/html; charset=utf-8"),
            ("a.unheard-of", "application/octet-stream"),
        ] {
            assert_eq!(media_type(path), expected, "{path}");
        }
    }

    #[test]
    fn what_is_written_in_letters_is_text() {
        for ending in
            ["html", "css", "js", "svg", "xml", "json", "txt", "webmanifest", "csv", "ICS"]
        {
            assert!(is_text(&format!("a.{ending}")), "{ending}");
        }
        for ending in ["png", "avif", "woff2", "pdf", "mp4", "wasm", "zip", "gz", "unheard-of"] {
            assert!(!is_text(&format!("a.{ending}")), "{ending}");
        }
        assert!(!is_text("LICENSE"));
    }
}
