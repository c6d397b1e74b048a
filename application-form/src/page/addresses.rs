//! Where the form's service answers; the same in every site.

/// Where the form is sent.
pub const VERIFICATION: &str = "/candidature/verification";
/// Where the check page is sent to go back.
pub const MODIFICATION: &str = "/candidature/modification";
/// Where the check page is sent to apply.
pub const SENDING: &str = "/candidature/envoi";
/// Where a reference is confirmed; the reference follows.
pub const RECEIVED: &str = "/candidature/recue/";
