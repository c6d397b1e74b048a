use crate::{
    config::{Value, yaml},
    diagnostics::{Diagnostics, Source},
};

/// The codes of what is said of a text.
fn told(text: &str) -> String {
    let diagnostics = Diagnostics::default();
    let source = Source::new("a.md", text);
    if yaml::read_plain(text, &(0..text.len())).is_none() {
        yaml::read(&source, text, 0..text.len(), &diagnostics);
    }
    let found = diagnostics.into_vec();
    found.iter().map(|each| each.code.name()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_value_that_has_a_name_is_what_stands_there() {
    let text = "a: &x rouge\nb: *x\nc: &t { d: 1, e: 2 }\nf:\n  <<: *t\n  e: 3\n";
    let source = Source::new("a.md", text);
    let root = yaml::read(&source, text, 0..text.len(), &Diagnostics::default()).root;
    let value = |path: &[&str]| path.iter().fold(&root, |node, key| node.get(key).unwrap());

    assert_eq!(value(&["b"]).value, Value::String("rouge".to_owned()));
    assert_eq!(value(&["f", "d"]).value, Value::Integer(1));
    assert_eq!(value(&["f", "e"]).value, Value::Integer(3));
    assert!(root.get("f").unwrap().get("<<").is_none());
}

#[test]
fn what_would_be_lost_is_told_and_nothing_else() {
    for (text, expected) in [
        ("title: Réunion #12\n", "yaml-comment"),
        ("title: Réunion #12 et #13\n", "yaml-comment"),
        ("title: #12\n", "yaml-comment"),
        ("title: Le langage C #\n", "yaml-comment"),
        ("title: 5 #12\n", "yaml-comment"),
        ("title: Un\nextra:\n  lieu: Salle #3\n", "yaml-comment"),
        ("title: A\nextra: { lieu: B }\nliste:\n  - un #2\n  - deux\n", "yaml-comment"),
        ("title: A\r\nlieu: Salle #3\r\n", "yaml-comment"),
        ("title: \"Réunion #12\"\n", ""),
        ("title: 'Réunion #12'\n", ""),
        ("title: \"Réunion\" #12\n", ""),
        ("title: Réunion # à relire\n", ""),
        ("title: Réunion     # required; any other\n", ""),
        ("# Un commentaire\n#autre\ntitle: A\n", ""),
        ("title: C# et F#\n", ""),
        ("title: >\n  Un texte #12\n", ""),
        ("title: |\n  Un #12\n", ""),
        ("title: A\nextra:\n  # une remarque\n  b: c\n", ""),
        ("title: Un\n  rendez-vous #12\n", "yaml-comment"),
        ("title:\n  Un rendez-vous #12\n", "yaml-comment"),
        ("extra: {\n  a: b #c\n}\n", "yaml-comment"),
        ("aliases: [\n  /x1/ #1\n]\n", "yaml-comment"),
        ("aliases: [\n  /x1/, # celle-ci\n  /x2/ # et celle-là\n]\n", ""),
        ("title: Un\n  rendez-vous # à relire\n", ""),
        ("extra: { a: b } #c\n", ""),
        ("extra: { toc:true }\n", "yaml-no-space"),
        ("extra: { a: b, c:d }\n", "yaml-no-space"),
        ("extra: { \"a:b\", c }\n", "yaml-syntax"),
        ("extra: { a b, c }\n", "yaml-syntax"),
        ("extra: { a b, c: d }\n", "yaml-syntax"),
        ("extra: { a, b: c, d }\n", "yaml-syntax yaml-syntax"),
        ("extra: { toc }\n", "yaml-syntax"),
        ("extra: { toc, a:b }\n", "yaml-syntax yaml-no-space"),
        ("extra:\n  x: [{ a }, { b: c }]\n", "yaml-syntax"),
        ("extra: {\n  a,\n  b: c\n}\n", "yaml-syntax"),
        ("extra: { \"a\" : b, e: }\n", ""),
        ("extra: { c :d }\n", "yaml-syntax"),
        ("extra: { a = 1 }\n", "yaml-syntax"),
        ("extra: { a: {{ x }} }\n", "yaml-syntax"),
        ("extra: { a: , b: c, }\n", ""),
        ("extra: {}\nliste: [a b, c]\n", ""),
        ("liste:\n  - a\n   - b\n", "yaml-indent"),
        ("liste:\n  - a\n\n    - b\n  - c\n", "yaml-indent"),
        ("title: A\n  - B\n", "yaml-indent"),
        ("title: A\n  -B et - C\n", ""),
        ("title: >\n  A\n  - B\n", ""),
        ("title: \"A\n  - B\"\n", ""),
        ("extra: { lien: https://a.example/x:y }\n", ""),
        ("a: &x rouge\nb: *x\n", ""),
        ("a: &x { c: 06000 }\nb: *x\n", "yaml-number"),
        ("a: &v 06000\nb: *v\nc: [*v]\nd:\n  *v\n", "yaml-number"),
        ("a: &v \"b\" #c\nb: *v\n", ""),
        ("extra:\n  toc:true\n", "yaml-no-space"),
        ("extra:\n  toc:true\n  a:b\n", "yaml-no-space"),
        ("lien:\n  https://a.example/\n", ""),
        ("heure:\n  10:30\n", ""),
        ("liste:\n  - a:b\n", ""),
        ("texte: >\n  a:b\n", ""),
        ("a: &x [06000]\nb: [*x, *x]\n", "yaml-number"),
        ("title: &co compagnie\nb: \"*co\"\n", "yaml-tag"),
        ("title:\tA\nb: \t \"c\"\n", ""),
        ("title: 'l'été'\n", "yaml-unclosed-quote"),
        ("title: \"C:\\Users\\b\"\n", "yaml-syntax"),
        ("title: \"\\xZZ\"\n", "yaml-syntax"),
        ("title: !Important rendez-vous\n", "yaml-tag"),
        ("title: &co compagnie\n", "yaml-tag"),
        ("title: !!str 007\n", ""),
        ("title: \"!Important\"\n", ""),
        ("title: !\n", ""),
        ("code: 06000\n", "yaml-number"),
        ("tel: +33466000000\n", "yaml-number"),
        ("version: 1.10\n", "yaml-number"),
        ("code: 0x1F\n", "yaml-number"),
        ("code: 0o17\n", "yaml-number"),
        ("code: 1e3\n", "yaml-number"),
        ("extra:\n  codes: [06000, 13001]\n", "yaml-number"),
        ("code: \"06000\"\n", ""),
        ("weight: 10\n", ""),
        ("weight: -1\n", ""),
        ("weight: 0\n", ""),
        ("ratio: 1.5\n", ""),
        ("ratio: 2.0\n", ""),
        ("date: 2021-06-01\n", ""),
        ("heure: 10:30\n", ""),
        ("title: A\n...\ndescription: B\n", "yaml-document"),
        ("title: A...\n", ""),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

/// What is told of a text: the words at the place, what is wrong with them, what to do.
fn advice(text: &str) -> Vec<String> {
    let diagnostics = Diagnostics::default();
    let source = Source::new("a.md", text);
    yaml::read(&source, text, 0..text.len(), &diagnostics);
    let found = diagnostics.into_vec().into_iter().map(|each| {
        let line = text.lines().nth(each.place.line - 1).unwrap_or_default();
        let rest: String = line.chars().skip(each.place.column - 1).collect();
        format!("{rest} | {} | {}", each.message, each.help.unwrap_or_default())
    });
    found.collect()
}

#[test]
fn what_is_wrong_is_said_where_it_stands() {
    for (text, expected) in [
        ("extra: { a: b, a: c }\n", "a: c } | `a` is there twice | keep one of the two"),
        ("a: 1\nb: 2\na: 3\n", "a: 3 | `a` is there twice | keep one of the two"),
        (
            "extra: { a: 1 b: 2 }\n",
            ": 2 } | a comma is missing before this | commas stand between its keys: { a: 1, b: 2 }",
        ),
        (
            "extra: { a: \"1\" b: 2 }\n",
            "b: 2 } | a comma is missing before this | commas stand between its keys: { a: 1, b: 2 }",
        ),
        (
            "liste: [\"a\" \"b\"]\n",
            "\"b\"] | a comma is missing before this | commas stand between its items: [a, b]",
        ),
        (
            "liste:\n- a\n-b\n",
            "-b | this line is no `key: value` | a space follows the hyphen of an item: - b",
        ),
        (
            "title: @x \"y\"\n",
            "@x \"y\" | a text without quotes cannot begin with `@` | put it in straight quotes: '@x \"y\"'",
        ),
        (
            "title: %é\n",
            "%é | a text without quotes cannot begin with `%` | put it in straight quotes: \"%é\"",
        ),
        (
            "title: {% x %}\n",
            "{% x %} | a text without quotes cannot begin with `{` | put it in straight quotes: \"{% x %}\"",
        ),
        (
            "title: > x\n",
            "> x | a text without quotes cannot begin with `>` | put it in straight quotes: \"> x\"",
        ),
        (
            "title: | x\n",
            "| x | a text without quotes cannot begin with `|` | put it in straight quotes: \"| x\"",
        ),
        (
            "title: * \"x\"\n",
            "* \"x\" | a text without quotes cannot begin with `*` | put it in straight quotes: '* \"x\"'",
        ),
        (
            "title: & x\n",
            "& x | a text without quotes cannot begin with `&` | put it in straight quotes: \"& x\"",
        ),
        (
            "title: ? x\n",
            "? x | a text without quotes cannot begin with `?` | put it in straight quotes: \"? x\"",
        ),
        (
            "liste:\n- a\n- > x\n",
            "> x | a text without quotes cannot begin with `>` | put it in straight quotes: \"> x\"",
        ),
        (
            "title: \u{feff}x\n",
            "\u{feff}x | a character that nobody sees, U+FEFF, stands here | remove it",
        ),
        (
            "extra:\n  a: 1\n b: 2\n",
            " b: 2 | this line is indented differently | the keys of a table begin in the same column",
        ),
        (
            "extra: { a b, c }\n",
            "a b, c } | this key has no value | a list stands in square brackets: [a b, …]",
        ),
        (
            "extra: { toc }\n",
            "toc } | this key has no value | write a colon, a space and its value behind it: toc: …",
        ),
    ] {
        assert_eq!(advice(text), [expected], "{text}");
    }
}
