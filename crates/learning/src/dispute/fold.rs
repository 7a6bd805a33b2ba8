//! What the disputes of a thread have come to.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::limits;
use commonplace_core::time::Timestamp;

use super::{Corrected, Dispute, Ruling, Weigh, Weight};
use crate::body::{Payload as _, Unfit};
use crate::catalogue::{Body, Class};
use crate::entry::{Content, Entry, Standing};
use crate::ledger::Ledger;
use crate::merge::{Register, Slot, Write};
use crate::moderation::Visibility;
use crate::origin::Origin;

/// How far a dispute has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing is decided.
    Open,
    /// A moderator, or those who weighed it, say that it is right.
    Upheld,
    /// The item was changed for it.
    Corrected,
    /// A moderator says that the passage is right as it is.
    Rejected,
}

impl State {
    /// Whether who reads what was made from the passage is told.
    #[must_use]
    pub fn follows_copies(self) -> bool {
        self != Self::Rejected
    }
}

/// Why somebody cannot decide a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotYours {
    /// Only moderators rule.
    #[error("only a facilitator may do this")]
    Moderators,
    /// Only who may change the item says that it is corrected.
    #[error("only who may change the item may do this")]
    Writers,
    /// The record is no dispute of this thread.
    #[error("no dispute of this thread")]
    NoDispute,
    /// The record cannot be composed.
    #[error(transparent)]
    Unfit(#[from] Unfit),
}

/// What one person thinks of a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighed {
    /// Who.
    pub person: PersonId,
    /// What; never that they took it back.
    pub weight: Weight,
}

/// What a moderator decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruled {
    /// Who.
    pub by: PersonId,
    /// Whether the dispute is right.
    pub upheld: bool,
    /// Why, in their words.
    pub reason: String,
    /// When, as they claim.
    pub at: Timestamp,
}

/// A dispute with all that was said to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disputed {
    /// The record.
    pub id: RecordId,
    /// Who disputes.
    pub author: PersonId,
    /// When, as they claim.
    pub created: Timestamp,
    /// The latest claimed time at which something was said to it.
    pub updated: Timestamp,
    /// For the order of display only.
    pub lamport: u64,
    /// What is disputed.
    pub about: Origin,
    /// Who wrote that.
    pub of: PersonId,
    /// What is wrong.
    pub claim: String,
    /// Why, Markdown.
    pub why: String,
    /// What says otherwise, if that is in the circle.
    pub source: Option<Origin>,
    /// A book, a page or an address.
    pub elsewhere: String,
    /// How far it has come.
    pub state: State,
    /// What people think of it, in ascending order of their ids. Who disputes agrees, unless they say otherwise.
    pub weighed: Vec<Weighed>,
    /// Rulings that stand: several of moderators apart, and the one that counts first.
    pub rulings: Vec<Ruled>,
    /// Who says that it is corrected, while that stands.
    pub corrected_by: Option<PersonId>,
    /// Whether to show it.
    pub visibility: Visibility,
}

impl Disputed {
    /// How many think so.
    #[must_use]
    pub fn count(&self, weight: Weight) -> usize {
        self.weighed.iter().filter(|weighed| weighed.weight == weight).count()
    }

    /// What a person thinks of it, unless they said nothing.
    #[must_use]
    pub fn weight_of(&self, person: &PersonId) -> Option<Weight> {
        self.weighed.iter().find(|weighed| weighed.person == *person).map(|weighed| weighed.weight)
    }

    /// Of several disputes those come first that are to be looked at.
    fn order(&self) -> (State, Reverse<u64>, RecordId) {
        (self.state, Reverse(self.lamport), self.id)
    }
}

/// What was written to one dispute.
#[derive(Debug, Clone, Default)]
struct Said {
    weights: BTreeMap<PersonId, Slot<Weight>>,
    rulings: Register<Ruled>,
    corrections: Register<(PersonId, bool)>,
    /// Corrections that a ruling knew of: it speaks of what the item says since.
    overruled: BTreeSet<RecordId>,
    updated: Timestamp,
}

/// The disputes of a thread.
#[derive(Debug, Clone)]
pub struct Disputes {
    root: RecordId,
    /// Whether the thread is a note, which is everybody's.
    is_note: bool,
    shown: Vec<Disputed>,
    said: BTreeMap<RecordId, Said>,
    left_out: usize,
}

impl Disputes {
    /// Those of a thread in which nothing is disputed.
    pub(crate) fn none(ledger: &Ledger<'_>) -> Self {
        let (root, is_note) = (ledger.root.id, ledger.root.kind == Class::Note.kind());
        Self { root, is_note, shown: Vec::new(), said: BTreeMap::new(), left_out: 0 }
    }

