//! Meetings: one of them, the next one on the home, and all of them.

use commonplace_node::answer::{Author, Meeting, MeetingRow};
use commonplace_node::command::Comes;
use commonplace_node::text::iso;
use maud::{Markup, html};

use super::form::Form;
use super::markdown::Texts;
use super::parts::{Under, leading};
use super::{Face, Page, Place};
use crate::route::{Act, Sheet};

/// The ways to answer, each with its value in a form and the key of its words.
const ANSWERS: [(Comes, &str, &str); 3] = [
    (Comes::Yes, "yes", "meeting-i-come"),
    (Comes::Maybe, "maybe", "meeting-maybe"),
    (Comes::No, "no", "meeting-not-this-time"),
];

/// One meeting.
pub(crate) fn meeting(face: &Face<'_>, meeting: &Meeting) -> Page {
    let row = &meeting.row;
    let sheet = Sheet::Meeting(row.id);
    let text =
        Texts { face, item: row.id, blobs: &[], level: 3, prefix: "h".to_owned(), note: None, title: &row.title };
    let body = html! {
        (face.hidden(meeting.why_hidden.as_ref()))
        (face.when_and_where(row))
        p.meta {
            (face.with("meeting-planned-by", &[("name", face.name(&row.author).into())])) (face.comma())
            (face.ago(row.created))
            @if let Some(by) = &meeting.changed_by {
                (face.comma()) (face.with("meeting-changed-by", &[("name", face.name(by).into())]))
            }
        }
        @for other in &meeting.also {
            @let when = other.when.map_or_else(|| face.say("meeting-no-time"), |when| face.moment(when));
            @let said = [other.title.clone(), when, other.place.clone()].join(&face.comma());
            p.notice { (face.with("meeting-also", &[("name", face.name(&other.by).into()), ("said", said.into())])) }
        }
        section aria-labelledby="who" {
            h2 #who { (face.say("meeting-who")) }
            (face.coming(row, sheet))
        }
        @if !meeting.agenda.trim().is_empty() {
            section aria-labelledby="agenda" {
                h2 #agenda { (face.say("meeting-agenda")) }
                article { (text.show(&meeting.agenda)) }
            }
        }
        @if !meeting.told_in.is_empty() {
            section aria-labelledby="told" {
                h2 #told { (face.say("meeting-told")) }
                ul {
                    @for note in &meeting.told_in {
                        @let elsewhere = face.say("meeting-recap-elsewhere");
                        li {
                            @match &note.title {
                                Some(title) => a href=(face.to(&Sheet::Note(note.id).to_string())) { bdi { (title) } },
                                None => { (elsewhere) },
                            }
                        }
                    }
                }
            }
        }
        (face.disputes(&meeting.disputes))
        (face.comments(&meeting.comments, row.id, sheet, Under { level: 2, prefix: "m", about: &row.title }))
        p { a href=(face.to("meetings")) { (face.say("meetings-all")) } }
    };
    Page { title: row.title.clone(), place: Place::Other, body }
}

/// The next meeting, with what the home begins.
pub(super) fn next(face: &Face<'_>, meeting: &Meeting) -> Markup {
    let row = &meeting.row;
    html! {
        section aria-labelledby="next" {
            h2 #next { (face.say("meeting-next")) }
            (leading(3, &face.to(&Sheet::Meeting(row.id).to_string()), &row.title))
            (face.when_and_where(row))
            (face.coming(row, Sheet::Home))
            p { a href=(face.to("meetings")) { (face.say("meetings-all")) } }
        }
    }
}

/// All of them.
pub(crate) fn all(face: &Face<'_>, rows: &[MeetingRow]) -> Page {
    let body = html! {
        @if rows.is_empty() { p { (face.say("meetings-none")) } }
        @for (key, past) in [("meetings-ahead", false), ("meetings-past", true)] {
            @if rows.iter().any(|row| row.past == past) {
                section aria-labelledby=(key) {
                    h2 id=(key) { (face.say(key)) }
                    ul.rows {
                        @for row in rows.iter().filter(|row| row.past == past) {
                            li {
                                (leading(3, &face.to(&Sheet::Meeting(row.id).to_string()), &row.title))
                                (face.when_and_where(row))
                                @if !row.recaps.is_empty() { p.meta { (face.say("meeting-has-recap")) } }
                            }
                        }
                    }
                }
            }
        }
    };
    Page { title: face.say("meetings"), place: Place::Other, body }
}

impl Face<'_> {
    /// When something is to be, as the clocks of this computer show it.
    fn moment(&self, when: commonplace_core::time::Timestamp) -> String {
        self.text.moment(self.zone, self.now, when)
    }

    fn when_and_where(&self, row: &MeetingRow) -> Markup {
        html! {
            p {
                @match row.when {
                    Some(when) => strong { time datetime=(iso(when)) { (self.moment(when)) } },
                    None => { (self.say("meeting-no-time")) },
                }
                @if !row.place.is_empty() { (self.comma()) bdi { (row.place) } }
            }
            @if row.called_off { p.notice { (self.say("meeting-is-off")) } }
        }
    }

    /// Who comes, and the form in which one says so oneself.
    fn coming(&self, row: &MeetingRow, sheet: Sheet) -> Markup {
        let form = Form::new(self, Act::Come(row.id), sheet);
        html! {
            @if self.may_write() && !row.called_off && !row.past {
                div.acts {
                    @for (comes, value, key) in ANSWERS {
                        @let mine = row.my_answer == Some(comes);
                        (form.button(if mine { "none" } else { value }, &self.say(key), &row.title, Some(mine)))
                    }
                }
            }
            @let lines = self.coming_lines(row);
            @if lines.is_empty() { p.meta { (self.say("meeting-nobody-said")) } }
            @if !lines.is_empty() { ul { @for line in lines { li { (line) } } } }
        }
    }

    fn coming_lines(&self, row: &MeetingRow) -> Vec<String> {
        let said = [
            (row.who(Comes::Yes).collect::<Vec<_>>(), "meeting-come"),
            (row.who(Comes::Maybe).collect(), "meeting-perhaps"),
            (row.who(Comes::No).collect(), "meeting-not"),
            (row.of_another_time().collect(), "meeting-another-time"),
        ];
        let line = |(people, key): (Vec<&Author>, &str)| {
            let names = people.iter().map(|person| self.name(person)).collect::<Vec<_>>().join(&self.comma());
            let values = [("count", people.len().into()), ("names", names.into())];
            (!people.is_empty()).then(|| self.with(key, &values))
        };
        said.into_iter().filter_map(line).collect()
    }
}
