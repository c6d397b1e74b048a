//! What is advised of a link that leads nowhere: the nearest that there is.

use crate::harness::Site;

#[test]
fn a_page_is_near_by_its_own_name() {
    let pages = ["10.suite.md", "premiers-pas-ensemble.md", "deux.md"];
    for (target, help) in [
        ("../premiers-pas-ensemble/", "did you mean `./premiers-pas-ensemble.md`?"),
        ("guide/pour-commencer/deux", "did you mean `./deux.md`?"),
        ("./suite", "did you mean `./10.suite.md`?"),
        ("/guide/pour-commencer/suite/", "did you mean `/guide/pour-commencer/10.suite/`?"),
        ("./dex.md", "did you mean `./deux.md`?"),
        ("./rien", "a link leads to a page's file"),
        ("/guide/pour-commencer/dex/", "did you mean `/guide/pour-commencer/deux/`?"),
        // Where the files stand on the author's machine.
        ("/pages/guide/pour-commencer/deux.md", "did you mean `/guide/pour-commencer/deux/`?"),
        (
            "/content/pages/guide/pour-commencer/deux.md",
            "did you mean `/guide/pour-commencer/deux/`?",
        ),
        ("/pages/guide/pour-commencer/deux/", "did you mean `/guide/pour-commencer/deux/`?"),
        ("pages/guide/pour-commencer/deux.md", "did you mean `./deux.md`?"),
        ("content/pages/guide/pour-commencer/10.suite.md", "did you mean `./10.suite.md`?"),
        ("../../../pages/guide/pour-commencer/deux.md", "did you mean `./deux.md`?"),
        ("../../../../content/pages/index.md", "did you mean `../../index.md`?"),
        ("/pages/rien.md", "a link leads to a page's file"),
        ("/content/assets/plan.svg", "did you mean `/assets/plan.svg`?"),
        ("../../../assets/plan.svg", "did you mean `/assets/plan.svg`?"),
        ("/guide/pour-commencer/rien/", "a link leads to a page's file"),
    ] {
        let site = pages.iter().fold(Site::minimal(), |site, page| {
            site.with(&format!("pages/guide/pour-commencer/{page}"), "---\ntitle: A\n---\n")
        });
        let site = site.with("assets/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        let text = format!("---\ntitle: A\n---\n\n[x]({target})\n");
        let said = site.with("pages/guide/pour-commencer/un.md", &text).build().diagnostics();
        assert!(said.contains(&format!("= help: {help}")), "{target}\n{said}");
    }
}

#[test]
fn a_fragment_of_another_program_or_page_is_found() {
    let text = "---\ntitle: A\n---\n\n[a](#a-1) [b](#criteres)\n\n## A\n\n## A\n";
    let said = Site::of("pages/a.md", text)
        .with("pages/pour-qui.md", "---\ntitle: Qui\n---\n\n## Critères\n")
        .build()
        .diagnostics();

    assert!(said.contains("= help: did you mean `#a-2`?"), "{said}");
    let only = "the only page with a fragment of that name is /pour-qui/: /pour-qui/#criteres";
    assert!(said.contains(only), "{said}");
}
