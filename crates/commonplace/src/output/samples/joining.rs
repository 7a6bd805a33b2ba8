//! A circle, and how somebody comes into it.

use commonplace_core::time::Timestamp;
use commonplace_node::answer::{
    Circle, Invitation, Lease, Membership, Nearby, Pairing, PairingPurpose, PairingState, Ticket,
};
use commonplace_node::command::{ReachName, RoleName};
use commonplace_node::error::PairingEnd;

use super::{HOUR, NOW, author, circle_id, record};

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
        disputes: 1,
        quick_votes: 1,
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

pub(super) fn nearby() -> Nearby {
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
pub(crate) fn pairing(state: PairingState, asking: bool) -> Pairing {
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
pub(crate) fn linking(state: PairingState, asking: bool) -> Pairing {
    let device = Some("laptop 2".into());
    Pairing { purpose: PairingPurpose::Device, device, circle: None, title: None, ..pairing(state, asking) }
}

/// Every state, as each side sees it.
pub(crate) fn pairing_states() -> Vec<(PairingState, bool)> {
    use PairingState::{Asked, Asking, Code, Confirmed, Joined, Over, Waiting, Words, Wrong};
    let of_both = [Waiting, Words, Confirmed, Joined, Over].into_iter();
    let of_both = of_both.flat_map(|state| [(state, true), (state, false)]);
    of_both.chain([(Asking, true), (Asked, false), (Code, false), (Wrong, false)]).collect()
}
