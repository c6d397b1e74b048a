//! The store of a site on one machine, over the network.

use std::{fs, net::TcpListener};

use form_handler::store::{
    Store,
    contract::sample,
    https::{
        client::{HttpsError, HttpsStore},
        contract,
    },
    journal::{
        Append, Changed, Journal, JournalError,
        body::SealedHash,
        contract::{all, now as then, sample as entry},
        copy::JournalCopy,
    },
};
use secretariat::records::{access::SiteAccess, opening::https::SiteConnection};

use crate::{
    program::{command, said},
    test_secretariat::{TestSecretariat, new_identity, now, reference},
    test_site::{TOKEN, TestSite, answering, sealed},
};

fn connection(url: &str, token: &str) -> HttpsStore<SiteConnection> {
    let token = token.to_owned().into();
    HttpsStore::new(SiteConnection::of(&SiteAccess { url: url.parse().unwrap(), token }))
}

/// A site with what the secretariat's database holds, and her access to it.
impl TestSecretariat {
    fn site(&self) -> TestSite {
        let site = TestSite::start(self.sqlite());
        self.write_access("access.age", &site.access());
        site
    }

    fn write_access(&self, name: &str, text: &str) {
        fs::write(self.path(name), sealed(&self.own, text)).unwrap();
    }

    /// What a command says of that store.
    async fn said_of(&self, store: &str, command: &str) -> String {
        let (identity, people) = (self.path("identity.txt"), self.both_people());
        let mut line = format!("{command} --store {store} --identity {}", identity.display());
        if !command.starts_with("restore") {
            line = format!("{line} --content {}", people.display());
        }
        let ran = self.run_exactly(&line).await;
        ran.unless_failed().unwrap_or_else(|| panic!("{line}")).out
    }
}

#[tokio::test]
async fn a_store_over_the_network_keeps_what_every_store_promises() {
    let secretariat = TestSecretariat::new();
    let site = secretariat.site();
    contract::holds(secretariat.sqlite(), connection(&site.url, TOKEN)).await;
}

#[tokio::test]
async fn a_journal_over_the_network_keeps_what_every_journal_promises() {
    let secretariat = TestSecretariat::new();
    let site = secretariat.site();
    contract::journal_holds(secretariat.sqlite(), connection(&site.url, TOKEN)).await;
}

#[tokio::test]
async fn every_command_does_with_a_site_what_it_does_with_a_database() {
    let secretariat = TestSecretariat::new();
    for number in 1..=3 {
        secretariat.receive(number).await;
    }
    secretariat.act("note", &[&secretariat.own, &secretariat.other]).await;
    secretariat
        .sql(&format!("UPDATE applications SET keys = 'x' WHERE reference = '{}'", reference(3)));
    let _site = secretariat.site();
    let database = format!("sqlite:{}", secretariat.path("applications.db").display());
    let access = secretariat.path("access.age").display().to_string();

    let show = format!("show {}", reference(1));
    for command in ["list", &show, "export --format csv", "export --format json"] {
        let expected = secretariat.said_of(&database, command).await;
        assert_eq!(secretariat.said_of(&access, command).await, expected, "{command}");
        assert!(expected.contains(reference(1).as_str()), "{expected}");
    }
    for command in ["keys who", "reseal --dry-run"] {
        let expected = secretariat.said_of(&database, command).await;
        assert_eq!(secretariat.said_of(&access, command).await, expected, "{command}");
    }

    let out = secretariat.path("all.age").display().to_string();
    let made = secretariat.said_of(&access, &format!("backup --out {out}")).await;
    assert!(made.contains("2 candidature(s)"), "{made}");
    let elsewhere = TestSecretariat::new();
    let other = TestSite::start(elsewhere.sqlite());
    secretariat.write_access("other.age", &other.access());
    let other = secretariat.path("other.age").display().to_string();
    for (more, already) in [("", ""), (" --merge", "2 y étaient déjà")] {
        let restore = format!("restore {out} --erased none{more}");
        let restored = secretariat.said_of(&other, &restore).await;
        assert!(restored.contains(already), "{restored}");
    }
    let here = secretariat.sqlite().list(None, now()).await.unwrap();
    let there = elsewhere.sqlite().list(None, now()).await.unwrap();
    let whole = |page: form_handler::store::StorePage| {
        page.records.into_iter().filter_map(Result::ok).collect::<Vec<_>>()
    };
    assert_eq!(whole(there), whole(here));
    let copied = JournalCopy::of(&elsewhere.sqlite()).await.unwrap().0;
    assert_eq!((copied.events.len(), copied), (1, secretariat.journal().await));
}

/// Two secretaries on two machines, and an answer that is lost.
#[tokio::test]
async fn after_an_answer_that_broke_off_the_same_again_is_safe() {
    let secretariat = TestSecretariat::new();
    let site = secretariat.site();
    let office = connection(&site.url, TOKEN);
    let record = sample(1, then());
    secretariat.sqlite().store(&record, then()).await.unwrap();
    let (event, body) = entry(1, None);
    let read = SealedHash::of(&record.sealed);

    site.break_off(1);
    let lost = office.append(&event, &body).await.unwrap_err();
    assert!(matches!(why(&lost), HttpsError::BrokenOff(_)), "{lost:?}");
    assert_eq!(all(&secretariat.sqlite()).await, std::slice::from_ref(&event), "it was written");
    assert_eq!(office.append(&event, &body).await.unwrap(), Append::Appended);
    assert_eq!(all(&secretariat.sqlite()).await, [event]);

    site.break_off(1);
    let lost = office.replace_sealed(&record.reference, read, b"again", &[]).await.unwrap_err();
    assert!(matches!(why(&lost), HttpsError::BrokenOff(_)), "{lost:?}");
    let again = office.replace_sealed(&record.reference, read, b"again", &[]).await.unwrap();
    assert_eq!(again, Changed::Made);

    site.break_off(1);
    let lost = office.delete(&record.reference, SealedHash::of(b"again")).await.unwrap_err();
    assert!(matches!(why(&lost), HttpsError::BrokenOff(_)), "{lost:?}");
    let again = office.delete(&record.reference, SealedHash::of(b"again")).await.unwrap();
    assert_eq!(again, Changed::Absent);
    assert_eq!(office.erased().await.unwrap().entries.len(), 1);
}