    /// Reads them out of a thread. `visibility` says of an item whether to show it.
    pub(crate) fn fold(ledger: &Ledger<'_>, visibility: impl Fn(&RecordId) -> Visibility) -> Self {
        let mut disputes = Self::none(ledger);
        let found = ledger.iter().filter_map(|(entry, body)| match body {
            Body::Dispute(dispute) => {
                let seen = of_both(visibility(&entry.id), visibility(&dispute.about.at.item));
                disputed(ledger, entry, dispute, seen)
            }
            _ => None,
        });
        let found: BTreeMap<RecordId, Disputed> = found.map(|disputed| (disputed.id, disputed)).collect();
        if found.is_empty() {
            return disputes;
        }
        for (entry, body) in ledger.iter() {
            disputes.take(&found, entry, body);
        }
        disputes.gather(found);
        disputes
    }

    fn take(&mut self, found: &BTreeMap<RecordId, Disputed>, entry: &Entry, body: &Body) {
        let (Body::Weigh(Weigh { dispute: id, .. })
        | Body::Ruling(Ruling { dispute: id, .. })
        | Body::Corrected(Corrected { dispute: id, .. })) = body
        else {
            return;
        };
        let Some(disputed) = found.get(id) else { return };
        let may_correct = self.may_correct_item(disputed, &entry.author);
        let said = self.said.entry(*id).or_default();
        match body {
            Body::Weigh(weigh) => {
                let write = Write::of(entry, weigh.replaces.clone(), weigh.weight);
                said.weights.entry(entry.author).or_default().insert(entry.id, write);
            }
            Body::Ruling(ruling) if entry.role.moderates() => {
                let (upheld, reason) = (ruling.upheld, ruling.reason.clone());
                let ruled = Ruled { by: entry.author, upheld, reason, at: entry.wall };
                said.rulings.insert(entry.id, Write::of(entry, ruling.replaces.clone(), ruled));
                said.overruled.extend(ruling.replaces.iter().copied());
            }
            Body::Corrected(corrected) if may_correct => {
                let value = (entry.author, corrected.corrected);
                said.corrections.insert(entry.id, Write::of(entry, corrected.replaces.clone(), value));
            }
            _ => return,
        }
        said.updated = said.updated.max(entry.wall);
    }

    /// Each person's first in the order of reading before anybody's second, so that nobody crowds out others.
    fn gather(&mut self, found: BTreeMap<RecordId, Disputed>) {
        let mut visible: Vec<Disputed> =
            found.into_values().filter(|disputed| disputed.visibility != Visibility::Retracted).collect();
        visible.sort_by_key(|disputed| (disputed.lamport, disputed.id));
        let all = visible.len();
        let mut of_each: BTreeMap<PersonId, usize> = BTreeMap::new();
        let mut placed = Vec::with_capacity(all);
        for disputed in visible {
            let place = of_each.entry(disputed.author).or_default();
            *place += 1;
            if *place <= limits::DISPUTES_EACH {
                placed.push((*place, disputed));
            }
        }
        placed.sort_by_key(|(place, disputed)| (*place, disputed.lamport, disputed.id));
        placed.truncate(limits::DISPUTES_SHOWN);
        self.left_out = all - placed.len();
        let nothing = Said::default();
        self.shown = placed
            .into_iter()
            .map(|(_, disputed)| {
                let said = self.said.get(&disputed.id).unwrap_or(&nothing);
                decided(disputed, said)
            })
            .collect();
        self.shown.sort_by_key(Disputed::order);
    }

    /// Those that are shown: what is to be looked at first, and of these the latest. Those that were taken back are not among
    /// them.
    #[must_use]
    pub fn all(&self) -> &[Disputed] {
        &self.shown
    }

    /// Those on one item.
    pub fn on(&self, item: RecordId) -> impl Iterator<Item = &Disputed> {
        self.shown.iter().filter(move |disputed| disputed.about.at.item == item)
    }

    /// How many there are beyond those.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// The dispute with this id.
    #[must_use]
    pub fn get(&self, id: &RecordId) -> Option<&Disputed> {
        self.shown.iter().find(|disputed| disputed.id == *id)
    }

    /// Whether somebody may say that what was disputed is corrected: who wrote the item; of a note everybody. Of a passage that
    /// a moderator found right there is nothing to correct.
    #[must_use]
    pub fn may_correct(&self, disputed: &Disputed, person: &PersonId) -> bool {
        disputed.state != State::Rejected && self.may_correct_item(disputed, person)
    }

    fn may_correct_item(&self, disputed: &Disputed, person: &PersonId) -> bool {
        disputed.of == *person || (self.is_note && disputed.about.is_of_beginning())
    }

    /// `me` weighs a dispute, or takes an earlier word back with [`Weight::None`].
    ///
    /// # Errors
    /// [`NotYours::NoDispute`] for what is no dispute here.
    pub fn weigh(&self, me: &PersonId, dispute: RecordId, weight: Weight) -> Result<Content, NotYours> {
        self.get(&dispute).ok_or(NotYours::NoDispute)?;
        let slot = self.said.get(&dispute).and_then(|said| said.weights.get(me));
        let replaces = slot.map(Slot::latest).unwrap_or_default();
        Ok(Weigh { root: self.root, dispute, weight, replaces }.content()?)
    }

