//! Samples of quick votes.

use commonplace_node::answer::{Chose, Delivery, QuickVote, QuickVoteRound, QuickVoteRow, Related};

use super::{ago, author, circle_id, record};

pub(super) fn quick_vote_row() -> QuickVoteRow {
    QuickVoteRow {
        id: record(6),
        title: "What moves in osmosis?".into(),
        circle: circle_id(),
        author: author("Alice", false),
        note: Some(record(1)),
        created: ago(3),
        updated: ago(1),
        unread: true,
        unread_by: Some(author("Alice", false)),
        round: 2,
        uncovered: false,
        chosen: 2,
        of: 4,
        mine: true,
        comments: 0,
        hidden: false,
        on: Delivery { devices: 2, of: 3, only_here: false },
    }
}

/// With one round that is uncovered, and one that is not.
pub(crate) fn quick_vote() -> QuickVote {
    let chose = |name: &str, me, option| Chose { author: author(name, me), option };
    let first = QuickVoteRound {
        round: 1,
        uncovered_by: vec![author("Alice", false)],
        chosen: vec![author("Alice", false), author("Bob", true), author("Carol", false)],
        mine: Some(2),
        counts: vec![1, 1, 0],
        opened: vec![chose("Alice", false, 1), chose("Bob", true, 2)],
        unopened: vec![author("Carol", false)],
        late: vec![author("Dan", false)],
        changed_late: true,
        differs: true,
        otherwise: vec![chose("Alice", false, 1)],
    };
    let second = QuickVoteRound {
        round: 2,
        uncovered_by: vec![],
        chosen: vec![author("Alice", false), author("Bob", true)],
        mine: Some(1),
        counts: vec![0, 0, 0],
        opened: vec![],
        unopened: vec![],
        late: vec![],
        changed_late: false,
        differs: false,
        otherwise: vec![],
    };
    QuickVote {
        row: quick_vote_row(),
        options: vec!["Water".into(), "Salt".into(), "Both".into()],
        about: None,
        follows: Some(Related { id: record(7), title: "Does salt move?".into() }),
        followed_by: vec![Related { id: record(8), title: "And sugar?".into() }],
        rounds: vec![first, second],
        may_choose: true,
        leads: false,
        disputes: vec![],
        sources: vec![super::dispute::source()],
        replies: vec![],
        passed_over: 1,
        why_hidden: None,
    }
}
