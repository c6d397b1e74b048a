//! HTML that the author wrote and that no browser would carry out: the site's security policy refuses it.

use std::ops::Range;

use super::{
    tags::{Kind, Tag},
    writer::Writer,
};

/// Pages inside the page: the policy has no sources for them.
const FRAMES: [&str; 4] = ["iframe", "frame", "object", "embed"];

impl Writer<'_, '_> {
    /// Notes what of a tag is refused. `place` leads from the bytes of the HTML to those of the Markdown.
    pub(super) fn check_policy(&mut self, tag: &Tag<'_>, place: &dyn Fn(usize) -> usize) {
        if tag.kind == Kind::Closing {
            return;
        }
        let span = |bytes: &Range<usize>| place(bytes.start)..place(bytes.end - 1) + 1;
        let name = tag.name.to_ascii_lowercase();
        if is_frame(tag) {
            let message = format!("browsers refuse `<{name}>` here: pages hold no other pages");
            self.fault(span(&tag.span), message, "write a link instead");
        }
        let is_inline =
            !tag.attributes.iter().any(|attribute| attribute.name.eq_ignore_ascii_case("src"));
        if name == "style" || name == "script" && is_inline {
            let message = format!("browsers refuse `<{name}>` here: it could come from anyone");
            let help = match name.as_str() {
                "script" => "put it into a file: <script src=\"/assets/….js\" defer></script>",
                _ => "style sheets stand in content/assets/",
            };
            self.fault(span(&tag.span), message, help);
        }
        for attribute in &tag.attributes {
            let name = attribute.name.to_ascii_lowercase();
            let help = match name.as_str() {
                "style" => "give it a class=\"…\", and the class its look in a style sheet",
                _ if name.starts_with("on") && name.len() > 4 => {
                    "scripts stand in files of content/assets/"
                }
                _ => continue,
            };
            self.fault(span(&attribute.span), format!("browsers refuse `{name}=` here"), help);
        }
    }
}

/// Whether a tag would show another page inside this one.
pub(super) fn is_frame(tag: &Tag<'_>) -> bool {
    FRAMES.iter().any(|name| tag.is(name))
}
