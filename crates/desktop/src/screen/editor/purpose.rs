//! What somebody sits down at the desk for.

use commonplace_core::id::{CircleId, PersonId, RecordId};
use commonplace_node::answer::{Card, Meeting, Note, Question};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::sheet::{Base, Sheet};
use commonplace_node::zone::Zone;

use super::planning;
use super::sourcing::Sourcing;
use crate::ui::card::Item;
use crate::widget::text::lines;

/// From what a card is made.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    /// The item: a note, an answer, a quick vote.
    pub(crate) item: RecordId,
    /// What is open then.
    pub(crate) of: Item,
    /// What that is called.
    pub(crate) title: String,
}

/// What is being written.
#[derive(Debug, Clone)]
pub(crate) enum Purpose {
    /// A new note in this circle.
    Note(CircleId),
    /// A change of this note.
    Edit(Box<Note>),
    /// A change of this question of one's own.
    Revise(Box<Question>),
    /// A card of this circle.
    Card {
        /// The circle.
        circle: CircleId,
        /// What stands on its front before anybody writes.
        front: String,
        /// And on its back.
        back: String,
        /// The passage that it is made from, as it is written there.
        quote: Option<String>,
        /// From what it is made.
        from: Option<Made>,
    },
    /// A change of this card.
    Recard(Box<Card>),
    /// A question in this circle.
    Ask {
        /// The circle.
        circle: CircleId,
        /// The note that it is about, and its title.
        about: Option<(RecordId, String)>,
        /// The passage.
        quote: Option<String>,
    },
    /// A dispute of something in this circle.
    Dispute {
        /// The circle.
        circle: CircleId,
        /// What it is of, or what that stands in.
        item: Item,
        /// What is disputed: that, or an answer or a comment in it.
        of: RecordId,
        /// The title of the item.
        title: String,
        /// The passage.
        quote: Option<String>,
    },
    /// A meeting of this circle, with these parts to begin from.
    Plan {
        /// The circle.
        circle: CircleId,
        /// With whom it is planned from the card of a pair, and what it is called then before anybody writes.
        with: Option<(PersonId, String)>,
        /// What stands in its agenda before anybody writes.
        agenda: String,
    },
    /// A change of this meeting.
    Replan {
        /// Which, as it was.
        meeting: Box<Meeting>,
        /// When it was, as one would type that.
        when: String,
    },
    /// A note that tells what came of this meeting.
    Recap {
        /// Of which.
        meeting: RecordId,
        /// What the note is called.
        title: String,
        /// What happened since the meeting before.
        text: String,
    },
}

impl Purpose {
    /// A card from a passage of something, which is its back, or from all of it.
    pub(crate) fn card_from(circle: CircleId, from: Made, front: String, quote: Option<String>) -> Self {
        let back = quote.clone().unwrap_or_default();
        Self::Card { circle, front, back, quote, from: Some(from) }
    }

    /// A card with both sides from all of something.
    pub(crate) fn card_of(circle: CircleId, from: Made, front: String, back: String) -> Self {
        Self::Card { circle, front, back, quote: None, from: Some(from) }
    }

