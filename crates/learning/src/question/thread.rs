//! A question with all that was said about it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::time::Timestamp;

use super::{Accept, Endorse, Retag};
use crate::body::{Payload as _, Unfit};
use crate::catalogue::{Body, Class};
use crate::discussion::{Comment, Discussion, Item, Version};
use crate::entry::{Content, Entry, Standing};
use crate::ledger::{FoldError, Ledger};
use crate::merge::{Register, Slot, Write};
use crate::moderation::Visibility;
use crate::origin::Anchor;
use crate::tag;

/// How far a question has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// There is no answer to show.
    Open,
    /// Answered, and no answer is accepted.
    Answered,
    /// The asker accepted an answer.
    Accepted,
}

/// An answer in its thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The answer itself.
    pub item: Item,
    /// Whether the asker accepted it.
    pub accepted: bool,
    /// Moderators who vouch for it, in ascending order of id.
    pub endorsed_by: Vec<PersonId>,
}

/// Why somebody cannot mark an answer, or give a question other tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotYours {
    /// Only the asker accepts, and only moderators endorse.
    #[error("only the asker or a facilitator may do this")]
    Neither,
    /// The record is no answer of this thread.
    #[error("no answer of this question")]
    NoAnswer,
    /// The record cannot be composed.
    #[error(transparent)]
    Unfit(#[from] Unfit),
}

/// A question with its answers, comments and votes.
#[derive(Debug, Clone)]
pub struct Thread {
    question: Item,
    about: Option<Anchor>,
    tags: Vec<String>,
    answers: Vec<Answered>,
    discussion: Discussion,
    retags: Register<Vec<String>>,
    accepts: Slot<Option<RecordId>>,
    endorsements: BTreeMap<RecordId, BTreeMap<PersonId, Slot<bool>>>,
    participants: BTreeSet<PersonId>,
    updated: Timestamp,
}

impl Thread {
    /// The thread that these records make, in whatever order and however often each is given.
    ///
    /// # Errors
    /// [`FoldError`] when the question's own record is missing or cannot be read.
    pub fn fold(entries: &[Entry]) -> Result<Self, FoldError> {
        let mut ledger = Ledger::read(entries, Class::Question)?;
        let discussion = Discussion::fold(&ledger);
        let (question, about, tags) = match ledger.beginning.take() {
            Some(Body::Question(question)) => {
                let version = Version { title: question.title, text: question.text };
                (discussion.item(ledger.root, version), question.about, question.tags)
            }
            // The body was dropped after a retraction that may not be here: nothing to show either way.
            _ => {
                let mut question = discussion.item(ledger.root, Version::default());
                question.visibility = Visibility::Retracted;
                (question, None, Vec::new())
            }
        };
        let gone = question.visibility == Visibility::Retracted;
        let mut thread = Self {
            question,
            about: about.filter(|_| !gone),
            tags: if gone { Vec::new() } else { tags },
            answers: Vec::new(),
            discussion,
            retags: Register::default(),
            accepts: Slot::default(),
            endorsements: BTreeMap::new(),
            participants: BTreeSet::from([ledger.root.author]),
            updated: ledger.root.wall,
        };
        ledger.iter().for_each(|(entry, body)| thread.take(entry, body));
        if let Some(tags) = thread.retags.value().filter(|_| !gone) {
            thread.tags.clone_from(tags);
        }
        thread.rank();
        Ok(thread)
    }

    fn take(&mut self, entry: &Entry, body: &Body) {
        match body {
            Body::Answer(answer) => {
                let version = Version { title: String::new(), text: answer.text.clone() };
                let item = self.discussion.item(entry, version);
                self.answers.push(Answered { item, accepted: false, endorsed_by: Vec::new() });
            }
            Body::Accept(accept) if entry.author == self.question.author => {
                let write = Write::of(entry, accept.replaces.clone(), accept.answer);
                self.accepts.insert(entry.id, write);
            }
            Body::Retag(retag) if entry.author == self.question.author || entry.role.moderates() => {
                let tags = tag::normal_all(&retag.tags).into_iter().collect();
                self.retags.insert(entry.id, Write::of(entry, retag.replaces.clone(), tags));
            }
            Body::Endorse(endorse) if entry.role.moderates() => {
                let slots = self.endorsements.entry(endorse.answer).or_default();
                let write = Write::of(entry, endorse.replaces.clone(), endorse.endorsed);
                slots.entry(entry.author).or_default().insert(entry.id, write);
            }
            _ => {}
        }
        let spoke = matches!(body, Body::Answer(_) | Body::Comment(_) | Body::Revision(_) | Body::Accept(_));
        if spoke {
            self.participants.insert(entry.author);
            self.updated = self.updated.max(entry.wall);
        }
    }

