//! What is in the database: rows of today's tables, and of those of earlier releases.

pub mod schema;
pub mod row;
pub mod migration;
