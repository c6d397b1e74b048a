//! How texts and times are shown, and the formats of other programs: an event of a calendar, a message not sent.

pub mod printable;
pub mod paris_time;
pub mod day;
pub mod ids;
pub mod io_error;
pub mod file_mistake;
pub mod without_secrets;
pub mod calendar;
pub mod message;
