//! Text that was read in another encoding than it was saved in, wherever it stands.

use crate::harness::Site;

#[test]
fn it_is_told_once_in_each_file() {
    let page = |text: &str| format!("---\ntitle: A\n---\n\n{text}\n");
    let main = |text: &str| {
        format!(
            "{{% extends \"base.html\" %}}{{% block main %}}<h1>{{{{ page.title }}}}</h1>{text}\
             {{{{ content | safe }}}}{{% endblock main %}}\n"
        )
    };
    for (path, text, expected) in [
        ("pages/a.md", page("La rÃ©union de l'Ã©tÃ©"), "5:5 write é"),
        ("pages/a.md", page("La r\u{fffd}union"), "5:5 write it"),
        ("pages/a.md", page("un `Ã©` et câ€™est"), "5:13 write ’"),
        ("pages/a.md", page("un `Ã©`\n\n```\nÃ©\n```"), ""),
        ("pages/a.md", page("300Â\u{a0}€"), "5:4 write a"),
        ("pages/a.md", "---\ntitle: RÃ©union\n---\n".to_owned(), "2:9 write é"),
        (
            "pages/a.md",
            "---\ntitle: \"RÃ©union\"\nextra:\n  a: 1\n---\n".to_owned(),
            "2:10 write é",
        ),
        ("pages/a.md", "+++\ntitle = \"RÃ©union\"\n+++\n".to_owned(), "2:11 write é"),
        ("data/a.toml", "x = \"NÃ®mes\"\n".to_owned(), "1:7 write î"),
        ("data/a.json", "{\"x\": \"NÃ®mes\"}\n".to_owned(), "1:9 write î"),
        ("data/a.csv", "x,y\nNÃ®mes,1\n".to_owned(), "2:2 write î"),
        ("templates/page.html", main("NÃ®mes"), "1:68 write î"),
    ] {
        let told = Site::minimal().with(path, &text).build().0.report.diagnostics;
        let told = told.iter().map(|each| {
            assert_eq!(each.code.name(), "mojibake", "{each}");
            let help = each.help.as_deref().unwrap_or_default();
            let help: Vec<&str> = help.split(' ').take(2).collect();
            let help = help.join(" ");
            format!("{}:{} {}", each.place.line, each.place.column, help.trim_end_matches(','))
        });
        assert_eq!(told.collect::<Vec<_>>().join("\n"), expected, "{path}: {text}");
    }
}
