//! What stays of a large text when its body is let go: enough for lists and for its place in its thread.

use commonplace_core::limits;
use commonplace_core::record::Kind;

use crate::catalogue::Body;

/// The same body with its text cut to what lists show of it, or none where nothing can go: it has no text of its own, or a
/// short one, or this version cannot read it. A part of a note's text that was written later is never cut, since the rest
/// would not fit together without it.
#[must_use]
pub fn outline(kind: Kind, body: &[u8]) -> Option<Vec<u8>> {
    let mut body = Body::read(kind, body).ok()?;
    let text = match &mut body {
        Body::Note(note) => &mut note.text,
        Body::Question(question) => &mut question.text,
        Body::Answer(answer) => &mut answer.text,
        Body::Revision(revision) => &mut revision.text,
        Body::Comment(comment) => &mut comment.text,
        _ => return None,
    };
    let end = text.floor_char_boundary(limits::EXCERPT_SOURCE_BYTES);
    if end == text.len() {
        return None;
    }
    text.truncate(end);
    body.content().ok().map(|content| content.body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Class, describe};
    use crate::note::{NewNote, compose};

    fn note(text: &str) -> Vec<u8> {
        let new = NewNote {
            title: "Osmosis".into(),
            tags: vec!["cells".into()],
            path: Some("biology/osmosis.md".into()),
            text: text.into(),
        };
        let device = commonplace_core::id::DeviceId::from_bytes([1; 32]);
        compose(new, device, [7; 16]).expect("fits").first.body
    }

    #[test]
    fn of_a_long_text_the_beginning_stays_with_all_that_lists_show() {
        let kind = Class::Note.kind();
        let text = "Water moves. ö".repeat(1_000);
        let whole = note(&text);
        let cut = outline(kind, &whole).expect("something can go");
        assert!(cut.len() < 1_200, "{} bytes of {}", cut.len(), whole.len());
        let (Ok(Body::Note(was)), Ok(Body::Note(now))) = (Body::read(kind, &whole), Body::read(kind, &cut)) else {
            panic!("both are notes");
        };
        assert!(was.text.starts_with(&now.text) && now.text.len() > 1_000);
        assert_eq!((&was.title, &was.tags, &was.path, was.nonce), (&now.title, &now.tags, &now.path, now.nonce));
        assert_eq!(describe(kind, &cut), describe(kind, &whole));
        assert_eq!(crate::summary::excerpt(&was.text), crate::summary::excerpt(&now.text));
        assert_eq!(outline(kind, &cut), None, "once");
        assert_eq!(outline(kind, &note("short")), None);
        assert_eq!(outline(kind, b"junk"), None);
        assert_eq!(outline(Class::NoteEdit.kind(), &whole), None);
    }
}
