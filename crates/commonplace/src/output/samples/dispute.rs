//! Disputes.

use commonplace_node::answer::{
    Delivery, Dispute, DisputeRow, DisputeRuling, DisputeSource, DisputeState, MadeFrom, SourceDisputed, WeighedBy,
};
use commonplace_node::command::Weight;

use super::item::comment;
use super::{ago, author, circle_id, hidden, record};

pub(super) fn dispute_row() -> DisputeRow {
    DisputeRow {
        id: record(30),
        title: "Osmosis".into(),
        circle: circle_id(),
        thread: record(1),
        kind: "note".into(),
        item: record(1),
        passage: Some("Water stays where it is.".into()),
        claim: "It moves to where there is more salt.".into(),
        author: author("Alice", false),
        of: author("Bob", true),
        created: ago(6),
        updated: ago(2),
        state: DisputeState::Upheld,
        agree: 2,
        disagree: 1,
        unsure: 1,
        mine: Some(Weight::Agree),
        hidden: true,
        on: Delivery { devices: 2, of: 3, only_here: false },
    }
}

pub(crate) fn dispute() -> Dispute {
    let weighed = |name, me, weight| WeighedBy { author: author(name, me), weight };
    let made = |id, kind: &str, name, me| MadeFrom {
        id: record(id),
        thread: record(5),
        kind: kind.into(),
        title: "Where does it end?".into(),
        author: author(name, me),
    };
    Dispute {
        row: dispute_row(),
        why: "We saw it with the potato.".into(),
        source: Some(DisputeSource {
            thread: record(2),
            item: record(2),
            title: Some("Membranes".into()),
            kind: Some("note".into()),
            passage: Some("Water crosses the membrane.".into()),
        }),
        elsewhere: "Our book, page 12".into(),
        stands: false,
        weighed: vec![
            weighed("Alice", false, Weight::Agree),
            weighed("Bob", true, Weight::Agree),
            weighed("Carol", false, Weight::Disagree),
            weighed("Dana", false, Weight::Unsure),
        ],
        rulings: vec![
            DisputeRuling { by: author("Fatima", false), upheld: true, reason: "The book says so.".into(), at: ago(3) },
            DisputeRuling { by: author("Carol", false), upheld: false, reason: "Not in oil.".into(), at: ago(4) },
        ],
        corrected_by: Some(author("Bob", true)),
        may_weigh: true,
        may_rule: false,
        may_correct: true,
        made_from: vec![made(5, "question", "Bob", true), made(6, "answer", "Alice", false)],
        concerns_me: true,
        replies: vec![comment()],
        why_hidden: Some(hidden()),
    }
}

/// As who reads something that was made from it is told of it.
pub(super) fn source() -> SourceDisputed {
    SourceDisputed {
        dispute: record(30),
        state: DisputeState::Corrected,
        claim: "It moves to where there is more salt.".into(),
        title: "Osmosis".into(),
    }
}
