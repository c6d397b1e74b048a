//! How texts and times are shown.

pub mod printable;
pub mod paris_time;
pub mod day;
pub mod io_error;
pub mod without_secrets;
