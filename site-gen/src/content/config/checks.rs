//! `[checks]` in `site.toml`: kinds of mistakes that a site takes for warnings, each with its reason.

use authoring::{
    config::{Table, Value},
    diagnostics::{Code, Diagnostic, Severity, suggest},
};

use super::{Config, Named};

authoring::codes! {
    SITE_CHECKS = "site-checks" in "site.toml" {
        means: "`[checks]` in `site.toml` names a kind of mistake that does not exist or cannot be \
            a warning, says no reason, or asks for anything but a warning.",
        hurts: "The mistakes it is about stay errors or, if they did not, their readers would get \
            a page that could not be read whole.",
        wrong: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\n\
            [checks]\n\
            heading-levels = { as = \"warning\", because = \"repris de l'ancien site\" }",
        right: "title = \"Bureau des pairs\"\n\
            base_url = \"https://bureau.fr\"\n\
            language = \"fr\"\n\n\
            [checks]\n\
            heading-level = { as = \"warning\", because = \"repris de l'ancien site\" }",
    }
}

/// Kinds whose mistakes leave nothing sound to write: a file that could not be read, an address or a page
/// that is not there, a template that writes nothing, applications that nobody could open.
const NEVER: [&str; 30] = [
    "address-alias",
    "address-alias-file",
    "address-none",
    "address-permalink",
    "address-reserved",
    "address-slug",
    "address-twice",
    "data-",
    "encoding",
    "file-outside",
    "file-unreadable",
    "form-",
    "front-matter-blank-before",
    "front-matter-fence",
    "front-matter-missing",
    "front-matter-not-closed",
    "home-missing",
    "name-too-long",
    "placeholder",
    "policy-too-long",
    "recipients-",
    "signing-",
    "site-",
    "template-",
    "toml-",
    "value-filter",
    "value-mistyped",
    "value-syntax",
    "value-unknown",
    "yaml-",
];

/// Of those whose names begin as one of the above does, the one that leaves nothing out.
const HARMLESS: &str = "template-unused";

/// A kind of mistake that is a warning on this site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lowered {
    /// The code, and where it is named.
    pub code: Named,
    /// Why, as the site's author says.
    pub because: String,
}

/// Reads the table. Whether there are such codes is known later, when all that find mistakes are.
pub(super) fn read(table: &Table<'_>) -> Vec<Lowered> {
    let Some(checks) = table.table("checks") else { return Vec::new() };
    let mut lowered = Vec::new();
    for (key, node) in checks.entries() {
        if !matches!(node.value, Value::Table(_)) {
            let message =
                format!("`{}` should be a table, this is {}", key.name, node.value.kind());
            let help = format!("write {} = {{ as = \"warning\", because = \"…\" }}", key.name);
            checks.error(SITE_CHECKS, node.span.clone(), message, Some(help));
            continue;
        }
        let Some(entry) = checks.below(&key.name, node) else { continue };
        let severity = entry.required::<String>("as");
        let because = entry.required::<String>("because");
        if let Some(other) = severity.as_deref().filter(|severity| *severity != "warning") {
            let message = format!("`as` should be \"warning\", this is `{other}`");
            let help = "write as = \"warning\"; to keep it an error, remove the table".to_owned();
            entry.error_at(SITE_CHECKS, "as", message, Some(help));
        }
        if because.as_deref().is_some_and(|because| because.trim().is_empty()) {
            let help = "write why it may stay: it is said with each warning".to_owned();
            entry.error_at(SITE_CHECKS, "because", "this says no reason", Some(help));
        }
        entry.finish();
        if let (Some("warning"), Some(because)) = (severity.as_deref(), because) {
            let code = Named { name: key.name.clone(), span: key.span.clone() };
            lowered.push(Lowered { code, because });
        }
    }
    lowered
}

impl Config {
    /// Forgets what of `[checks]` is no code, or one that cannot be a warning, and notes it.
    pub(crate) fn check_lowered(&mut self, codes: &[Code], diagnostics: &mut Vec<Diagnostic>) {
        let lowered = std::mem::take(&mut self.lowered);
        for entry in lowered {
            let name = entry.code.name.as_str();
            let is_known = codes.iter().any(|code| code.name() == name);
            if is_known && !is_never_a_warning(name) {
                self.lowered.push(entry);
                continue;
            }
            let (message, help) = if is_known {
                let message = format!("`{name}` cannot be a warning");
                (message, "remove it: with what it finds, no sound site can be written".to_owned())
            } else {
                let near = suggest::nearest(name, codes.iter().map(|code| code.name()));
                let help = near.map_or_else(
                    || "`site-gen explain` lists the codes".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                (format!("there is no code `{name}`"), help)
            };
            diagnostics.push(self.error(SITE_CHECKS, &entry.code, message).help(help));
        }
    }

    /// Makes warnings of the errors that this site takes for such.
    pub fn lower<'d>(&self, diagnostics: impl IntoIterator<Item = &'d mut Diagnostic>) {
        if self.lowered.is_empty() {
            return;
        }
        for diagnostic in diagnostics {
            let name = diagnostic.code.name();
            let is_lowered = self.lowered.iter().any(|lowered| lowered.code.name == name);
            if is_lowered && diagnostic.severity == Severity::Error {
                diagnostic.severity = Severity::Warning;
            }
        }
    }
}

fn is_never_a_warning(name: &str) -> bool {
    let is_one = |one: &str| name == one || one.ends_with('-') && name.starts_with(one);
    NEVER.iter().any(|one| is_one(one)) && name != HARMLESS
}
