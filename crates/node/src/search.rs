//! What the search takes for the same, for whoever shows why something was found or looks through names of its own.

pub use commonplace_store::{matching, words_of};
