//! Every mistake of a file is found, with the path of its field.

use planner::problem::Problem;
use serde_json::{Value as Json, json};

/// One hearing, two firms, nothing wrong.
pub fn sound() -> Json {
    let firm = |reference: &str, minute: &str| {
        json!({
            "ref": reference, "received_at": format!("2021-06-01T10:{minute}:00Z"), "sector": "industrie",
            "needs": [], "excludes": ["p4"], "recuses": [], "cannot": [], "prefers": ["a1"],
            "was": null, "expires": null, "treated": true,
        })
    };
    json!({
        "version": 1, "timezone": "Europe/Paris",
        "rules": {
            "slot_minutes": 45, "firms_min": 1, "firms_max": 6, "same_sector_max": 2, "quorum": 3,
            "order": ["nombre", "anciennete", "mixite", "attente", "preferences", "stabilite"],
        },
        "hearings": [{
            "id": "a1", "starts": "2021-06-17T09:00", "gap_minutes": 5, "break_after": 3,
            "break_minutes": 15, "access": ["plain_pied"], "panel": ["p1", "p2", "p3"], "hold": "auto",
            "locked": {},
        }],
        "firms": [firm("BDP-2", "41"), firm("BDP-3", "42")],
    })
}

/// The sound problem with another value at a path such as `/rules/quorum`; an absent key is added.
pub fn with(path: &str, value: Json) -> Json {
    let mut problem = sound();
    let (parent, key) = path.rsplit_once('/').unwrap();
    match problem.pointer_mut(parent).unwrap() {
        Json::Object(fields) => drop(fields.insert(key.to_owned(), value)),
        Json::Array(entries) => entries[key.parse::<usize>().unwrap()] = value,
        other => panic!("{other}"),
    }
    problem
}

#[track_caller]
pub fn check(problem: &str, expected: &[&str]) {
    let said = match Problem::read(problem) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes
            .iter()
            .map(|mistake| {
                let help = mistake.help().map(|help| format!(" | {help}")).unwrap_or_default();
                format!("{mistake}{help}")
            })
            .collect(),
    };
    assert_eq!(said, expected, "{problem}");
}

