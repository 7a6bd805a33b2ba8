//! Questions and answers. The asker accepts an answer, moderators endorse answers, everybody votes.

mod thread;

use commonplace_core::id::RecordId;
use commonplace_core::limits;

pub use thread::{Answered, NotYours, State, Thread};

use crate::body::{Payload as _, Unfit, at_most, count, filled, payload, replaced};
use crate::catalogue;
use crate::entry::Content;
use crate::origin::Anchor;
use crate::tag;

payload! {
    /// Begins a question.
    pub struct Question = 72, Posts, Question {
        /// The question in a line.
        pub title: String,
        /// Markdown; may be empty.
        pub text: String,
        /// The passage it is about.
        pub about: Option<Anchor>,
        /// Tags, in ascending order, each once.
        pub tags: Vec<String>,
    }
    thread(self) = None;
    target(self) = self.about.as_ref().map(|anchor| anchor.item);
    check(self) = {
        filled("title", &self.title, limits::POST_TITLE_BYTES)?;
        at_most("text", self.text.len(), limits::POST_TEXT_BYTES)?;
        self.about.as_ref().map_or(Ok(()), Anchor::check)?;
        count("tags", self.tags.len(), limits::TAGS)?;
        self.tags.iter().try_for_each(|tag| filled("tag", tag, limits::TAG_BYTES))
    };
}

payload! {
    /// Answers a question.
    pub struct Answer = 73, Posts, Answer {
        /// The question.
        pub question: RecordId,
        /// Markdown.
        pub text: String,
    }
    thread(self) = Some(catalogue::Thread::Record(self.question));
    target(self) = Some(self.question);
    check(self) = filled("answer", &self.text, limits::POST_TEXT_BYTES);
}

payload! {
    /// The asker chooses an answer, or none; a slot. Composed by [`Thread::accept`].
    pub struct Accept = 75, Posts, Accept {
        /// The question.
        pub question: RecordId,
        /// The answer; none takes the choice back.
        pub answer: Option<RecordId>,
        /// The asker's earlier choices that the writing device knew.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(catalogue::Thread::Record(self.question));
    target(self) = self.answer;
    check(self) = replaced(&self.replaces);
}

payload! {
    /// A moderator vouches for an answer, or no longer does; a slot. Composed by [`Thread::accept`].
    pub struct Endorse = 76, Posts, Endorse {
        /// The question.
        pub question: RecordId,
        /// The answer.
        pub answer: RecordId,
        /// Whether they vouch for it.
        pub endorsed: bool,
        /// The same person's earlier words on it that the writing device knew.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(catalogue::Thread::Record(self.question));
    target(self) = Some(self.answer);
    check(self) = replaced(&self.replaces);
}

payload! {
    /// Gives a question other tags, all of them; a register. Composed by [`Thread::retag`].
    pub struct Retag = 77, Posts, Retag {
        /// The question.
        pub question: RecordId,
        /// Tags, in ascending order, each once.
        pub tags: Vec<String>,
        /// Writings of its tags that the writing device knew.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(catalogue::Thread::Record(self.question));
    target(self) = Some(self.question);
    check(self) = {
        count("tags", self.tags.len(), limits::TAGS)?;
        self.tags.iter().try_for_each(|tag| filled("tag", tag, limits::TAG_BYTES))?;
        replaced(&self.replaces)
    };
}

/// A question to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewQuestion {
    /// The question in a line.
    pub title: String,
    /// Markdown; may be empty.
    pub text: String,
    /// The passage it is about.
    pub about: Option<Anchor>,
    /// Tags, as people type them.
    pub tags: Vec<String>,
}

/// A new question.
///
/// # Errors
/// [`Unfit`] when the title is empty or a part is too long.
pub fn compose(new: NewQuestion) -> Result<Content, Unfit> {
    let NewQuestion { title, text, about, tags } = new;
    let tags = tag::normal_all(&tags).into_iter().collect();
    Question { title: title.trim().to_owned(), text, about, tags }.content()
}

/// An answer to a question.
///
/// # Errors
/// [`Unfit`] when the text is empty or too long.
pub fn answer(question: RecordId, text: &str) -> Result<Content, Unfit> {
    Answer { question, text: text.to_owned() }.content()
}
