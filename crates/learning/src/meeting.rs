//! Meetings: appointments of a circle. Somebody plans one, everybody says whether they come, and a note tells afterwards what
//! came of it.
//!
//! When a meeting is, is a claim for people to read: nothing that counts depends on it, and no clock moves anything.

pub mod recap;
mod thread;

use commonplace_core::id::RecordId;
use commonplace_core::limits;
use commonplace_core::time::Timestamp;

pub use thread::{Comer, Meeting, NotYours};

use crate::body::{Payload as _, Unfit, at_most, filled, numbered, payload, replaced};
use crate::catalogue::Thread;
use crate::entry::Content;

payload! {
    /// Begins a meeting.
    pub struct MeetingCreate = 120, Posts, Meeting {
        /// What it is, in a line.
        pub title: String,
        /// When it is to begin, if that is settled.
        pub when: Option<Timestamp>,
        /// Where; may be empty.
        pub place: String,
        /// What is to be done, Markdown; may be empty.
        pub agenda: String,
    }
    thread(self) = None;
    target(self) = None;
    check(self) = fits(&self.title, self.when, &self.place, &self.agenda);
}

payload! {
    /// Says all of a meeting anew; a register. Composed by [`Meeting::change`].
    pub struct MeetingChange = 121, Posts, MeetingChange {
        /// The meeting.
        pub meeting: RecordId,
        /// What it is, in a line.
        pub title: String,
        /// When it is to begin, if that is settled.
        pub when: Option<Timestamp>,
        /// Where; may be empty.
        pub place: String,
        /// What is to be done, Markdown; may be empty.
        pub agenda: String,
        /// Whether it does not take place.
        pub called_off: bool,
        /// Versions that it replaces: changes, or the meeting's own record.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Record(self.meeting));
    target(self) = Some(self.meeting);
    check(self) = {
        fits(&self.title, self.when, &self.place, &self.agenda)?;
        replaced(&self.replaces)
    };
}

numbered! {
    /// Whether somebody comes to a meeting.
    pub enum Comes {
        /// Takes an earlier answer back.
        None = 0,
        /// They come.
        Yes = 1,
        /// Perhaps.
        Maybe = 2,
        /// Not this time.
        No = 3,
    }
}

payload! {
    /// Whether somebody comes; a slot. Composed by [`Meeting::come`].
    pub struct Coming = 122, Posts, Coming {
        /// The meeting.
        pub meeting: RecordId,
        /// The answer.
        pub comes: Comes,
        /// The time of the meeting for which it was given: whoever said yes to Thursday has not said yes to Friday.
        pub when: Option<Timestamp>,
        /// The same person's earlier answers that the writing device knew.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Record(self.meeting));
    target(self) = Some(self.meeting);
    check(self) = {
        in_time(self.when)?;
        replaced(&self.replaces)
    };
}

payload! {
    /// Which note tells what came of a meeting; a register that everybody writes. Composed by [`Meeting::recap`].
    pub struct Recap = 123, Posts, Recap {
        /// The meeting.
        pub meeting: RecordId,
        /// The note; none takes it away.
        pub note: Option<RecordId>,
        /// Earlier ones that the writing device knew.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Record(self.meeting));
    target(self) = Some(self.meeting);
    check(self) = replaced(&self.replaces);
}

fn fits(title: &str, when: Option<Timestamp>, place: &str, agenda: &str) -> Result<(), Unfit> {
    filled("title", title, limits::POST_TITLE_BYTES)?;
    in_time(when)?;
    at_most("place", place.len(), limits::PLACE_BYTES)?;
    at_most("agenda", agenda.len(), limits::POST_TEXT_BYTES)
}

/// Times are bounded as those of records are.
fn in_time(when: Option<Timestamp>) -> Result<(), Unfit> {
    match when {
        Some(when) if when.millis() > limits::MEETING_WHEN_END => Err(Unfit::TooFar("time")),
        _ => Ok(()),
    }
}

/// What a meeting is, as one person wrote it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Details {
    /// What it is, in a line.
    pub title: String,
    /// When it is to begin, if that is settled.
    pub when: Option<Timestamp>,
    /// Where; may be empty.
    pub place: String,
    /// What is to be done, Markdown; may be empty.
    pub agenda: String,
    /// Whether it does not take place.
    pub called_off: bool,
}

/// A new meeting. One that is called off is not begun.
///
/// # Errors
/// [`Unfit`] when the title is empty or a part is too long.
pub fn compose(new: Details) -> Result<Content, Unfit> {
    let Details { title, when, place, agenda, called_off: _ } = new;
    MeetingCreate { title: title.trim().to_owned(), when, place: place.trim().to_owned(), agenda }.content()
}
