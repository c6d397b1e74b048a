//! A mistake in a file, in French: where it is, what it is, what to do. `authoring` tells them in English, to whoever
//! keeps the site.

use std::fmt::Write;

use authoring::diagnostics::{Diagnostic, Place, Severity};

use super::printable::one_line;

/// What kinds of mistakes are, by their codes: what is wrong, and what to do.
const KINDS: [(&str, &str, &str); 17] = [
    (
        "toml-quotes",
        "ces guillemets viennent d'un traitement de texte",
        "écrivez des guillemets droits : \"…\"",
    ),
    (
        "toml-date",
        "ce n'est pas un jour du calendrier",
        "écrivez l'année, le mois et le jour, par exemple 2021-06-10",
    ),
    ("toml-duplicate-key", "cette clé est déjà plus haut", "gardez une seule des deux lignes"),
    (
        "toml-syntax",
        "cette ligne n'est pas comprise",
        "une ligne a une clé, un signe = et une valeur ; un texte est entre guillemets droits : \"…\"",
    ),
    (
        "toml-number",
        "ce nombre contient des espaces",
        "écrivez-le sans espace, ou avec des _, par exemple 300_000",
    ),
    ("toml-unclosed-list", "rien ne ferme cette liste", "écrivez ] après sa dernière valeur"),
    ("control-character", "un signe invisible se trouve ici", "effacez-le, ou retapez la ligne"),
    ("placeholder", "cette valeur reste à fournir", "demandez-la à qui s'occupe du site"),
    (
        "front-matter-missing",
        "l'en-tête manque",
        "il commence et finit par une ligne de trois tirets : ---",
    ),
    (
        "front-matter-not-closed",
        "rien ne ferme l'en-tête",
        "écrivez une ligne de trois tirets, ---, avant le texte",
    ),
    (
        "front-matter-blank-before",
        "l'en-tête ne commence pas à la première ligne",
        "retirez ce qui est au-dessus",
    ),
    ("front-matter-fence", "cette ligne n'ouvre pas l'en-tête", "écrivez trois tirets : ---"),
    (
        "letter-name",
        "ce nom n'est pas connu dans ce courrier",
        "« site-gen check » dit lesquels le sont",
    ),
    (
        "letter-markdown",
        "un courrier est un texte simple : ce signe s'y lirait tel quel",
        "retirez-le",
    ),
    ("yaml-duplicate-key", "cette clé est déjà plus haut", "gardez une seule des deux lignes"),
    (
        "yaml-colon",
        "ce texte contient un deux-points",
        "mettez le texte entre guillemets droits : \"…\"",
    ),
    ("yaml-tab", "une tabulation se trouve ici", "remplacez-la par deux espaces"),
];

/// The same mistake in French. Of a kind that is not told apart, that something does not do there; the code leads to more.
pub fn in_french(diagnostic: &Diagnostic) -> Diagnostic {
    let code = diagnostic.code.name();
    let known = KINDS.iter().find(|(name, ..)| *name == code);
    let (message, help) = match known {
        Some((_, message, help)) => ((*message).to_owned(), (*help).to_owned()),
        None if code.ends_with("-keys") => (
            "cette clé n'est pas connue ici, ou sa valeur ne convient pas".to_owned(),
            format!("« site-gen explain {code} » en dit plus"),
        ),
        None => {
            ("ceci ne convient pas".to_owned(), format!("« site-gen explain {code} » en dit plus"))
        }
    };
    Diagnostic { message, help: Some(help), ..diagnostic.clone() }
}

/// All errors among these, in French; empty if there is none.
pub fn errors(diagnostics: &[Diagnostic]) -> Vec<String> {
    let errors = diagnostics.iter().filter(|each| each.severity == Severity::Error);
    errors.map(|each| said(&in_french(each))).collect()
}

/// Where a mistake is, what it is, the line with a caret, and what to do. Its words are shown as they are.
pub fn said(diagnostic: &Diagnostic) -> String {
    const WIDEST: usize = 100;
    let Place { path, line, column, excerpt, width, skipped } = &diagnostic.place;
    let mut said = format!("{path}, ligne {line} : {}", diagnostic.message);
    if !excerpt.trim().is_empty() {
        let before = column - 1 - (*skipped).min(column - 1);
        let shown = one_line(&excerpt.replace('\t', " "), WIDEST);
        let _ = write!(said, "\n  | {shown}");
        if before + width <= WIDEST {
            let _ = write!(said, "\n  | {}{}", " ".repeat(before), "^".repeat(*width));
        }
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(said, "\n  aide : {help}");
    }
    said
}

#[cfg(test)]
mod tests {
    use authoring::{
        config::read_toml,
        diagnostics::{Diagnostics, Source},
    };

    use super::*;

    #[test]
    fn what_a_parser_says_is_said_in_french_at_its_place() {
        for (text, expected) in [
            ("a = “x”", "ces guillemets viennent d'un traitement de texte"),
            ("a = 2026-02-30", "ce n'est pas un jour du calendrier"),
            ("a = 1\na = 2", "cette clé est déjà plus haut"),
            ("a = x", "cette ligne n'est pas comprise"),
            ("a", "cette ligne n'est pas comprise"),
            ("= 1", "cette ligne n'est pas comprise"),
            ("[a", "cette ligne n'est pas comprise"),
            ("a = 300 000", "ce nombre contient des espaces"),
            ("a = [1", "cette ligne n'est pas comprise"),
            ("a = [1,\nb = 2", "rien ne ferme cette liste"),
        ] {
            let diagnostics = Diagnostics::default();
            read_toml(&Source::new("bureau.toml", text), &diagnostics);

            let said = errors(&diagnostics.into_vec()).join("\n");

            assert!(
                said.starts_with("bureau.toml, ligne ") && said.contains(expected),
                "{text}: {said}"
            );
            assert!(said.contains("\n  aide : "), "{text}: {said}");
        }
    }

    #[test]
    fn the_line_has_a_caret_below_its_place() {
        let diagnostics = Diagnostics::default();
        read_toml(&Source::new("bureau.toml", "a = 1\nb\t= “\u{1b}été”\n"), &diagnostics);

        let said = errors(&diagnostics.into_vec()).join("\n");

        insta::assert_snapshot!(said, @r#"
        bureau.toml, ligne 2 : ces guillemets viennent d'un traitement de texte
          | b = “�été”
          |     ^^^^^^
          aide : écrivez des guillemets droits : "…"
        "#);
    }
}
