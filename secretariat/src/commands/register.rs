//! `register`: the record of processing activities (registre des traitements, RGPD 30(1)), from the content's own facts.
//!
//! What the privacy page says comes from the same places. What only the scheme can say stays marked as to be given.

use std::{io, path::Path};

use authoring::config::{Node, Value};
use serde::Serialize;

use crate::{
    cli::args::{OutputFormat, register::RegisterArgs},
    commands::target::Target,
    context::{Completion, Context},
    error::Error,
    records::{forms, recipients},
};

pub mod fact;

use fact::{Fact, at, tree};

/// A heading of the register, and what stands below it.
#[derive(Debug, Serialize)]
pub struct Section {
    /// The heading.
    pub title: &'static str,
    /// What is said there, in order.
    pub entries: Vec<Entry>,
}

/// A subject, and what is so of it.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// The subject.
    pub label: String,
    /// One at least.
    pub facts: Vec<Fact>,
}

/// Writes it. What is still to be given is counted on the notes.
pub fn run(args: &RegisterArgs, context: &mut Context<'_>) -> Result<Completion, Error> {
    let target = args.out.as_deref().map(|path| Target::of(path, args.replace)).transpose()?;
    let sections = register(&args.content.folder);
    let text = match args.format.format {
        OutputFormat::Json => {
            serde_json::to_string_pretty(&sections).map_err(io::Error::from)? + "\n"
        }
        OutputFormat::Text => sections.iter().map(text).collect(),
    };
    match target {
        _ if args.dry_run => {
            let out = args.out.as_ref().map(|path| format!("dans {}", path.display()));
            let out = out.unwrap_or_else(|| "à l'écran".to_owned());
            writeln!(context.out, "le registre irait {out} ; rien n'a été écrit")?;
        }
        None => context.out.write_all(text.as_bytes())?,
        Some(target) => {
            let path = target.write(text.as_bytes(), Completion::Done)?;
            writeln!(context.out, "registre dans {}", path.display())?;
        }
    }
    let open = open(&sections);
    if open > 0 {
        context
            .note(format!("{open} valeurs à compléter ou à confirmer dans le contenu du site"))?;
    }
    Ok(Completion::Done)
}

fn text(section: &Section) -> String {
    let mut text = format!("{}\n", section.title);
    for Entry { label, facts } in &section.entries {
        for Fact { text: fact, open } in facts {
            let (before, after) = if *open { ("[", "]") } else { ("", "") };
            text.extend([format!("    {label}\u{a0}: {before}{fact}{after}\n")]);
        }
    }
    text + "\n"
}

/// How much of it is still to be given or confirmed.
pub fn open(sections: &[Section]) -> usize {
    let entries = sections.iter().flat_map(|section| &section.entries);
    entries.flat_map(|entry| &entry.facts).filter(|fact| fact.open).count()
}

/// The register of a content folder, in the order of RGPD 30(1).
pub fn register(folder: &Path) -> Vec<Section> {
    let privacy = tree(folder, "data/privacy.toml");
    let site = tree(folder, "site.toml");
    vec![
        Section { title: "Qui est responsable", entries: responsible(folder, &privacy, &site) },
        Section { title: "Pourquoi", entries: purposes(&privacy) },
        Section { title: "De qui, et quelles données", entries: data(folder) },
        Section { title: "Qui les reçoit", entries: receivers(folder, &privacy) },
        Section { title: "Combien de temps", entries: retention(&privacy, &site) },
        Section {
            title: "Comment elles sont protégées",
            entries: vec![said("Mesures", &MEASURES)],
        },
    ]
}

fn responsible(folder: &Path, privacy: &Node, site: &Node) -> Vec<Entry> {
    let contact = tree(folder, "data/contact.toml");
    vec![
        one("Traitement", Fact::of(site.get("title"), "", "le nom du dispositif")),
        named(privacy, "controller", "Responsable du traitement"),
        named(privacy, "joint_controllers", "Responsables conjoints (RGPD 26)"),
        named(privacy, "dpo", "Délégué à la protection des données"),
        named(&contact, "email", "Adresse électronique"),
        named(&contact, "postal_address", "Adresse postale"),
    ]
}

fn purposes(privacy: &Node) -> Vec<Entry> {
    vec![
        entry("Finalités", Fact::each(privacy.get("purposes"), "à quoi servent les réponses")),
        named(privacy, "networks_purpose", "Appartenance à un réseau"),
        named(privacy, "special_categories", "Données particulières (RGPD 9)"),
        named(privacy, "legal_basis", "Base légale"),
    ]
}

/// By the form's own questions: a field that is added is in the register.
fn data(folder: &Path) -> Vec<Entry> {
    let forms = forms::today(folder);
    let mut entries = Vec::new();
    match forms.main() {
        Ok(form) => entries.extend(form.sections.iter().map(|section| {
            let title = section.title.as_deref().unwrap_or("Réponses");
            let labels: Vec<&str> = section.fields.iter().map(|field| &*field.label).collect();
            one(&format!("Candidats, « {title} »"), Fact::known(&labels.join(" ; ")))
        })),
        Err(_) => entries.push(one("Candidats", Fact::missing("les questions du formulaire"))),
    }
    entries.extend(PERSONS.map(|(label, text)| said(label, &[text])));
    entries
}

