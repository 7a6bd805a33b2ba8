//! A meeting with all that was said about it.

use std::collections::BTreeMap;

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::limits;
use commonplace_core::time::Timestamp;

use super::{Comes, Coming, Details, MeetingChange, Recap};
use crate::body::{Payload as _, Unfit};
use crate::catalogue::{Body, Class};
use crate::discussion::{Discussion, Item, Version};
use crate::entry::{Content, Entry, Standing};
use crate::ledger::{FoldError, Ledger};
use crate::merge::{Register, Slot, Write};
use crate::moderation::Visibility;

/// Why somebody cannot change a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotYours {
    /// Only who planned it and who moderates may.
    #[error("only who planned the meeting or a facilitator may do this")]
    Neither,
    /// The record cannot be composed.
    #[error(transparent)]
    Unfit(#[from] Unfit),
}

/// Versions shown beside the first: more people than change one meeting at a time, and no more whatever somebody writes.
const ALSO: usize = 8;

/// Whether one person comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comer {
    /// Who.
    pub person: PersonId,
    /// What they said; never that they took it back.
    pub comes: Comes,
    /// Whether they said it of another time than the meeting now has.
    pub of_another_time: bool,
}

/// A meeting: what it is, who comes, and which notes tell of it.
#[derive(Debug, Clone)]
pub struct Meeting {
    item: Item,
    versions: Register<(PersonId, Details)>,
    coming: BTreeMap<PersonId, Slot<(Comes, Option<Timestamp>)>>,
    recaps: Register<Option<RecordId>>,
    discussion: Discussion,
    updated: Timestamp,
}

impl Meeting {
    /// The meeting that these records make, in whatever order and however often each is given.
    ///
    /// # Errors
    /// [`FoldError`] when the meeting's own record is missing or cannot be read.
    pub fn fold(entries: &[Entry]) -> Result<Self, FoldError> {
        let mut ledger = Ledger::read(entries, Class::Meeting)?;
        let discussion = Discussion::fold(&ledger);
        let mut item = discussion.item(ledger.root, Version::default());
        let mut versions = Register::default();
        match ledger.beginning.take() {
            Some(Body::Meeting(create)) => {
                let (title, when, place, agenda) = (create.title, create.when, create.place, create.agenda);
                let first = Details { title, when, place, agenda, called_off: false };
                versions.insert(ledger.root.id, Write::of(ledger.root, Vec::new(), (ledger.root.author, first)));
            }
            // The body was dropped after a retraction that may not be here: nothing to show either way.
            _ => item.visibility = Visibility::Retracted,
        }
        let (coming, recaps, updated) = (BTreeMap::new(), Register::default(), ledger.root.wall);
        let mut meeting = Self { item, versions, coming, recaps, discussion, updated };
        ledger.iter().for_each(|(entry, body)| meeting.take(entry, body));
        Ok(meeting)
    }

    fn take(&mut self, entry: &Entry, body: &Body) {
        match body {
            Body::MeetingChange(change) if self.may_change(&entry.author, entry.role) => {
                let MeetingChange { title, when, place, agenda, called_off, .. } = change.clone();
                let details = Details { title, when, place, agenda, called_off };
                let write = Write::of(entry, change.replaces.clone(), (entry.author, details));
                self.versions.insert(entry.id, write);
            }
            Body::Coming(coming) => {
                let write = Write::of(entry, coming.replaces.clone(), (coming.comes, coming.when));
                self.coming.entry(entry.author).or_default().insert(entry.id, write);
                return;
            }
            Body::Recap(recap) => {
                self.recaps.insert(entry.id, Write::of(entry, recap.replaces.clone(), recap.note));
            }
            Body::Comment(_) => {}
            _ => return,
        }
        self.updated = self.updated.max(entry.wall);
    }

    /// Whether somebody may say what the meeting is: who planned it, and who moderates.
    #[must_use]
    pub fn may_change(&self, person: &PersonId, standing: Standing) -> bool {
        *person == self.item.author || standing.moderates()
    }

    /// The meeting itself: who planned it, when they wrote that, and whether to show it.
    #[must_use]
    pub fn item(&self) -> &Item {
        &self.item
    }

    /// Comments, flags and decisions of moderators.
    #[must_use]
    pub fn discussion(&self) -> &Discussion {
        &self.discussion
    }

