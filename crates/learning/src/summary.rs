//! Rows for lists: small, made from a thread's records, and kept by the node so that a list opens without folding.

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::card::Card;
use crate::discussion::Discussion;
use crate::entry::Entry;
use crate::ledger::FoldError;
use crate::markdown;
use crate::meeting::{Comes, Meeting};
use crate::moderation::Visibility;
use crate::note::Note;
use crate::question::{State, Thread};
use crate::quick_vote::{QuickVote, Round};

/// A note in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteRow {
    /// The note.
    pub id: RecordId,
    /// Title.
    pub title: String,
    /// Tags, in ascending order.
    pub tags: Vec<String>,
    /// Where it stood in an imported folder.
    pub path: Option<String>,
    /// Who began it.
    pub author: PersonId,
    /// When it was begun, as its author claims.
    pub created: Timestamp,
    /// The latest claimed time of a change.
    pub updated: Timestamp,
    /// The beginning of its text, without Markdown.
    pub excerpt: String,
    /// Changes after the first record.
    pub edits: usize,
    /// People who wrote in it.
    pub contributors: usize,
    /// Comments that are shown.
    pub comments: usize,
    /// Files on it.
    pub attachments: usize,
    /// Helpful votes.
    pub helpful: usize,
    /// Whether lists leave it out: taken back, hidden, or flagged by enough people.
    pub hidden: bool,
    /// Whether its author took it back; then it is shown to nobody.
    pub retracted: bool,
}

impl NoteRow {
    /// The row of the note that these records make.
    ///
    /// # Errors
    /// [`FoldError`] when the record that begins the note is missing or cannot be read.
    pub fn fold(entries: &[Entry]) -> Result<Self, FoldError> {
        Note::fold(entries).map(|note| Self::of(&note))
    }

    /// The row of a note.
    #[must_use]
    pub fn of(note: &Note) -> Self {
        Self {
            id: note.id(),
            title: note.title().to_owned(),
            tags: note.tags().into_iter().map(str::to_owned).collect(),
            path: note.path().map(str::to_owned),
            author: note.author(),
            created: note.created(),
            updated: note.updated(),
            excerpt: excerpt(note.text()),
            edits: note.edits(),
            contributors: note.contributors().len(),
            comments: shown_comments(note.discussion()),
            attachments: note.attachments().len(),
            helpful: note.discussion().votes(&note.id()).helpful,
            hidden: !note.visibility().is_shown(),
            retracted: *note.visibility() == Visibility::Retracted,
        }
    }
}

/// A question in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionRow {
    /// The question.
    pub id: RecordId,
    /// The question in a line.
    pub title: String,
    /// Tags, in ascending order.
    pub tags: Vec<String>,
    /// The note it is about.
    pub about: Option<RecordId>,
    /// Who asks.
    pub author: PersonId,
    /// When, as the asker claims.
    pub created: Timestamp,
    /// The latest claimed time at which somebody said something.
    pub updated: Timestamp,
    /// The beginning of its text, without Markdown.
    pub excerpt: String,
    /// How far it has come.
    pub state: State,
    /// Answers that are shown.
    pub answers: usize,
    /// Comments that are shown, on answers too.
    pub comments: usize,
    /// Files on question and answers.
    pub attachments: usize,
    /// Helpful votes on the question.
    pub helpful: usize,
    /// How many have the same question.
    pub same: usize,
    /// People who said something.
    pub participants: usize,
    /// Whether lists leave it out: taken back, hidden, or flagged by enough people.
    pub hidden: bool,
    /// Whether its author took it back; then it is shown to nobody.
    pub retracted: bool,
}

impl QuestionRow {
    /// The row of the question that these records make.
    ///
    /// # Errors
    /// [`FoldError`] when the question's own record is missing or cannot be read.
    pub fn fold(entries: &[Entry]) -> Result<Self, FoldError> {
        Thread::fold(entries).map(|thread| Self::of(&thread))
    }

    /// The row of a question.
    #[must_use]
    pub fn of(thread: &Thread) -> Self {
        let question = thread.question();
        Self {
            id: question.id,
            title: question.now.title.clone(),
            tags: thread.tags().to_vec(),
            about: thread.about().map(|anchor| anchor.item),
            author: question.author,
            created: question.created,
            updated: thread.updated(),
            excerpt: excerpt(&question.now.text),
            state: thread.state(),
            answers: thread.answers().iter().filter(|answer| answer.item.visibility.is_shown()).count(),
            comments: shown_comments(thread.discussion()),
            attachments: thread.discussion().all_attachments().count(),
            helpful: question.votes.helpful,
            same: question.votes.same,
            participants: thread.participants().count(),
            hidden: !question.visibility.is_shown(),
            retracted: question.visibility == Visibility::Retracted,
        }
    }
}

impl QuestionRow {
    /// Whether the asker accepted an answer.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.state == State::Accepted
    }
}

/// A card in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardRow {
    /// The card.
    pub id: RecordId,
    /// The beginning of its front, without Markdown: what it is called.
    pub title: String,
    /// The beginning of its back, without Markdown.
    pub excerpt: String,
    /// Who made it.
    pub author: PersonId,
    /// When, as they claim.
    pub created: Timestamp,
    /// The latest claimed time at which it was changed or talked about.
    pub updated: Timestamp,
    /// The thread and the item from which it was taken.
    pub from: Option<(RecordId, RecordId)>,
    /// Whether several changed it apart, and it is more than one thing.
    pub apart: bool,
    /// Comments that are shown.
    pub comments: usize,
    /// Whether lists leave it out: taken back, hidden, or flagged by enough people.
    pub hidden: bool,
    /// Whether its author took it back; then it is shown to nobody.
    pub retracted: bool,
}

