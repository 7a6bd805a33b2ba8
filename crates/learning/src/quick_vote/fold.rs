//! A quick vote with all its rounds.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{DeviceId, PersonId, RecordId};
use commonplace_core::limits;
use commonplace_core::time::Timestamp;
use serde_bytes::ByteArray;

use super::{Again, OpenedChoice, SealedChoice, Uncover, commitment, nonce};
use crate::body::{Payload as _, Unfit};
use crate::catalogue::{Body, Class};
use crate::discussion::{Discussion, Item, Version};
use crate::entry::{Content, Entry, Standing};
use crate::ledger::{FoldError, Ledger};
use crate::merge::{Slot, Write};
use crate::moderation::Visibility;
use crate::origin::Anchor;

/// Why somebody cannot do something in a quick vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Only who began it and moderators do this.
    #[error("only who began the quick vote or a facilitator may do this")]
    NotYours,
    /// It has no such option.
    #[error("no such option")]
    NoOption,
    /// The round is uncovered: who chooses now has seen what others chose.
    #[error("the round is uncovered")]
    Uncovered,
    /// The round is not uncovered yet.
    #[error("the round is not uncovered yet")]
    Covered,
    /// Nobody has chosen, as far as is known here.
    #[error("nobody has chosen")]
    NobodyChose,
    /// It has had as many rounds as there can be.
    #[error("there were as many rounds as there can be")]
    LastRound,
    /// The record cannot be composed.
    #[error(transparent)]
    Unfit(#[from] Unfit),
}

/// One round, as far as it is known here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Round {
    /// From 1.
    pub number: u16,
    /// Who uncovered it; nobody while it is covered.
    pub uncovered_by: BTreeSet<PersonId>,
    /// Who takes part, each with the sealed choice that counts.
    pub sealed: BTreeMap<PersonId, RecordId>,
    /// What they chose. Empty while the round is covered.
    pub opened: BTreeMap<PersonId, u8>,
    /// People of whose choice the uncovering did not know: it does not count, and stays sealed.
    pub late: BTreeSet<PersonId>,
    /// People who take part, and whose last change the uncovering did not know: the choice before counts.
    pub changed_late: BTreeSet<PersonId>,
}

impl Round {
    /// Whether all may see what was chosen.
    #[must_use]
    pub fn is_uncovered(&self) -> bool {
        !self.uncovered_by.is_empty()
    }

    /// How many chose each of so many options.
    #[must_use]
    pub fn counts(&self, options: usize) -> Vec<usize> {
        let chosen = |option| self.opened.values().filter(|other| usize::from(**other) == option).count();
        (0..options).map(chosen).collect()
    }

    /// People of whom it is not known what they chose, though the round is uncovered.
    pub fn unopened(&self) -> impl Iterator<Item = PersonId> {
        let waits = move |person: &&PersonId| self.is_uncovered() && !self.opened.contains_key(*person);
        self.sealed.keys().filter(waits).copied()
    }

    /// Whether people chose differently.
    #[must_use]
    pub fn differs(&self) -> bool {
        let mut options = self.opened.values();
        let first = options.next();
        options.any(|option| Some(option) != first)
    }

    /// Who chose otherwise than a person did, in ascending order of id. Nobody, when that person's choice is not known.
    pub fn otherwise(&self, person: &PersonId) -> impl Iterator<Item = (PersonId, u8)> {
        let mine = self.opened.get(person).copied();
        let others = self.opened.iter().map(|(other, option)| (*other, *option));
        others.filter(move |(_, option)| mine.is_some_and(|mine| mine != *option))
    }
}

/// A quick vote.
#[derive(Debug, Clone)]
pub struct QuickVote {
    item: Item,
    options: Vec<String>,
    about: Option<Anchor>,
    follows: Option<RecordId>,
    rounds: Vec<Round>,
    passed_over: usize,
    updated: Timestamp,
    discussion: Discussion,
    sealed: BTreeMap<RecordId, Sealed>,
    opened: BTreeMap<RecordId, u8>,
}

/// An uncovering of a round by who may.
#[derive(Debug, Clone, Copy)]
struct Uncovering<'a> {
    entry: &'a Entry,
    sealed: &'a [RecordId],
}

