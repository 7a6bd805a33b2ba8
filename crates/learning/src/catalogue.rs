//! The kinds that this version knows, and what a record is without folding its thread.

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::record::{Kind, Lane};
use serde::{Deserialize, Serialize};

use crate::attachment::{Attach, Detach};
use crate::body::{Payload, Unfit};
use crate::card::{CardChange, CardCreate};
use crate::comment::Comment;
use crate::dispute::{Corrected, Dispute, Ruling, Weigh};
use crate::entry::Content;
use crate::flag::Flag;
use crate::meeting::{Coming, MeetingChange, MeetingCreate, Recap};
use crate::moderation::{Hide, Retract};
use crate::note::{NoteCreate, NoteEdit};
use crate::profile::Profile;
use crate::question::{Accept, Answer, Endorse, Question, Retag};
use crate::quick_vote::{Again, Begin, OpenedChoice, SealedChoice, Uncover};
use crate::revision::Revision;
use crate::skill::{AcceptPair, Skills};
use crate::vote::Vote;

/// What is folded together: the records of one note, card, question, meeting or quick vote, or of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Thread {
    /// The thread that this note, card, question, meeting or quick vote begins.
    Record(RecordId),
    /// What a person says of themselves.
    Person(PersonId),
}

/// Why a record cannot be shown. It is kept and forwarded all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Unreadable {
    /// An unknown kind, or a known one with items added: shown as "needs a newer version".
    #[error("needs a newer version")]
    NewerVersion,
    /// Not a body of its kind, or out of bounds.
    #[error("malformed body")]
    Malformed,
    /// The body was dropped here after a retraction.
    #[error("body dropped")]
    Dropped,
}

/// What an index needs to know of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Described {
    /// The thread it belongs to; none when it begins one.
    pub thread: Option<Thread>,
    /// What it is for.
    pub class: Class,
    /// The item it is about, within the thread.
    pub target: Option<RecordId>,
}

impl Described {
    /// The thread of the record that has this description and this id.
    #[must_use]
    pub fn thread_of(&self, id: RecordId) -> Thread {
        self.thread.unwrap_or(Thread::Record(id))
    }
}

/// What a record is, without folding its thread.
///
/// # Errors
/// [`Unreadable`] when this version cannot read it; it is to be kept all the same.
pub fn describe(kind: Kind, body: &[u8]) -> Result<Described, Unreadable> {
    Body::read(kind, body).map(|body| body.described())
}

macro_rules! catalogue {
    ($($(#[$doc:meta])* $class:ident($payload:ident),)+) => {
        /// What a record is for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Class { $($(#[$doc])* $class,)+ }

        impl Class {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$class,)+];

            /// Its number in the catalogue.
            #[must_use]
            pub const fn kind(self) -> Kind {
                match self { $(Self::$class => $payload::KIND,)+ }
            }

            /// Its replication class.
            #[must_use]
            pub const fn lane(self) -> Lane {
                match self { $(Self::$class => $payload::LANE,)+ }
            }

            /// What a record of this kind is for, if this version knows the kind.
            #[must_use]
            pub fn of(kind: Kind) -> Option<Self> {
                Self::ALL.iter().copied().find(|class| class.kind() == kind)
            }
        }

        /// A decoded body of any known kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Body { $($(#[$doc])* $class($payload),)+ }

        impl Body {
            /// Decodes a body and checks its bounds.
            ///
            /// # Errors
            /// [`Unreadable`] when this version cannot read it.
            pub fn read(kind: Kind, body: &[u8]) -> Result<Self, Unreadable> {
                match Class::of(kind).ok_or(Unreadable::NewerVersion)? {
                    $(Class::$class => $payload::read(body).map(Self::$class),)+
                }
            }

            /// What an index needs to know of it.
            #[must_use]
            pub fn described(&self) -> Described {
                match self {
                    $(Self::$class(payload) => Described {
                        thread: payload.thread(), class: Class::$class, target: payload.target(),
                    },)+
                }
            }

            /// The body as content of a draft.
            ///
            /// # Errors
            /// [`Unfit`] when a part is out of bounds.
            pub fn content(&self) -> Result<Content, Unfit> {
                match self { $(Self::$class(payload) => payload.content(),)+ }
            }
        }
    };
}

catalogue! {
    /// Begins a note.
    Note(NoteCreate),
    /// Changes a note.
    NoteEdit(NoteEdit),
    /// Begins a card.
    Card(CardCreate),
    /// Says both sides of a card anew.
    CardChange(CardChange),
    /// Begins a question.
    Question(Question),
    /// Answers a question.
    Answer(Answer),
    /// Replaces title or text of what one person wrote.
    Revision(Revision),
    /// The asker chooses an answer.
    Accept(Accept),
    /// A moderator vouches for an answer.
    Endorse(Endorse),
    /// Gives a question other tags.
    Retag(Retag),
    /// Says that a passage is wrong.
    Dispute(Dispute),
    /// What somebody thinks of a dispute.
    Weigh(Weigh),
    /// A moderator decides a dispute.
    Ruling(Ruling),
    /// Says that what was disputed is corrected.
    Corrected(Corrected),
    /// Says something about an item.
    Comment(Comment),
    /// Helpful, unclear, or "same question".
    Vote(Vote),
    /// Asks moderators to look.
    Flag(Flag),
    /// Adds a file to an item.
    Attach(Attach),
    /// Takes a file away.
    Detach(Detach),
    /// The author takes an item back.
    Retract(Retract),
    /// A moderator hides an item, or shows it again.
    Hide(Hide),
    /// What a person says of themselves.
    Profile(Profile),
    /// What a person can help with and would like help with.
    Skills(Skills),
    /// Whether a person learns with another one.
    AcceptPair(AcceptPair),
    /// Begins a meeting.
    Meeting(MeetingCreate),
    /// Says anew what a meeting is.
    MeetingChange(MeetingChange),
    /// Whether somebody comes to a meeting.
    Coming(Coming),
    /// Names the note that tells of a meeting.
    Recap(Recap),
    /// Begins a quick vote.
    QuickVote(Begin),
    /// A choice in it, sealed.
    SealedChoice(SealedChoice),
    /// Lets everybody see what was chosen in a round.
    Uncover(Uncover),
    /// Opens a sealed choice.
    OpenedChoice(OpenedChoice),
    /// Begins the next round.
    Again(Again),
}
