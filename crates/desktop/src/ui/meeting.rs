//! When a meeting is and who comes: on the home of its circle, on its own page and among the others.

use commonplace_core::time::Timestamp;
use commonplace_node::answer::{Author, MeetingRow, OtherVersion};
use commonplace_node::command::Comes;
use iced::Element;

use super::Ui;
use super::parts::{body, meta};
use crate::icon::Icon;
use crate::theme::style::Look;
use crate::theme::{SANS_MEDIUM, leading, size, space as gap};
use crate::widget::{direction, text};

/// The ways to answer, each with the key of its words.
const ANSWERS: [(Comes, &str); 3] =
    [(Comes::Yes, "meeting-i-come"), (Comes::Maybe, "meeting-maybe"), (Comes::No, "meeting-not-this-time")];

impl Ui {
    /// When something is to be, as the clocks here show it.
    pub(crate) fn moment(&self, time: Timestamp) -> String {
        self.text.moment(&self.zone, self.now, time)
    }

    /// When a meeting is, in words.
    pub(crate) fn when(&self, row: &MeetingRow) -> String {
        row.when.map_or_else(|| self.text.get("meeting-no-time"), |when| self.moment(when))
    }

    /// When and where it is.
    pub(crate) fn meeting_time<'a, Message: 'a>(&self, row: &'a MeetingRow) -> Element<'a, Message> {
        let when = text(self.when(row)).font(SANS_MEDIUM).size(size::READING).line_height(leading::NORMAL);
        let icon = Icon::Calendar.at(size::READING).color(self.colors.accent);
        let mut parts = vec![self.across([icon.into(), when.into()]).spacing(gap::XS).into()];
        if !row.place.is_empty() {
            let place = body(row.place.as_str()).color(self.colors.muted);
            parts.push(direction::placed(place, &row.place).width(iced::Shrink).into());
        }
        self.flow(parts)
    }

    /// What somebody else made of a meeting at the same time.
    pub(crate) fn also_meeting<'a, Message: 'a>(&self, other: &OtherVersion) -> Element<'a, Message> {
        let when = other.when.map_or_else(|| self.text.get("meeting-no-time"), |when| self.moment(when));
        let mut said = vec![other.title.clone(), when, other.place.clone()];
        if other.called_off {
            said.push(self.text.get("meeting-called-off"));
        }
        said.retain(|words| !words.is_empty());
        let words = [("name", self.name(&other.by).into()), ("said", said.join("  ·  ").into())];
        self.notice(
            Icon::Users,
            &self.text.with("meeting-also", &words),
            self.colors.question,
            self.colors.question_wash,
        )
    }

    /// Whether one comes: the answer that one gave is marked, and pressed once more it is taken back.
    pub(crate) fn coming_choices<'a, Message: Clone + 'a>(
        &self,
        row: &MeetingRow,
        told: fn(Comes) -> Message,
    ) -> Element<'a, Message> {
        let answer = |(comes, key): (Comes, &str)| {
            let mine = row.my_answer == Some(comes);
            let press = self.button(self.text.get(key), if mine { Look::Choice(true) } else { Look::Outlined });
            press.on_press(told(if mine { Comes::None } else { comes })).into()
        };
        self.across(ANSWERS.map(answer)).spacing(gap::XS).into()
    }

    /// Who comes, who perhaps does and who does not, a line for each that somebody said.
    pub(crate) fn coming_lines<'a, Message: 'a>(&self, row: &MeetingRow) -> Vec<Element<'a, Message>> {
        let said = [
            (row.who(Comes::Yes).collect::<Vec<_>>(), "meeting-come", Icon::Check),
            (row.who(Comes::Maybe).collect(), "meeting-perhaps", Icon::Question),
            (row.who(Comes::No).collect(), "meeting-not", Icon::Minus),
            (row.of_another_time().collect(), "meeting-another-time", Icon::History),
        ];
        let said = said.into_iter().filter(|(people, ..)| !people.is_empty());
        said.map(|(people, key, icon)| self.coming_line(&people, key, icon)).collect()
    }

    fn coming_line<'a, Message: 'a>(&self, people: &[&Author], key: &str, icon: Icon) -> Element<'a, Message> {
        let names = self.names(people.iter().copied());
        let words = self.text.with(key, &[("count", people.len().into()), ("names", names.into())]);
        let icon = icon.at(size::BODY).color(self.colors.faint);
        self.across([icon.into(), self.placed(meta(words, &self.colors)).into()]).spacing(gap::S).into()
    }
}