    fn is_gone(&self) -> bool {
        self.item.visibility == Visibility::Retracted
    }

    /// What it is: nothing when its author took it back.
    #[must_use]
    pub fn details(&self) -> Details {
        let shown = self.versions.value().filter(|_| !self.is_gone());
        shown.map(|(_, details)| details.clone()).unwrap_or_default()
    }

    /// What else it is, and who wrote that, where several changed it apart. At most eight of them.
    #[must_use]
    pub fn also(&self) -> Vec<(PersonId, Details)> {
        let apart = self.versions.writes().into_iter().skip(1).take(ALSO).filter(|_| !self.is_gone());
        apart.map(|(_, write)| write.value.clone()).collect()
    }

    /// Who wrote what is shown of it, when that was not who planned it.
    #[must_use]
    pub fn changed_by(&self) -> Option<PersonId> {
        self.versions.value().map(|(by, _)| *by).filter(|by| *by != self.item.author)
    }

    /// Everybody who said whether they come, in ascending order of id.
    #[must_use]
    pub fn coming(&self) -> Vec<Comer> {
        let now = self.details().when;
        let said = self.coming.iter().filter_map(|(person, slot)| slot.value().map(|said| (*person, *said)));
        let said = said.filter(|(_, (comes, _))| *comes != Comes::None);
        said.map(|(person, (comes, when))| Comer { person, comes, of_another_time: when != now }).collect()
    }

    /// How many said this of the time that the meeting now has.
    #[must_use]
    pub fn count(&self, comes: Comes) -> usize {
        self.coming().iter().filter(|comer| comer.comes == comes && !comer.of_another_time).count()
    }

    /// What a person said, unless they did not or took it back.
    #[must_use]
    pub fn coming_of(&self, person: &PersonId) -> Option<Comer> {
        self.coming().into_iter().find(|comer| comer.person == *person)
    }

    /// The notes that tell what came of it: more than one where several were named apart, and never more than one record
    /// can settle.
    #[must_use]
    pub fn recaps(&self) -> Vec<RecordId> {
        let mut notes: Vec<RecordId> = Vec::new();
        for note in self.recaps.writes().into_iter().filter_map(|(_, write)| write.value).take(limits::REPLACED_IDS) {
            if !notes.contains(&note) && !self.is_gone() {
                notes.push(note);
            }
        }
        notes
    }

    /// The latest claimed time at which it was changed, told of or talked about.
    #[must_use]
    pub fn updated(&self) -> Timestamp {
        self.updated
    }

    /// All words of it that are shown, for the search index.
    #[must_use]
    pub fn searchable_text(&self) -> String {
        let Details { place, agenda, .. } = self.details();
        let comments = self.discussion.comments().iter().map(|comment| &comment.item);
        let comments = comments.filter(|item| item.visibility.is_shown()).map(|item| item.now.text.clone());
        [place, agenda].into_iter().chain(comments).collect::<Vec<_>>().join("\n\n")
    }

    /// Says anew what it is. The same again settles what several wrote apart.
    ///
    /// # Errors
    /// [`NotYours`] for who neither planned it nor moderates, and when a part is empty or too long.
    pub fn change(&self, me: &PersonId, standing: Standing, to: Details) -> Result<Content, NotYours> {
        if !self.may_change(me, standing) {
            return Err(NotYours::Neither);
        }
        let Details { title, when, place, agenda, called_off } = to;
        let (title, place) = (title.trim().to_owned(), place.trim().to_owned());
        let (meeting, replaces) = (self.item.id, self.versions.latest());
        Ok(MeetingChange { meeting, title, when, place, agenda, called_off, replaces }.content()?)
    }

    /// `me` says whether they come, or takes that back with [`Comes::None`].
    ///
    /// # Errors
    /// None in practice: what it replaces is bounded here.
    pub fn come(&self, me: &PersonId, comes: Comes) -> Result<Content, Unfit> {
        let replaces = self.coming.get(me).map(Slot::latest).unwrap_or_default();
        Coming { meeting: self.item.id, comes, when: self.details().when, replaces }.content()
    }

    /// Names the note that tells what came of it, or none.
    ///
    /// # Errors
    /// None in practice: what it replaces is bounded here.
    pub fn recap(&self, note: Option<RecordId>) -> Result<Content, Unfit> {
        Recap { meeting: self.item.id, note, replaces: self.recaps.latest() }.content()
    }
}
