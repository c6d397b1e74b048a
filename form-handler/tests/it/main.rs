//! The service from outside: requests in, responses and records out, with a real store.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]
#![allow(clippy::print_stdout, reason = "measured faults are read with --nocapture")]

mod test_service;
mod two_worlds;
mod journey;
mod refusals;
mod methods;
mod json_bodies;
mod forms;
mod languages;
mod sending;
mod limits;
mod lean;
#[cfg(feature = "https")]
mod office;
#[cfg(feature = "lambda")]
mod dynamodb_local;
#[cfg(feature = "lambda")]
mod dynamodb;
#[cfg(feature = "lambda")]
mod dynamodb_journal;
#[cfg(feature = "lambda")]
mod dynamodb_restore;
#[cfg(feature = "lambda")]
mod faulty_network;
#[cfg(feature = "lambda")]
mod faults;
#[cfg(feature = "lambda")]
mod crowds;
