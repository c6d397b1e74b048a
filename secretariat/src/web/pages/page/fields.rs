//! What people write in the pages' forms, by its name: a page that refuses it shows it again, and a box for free text says
//! who may ask to read it. A box whose name is not here fails a test.

/// Who may ask to read what is written in a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The person whose application it is (RGPD 15): it is free text, and each such box says so.
    Person,
    /// The peer.
    Peer,
    /// It is a date, a number, an address, or is not about anybody.
    Nobody,
}

impl Reader {
    /// What the box says.
    pub const fn words(self) -> Option<&'static str> {
        match self {
            Self::Person => Some(include_str!("../../../../templates/may-read.html")),
            Self::Peer => Some(include_str!("../../../../templates/peer-may-read.html")),
            Self::Nobody => None,
        }
    }
}

/// A box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedField {
    /// Its name in forms.
    pub name: &'static str,
    /// What is asked, where it is shown again.
    pub label: &'static str,
    /// Who may ask to read it.
    pub reader: Reader,
}

const fn typed(name: &'static str, label: &'static str, reader: Reader) -> TypedField {
    TypedField { name, label, reader }
}

/// Each box of the office's pages in which one types.
const TYPED: [TypedField; 37] = [
    typed("nouvelles", "Numéros des clés nouvelles", Reader::Nobody),
    typed("motif_journal", "Pourquoi", Reader::Nobody),
    typed("texte", "Texte pour l'entreprise", Reader::Person),
    typed("objet", "Objet", Reader::Person),
    typed("courrier", "Texte du courrier", Reader::Person),
    typed("remarque", "Remarque pour le bureau", Reader::Person),
    typed("motif_libre", "Pourquoi", Reader::Person),
    typed("par", "Décidé par", Reader::Person),
    typed("le", "Date", Reader::Nobody),
    typed("note", "Note", Reader::Person),
    typed("de", "Envoyé par", Reader::Person),
    typed("detruire", "À détruire le", Reader::Nobody),
    typed("valeur", "Réponse corrigée", Reader::Person),
    typed("suivi", "Ce que l'entreprise est devenue", Reader::Person),
    typed("recherche", "Recherche", Reader::Nobody),
    typed("demande", "Ce que l'entreprise a demandé", Reader::Person),
    typed("avis", "L'avis, pour l'entreprise", Reader::Person),
    typed("reseaux_utiles", "Réseaux qui peuvent aider", Reader::Person),
    typed("ensuite", "Ce qui vient ensuite", Reader::Person),
    typed("dit_le", "Dit de vive voix le", Reader::Nobody),
    typed("approuve_par", "Approuvé par", Reader::Person),
    typed("nom_pair", "Nom", Reader::Nobody),
    typed("reseau", "Réseau", Reader::Nobody),
    typed("entreprise_pair", "Entreprise", Reader::Nobody),
    typed("siren_pair", "SIREN de l'entreprise", Reader::Nobody),
    typed("courriel_pair", "Courriel", Reader::Nobody),
    typed("jours", "Jours", Reader::Nobody),
    typed("au_plus", "Auditions au plus", Reader::Nobody),
    typed("liens", "Liens", Reader::Peer),
    typed("signe", "Engagement signé le", Reader::Nobody),
    typed("date", "Date", Reader::Nobody),
    typed("heure", "Heure du début", Reader::Nobody),
    typed("lieu", "Lieu", Reader::Nobody),
    typed("lien", "Lien de la visioconférence", Reader::Nobody),
    typed("intervalle", "Minutes entre deux entreprises", Reader::Nobody),
    typed("pause_apres", "Pause après l'entreprise n°", Reader::Nobody),
    typed("pause_duree", "Minutes de pause", Reader::Nobody),
];

/// The box of that name; `None` if nobody types there.
pub fn of(name: &str) -> Option<&'static TypedField> {
    TYPED.iter().find(|field| field.name == name)
}

#[cfg(test)]
mod tests {
    use super::{
        super::super::super::{request::PASSPHRASE, template::TEMPLATES},
        *,
    };

    /// What is typed and not kept: it is looked up, or opens a key.
    const NOT_KEPT: [&str; 3] = ["recherche", "ref", PASSPHRASE];

    /// Types of a control in which nobody types.
    const NOT_TYPED: [&str; 4] = ["hidden", "radio", "checkbox", "search"];

    fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split('"').next()
    }

    /// Every control of the templates in which a person types something that is sent, as its tag.
    fn boxes(template: &str) -> impl Iterator<Item = &str> {
        let tags = template.split('<').filter_map(|piece| Some(piece.split_once('>')?.0));
        let controls = tags.filter(|tag| tag.starts_with("input ") || tag.starts_with("textarea "));
        controls.filter(|tag| {
            let is_typed = attribute(tag, "type").is_none_or(|kind| !NOT_TYPED.contains(&kind));
            is_typed && !tag.contains(" readonly")
        })
    }

    /// What is wrong with the boxes of a template.
    fn mistakes(template: &str) -> Vec<String> {
        let mut found = Vec::new();
        for tag in boxes(template) {
            let name = attribute(tag, "name").unwrap_or_default();
            // One that shows what was refused says by the table what it is.
            if NOT_KEPT.contains(&name) || name == "{{ field.name }}" {
                continue;
            }
            let Some(field) = of(name) else {
                found.push(format!("“{name}” is not in the table"));
                continue;
            };
            let file = match field.reader {
                Reader::Nobody => continue,
                Reader::Person => "may-read.html",
                Reader::Peer => "peer-may-read.html",
            };
            let id = attribute(tag, "aria-describedby").unwrap_or_default();
            let hint = template.split_once(&format!(" id=\"{id}\">")).map(|(_, rest)| rest);
            let hint = hint.and_then(|rest| rest.split("</p>").next()).unwrap_or_default();
            if !hint.contains(&format!("{{% include \"{file}\" %}}")) {
                found.push(format!("“{name}” does not say who may read it: {tag}"));
            }
        }
        found
    }

    #[test]
    fn every_box_for_free_text_says_who_may_ask_to_read_it() {
        for (name, template) in TEMPLATES {
            assert_eq!(mistakes(template), Vec::<String>::new(), "{name}");
        }
        let count = TEMPLATES.iter().flat_map(|(_, template)| boxes(template)).count();
        assert!(count > 40, "{count} boxes");
    }

    #[test]
    fn a_box_that_does_not_say_so_is_found() {
        let hint = |text: &str| format!("<p class=\"hint\" id=\"a\">{text}</p>");
        let include = "{% include \"may-read.html\" %}";
        for (template, is_right) in [
            (format!("{}<textarea name=\"note\" aria-describedby=\"a\">", hint(include)), true),
            (format!("{}<textarea name=\"note\" aria-describedby=\"a\">", hint("Écrivez.")), false),
            (format!("{}<textarea name=\"note\">", hint(include)), false),
            (format!("{}<input name=\"note\" type=\"text\">", hint(include)), false),
            ("<input name=\"le\" type=\"text\">".to_owned(), true),
            ("<input name=\"nouveau\" type=\"text\">".to_owned(), false),
            ("<input name=\"nouveau\">".to_owned(), false),
            ("<textarea name=\"nouveau\" readonly>".to_owned(), true),
            ("<input name=\"nouveau\" type=\"radio\">".to_owned(), true),
        ] {
            assert_eq!(mistakes(&template).is_empty(), is_right, "{template}");
        }
    }
}
