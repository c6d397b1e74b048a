//! Programs for a server, which stand between `<?` and `?>`.

use super::Html;
use crate::render::markdown::{mistakes::foreign::scripts, output::Output};

/// Notes each in a piece of HTML. A browser takes it for a comment; whoever looks at the page's source reads it. What
/// a drawing says of itself, `<?xml …?>`, is none.
pub(super) fn find(output: &mut Output<'_, '_>, piece: &Html) {
    let html = piece.text.as_str();
    for at in memchr::memmem::find_iter(html.as_bytes(), b"<?") {
        let is_in_comment = html[..at].rfind("<!--") > html[..at].rfind("-->");
        if is_in_comment || html[at..].starts_with("<?xml") {
            continue;
        }
        let line = html[at..].lines().next().unwrap_or_default().trim_end();
        let end = at + line.find("?>").map_or(line.len(), |end| end + "?>".len());
        let span = piece.place(at)..piece.place(end - 1) + 1;
        output.error(scripts::SCRIPT_LITERAL, span, scripts::PROGRAM, scripts::NO_PROGRAM);
    }
}
