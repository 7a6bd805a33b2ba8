//! Markdown to read. The toolkit's own Markdown widget loses indented code and the words before a picture in a
//! sentence, has one syntax theme that cannot be read on paper, and keeps its tables to itself.

pub(crate) mod document;
pub(crate) mod page;
pub(crate) mod places;
pub(crate) mod spans;
pub(crate) mod view;

use std::collections::HashMap;
use std::ops::Range;

use commonplace_core::id::RecordId;
use commonplace_learning::reading::Link;
use iced::{Size, widget::image};

/// What somebody did in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// Pressed a link. Nothing outside is opened by it.
    Link(Link),
    /// Wants this code in the clipboard.
    Copy(String),
    /// Points at the part of the text at this place.
    Passage(Range<usize>),
    /// Wants to settle what two people changed at this place.
    Settle(Range<usize>),
    /// Wants to see the question that is asked about a passage.
    Asked(RecordId),
    /// Wants to see why a passage is disputed.
    Disputed(RecordId),
}

/// How far a picture has come.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Picture {
    /// It is on its way.
    Coming,
    /// It can be shown.
    Here {
        /// Its pixels.
        handle: image::Handle,
        /// Its size in pixels.
        size: Size,
    },
    /// It cannot be shown: the key of a sentence.
    Absent(&'static str),
}

/// Pictures by what texts call them.
pub(crate) type Pictures = HashMap<String, Picture>;
