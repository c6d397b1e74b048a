//! What the service writes down: one line of JSON per event, the request's id in each.

use std::panic;

use tracing::{error, level_filters::LevelFilter};
use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Starts logging. Lines go to standard output, which Lambda keeps.
///
/// The libraries say little at these levels, and nothing of requests' bodies. The id of the request comes
/// with `lambda_runtime`'s span.
pub fn open() {
    let levels = Targets::new().with_default(LevelFilter::WARN).with_targets(
        ["bootstrap", "form_handler", "lambda_runtime"].map(|name| (name, LevelFilter::INFO)),
    );
    let lines =
        fmt::layer().json().flatten_event(true).with_current_span(true).with_span_list(false);
    tracing_subscriber::registry().with(levels).with(lines).init();
    panic::set_hook(Box::new(|panic| {
        // Not the message: it may quote what the code was looking at.
        let place = panic.location().map(ToString::to_string);
        error!(place, "a mistake in the program stopped it");
    }));
}