    /// Accepted first, then endorsed, then by helpful votes, then in the order of reading.
    fn rank(&mut self) {
        let accepted = self.accepts.value().copied().flatten();
        for answer in &mut self.answers {
            let shown = answer.item.visibility != Visibility::Retracted;
            answer.accepted = shown && accepted == Some(answer.item.id);
            let slots = self.endorsements.get(&answer.item.id).into_iter().flatten();
            answer.endorsed_by = slots.filter(|(_, slot)| slot.value() == Some(&true)).map(|(by, _)| *by).collect();
        }
        self.answers.sort_by_key(|answer| {
            let Item { votes, lamport, id, .. } = &answer.item;
            (!answer.accepted, answer.endorsed_by.is_empty(), Reverse(votes.helpful), *lamport, *id)
        });
    }

    /// The question itself.
    #[must_use]
    pub fn question(&self) -> &Item {
        &self.question
    }

    /// The passage it is about.
    #[must_use]
    pub fn about(&self) -> Option<&Anchor> {
        self.about.as_ref()
    }

    /// Its tags, in ascending order.
    #[must_use]
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// Answers, the best first.
    #[must_use]
    pub fn answers(&self) -> &[Answered] {
        &self.answers
    }

    /// Comments on question and answers, in the order of reading.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        self.discussion.comments()
    }

    /// Votes, flags and files.
    #[must_use]
    pub fn discussion(&self) -> &Discussion {
        &self.discussion
    }

    /// All words of the thread that are shown, for the search index: the question's, then answers', then comments'.
    #[must_use]
    pub fn searchable_text(&self) -> String {
        let answers = self.answers.iter().map(|answer| &answer.item);
        let comments = self.comments().iter().map(|comment| &comment.item);
        let shown =
            std::iter::once(&self.question).chain(answers).chain(comments).filter(|item| item.visibility.is_shown());
        shown.map(|item| item.now.text.as_str()).collect::<Vec<_>>().join("\n\n")
    }

    /// Everybody who said something, in ascending order of id.
    pub fn participants(&self) -> impl Iterator<Item = PersonId> {
        self.participants.iter().copied()
    }

    /// The latest claimed time at which somebody said something.
    #[must_use]
    pub fn updated(&self) -> Timestamp {
        self.updated
    }

    /// How far it has come. Hidden and retracted answers do not count, unless the asker accepted a hidden one.
    #[must_use]
    pub fn state(&self) -> State {
        if self.answers.iter().any(|answer| answer.accepted) {
            State::Accepted
        } else if self.answers.iter().any(|answer| answer.item.visibility.is_shown()) {
            State::Answered
        } else {
            State::Open
        }
    }

    /// The answer with this id.
    #[must_use]
    pub fn answer(&self, id: &RecordId) -> Option<&Answered> {
        self.answers.iter().find(|answer| answer.item.id == *id)
    }

    /// Marks an answer: the asker accepts it, a moderator who is not the asker endorses it.
    ///
    /// # Errors
    /// [`NotYours`] for everybody else, and for records that are no answers here.
    pub fn accept(&self, me: &PersonId, standing: Standing, answer: RecordId) -> Result<Content, NotYours> {
        self.mark(me, standing, answer, true)
    }

    /// Takes such a mark back.
    ///
    /// # Errors
    /// [`NotYours`] as for [`Thread::accept`].
    pub fn unaccept(&self, me: &PersonId, standing: Standing, answer: RecordId) -> Result<Content, NotYours> {
        self.mark(me, standing, answer, false)
    }

    /// Gives it these tags and no others, as people type them: the asker may, and who moderates.
    ///
    /// # Errors
    /// [`NotYours`] for everybody else, and when there are too many or one is too long.
    pub fn retag(&self, me: &PersonId, standing: Standing, tags: &[String]) -> Result<Content, NotYours> {
        if *me != self.question.author && !standing.moderates() {
            return Err(NotYours::Neither);
        }
        let (question, tags) = (self.question.id, tag::normal_all(tags).into_iter().collect());
        Ok(Retag { question, tags, replaces: self.retags.latest() }.content()?)
    }

    fn mark(&self, me: &PersonId, standing: Standing, answer: RecordId, on: bool) -> Result<Content, NotYours> {
        self.answer(&answer).ok_or(NotYours::NoAnswer)?;
        let question = self.question.id;
        if *me == self.question.author {
            let replaces = self.accepts.latest();
            return Ok(Accept { question, answer: on.then_some(answer), replaces }.content()?);
        }
        if !standing.moderates() {
            return Err(NotYours::Neither);
        }
        let slot = self.endorsements.get(&answer).and_then(|slots| slots.get(me));
        let replaces = slot.map(Slot::latest).unwrap_or_default();
        Ok(Endorse { question, answer, endorsed: on, replaces }.content()?)
    }

    /// Records of which the bodies may be dropped, because their authors took them back.
    #[must_use]
    pub fn droppable(&self) -> Vec<RecordId> {
        let items = std::iter::once(&self.question).chain(self.answers.iter().map(|answer| &answer.item));
        let items = items.chain(self.comments().iter().map(|comment| &comment.item));
        items.filter(|item| item.visibility == Visibility::Retracted).map(|item| item.id).collect()
    }
}
