//! What is accepted, and worth a second look.

use insta::assert_snapshot;

use crate::applicant::applicant;

#[test]
fn a_doubtful_answer_is_accepted_with_a_warning() {
    let warned =
        applicant().with("code_postal", "75001").with("courriel", "c@gmial.com").accepted();

    let warnings: Vec<String> = warned
        .warnings()
        .iter()
        .map(|notice| format!("{}: {}", notice.field, notice.message))
        .collect();
    assert_snapshot!(warnings.join("\n"), @"
    code_postal: Le code postal 75001 n’est pas dans le département choisi, Hérault (34). Si c’est bien le cas, vous n’avez rien à changer.
    courriel: Vous avez écrit c@gmial.com. Vouliez-vous dire c@gmail.com ? Si votre adresse est juste, vous n’avez rien à changer.
    ");
    assert_eq!(applicant().with("code_postal", "34961 CEDEX 2").accepted().warnings(), []);
}

#[test]
fn an_address_whose_domain_looks_mistyped_is_given_the_one_that_is_meant() {
    for (domain, meant) in [
        ("gmial.com", "gmail.com"),
        ("gmal.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gmail.fr", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.com.fr", "gmail.com"),
        ("GMAIL.FR", "gmail.com"),
        ("icloud.fr", "icloud.com"),
        ("iclod.com", "icloud.com"),
        ("wanadoo.com", "wanadoo.fr"),
        ("wanado.fr", "wanadoo.fr"),
        ("orange.com", "orange.fr"),
        ("orange.rf", "orange.fr"),
        ("ornage.fr", "orange.fr"),
        ("free.com", "free.fr"),
        ("sfr.com", "sfr.fr"),
        ("sfr.net", "sfr.fr"),
        ("laposte.fr", "laposte.net"),
        ("laposte.com", "laposte.net"),
        ("la-poste.net", "laposte.net"),
        ("bbox.com", "bbox.fr"),
        ("hotmial.fr", "hotmail.fr"),
        ("hotmail.con", "hotmail.com"),
        ("hotmail.cm", "hotmail.com"),
        ("hotmail.ft", "hotmail.fr"),
        ("outlok.com", "outlook.com"),
        ("outlook.co", "outlook.com"),
        ("yaho.fr", "yahoo.fr"),
        ("yahoo.vom", "yahoo.com"),
        ("live.rf", "live.fr"),
        ("protonmal.com", "protonmail.com"),
        ("proton.com", "proton.me"),
        ("msn.fr", "msn.com"),
    ] {
        let warned = applicant().with("courriel", &format!("c@{domain}")).accepted();
        let [notice] = warned.warnings() else { panic!("{domain}: {:?}", warned.warnings()) };
        assert_eq!(notice.suggestion, Some(format!("c@{meant}")), "{domain}");
    }
    for real in [
        "gmail.com",
        "GMAIL.com",
        "googlemail.com",
        "hotmail.be",
        "hotmail.it",
        "hotmail.co.uk",
        "outlook.es",
        "outlook.de",
        "outlook.com.br",
        "live.be",
        "live.co.uk",
        "yahoo.de",
        "yahoo.co.uk",
        "yahoo.ca",
        "proton.ch",
        "proton.me",
        "protonmail.ch",
        "pm.me",
        "me.com",
        "mac.com",
        "gmx.net",
        "gmx.de",
        "gmx.ch",
        "mail.ru",
        "mail.de",
        "email.it",
        "orange.es",
        "orange.be",
        "wanadoo.es",
        "wanadoo.nl",
        "aol.de",
        "ymail.com",
        "rocketmail.com",
        "club-internet.fr",
        "aliceadsl.fr",
        "cegetel.net",
        "noos.fr",
        "ovh.fr",
        "tutanota.de",
        "skynet.be",
        "bluewin.ch",
        "web.de",
        "libero.it",
        "ac-montpellier.fr",
        "exemple.fr",
        "fonderies.example",
        "montpellier3m.fr",
        "life.fr",
        "fred.fr",
        "sir.fr",
    ] {
        let accepted = applicant().with("courriel", &format!("c@{real}")).accepted();
        assert_eq!(accepted.warnings(), [], "{real}");
    }
}
