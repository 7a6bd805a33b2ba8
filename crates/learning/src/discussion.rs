//! What gathers around the items of a thread: comments, votes, flags, attachments, revisions, hiding and taking back.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{DeviceId, PersonId, RecordId};
use commonplace_core::limits;
use commonplace_core::time::Timestamp;

use crate::attachment::{Attachment, NewAttachment};
use crate::body::{Payload as _, Unfit};
use crate::catalogue::{Body, Unreadable};
use crate::dispute::Disputes;
use crate::entry::{Content, Entry, Standing};
use crate::flag::{Flag, Raised, Reason};
use crate::ledger::Ledger;
use crate::merge::{Register, Set, Slot, Tally, Write};
use crate::moderation::{Hide, Visibility};
use crate::revision::Revision;
use crate::vote::{Choice, Vote, Votes};

/// Title and text of a version of an item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Version {
    /// Title; empty for items without one.
    pub title: String,
    /// Markdown.
    pub text: String,
}

/// Something that one person wrote: a question, an answer, a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The record that it came with.
    pub id: RecordId,
    /// Who wrote it.
    pub author: PersonId,
    /// On which device.
    pub device: DeviceId,
    /// When, as the author claims.
    pub created: Timestamp,
    /// When it was last revised, as the author claims.
    pub updated: Timestamp,
    /// For the order of display only.
    pub lamport: u64,
    /// What it says; empty when retracted.
    pub now: Version,
    /// What else it says, when its author revised it on two devices apart.
    pub also: Vec<Version>,
    /// How often it was revised.
    pub revisions: usize,
    /// Whether to show it.
    pub visibility: Visibility,
    /// Votes on it, without its author's.
    pub votes: Votes,
    /// Flags on it that stand.
    pub flags: Vec<Raised>,
    /// Files on it, in the order of their records.
    pub attachments: Vec<Attachment>,
}

/// A comment on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The comment itself.
    pub item: Item,
    /// What it is about.
    pub target: RecordId,
}

/// All that is said and thought about the items of one thread.
#[derive(Debug, Clone)]
pub struct Discussion {
    root: RecordId,
    votes: BTreeMap<RecordId, BTreeMap<PersonId, Slot<Choice>>>,
    flags: BTreeMap<RecordId, BTreeMap<PersonId, Slot<(Reason, String)>>>,
    decisions: BTreeMap<RecordId, Register<(PersonId, bool, String)>>,
    retracted: BTreeSet<RecordId>,
    files: BTreeMap<RecordId, Set<RecordId>>,
    attached: BTreeMap<RecordId, Attachment>,
    versions: BTreeMap<RecordId, Register<Version>>,
    revised: BTreeMap<RecordId, Timestamp>,
    comments: Vec<Comment>,
    disputes: Disputes,
    unreadable: Vec<(RecordId, Unreadable)>,
}

impl Discussion {
    pub(crate) fn fold(ledger: &Ledger<'_>) -> Self {
        let mut discussion = Self {
            root: ledger.root.id,
            votes: BTreeMap::new(),
            flags: BTreeMap::new(),
            decisions: BTreeMap::new(),
            retracted: BTreeSet::new(),
            files: BTreeMap::new(),
            attached: BTreeMap::new(),
            versions: BTreeMap::new(),
            revised: BTreeMap::new(),
            comments: Vec::new(),
            disputes: Disputes::none(ledger),
            unreadable: ledger.unreadable.clone(),
        };
        for (entry, body) in ledger.iter() {
            discussion.take(ledger, entry, body);
        }
        discussion.comments = discussion.gather_comments(ledger);
        discussion.disputes = Disputes::fold(ledger, |id| discussion.visibility(id));
        discussion
    }

    fn take(&mut self, ledger: &Ledger<'_>, entry: &Entry, body: &Body) {
        match body {
            Body::Vote(vote) if !ledger.is_own(entry, &vote.target) => {
                let slots = self.votes.entry(vote.target).or_default();
                let write = Write::of(entry, vote.replaces.clone(), vote.choice);
                slots.entry(entry.author).or_default().insert(entry.id, write);
            }
            Body::Flag(flag) => {
                let slots = self.flags.entry(flag.target).or_default();
                let write = Write::of(entry, flag.replaces.clone(), (flag.reason, flag.words.clone()));
                slots.entry(entry.author).or_default().insert(entry.id, write);
            }
            Body::Hide(hide) if entry.role.moderates() => {
                let decision = (entry.author, hide.hidden, hide.reason.clone());
                let write = Write::of(entry, hide.replaces.clone(), decision);
                self.decisions.entry(hide.target).or_default().insert(entry.id, write);
            }
            Body::Retract(retract) if ledger.is_own(entry, &retract.target) => {
                self.retracted.insert(retract.target);
            }
            Body::Revision(revision) if ledger.is_own(entry, &revision.of) => self.take_revision(entry, revision),
            Body::Attach(attach) if self.may_attach(ledger, entry, &attach.target) => {
                self.files.entry(attach.target).or_default().add(entry.id, entry.id);
                self.attached.insert(entry.id, attachment(entry, attach));
            }
            Body::Detach(detach) => self.take_detach(ledger, entry, detach.attached),
            _ => {}
        }
    }