    /// A moderator decides a dispute. It stands over every word so far that it was corrected.
    ///
    /// # Errors
    /// [`NotYours`] for everybody else, and when there is no reason or it is too long.
    pub fn rule(&self, standing: Standing, dispute: RecordId, upheld: bool, reason: &str) -> Result<Content, NotYours> {
        self.get(&dispute).ok_or(NotYours::NoDispute)?;
        if !standing.moderates() {
            return Err(NotYours::Moderators);
        }
        let said = self.said.get(&dispute);
        let earlier = said.map(|said| [said.rulings.latest(), said.corrections.latest()].concat()).unwrap_or_default();
        let replaces = earlier.into_iter().take(limits::REPLACED_IDS).collect();
        let reason = reason.trim().to_owned();
        Ok(Ruling { root: self.root, dispute, upheld, reason, replaces }.content()?)
    }

    /// Who may change the item says that it is corrected, or no longer says so.
    ///
    /// # Errors
    /// [`NotYours`] for everybody else.
    pub fn correct(&self, me: &PersonId, dispute: RecordId, corrected: bool) -> Result<Content, NotYours> {
        let disputed = self.get(&dispute).ok_or(NotYours::NoDispute)?;
        if !self.may_correct(disputed, me) {
            return Err(NotYours::Writers);
        }
        let replaces = self.said.get(&dispute).map(|said| said.corrections.latest()).unwrap_or_default();
        Ok(Corrected { root: self.root, dispute, corrected, replaces }.content()?)
    }
}

/// A dispute carries the words that it disputes: it is shown only where both it and its item are.
fn of_both(dispute: Visibility, item: Visibility) -> Visibility {
    match (dispute, item) {
        (Visibility::Retracted, _) | (_, Visibility::Retracted) => Visibility::Retracted,
        (dispute, item) if item.is_shown() => dispute,
        (_, item) => item,
    }
}

/// A dispute as it was begun; none when what it disputes is no item of its thread.
fn disputed(ledger: &Ledger<'_>, entry: &Entry, dispute: &Dispute, visibility: Visibility) -> Option<Disputed> {
    let item = dispute.about.at.item;
    let is_item = item == ledger.root.id
        || ledger.rest.get(&item).is_some_and(|(_, body)| matches!(body, Body::Answer(_) | Body::Comment(_)));
    let of = ledger.author(&item).filter(|_| is_item)?;
    Some(Disputed {
        id: entry.id,
        author: entry.author,
        created: entry.wall,
        updated: entry.wall,
        lamport: entry.lamport,
        about: dispute.about.clone(),
        of,
        claim: dispute.claim.clone(),
        why: dispute.why.clone(),
        source: dispute.source.clone(),
        elsewhere: dispute.elsewhere.clone(),
        state: State::Open,
        weighed: Vec::new(),
        rulings: Vec::new(),
        corrected_by: None,
        visibility,
    })
}

fn decided(mut disputed: Disputed, said: &Said) -> Disputed {
    let mut weights: BTreeMap<PersonId, Weight> =
        said.weights.iter().filter_map(|(person, slot)| Some((*person, *slot.value()?))).collect();
    weights.entry(disputed.author).or_insert(Weight::Agree);
    let stands = weights.into_iter().filter(|(_, weight)| *weight != Weight::None);
    disputed.weighed = stands.map(|(person, weight)| Weighed { person, weight }).collect();
    // Of moderators of one standing who ruled apart, the one counts who warns.
    let mut rulings = said.rulings.writes();
    rulings.sort_by_key(|(id, write)| (Reverse(write.standing), Reverse(write.value.upheld), *id));
    disputed.rulings = rulings.into_iter().map(|(_, write)| write.value.clone()).take(limits::RULINGS_SHOWN).collect();
    let corrections = said.corrections.writes().into_iter();
    let mut standing = corrections.filter(|(id, write)| write.value.1 && !said.overruled.contains(id));
    // What a moderator found right is not corrected: else its author, or anybody in a note, would mark all copies again.
    let rejected = disputed.rulings.first().is_some_and(|ruled| !ruled.upheld);
    disputed.corrected_by = standing.next().map(|(_, write)| write.value.0).filter(|_| !rejected);
    disputed.state = match (disputed.corrected_by, disputed.rulings.first()) {
        (Some(_), _) => State::Corrected,
        (None, Some(ruled)) if ruled.upheld => State::Upheld,
        (None, Some(_)) => State::Rejected,
        (None, None) if is_upheld(&disputed) => State::Upheld,
        (None, None) => State::Open,
    };
    disputed.updated = disputed.updated.max(said.updated);
    disputed
}

/// Whether those who weighed it uphold it: two agree, of whom one did not begin it, and nobody is against.
fn is_upheld(disputed: &Disputed) -> bool {
    let agree = |weighed: &&Weighed| weighed.weight == Weight::Agree;
    let others = disputed.weighed.iter().filter(agree).any(|weighed| weighed.person != disputed.author);
    others && disputed.count(Weight::Agree) >= limits::DISPUTE_AGREE && disputed.count(Weight::Disagree) == 0
}
