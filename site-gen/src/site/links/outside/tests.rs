use super::{host::own_machine, *};

/// The code of what is wrong with a link; empty if nothing is.
#[track_caller]
fn check(rows: &[(&str, &str)]) {
    for (target, expect) in rows {
        let code = match Links::default().outside(target) {
            None => "inside",
            Some(Ok(_)) => "",
            Some(Err(diagnostic)) => diagnostic.code.name(),
        };
        assert_eq!(code, *expect, "{target}");
    }
}

#[test]
fn each_link_that_leaves_the_site_is_followed_or_told() {
    check(&[
        ("./a.md", "inside"),
        ("./a:b.md", "inside"),
        ("https://a.example", ""),
        ("HTTPS://a.example/x", ""),
        ("https://a.example:8443/x?y#z", ""),
        ("https://[::1]/x", "link-host"),
        ("https://localhost:3000/x", "link-host"),
        ("https://app.localhost/", "link-host"),
        ("https://127.0.0.1/", "link-host"),
        ("https://0.0.0.0:8080/", "link-host"),
        ("https://local.example/", ""),
        ("https://127.example/", ""),
        ("st1:place", "link-scheme"),
        ("https://192.168.0.1/x", ""),
        ("https://é.example/x", ""),
        ("https://a_b.example./x", ""),
        ("https://nom@a.example/x", ""),
        ("https://intranet/x", ""),
        ("https://", "link-host"),
        ("https:", "link-host"),
        ("https:///x", "link-host"),
        ("https:////a.example/x", "link-host"),
        ("https:/a.example/x", "link-host"),
        ("https:a.example/x", "link-host"),
        ("https://?x", "link-host"),
        ("https://#x", "link-host"),
        ("https://:80/x", "link-host"),
        ("https://nom@/x", "link-host"),
        ("https://./x", "link-host"),
        ("https://../x", "link-host"),
        ("https://a..example/x", "link-host"),
        ("https://a b.example/x", "link-host"),
        ("https://a.example:99999/x", "link-host"),
        ("https://a.example:x/", "link-host"),
        ("https://a,b.example", "link-host"),
        ("https://a.example,", "link-host"),
        ("https://a.example;/x", "link-host"),
        ("https://*.example", "link-host"),
        ("https://\"a.example\"", "link-host"),
        ("https://é,b.example/x", "link-host"),
        ("https://https://b.example", "link-host"),
        ("https://https//b.example", "link-host"),
        ("https://www.https://b.example", "link-host"),
        ("https://HTTP://b.example", "link-host"),
        ("https://htps://b.example", "link-host"),
        ("https://https/", "link-host"),
        ("http://https://b.example", "link-host"),
        ("https://https.example/", ""),
        ("https://http2.example/", ""),
        ("https://b.example/https://c.example", ""),
        ("https://b.example/\u{200b}", "link-unseen"),
        ("https://b.example/a\u{a0}", "link-unseen"),
        ("https://b.example/a\u{a0}b", "link-unseen"),
        ("https://b.ex\u{ad}ample/", "link-unseen"),
        ("https://b.example/?a\u{feff}", "link-unseen"),
        ("https://b.example/#a\u{200b}", "link-unseen"),
        ("mailto:a@b.example\u{200b}", "link-unseen"),
        ("https://b.example/#:~:text=1\u{a0}000", ""),
        ("https://b.example/?q=a\u{202f}b", ""),
        ("https://b.example/é/\u{1f469}\u{200d}\u{1f33e}", ""),
        ("mailto:a@b.example?subject=a\u{a0}:\u{200b}", ""),
        ("tel:04\u{a0}66\u{a0}00\u{a0}00\u{a0}00", ""),
        ("http:///x", "link-host"),
        ("http://", "link-host"),
        ("http://a.example", "link-http"),
        ("//a.example", "link-scheme"),
        ("//", "link-scheme"),
        ("C:\\a.md", "link-scheme"),
        ("localhost:8080", "link-scheme"),
        ("javascript:x", "link-scheme"),
        ("sip:a@b.example", "link-scheme"),
        ("mailto:a@b.example", ""),
        ("mailto:a%40b.example", ""),
        ("mailto:a@b.example,c@d.example?subject=x", ""),
        ("mailto:?to=a@b.example", ""),
        ("mailto:?subject=a&body=b", ""),
        ("mailto:a@b.example?Subject=a&BODY=b&cc=c@d.example&", ""),
        ("mailto:a@b.example?X-Mailer=a&list-id=b", ""),
        ("mailto:a@b.example?reply-to=c@d.example&from=c@d.example&attach=e", ""),
        ("mailto:a@b.example?subject=Pourquoi ?&body=Oui ? a=b", ""),
        ("mailto:a@b.example?subject=a=b%26c", ""),
        ("mailto:a@b.example?sujet=a", "link-field"),
        ("mailto:a@b.example?subject=a&corps=b", "link-field"),
        ("mailto:a@b.example?suject=a", "link-field"),
        ("mailto:?Objet=a&body=b", "link-field"),
        ("mailto:a@b.example?Bonjour", "link-field"),
        ("mailto:a@b.example?subject=Achats & ventes", "link-field"),
        ("mailto:a@b.example?subject=a?body=b", "link-field"),
        ("mailto:a@b.example&subject=a", "link-without-scheme"),
        ("sms:+33612345678?texte=ici", "link-field"),
        ("mailto:bureau", "link-without-scheme"),
        ("mailto:", "link-without-scheme"),
        ("mailto:@", "link-without-scheme"),
        ("mailto:@b.example", "link-without-scheme"),
        ("mailto:a@", "link-without-scheme"),
        ("mailto:a@?subject=x", "link-without-scheme"),
        ("mailto:a@.example", "link-without-scheme"),
        ("mailto:a@b..example", "link-without-scheme"),
        ("mailto:a@b.example,", "link-without-scheme"),
        ("mailto:@/x.md", "link-without-scheme"),
        ("mailto://a@b.example", "link-without-scheme"),
        ("mailto:a@b@c.example", "link-without-scheme"),
        ("mailto:mailto:a@b.example", "link-without-scheme"),
        ("mailto:<a@b.example>", "link-without-scheme"),
        ("mailto:Bureau%20<a@b.example>", "link-without-scheme"),
        ("mailto:a@b.example;c@d.example", "link-without-scheme"),
        ("mailto:a@b.example>", "link-without-scheme"),
        ("mailto:a b@c.example", "link-without-scheme"),
        ("mailto:a@b%2Cexample", "link-without-scheme"),
        ("mailto:a@b.example,%20c@d.example", ""),
        ("mailto:prénom.nom+x@é.example", ""),
        ("mailto:o'neil@b-c.example", ""),
        ("mailto:a@[192.168.0.1]", ""),
        ("tel:+33412345678", ""),
        ("tel:+33 (0)4-12.34/56", "link-without-scheme"),
        ("tel:+33%204%2012", ""),
        ("tel:+33-(0)4.12 34", "link-without-scheme"),
        ("tel:+33(0)466000000", "link-without-scheme"),
        ("tel:+330466000000", "link-without-scheme"),
        ("tel:+33 0466000000", "link-without-scheme"),
        ("tel:+390612345678", ""),
        ("tel:(0)4.12 34", ""),
        ("tel:112;phone-context=+33", ""),
        ("tel:*123%23", ""),
        ("tel:++33", "link-without-scheme"),
        ("tel:33+4", "link-without-scheme"),
        ("tel:3615CODE", "link-without-scheme"),
        ("tel:+33O123", "link-without-scheme"),
        ("tel://+33123", "link-without-scheme"),
        ("tel:tel:112", "link-without-scheme"),
        ("sms:", "link-without-scheme"),
        ("sms:a", "link-without-scheme"),
        ("sms:+33612345678?body=ici", ""),
        ("sms:+33612345678,+33687654321", ""),
        ("sms:?body=ici", ""),
        ("tel:", "link-without-scheme"),
        ("tel:numéro", "link-without-scheme"),
        ("sms:+33612345678", ""),
    ]);
}

