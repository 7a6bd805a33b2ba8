//! One answer of each kind, with every field filled: for the tests of what is shown.

mod card;
mod dispute;
mod event;
mod home;
mod item;
mod joining;
mod meeting;
mod quick_vote;
mod skill;
mod status;

use commonplace_core::id::{CircleId, DeviceId, PersonId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{
    Answer, Author, Bundle, BundleState, Did, Draft, DraftRow, Edit, Exported, Hit, ImportState, Imported, Joining,
    LogLine, Member, Membership, OnlyHere, PairState, PairingState, Peer, Progress, Settings, TagRow, Version, Written,
};
use commonplace_node::command::{Discovery, RoleName};
use commonplace_node::event::Way;

pub(super) use self::card::card;
use self::card::{card_row, cards_due};
pub(super) use self::dispute::dispute;
use self::dispute::dispute_row;
pub(super) use self::event::events;
pub(super) use self::home::verified;
use self::home::{backup, device_revoked, other_draft, own_device, recovery_words, whoami};
use self::item::{blob, note_row, question_row};
pub(super) use self::item::{hidden, note, question};
use self::joining::{circle, invitation, lease, nearby, ticket};
pub(super) use self::joining::{linking, pairing, pairing_states};
use self::meeting::meeting_row;
pub(super) use self::meeting::{happened, meeting};
pub(super) use self::quick_vote::quick_vote;
use self::quick_vote::quick_vote_row;
pub(super) use self::skill::{pair, person_skills, suggestion};
pub(super) use self::status::circle_status;
use self::status::{finding, quota, status};

pub(super) const HOUR: u64 = 3_600_000;

/// When the tests look at the samples.
pub(super) const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

pub(super) fn record(n: u8) -> RecordId {
    RecordId::from_bytes([n; 32])
}

fn circle_id() -> CircleId {
    CircleId::from_bytes([40; 32])
}

fn ago(hours: u64) -> Timestamp {
    Timestamp::from_millis(NOW.millis() - hours * HOUR)
}

fn author(name: &str, me: bool) -> Author {
    Author { id: PersonId::from_bytes([name.as_bytes()[0]; 32]), name: name.into(), me }
}

pub(super) fn imported(state: ImportState, done: usize) -> Imported {
    let why = (state == ImportState::Refused).then(|| "It is not text in UTF-8.".to_owned());
    let path = "chapter/osmosis.md".into();
    Imported { id: Some(record(1)), path, state, title: Some("Osmosis".into()), why, done, of: 12 }
}

pub(super) fn exported(why: Option<&str>) -> Exported {
    Exported { id: Some(record(1)), path: "osmosis.md".into(), why: why.map(Into::into), done: 2, of: 2 }
}

/// One of each, under the name that `docs/cli.md` gives it.
pub(super) fn all() -> Vec<(&'static str, Answer)> {
    let (person, device) = (PersonId::from_bytes([7; 32]), DeviceId::from_bytes([8; 32]));
    let mut all = vec![
        ("Whoami", Answer::Whoami(whoami(person, device))),
        ("RecoveryWords", Answer::RecoveryWords(recovery_words())),
        (
            "Progress",
            Answer::Progress(Progress { doing: commonplace_node::backup::Doing::Writing, done: 300, of: 1200 }),
        ),
        ("Backup", Answer::Backup(backup(person))),
        ("Device", Answer::Device(own_device(device))),
        ("DeviceRevoked", Answer::DeviceRevoked(device_revoked(device))),
        ("Circle", Answer::Circle(circle())),
        (
            "Member",
            Answer::Member(Member {
                id: person,
                name: "Bob".into(),
                role: RoleName::Learner,
                rank: 0,
                me: true,
                devices: vec!["laptop".into()],
                forked: vec!["phone".into()],
            }),
        ),
        ("PersonSkills", Answer::PersonSkills(person_skills())),
        ("PairSuggestion", Answer::PairSuggestion(suggestion())),
        ("Pair", Answer::Pair(pair(PairState::Together))),
        (
            "LogLine",
            Answer::LogLine(LogLine {
                id: record(7),
                at: ago(3),
                by: Some(author("Alice", false)),
                did: Did::Removed,
                who: Some(author("Bob", false)),
                role: Some(RoleName::Learner),
                item: Some(record(1)),
                words: Some("off topic".into()),
                stands: false,
                why: Some("removed".into()),
                hidden: 3,
                readable: 2,
            }),
        ),
        ("Ticket", Answer::Ticket(ticket())),
        ("Invitation", Answer::Invitation(invitation())),
        ("Lease", Answer::Lease(lease())),
        (
            "Joining",
            Answer::Joining(Joining { id: circle_id(), title: "Biology 9b".into(), state: Membership::Pending }),
        ),
        ("Nearby", Answer::Nearby(nearby())),
        ("Pairing", Answer::Pairing(pairing(PairingState::Words, false))),
    ];
    all.extend(of_items());
    all.extend(of_own_laptops());
    all
}

/// Those that are about notes and questions, and what comes after them.
fn of_items() -> Vec<(&'static str, Answer)> {
    vec![
        ("Written", Answer::Written(Written { id: record(1), title: Some("Osmosis".into()), changed: true })),
        ("Note", Answer::Note(note())),
        ("NoteRow", Answer::NoteRow(note_row())),
        (
            "Edit",
            Answer::Edit(Edit {
                id: record(9),
                author: author("Alice", false),
                at: ago(2),
                difference: "-old line\n+new line".into(),
                title: Some("Osmosis".into()),
            }),
        ),
        (
            "Version",
            Answer::Version(Version {
                id: record(9),
                author: author("Alice", false),
                at: ago(2),
                before: "old line".into(),
                text: "new line".into(),
            }),
        ),
        ("Card", Answer::Card(card())),
        ("CardRow", Answer::CardRow(card_row())),
        ("CardsDue", Answer::CardsDue(cards_due())),
        ("Question", Answer::Question(question())),
        ("QuestionRow", Answer::QuestionRow(question_row())),
        ("Dispute", Answer::Dispute(dispute())),
        ("DisputeRow", Answer::DisputeRow(dispute_row())),
        ("Meeting", Answer::Meeting(meeting())),
        ("MeetingRow", Answer::MeetingRow(meeting_row())),
        ("Happened", Answer::Happened(happened())),
        ("QuickVote", Answer::QuickVote(quick_vote())),
        ("QuickVoteRow", Answer::QuickVoteRow(quick_vote_row())),
        ("TagRow", Answer::TagRow(TagRow { id: "cells".into(), count: 12 })),
        ("Blob", Answer::Blob(blob())),
        ("Quota", Answer::Quota(quota())),
        ("Bundle", Answer::Bundle(bundle(BundleState::Read))),
        ("Imported", Answer::Imported(imported(ImportState::Created, 3))),
        ("Exported", Answer::Exported(exported(None))),
        (
            "Hit",
            Answer::Hit(Hit {
                id: record(1),
                kind: "note".into(),
                title: "Osmosis".into(),
                circle: circle_id(),
                excerpt: "Water moves".into(),
                author: author("Alice", false),
                score: 7,
            }),
        ),
        ("Status", Answer::Status(status())),
        ("CircleStatus", Answer::CircleStatus(circle_status())),
        (
            "Peer",
            Answer::Peer(Peer {
                id: "12D3KooWabcdefghijkl".into(),
                person: Some(author("Alice", false)),
                address: Some("/ip4/192.168.1.7/tcp/4001".into()),
                way: Some(Way::Local),
                connected: true,
                nearby: true,
                clock: None,
                circles: vec!["Biology 9b".into()],
            }),
        ),
        ("OnlyHere", Answer::OnlyHere(only_here())),
        ("Verified", Answer::Verified(verified(&[]))),
        ("Finding", Answer::Finding(finding())),
    ]
}

fn only_here() -> OnlyHere {
    OnlyHere { id: record(1), kind: "note".into(), title: "Osmosis".into(), circle: circle_id(), records: 2 }
}

/// Those that are about what one's laptops tell each other.
fn of_own_laptops() -> Vec<(&'static str, Answer)> {
    vec![
        (
            "Settings",
            Answer::Settings(Settings {
                id: PersonId::from_bytes([7; 32]),
                mdns: Discovery::Quiet,
                language: Some("tr".into()),
                appearance: None,
                shared: true,
            }),
        ),
        ("DraftRow", Answer::DraftRow(DraftRow { id: "note".into(), here: true, others: vec![other_draft()] })),
        (
            "Draft",
            Answer::Draft(Draft {
                key: "note".into(),
                text: "half a thought".into(),
                id: None,
                others: vec![other_draft()],
            }),
        ),
    ]
}

/// A bundle of a stick that has seen much.
pub(super) fn bundle(state: BundleState) -> Bundle {
    Bundle {
        id: Some(circle_id()),
        circle: Some("Biology 9b".into()),
        file: "/media/stick/qylmbqsc-7cgzp5o2.cpbundle".into(),
        state,
        why: None,
        records: 120,
        blobs: 4,
        slips: 2,
        left_out: 30,
        new: 17,
        waiting: 2,
        later: 1,
        refused: 3,
        newer: 1,
        spoiled: 5_000,
        admission: None,
        let_in: 1,
        turned_away: 2,
        whole: false,
        done: 2_340_000,
        of: Some(4_000_000),
    }
}
