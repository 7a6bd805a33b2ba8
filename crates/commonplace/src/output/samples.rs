//! One answer of each kind, with every field filled: for the tests of what is shown.

use commonplace_core::id::{BlobId, CircleId, DeviceId, PersonId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::*;
use commonplace_node::command::{Discovery, ReachName, RoleName, Vote};
use commonplace_node::error::PairingEnd;
use commonplace_node::event::{Event, RelayNews, Way};

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

pub(super) fn note_row() -> NoteRow {
    NoteRow {
        id: record(1),
        title: "Osmosis".into(),
        circle: circle_id(),
        author: author("Alice", false),
        tags: vec!["cells".into(), "water".into()],
        path: Some("chapter/osmosis.md".into()),
        excerpt: "Water moves".into(),
        created: ago(5),
        updated: ago(2),
        unread: false,
        unread_by: None,
        edits: 3,
        comments: 1,
        attachments: 1,
        helpful: 2,
        hidden: false,
        on: Delivery { devices: 2, of: 3 },
    }
}

pub(super) fn note() -> Note {
    Note {
        row: note_row(),
        text: "Water moves through the **membrane** of a cell.".into(),
        other_titles: vec!["Osmosis, briefly".into()],
        contributors: vec![author("Alice", false)],
        both_edited: vec![BothEdited {
            passage: "of a cell".into(),
            by: vec![author("Alice", false), author("Bob", true)],
        }],
        replies: vec![comment()],
        blobs: vec![blob()],
        unreadable: 1,
        my_vote: Some(Vote::Helpful),
        leads_here: vec![Lead {
            id: record(4),
            title: "Why does salt pull water?".into(),
            state: Some(QuestionState::Open),
            quote: Some("of a cell".into()),
        }],
        before: Some(Lead { id: record(5), title: "Cells".into(), state: None, quote: None }),
        after: None,
        why_hidden: None,
    }
}

fn comment() -> Comment {
    Comment {
        id: record(2),
        author: author("Bob", true),
        created: ago(1),
        text: "Why not salt?".into(),
        away: None,
        revisions: 0,
        hidden: None,
    }
}

pub(super) fn blob() -> Blob {
    Blob {
        id: BlobId::from_bytes([3; 32]),
        item: record(1),
        name: "cell.png".into(),
        size: 1_234_567,
        media: "image/png".into(),
        here: 600_000,
        sealed_size: 1_200_000,
        devices: 2,
        holders: vec![author("Bob", false)],
        coming: true,
        pinned: true,
        file: Some("/tmp/cell.png".into()),
    }
}

fn quota() -> Quota {
    let film = Going {
        id: record(1),
        title: "Osmosis".into(),
        name: "film.mp4".into(),
        blob: Some(BlobId::from_bytes([3; 32])),
        bytes: 700_000_000,
        devices: 2,
        taken_back: false,
    };
    let drawing = Going { name: "cell.png".into(), bytes: 31_000, devices: 0, taken_back: true, ..film.clone() };
    Quota {
        id: circle_id(),
        title: "Biology 9b".into(),
        quota: Some(2 << 30),
        used: 900_000_000,
        records: 12_000_000,
        bodies: 3_000_000,
        blobs: 885_000_000,
        staying: 1_200_000,
        next: vec![drawing, film],
    }
}

pub(super) fn question_row() -> QuestionRow {
    QuestionRow {
        id: record(4),
        title: "Why does salt stay outside?".into(),
        circle: circle_id(),
        author: author("Bob", true),
        note: Some(record(1)),
        tags: vec!["cells".into()],
        excerpt: "The membrane".into(),
        created: ago(30),
        updated: ago(1),
        unread: false,
        unread_by: None,
        state: QuestionState::Accepted,
        answers: 1,
        same: 1,
        hidden: false,
        on: Delivery { devices: 3, of: 3 },
    }
}

pub(super) fn question() -> Question {
    Question {
        row: question_row(),
        text: "The membrane lets water through.".into(),
        about: Some(About { note: record(1), title: Some("Osmosis".into()), quote: Some("Water moves".into()) }),
        replies: vec![Reply {
            id: record(5),
            author: author("Alice", false),
            created: ago(20),
            text: "Because of its size.".into(),
            away: None,
            accepted: true,
            endorsed: true,
            helpful: 2,
            unclear: 1,
            comments: vec![comment()],
            blobs: vec![],
            my_vote: None,
            revisions: 0,
            also: vec![],
            hidden: None,
        }],
        comments: vec![comment()],
        blobs: vec![blob()],
        my_vote: Some(Vote::Same),
        revisions: 0,
        also: vec![],
        why_hidden: None,
    }
}

pub(super) fn hidden() -> Hidden {
    Hidden { by: Some(author("Carol", false)), reason: "Not ours".into() }
}

pub(super) fn circle() -> Circle {
    Circle {
        id: circle_id(),
        title: "Biology 9b".into(),
        state: Membership::Joined,
        admission: None,
        until: None,
        removed: None,
        role: Some(RoleName::Steward),
        members: 3,
        notes: 12,
        questions: 4,
        open: 1,
        unread: 0,
        records: 120,
        reach: ReachName::Relays,
        relays: vec!["/ip4/203.0.113.7/tcp/4001/p2p/12D3KooWabcdefghijkl".into()],
        dropped: vec!["/dns4/relay.example.org/tcp/17017/p2p/12D3KooWmnopqrstuvwx".into()],
        relays_near: vec!["/ip4/192.168.1.9/tcp/17017/p2p/12D3KooWyzyzyzyzyzyz".into()],
        quota: Some(4 << 30),
        relay_days: Some(90),
    }
}

pub(super) fn invitation() -> Invitation {
    Invitation {
        id: record(11),
        circle: "Biology 9b".into(),
        by: author("Alice", false),
        role: RoleName::Learner,
        uses: 5,
        came: vec![author("Bob", false)],
        expires: Timestamp::from_millis(NOW.millis() + 5 * 24 * 3_600_000),
        open: true,
        may_take_back: true,
    }
}

pub(super) fn lease() -> Lease {
    let relay = "/dns4/relay.example.org/tcp/17017/p2p/12D3KooWabcdefghijkl".into();
    Lease { id: circle_id(), circle: "Biology 9b".into(), relay, lease: "commonplace-lease:abc".into(), named: false }
}

pub(super) fn ticket() -> Ticket {
    Ticket {
        id: record(6),
        ticket: "cp1abcdef".into(),
        circle: "Biology 9b".into(),
        uses: 3,
        role: RoleName::Learner,
        expires: Timestamp::from_millis(NOW.millis() + 14 * 24 * HOUR),
    }
}

fn nearby() -> Nearby {
    Nearby {
        id: "12D3KooWabcdefghijkl".into(),
        name: "blue heron".into(),
        me: false,
        person: None,
        circles: vec![],
        asks: Some("7".into()),
    }
}

/// A pairing as the member sees it, or as who asks does.
pub(super) fn pairing(state: PairingState, asking: bool) -> Pairing {
    Pairing {
        id: "7".into(),
        purpose: PairingPurpose::Join,
        state,
        why: (state == PairingState::Over).then_some(PairingEnd::Refused),
        asking,
        node: Some("blue heron".into()),
        peer: Some("12D3KooWabcdefghijkl".into()),
        words: Some("river stone candle zebra".into()),
        digits: Some("1494 1714 0266 2044".into()),
        guesses: Some(2),
        circle: Some(circle_id()),
        title: Some("Biology 9b".into()),
        person: Some("Bob".into()),
        device: None,
        expires: Some(NOW),
        link: None,
    }
}

/// The same of a laptop that becomes one of Bob's.
pub(super) fn linking(state: PairingState, asking: bool) -> Pairing {
    let device = Some("laptop 2".into());
    Pairing { purpose: PairingPurpose::Device, device, circle: None, title: None, ..pairing(state, asking) }
}

/// Every state, as each side sees it.
pub(super) fn pairing_states() -> Vec<(PairingState, bool)> {
    use PairingState::{Asked, Asking, Code, Confirmed, Joined, Over, Waiting, Words, Wrong};
    let of_both = [Waiting, Words, Confirmed, Joined, Over].into_iter();
    let of_both = of_both.flat_map(|state| [(state, true), (state, false)]);
    of_both.chain([(Asking, true), (Asked, false), (Code, false), (Wrong, false)]).collect()
}

pub(super) fn imported(state: ImportState, done: usize) -> Imported {
    let why = (state == ImportState::Refused).then(|| "It is not text in UTF-8.".to_owned());
    let path = "chapter/osmosis.md".into();
    Imported { id: Some(record(1)), path, state, title: Some("Osmosis".into()), why, done, of: 12 }
}

pub(super) fn circle_status() -> CircleStatus {
    CircleStatus {
        id: circle_id(),
        title: "Biology 9b".into(),
        records: 120,
        waiting: 2,
        unread: 0,
        newer: 0,
        blobs_missing: 1,
        blobs_bytes: 0,
        blobs_quota: None,
        delivered: vec![
            Delivered {
                person: author("Alice", false),
                device: "laptop".into(),
                connected: true,
                all: true,
                lacks: 0,
                mine: true,
                heard: Some(ago(0)),
                met: Some(ago(0)),
                said: Some(ago(1)),
                wrote: Some(ago(2)),
            },
            Delivered {
                person: author("Carol", false),
                device: "old one".into(),
                connected: false,
                all: false,
                lacks: 12,
                mine: false,
                heard: Some(ago(50)),
                met: None,
                said: Some(ago(50)),
                wrote: None,
            },
        ],
        only_here: 3,
        elsewhere: 5,
        safe: false,
        relays: relays(),
    }
}

fn relays() -> Vec<RelayStatus> {
    vec![
        RelayStatus {
            address: "/dns4/relay.example.org/tcp/17017/p2p/12D3KooWabcdefghijkl".into(),
            connected: true,
            lease: Some(true),
            holds_all: true,
            keeps_since: None,
            lacks: 0,
            heard: Some(ago(0)),
            full: false,
            used: Some(12_000_000),
            quota: Some(1 << 30),
            attachments: 3,
            lacks_attachments: 0,
            lost: 0,
            withheld: 0,
            without: 0,
            dropped: false,
        },
        RelayStatus {
            address: "/ip4/203.0.113.7/tcp/17017/p2p/12D3KooWmnopqrstuvwx".into(),
            connected: false,
            lease: Some(true),
            holds_all: false,
            keeps_since: Some(ago(90 * 24)),
            lacks: 12,
            heard: Some(ago(50)),
            full: true,
            used: Some(1 << 30),
            quota: Some(1 << 30),
            attachments: 1,
            lacks_attachments: 2,
            lost: 7,
            withheld: 2,
            without: 3,
            dropped: false,
        },
        RelayStatus {
            address: "/ip4/203.0.113.9/tcp/17017/p2p/12D3KooWyzyzyzyzyzyz".into(),
            connected: false,
            lease: None,
            holds_all: false,
            keeps_since: None,
            lacks: 120,
            heard: None,
            full: false,
            used: None,
            quota: None,
            attachments: 0,
            lacks_attachments: 0,
            lost: 0,
            withheld: 0,
            without: 0,
            dropped: true,
        },
    ]
}

fn status() -> Status {
    Status {
        id: PersonId::from_bytes([7; 32]),
        name: "Bob".into(),
        running: true,
        listening: vec!["/ip4/192.168.1.7/tcp/4001".into()],
        peers: 2,
        disk_full: true,
        rebuilding: Some(20),
        damage: vec!["A record was set aside.".into()],
    }
}

pub(super) fn exported(why: Option<&str>) -> Exported {
    Exported { id: Some(record(1)), path: "osmosis.md".into(), why: why.map(Into::into), done: 2, of: 2 }
}

pub(super) fn verified(damaged: &[&str]) -> Verified {
    let id = PersonId::from_bytes([7; 32]);
    Verified { id, records: 120, blobs: 4, damaged: damaged.iter().map(|said| (*said).to_owned()).collect() }
}

fn whoami(id: PersonId, device: DeviceId) -> Whoami {
    Whoami {
        id,
        name: "Bob".into(),
        device,
        home: "/home/bob/c".into(),
        device_name: "laptop".into(),
        fingerprint: "salt water cell wall".into(),
        sealed: false,
        words: WordsState::Shown,
        revoked: false,
        handed_over: vec![HandedOver { at: ago(2), node: "amber otter".into(), device: "laptop 2".into() }],
    }
}

fn recovery_words() -> RecoveryWords {
    let words = commonplace_core::words::Words::of(&[0; 32]).iter().map(ToOwned::to_owned).collect();
    RecoveryWords { words, fingerprint: "salt water cell wall".into() }
}

fn backup(id: PersonId) -> Backup {
    Backup {
        file: "/media/stick/bob.age".into(),
        bytes: 1_200_000,
        id: Some(id),
        name: "Bob".into(),
        made: ago(1),
        keys: true,
        records: 120,
        blobs: 4,
        drafts: 1,
        damaged: Vec::new(),
    }
}

fn own_device(id: DeviceId) -> Device {
    let circles = vec!["Biology".into()];
    Device { id, name: "laptop".into(), this: false, revoked: false, circles, wrote: Some(ago(3)), forked: false }
}

fn device_revoked(device: DeviceId) -> DeviceRevoked {
    DeviceRevoked {
        device,
        name: "laptop".into(),
        circles: vec!["Biology".into()],
        waiting: vec!["History".into()],
        kept: 40,
        cut_off: 2,
    }
}

fn finding() -> Finding {
    Finding {
        id: "target-refused".into(),
        severity: Severity::Problem,
        about: Some("192.168.1.7:4001".into()),
        minutes: None,
        text: "Nothing listens there.".into(),
        next: Some("Start Commonplace on that laptop.".into()),
    }
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
        ("Question", Answer::Question(question())),
        ("QuestionRow", Answer::QuestionRow(question_row())),
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
        (
            "OnlyHere",
            Answer::OnlyHere(OnlyHere {
                id: record(1),
                kind: "note".into(),
                title: "Osmosis".into(),
                circle: circle_id(),
                records: 2,
            }),
        ),
        ("Verified", Answer::Verified(verified(&[]))),
        ("Finding", Answer::Finding(finding())),
    ]
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

/// What another laptop has of a draft.
fn other_draft() -> OtherDraft {
    let text = Some("half another thought\nand a half".into());
    OtherDraft {
        id: "0102030405060708001a2b3c4d5e6f".into(),
        device: Some("train".into()),
        text,
        written: Timestamp::from_millis(1_795_000_000_000),
    }
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

/// One of each event.
pub(super) fn events() -> Vec<Event> {
    let (peer, circle, blob) = (|| String::from("12D3KooWabcdefghijkl"), circle_id(), BlobId::from_bytes([3; 32]));
    let (title, person) = (|| String::from("Biology 9b"), || String::from("Alice"));
    vec![
        Event::Started { name: "Bob".into(), peer: peer() },
        Event::Listening { addresses: vec!["/ip4/192.168.1.7/tcp/4001".into()] },
        Event::PeerUp { peer: peer(), address: "/ip4/192.168.1.7/tcp/4001".into(), way: Way::Local },
        Event::PeerMoved { peer: peer(), address: "/ip4/192.168.1.7/tcp/4001".into(), way: Way::Direct },
        Event::PeerDown { peer: peer() },
        Event::Met { peer: peer(), circle, person: person() },
        Event::Synced { circle, title: title(), person: person(), peer: peer(), records: 120 },
        Event::Receiving { circle, peer: peer(), received: 3, expected: Some(12) },
        Event::Relay {
            circle,
            title: title(),
            relay: "/ip4/203.0.113.7/tcp/17017/p2p/12D3KooWmnop".into(),
            news: RelayNews::Lost,
            count: 7,
        },
        Event::Relaying { peer: peer(), addresses: vec!["/ip4/203.0.113.7/tcp/17017".into()], leases: 2 },
        Event::Serving { address: "http://127.0.0.1:8017/0f/enter/3c".into(), circle, title: title() },
        Event::Changed { circle, threads: vec![record(1)] },
        Event::Joined { circle, title: title() },
        Event::Refused { circle, why: "used-up".into() },
        Event::NewDevice {
            device: DeviceId::from_bytes([8; 32]),
            name: "laptop 2".into(),
            former: DeviceId::from_bytes([9; 32]),
        },
        Event::Removed {
            circle,
            title: title(),
            by: Some("Alice".into()),
            at: Timestamp::from_millis(1_700_000_000_000),
        },
        Event::DeviceRevoked { circle, title: title() },
        Event::Pairing(pairing(PairingState::Asked, false)),
        Event::SettingsChanged,
        Event::DraftChanged { key: "note-new:abc".into() },
        Event::BlobHere { circle, blob },
        Event::BlobGone { circle, blob },
        Event::BlobProgress { blob, here: 600_000, of: 1_200_000, rate: 90_000_000, peers: 2 },
        Event::AttachProgress { name: "film.mp4".into(), done: 600_000, of: 1_200_000 },
        Event::Rebuilding { percent: 20 },
        Event::Ready,
        Event::Trouble { text: "The disk is full.".into() },
        Event::ShowWindow { open: None },
        Event::Stopping,
    ]
}
