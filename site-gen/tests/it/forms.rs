//! Several forms in one site, short ones among them.

use form_handler::bundle::Bundle;

use crate::harness::Site;

/// Two questions, in twelve lines.
const CONTACT: &str = include_str!("../../../tests/e2e/forms/contact.toml");

#[test]
fn a_form_of_twelve_lines_is_a_site_of_its_own() {
    let site = Site::of("forms/contact.toml", CONTACT);
    let built = site.build();
    let said = built.diagnostics();
    let files = built.expect_files();

    // Who can open, by which key it is signed, how long it is kept: somebody must decide that before production.
    assert_eq!(said.matches("= code: ").count(), 3, "{said}");
    let page = &files["public/contact/index.html"];
    assert!(page.contains("action=\"/contact/verification\""), "{page}");
    assert!(page.contains("<h1>Form</h1>") && page.contains("Check my answers"), "{page}");
    assert!(page.contains("lang=\"en\""), "the form is not in the site's language");
    assert!(!page.contains("<section class=\"form-section\" aria-labelledby"), "{page}");
    assert!(files["public/sitemap.xml"].contains("<loc>https://a.example/contact/</loc>"));
    insta::assert_snapshot!(files["public/robots.txt"], @r"
    User-agent: *
    Disallow: /contact/verification
    Disallow: /contact/modification
    Disallow: /contact/envoi
    Disallow: /contact/recue/

    Sitemap: https://a.example/sitemap.xml
    ");
    insta::assert_snapshot!(files["service-addresses.json"], @r#"
    [
      "/contact/verification",
      "/contact/modification",
      "/contact/envoi",
      "/contact/recue/*"
    ]
    "#);
    let headers = &files["public/_headers"];
    assert!(headers.contains("\n/contact/recue/*\n  cache-control: no-store\n"), "{headers}");
    let bundle = Bundle::read(files["handler/bundle.json"].as_bytes()).unwrap();
    assert_eq!((bundle.retention_months, bundle.others.len()), (12, 0));
}

#[test]
fn a_short_form_in_english_stands_beside_ours_in_french() {
    let own = "path = \"/write\"\nrecipients = [\"secrétariat du bureau\"]\n[retention]\nmonths = 3\n[limits]\nsends_per_hour = 2\n";
    let contact = CONTACT
        .replace("page = \"/contact/\"\n", "page = \"/en/write-to-us/\"\n")
        .replacen("[[fields]]", &format!("{own}[[fields]]"), 1);
    let site = Site::real().with("forms/contact.toml", &contact);

    let files = site.build().expect_files();

    let ours = &files["public/candidater/index.html"];
    assert!(ours.contains("action=\"/candidature/verification\""), "{ours}");
    let theirs = &files["public/en/write-to-us/index.html"];
    assert!(theirs.starts_with("<!doctype html>\n<html lang=\"en\">"), "{theirs}");
    assert!(theirs.contains("action=\"/write/verification\""), "{theirs}");
    let bundle = Bundle::read(files["handler/bundle.json"].as_bytes()).unwrap();
    let [ours, theirs] = &bundle.each()[..] else { panic!("two forms") };
    assert_eq!((ours.definition.id.as_str(), ours.language.as_str()), ("2021-06", "fr"));
    assert_eq!((theirs.definition.id.as_str(), theirs.language.as_str()), ("contact", "en"));
    assert_eq!((ours.retention_months, theirs.retention_months), (12, 3));
    assert_eq!(theirs.definition.limits.sends_per_hour, 2);
    assert_eq!((ours.recipients.len(), theirs.recipients.len()), (2, 1));
    assert!(theirs.layout.before_title.contains("<html lang=\"en\">"));
    assert!(ours.layout.before_title.contains("<html lang=\"fr\">"));
}

#[test]
fn where_a_forms_addresses_begin_leads_to_its_page_unless_a_page_stands_there() {
    let files = Site::real().with("forms/contact.toml", CONTACT).build().expect_files();

    assert!(files["redirects.json"].contains("\"/candidature/\",\n    \"/candidater/\""));
    assert!(files["public/candidature/index.html"].contains("url=/candidater/"));
    assert!(!files["redirects.json"].contains("\"/contact/\""), "{}", files["redirects.json"]);
    assert!(files["public/contact/index.html"].contains("action=\"/contact/verification\""));
}

#[test]
fn a_form_stands_on_the_page_that_is_written_for_it() {
    let site = Site::of("forms/contact.toml", CONTACT)
        .with("pages/contact.md", "---\ntitle: Nous écrire\n---\n\nÀ vous.\n");

    let files = site.build().expect_files();

    let page = &files["public/contact/index.html"];
    assert!(page.contains("<h1>Nous écrire</h1>") && page.contains("À vous."), "{page}");
    assert!(page.contains("action=\"/contact/verification\""), "{page}");
}

#[test]
fn a_page_may_stand_anywhere_but_where_the_service_answers() {
    let said = |page: &str| {
        let built = Site::of("forms/contact.toml", CONTACT)
            .with(&format!("pages/{page}.md"), "---\ntitle: A\n---\n")
            .build();
        built.diagnostics()
    };

    for page in ["contact/index", "contact/merci", "candidature/envoi", "envoi", "contact/envoyer"]
    {
        assert!(!said(page).contains("address-reserved"), "{page}");
    }
    for page in ["contact/envoi", "contact/recue/index", "contact/recue/a", "contact/verification"]
    {
        assert!(said(page).contains("address-reserved"), "{page}");
    }
}

#[test]
fn one_form_in_two_languages_differs_in_words_alone() {
    let french = CONTACT
        .replace("language = \"en\"\n", "")
        .replace("/contact/", "/ecrire/")
        .replace("Your message", "Votre message");
    let site = Site::of("forms/contact.fr.toml", &french).with("forms/contact.toml", CONTACT);

    let files = site.build().expect_files();

    let bundle = Bundle::read(files["handler/bundle.json"].as_bytes()).unwrap();
    let paths: Vec<String> = bundle.each().into_iter().map(|form| form.definition.path).collect();
    assert_eq!(paths, ["/contact.fr", "/contact"]);

    let other = french.replace("kind = \"text\"", "kind = \"phone\"");
    let said = Site::of("forms/contact.fr.toml", &other)
        .with("forms/contact.toml", CONTACT)
        .build()
        .diagnostics();
    assert!(said.contains("`message` is not the same in another language of this form"), "{said}");
}
