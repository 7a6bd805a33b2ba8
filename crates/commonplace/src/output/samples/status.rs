//! How the node is, and what others hold.

use commonplace_core::id::{BlobId, PersonId};
use commonplace_node::answer::{CircleStatus, Delivered, Finding, Going, Quota, RelayStatus, Severity, Status};

use super::{ago, author, circle_id, record};

pub(super) fn quota() -> Quota {
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

pub(crate) fn circle_status() -> CircleStatus {
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

pub(super) fn status() -> Status {
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

pub(super) fn finding() -> Finding {
    Finding {
        id: "target-refused".into(),
        severity: Severity::Problem,
        about: Some("192.168.1.7:4001".into()),
        minutes: None,
        text: "Nothing listens there.".into(),
        next: Some("Start Commonplace on that laptop.".into()),
    }
}