    fn take_revision(&mut self, entry: &Entry, revision: &Revision) {
        let version = Version { title: revision.title.clone().unwrap_or_default(), text: revision.text.clone() };
        let write = Write::of(entry, revision.replaces.clone(), version);
        self.versions.entry(revision.of).or_default().insert(entry.id, write);
        let updated = self.revised.entry(revision.of).or_default();
        *updated = entry.wall.max(*updated);
    }

    /// Notes are everybody's; other items are their author's.
    fn may_attach(&self, ledger: &Ledger<'_>, entry: &Entry, item: &RecordId) -> bool {
        let on_note = *item == self.root && ledger.root.kind == crate::catalogue::Class::Note.kind();
        on_note || ledger.is_own(entry, item)
    }

    fn take_detach(&mut self, ledger: &Ledger<'_>, entry: &Entry, attached: RecordId) {
        let Some((_, Body::Attach(attach))) = ledger.rest.get(&attached) else { return };
        if entry.role.moderates() || ledger.is_own(entry, &attached) || ledger.is_own(entry, &attach.target) {
            self.files.entry(attach.target).or_default().remove(attached, attached);
        }
    }

    fn gather_comments(&self, ledger: &Ledger<'_>) -> Vec<Comment> {
        let comment = |(entry, body): (&Entry, &Body)| match body {
            Body::Comment(comment) => {
                let version = Version { title: String::new(), text: comment.text.clone() };
                Some(Comment { item: self.item(entry, version), target: comment.target })
            }
            _ => None,
        };
        let mut comments: Vec<Comment> = ledger.iter().filter_map(comment).collect();
        comments.sort_by_key(|comment| (comment.item.lamport, comment.item.id));
        comments
    }

    /// An item that came with `entry` and said `first`, with all that gathered around it.
    pub(crate) fn item(&self, entry: &Entry, first: Version) -> Item {
        let mut register = self.versions.get(&entry.id).cloned().unwrap_or_default();
        register.insert(entry.id, Write::of(entry, Vec::new(), first));
        let visibility = self.visibility(&entry.id);
        let mut versions = register.writes().into_iter().map(|(_, write)| write.value.clone());
        let retracted = visibility == Visibility::Retracted;
        let now = versions.next().filter(|_| !retracted).unwrap_or_default();
        Item {
            id: entry.id,
            author: entry.author,
            device: entry.device,
            created: entry.wall,
            updated: self.revised.get(&entry.id).map_or(entry.wall, |revised| entry.wall.max(*revised)),
            lamport: entry.lamport,
            now,
            also: if retracted { Vec::new() } else { versions.collect() },
            revisions: if retracted { 0 } else { register.len() - 1 },
            visibility,
            votes: self.votes(&entry.id),
            flags: self.flags(&entry.id),
            attachments: if retracted { Vec::new() } else { self.attachments(&entry.id) },
        }
    }

    /// The note, question or meeting of the thread.
    #[must_use]
    pub fn root(&self) -> RecordId {
        self.root
    }

    /// Comments on all items, in the order of reading.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// Comments on one item, in the order of reading.
    pub fn comments_on(&self, item: RecordId) -> impl Iterator<Item = &Comment> {
        self.comments.iter().filter(move |comment| comment.target == item)
    }

    /// Disputes of its items.
    #[must_use]
    pub fn disputes(&self) -> &Disputes {
        &self.disputes
    }

    /// Records of the thread that this version cannot show.
    #[must_use]
    pub fn unreadable(&self) -> &[(RecordId, Unreadable)] {
        &self.unreadable
    }

    /// How many voted what on an item.
    #[must_use]
    pub fn votes(&self, item: &RecordId) -> Votes {
        let slots = self.votes.get(item).into_iter().flatten();
        let tally = Tally::of(slots.map(|(person, slot)| (*person, slot)));
        Votes {
            helpful: tally.count(&Choice::Helpful),
            unclear: tally.count(&Choice::Unclear),
            same: tally.count(&Choice::Same),
        }
    }

    /// What a person voted on an item, unless they did not or took it back.
    #[must_use]
    pub fn vote_of(&self, person: &PersonId, item: &RecordId) -> Option<Choice> {
        let choice = self.votes.get(item)?.get(person)?.value().copied()?;
        (choice != Choice::None).then_some(choice)
    }