#[test]
fn a_value_of_another_kind_is_refused_where_it_stands() {
    let name = "un nom a de 1 à 64 caractères, sans « : » ni caractère de contrôle, trouvé";
    let instant = "attendu une heure comme 2021-06-01T10:42:00Z, trouvé";
    let local = "attendu une heure locale comme 2021-06-17T09:00, trouvé";
    let order = json!(["nombre", "anciennete", "mixite", "attente", "preferences"]);
    for (path, value, expected) in [
        ("/version", json!(2), "version : attendu un nombre entier de 1 à 1, trouvé 2"),
        ("/version", json!("1"), "version : attendu un nombre entier de 1 à 1, trouvé « 1 »"),
        (
            "/timezone",
            json!("Europe/Pariss"),
            "timezone : « Europe/Pariss » n'est pas un fuseau horaire connu, comme Europe/Paris | vouliez-vous dire « Europe/Paris » ?",
        ),
        ("/rules", json!([]), "rules : attendu un objet, trouvé une liste"),
        (
            "/rules/slot_minutes",
            json!(0),
            "rules.slot_minutes : attendu un nombre entier de 1 à 1440, trouvé 0",
        ),
        (
            "/rules/quorum",
            json!(-1),
            "rules.quorum : attendu un nombre entier de 0 à 1000, trouvé -1",
        ),
        (
            "/rules/quorum",
            json!(2.5),
            "rules.quorum : attendu un nombre entier de 0 à 1000, trouvé 2.5",
        ),
        (
            "/rules/firms_max",
            json!(u64::MAX),
            "rules.firms_max : attendu un nombre entier de 1 à 1000, trouvé 18446744073709551615",
        ),
        ("/rules/firms_min", json!(7), "rules.firms_min : 7 est plus que firms_max, 6"),
        ("/rules/order", order, "rules.order : attendu les six objectifs, il manque stabilite"),
        ("/rules/order/1", json!("nombre"), "rules.order[1] : « nombre » est déjà rules.order[0]"),
        (
            "/rules/order/1",
            json!("ancienete"),
            "rules.order[1] : « ancienete » ne convient pas | vouliez-vous dire « anciennete » ?",
        ),
        (
            "/rules/firmsmin",
            json!(5),
            "rules.firmsmin : cette clé n'est pas connue | vouliez-vous dire « firms_min » ?",
        ),
        (
            "/zzz",
            json!(5),
            "zzz : cette clé n'est pas connue | au choix : version, timezone, rules, hearings, firms",
        ),
        ("/hearings", json!({}), "hearings : attendu une liste, trouvé un objet"),
        ("/hearings/0", json!("a1"), "hearings[0] : attendu un objet, trouvé « a1 »"),
        ("/hearings/0/id", json!(""), &format!("hearings[0].id : {name} «  »")),
        (
            "/hearings/0/hold",
            json!("Yes"),
            "hearings[0].hold : « Yes » ne convient pas | vouliez-vous dire « yes » ?",
        ),
        (
            "/hearings/0/locked",
            json!({"BDP-4": 1}),
            "hearings[0].locked.BDP-4 : « BDP-4 » n'est le nom d'aucune entreprise de ce fichier | vouliez-vous dire « BDP-2 » ?",
        ),
        (
            "/hearings/0/locked",
            json!({"BDP-2": 0}),
            "hearings[0].locked.BDP-2 : attendu un nombre entier de 1 à 1000, trouvé 0",
        ),
        (
            "/hearings/0/starts",
            json!("2021-06-17"),
            &format!("hearings[0].starts : {local} « 2021-06-17 »"),
        ),
        (
            "/hearings/0/starts",
            json!("2021-06-17T09:00Z"),
            &format!("hearings[0].starts : {local} « 2021-06-17T09:00Z »"),
        ),
        (
            "/hearings/0/starts",
            json!("2021-06-17T09:00:00"),
            &format!("hearings[0].starts : {local} « 2021-06-17T09:00:00 »"),
        ),
        (
            "/hearings/0/starts",
            json!("2021-06-17T09:00:30"),
            &format!("hearings[0].starts : {local} « 2021-06-17T09:00:30 »"),
        ),
        (
            "/hearings/0/starts",
            json!("2021-06-17T9:00am"),
            &format!("hearings[0].starts : {local} « 2021-06-17T9:00am »"),
        ),
        (
            "/hearings/0/starts",
            json!("9999-12-31T23:59"),
            &format!("hearings[0].starts : {local} « 9999-12-31T23:59 »"),
        ),
        (
            "/hearings/0/starts",
            json!("2022-03-27T02:30"),
            "hearings[0].starts : 2022-03-27T02:30 n'existe pas à Europe/Paris : ce jour-là, les montres passent de 02:00 à 03:00",
        ),
        (
            "/hearings/0/starts",
            json!("2021-10-31T02:30"),
            "hearings[0].starts : 2021-10-31T02:30 existe deux fois à Europe/Paris : ce jour-là, les montres reviennent de 03:00 à 02:00",
        ),
        ("/firms/1/ref", json!("BDP-2"), "firms[1].ref : « BDP-2 » est déjà firms[0].ref"),
        ("/firms/1/ref", json!("a:b"), &format!("firms[1].ref : {name} « a:b »")),
        (
            "/firms/1/sector",
            json!("\u{1b}[2J"),
            &format!("firms[1].sector : {name} « \u{fffd}[2J »"),
        ),
        (
            "/firms/1/received_at",
            json!("2021-06-01 10:42"),
            &format!("firms[1].received_at : {instant} « 2021-06-01 10:42 »"),
        ),
        ("/firms/1/received_at", json!(1), "firms[1].received_at : attendu un texte, trouvé 1"),
        (
            "/firms/1/expires",
            json!("2021-02-30"),
            "firms[1].expires : attendu un jour comme 2021-06-17, trouvé « 2021-02-30 »",
        ),
        ("/firms/1/treated", json!(null), "firms[1].treated : attendu true ou false, trouvé null"),
        ("/firms/1/needs", json!("x"), "firms[1].needs : attendu une liste, trouvé « x »"),
        ("/firms/1/needs", json!([1]), "firms[1].needs[0] : attendu un texte, trouvé 1"),
        (
            "/firms/1/cannot",
            json!(["a2"]),
            "firms[1].cannot : « a2 » n'est le nom d'aucune audition de ce fichier | vouliez-vous dire « a1 » ?",
        ),
        (
            "/firms/1/was",
            json!("audition"),
            "firms[1].was : « audition » n'est le nom d'aucune audition de ce fichier",
        ),
    ] {
        check(&with(path, value).to_string(), &[expected]);
    }
}

