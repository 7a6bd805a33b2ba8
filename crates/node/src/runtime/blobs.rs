//! Moving attachments between nodes. See `docs/protocol.md`, "Blobs".
//!
//! | module | what it holds |
//! |---|---|
//! | `wire` | the words of a stream |
//! | `serve` | the holder's end |
//! | `talk` | the asker's end of one stream |
//! | `fetch` | one attachment from several peers, by the [`Schedule`](crate::schedule::Schedule) |
//! | `keep` | checking and writing what arrives |

mod fetch;
mod keep;
mod serve;
mod talk;
#[cfg(test)]
mod tests;
mod wire;

pub(super) use fetch::{Ground, fetch};
pub(super) use serve::serve;
pub(super) use talk::who_keeps;
