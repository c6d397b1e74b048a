//! `[markup]`: which Markdown a site of Hugo has.

use authoring::{config::Node, diagnostics::Diagnostic};
use pulldown_cmark::Options;

use super::tree::{at, is_on, text};
use crate::cli::import::{
    Conversion,
    codes::IMPORT_SETTING,
    markdown::{AnchorStyle, Dialect},
};

/// Extensions, all on where nothing is said.
const EXTENSIONS: [(&str, Options); 6] = [
    ("table", Options::ENABLE_TABLES),
    ("footnote", Options::ENABLE_FOOTNOTES),
    ("strikethrough", Options::ENABLE_STRIKETHROUGH),
    ("taskList", Options::ENABLE_TASKLISTS),
    ("definitionList", Options::ENABLE_DEFINITION_LIST),
    ("typographer", Options::ENABLE_SMART_PUNCTUATION),
];

/// What nobody writes here, off where nothing is said.
const OTHERS: [&str; 7] = [
    "markup.goldmark.extensions.passthrough",
    "markup.goldmark.extensions.extras.insert",
    "markup.goldmark.extensions.extras.mark",
    "markup.goldmark.extensions.extras.superscript",
    "markup.goldmark.extensions.extras.subscript",
    "markup.goldmark.parser.attribute.block",
    "markup.goldmark.parser.autoDefinitionTermID",
];

/// What the settings say of it.
pub(super) fn dialect(root: &Node) -> Dialect {
    let mut syntax = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_GFM;
    for (name, option) in EXTENSIONS {
        syntax.set(option, is_on(root, &format!("markup.goldmark.extensions.{name}"), true));
    }
    let ids = at(root, "markup.goldmark.parser").and_then(|parser| {
        text(parser, "autoIDType").or_else(|| text(parser, "autoHeadingIDType"))
    });
    Dialect {
        syntax,
        emoji: is_on(root, "enableEmoji", false),
        html: is_on(root, "markup.goldmark.renderer.unsafe", false),
        highlight: is_on(root, "markup.highlight.codeFences", true),
        anchors: match ids {
            Some("github-ascii") => AnchorStyle::GitHubAscii,
            _ => AnchorStyle::GitHub,
        },
    }
}

/// Tells what the text may have that is none here.
pub(super) fn note(root: &Node, file: &str, conversion: &mut Conversion) {
    for path in OTHERS.into_iter().filter(|path| is_on(root, path, false)) {
        let found = Diagnostic::whole_file(IMPORT_SETTING, file, format!("not taken over: {path}"));
        conversion.tell(found.help("`check` tells the signs that it has in the text"));
    }
}