#[test]
fn what_was_meant_is_only_an_address_if_it_is_like_one() {
    let refused = Links::default().outside("http://a.example").unwrap().unwrap_err();
    assert_eq!(refused.help.as_deref(), Some("did you mean `https://a.example`?"));
    for (target, own) in [
        ("//localhost:8000/", Some("localhost")),
        ("//app.localhost/x", Some("app.localhost")),
        ("//127.0.0.1:3000", Some("127.0.0.1")),
        ("//192.168.1.1/", Some("192.168.1.1")),
        ("//[::1]:8000/", Some("[::1]")),
        ("//8.8.8.8/", None),
        ("//localhost.example/", None),
    ] {
        assert_eq!(own_machine(target).as_deref(), own, "{target}");
    }
    for (target, expect) in [
        ("a@b.example", Some("mailto:a@b.example")),
        ("www.b.example", Some("https://www.b.example")),
        ("gitignore.io", Some("https://gitignore.io")),
        ("b-c.fr/d?e", Some("https://b-c.fr/d?e")),
        ("https//b.example/c", Some("https://b.example/c")),
        ("http;//b.example", Some("https://b.example")),
        ("https.md", None),
        ("https/", None),
        ("b.md", None),
        ("b.html", None),
        (".io", None),
        ("@/x.md", None),
        ("@b.example", None),
        ("a@b/x.md", None),
        ("page@2x.md/y", None),
    ] {
        assert_eq!(without_scheme(target).as_deref(), expect, "{target}");
    }
}

