//! The secretariat's tool, from outside: what its users type, and what they get.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails should stop")]

mod access;
mod acts;
mod applications;
mod test_secretariat;
mod test_office;
mod test_site;
#[expect(dead_code, reason = "the store's own tests use the rest")]
#[path = "../../../form-handler/tests/it/dynamodb_local.rs"]
mod dynamodb_local;

mod kept;
mod keys;
mod keys_who;
mod keys_rehearse;
mod passphrase;
mod list;
mod forms;
mod damage;
mod backup;
mod backup_journal;
mod reseal;
mod kit;
mod reseal_stopped;
mod show;
mod signatures;
mod export;
mod export_file;
mod export_office;
mod identities;
mod errors;
mod program;
mod documented;
mod site;
mod office;
mod lock;
#[cfg(target_os = "linux")]
mod memory;
mod first_start;
mod pages;
mod pages_archive;
mod pages_masked;
mod pages_requests;
mod pages_together;
mod pages_letters;
mod cases;
mod outbox;
mod plan;
mod stores;
mod register;
mod hearings;
mod pages_hearings;
mod today;
mod filters;
mod days;
mod dry_runs;
