//! Diagnostics as GitHub's runner understands them: shown in the change itself, at their line.
//!
//! The format is that of GitHub's "workflow commands for GitHub Actions".

use std::{
    fmt,
    io::{self, Write},
};

use crate::diagnostics::{Diagnostic, Place, Severity};

/// Prints every problem as an annotation.
pub fn github(diagnostics: &[Diagnostic], out: &mut impl Write) -> io::Result<()> {
    for diagnostic in diagnostics {
        let Diagnostic { code, message, help, severity, place, .. } = diagnostic;
        let Place { path, line, column, width, .. } = place;
        let command = match severity {
            Severity::Error => "error",
            Severity::Warning | Severity::Placeholder => "warning",
        };
        let title = format!("{}: {message}", code.name());
        let (path, title) = (Property(path), Property(&title));
        // The title is the message: below it stands what to do.
        let text = Data(help.as_ref().unwrap_or(message));
        let end = column + width;
        writeln!(
            out,
            "::{command} file={path},line={line},col={column},endColumn={end},title={title}::{text}"
        )?;
    }
    Ok(())
}

/// A text after the last `::`.
struct Data<'t>(&'t str);

impl fmt::Display for Data<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A"))
    }
}

/// A value between `=` and `,`.
struct Property<'t>(&'t str);

impl fmt::Display for Property<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let data = Data(self.0).to_string();
        f.write_str(&data.replace(':', "%3A").replace(',', "%2C"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Source;
    use crate::diagnostics::tests::CODE;

    #[test]
    fn what_the_format_uses_itself_is_escaped() {
        let source = Source::new("content/a,b.md", "titel: 100 %\n");
        let error =
            source.error(CODE, 0..5, "100 %, or: `titel`").help("did you mean:\n50 %, a: b?");
        let placeholder = source.error(CODE, 7..8, "still to be given").placeholder();

        let mut out = Vec::new();
        github(&[error, placeholder], &mut out).unwrap();

        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @"
        ::error file=content/a%2Cb.md,line=1,col=1,endColumn=6,title=test%3A 100 %25%2C or%3A `titel`::did you mean:%0A50 %25, a: b?
        ::warning file=content/a%2Cb.md,line=1,col=8,endColumn=9,title=test%3A still to be given::still to be given
        ");
    }
}
