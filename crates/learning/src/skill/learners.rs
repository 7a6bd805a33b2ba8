//! What all people of a circle said of their skills, and with whom they learn.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::limits;
use commonplace_core::time::Timestamp;

use super::{AcceptPair, Details, Level, Skill, Skills, key, normal};
use crate::body::{Payload as _, Unfit};
use crate::entry::{Content, Entry};
use crate::merge::{Register, Slot, Write};
use crate::profile::{Profile, Profiles};

/// What one person says of learning with another one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    accepts: bool,
    round: u32,
    skills: Vec<String>,
    at: Timestamp,
}

/// How far two people have come with each other, as one of them sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub enum Stage {
    /// Both say that they learn with each other.
    Stands,
    /// The other one has said so, and waits.
    TheyWait,
    /// I have said so, and wait.
    IWait,
    /// They did once, or one of them wanted to.
    Ended,
}

/// Two people, as one of them sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The other one.
    pub with: PersonId,
    /// How far they have come.
    pub stage: Stage,
    /// Skills that either of them named, in ascending order.
    pub skills: Vec<String>,
    /// The latest claimed time at which one of them said something.
    pub since: Timestamp,
}

/// The people of a circle with their skills.
#[derive(Debug, Clone, Default)]
pub struct Learners {
    said: BTreeMap<PersonId, Register<Details>>,
    words: BTreeMap<PersonId, BTreeMap<PersonId, Slot<Word>>>,
    /// The rounds in which somebody ever said yes to another person.
    yes: BTreeMap<(PersonId, PersonId), BTreeSet<u32>>,
    profiles: Profiles,
}

impl Learners {
    /// What these entries say; what says nothing of skills is passed over.
    #[must_use]
    pub fn fold(entries: &[Entry]) -> Self {
        let mut learners = Self::default();
        entries.iter().for_each(|entry| learners.apply(entry));
        learners
    }

    /// Adds an entry; adding it again changes nothing. What somebody writes of another person counts for nothing.
    pub fn apply(&mut self, entry: &Entry) {
        match entry.kind {
            Profile::KIND => self.profiles.apply(entry),
            Skills::KIND => {
                if let Ok(skills) = Skills::read(&entry.body)
                    && skills.person == entry.author
                {
                    self.take_skills(entry, skills);
                }
            }
            AcceptPair::KIND => {
                if let Ok(word) = AcceptPair::read(&entry.body)
                    && word.person == entry.author
                    && word.with != word.person
                {
                    self.take_word(entry, word);
                }
            }
            _ => {}
        }
    }

    fn take_skills(&mut self, entry: &Entry, skills: Skills) {
        let Skills { person, offers, needs, free, capacity, replaces } = skills;
        let details = Details { offers: cleaned(offers), needs: cleaned(needs), free, capacity };
        self.said.entry(person).or_default().insert(entry.id, Write::of(entry, replaces, details));
    }

    fn take_word(&mut self, entry: &Entry, word: AcceptPair) {
        let AcceptPair { person, with, accepts, round, skills, replaces } = word;
        let skills = skills.iter().filter_map(|name| normal(name)).collect();
        if accepts {
            self.yes.entry((person, with)).or_default().insert(round);
        }
        let word = Word { accepts, round, skills, at: entry.wall };
        let slots = self.words.entry(person).or_default();
        slots.entry(with).or_default().insert(entry.id, Write::of(entry, replaces, word));
    }

    /// What a person said. Of what their own devices said apart all skills stand, so that none is lost; hours and the number
    /// of pairs are those of the displayed one, so that nobody is promised who took them back.
    #[must_use]
    pub fn details(&self, person: &PersonId) -> Option<Details> {
        let writes = self.said.get(person)?.writes();
        let mut values = writes.into_iter().map(|(_, write)| &write.value);
        let mut details = values.next()?.clone();
        for apart in values.take(limits::REPLACED_IDS) {
            join(&mut details.offers, &apart.offers);
            join(&mut details.needs, &apart.needs);
        }
        Some(details)
    }

    /// Whether a person's own devices said something apart, that the next saying settles.
    #[must_use]
    pub fn is_apart(&self, person: &PersonId) -> bool {
        self.said.get(person).is_some_and(|register| register.writes().len() > 1)
    }

    /// Everybody who said something of their skills or of learning with somebody, or of whom somebody said so.
    #[must_use]
    pub fn people(&self) -> BTreeSet<PersonId> {
        let of = self.words.iter().flat_map(|(one, slots)| std::iter::once(one).chain(slots.keys()));
        self.said.keys().chain(of).copied().collect()
    }

    /// Languages (BCP 47 tags) that a person speaks, best first.
    #[must_use]
    pub fn languages(&self, person: &PersonId) -> &[String] {
        self.profiles.get(person).map_or(&[], |details| details.languages.as_slice())
    }

    fn word(&self, of: &PersonId, with: &PersonId) -> Option<&Word> {
        self.words.get(of)?.get(with)?.value()
    }

    /// The round that two people are in: an ending is the end of its own.
    fn round(&self, one: &PersonId, other: &PersonId) -> u32 {
        let words = [self.word(one, other), self.word(other, one)];
        let after = |word: &Word| word.round + u32::from(!word.accepts);
        words.into_iter().flatten().map(after).max().unwrap_or_default()
    }

