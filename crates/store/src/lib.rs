//! Keeps what a node has: journal, index, attachments, search.

mod blobs;
mod catalogue;
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

pub use blobs::{BlobReader, BlobWriter, Blobs};
pub use derived::{Batch, Derived, Pair, Scan};
pub use disk::{Fault, Faults, Step};
pub use entry::{Cursor, Entry, Mark, SetState, Status};
pub use error::{AppendError, BlobError, IndexError, OpenError, ReadError};
pub use progress::{Continue, Progress, Stage, unwatched};
pub use search::{Document, Hit, Search};
pub use store::{Damage, IndexState, Opened, Options, Sizes, Store, VerifyReport};
