//! The classes of words, language by language.

use super::*;

fn html(name: &str, text: &str) -> String {
    let language = language(name).unwrap_or_else(|| panic!("{name} is no language"));
    let short = |line: String| line.replace("<span class=\"hl-", "<").replace("\">", ">");
    lines(language, text).into_iter().map(short).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_words_of_a_language_have_their_classes() {
    let mut wrong = Vec::new();
    for (name, text, expect) in [
        ("text", "a < b\n", "a &lt; b"),
        ("toml", "# a\nb = \"c\"\n", "<comment># a</span>\n<name>b</span> = <string>\"c\"</span>"),
        ("rust", "fn a() {}\n", "<keyword>fn</span> <function>a</span>() {}"),
        ("Rust", "let b = 1;\n", "<keyword>let</span> b = <constant>1</span>;"),
        ("diff", "-a\n+b\n", "<deleted>-a</span>\n<inserted>+b</span>"),
        ("json", "{\"a\": true}\n", "{<string>\"a\"</span>: <constant>true</span>}"),
        (
            "html",
            "<p id=\"a\">b</p>\n",
            "&lt;<name>p id</span>=<string>\"a\"</span>&gt;b&lt;/<name>p</span>&gt;",
        ),
        (
            "css",
            "a { color: red }\n",
            "<name>a</span> { <name>color</span>: <constant>red</span> }",
        ),
        (
            "python",
            "def a(b):\n    return not b\n",
            "<keyword>def</span> <function>a</span>(b):\n    <keyword>return not</span> b",
        ),
        ("sh", "echo \"$A\"\n", "<function>echo</span> <string>\"$A\"</span>"),
    ] {
        let found = html(name, text);
        if found != expect {
            wrong.push(format!("{name}: {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_line_is_whole() {
    let lines = lines(language("rust").unwrap(), "/* a\n\n b */ fn\n");
    assert_eq!(lines.len(), 3);
    for line in &lines {
        assert_eq!(line.matches("<span").count(), line.matches("</span>").count(), "{line}");
    }
    assert_eq!(lines[1], "");
}

#[test]
fn every_name_is_known_and_every_class_used() {
    for name in COMMON.split_whitespace() {
        assert!(language(name).is_some(), "{name}");
    }
    for (name, of) in OTHER_NAMES {
        assert!(SYNTAXES.find_syntax_by_token(name).is_none(), "{name} needs no other name");
        assert!(SYNTAXES.find_syntax_by_token(of).is_some(), "{name} is of no language");
    }
    let used: std::collections::BTreeSet<&str> = KINDS.iter().filter_map(|kind| kind.1).collect();
    assert_eq!(used.into_iter().collect::<Vec<_>>(), CLASSES);
}

#[test]
fn no_text_is_lost() {
    let text = "<a b='c'>\u{e9}&\"\n\n  <!-- d\n -->\n}{)(\\\n";
    for name in ["html", "rust", "js", "sh", "sql", "php", "md", "yaml", "c++"] {
        let lines = lines(language(name).unwrap(), text).join("\n");
        let plain: String =
            lines.split('<').map(|part| part.split_once('>').map_or(part, |it| it.1)).collect();
        assert_eq!(htmlize::unescape(plain), text.trim_end_matches('\n'), "{name}");
    }
}
