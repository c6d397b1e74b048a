//! Everything that can go wrong at once, in a copy of the real content.

use std::fs;

use crate::harness::Site;

fn with_twelve_defects(site: Site) -> Site {
    site.change("pages/contact.md", "description:", "descripton:")
        .change("pages/reseaux.md", "weight:", "date: 2021-13-01\nweight:")
        .change("pages/index.md", "(./pour-qui.md)", "(./pour-qi.md)")
        .change("pages/contact.md", "#signaler", "#signalez")
        .change("pages/questions.md", "---\n\n", "---\n\n![Un plan](/assets/plan.svg)\n\n")
        .with("pages/questions/index.md", "---\ntitle: Encore\n---\n")
        .change("pages/comment-ca-se-passe.md", "data.hearings.first", "data.hearings.frist")
        .with(
            "templates/page.html",
            "{% extends \"base.html\" %}\n{% block main %}{% if %}{% endblock %}\n",
        )
        .change("candidature.toml", "kind = \"siren\"", "kind = \"siren\"\nmax = 9")
        .change("candidature.toml", "name = \"effectif\"", "name = \"chiffre_affaires\"")
        .change(
            "recipients.toml",
            "{ placeholder = \"la clé publique de la présidence du bureau (age1…)\" }",
            "\"age1nope\"",
        )
        .with("pages/de/pour-qui.md", "---\ntitle: Für wen?\n---\n")
}

#[test]
fn twelve_defects_come_out_in_one_run() {
    let site = Site::real();
    site.write_out().unwrap();
    let before = fs::read(site.dist().join("public/index.html")).unwrap();

    let site = with_twelve_defects(site);
    let written = site.write_out();

    assert_eq!(written, None);
    assert_eq!(fs::read(site.dist().join("public/index.html")).unwrap(), before);
    let built = site.build();
    let errors = built
        .0
        .report
        .diagnostics
        .iter()
        .filter(|each| each.severity == authoring::diagnostics::Severity::Error);
    let errors: Vec<String> = errors.map(ToString::to_string).collect();
    insta::assert_snapshot!(errors.join("\n\n"));
    assert!(errors.iter().all(|error| error.contains("= help: ")), "each says what to do");
}
