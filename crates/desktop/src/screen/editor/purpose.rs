//! What somebody sits down at the desk for.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_node::answer::{Note, Question};
use commonplace_node::command::Command;
use commonplace_node::sheet::{Base, Sheet};

use crate::ui::card::Item;
use crate::widget::text::lines;

/// What is being written.
#[derive(Debug, Clone)]
pub(crate) enum Purpose {
    /// A new note in this circle.
    Note(CircleId),
    /// A change of this note.
    Edit(Box<Note>),
    /// A change of this question of one's own.
    Revise(Box<Question>),
    /// A question in this circle.
    Ask {
        /// The circle.
        circle: CircleId,
        /// The note that it is about, and its title.
        about: Option<(RecordId, String)>,
        /// The passage.
        quote: Option<String>,
    },
}

impl Purpose {
    /// The key under which the draft is kept.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Note(circle) => format!("note-new:{circle}"),
            Self::Edit(note) => format!("note:{}", note.row.id),
            Self::Revise(question) => format!("edit:{}", question.row.id),
            Self::Ask { circle, about: None, .. } => format!("ask:{circle}"),
            Self::Ask { about: Some((note, _)), .. } => format!("ask-about:{note}"),
        }
    }

    /// What stands on the sheet before anybody writes.
    pub(super) fn sheet(&self) -> Sheet {
        match self {
            Self::Note(_) => Sheet::default(),
            Self::Edit(note) => Sheet {
                title: note.row.title.clone(),
                tags: note.row.tags.join(", "),
                quote: String::new(),
                text: lines(note.text.clone()),
                files: Vec::new(),
                base: Some(Box::new(Base::from(&**note))),
            },
            Self::Revise(question) => {
                let (title, tags, text) =
                    (question.row.title.clone(), question.row.tags.clone(), question.text.clone());
                let (typed, base) =
                    (tags.join(", "), Some(Box::new(Base { title: title.clone(), tags, text: text.clone() })));
                Sheet { title, text: lines(text), tags: typed, base, ..Sheet::default() }
            }
            Self::Ask { quote, .. } => Sheet { quote: quote.clone().unwrap_or_default(), ..Sheet::default() },
        }
    }

    /// What it changes, or is about.
    pub(super) fn of(&self) -> Option<Item> {
        match self {
            Self::Note(_) => None,
            Self::Edit(note) => Some(Item::Note(note.row.id)),
            Self::Revise(question) => Some(Item::Question(question.row.id)),
            Self::Ask { about, .. } => about.as_ref().map(|(note, _)| Item::Note(*note)),
        }
    }

    /// Titles that others gave at the same time as the one that stands here.
    pub(super) fn other_titles(&self) -> &[String] {
        match self {
            Self::Edit(note) => &note.other_titles,
            Self::Note(_) | Self::Revise(_) | Self::Ask { .. } => &[],
        }
    }

    /// Whether this sheet says enough to be published.
    pub(super) fn is_served_by(&self, sheet: &Sheet) -> bool {
        let (named, worded) = (!sheet.title.trim().is_empty(), !sheet.text.trim().is_empty());
        match self {
            Self::Note(_) => worded,
            Self::Edit(_) => named || worded,
            Self::Ask { .. } | Self::Revise(_) => named,
        }
    }

    /// The command that publishes this sheet. `settled` says that its title was chosen of several that were given apart:
    /// then it is given again, even if it is the one that stands there.
    pub(super) fn command(&self, sheet: Sheet, settled: bool) -> Command {
        let tags = sheet.tags();
        let (title, text, quote) = (sheet.title.trim().to_owned(), sheet.text, sheet.quote.trim().to_owned());
        match self {
            Self::Note(circle) => {
                let title = (!title.is_empty()).then_some(title);
                Command::NoteNew { circle: circle.into(), title, tags, text, path: None }
            }
            Self::Edit(note) => {
                // A draft of some days ago was made from what the note said then.
                let base = sheet.base.unwrap_or_else(|| Box::new(Base::from(&**note)));
                let tags = (tags != base.tags).then_some(tags);
                let text = (text != lines(base.text.clone())).then_some(text);
                Command::NoteEdit {
                    note: note.row.id.into(),
                    title: ((settled || title != base.title) && !title.is_empty()).then_some(title),
                    base: (tags.is_some() || text.is_some()).then_some(base),
                    tags,
                    text,
                }
            }
            Self::Revise(question) => {
                // A draft that does not say from which tags it began changes none.
                let tags = sheet.base.filter(|base| base.tags != tags).map(|_| tags);
                Command::Revise { item: question.row.id.into(), title: Some(title), text: Some(text), tags }
            }
            Self::Ask { circle, about, .. } => Command::Ask {
                circle: circle.into(),
                title,
                text,
                about: about.as_ref().map(|(note, _)| note.into()),
                quote: (about.is_some() && !quote.is_empty()).then_some(quote),
                tags,
            },
        }
    }
}