fn receivers(folder: &Path, privacy: &Node) -> Vec<Entry> {
    let (list, publisher) = (tree(folder, recipients::FILE), tree(folder, "data/publisher.toml"));
    let people = match list.get("recipient").map(|list| &list.value) {
        Some(Value::List(people)) => people.as_slice(),
        _ => &[],
    };
    let mut entries: Vec<Entry> = people.iter().map(recipient).collect();
    if entries.is_empty() {
        entries.push(one("Destinataires", Fact::missing("qui peut ouvrir les candidatures")));
    }
    entries.push(named(privacy, "sharing", "Partage au sein du Bureau"));
    entries.extend(
        ["name", "address"].map(|part| named(&publisher, &format!("host.{part}"), "Hébergeur")),
    );
    entries.push(named(privacy, "host_logs", "Enregistrements de l'hébergeur"));
    entries.push(named(privacy, "location", "Pays et transferts"));
    entries
}

fn recipient(person: &Node) -> Entry {
    let mut facts = vec![Fact::of(person.get("name"), "", "le nom de la personne")];
    let until = person.get("until").map(|until| Fact::of(Some(until), "", "le jour du départ"));
    facts.extend(until.map(|day| Fact { text: format!("jusqu’au {}", day.text), ..day }));
    let role = Fact::of(person.get("role"), "", "le rôle");
    Entry { label: format!("{}, avec une clé", role.text), facts }
}

fn retention(privacy: &Node, site: &Node) -> Vec<Entry> {
    let kept = |name, label, unit| {
        let node = at(site, &format!("retention.{name}"));
        one(label, Fact::of(node, unit, "une durée"))
    };
    vec![
        kept("months", "Candidature, à compter de sa réception", "mois"),
        kept("deletion_days", "Effacement de la base, après l'échéance", "jours au plus"),
        kept(
            "backup_days",
            "Effacement des sauvegardes automatiques, après la base",
            "jours au plus",
        ),
        named(privacy, "copies", "Copies de travail des destinataires"),
        one(
            "Journal technique, en général",
            Fact::of(privacy.get("journal_days"), "jours", "une durée"),
        ),
        said(
            "Journal du Bureau",
            &[
                "ce qui concerne une candidature, au plus tôt jusqu'à la fin du mois de son échéance, ou jusqu'à son effacement",
            ],
        ),
        said("Dossiers des pairs", &["12 mois après leur dernière audition"]),
    ]
}

/// Of whom else there are data, and which; what the program keeps, whatever the form asks.
const PERSONS: [(&str, &str); 4] = [
    (
        "Candidats, suivi",
        "décisions et leurs motifs, courriers et ce qu'ils sont devenus, réponses aux convocations, appels et documents reçus, corrections, demandes et leurs réponses, audition, avis",
    ),
    (
        "Personnes citées dans une candidature",
        "ce que le candidat en écrit, notamment qui il ne souhaite pas voir siéger",
    ),
    (
        "Pairs",
        "nom, réseau, entreprise, secteur, disponibilités, liens avec des entreprises, engagement signé",
    ),
    ("Personnes qui ont une clé", "nom, rôle, numéro de clé, actes faits et leur heure"),
];

/// What holds whoever runs the program (RGPD 32); the privacy page and the manual say more.
const MEASURES: [&str; 7] = [
    "chaque candidature est chiffrée à l'envoi pour les seules clés des destinataires, et signée",
    "ce que le Bureau note est chiffré pour les mêmes clés et signé par son auteur ; un acte changé ou retiré se voit",
    "les clés ne sont que sur l'ordinateur de leur personne, protégées par une phrase secrète",
    "l'outil du Bureau n'écrit aucune réponse sur le disque sans qu'une personne l'ait demandé, et se ferme après une pause",
    "les sauvegardes sont chiffrées pour les mêmes clés ; ce qui a été effacé n'y revient pas",
    "aucun journal technique ne contient de réponse ni d'adresse IP",
    "qui demande ses données est vérifié avant toute réponse",
];

/// A fact that the file names.
fn named(root: &Node, path: &str, label: &str) -> Entry {
    let mut symbols = label.chars();
    let first: String = symbols.next().into_iter().flat_map(char::to_lowercase).collect();
    one(label, Fact::of(at(root, path), "", &(first + symbols.as_str())))
}

/// What is so, whatever the content says.
fn said(label: &str, texts: &[&str]) -> Entry {
    entry(label, texts.iter().map(|text| Fact::known(text)).collect())
}

fn one(label: &str, fact: Fact) -> Entry {
    entry(label, vec![fact])
}

fn entry(label: &str, facts: Vec<Fact>) -> Entry {
    Entry { label: Fact::known(label).text, facts }
}
