//! Which tag closes which.

use authoring::diagnostics::{Diagnostic, suggest};

use super::{
    codes::COMPONENT_NOT_CLOSED,
    tag::{Role, Tag},
};

/// By the place of each tag, that of its partner, if it has one: of these tags, in the order of the text. What has
/// none and should have one is told; of a name that nobody knows, enough is told already.
pub(super) fn pairs(
    tags: &[Tag<'_>],
    is_known: impl Fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<usize>> {
    let mut partners = vec![None; tags.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut left_open = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        match tag.role {
            Role::Alone => {}
            Role::Opens => open.push(at),
            Role::Closes => {
                let Some(depth) = opening(tags, &open, at) else {
                    diagnostics.push(closes_nothing(tag));
                    continue;
                };
                left_open.extend(open.drain(depth + 1..));
                let Some(opened) = open.pop() else { continue };
                let name = tags[opened].name;
                if name != tag.name && is_known(name) {
                    let help = format!("did you mean `/{name}`?");
                    diagnostics.push(closes_nothing(tag).help(help));
                }
                (partners[opened], partners[at]) = (Some(at), Some(opened));
            }
        }
    }
    for tag in left_open.into_iter().chain(open).map(|at| &tags[at]) {
        if is_known(tag.name) {
            diagnostics.push(never_closed(tag));
        }
    }
    partners
}

/// Where in the list of what is open the tag is that the one `at` closes: the last one of its name, or the last of all
/// if its name is nearly that and nothing else closes it.
fn opening(tags: &[Tag<'_>], open: &[usize], at: usize) -> Option<usize> {
    let name = tags[at].name;
    let same = open.iter().rposition(|at| tags[*at].name == name);
    same.or_else(|| {
        let last = tags[*open.last()?].name;
        let closes = |tag: &Tag<'_>| tag.role == Role::Closes && tag.name == last;
        let is_meant = suggest::nearest(name, [last]).is_some() && !tags[at..].iter().any(closes);
        is_meant.then(|| open.len() - 1)
    })
}

fn closes_nothing(tag: &Tag<'_>) -> Diagnostic {
    let name = tag.name;
    let message = format!("`/{name}` closes nothing");
    let help = format!("remove it, or write {{{{< {name} … >}}}} where its text begins");
    Diagnostic::new(COMPONENT_NOT_CLOSED, tag.span.clone(), message, help)
}

fn never_closed(tag: &Tag<'_>) -> Diagnostic {
    let name = tag.name;
    let message = format!("`{name}` is never closed");
    let help = format!(
        "write {{{{< /{name} >}}}} where its text ends, or /> at the end of this tag if it has none"
    );
    Diagnostic::new(COMPONENT_NOT_CLOSED, tag.span.clone(), message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The partners of the tags of a text, and what is told; `z` is unknown.
    fn found(text: &str) -> (Vec<Option<usize>>, Vec<String>) {
        let starts = text.match_indices("{{<").map(|(at, _)| at);
        let tags: Vec<Tag<'_>> =
            starts.map(|at| Tag::read(text, at, &mut Vec::new()).unwrap()).collect();
        let mut diagnostics = Vec::new();
        let partners = pairs(&tags, |name| name != "z", &mut diagnostics);
        let told = diagnostics.into_iter().map(|it| format!("{}: {}", it.span.start, it.message));
        (partners, told.collect())
    }

    #[test]
    fn tags_close_what_was_opened_last() {
        for (text, partners, told) in [
            ("{{<a>}}{{</a>}}", vec![Some(1), Some(0)], vec![]),
            ("{{<a>}}{{<a/>}}{{</a>}}", vec![Some(2), None, Some(0)], vec![]),
            ("{{<a>}}{{<a>}}{{</a>}}{{</a>}}", vec![Some(3), Some(2), Some(1), Some(0)], vec![]),
            ("{{<a>}}", vec![None], vec!["0: `a` is never closed"]),
            ("{{</a>}}", vec![None], vec!["0: `/a` closes nothing"]),
            ("{{<z>}}", vec![None], vec![]),
            (
                "{{<a>}}{{<b>}}{{</a>}}",
                vec![Some(2), None, Some(0)],
                vec!["7: `b` is never closed"],
            ),
            ("{{<a>}}{{<z>}}{{</a>}}", vec![Some(2), None, Some(0)], vec![]),
            (
                "{{<carte>}}{{</crate>}}",
                vec![Some(1), Some(0)],
                vec!["11: `/crate` closes nothing"],
            ),
            (
                "{{<a>}}{{</b>}}{{</a>}}",
                vec![Some(2), None, Some(0)],
                vec!["7: `/b` closes nothing"],
            ),
        ] {
            let told: Vec<String> = told.into_iter().map(str::to_owned).collect();
            assert_eq!(found(text), (partners, told), "{text}");
        }
    }
}