#[test]
fn what_must_be_there_is_asked_for_and_the_rest_has_its_usual_value() {
    let required = [
        "/version",
        "/timezone",
        "/rules",
        "/rules/slot_minutes",
        "/rules/firms_min",
        "/rules/firms_max",
        "/rules/same_sector_max",
        "/rules/quorum",
        "/hearings",
        "/hearings/0/id",
        "/hearings/0/starts",
        "/firms",
        "/firms/0/ref",
        "/firms/0/received_at",
        "/firms/0/sector",
    ];
    for path in required {
        let mut problem = sound();
        let (parent, key) = path.rsplit_once('/').unwrap();
        problem.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
        let place = path[1..].replace("/0", "[0]").replace('/', ".");
        check(&problem.to_string(), &[&format!("{place} : il manque")]);
    }
    let short = json!({
        "version": 1, "timezone": "Europe/Paris",
        "rules": {"slot_minutes": 45, "firms_min": 0, "firms_max": 6, "same_sector_max": 2, "quorum": 0},
        "hearings": [{"id": "a1", "starts": "2021-06-17T09:00"}],
        "firms": [{"ref": "F", "received_at": "2021-06-01T12:42:59+02:00", "sector": "autre"}],
    });
    let problem = Problem::read(&short.to_string()).unwrap();
    assert_eq!(
        problem.canonical(),
        concat!(
            r#"{"firms":[{"cannot":[],"excludes":[],"expires":null,"needs":[],"prefers":[],"#,
            r#""received_at":"2021-06-01T10:42:00Z","recuses":[],"ref":"F","sector":"autre","treated":true,"was":null}],"#,
            r#""hearings":[{"access":[],"break_after":null,"break_minutes":0,"gap_minutes":0,"hold":"auto","id":"a1","#,
            r#""locked":{},"panel":[],"starts":"2021-06-17T09:00"}],"rules":{"firms_max":6,"firms_min":0,"#,
            r#""order":["nombre","anciennete","mixite","attente","preferences","stabilite"],"quorum":0,"#,
            r#""same_sector_max":2,"slot_minutes":45},"timezone":"Europe/Paris","version":1}"#
        )
    );
}

/// What stands around a file and says nothing.
#[test]
fn a_file_is_read_as_editors_write_it() {
    let plain = sound().to_string();
    let read = |text: &str| Problem::read(text).map(|problem| problem.canonical());
    for text in
        [format!("\u{feff}{plain}"), format!("\r\n\t {plain}\r\n"), plain.replace(',', ",\r\n  ")]
    {
        assert_eq!(read(&text).unwrap(), read(&plain).unwrap(), "{text}");
    }
    for text in [format!("{plain}\u{feff}"), format!("\u{feff}\u{feff}{plain}"), String::new()] {
        assert!(read(&text).is_err(), "{text}");
    }
}

#[test]
fn all_mistakes_are_found_at_once() {
    let text = r#"{"version":1,"version":1,"timezone":"?","rules":{},"hearings":[{}],"firms":[{"ref":1}],"x":0}"#;

    let mistakes = Problem::read(text).unwrap_err();

    let places: Vec<&str> = mistakes.iter().map(|mistake| mistake.path.as_str()).collect();
    assert_eq!(
        places,
        [
            "version",
            "timezone",
            "rules.slot_minutes",
            "rules.firms_min",
            "rules.firms_max",
            "rules.same_sector_max",
            "rules.quorum",
            "hearings[0].id",
            "hearings[0].starts",
            "firms[0].ref",
            "firms[0].received_at",
            "firms[0].sector",
            "x",
        ]
    );
}
