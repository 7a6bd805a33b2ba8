//! Paths: what each of them shows or does.

use std::fmt;

use commonplace_core::id::{BlobId, PersonId, RecordId};

/// What can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// How pages look.
    Style,
    /// Their mark.
    Mark,
    /// What is new in the circle.
    Home,
    /// Its notes.
    Notes,
    /// Its cards.
    Cards,
    /// Its questions.
    Questions,
    /// Its disputes.
    Disputes,
    /// Its meetings.
    Meetings,
    /// Its quick votes.
    Votes,
    /// What was searched for.
    Search,
    /// The note that a link means.
    Link,
    /// A page with forms.
    Sheet(Sheet),
    /// An attachment of an item: to be saved, or in its place in a text.
    File {
        /// The item.
        item: RecordId,
        /// The attachment.
        blob: BlobId,
        /// Whether it is shown in its place.
        shown: bool,
    },
}

/// A page on which something can be done. What is refused comes back on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// The home of the circle.
    Home,
    /// A note.
    Note(RecordId),
    /// A card.
    Card(RecordId),
    /// The front of the next card to be reviewed.
    Review,
    /// The back of this card, to be graded.
    Turned(RecordId),
    /// A new card, perhaps from a note.
    Make(Option<RecordId>),
    /// A question.
    Question(RecordId),
    /// Learning in pairs.
    Pairs,
    /// A dispute.
    Dispute(RecordId),
    /// A new dispute, of this item.
    Wrong(RecordId),
    /// A meeting.
    Meeting(RecordId),
    /// A quick vote.
    Vote(RecordId),
    /// A new note.
    Write,
    /// A change of a note.
    Edit(RecordId),
    /// A new question, perhaps about a note.
    Ask(Option<RecordId>),
}

/// What a form does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// Publishes what the sheet holds: a note, a change, a question, or an answer.
    Publish,
    /// Comments on an item.
    Comment(RecordId),
    /// Changes what this person wrote: a question, an answer, or a comment.
    Revise(RecordId),
    /// Votes on an item.
    Vote(RecordId),
    /// Chooses in a quick vote.
    Choose(RecordId),
    /// Shows what was chosen in it.
    Uncover(RecordId),
    /// Lets everybody vote again.
    Again(RecordId),
    /// Says how well one knew a card.
    Grade(RecordId),
    /// Accepts an answer.
    Accept(RecordId),
    /// Says what one can help with and would like help with.
    Skills,
    /// Says something of learning with this person.
    Pair(PersonId),
    /// Says what one thinks of a dispute.
    Weigh(RecordId),
    /// Says whether one comes to a meeting.
    Come(RecordId),
    /// Has an attachment fetched.
    Fetch(BlobId),
    /// Nothing of the circle is new any more.
    Read,
}

impl Route {
    /// What a path shows, below the place; none when there is no such page.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        Some(match parts.as_slice() {
            [""] => Self::Home,
            ["style.css"] => Self::Style,
            ["mark.svg"] => Self::Mark,
            ["notes"] => Self::Notes,
            ["cards"] => Self::Cards,
            ["questions"] => Self::Questions,
            ["disputes"] => Self::Disputes,
            ["meetings"] => Self::Meetings,
            ["votes"] => Self::Votes,
            ["search"] => Self::Search,
            ["link"] => Self::Link,
            ["file", item, blob] => Self::File { item: item.parse().ok()?, blob: blob.parse().ok()?, shown: false },
            ["picture", item, blob] => Self::File { item: item.parse().ok()?, blob: blob.parse().ok()?, shown: true },
            parts => Self::Sheet(Sheet::of(parts)?),
        })
    }
}

impl Sheet {
    fn of(parts: &[&str]) -> Option<Self> {
        Some(match parts {
            [] => Self::Home,
            ["note", note] => Self::Note(note.parse().ok()?),
            ["note", note, "edit"] => Self::Edit(note.parse().ok()?),
            ["card", card] => Self::Card(card.parse().ok()?),
            ["review"] => Self::Review,
            ["review", card] => Self::Turned(card.parse().ok()?),
            ["make"] => Self::Make(None),
            ["make", note] => Self::Make(Some(note.parse().ok()?)),
            ["question", question] => Self::Question(question.parse().ok()?),
            ["pairs"] => Self::Pairs,
            ["dispute", dispute] => Self::Dispute(dispute.parse().ok()?),
            ["wrong", item] => Self::Wrong(item.parse().ok()?),
            ["meeting", meeting] => Self::Meeting(meeting.parse().ok()?),
            ["vote", vote] => Self::Vote(vote.parse().ok()?),
            ["write"] => Self::Write,
            ["ask"] => Self::Ask(None),
            ["ask", note] => Self::Ask(Some(note.parse().ok()?)),
            _ => return None,
        })
    }
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => Ok(()),
            Self::Note(note) => write!(f, "note/{note}"),
            Self::Edit(note) => write!(f, "note/{note}/edit"),
            Self::Card(card) => write!(f, "card/{card}"),
            Self::Review => f.write_str("review"),
            Self::Turned(card) => write!(f, "review/{card}"),
            Self::Make(None) => f.write_str("make"),
            Self::Make(Some(note)) => write!(f, "make/{note}"),
            Self::Question(question) => write!(f, "question/{question}"),
            Self::Pairs => f.write_str("pairs"),
            Self::Dispute(dispute) => write!(f, "dispute/{dispute}"),
            Self::Wrong(item) => write!(f, "wrong/{item}"),
            Self::Meeting(meeting) => write!(f, "meeting/{meeting}"),
            Self::Vote(vote) => write!(f, "vote/{vote}"),
            Self::Write => f.write_str("write"),
            Self::Ask(None) => f.write_str("ask"),
            Self::Ask(Some(note)) => write!(f, "ask/{note}"),
        }
    }
}