fn why(error: &JournalError) -> &HttpsError {
    let JournalError::Unavailable(source) = error else { panic!("{error:?}") };
    source.downcast_ref().unwrap()
}

#[tokio::test]
async fn whatever_a_site_answers_is_said_with_what_to_do() {
    let secretariat = TestSecretariat::new();
    let site = secretariat.site();
    let status = |line: &str| answering(format!("HTTP/1.1 {line}\r\nContent-Length: 0\r\n\r\n"));
    let whole = |line: &str, body: &str| {
        answering(format!("HTTP/1.1 {line}\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
    };
    let nobody = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/bureau/store", listener.local_addr().unwrap())
    };
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let moved = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://{}/bureau/store\r\nContent-Length: 0\r\n\r\n",
        elsewhere.local_addr().unwrap()
    );
    for (url, said) in [
        (nobody, "le site ne répond pas"),
        (answering(""), "le site ne répond pas"),
        (answering("what is no HTTP"), "le site ne répond pas"),
        (
            answering("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"version\":1"),
            "le site ne répond pas",
        ),
        // What is plain where it should be encrypted.
        (site.url.replace("http:", "https:"), "le site ne répond pas"),
        (status("401 Unauthorized"), "le site ne vous laisse pas entrer"),
        (status("404 Not Found"), "ne donne de candidatures à personne"),
        (status("405 Method Not Allowed"), "ne donne de candidatures à personne"),
        (answering(moved), "le site renvoie à une autre adresse"),
        (status("413 Payload Too Large"), "est trop long"),
        (answering("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"), "est trop long"),
        (status("502 Bad Gateway"), "la base de candidatures du site ne répond pas"),
        (status("503 Service Unavailable"), "la base de candidatures du site ne répond pas"),
        (status("500 Internal Server Error"), "le site répond autre chose"),
        (whole("200 OK", "<!doctype html>"), "le site répond autre chose"),
        (whole("200 OK", "{\"version\":1,\"message\":\"made\"}"), "le site répond autre chose"),
        (whole("200 OK", "{\"version\":2,\"message\":\"made\"}"), "n'ont pas la même version"),
        (whole("400 Bad Request", "{\"version\":2}"), "n'ont pas la même version"),
        (status("400 Bad Request"), "le site répond autre chose"),
    ] {
        secretariat.write_access("odd.age", &format!("STORE={url}\nTOKEN={TOKEN}\n"));
        let (store, identity) = (secretariat.path("odd.age"), secretariat.path("identity.txt"));
        let line = format!("list --store {} --identity {}", store.display(), identity.display());

        let notes = secretariat.run_exactly(&line).await.failed();

        assert!(notes.contains(said), "{said}\n{notes}");
        assert!(notes.contains("\naide : ") && !notes.contains(TOKEN), "{notes}");
    }
    assert!(elsewhere.accept().is_err(), "no redirect is followed");
}

#[tokio::test]
async fn a_token_that_is_not_on_the_list_reaches_nothing() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    let site = secretariat.site();
    for token in ["", "x", "\u{7}", &TOKEN[1..], "é"] {
        let listed = connection(&site.url, token).list(None, now()).await.unwrap_err();
        let error = JournalError::from(listed);
        assert!(matches!(why(&error), HttpsError::NotAdmitted), "{token}: {error:?}");
    }
    assert_eq!(connection(&site.url, TOKEN).list(None, now()).await.unwrap().records.len(), 1);
}

#[tokio::test]
async fn an_access_to_a_site_is_found_and_opened_by_itself_or_by_the_sites_address() {
    let secretariat = TestSecretariat::new();
    secretariat.receive(1).await;
    let site = secretariat.site();
    let folder = secretariat.path("office");
    fs::create_dir(&folder).unwrap();
    fs::copy(secretariat.path("access.age"), folder.join("office-marie.age")).unwrap();
    let identity = secretariat.path("identity.txt").display().to_string();

    let run = |line: &str| {
        let output = command(&folder, &format!("{line} --identity {identity}")).output().unwrap();
        (output.status.code(), said(&output.stdout), said(&output.stderr))
    };
    let (code, out, notes) = run("list");
    // What was received in 2021 has expired by the program's own clock.
    assert!(code == Some(0) && notes.contains("aucune candidature"), "{out}{notes}");

    // With those of others and to other sites beside it, only its address says which.
    let elsewhere = site.access().replace(&site.url, "https://example.org/bureau/store");
    fs::write(folder.join("office-a.age"), sealed(&secretariat.own, &elsewhere)).unwrap();
    fs::write(folder.join("office-z.age"), sealed(&new_identity(), &site.access())).unwrap();
    let (code, _, notes) = run("list");
    assert!(code == Some(1) && notes.contains("plusieurs accès"), "{notes}");
    let (code, out, notes) = run(&format!("list --store {}", site.url));
    assert!(code == Some(0) && notes.contains("aucune candidature"), "{out}{notes}");
    let (code, _, notes) = run("list --store https://www.example.org/bureau/store");
    assert_eq!(code, Some(1));
    assert!(
        notes.contains("aucun accès de ce dossier ne mène à https://www.example.org"),
        "{notes}"
    );
    assert!(!notes.contains(TOKEN), "{notes}");
}
