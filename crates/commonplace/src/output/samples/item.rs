//! Notes, questions and what hangs on them.

use commonplace_core::id::BlobId;
use commonplace_node::answer::{
    About, Blob, BothEdited, Comment, Delivery, Hidden, Lead, Note, NoteRow, Question, QuestionRow, QuestionState,
    Reply,
};
use commonplace_node::command::Vote;

use super::dispute::{dispute_row, source};
use super::{ago, author, circle_id, record};

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
        on: Delivery { devices: 2, of: 3, only_here: false },
    }
}

pub(crate) fn note() -> Note {
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
        disputes: vec![dispute_row()],
        sources: vec![source()],
        before: Some(Lead { id: record(5), title: "Cells".into(), state: None, quote: None }),
        after: None,
        why_hidden: None,
    }
}

pub(super) fn comment() -> Comment {
    Comment {
        id: record(2),
        author: author("Bob", true),
        created: ago(1),
        text: "Why not salt?".into(),
        away: None,
        revisions: 0,
        sources: vec![],
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
        source: Some(source()),
        hidden: false,
        on: Delivery { devices: 3, of: 3, only_here: false },
    }
}

pub(crate) fn question() -> Question {
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
            sources: vec![source()],
            hidden: None,
        }],
        comments: vec![comment()],
        blobs: vec![blob()],
        my_vote: Some(Vote::Same),
        revisions: 0,
        disputes: vec![],
        sources: vec![source()],
        also: vec![],
        why_hidden: None,
    }
}

pub(crate) fn hidden() -> Hidden {
    Hidden { by: Some(author("Carol", false)), reason: "Not ours".into() }
}
