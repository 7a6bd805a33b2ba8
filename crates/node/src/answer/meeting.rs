//! Meetings, and what happened since the one before.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_learning::meeting::recap::{self, Line, Part};
use commonplace_learning::reading::is_invisible;
use serde::{Deserialize, Serialize};

use super::{Author, Comment, Delivery, DisputeRow, Hidden};
use crate::command::Comes;
use crate::text::Text;
use crate::zone::Zone;

/// Whether somebody comes to a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comer {
    /// Who.
    pub person: Author,
    /// What they said.
    pub comes: Comes,
    /// Whether they said it of another time, before the meeting was moved.
    pub of_another_time: bool,
}

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRow {
    /// The meeting.
    pub id: RecordId,
    /// What it is, in a line.
    pub title: String,
    /// In which circle.
    pub circle: CircleId,
    /// Who planned it.
    pub author: Author,
    /// When it is to begin; none while that is not settled.
    pub when: Option<Timestamp>,
    /// Where; may be empty.
    pub place: String,
    /// The beginning of its agenda.
    pub excerpt: String,
    /// When it was planned, as its author claims.
    pub created: Timestamp,
    /// The latest claimed time at which it was changed, told of or talked about.
    pub updated: Timestamp,
    /// Whether it does not take place.
    pub called_off: bool,
    /// Whether it is over, by this computer's clock.
    pub past: bool,
    /// Whether several changed it apart, so that it is more than one thing.
    pub apart: bool,
    /// Who said whether they come, me first.
    pub coming: Vec<Comer>,
    /// What I said, of the time that it now has.
    pub my_answer: Option<Comes>,
    /// The notes that tell what came of it.
    pub recaps: Vec<RecordId>,
    /// Whether it was flagged or hidden: then only its author and those who moderate still see it.
    pub hidden: bool,
    /// Devices known to hold it.
    pub on: Delivery,
}

impl MeetingRow {
    /// Who said this of the time that the meeting now has.
    pub fn who(&self, comes: Comes) -> impl Iterator<Item = &Author> {
        let said = self.coming.iter().filter(move |comer| comer.comes == comes && !comer.of_another_time);
        said.map(|comer| &comer.person)
    }

    /// Who said that they come, or perhaps do, before the meeting was moved.
    pub fn of_another_time(&self) -> impl Iterator<Item = &Author> {
        let said = self.coming.iter().filter(|comer| comer.of_another_time && comer.comes != Comes::No);
        said.map(|comer| &comer.person)
    }
}

/// A meeting, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// What a list shows of it.
    #[serde(flatten)]
    pub row: MeetingRow,
    /// What is to be done, Markdown, whole.
    pub agenda: String,
    /// Whether I may change it: whoever planned it may, and who moderates.
    pub mine_to_change: bool,
    /// Who wrote what is shown, when that was not who planned it.
    pub changed_by: Option<Author>,
    /// What else it is, where several changed it apart.
    pub also: Vec<OtherVersion>,
    /// The notes that tell what came of it, by their titles; those that are not here have none.
    pub told_in: Vec<RecapNote>,
    /// Disputes of it and of its comments.
    #[serde(default)]
    pub disputes: Vec<DisputeRow>,
    /// Comments on it.
    pub comments: Vec<Comment>,
    /// Why it is hidden, if it is.
    pub why_hidden: Option<Hidden>,
}

/// What a meeting is as somebody else wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherVersion {
    /// Who.
    pub by: Author,
    /// What it is, in a line.
    pub title: String,
    /// When it is to begin.
    pub when: Option<Timestamp>,
    /// Where.
    pub place: String,
    /// What is to be done, Markdown.
    pub agenda: String,
    /// Whether it does not take place.
    pub called_off: bool,
}

/// A note that tells of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecapNote {
    /// The note.
    pub id: RecordId,
    /// Its title, if it is here.
    pub title: Option<String>,
}

/// What happened in a circle since the meeting before, and until the one after if that is over: with what a recap begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// The meeting of which the recap is to tell.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// When it is; if that is not settled, when it was planned.
    pub when: Timestamp,
    /// The meeting before, if there was one; otherwise everything is told.
    pub before: Option<RecordId>,
    /// Notes that were begun since, the latest first.
    pub notes: Lately,
    /// Questions that were asked since and wait for an answer.
    pub asked: Lately,
    /// Questions that were answered since.
    pub answered: Lately,
    /// Who came into the circle since.
    pub came: Lately,
}

/// Some things that happened, and how many more did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lately {
    /// What is told.
    pub told: Vec<Happening>,
    /// How many more there are that are not.
    pub more: usize,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// The note or question; none of a person.
    pub id: Option<RecordId>,
    /// Its title; of a person, their name.
    pub title: String,
    /// Who wrote it; of a question that was answered, who asked.
    pub by: Option<Author>,
}

impl Happened {
    /// What the note is called that tells of the meeting.
    #[must_use]
    pub fn recap_title(&self, text: &Text, zone: &Zone) -> String {
        let date = text.local_date(zone, self.when);
        plain(&text.with("recap-title", &[("title", self.title.as_str().into()), ("date", date.into())]))
    }

    /// The text with which the recap begins, in the language of `text`: for its writer to change before anybody else reads it.
    #[must_use]
    pub fn text(&self, text: &Text) -> String {
        let part = |key: &str, lately: &Lately| Part {
            heading: text.get(key),
            lines: lately.told.iter().map(line).collect(),
            more: (lately.more > 0).then(|| plain(&text.with("recap-more", &[("count", lately.more.into())]))),
        };
        let parts = [
            part("recap-notes", &self.notes),
            part("recap-answered", &self.answered),
            part("recap-asked", &self.asked),
            part("recap-came", &self.came),
        ];
        recap::text(&parts, &[text.get("recap-did"), text.get("recap-next")])
    }
}

/// What is written into a note has none of the marks that fence a name on a screen: nobody would find it by its title.
fn plain(words: &str) -> String {
    words.chars().filter(|c| !is_invisible(*c)).collect()
}

fn line(happening: &Happening) -> Line {
    let title = happening.title.clone();
    match (happening.id, &happening.by) {
        (None, _) => Line::Words(title),
        (Some(_), by) => Line::Item { title, about: by.as_ref().map(|by| by.name.clone()).unwrap_or_default() },
    }
}
