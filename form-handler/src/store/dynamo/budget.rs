//! How long the store may take: every limit on time and attempts, in one place.
//!
//! ```text
//! Lambda 10 s  >  one write 5 s + a mark 1.5 s  >  3 attempts of 1.5 s each + two short pauses
//! ```

use std::time::Duration;

use aws_sdk_dynamodb::config::{
    BehaviorVersion, Builder, StalledStreamProtectionConfig, retry::RetryConfig,
    timeout::TimeoutConfig,
};

/// A whole operation, with its attempts and pauses.
const OPERATION: Duration = Duration::from_secs(5);

/// One attempt: connecting, sending, waiting, reading.
pub(super) const ATTEMPT: Duration = Duration::from_millis(1500);

/// Counting a send, which happens beside the write: nobody waits for it longer than that takes when all is well.
pub(super) const COUNT: Duration = Duration::from_millis(500);

/// Connecting, within an attempt.
const CONNECT: Duration = Duration::from_secs(1);

/// The first one included. Every write that is tried again is conditional, so a second time is harmless.
const ATTEMPTS: u32 = 3;

/// Before the second attempt, at most; twice that before the third. A passing fault is over by then, and
/// the applicant is waiting.
const PAUSE: Duration = Duration::from_millis(50);

/// A configuration with the budget of one operation; everything but credentials, region and connection.
pub fn within_budget(config: Builder) -> Builder {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT)
        .operation_attempt_timeout(ATTEMPT)
        .operation_timeout(OPERATION)
        .build();
    let retries = RetryConfig::standard()
        .with_max_attempts(ATTEMPTS)
        .with_initial_backoff(PAUSE)
        .with_max_backoff(PAUSE * 4);
    config
        .behavior_version(BehaviorVersion::latest())
        .timeout_config(timeouts)
        .retry_config(retries)
        // Answers are short; the attempt's own limit is enough.
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
}

/// For what is not worth waiting for, or must not be done twice.
pub(super) fn one_attempt(limit: Duration) -> Builder {
    let timeouts =
        TimeoutConfig::builder().operation_attempt_timeout(limit).operation_timeout(limit).build();
    Builder::new().timeout_config(timeouts).retry_config(RetryConfig::disabled())
}
