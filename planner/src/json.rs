//! JSON as somebody wrote it: a tree, and every mistake in it with the path of its field.

pub mod mistake;
pub mod tree;
pub mod fields;
