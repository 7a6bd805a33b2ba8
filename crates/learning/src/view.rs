//! Views: what a set of records means, as a value that grows record by record.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::encoding::encode;
use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::limits;

use crate::card::Card;
use crate::discussion::Discussion;
use crate::dispute::Disputed;
use crate::entry::Entry;
use crate::meeting::Meeting;
use crate::note::Note;
use crate::profile::{Profile, Profiles};
use crate::question::Thread;
use crate::quick_vote::{QuickVote, Round};
use crate::skill::{Details, Help, Learners, Skill};

/// A pure fold of records. The same set of records gives the same view on every node, in whatever order and however
/// often each is applied.
pub trait View: Default {
    /// Its name, in logs and in the index.
    const NAME: &'static str;
    /// Raised whenever the meaning changes: then the view is folded anew.
    const VERSION: u32;

    /// Takes in an entry. Cannot fail, reads no clock, and passes over kinds that it does not know.
    fn apply(&mut self, entry: &Entry);

    /// BLAKE3 of what the view shows: equal on two nodes that show the same.
    fn view_hash(&self) -> [u8; 32];
}

/// The view of one note.
#[derive(Debug, Clone, Default)]
pub struct NoteView {
    entries: Entries,
}

impl NoteView {
    /// The note, once its first record is here.
    #[must_use]
    pub fn note(&self) -> Option<Note> {
        Note::fold(&self.entries.all()).ok()
    }
}

impl View for NoteView {
    const NAME: &'static str = "note";
    const VERSION: u32 = 1;

    fn apply(&mut self, entry: &Entry) {
        self.entries.apply(entry);
    }

    fn view_hash(&self) -> [u8; 32] {
        let shown = self.note().map(|note| {
            let row = crate::summary::NoteRow::of(&note);
            (row, note.text().to_owned(), spoken(note.discussion().comments()), disputed(note.discussion()))
        });
        hash(&shown)
    }
}

/// The view of one card.
#[derive(Debug, Clone, Default)]
pub struct CardView {
    entries: Entries,
}

impl CardView {
    /// The card, once its own record is here.
    #[must_use]
    pub fn card(&self) -> Option<Card> {
        Card::fold(&self.entries.all()).ok()
    }
}

impl View for CardView {
    const NAME: &'static str = "card";
    const VERSION: u32 = 1;

    fn apply(&mut self, entry: &Entry) {
        self.entries.apply(entry);
    }

    fn view_hash(&self) -> [u8; 32] {
        let shown = self.card().map(|card| {
            let said = |sides: crate::card::Sides| (sides.front, sides.back);
            let also: Vec<_> = card.also().into_iter().map(|(by, sides)| (by, said(sides))).collect();
            let row = crate::summary::CardRow::of(&card);
            (row, said(card.sides()), also, card.from().cloned(), spoken(card.discussion().comments()))
        });
        hash(&shown)
    }
}

/// The view of one question.
#[derive(Debug, Clone, Default)]
pub struct QuestionView {
    entries: Entries,
}

impl QuestionView {
    /// The thread, once the question is here.
    #[must_use]
    pub fn thread(&self) -> Option<Thread> {
        Thread::fold(&self.entries.all()).ok()
    }
}

impl View for QuestionView {
    const NAME: &'static str = "question";
    const VERSION: u32 = 1;

    fn apply(&mut self, entry: &Entry) {
        self.entries.apply(entry);
    }

    fn view_hash(&self) -> [u8; 32] {
        let shown = self.thread().map(|thread| {
            let answer = |answer: &crate::question::Answered| {
                (answer.item.id, answer.item.now.text.clone(), answer.accepted, answer.endorsed_by.clone())
            };
            let answers: Vec<_> = thread.answers().iter().map(answer).collect();
            let row = crate::summary::QuestionRow::of(&thread);
            (row, thread.question().now.text.clone(), answers, spoken(thread.comments()), disputed(thread.discussion()))
        });
        hash(&shown)
    }
}

/// The view of one meeting.
#[derive(Debug, Clone, Default)]
pub struct MeetingView {
    entries: Entries,
}

impl MeetingView {
    /// The meeting, once its own record is here.
    #[must_use]
    pub fn meeting(&self) -> Option<Meeting> {
        Meeting::fold(&self.entries.all()).ok()
    }
}

impl View for MeetingView {
    const NAME: &'static str = "meeting";
    const VERSION: u32 = 1;

    fn apply(&mut self, entry: &Entry) {
        self.entries.apply(entry);
    }

    fn view_hash(&self) -> [u8; 32] {
        let shown = self.meeting().map(|meeting| {
            let said = |details: crate::meeting::Details| {
                (details.title, details.when, details.place, details.agenda, details.called_off)
            };
            let also: Vec<_> = meeting.also().into_iter().map(|(by, details)| (by, said(details))).collect();
            let coming: Vec<_> =
                meeting.coming().into_iter().map(|comer| (comer.person, comer.comes, comer.of_another_time)).collect();
            let row = crate::summary::MeetingRow::of(&meeting);
            let discussion = meeting.discussion();
            (row, said(meeting.details()), also, coming, spoken(discussion.comments()), disputed(discussion))
        });
        hash(&shown)
    }
}

/// The view of one quick vote.
#[derive(Debug, Clone, Default)]
pub struct QuickVoteView {
    entries: Entries,
}

