//! What records mean: notes, questions, answers and what gathers around them, as record bodies, rules and views.

pub mod attachment;
pub mod body;
pub mod catalogue;
pub mod comment;
pub mod diff;
pub mod discussion;
pub mod entry;
pub mod flag;
mod ledger;
pub mod markdown;
pub mod merge;
pub mod moderation;
pub mod note;
pub mod profile;
pub mod question;
pub mod revision;
pub mod summary;
pub mod tag;
pub mod view;
pub mod vote;

pub use body::Unfit;
pub use catalogue::{Body, Class, Described, Thread, Unreadable, describe};
pub use entry::{Content, Entry, Standing};
pub use ledger::FoldError;
