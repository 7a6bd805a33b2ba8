//! Quick votes: a question with a few options; everybody chooses sealed, then all is uncovered at once; people who chose
//! otherwise talk, and vote again.
//!
//! A choice travels as a commitment, so that nobody sees what others chose before they have chosen themselves. An
//! uncovering names the sealed choices that take part: what somebody seals afterwards, with the others' choices before
//! their eyes, is shown apart and counts for nothing. Then each device opens what it sealed.
//!
//! **Invariant:** a commitment is over the person as well, so that nobody passes off another's sealed choice as theirs.

mod fold;

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::limits;
use serde_bytes::ByteArray;

pub use fold::{QuickVote, Refused, Round};

use crate::body::{Payload as _, Unfit, at_most, count, filled, payload, replaced};
use crate::catalogue;
use crate::entry::Content;
use crate::origin::Anchor;

/// What the nonce of a sealed choice is derived with (BLAKE3 `derive_key`).
pub const NONCE_CONTEXT: &str = "commonplace/quick vote/nonce/1";
/// What a commitment is derived with.
pub const SEAL_CONTEXT: &str = "commonplace/quick vote/seal/1";

payload! {
    /// Begins a quick vote, and its first round.
    pub struct Begin = 112, Posts, QuickVote {
        /// The question.
        pub question: String,
        /// What can be chosen, 2 to 6.
        pub options: Vec<String>,
        /// The passage it is about.
        pub about: Option<Anchor>,
        /// The quick vote after which it asks something alike.
        pub follows: Option<RecordId>,
    }
    thread(self) = None;
    target(self) = self.about.as_ref().map(|anchor| anchor.item);
    check(self) = {
        filled("question", &self.question, limits::QUICK_VOTE_BYTES)?;
        count("options", self.options.len(), limits::QUICK_VOTE_OPTIONS)?;
        if self.options.len() < limits::QUICK_VOTE_LEAST {
            return Err(Unfit::Empty("second option"));
        }
        self.about.as_ref().map_or(Ok(()), Anchor::check)?;
        self.options.iter().try_for_each(|option| filled("option", option, limits::QUICK_VOTE_OPTION_BYTES))?;
        distinct(&self.options)
    };
}

payload! {
    /// A person's choice in a round, sealed; a slot. Composed by [`QuickVote::seal`].
    pub struct SealedChoice = 113, Posts, SealedChoice {
        /// The quick vote.
        pub root: RecordId,
        /// Which round, from 1.
        pub round: u16,
        /// [`commitment`] to it.
        pub commitment: ByteArray<32>,
        /// Random: from it the device that wrote it finds the nonce again.
        pub salt: ByteArray<16>,
        /// The same person's earlier choices in the round that the writing device knew.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(catalogue::Thread::Record(self.root));
    target(self) = Some(self.root);
    check(self) = {
        in_rounds(self.round)?;
        replaced(&self.replaces)
    };
}

payload! {
    /// Uncovers a round; a fact. By who began the quick vote, or a moderator. Composed by [`QuickVote::uncover`].
    pub struct Uncover = 114, Posts, Uncover {
        /// The quick vote.
        pub root: RecordId,
        /// Which round.
        pub round: u16,
        /// The sealed choices that take part, in ascending order.
        pub sealed: Vec<RecordId>,
    }
    thread(self) = Some(catalogue::Thread::Record(self.root));
    target(self) = Some(self.root);
    check(self) = {
        in_rounds(self.round)?;
        if self.sealed.is_empty() {
            // It would only show what nobody has taken part in.
            return Err(Unfit::Empty("list of sealed choices"));
        }
        count("sealed choices", self.sealed.len(), limits::QUICK_VOTE_NAMED)
    };
}

payload! {
    /// Opens a sealed choice, by who sealed it. Composed by [`QuickVote::openings`].
    pub struct OpenedChoice = 115, Posts, OpenedChoice {
        /// The quick vote.
        pub root: RecordId,
        /// The sealed choice.
        pub sealed: RecordId,
        /// What it was sealed with.
        pub nonce: ByteArray<32>,
        /// Which option, from 0.
        pub option: u8,
    }
    thread(self) = Some(catalogue::Thread::Record(self.root));
    target(self) = Some(self.sealed);
    check(self) = {
        // One beyond the last cannot have been meant.
        at_most("option", usize::from(self.option), limits::QUICK_VOTE_OPTIONS - 1)
    };
}

payload! {
    /// Begins the next round, once the one before is uncovered; a fact. By who began the quick vote, or a moderator.
    /// Composed by [`QuickVote::again`].
    pub struct Again = 116, Posts, Again {
        /// The quick vote.
        pub root: RecordId,
        /// The round that begins.
        pub round: u16,
    }
    thread(self) = Some(catalogue::Thread::Record(self.root));
    target(self) = Some(self.root);
    check(self) = in_rounds(self.round);
}

/// Options that look the same are none to choose between.
fn distinct(options: &[String]) -> Result<(), Unfit> {
    let is_plain = |(place, option): (usize, &String)| option.trim() == option && !options[..place].contains(option);
    if options.iter().enumerate().all(is_plain) { Ok(()) } else { Err(Unfit::Empty("option")) }
}

fn in_rounds(round: u16) -> Result<(), Unfit> {
    if round == 0 {
        return Err(Unfit::Empty("round"));
    }
    at_most("round", usize::from(round), usize::from(limits::QUICK_VOTE_ROUNDS))
}

/// A quick vote to be begun.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewQuickVote {
    /// The question.
    pub question: String,
    /// What can be chosen, as people type it.
    pub options: Vec<String>,
    /// The passage it is about.
    pub about: Option<Anchor>,
    /// The quick vote after which it asks something alike.
    pub follows: Option<RecordId>,
}

/// A new quick vote. Empty options are left out, and one that is typed twice is one.
///
/// # Errors
/// [`Unfit`] when there is no question, when there are too few options, or too many, or a part is too long.
pub fn compose(new: NewQuickVote) -> Result<Content, Unfit> {
    let NewQuickVote { question, options, about, follows } = new;
    let mut told: Vec<String> = Vec::new();
    for option in options.iter().map(|option| option.trim()).filter(|option| !option.is_empty()) {
        if !told.iter().any(|other| other == option) {
            told.push(option.to_owned());
        }
    }
    Begin { question: question.trim().to_owned(), options: told, about, follows }.content()
}

/// What a choice is sealed with: the device that sealed finds it again from its own secret, so that nothing is to be kept.
#[must_use]
pub fn nonce(secret: &[u8; 32], root: &RecordId, round: u16, salt: &[u8; 16]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key(NONCE_CONTEXT);
    hasher.update(secret).update(root.as_bytes()).update(&round.to_le_bytes()).update(salt);
    *hasher.finalize().as_bytes()
}

/// What a sealed choice says of the option: nothing, to whoever does not know the nonce.
#[must_use]
pub fn commitment(root: &RecordId, round: u16, person: &PersonId, nonce: &[u8; 32], option: u8) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key(SEAL_CONTEXT);
    hasher
        .update(root.as_bytes())
        .update(&round.to_le_bytes())
        .update(person.as_bytes())
        .update(nonce)
        .update(&[option]);
    *hasher.finalize().as_bytes()
}