#[test]
fn what_was_meant_is_proposed() {
    for (target, expect) in [
        ("https://https://b.example/x", "did you mean `https://b.example/x`?"),
        ("https://http://b.example", "did you mean `https://b.example`?"),
        ("https://https//b", "did you mean `https://b`?"),
        ("https://www.https://b.example", "did you mean `https://b.example`?"),
        ("https://https://https://b.example", "did you mean `https://b.example`?"),
        ("https:https://b.example", "did you mean `https://b.example`?"),
        (
            "C:/plan.pdf",
            "`plan.pdf` is on your own machine: copy it to content/assets/ and write /assets/plan.pdf",
        ),
        ("tel:+33(0)466", "did you mean `tel:+33466`?"),
        ("https://a,b.example/x", "did you mean `https://a.b.example/x`?"),
        ("https://a.example,", "did you mean `https://a.example`?"),
        ("http://a.example;/x", "did you mean `https://a.example/x`?"),
        ("//a.example/x", "write it in full: https://a.example/x"),
        ("///a.example/x", "write it in full: https://a.example/x"),
        ("//", "another site is written in full: https://example.org/…"),
        ("///x/", "one slash leads to a page of this site: /x/"),
        ("htps://a.example", "did you mean `https://a.example`?"),
        ("htttp://a.example", "did you mean `https://a.example`?"),
        ("maito:a@b.example", "did you mean `mailto:a@b.example`?"),
        ("email:a@b.example", "did you mean `mailto:a@b.example`?"),
        ("courriel:a@b", "did you mean `mailto:a@b`?"),
        ("telephone:+33412345678", "did you mean `tel:+33412345678`?"),
        ("a.example:8080/x", "did you mean `https://a.example:8080/x`?"),
        ("C:\\notes\\a.md", "`a.md` is on your own machine: name it as from this page, ./a.md"),
        ("mailto:mailto:a@b.example", "did you mean `mailto:a@b.example`?"),
        ("mailto://a@b.example", "did you mean `mailto:a@b.example`?"),
        ("mailto:a@b.example.", "did you mean `mailto:a@b.example`?"),
        ("tel:+330466000000", "did you mean `tel:+33466000000`?"),
        ("mailto:<a@b.example>", "did you mean `mailto:a@b.example`?"),
        ("mailto:Bureau%20<a@b.example>", "did you mean `mailto:a@b.example`?"),
        ("mailto:a@b.example;c@d.example", "did you mean `mailto:a@b.example,c@d.example`?"),
        ("tel:++33", "did you mean `tel:+33`?"),
        (
            "mailto:a@b.example?cc=c@d.example&Sujet=a%20b&body=c",
            "did you mean `mailto:a@b.example?cc=c@d.example&subject=a%20b&body=c`?",
        ),
        ("mailto:a@b.example?Bonjour", "did you mean `mailto:a@b.example?subject=Bonjour`?"),
        (
            "mailto:a@b.example?subject=Achats & ventes&body=a",
            "an `&` inside a text is %26: mailto:a@b.example?subject=Achats %26 ventes&body=a",
        ),
        (
            "mailto:a@b.example?subject=a?body=b&cc=c@d.example",
            "did you mean `mailto:a@b.example?subject=a&body=b&cc=c@d.example`?",
        ),
        (
            "mailto:a@b.example&subject=a",
            "did you mean `mailto:a@b.example?subject=a`? The first field stands behind a `?`",
        ),
        ("sms:+33612345678?message=a", "did you mean `sms:+33612345678?body=a`?"),
        ("tel://+33123", "did you mean `tel:+33123`?"),
        ("tel:tel:112", "did you mean `tel:112`?"),
        ("sms:tel:112", "did you mean `sms:112`?"),
    ] {
        let refused = Links::default().outside(target).unwrap().unwrap_err();
        assert_eq!(refused.help.as_deref(), Some(expect), "{target}");
    }
    for target in ["C:\\a.md", "localhost:8080", "htps://a.example", "email:a@b", "a.example:80"] {
        let refused = Links::default().outside(target).unwrap().unwrap_err();
        assert!(!refused.help.unwrap().contains("schemes"), "{target}");
    }
}

#[test]
fn what_nobody_sees_is_taken_out_of_what_was_meant() {
    for (target, meant) in [
        ("https://b.example/a\u{200b}\u{a0}", "https://b.example/a"),
        ("https://b.example/a\u{a0}b\u{feff}c?d\u{200b}", "https://b.example/a%20bc?d"),
        ("mailto:a\u{200b}@b.example", "mailto:a@b.example"),
    ] {
        let told = Links::default().outside(target).and_then(Result::err).unwrap();
        assert_eq!(told.help, Some(format!("did you mean `{meant}`?")), "{target}");
    }
}