/// Of each person the first uncovering of a round, with those that follow it straight: of very many choices it takes
/// several. Who uncovers has seen what was chosen, and lets nothing in afterwards.
fn first_of_each(mut uncoverings: Vec<Uncovering<'_>>) -> Vec<Uncovering<'_>> {
    uncoverings.sort_by_key(|one| (one.entry.device, one.entry.seq, one.entry.id));
    let mut of_person: BTreeMap<PersonId, Vec<Uncovering<'_>>> = BTreeMap::new();
    for run in uncoverings.chunk_by(|one, next| one.entry.device == next.entry.device) {
        // A further one belongs to the one before if that is full.
        let follows = |(place, one): &(usize, &Uncovering<'_>)| {
            let is_full =
                place.checked_sub(1).is_none_or(|before| run[before].sealed.len() == limits::QUICK_VOTE_NAMED);
            is_full && one.entry.seq == run[0].entry.seq + *place as u64
        };
        let first: Vec<Uncovering<'_>> = run.iter().enumerate().take_while(follows).map(|(_, one)| *one).collect();
        let kept = of_person.entry(run[0].entry.author).or_default();
        // Of two devices of one person, apart, that of the smaller record.
        if kept.first().is_none_or(|other| first[0].entry.id < other.entry.id) {
            *kept = first;
        }
    }
    of_person.into_values().flatten().collect()
}

/// A sealed choice and who wrote it.
#[derive(Debug, Clone)]
struct Sealed {
    by: PersonId,
    choice: SealedChoice,
    write: Write<RecordId>,
}

impl QuickVote {
    /// The quick vote that these records make, in whatever order and however often each is given.
    ///
    /// # Errors
    /// [`FoldError`] when the record that begins it is missing or cannot be read.
    pub fn fold(entries: &[Entry]) -> Result<Self, FoldError> {
        let mut ledger = Ledger::read(entries, Class::QuickVote)?;
        let discussion = Discussion::fold(&ledger);
        let begun = match ledger.beginning.take() {
            Some(Body::QuickVote(begun)) => Some(begun),
            _ => None,
        };
        let version =
            Version { title: begun.as_ref().map_or_else(String::new, |it| it.question.clone()), text: String::new() };
        let mut item = discussion.item(ledger.root, version.clone());
        if begun.is_none() {
            // The body was dropped after a retraction that may not be here: nothing to show either way.
            item.visibility = Visibility::Retracted;
        }
        let begun = begun.filter(|_| item.visibility != Visibility::Retracted);
        // Nobody changes the question when others have chosen: revisions of it mean nothing.
        (item.now, item.also, item.revisions) =
            (begun.as_ref().map_or_else(Version::default, |_| version), Vec::new(), 0);
        let (options, about, follows) = begun.map_or_else(Default::default, |it| (it.options, it.about, it.follows));
        let mut vote = Self {
            item,
            options,
            about,
            follows,
            rounds: Vec::new(),
            passed_over: 0,
            updated: ledger.root.wall,
            discussion,
            sealed: BTreeMap::new(),
            opened: BTreeMap::new(),
        };
        if vote.item.visibility != Visibility::Retracted {
            vote.play(&ledger);
        }
        Ok(vote)
    }

    /// Goes through the rounds, each of which begins when the one before is uncovered.
    fn play(&mut self, ledger: &Ledger<'_>) {
        self.gather(ledger);
        let may = |entry: &Entry| entry.author == self.item.author || entry.role.moderates();
        let mut uncoverings: BTreeMap<u16, Vec<Uncovering<'_>>> = BTreeMap::new();
        let mut begun: BTreeSet<u16> = BTreeSet::new();
        let mut uncalled = 0;
        for (entry, body) in ledger.iter() {
            match body {
                Body::Uncover(uncover) if may(entry) => {
                    uncoverings.entry(uncover.round).or_default().push(Uncovering { entry, sealed: &uncover.sealed });
                }
                Body::Again(again) if may(entry) => _ = begun.insert(again.round),
                Body::Uncover(_) | Body::Again(_) => uncalled += 1,
                _ => {}
            }
        }
        for number in 1..=limits::QUICK_VOTE_ROUNDS {
            // The first round begins with the quick vote. What names a later one waits until that has begun.
            let begins = begun.contains(&number) && self.rounds.last().is_some_and(Round::is_uncovered);
            if number > 1 && !begins {
                break;
            }
            let all = uncoverings.remove(&number).unwrap_or_default();
            let of_round = all.len();
            let counted = first_of_each(all);
            uncalled += of_round - counted.len();
            let round = self.fold_round(number, &counted);
            self.rounds.push(round);
        }
        self.passed_over += uncalled;
    }

    /// Takes in what was sealed and what was opened of it.
    fn gather(&mut self, ledger: &Ledger<'_>) {
        for (entry, body) in ledger.iter() {
            self.updated = self.updated.max(entry.wall);
            if let Body::SealedChoice(choice) = body {
                let write = Write::of(entry, choice.replaces.clone(), entry.id);
                self.sealed.insert(entry.id, Sealed { by: entry.author, choice: choice.clone(), write });
            }
        }
        for (entry, body) in ledger.iter() {
            let Body::OpenedChoice(opened) = body else { continue };
            // What is opened before it is here waits for it.
            let Some(sealed) = self.sealed.get(&opened.sealed) else { continue };
            if self.fits(entry, opened, sealed) {
                self.opened.insert(opened.sealed, opened.option);
            } else {
                self.passed_over += 1;
            }
        }
    }

    /// Whether somebody opens what they sealed, and as they sealed it.
    fn fits(&self, entry: &Entry, opened: &OpenedChoice, sealed: &Sealed) -> bool {
        let root = &self.item.id;
        let expected = commitment(root, sealed.choice.round, &sealed.by, &opened.nonce, opened.option);
        entry.author == sealed.by
            && usize::from(opened.option) < self.options.len()
            && *sealed.choice.commitment == expected
    }

    fn fold_round(&self, number: u16, uncovered: &[Uncovering<'_>]) -> Round {
        let named: BTreeSet<&RecordId> = uncovered.iter().flat_map(|one| one.sealed).collect();
        let all = self.chosen(number, |_| true);
        let mut round = Round { number, ..Round::default() };
        round.uncovered_by = uncovered.iter().map(|one| one.entry.author).collect();
        if !round.is_uncovered() {
            round.sealed = all;
            return round;
        }
        round.sealed = self.chosen(number, |id| named.contains(id));
        let opened = round.sealed.iter().filter_map(|(person, id)| Some((*person, *self.opened.get(id)?)));
        round.opened = opened.collect();
        for (person, last) in all {
            match round.sealed.get(&person) {
                None => _ = round.late.insert(person),
                Some(counts) if *counts != last => _ = round.changed_late.insert(person),
                Some(_) => {}
            }
        }
        round
    }

    /// Of each person the sealed choice that counts, of those that take part.
    fn chosen(&self, round: u16, takes_part: impl Fn(&RecordId) -> bool) -> BTreeMap<PersonId, RecordId> {
        let mut slots: BTreeMap<PersonId, Slot<RecordId>> = BTreeMap::new();
        for (id, sealed) in self.sealed.iter().filter(|(id, it)| it.choice.round == round && takes_part(id)) {
            slots.entry(sealed.by).or_default().insert(*id, sealed.write.clone());
        }
        slots.into_iter().filter_map(|(person, slot)| Some((person, *slot.value()?))).collect()
    }

    /// The quick vote itself; its title is the question.
    #[must_use]
    pub fn item(&self) -> &Item {
        &self.item
    }

    /// What can be chosen.
    #[must_use]
    pub fn options(&self) -> &[String] {
        &self.options
    }

    /// The passage it is about.
    #[must_use]
    pub fn about(&self) -> Option<&Anchor> {
        self.about.as_ref()
    }

    /// The quick vote after which it asks something alike.
    #[must_use]
    pub fn follows(&self) -> Option<RecordId> {
        self.follows
    }

    /// Its rounds, the first one first. None when it was taken back.
    #[must_use]
    pub fn rounds(&self) -> &[Round] {
        &self.rounds
    }

    /// The round that it has come to.
    #[must_use]
    pub fn round(&self) -> Option<&Round> {
        self.rounds.last()
    }

    /// Records in it that mean nothing: written by who may not, for a round that never began, or opening what was not
    /// sealed so.
    #[must_use]
    pub fn passed_over(&self) -> usize {
        self.passed_over
    }

    /// The latest claimed time at which somebody did something in it.
    #[must_use]
    pub fn updated(&self) -> Timestamp {
        self.updated
    }

    /// Comments, flags and what else gathers around it.
    #[must_use]
    pub fn discussion(&self) -> &Discussion {
        &self.discussion
    }

    /// All words that are shown, for the search index.
    #[must_use]
    pub fn searchable_text(&self) -> String {
        let comments = self.discussion.comments().iter().map(|comment| &comment.item);
        let comments = comments.filter(|item| item.visibility.is_shown()).map(|item| item.now.text.as_str());
        self.options.iter().map(String::as_str).chain(comments).collect::<Vec<_>>().join("\n\n")
    }

    fn may_lead(&self, me: &PersonId, standing: Standing) -> Result<&Round, Refused> {
        let round = self.round().ok_or(Refused::NotYours)?;
        if *me == self.item.author || standing.moderates() { Ok(round) } else { Err(Refused::NotYours) }
    }

    /// Whether somebody may uncover its rounds and begin further ones.
    #[must_use]
    pub fn is_led_by(&self, me: &PersonId, standing: Standing) -> bool {
        self.may_lead(me, standing).is_ok()
    }

    /// `me` chooses an option, by its place from 0, in the present round, on a device with this secret. `salt` is random.
    ///
    /// # Errors
    /// [`Refused`] when there is no such option, or the round is uncovered.
    pub fn seal(&self, me: &PersonId, option: usize, secret: &[u8; 32], salt: [u8; 16]) -> Result<Content, Refused> {
        let round = self.round().ok_or(Refused::NoOption)?;
        if round.is_uncovered() {
            return Err(Refused::Uncovered);
        }
        let option = u8::try_from(option).ok().filter(|option| usize::from(*option) < self.options.len());
        let (option, root) = (option.ok_or(Refused::NoOption)?, self.item.id);
        let nonce = nonce(secret, &root, round.number, &salt);
        let mut mine = Slot::default();
        for (id, sealed) in &self.sealed {
            if sealed.by == *me && sealed.choice.round == round.number {
                mine.insert(*id, sealed.write.clone());
            }
        }
        let choice = SealedChoice {
            root,
            round: round.number,
            commitment: ByteArray::new(commitment(&root, round.number, me, &nonce, option)),
            salt: ByteArray::new(salt),
            replaces: mine.latest(),
        };
        Ok(choice.content()?)
    }

    /// `me` lets everybody see what was chosen in the present round: all that is sealed and known here takes part.
    ///
    /// # Errors
    /// [`Refused`] for who may not, when nobody has chosen, and when it is uncovered already.
    pub fn uncover(&self, me: &PersonId, standing: Standing) -> Result<Vec<Content>, Refused> {
        let round = self.may_lead(me, standing)?;
        if round.is_uncovered() {
            return Err(Refused::Uncovered);
        }
        if round.sealed.is_empty() {
            return Err(Refused::NobodyChose);
        }
        let sealed: Vec<RecordId> = round.sealed.values().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let uncover = |part: &[RecordId]| -> Result<Content, Refused> {
            Ok(Uncover { root: self.item.id, round: round.number, sealed: part.to_vec() }.content()?)
        };
        sealed.chunks(limits::QUICK_VOTE_NAMED).map(uncover).collect()
    }

    /// `me` begins the next round.
    ///
    /// # Errors
    /// [`Refused`] for who may not, while the present one is covered, and after the last that there can be.
    pub fn again(&self, me: &PersonId, standing: Standing) -> Result<Content, Refused> {
        let round = self.may_lead(me, standing)?;
        if !round.is_uncovered() {
            return Err(Refused::Covered);
        }
        if round.number >= limits::QUICK_VOTE_ROUNDS {
            return Err(Refused::LastRound);
        }
        Ok(Again { root: self.item.id, round: round.number + 1 }.content()?)
    }

    /// Whether a person's choice, sealed by one of these devices, is to be opened and is not yet.
    #[must_use]
    pub fn owes(&self, me: &PersonId, wrote: impl Fn(&DeviceId) -> bool) -> bool {
        self.owed(me).any(|(_, sealed)| wrote(&sealed.write.device))
    }

    /// What opens a person's choices in uncovered rounds that are not open yet, as far as `secret_of` has the secrets of
    /// the devices that sealed them.
    #[must_use]
    pub fn openings(&self, me: &PersonId, secret_of: impl Fn(&DeviceId) -> Option<[u8; 32]>) -> Vec<Content> {
        let opening = |(id, sealed): (RecordId, &Sealed)| {
            let (nonce, option) = self.unsealed(sealed, &secret_of)?;
            OpenedChoice { root: self.item.id, sealed: id, nonce: ByteArray::new(nonce), option }.content().ok()
        };
        self.owed(me).filter_map(opening).collect()
    }

    /// What a person chose in a round, as the device knows that sealed it.
    pub fn chosen_by(
        &self,
        me: &PersonId,
        round: u16,
        secret_of: impl Fn(&DeviceId) -> Option<[u8; 32]>,
    ) -> Option<u8> {
        let round = self.rounds.iter().find(|other| other.number == round)?;
        let sealed = self.sealed.get(round.sealed.get(me)?)?;
        self.unsealed(sealed, &secret_of).map(|(_, option)| option)
    }

    /// Nonce and option of a sealed choice, if its device's secret is here.
    fn unsealed(&self, sealed: &Sealed, secret_of: &impl Fn(&DeviceId) -> Option<[u8; 32]>) -> Option<([u8; 32], u8)> {
        let (root, Sealed { by, choice, write }) = (&self.item.id, sealed);
        let nonce = nonce(&secret_of(&write.device)?, root, choice.round, &choice.salt);
        let mut options = (0..self.options.len()).filter_map(|option| u8::try_from(option).ok());
        let option =
            options.find(|option| *choice.commitment == commitment(root, choice.round, by, &nonce, *option))?;
        Some((nonce, option))
    }

    /// What a person sealed that counts, is uncovered, and is not open.
    fn owed(&self, me: &PersonId) -> impl Iterator<Item = (RecordId, &Sealed)> {
        let uncovered = self.rounds.iter().filter(|round| round.is_uncovered());
        let mine = uncovered.filter_map(move |round| round.sealed.get(me));
        let closed = mine.filter(move |id| !self.opened.contains_key(*id));
        closed.filter_map(move |id| Some((*id, self.sealed.get(id)?)))
    }
}