impl CardRow {
    /// The row of the card that these records make.
    ///
    /// # Errors
    /// [`FoldError`] when the card's own record is missing or cannot be read.
    pub fn fold(entries: &[Entry]) -> Result<Self, FoldError> {
        Card::fold(entries).map(|card| Self::of(&card))
    }

    /// The row of a card.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        let (item, sides) = (card.item(), card.sides());
        Self {
            id: item.id,
            title: excerpt(&sides.front),
            excerpt: excerpt(&sides.back),
            author: item.author,
            created: item.created,
            updated: card.updated(),
            from: card.from().map(|from| (from.thread, from.at.item)),
            apart: !card.also().is_empty(),
            comments: shown_comments(card.discussion()),
            hidden: !item.visibility.is_shown(),
            retracted: item.visibility == Visibility::Retracted,
        }
    }
}

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRow {
    /// The meeting.
    pub id: RecordId,
    /// What it is, in a line.
    pub title: String,
    /// When it is to begin, if that is settled.
    pub when: Option<Timestamp>,
    /// Where; may be empty.
    pub place: String,
    /// The beginning of its agenda, without Markdown.
    pub excerpt: String,
    /// Who planned it.
    pub author: PersonId,
    /// When they wrote that, as they claim.
    pub created: Timestamp,
    /// The latest claimed time at which it was changed, told of or talked about.
    pub updated: Timestamp,
    /// Whether it does not take place.
    pub called_off: bool,
    /// Whether several changed it apart, and it is more than one thing.
    pub apart: bool,
    /// How many come.
    pub yes: usize,
    /// How many perhaps come.
    pub maybe: usize,
    /// How many do not.
    pub no: usize,
    /// The notes that tell what came of it.
    pub recaps: Vec<RecordId>,
    /// Whether lists leave it out: taken back, hidden, or flagged by enough people.
    pub hidden: bool,
    /// Whether its author took it back; then it is shown to nobody.
    pub retracted: bool,
}

impl MeetingRow {
    /// The row of the meeting that these records make.
    ///
    /// # Errors
    /// [`FoldError`] when the meeting's own record is missing or cannot be read.
    pub fn fold(entries: &[Entry]) -> Result<Self, FoldError> {
        Meeting::fold(entries).map(|meeting| Self::of(&meeting))
    }

    /// The row of a meeting.
    #[must_use]
    pub fn of(meeting: &Meeting) -> Self {
        let (item, details) = (meeting.item(), meeting.details());
        Self {
            id: item.id,
            excerpt: excerpt(&details.agenda),
            title: details.title,
            when: details.when,
            place: details.place,
            author: item.author,
            created: item.created,
            updated: meeting.updated(),
            called_off: details.called_off,
            apart: !meeting.also().is_empty(),
            yes: meeting.count(Comes::Yes),
            maybe: meeting.count(Comes::Maybe),
            no: meeting.count(Comes::No),
            recaps: meeting.recaps(),
            hidden: !item.visibility.is_shown(),
            retracted: item.visibility == Visibility::Retracted,
        }
    }
}

/// A quick vote in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuickVoteRow {
    /// The quick vote.
    pub id: RecordId,
    /// The question.
    pub question: String,
    /// The note it is about.
    pub about: Option<RecordId>,
    /// The quick vote after which it asks something alike.
    pub follows: Option<RecordId>,
    /// Who began it.
    pub author: PersonId,
    /// When, as they claim.
    pub created: Timestamp,
    /// The latest claimed time at which somebody did something in it.
    pub updated: Timestamp,
    /// How many options it has.
    pub options: usize,
    /// The round that it has come to, from 1.
    pub round: u16,
    /// Whether that round is uncovered.
    pub uncovered: bool,
    /// How many chose in that round.
    pub chosen: usize,
    /// Comments that are shown.
    pub comments: usize,
    /// Whether lists leave it out: taken back, hidden, or flagged by enough people.
    pub hidden: bool,
    /// Whether its author took it back; then it is shown to nobody.
    pub retracted: bool,
}

impl QuickVoteRow {
    /// The row of the quick vote that these records make.
    ///
    /// # Errors
    /// [`FoldError`] when the record that begins it is missing or cannot be read.
    pub fn fold(entries: &[Entry]) -> Result<Self, FoldError> {
        QuickVote::fold(entries).map(|vote| Self::of(&vote))
    }

    /// The row of a quick vote.
    #[must_use]
    pub fn of(vote: &QuickVote) -> Self {
        let (item, round) = (vote.item(), vote.round());
        Self {
            id: item.id,
            question: item.now.title.clone(),
            about: vote.about().map(|anchor| anchor.item),
            follows: vote.follows(),
            author: item.author,
            created: item.created,
            updated: vote.updated(),
            options: vote.options().len(),
            round: round.map_or(0, |round| round.number),
            uncovered: round.is_some_and(Round::is_uncovered),
            chosen: round.map_or(0, |round| round.sealed.len()),
            comments: shown_comments(vote.discussion()),
            hidden: !item.visibility.is_shown(),
            retracted: item.visibility == Visibility::Retracted,
        }
    }
}

fn shown_comments(discussion: &Discussion) -> usize {
    discussion.comments().iter().filter(|comment| comment.item.visibility.is_shown()).count()
}

/// The beginning of a text as a list shows it: without Markdown, about 160 characters, ending at a word.
#[must_use]
pub fn excerpt(text: &str) -> String {
    markdown::excerpt(text)
}
