//! Who might learn with whom: derived from what both said, the same on every node, and with its reasons.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::PersonId;

use super::{Details, Free, Learners, Level, Skill, Stage, key};

/// What one step of a level weighs: more than anything beside skills can outweigh alone.
const STEP: u32 = 4;
/// That both help each other, against one who only gives: two steps. Whoever gives stays longer if they get something.
const BOTH_WAYS: u32 = 8;
/// Each part of a week that both have free, up to [`HOURS`] of them: one is enough to meet.
const HOUR: u32 = 1;
const HOURS: u32 = 3;
/// A language that both speak.
const LANGUAGE: u32 = 3;
/// That they ended it before: others first.
const BEFORE: u32 = 8;
/// What ties are broken by: no name comes first because it begins with an A.
const TIE: &str = "commonplace 2026 pair tie 1";

/// A skill in which one can help the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// The skill, as whoever needs it typed it.
    pub skill: String,
    /// How far whoever helps has come.
    pub has: Level,
    /// How far whoever is helped wants to come.
    pub wants: Level,
    /// Steps that whoever is helped can gain.
    gain: u32,
}

/// Somebody with whom a person might learn, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Who.
    pub with: PersonId,
    /// In what they can help, the largest gain first.
    pub gets: Vec<Help>,
    /// In what the person can help them, the largest gain first.
    pub gives: Vec<Help>,
    /// When both are free.
    pub free: Free,
    /// Languages that both speak, the person's best first.
    pub languages: Vec<String>,
    /// Whether they learnt with each other before.
    pub before: bool,
}

impl Suggestion {
    /// What orders suggestions, and is shown to nobody: a number for a pair, never for a person.
    fn weight(&self) -> u32 {
        let gain = |helps: &[Help]| helps.iter().map(|help| help.gain).sum::<u32>();
        let both = !self.gets.is_empty() && !self.gives.is_empty();
        let all = STEP * (gain(&self.gets) + gain(&self.gives))
            + BOTH_WAYS * u32::from(both)
            + HOUR * self.free.len().min(HOURS)
            + LANGUAGE * u32::from(!self.languages.is_empty());
        all.saturating_sub(BEFORE * u32::from(self.before))
    }
}

/// The skills over which two meet who can help each other, in ascending order.
#[must_use]
pub fn over(gets: &[Help], gives: &[Help]) -> Vec<String> {
    let named: BTreeMap<String, &String> =
        gets.iter().chain(gives).map(|help| (key(&help.skill), &help.skill)).collect();
    named.into_values().cloned().collect()
}

impl Learners {
    /// Those of these people with whom a person might learn best, at most so many: none while either has as many pairs as
    /// they want, and nobody with whom they learn or wait already. `without` are people whom the person does not want to see.
    #[must_use]
    pub fn suggest(
        &self,
        me: &PersonId,
        among: &BTreeSet<PersonId>,
        without: &BTreeSet<PersonId>,
        most: usize,
    ) -> Vec<Suggestion> {
        let Some(mine) = self.details(me).filter(|_| among.contains(me) && !self.is_busy(me, among)) else {
            return Vec::new();
        };
        let known = Known::of(&mine);
        let others = among.iter().filter(|with| *with != me && !without.contains(with));
        let mut all: Vec<(u32, [u8; 32], Suggestion)> = others
            .filter_map(|with| self.suggestion(me, (&mine, &known), with))
            .map(|found| (found.weight(), tie(me, &found.with), found))
            .collect();
        all.sort_by_key(|(weight, tie, _)| (Reverse(*weight), *tie));
        // Asked last: only of those who come first.
        let free = all.into_iter().map(|(_, _, found)| found).filter(|found| !self.is_busy(&found.with, among));
        free.take(most).collect()
    }

    /// What two people have for each other; nothing when neither can help the other, or they have agreed on something.
    fn suggestion(&self, me: &PersonId, (mine, known): (&Details, &Known<'_>), with: &PersonId) -> Option<Suggestion> {
        let stage = self.pair(me, with).map(|pair| pair.stage);
        // Who said no is left in peace, until they say otherwise.
        if !matches!(stage, None | Some(Stage::Ended)) || self.declines(with, me) {
            return None;
        }
        let theirs = self.details(with)?;
        let they = Known::of(&theirs);
        let (gets, gives) = (they.helps(known), known.helps(&they));
        if gets.is_empty() && gives.is_empty() {
            return None;
        }
        let spoken = self.languages(with);
        let languages = self.languages(me).iter().filter(|one| spoken.iter().any(|other| language(one, other)));
        Some(Suggestion {
            with: *with,
            gets,
            gives,
            free: mine.free.and(theirs.free),
            languages: languages.cloned().collect(),
            before: self.stood(me, with),
        })
    }

    /// The reasons for which two people learn, or might, whatever they have agreed on.
    #[must_use]
    pub fn reasons(&self, me: &PersonId, with: &PersonId) -> (Vec<Help>, Vec<Help>, Free) {
        let of = |person| self.details(person).unwrap_or_default();
        let (mine, theirs) = (of(me), of(with));
        let (known, they) = (Known::of(&mine), Known::of(&theirs));
        (they.helps(&known), known.helps(&they), mine.free.and(theirs.free))
    }
}

/// What somebody said, by what skills are compared by.
struct Known<'a> {
    offers: BTreeMap<String, Level>,
    needs: Vec<(String, &'a Skill)>,
}

impl<'a> Known<'a> {
    fn of(details: &'a Details) -> Self {
        Self {
            offers: details.offers.iter().map(|skill| (key(&skill.name), skill.level)).collect(),
            needs: details.needs.iter().map(|skill| (key(&skill.name), skill)).collect(),
        }
    }

    /// In what this one can help another: up to where that one wants to come, and not with what that one can already.
    fn helps(&self, other: &Known<'_>) -> Vec<Help> {
        let help = |(named, need): &(String, &Skill)| {
            let (offered, had) = (*self.offers.get(named)?, other.offers.get(named).map_or(0, |level| level.number()));
            let gain = u32::from(offered.min(need.level).number().checked_sub(had)?);
            (gain > 0).then(|| Help { skill: need.name.clone(), has: offered, wants: need.level, gain })
        };
        let mut helps: Vec<Help> = other.needs.iter().filter_map(help).collect();
        helps.sort_by(|a, b| (b.gain, b.has).cmp(&(a.gain, a.has)).then_with(|| a.skill.cmp(&b.skill)));
        helps
    }
}

/// Whether two tags name one language, whatever country and script stand behind it.
fn language(one: &str, other: &str) -> bool {
    let first = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    first(one) == first(other)
}

/// The same for both, whoever of them looks.
fn tie(one: &PersonId, other: &PersonId) -> [u8; 32] {
    let (first, second) = (one.min(other), one.max(other));
    let mut hasher = blake3::Hasher::new_derive_key(TIE);
    hasher.update(first.as_bytes()).update(second.as_bytes());
    *hasher.finalize().as_bytes()
}
