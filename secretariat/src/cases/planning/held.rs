//! What is done for a hearing and at it: sheets for the peers, who came, what the peers think.

pub mod packs;
pub mod schedule;
pub mod opinion_file;
pub mod opinion;
