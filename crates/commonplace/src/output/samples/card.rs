//! Cards.

use commonplace_node::answer::{Card, CardRow, CardSource, CardsDue, Delivery, NextReview, OtherSides, SourceState};
use commonplace_node::command::Grade;

use super::item::comment;
use super::{NOW, ago, author, circle_id, hidden, record};

pub(super) fn card_row() -> CardRow {
    CardRow {
        id: record(30),
        title: "What moves through a membrane?".into(),
        excerpt: "Water, and not salt".into(),
        circle: circle_id(),
        author: author("Alice", false),
        created: ago(40),
        updated: ago(4),
        from: Some(record(1)),
        due: Some(NOW.later(50 * super::HOUR)),
        reviewed: Some(ago(4)),
        reviews: 3,
        apart: true,
        comments: 1,
        hidden: true,
        on: Delivery { devices: 2, of: 3, only_here: false },
    }
}

pub(crate) fn card() -> Card {
    let next = |grade, days, minutes| NextReview { grade, days, minutes };
    Card {
        row: card_row(),
        front: "What moves through a *membrane*?".into(),
        back: "Water, and not salt.\n".into(),
        source: Some(CardSource {
            id: record(1),
            thread: record(1),
            kind: Some("note".into()),
            title: Some("Osmosis".into()),
            quote: Some("Water moves, salt stays.".into()),
            state: SourceState::Changed,
        }),
        next: vec![
            next(Grade::Again, 0, 10),
            next(Grade::Hard, 1, 0),
            next(Grade::Good, 11, 0),
            next(Grade::Easy, 400, 0),
        ],
        mine_to_change: true,
        changed_by: Some(author("Carol", false)),
        also: vec![OtherSides {
            by: author("Alice", false),
            front: "What passes a membrane?".into(),
            back: "Water.".into(),
        }],
        disputes: vec![],
        sources: vec![super::dispute::source()],
        replies: vec![comment()],
        why_hidden: Some(hidden()),
    }
}

pub(super) fn cards_due() -> CardsDue {
    CardsDue { id: circle_id(), cards: 120, due: 0, new: 0, next: Some(NOW.later(3 * super::HOUR)) }
}