    /// Flags on an item that stand, by person.
    #[must_use]
    pub fn flags(&self, item: &RecordId) -> Vec<Raised> {
        let raised = |(by, slot): (&PersonId, &Slot<(Reason, String)>)| {
            let write = slot.write()?;
            let (reason, words) = write.value.clone();
            (reason != Reason::None).then_some(Raised { by: *by, standing: write.standing, reason, words })
        };
        self.flags.get(item).into_iter().flatten().filter_map(raised).collect()
    }

    /// Whether to show an item.
    #[must_use]
    pub fn visibility(&self, item: &RecordId) -> Visibility {
        if self.retracted.contains(item) {
            return Visibility::Retracted;
        }
        if let Some(register) = self.decisions.get(item) {
            // Of two decisions made apart the higher standing's counts; of equals, the hiding.
            let decisions = register.writes().into_iter();
            let decision = decisions.max_by_key(|(id, write)| (write.standing, write.value.1, std::cmp::Reverse(*id)));
            return match decision.map(|(_, write)| &write.value) {
                Some((by, true, reason)) => Visibility::Hidden { by: *by, reason: reason.clone() },
                _ => Visibility::Shown,
            };
        }
        let weight: usize = self.flags(item).iter().map(Raised::weight).sum();
        if weight >= limits::FLAG_WEIGHT_HIDES { Visibility::Flagged } else { Visibility::Shown }
    }

    /// Files on an item, in the order of their record ids.
    #[must_use]
    pub fn attachments(&self, item: &RecordId) -> Vec<Attachment> {
        let ids = self.files.get(item).into_iter().flat_map(Set::values);
        ids.filter_map(|id| self.attached.get(id)).cloned().collect()
    }

    /// Files on all items, in the order of their record ids.
    pub fn all_attachments(&self) -> impl Iterator<Item = &Attachment> {
        self.attached.values().filter(|file| self.files.get(&file.target).is_some_and(|set| set.contains(&file.id)))
    }

    /// `me` votes on an item, or takes a vote back with [`Choice::None`].
    ///
    /// # Errors
    /// None in practice: what it replaces is bounded here.
    pub fn vote(&self, me: &PersonId, target: RecordId, choice: Choice) -> Result<Content, Unfit> {
        let slot = self.votes.get(&target).and_then(|slots| slots.get(me));
        let replaces = slot.map(Slot::latest).unwrap_or_default();
        Vote { root: self.root, target, choice, replaces }.content()
    }

    /// `me` flags an item, or takes a flag back with [`Reason::None`].
    ///
    /// # Errors
    /// [`Unfit`] when the words are too long.
    pub fn flag(&self, me: &PersonId, target: RecordId, reason: Reason, words: &str) -> Result<Content, Unfit> {
        let slot = self.flags.get(&target).and_then(|slots| slots.get(me));
        let replaces = slot.map(Slot::latest).unwrap_or_default();
        Flag { root: self.root, target, reason, words: words.to_owned(), replaces }.content()
    }

    /// A moderator hides an item, or shows it again, and says why. Without that standing it has no effect.
    ///
    /// # Errors
    /// [`Unfit`] when the reason is too long.
    pub fn hide(&self, target: RecordId, hidden: bool, reason: &str) -> Result<Content, Unfit> {
        let replaces = self.decisions.get(&target).map(Register::latest).unwrap_or_default();
        Hide { root: self.root, target, hidden, reason: reason.to_owned(), replaces }.content()
    }

    /// The author of an item replaces what it says. By anybody else it has no effect.
    ///
    /// # Errors
    /// [`Unfit`] when title or text is too long.
    pub fn revise(&self, of: RecordId, title: Option<String>, text: &str) -> Result<Content, Unfit> {
        let replaces = match self.versions.get(&of) {
            // The item itself is a version too; a revision by another device may not have replaced it.
            Some(register) => register.latest().into_iter().take(limits::REPLACED_IDS - 1).chain([of]).collect(),
            None => vec![of],
        };
        Revision { root: self.root, of, title, text: text.to_owned(), replaces }.content()
    }
}

fn attachment(entry: &Entry, attach: &crate::attachment::Attach) -> Attachment {
    let file = NewAttachment {
        blob: attach.blob,
        key: attach.key.clone(),
        size: attach.size,
        padding: attach.padding,
        name: attach.name.clone(),
        media_type: attach.media_type.clone(),
    };
    Attachment { id: entry.id, target: attach.target, by: entry.author, at: entry.wall, file }
}

/// Whether an author of this standing may do what [`Discussion::hide`] composes.
#[must_use]
pub fn may_hide(standing: Standing) -> bool {
    standing.moderates()
}