    /// How far two people have come, if either said anything.
    #[must_use]
    pub fn pair(&self, me: &PersonId, with: &PersonId) -> Option<Pair> {
        let (mine, theirs) = (self.word(me, with), self.word(with, me));
        let round = self.round(me, with);
        let says = |word: Option<&Word>| word.is_some_and(|word| word.accepts && word.round == round);
        let stage = match (says(mine), says(theirs)) {
            (true, true) => Stage::Stands,
            (true, false) => Stage::IWait,
            (false, true) => Stage::TheyWait,
            (false, false) => Stage::Ended,
        };
        let words = || [mine, theirs].into_iter().flatten();
        let since = words().map(|word| word.at).max()?;
        let current = words().filter(|word| word.round == round || stage == Stage::Ended);
        let skills: BTreeMap<String, &String> =
            current.flat_map(|word| &word.skills).map(|name| (key(name), name)).collect();
        Some(Pair { with: *with, stage, skills: skills.into_values().cloned().collect(), since })
    }

    /// Whether two people ever learnt together: both said yes to the same round.
    pub(super) fn stood(&self, one: &PersonId, other: &PersonId) -> bool {
        let rounds = |of: &PersonId, with: &PersonId| self.yes.get(&(*of, *with));
        let both = rounds(one, other).zip(rounds(other, one));
        both.is_some_and(|(ones, others)| !ones.is_disjoint(others))
    }

    /// Whether a person's latest word on another one is that they do not, or no longer.
    pub(super) fn declines(&self, person: &PersonId, with: &PersonId) -> bool {
        self.word(person, with).is_some_and(|word| !word.accepts)
    }

    /// Everybody with whom a person learns, wants to or did, those first who learn together.
    #[must_use]
    pub fn pairs(&self, me: &PersonId, among: &BTreeSet<PersonId>) -> Vec<Pair> {
        let mut pairs: Vec<Pair> =
            among.iter().filter(|with| *with != me).filter_map(|with| self.pair(me, with)).collect();
        pairs.sort_by_key(|pair| (pair.stage, std::cmp::Reverse(pair.since), pair.with));
        pairs
    }

    /// Pairs that stand, each once, the smaller id first.
    #[must_use]
    pub fn standing(&self, among: &BTreeSet<PersonId>) -> Vec<(PersonId, Pair)> {
        let said = self.words.iter().filter(|(one, _)| among.contains(one));
        let each =
            said.flat_map(|(one, slots)| slots.keys().filter(move |with| one < with).map(move |with| (one, with)));
        let pairs = each.filter(|(_, with)| among.contains(with));
        let pairs = pairs.filter_map(|(one, with)| Some((*one, self.pair(one, with)?)));
        pairs.filter(|(_, pair)| pair.stage == Stage::Stands).collect()
    }

    /// Whether a person said yes to as many people as they learn with at once. Only their own words count: nobody is made
    /// busy by others, or by whoever has gone.
    #[must_use]
    pub fn is_busy(&self, person: &PersonId, among: &BTreeSet<PersonId>) -> bool {
        let capacity = self.details(person).map_or(limits::PAIRS_USUAL, |details| details.capacity);
        let with = self.words.get(person).into_iter().flat_map(BTreeMap::keys).filter(|with| among.contains(with));
        let pairs = with.filter_map(|with| self.pair(person, with));
        let yes = pairs.filter(|pair| matches!(pair.stage, Stage::Stands | Stage::IWait)).count();
        yes >= usize::from(capacity)
    }

    /// Says anew all that a person can help with and would like help with.
    ///
    /// # Errors
    /// [`Unfit`] when a skill has no letters or is too long, or there are too many.
    pub fn say(&self, person: PersonId, details: Details) -> Result<Content, Unfit> {
        let replaces = self.said.get(&person).map(Register::latest).unwrap_or_default();
        let Details { offers, needs, free, capacity } = details.normal()?;
        let pairs = |skills: Vec<Skill>| skills.into_iter().map(|skill| (skill.name, skill.level)).collect();
        Skills { person, offers: pairs(offers), needs: pairs(needs), free, capacity, replaces }.content()
    }

    /// `me` says that they learn with somebody, for these skills.
    ///
    /// # Errors
    /// [`Unfit`] when there are too many skills, or the two ended it too often.
    pub fn accept(&self, me: PersonId, with: PersonId, skills: Vec<String>) -> Result<Content, Unfit> {
        let (round, replaces) = (self.round(&me, &with), self.replaced(&me, &with));
        AcceptPair { person: me, with, accepts: true, round, skills, replaces }.content()
    }

    /// `me` says that they do so no longer.
    ///
    /// # Errors
    /// [`Unfit`] when the two ended it too often.
    pub fn end(&self, me: PersonId, with: PersonId) -> Result<Content, Unfit> {
        let (round, replaces) = (self.round(&me, &with), self.replaced(&me, &with));
        AcceptPair { person: me, with, accepts: false, round, skills: Vec::new(), replaces }.content()
    }

    fn replaced(&self, me: &PersonId, with: &PersonId) -> Vec<RecordId> {
        self.words.get(me).and_then(|slots| slots.get(with)).map(Slot::latest).unwrap_or_default()
    }
}

/// Skills as others wrote them, in their one form and each once.
fn cleaned(skills: Vec<(String, Level)>) -> Vec<Skill> {
    let mut kept = Vec::new();
    let skills = skills.into_iter().filter_map(|(name, level)| Some(Skill { name: normal(&name)?, level }));
    join(&mut kept, &skills.collect::<Vec<_>>());
    kept
}

/// Adds what is not there yet, as far as there is room.
fn join(to: &mut Vec<Skill>, more: &[Skill]) {
    for skill in more {
        let named = key(&skill.name);
        if to.len() < limits::SKILLS && to.iter().all(|there| key(&there.name) != named) {
            to.push(skill.clone());
        }
    }
}
