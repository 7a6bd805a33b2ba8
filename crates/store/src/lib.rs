//! Keeps what a node has: journal, index, attachments, search.
//!
//! The journal is the truth: append-only segment files of framed records, each frame under a keyed hash. Everything else
//! is derived from it and disposable: hint files spare reading it at a start, sled holds the derived trees that the node
//! computes from records. Attachments are files named by their hash.
//!
//! **Invariant:** what [`Store::append`] returned for is durable; nothing is acknowledged before its fsync, and after a
//! failed fsync nothing is acknowledged until the store is opened again.
//!
//! **Invariant:** what is read is what was written: every record, local value and segment of an attachment is checked
//! against its hash on every read. Damage is told, skipped and counted, never shown as truth and never a panic.
//!
//! **Invariant:** the store never looks inside a sealed record; it knows the envelope only.
//!
//! **Invariant:** losing or damaging anything in `index/` loses nothing but time.
//!
//! It does not verify, admit or order records, does not decide what counts in a set (the caller says so, entry by entry),
//! has no clock, and does not encrypt what it writes: records are sealed already, and local values are the caller's to seal.
//! One process holds a store, one writer appends; [`Derived`], [`Search`] and [`Blobs`] may be used from every thread.
//!
//! In memory it keeps about 100 bytes a record: where each lies, and each circle's sets with their sums.
//!
//! ```
//! use commonplace_core::epoch::EpochSecret;
//! use commonplace_core::id::{RecordId, Tag};
//! use commonplace_core::key::DeviceSecret;
//! use commonplace_core::record::{Draft, Kind, Lane, Position};
//! use commonplace_core::time::Timestamp;
//! use commonplace_store::{Batch, Cursor, Entry, Options, SetState, Store, unwatched};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let dir = tempfile::tempdir()?;
//! let (mut store, opened) = Store::open(dir.path(), Options::default(), &mut unwatched())?;
//! assert!(opened.damaged.is_empty());
//!
//! // Alice's note, sealed as it would come from her or from a peer.
//! let tag = Tag::from_bytes([8; 16]);
//! let draft = Draft {
//!     lane: Lane::Posts, kind: Kind(64), after: vec![], auth: RecordId::from_bytes([4; 32]),
//!     wall: Timestamp::from_millis(1_790_000_000_000), lamport: 1, body: b"Benzene is flat.".to_vec(),
//! };
//! let (alice, epoch) = (DeviceSecret::from_seed([1; 32]), EpochSecret::from_bytes([5; 32]));
//! let (sealed, _) = draft.seal(&alice, Position::default(), tag, &epoch)?;
//!
//! // Durable when this returns, with one fsync for all entries.
//! store.append(&[
//!     Entry::Circle { tag, fp_key: [9; 32] },
//!     Entry::Record { sealed: sealed.clone(), state: SetState::In },
//! ])?;
//! assert_eq!(store.get(&sealed.id())?, Some(sealed));
//! assert_eq!(store.set_total(&tag, Lane::Posts).count, 1);
//!
//! // The node derives what it needs, from the cursor on, after every start.
//! let authors = store.derived("authors", 1)?;
//! for (cursor, sealed, _) in store.feed(authors.cursor(), 256)? {
//!     let mut batch = Batch::new();
//!     batch.put(sealed.id().as_bytes().to_vec(), alice.id().as_bytes().to_vec());
//!     authors.apply(batch, cursor)?;
//! }
//! assert_eq!(authors.cursor(), Cursor(1));
//! # Ok(())
//! # }
//! ```
//!
//! | module | |
//! |---|---|
//! | `store` | [`Store`]: opening, appending, reading; checking, rebuilding, compacting |
//! | `journal` | segments, frames, hints |
//! | `catalogue` | what is known of every record, and the sets with their sums |
//! | `index`, `derived` | sled at arm's length, and the trees in it |
//! | `blobs` | attachments, whole and in the making |
//! | `search` | words in many scripts, and what holds them |
//! | `home`, `disk` | the folder: lock, format, reserve; the steps on which durability stands |

mod blobs;
mod catalogue;
#[doc(hidden)]
pub mod decoders;
mod derived;
mod disk;
mod entry;
mod error;
mod home;
mod index;
mod journal;
mod progress;
mod search;
mod store;

pub use blobs::{BlobReader, BlobReport, BlobWriter, Blobs, Holding, SealedBlob};
pub use derived::{Batch, Derived, Pair, Scan};
pub use disk::{Fault, Faults, Step};
pub use entry::{Cursor, Entry, Mark, SetState, Status};
pub use error::{AppendError, BlobError, IndexError, OpenError, ReadError};
pub use progress::{Continue, Progress, Stage, unwatched};
pub use search::{Document, Hit, Search, matching, words_of};
pub use store::{
    Compacted, Compaction, Damage, IndexState, Locals, Opened, Options, SegmentCheck, Sizes, SnapshotFile, Store,
    Thoroughness, Verification, VerifyReport, check_segment,
};