impl QuickVoteView {
    /// The quick vote, once the record that begins it is here.
    #[must_use]
    pub fn quick_vote(&self) -> Option<QuickVote> {
        QuickVote::fold(&self.entries.all()).ok()
    }
}

impl View for QuickVoteView {
    const NAME: &'static str = "quick vote";
    const VERSION: u32 = 1;

    fn apply(&mut self, entry: &Entry) {
        self.entries.apply(entry);
    }

    fn view_hash(&self) -> [u8; 32] {
        let round = |round: &Round| {
            let opened = |opened: &BTreeMap<PersonId, u8>| opened.iter().map(|(by, it)| (*by, *it)).collect::<Vec<_>>();
            let sealed: Vec<_> = round.sealed.iter().map(|(by, id)| (*by, *id)).collect();
            let late: Vec<_> = round.late.iter().chain(&round.changed_late).copied().collect();
            let uncovered: Vec<_> = round.uncovered_by.iter().copied().collect();
            (round.number, uncovered, sealed, late, opened(&round.opened))
        };
        let shown = self.quick_vote().map(|vote| {
            let rounds: Vec<_> = vote.rounds().iter().map(round).collect();
            let row = crate::summary::QuickVoteRow::of(&vote);
            let discussion = vote.discussion();
            (
                row,
                vote.options().to_vec(),
                rounds,
                vote.passed_over(),
                spoken(discussion.comments()),
                disputed(discussion),
            )
        });
        hash(&shown)
    }
}

/// The view of everybody's profile in a circle.
#[derive(Debug, Clone, Default)]
pub struct ProfileView {
    profiles: Profiles,
}

impl ProfileView {
    /// The profiles.
    #[must_use]
    pub fn profiles(&self) -> &Profiles {
        &self.profiles
    }
}

impl View for ProfileView {
    const NAME: &'static str = "profile";
    const VERSION: u32 = 1;

    fn apply(&mut self, entry: &Entry) {
        self.profiles.apply(entry);
    }

    fn view_hash(&self) -> [u8; 32] {
        let shown: Vec<_> = self
            .profiles
            .iter()
            .map(|(person, details)| (person, &details.name, &details.about, &details.languages))
            .collect();
        hash(&shown)
    }
}

/// The view of everybody's skills in a circle, of who learns with whom, and of who might.
#[derive(Debug, Clone, Default)]
pub struct SkillView {
    learners: Learners,
}

impl SkillView {
    /// The people with their skills.
    #[must_use]
    pub fn learners(&self) -> &Learners {
        &self.learners
    }
}

impl View for SkillView {
    const NAME: &'static str = "skills";
    const VERSION: u32 = 1;

    fn apply(&mut self, entry: &Entry) {
        self.learners.apply(entry);
    }

    fn view_hash(&self) -> [u8; 32] {
        let learners = &self.learners;
        let all = learners.people();
        let skills = |skills: &[Skill]| -> Vec<_> { skills.iter().map(|it| (it.name.clone(), it.level)).collect() };
        let said = |person: &PersonId| {
            let Details { offers, needs, free, capacity } = learners.details(person).unwrap_or_default();
            (skills(&offers), skills(&needs), free, capacity)
        };
        let helps =
            |helps: &[Help]| -> Vec<_> { helps.iter().map(|it| (it.skill.clone(), it.has, it.wants)).collect() };
        let shown: Vec<_> = all
            .iter()
            .map(|person| {
                let pairs: Vec<_> = learners
                    .pairs(person, &all)
                    .into_iter()
                    .map(|pair| (pair.with, pair.stage, pair.skills, pair.since))
                    .collect();
                let suggested: Vec<_> = learners
                    .suggest(person, &all, &BTreeSet::new(), limits::PAIR_SUGGESTIONS)
                    .iter()
                    .map(|it| (it.with, helps(&it.gets), helps(&it.gives), it.free, it.languages.clone(), it.before))
                    .collect();
                (*person, said(person), pairs, suggested)
            })
            .collect();
        hash(&shown)
    }
}

/// Entries by id: applying one again changes nothing.
#[derive(Debug, Clone, Default)]
struct Entries(BTreeMap<RecordId, Entry>);

impl Entries {
    fn apply(&mut self, entry: &Entry) {
        if entry.kind != <Profile as crate::body::Payload>::KIND {
            self.0.entry(entry.id).or_insert_with(|| entry.clone());
        }
    }

    fn all(&self) -> Vec<Entry> {
        self.0.values().cloned().collect()
    }
}

fn spoken(comments: &[crate::discussion::Comment]) -> Vec<(RecordId, RecordId, String)> {
    comments.iter().map(|comment| (comment.item.id, comment.target, comment.item.now.text.clone())).collect()
}

/// What the disputes of a thread have come to.
fn disputed(discussion: &Discussion) -> Vec<impl serde::Serialize + use<>> {
    let each = |disputed: &Disputed| {
        let weighed: Vec<_> = disputed.weighed.iter().map(|one| (one.person, u8::from(one.weight))).collect();
        let rulings: Vec<_> = disputed.rulings.iter().map(|ruled| (ruled.by, ruled.upheld)).collect();
        (disputed.id, disputed.claim.clone(), disputed.state, weighed, rulings, disputed.corrected_by)
    };
    discussion.disputes().all().iter().map(each).collect()
}

fn hash<T: serde::Serialize>(shown: &T) -> [u8; 32] {
    *blake3::hash(&encode(shown)).as_bytes()
}
