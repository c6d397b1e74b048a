//! What is done about a mistake at one stroke: the nearest word in the place of the wrong one.

use serde_json::{Value as Json, json};

use super::{position, position::underlined, workspace::Workspace};

/// The fixes of the mistakes in a range.
pub(super) fn actions(workspace: &Workspace, params: &Json) -> Json {
    let uri = &params["textDocument"]["uri"];
    let path = uri.as_str().and_then(|uri| workspace.path(uri));
    let (Some(path), Some(text)) = (&path, path.as_ref().and_then(|path| workspace.text(path)))
    else {
        return json!([]);
    };
    let line = |end: &str| params["range"][end]["line"].as_u64().unwrap_or_default();
    let lines = line("start")..=line("end");
    let found = workspace.diagnostics.get(path).into_iter().flatten();
    let actions = found.filter_map(|found| {
        let range = underlined(&found.place);
        if !lines.contains(&range["start"]["line"].as_u64()?) {
            return None;
        }
        let start = position::byte(&text, &range["start"]);
        let wrong = &text[start..position::byte(&text, &range["end"]).max(start)];
        let right = meant(found.help.as_deref()?)?;
        let span = start + replaced(wrong, right)?..start + wrong.len();
        Some(json!({
            "title": format!("Write `{right}`"),
            "kind": "quickfix",
            "isPreferred": true,
            "edit": { "changes": { uri.as_str()?: [{
                "range": position::range(&text, &span),
                "newText": right,
            }] } },
        }))
    });
    Json::from(actions.collect::<Vec<_>>())
}

/// What an advice takes for meant.
fn meant(help: &str) -> Option<&str> {
    let (_, after) = help.split_once("did you mean `")?;
    after.split_once('`').map(|(word, _)| word)
}

/// From which byte on what is underlined gives way to what is meant: all of it, or the last name of a path. Nothing if the
/// two are not alike, and so not in the same place.
fn replaced(wrong: &str, right: &str) -> Option<usize> {
    let last = if right.starts_with('#') {
        wrong.rfind('#').unwrap_or_default()
    } else {
        wrong.rfind(['.', '/', ' ', '"']).map_or(0, |at| at + 1)
    };
    let likeness = |from: usize| strsim::normalized_damerau_levenshtein(&wrong[from..], right);
    let from = if likeness(last) > likeness(0) { last } else { 0 };
    (likeness(from) >= 0.3).then_some(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_like_the_word_that_is_meant_gives_way_to_it() {
        for (wrong, right, expect) in [
            ("titel", "title", Some(0)),
            ("./contcat.md", "./contact.md", Some(0)),
            ("data.lieu.vile", "ville", Some(10)),
            ("/contcat/#a", "/contact/#a", Some(0)),
            ("upcase", "upper", Some(0)),
            ("./a.md#ecrir", "#ecrire", Some(6)),
            ("{{ x }}", "https://a.example", None),
        ] {
            assert_eq!(replaced(wrong, right), expect, "{wrong}");
        }
        assert_eq!(meant("did you mean `a`?"), Some("a"));
        assert_eq!(meant("remove it"), None);
    }
}
