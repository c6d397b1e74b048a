//! Calls of shortcodes, and what stands here in the place of those that every site of Hugo has.

mod parse;

use std::{collections::HashMap, ops::Range};

use authoring::{config::Value, diagnostics::Diagnostic};
use htmlize::escape_attribute;

use super::{
    links::Links,
    old_page::OldPage,
    settings::Settings,
    tree::{at, get},
};
use crate::cli::import::{
    codes::IMPORT_SHORTCODE,
    markdown::{CALL, Followed, Replaced},
};
use parse::{Call, Tag, calls};

/// What is to be written for a call; else why nothing is.
type Written = Result<String, String>;

/// What stands in the place of each call of a page. One that nothing is known of is left as it is, and told.
pub(super) fn replace(
    page: &OldPage,
    settings: &Settings,
    links: &Links<'_>,
    told: &mut Vec<Diagnostic>,
) -> Vec<Replaced> {
    let text = &*page.source.text;
    let found = calls(text, page.front_matter.body);
    let ends = ends(&found);
    let writer = Writer { page, settings, links };
    let mut replaced: Vec<Replaced> = Vec::new();
    let mut done = 0;
    for (index, call) in found.iter().enumerate() {
        let (tag, span) = match call {
            Call::Kept { span } => {
                replaced.push(Replaced { span: span.clone(), with: String::new(), calls: None });
                continue;
            }
            Call::Tag(tag) if tag.span.start < done => continue,
            Call::Tag(tag) => (tag, tag.span.clone()),
        };
        let end = ends[index].clone();
        let inner = end.filter(|_| !tag.is_end && !tag.closes_itself);
        let known = ["details", "ref", "relref", "param", "figure"].contains(&&*tag.name);
        let (span, written) = match (tag.name.as_str(), inner) {
            ("highlight", Some(end)) => {
                let written = Ok(writer.highlight(tag, &text[span.end..end.start]));
                (span.start..end.end, written)
            }
            // What stands between is that shortcode's own, and perhaps no Markdown.
            (_, Some(end)) if !known => (span.start..end.end, writer.write(tag)),
            (_, _) => (span, writer.write(tag)),
        };
        done = span.end;
        replaced.push(match written {
            Ok(with) => Replaced { span, with, calls: Some(tag.name.clone()) },
            Err(why) => {
                if !tag.is_end {
                    let help = "it is left as it was: write a component of that name, or what it shows in its place";
                    told.push(page.warn(IMPORT_SHORTCODE, tag.span.clone(), why, help));
                }
                // `check` goes on telling it.
                let with = text[span.clone()].replace('{', CALL.encode_utf8(&mut [0; 4]));
                Replaced { span, with, calls: None }
            }
        });
    }
    replaced.sort_by_key(|replaced| replaced.span.start);
    // What a block of code holds is in it.
    let mut end = 0;
    replaced.retain(|replaced| {
        let is_outside = replaced.span.start >= end;
        end = end.max(replaced.span.end);
        is_outside
    });
    replaced
}

/// For each call, the next end of its name.
fn ends(calls: &[Call]) -> Vec<Option<Range<usize>>> {
    let mut next: HashMap<&str, Range<usize>> = HashMap::new();
    let mut ends = vec![None; calls.len()];
    for (index, call) in calls.iter().enumerate().rev() {
        let Call::Tag(tag) = call else { continue };
        if tag.is_end {
            next.insert(&tag.name, tag.span.clone());
        } else {
            ends[index] = next.get(&*tag.name).cloned();
        }
    }
    ends
}

struct Writer<'w> {
    page: &'w OldPage,
    settings: &'w Settings,
    links: &'w Links<'w>,
}

