//! What is told of fences.

use crate::{
    content::config::markdown::Markup,
    render::markdown::{Options, render},
};

/// What is said of a fence before five lines: where, in which words, and what to do.
fn told(fence: &str) -> String {
    let text = format!("```{fence}\na\nb\nc\nd\ne\n```\n");
    let markup = Markup { highlight: true, ..Markup::default() };
    let options =
        Options { language: "fr", resolve: &|_| None, show: &|_| None, written: &[], markup };
    let said = render(&text, &options).diagnostics.into_iter().map(|found| {
        let help = found.help.unwrap_or_default();
        format!("{}: {}; {help}", &text[found.span], found.message)
    });
    said.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_wrong_with_a_fence_is_told() {
    let mut wrong = Vec::new();
    for (fence, expect) in [
        ("", ""),
        ("rust", ""),
        ("RUST numbers", ""),
        ("toml numbers=10 mark=\"10, 12-14\" title='a b'", ""),
        ("text mark=1,3-5", ""),
        ("rsut", "rsut: `rsut` is no language that is known here; did you mean `rust`?"),
        (
            "sprachlosigkeit",
            "sprachlosigkeit: `sprachlosigkeit` is no language that is known here; write its usual name or the \
             ending of its files, or `text` for none",
        ),
        ("rust number", "number: a fence has no word `number`; did you mean `numbers`?"),
        ("rust mark", "mark: `mark` names no lines; write mark=\"3, 5-7\""),
        (
            "rust mark=5-3",
            "mark=5-3: `5-3` names no lines; lines are named by their numbers: mark=\"3, 5-7\"",
        ),
        ("rust mark=2-9", "mark=2-9: this block has no line 9; its lines are 1 to 5"),
        ("rust numbers=7 mark=2", "mark=2: this block has no line 2; its lines are 7 to 11"),
        (
            "rust numbers=x",
            "numbers=x: `x` is the number of no line; numbers=10 begins with 10, `numbers` alone with 1",
        ),
        ("rust title=", "title=: `title` is empty; write title=\"…\""),
        (
            "rust title=\"a numbers",
            "title=\"a numbers: the quotes of `title` are open; a text stands between two of them: title=\"…\"",
        ),
        (
            "rust title=\"a mark=\"3-1\"",
            "3-1\": a fence has no word `3-1\"`; known here: numbers, mark, title",
        ),
        (
            "rust,linenos,hl_lines=1 3-5",
            ",linenos,hl_lines=1 3-5: `,linenos,hl_lines=1 3-5` means nothing here; \
             write ```rust numbers mark=\"1, 3-5\"",
        ),
        (
            "rust,linenostart=20,name=a.rs",
            ",linenostart=20,name=a.rs: `,linenostart=20,name=a.rs` means nothing here; \
             write ```rust numbers=20 title=\"a.rs\"",
        ),
        (
            "go {linenos=table,hl_lines=[1,\"3-5\"],linenostart=199}",
            "{linenos=table,hl_lines=[1,\"3-5\"],linenostart=199}: \
             `{linenos=table,hl_lines=[1,\"3-5\"],linenostart=199}` means nothing here; \
             write ```go numbers=199 mark=\"199, 201-203\"",
        ),
        (
            "js {1,3-5} showLineNumbers title=\"a.js\"",
            "{1,3-5} showLineNumbers title=\"a.js\": `{1,3-5} showLineNumbers title=\"a.js\"` means nothing here; \
             write ```js numbers mark=\"1, 3-5\" title=\"a.js\"",
        ),
        (
            "py linenums=\"1\" hl_lines=\"2 3\"",
            "linenums=\"1\" hl_lines=\"2 3\": `linenums=\"1\" hl_lines=\"2 3\"` means nothing here; \
             write ```py numbers mark=\"2, 3\"",
        ),
        (
            "ts:line-numbers {1}",
            ":line-numbers {1}: `:line-numbers {1}` means nothing here; write ```ts numbers mark=\"1\"",
        ),
    ] {
        let found = told(fence);
        if found != expect {
            wrong.push(format!("{fence}:\n{found}\n{expect}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
