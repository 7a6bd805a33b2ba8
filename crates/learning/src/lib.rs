//! What records mean: notes, cards, questions, meetings and what gathers around them, as record bodies, rules and views.
//!
//! Every activity has one file with its record bodies ([`body::Payload`]), the functions that compose them, and the
//! rules by which they count. A thread (one note, card, question, meeting or quick vote, one person) is folded from its [`Entry`]s; a fold is a
//! pure function of the *set* of them, so every node that holds the same records shows the same.
//!
//! **Invariant:** no clock, no randomness, no file, no socket. Device, nonce and standing are arguments.
//!
//! **Invariant:** Lamport and wall time order what is displayed and never decide what counts ([`merge`]).
//!
//! **Invariant:** bytes of others are values: what cannot be read is [`Unreadable`] or [`merge::Refusal`], counted and
//! kept, never a panic.
//!
//! **Invariant:** a change composed from a note is published before the same device composes the next one on it.
//!
//! What this crate deliberately does not do: sign, seal, store or send; decide who is a member or what somebody's
//! standing is (core does, and the node hands it in with each entry); write a record by itself; search.
//!
//! ```
//! use commonplace_core::id::{DeviceId, PersonId, RecordId};
//! use commonplace_core::time::Timestamp;
//! use commonplace_learning::note::{self, NewNote, Note, NoteChange};
//! use commonplace_learning::{Content, Entry, Standing};
//!
//! // What the node does with content: signs and seals it, which gives it an id and a place.
//! let publish = |content: Content, seq: u64| Entry {
//!     id: RecordId::of(&content.body),
//!     kind: content.kind,
//!     author: PersonId::from_bytes([1; 32]),
//!     device: DeviceId::from_bytes([2; 32]),
//!     role: Standing::Learner,
//!     lamport: seq + 1,
//!     wall: Timestamp::from_millis(1_790_000_000_000),
//!     after: vec![],
//!     seq,
//!     body: content.body,
//! };
//! let alice = DeviceId::from_bytes([2; 32]);
//!
//! let new = NewNote { title: "Osmosis".into(), text: "Water moves.".into(), ..NewNote::default() };
//! let plan = note::compose(new, alice, [7; 16])?;
//! let mut entries = vec![publish(plan.first, 0)];
//!
//! let change = NoteChange { text: Some("Water moves slowly.".into()), ..NoteChange::default() };
//! let edits = Note::fold(&entries)?.edit(alice, change)?;
//! entries.extend(edits.into_iter().map(|content| publish(content, 1)));
//!
//! entries.reverse(); // In whatever order they arrive:
//! assert_eq!(Note::fold(&entries)?.text(), "Water moves slowly.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`entry`], [`body`], [`catalogue`] | what folds read, how payloads become bytes, which kinds there are |
//! | [`merge`] | the six merge types: fact, slot, register, set, text, tally |
//! | [`note`], [`card`], [`question`], [`meeting`], [`quick_vote`] | the five that begin threads |
//! | [`origin`] | where something was taken from, found again after a change |
//! | [`discussion`] | what gathers around their items |
//! | [`comment`], [`vote`], [`flag`], [`attachment`], [`moderation`], [`revision`], [`profile`] | the small ones |
//! | [`skill`] | what people can help with and want, who learns with whom, and who might |
//! | [`dispute`], [`passage`] | what is wrong with a passage, and what else is of its words |
//! | [`private`] | what a person's own devices know together: settings, drafts, read marks, reviews of cards |
//! | [`summary`], [`view`] | rows for lists; views with their hashes |
//! | [`reading`] | a text as faces show it: blocks, words, links, and the note that a link means |
//! | [`markdown`], [`diff`], [`tag`] | reading Markdown, telling texts apart, tags in one form |

pub mod attachment;
pub mod body;
pub mod card;
pub mod catalogue;
pub mod comment;
pub mod diff;
pub mod discussion;
pub mod dispute;
pub mod entry;
pub mod flag;
mod ledger;
pub mod markdown;
pub mod meeting;
pub mod merge;
pub mod moderation;
pub mod note;
pub mod origin;
pub mod outline;
pub mod passage;
pub mod private;
pub mod profile;
pub mod question;
pub mod quick_vote;
pub mod reading;
pub mod revision;
pub mod skill;
pub mod summary;
pub mod tag;
pub mod view;
pub mod vote;

pub use body::Unfit;
pub use catalogue::{Body, Class, Described, Thread, Unreadable, describe};
pub use entry::{Content, Entry, Standing};
pub use ledger::FoldError;
