//! Tags as they are written, and what cannot be read of them.

use super::*;

/// A tag, as its role, its name and its parameters.
fn shown(text: &str) -> (String, Vec<String>) {
    let mut diagnostics = Vec::new();
    let tag = match Tag::read(text, 0, &mut diagnostics) {
        Ok(tag) => {
            let parameters =
                tag.parameters.iter().map(|each| format!(" {}={}", each.name, each.value));
            let parameters: String = parameters.collect();
            format!("{:?} {}{parameters} | {}", tag.role, tag.name, &text[tag.span.end..])
        }
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            String::new()
        }
    };
    let told = diagnostics.into_iter().map(|it| format!("{}: {}", &text[it.span], it.message));
    (tag, told.collect())
}

#[test]
fn a_tag_is_read_as_it_is_written() {
    for (text, expect) in [
        ("{{< a >}} b", "Opens a |  b"),
        ("{{<a>}}", "Opens a | "),
        ("{{< a />}}", "Alone a | "),
        ("{{</a>}}", "Closes a | "),
        ("{{< / a.b-c_d >}}", "Closes a.b-c_d | "),
        ("{{< a b=\"c\" d=1 e=-1.5 f=true />}}", "Alone a b=\"c\" d=1 e=-1.5 f=true | "),
        ("{{< a\n  b = \"c\"\n>}}d", "Opens a b=\"c\" | d"),
        ("{{< a b=\">}} />}} \\\" é\">}}", "Opens a b=\">}} />}} \\\" é\" | "),
        (
            "{{< a b='l\"eau' c=[\"x\", [1]] d={\"e\": \"f\"}>}}",
            "Opens a b=\"l\\\"eau\" c=[\"x\",[1]] d={\"e\":\"f\"} | ",
        ),
        ("{{< a b=\"l&#39;eau &amp; c\" >}}", "Opens a b=\"l'eau & c\" | "),
        ("{{< a b=\"un\n   deux\" >}}", "Opens a b=\"un deux\" | "),
        ("{{< a \"b\" 3 c >}}", "Opens a =null =null =null | "),
        ("{{< a b=\"/c/\"/>}}", "Alone a b=\"/c/\" | "),
        ("{{< a b=\u{e003} >}}", "Opens a b=\"\u{e003}\" | "),
    ] {
        assert_eq!(shown(text), (expect.to_owned(), Vec::new()), "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_told_at_its_place() {
    for (text, expect) in [
        ("{{< a b=c d=\"e\" >}}", "c: `c` is no value"),
        ("{{< a b= >}}", "b: `b` has no value"),
        ("{{< a b=\"c >}}", "\"c : `\"c ` is no value"),
        ("{{< a b=[1, c] >}}", "[1, c]: `[1, c]` is no value"),
        ("{{< a b=«c» >}}", "«c»: `«c»` is no value"),
        ("{{< >}}", "{{< >}}: a call begins with the name of its component"),
        ("{{< /a b=1 >}}", "b: a tag that closes has no parameters"),
        ("{{< a b", "{{<: `{{<` is never closed"),
        ("{{< a\n\nb >}}", "{{<: `{{<` is never closed"),
    ] {
        assert_eq!(shown(text).1, [expect], "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_and_every_fault_lies_in_it(rest in "[a={}\"'\\[\\]<>/ é\n\\\\1]{0,30}(>\\}\\})?") {
        let text = format!("{{{{<{rest}");
        let mut diagnostics = Vec::new();
        if let Ok(tag) = Tag::read(&text, 0, &mut diagnostics) {
            proptest::prop_assert!(text.get(tag.span).is_some_and(|it| it.ends_with(">}}")));
            for each in tag.parameters {
                proptest::prop_assert!(text.get(each.span).is_some() && text.get(each.value_span).is_some());
            }
        }
        for found in diagnostics {
            proptest::prop_assert!(text.get(found.span).is_some());
        }
    }
}