impl Act {
    /// The path to which a form on this sheet is sent.
    pub(crate) fn on(self, sheet: Sheet) -> String {
        let act = match self {
            Self::Publish => "publish".to_owned(),
            Self::Comment(item) => format!("comment/{item}"),
            Self::Revise(item) => format!("revise/{item}"),
            Self::Vote(item) => format!("vote/{item}"),
            Self::Choose(vote) => format!("choose/{vote}"),
            Self::Uncover(vote) => format!("uncover/{vote}"),
            Self::Again(vote) => format!("again/{vote}"),
            Self::Grade(card) => format!("grade/{card}"),
            Self::Accept(answer) => format!("accept/{answer}"),
            Self::Skills => "skills".to_owned(),
            Self::Pair(person) => format!("pair/{person}"),
            Self::Weigh(dispute) => format!("weigh/{dispute}"),
            Self::Come(meeting) => format!("come/{meeting}"),
            Self::Fetch(blob) => format!("fetch/{blob}"),
            Self::Read => "read".to_owned(),
        };
        format!("do/{act}/on/{sheet}")
    }

    /// What a path does, and on which sheet its form stands.
    pub(crate) fn of(path: &str) -> Option<(Self, Sheet)> {
        let parts: Vec<&str> = path.split('/').collect();
        let (act, sheet) = match parts.as_slice() {
            ["do", "publish", "on", sheet @ ..] => (Self::Publish, sheet),
            ["do", "read", "on", sheet @ ..] => (Self::Read, sheet),
            ["do", "comment", item, "on", sheet @ ..] => (Self::Comment(item.parse().ok()?), sheet),
            ["do", "revise", item, "on", sheet @ ..] => (Self::Revise(item.parse().ok()?), sheet),
            ["do", "vote", item, "on", sheet @ ..] => (Self::Vote(item.parse().ok()?), sheet),
            ["do", "choose", vote, "on", sheet @ ..] => (Self::Choose(vote.parse().ok()?), sheet),
            ["do", "uncover", vote, "on", sheet @ ..] => (Self::Uncover(vote.parse().ok()?), sheet),
            ["do", "again", vote, "on", sheet @ ..] => (Self::Again(vote.parse().ok()?), sheet),
            ["do", "grade", card, "on", sheet @ ..] => (Self::Grade(card.parse().ok()?), sheet),
            ["do", "accept", answer, "on", sheet @ ..] => (Self::Accept(answer.parse().ok()?), sheet),
            ["do", "skills", "on", sheet @ ..] => (Self::Skills, sheet),
            ["do", "pair", person, "on", sheet @ ..] => (Self::Pair(person.parse().ok()?), sheet),
            ["do", "weigh", dispute, "on", sheet @ ..] => (Self::Weigh(dispute.parse().ok()?), sheet),
            ["do", "come", meeting, "on", sheet @ ..] => (Self::Come(meeting.parse().ok()?), sheet),
            ["do", "fetch", blob, "on", sheet @ ..] => (Self::Fetch(blob.parse().ok()?), sheet),
            _ => return None,
        };
        let sheet = if sheet == [""] { Sheet::Home } else { Sheet::of(sheet)? };
        Some((act, sheet))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_leads_back_to_what_it_was_made_of() {
        let (item, blob) = (RecordId::of(b"item"), BlobId::from_bytes([3; 32]));
        let sheets = [
            Sheet::Home,
            Sheet::Note(item),
            Sheet::Edit(item),
            Sheet::Card(item),
            Sheet::Review,
            Sheet::Turned(item),
            Sheet::Make(None),
            Sheet::Make(Some(item)),
            Sheet::Question(item),
            Sheet::Pairs,
            Sheet::Dispute(item),
            Sheet::Wrong(item),
            Sheet::Meeting(item),
            Sheet::Vote(item),
            Sheet::Write,
            Sheet::Ask(None),
            Sheet::Ask(Some(item)),
        ];
        let of_item = [Act::Comment(item), Act::Revise(item), Act::Vote(item), Act::Accept(item), Act::Come(item)];
        let of_item =
            of_item.into_iter().chain([Act::Weigh(item), Act::Choose(item), Act::Uncover(item), Act::Again(item)]);
        let of_people = [Act::Skills, Act::Pair(PersonId::from_bytes([7; 32]))];
        let acts = of_item.chain(of_people).chain([Act::Grade(item), Act::Publish, Act::Fetch(blob), Act::Read]);
        for sheet in sheets {
            let shown = Route::of(&sheet.to_string());
            let expected = if sheet == Sheet::Home { Route::Home } else { Route::Sheet(sheet) };
            assert_eq!(shown, Some(expected));
            for act in acts.clone() {
                assert_eq!(Act::of(&act.on(sheet)), Some((act, sheet)), "{}", act.on(sheet));
            }
        }
        assert_eq!(Route::of(&format!("file/{item}/{blob}")), Some(Route::File { item, blob, shown: false }));
    }

    #[test]
    fn other_paths_lead_nowhere() {
        for path in ["note", "note/", "note/x", "../secret", "notes/", "file/x/y", "do/publish", "%00", "enter/x"] {
            assert_eq!(Route::of(path), None, "{path}");
            assert_eq!(Act::of(path), None, "{path}");
        }
    }
}
