//! The face for whom the window does not serve: one circle as plain pages, on this machine only, for the person of the
//! home only, to be read and answered in a browser with a screen reader. See `docs/read.md`.
//!
//! **Invariant:** a page holds no script and names nothing outside this server. What people wrote is escaped by the
//! writer of HTML ([`maud`]); nothing in this crate marks a text as safe.
//!
//! **Invariant:** whoever does not have the key learns nothing, and nothing is done that was not asked on a page of ours
//! (`guard`).
//!
//! **Invariant:** what somebody typed comes back when it does not go.
//!
//! What this crate deliberately does not do: decide anything (the node does), keep anything but opened attachments,
//! know a clock or make up a secret (who starts it does).

mod act;
mod ask;
mod drafts;
mod fields;
mod files;
mod guard;
mod pages;
mod response;
mod route;
mod server;
mod skills;
#[cfg(test)]
mod tests;
mod view;

pub use pages::{Options, Pages};
pub use server::{listen, serve};
