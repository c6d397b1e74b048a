//! What a run has done, in a line.

use authoring::diagnostics::report::plural;

use crate::{
    build::{Report, timings::Timings},
    output::staging::Volume,
};

/// `13 pages, 2 assets, 0 redirects, 51 ms`.
pub fn summary(report: &Report, timings: &Timings) -> String {
    let left_out = match report.left_out {
        0 => String::new(),
        count => format!(" ({count} left out, --drafts shows them)"),
    };
    format!(
        "{}{left_out}, {}, {}, {:.0} ms",
        plural(report.pages, "page", "pages"),
        plural(report.assets, "asset", "assets"),
        plural(report.redirects, "redirect", "redirects"),
        timings.total().as_secs_f64() * 1e3
    )
}

/// `12 files written (34 kB), 67 unchanged`.
pub fn written(volume: Volume) -> String {
    let Volume { written, bytes, same } = volume;
    let size = bytes.div_ceil(1000);
    format!("{} written ({size} kB), {same} unchanged", plural(written, "file", "files"))
}