impl Writer<'_> {
    fn write(&self, tag: &Tag) -> Written {
        let first = tag.positional(0);
        match (tag.name.as_str(), tag.is_end) {
            ("ref" | "relref", false) => {
                let target = first.or(tag.named("path")).unwrap_or_default();
                match self.links.to_page(self.page, target) {
                    Some(Followed::To(to)) => Ok(to),
                    Some(Followed::Same) => Ok(target.to_owned()),
                    _ => Err(format!("`{target}` leads to no page that is taken over")),
                }
            }
            ("figure", false) => self.figure(tag),
            ("param", false) => self.param(first.unwrap_or_default()),
            ("details", false) => {
                const KNOWN: [&str; 2] = ["summary", "open"];
                tag.only(&KNOWN)?;
                let summary = escape_attribute(tag.named("summary").unwrap_or("Details"));
                let open = if tag.named("open") == Some("true") { " open" } else { "" };
                Ok(format!("<details{open}>\n<summary>{summary}</summary>\n\n"))
            }
            ("details", true) => Ok("\n</details>".to_owned()),
            (name, _) => Err(format!("there is no component `{name}`")),
        }
    }

    /// As Hugo's own template writes it.
    fn figure(&self, tag: &Tag) -> Written {
        const KNOWN: [&str; 8] =
            ["src", "alt", "caption", "title", "width", "height", "class", "link"];
        tag.only(&KNOWN)?;
        let src = tag.named("src").or(tag.positional(0)).unwrap_or_default();
        let follow = |target: &str| match self.links.follow(self.page, target) {
            Followed::To(to) => to,
            _ => target.to_owned(),
        };
        let attribute = |name: &str| {
            tag.named(name).map(|value| format!(" {name}=\"{}\"", escape_attribute(value)))
        };
        let sizes: String = ["width", "height"].into_iter().filter_map(attribute).collect();
        let alt = escape_attribute(tag.named("alt").or(tag.named("caption")).unwrap_or_default());
        let mut image =
            format!("<img src=\"{}\" alt=\"{alt}\"{sizes}>", escape_attribute(follow(src)));
        if let Some(link) = tag.named("link") {
            image = format!("<a href=\"{}\">{image}</a>", escape_attribute(follow(link)));
        }
        let class = attribute("class").unwrap_or_default();
        let title = tag
            .named("title")
            .map(|title| format!("<h4>{}</h4>", escape_attribute(title)))
            .unwrap_or_default();
        let caption = tag
            .named("caption")
            .map(|caption| format!("<p>{}</p>", escape_attribute(caption)))
            .unwrap_or_default();
        let caption = match title + &caption {
            caption if caption.is_empty() => caption,
            caption => format!("<figcaption>{caption}</figcaption>\n"),
        };
        Ok(format!("<figure{class}>\n{image}\n{caption}</figure>"))
    }

    /// A value of the page, or of the site.
    fn param(&self, name: &str) -> Written {
        let root = &self.page.front_matter.root;
        let is_shown =
            |value: &Value| !matches!(value, Value::Table(_) | Value::List(_) | Value::Null);
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_.".contains(&byte);
        if !name.is_empty() && name.bytes().all(is_name) {
            let own = at(root, &format!("params.{name}")).or_else(|| get(root, name));
            if own.is_some_and(|node| is_shown(&node.value)) {
                return Ok(format!("{CALL}{{ page.extra.{name} }}}}"));
            }
            let of_site = self.settings.params.as_ref().and_then(|params| at(params, name));
            if of_site.is_some_and(|node| is_shown(&node.value)) {
                return Ok(format!("{CALL}{{ data.extra.{name} }}}}"));
            }
        }
        Err(format!("there is no value `{name}`"))
    }

    /// A block of code, with what its fence says in Hugo, which is read as any fence is.
    #[expect(clippy::unused_self, reason = "as the others")]
    fn highlight(&self, tag: &Tag, code: &str) -> String {
        let language = tag.positional(0).unwrap_or_default();
        let options = tag.positional(1).unwrap_or_default();
        let meant = crate::render::markdown::elements::code::fence::foreign::meant(options);
        let info = [language, &meant.unwrap_or_default()].join(" ");
        let longest = code.split(|sign| sign != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        format!("{fence}{}\n{}\n{fence}", info.trim(), code.trim_matches(['\n', '\r']))
    }
}

impl Tag {
    fn positional(&self, number: usize) -> Option<&str> {
        let mut without_name = self.parameters.iter().filter(|(name, _)| name.is_none());
        without_name.nth(number).map(|(_, value)| &**value)
    }

    fn named(&self, name: &str) -> Option<&str> {
        let is_it = |(known, _): &&(Option<String>, String)| known.as_deref() == Some(name);
        self.parameters.iter().find(is_it).map(|(_, value)| &**value)
    }

    /// Refuses any parameter that nothing is known of.
    fn only(&self, known: &[&str]) -> Result<(), String> {
        let mut names = self.parameters.iter().filter_map(|(name, _)| name.as_deref());
        match names.find(|name| !known.contains(name)) {
            None => Ok(()),
            Some(name) => Err(format!("`{}` says `{name}`, which is not taken over", self.name)),
        }
    }
}
