//! Meetings.

use commonplace_node::answer::{
    Comer, Delivery, Happened, Happening, Lately, Meeting, MeetingRow, OtherVersion, RecapNote,
};
use commonplace_node::command::Comes;

use super::item::comment;
use super::{NOW, ago, author, circle_id, hidden, record};

pub(super) fn meeting_row() -> MeetingRow {
    let comer = |name, me, comes, of_another_time| Comer { person: author(name, me), comes, of_another_time };
    MeetingRow {
        id: record(20),
        title: "Membranes".into(),
        circle: circle_id(),
        author: author("Alice", false),
        when: Some(NOW.later(50 * super::HOUR)),
        place: "Room 12".into(),
        excerpt: "How water finds its way".into(),
        created: ago(40),
        updated: ago(4),
        called_off: false,
        past: false,
        apart: true,
        coming: vec![
            comer("Bob", true, Comes::Yes, false),
            comer("Alice", false, Comes::Yes, false),
            comer("Carol", false, Comes::Maybe, false),
            comer("Dana", false, Comes::No, false),
            comer("Eve", false, Comes::Yes, true),
        ],
        my_answer: Some(Comes::Yes),
        recaps: vec![record(1)],
        hidden: true,
        on: Delivery { devices: 2, of: 3, only_here: false },
    }
}

pub(crate) fn meeting() -> Meeting {
    Meeting {
        row: meeting_row(),
        agenda: "## Check-in\n\nWhat did you try?\n".into(),
        mine_to_change: true,
        changed_by: Some(author("Carol", false)),
        also: vec![OtherVersion {
            by: author("Alice", false),
            title: "Membranes".into(),
            when: None,
            place: "Library".into(),
            agenda: "## Work\n".into(),
            called_off: true,
        }],
        told_in: vec![RecapNote { id: record(1), title: Some("Osmosis".into()) }],
        disputes: vec![],
        comments: vec![comment()],
        why_hidden: Some(hidden()),
    }
}

pub(crate) fn happened() -> Happened {
    let told = |id: Option<u8>, title: &str, by: Option<&str>| Happening {
        id: id.map(record),
        title: title.into(),
        by: by.map(|name| author(name, false)),
    };
    Happened {
        id: record(20),
        title: "Membranes".into(),
        when: NOW.later(50 * super::HOUR),
        before: Some(record(19)),
        notes: Lately { told: vec![told(Some(1), "Osmosis", Some("Alice"))], more: 3 },
        asked: Lately { told: vec![told(Some(5), "Where does it end?", Some("Bob"))], more: 0 },
        answered: Lately { told: vec![told(Some(4), "Why salt?", Some("Carol"))], more: 1 },
        came: Lately { told: vec![told(None, "Dana", None)], more: 0 },
    }
}