    /// The key under which the draft is kept.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Note(circle) => format!("note-new:{circle}"),
            Self::Edit(note) => format!("note:{}", note.row.id),
            Self::Revise(question) => format!("edit:{}", question.row.id),
            Self::Card { circle, from: None, .. } => format!("card-new:{circle}"),
            // One makes many cards of one note, each from another passage.
            Self::Card { from: Some(from), quote, .. } => {
                let passage = blake3::hash(quote.as_deref().unwrap_or_default().as_bytes()).to_hex();
                format!("card-from:{}:{}", from.item, &passage[..8])
            }
            Self::Recard(card) => format!("card:{}", card.row.id),
            Self::Ask { circle, about: None, .. } => format!("ask:{circle}"),
            Self::Ask { about: Some((note, _)), .. } => format!("ask-about:{note}"),
            Self::Dispute { of, .. } => format!("dispute:{of}"),
            Self::Plan { circle, with: None, .. } => format!("meeting-new:{circle}"),
            Self::Plan { circle, with: Some((person, _)), .. } => format!("meeting-pair:{circle}:{person}"),
            Self::Replan { meeting, .. } => format!("meeting:{}", meeting.row.id),
            Self::Recap { meeting, .. } => format!("recap:{meeting}"),
        }
    }

    /// What stands on the sheet before anybody writes.
    pub(super) fn sheet(&self) -> Sheet {
        match self {
            Self::Note(_) => Sheet::default(),
            Self::Edit(note) => Sheet {
                title: note.row.title.clone(),
                tags: note.row.tags.join(", "),
                text: lines(note.text.clone()),
                base: Some(Box::new(Base::from(&**note))),
                ..Sheet::default()
            },
            Self::Revise(question) => {
                let (title, tags, text) =
                    (question.row.title.clone(), question.row.tags.clone(), question.text.clone());
                let (typed, base) =
                    (tags.join(", "), Some(Box::new(Base { title: title.clone(), tags, text: text.clone() })));
                Sheet { title, text: lines(text), tags: typed, base, ..Sheet::default() }
            }
            Self::Ask { quote, .. } | Self::Dispute { quote, .. } => {
                Sheet { quote: quote.clone().unwrap_or_default(), ..Sheet::default() }
            }
            Self::Plan { with, agenda, .. } => {
                let title = with.as_ref().map(|(_, title)| title.clone()).unwrap_or_default();
                Sheet { title, text: lines(agenda.clone()), ..Sheet::default() }
            }
            Self::Card { front, back, quote, .. } => Sheet {
                title: one_line(front),
                text: lines(back.clone()),
                quote: quote.clone().unwrap_or_default(),
                ..Sheet::default()
            },
            Self::Recard(card) => {
                let (title, text) = (one_line(&card.front), lines(card.back.clone()));
                let base = Some(Box::new(Base { title: title.clone(), tags: Vec::new(), text: text.clone() }));
                Sheet { title, text, base, ..Sheet::default() }
            }
            Self::Replan { meeting, when } => Sheet {
                title: meeting.row.title.clone(),
                when: when.clone(),
                place: meeting.row.place.clone(),
                text: lines(meeting.agenda.clone()),
                base: Some(Box::new(planning::base(meeting, when))),
                ..Sheet::default()
            },
            Self::Recap { title, text, .. } => {
                Sheet { title: title.clone(), text: lines(text.clone()), ..Sheet::default() }
            }
        }
    }

    /// What it changes, or is about.
    pub(super) fn of(&self) -> Option<Item> {
        match self {
            Self::Note(_) | Self::Plan { .. } => None,
            Self::Card { from, .. } => from.as_ref().map(|from| from.of),
            Self::Recard(card) => Some(Item::Card(card.row.id)),
            Self::Replan { meeting, .. } => Some(Item::Meeting(meeting.row.id)),
            Self::Recap { meeting, .. } => Some(Item::Meeting(*meeting)),
            Self::Edit(note) => Some(Item::Note(note.row.id)),
            Self::Revise(question) => Some(Item::Question(question.row.id)),
            Self::Dispute { item, .. } => Some(*item),
            Self::Ask { about, .. } => about.as_ref().map(|(note, _)| Item::Note(*note)),
        }
    }

    /// Titles that others gave at the same time as the one that stands here.
    pub(super) fn other_titles(&self) -> &[String] {
        match self {
            Self::Edit(note) => &note.other_titles,
            _ => &[],
        }
    }

    /// Whether it is of a meeting, which has a time and a place and no tags.
    pub(super) fn is_meeting(&self) -> bool {
        matches!(self, Self::Plan { .. } | Self::Replan { .. })
    }

    /// Whether it is of a card, which has two sides and no tags.
    pub(super) fn is_card(&self) -> bool {
        matches!(self, Self::Card { .. } | Self::Recard(_))
    }

    /// Whether a note is written, and files may come with it.
    pub(super) fn takes_files(&self) -> bool {
        !self.is_meeting() && !self.is_card() && !matches!(self, Self::Dispute { .. })
    }

    /// Whether what is written has tags.
    pub(super) fn takes_tags(&self) -> bool {
        self.takes_files() && !matches!(self, Self::Recap { .. })
    }

    /// What becomes of it, under this id.
    pub(super) fn becomes(&self, id: RecordId) -> Item {
        match self {
            Self::Note(_) | Self::Edit(_) | Self::Recap { .. } => Item::Note(id),
            Self::Card { .. } | Self::Recard(_) => Item::Card(id),
            Self::Ask { .. } | Self::Revise(_) => Item::Question(id),
            Self::Dispute { .. } => Item::Dispute(id),
            Self::Plan { .. } | Self::Replan { .. } => Item::Meeting(id),
        }
    }

    /// Whether this sheet says enough to be published.
    pub(super) fn is_served_by(&self, sheet: &Sheet) -> bool {
        let (named, worded) = (!sheet.title.trim().is_empty(), !sheet.text.trim().is_empty());
        match self {
            Self::Note(_) | Self::Recap { .. } => worded,
            Self::Card { .. } | Self::Recard(_) => named && worded,
            Self::Edit(_) => named || worded,
            // A dispute without anything to weigh it by is none.
            Self::Dispute { .. } => named && (worded || !sheet.place.trim().is_empty() || !sheet.source.is_empty()),
            Self::Ask { .. } | Self::Revise(_) | Self::Plan { .. } | Self::Replan { .. } => named,
        }
    }

    /// The command that publishes this sheet. `settled` says that its title was chosen of several that were given apart:
    /// then it is given again, even if it is the one that stands there. A time is typed by the clocks of this zone.
    ///
    /// # Errors
    /// What is typed as a time and is none.
    pub(super) fn command(&self, sheet: Sheet, settled: bool, zone: &Zone) -> Result<Command, Error> {
        let (tags, title, quote) = (sheet.tags(), sheet.title.trim().to_owned(), sheet.quote.trim().to_owned());
        Ok(match self {
            Self::Plan { circle, .. } => planning::planned(*circle, sheet, zone)?,
            Self::Replan { meeting, when } => planning::replanned(meeting, when, sheet, zone)?,
            Self::Note(circle) => {
                let title = (!title.is_empty()).then_some(title);
                Command::NoteNew { circle: circle.into(), title, tags, text: sheet.text, path: None }
            }
            Self::Edit(note) => {
                // A draft of some days ago was made from what the note said then.
                let base = sheet.base.unwrap_or_else(|| Box::new(Base::from(&**note)));
                let tags = (tags != base.tags).then_some(tags);
                let text = (sheet.text != lines(base.text.clone())).then_some(sheet.text);
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
                Command::Revise { item: question.row.id.into(), title: Some(title), text: Some(sheet.text), tags }
            }
            Self::Dispute { of, .. } => Command::DisputeNew {
                item: of.into(),
                passage: (!quote.is_empty()).then_some(quote),
                claim: title,
                why: sheet.text,
                source: Sourcing::of(&sheet.source).map(Into::into),
                source_passage: None,
                elsewhere: sheet.place.trim().to_owned(),
            },
            Self::Card { circle, from, .. } => Command::CardNew {
                circle: circle.into(),
                front: title,
                back: sheet.text,
                from: from.as_ref().map(|from| from.item.into()),
                quote: (from.is_some() && !quote.is_empty()).then_some(quote),
            },
            Self::Recard(card) => {
                // A front of several lines is typed in one: who does not touch it leaves it as it is.
                let base = sheet.base.as_ref();
                let front = base.is_none_or(|base| base.title != title).then_some(title);
                let back = base.is_none_or(|base| base.text != sheet.text).then_some(sheet.text);
                Command::CardEdit { card: card.row.id.into(), front, back }
            }
            Self::Recap { meeting, .. } => Command::MeetingTell { meeting: meeting.into(), title, text: sheet.text },
            Self::Ask { circle, about, .. } => Command::Ask {
                circle: circle.into(),
                title,
                text: sheet.text,
                about: about.as_ref().map(|(note, _)| note.into()),
                quote: (about.is_some() && !quote.is_empty()).then_some(quote),
                tags,
            },
        })
    }
}

/// What is typed in one line has no others.
fn one_line(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
