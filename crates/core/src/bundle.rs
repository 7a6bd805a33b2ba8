//! Bundles: records and attachments in one file, for a stick that goes from laptop to laptop. See `docs/bundle.md`.
//!
//! A bundle is a row of frames, each of which can be checked alone, in the order of their worth: control records, then
//! posts and documents, newest first, then attachments. What is cut off or spoiled is lost, and nothing else. Records and
//! attachments are sealed as everywhere; whoever finds the stick sees how many there are and of which hour, and no more.
//!
//! Here are only the bytes. [`Writer`] and [`Reader`] work on whatever they are given; a [`Have`] tells what somebody
//! holds already. That a record is true is for the one door to say, through which all that was read goes.

mod frame;
mod have;
mod reader;
mod writer;

pub use frame::{End, FRAME_HEAD_BYTES, Frame, FrameError, FrameHead, Header, LaneSum, Section};
pub use have::{Have, HaveWriter, slip_hash};
pub use reader::{Counts, Item, NotABundle, Passed, Reader};
pub use writer::Writer;

/// How a bundle's file name ends.
pub const EXTENSION: &str = "cpbundle";
/// How the name of a file ends that says what somebody has.
pub const HAVE_EXTENSION: &str = "cphave";

/// The first bytes of a bundle.
pub const MAGIC: [u8; 8] = *b"cpbundle";
/// The first bytes of a file that says what somebody has.
pub const HAVE_MAGIC: [u8; 8] = *b"cp-have\n";
