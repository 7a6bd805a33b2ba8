//! Sheets of meetings: what is typed of one becomes what the node is asked.

use commonplace_core::id::CircleId;
use commonplace_node::answer::Meeting;
use commonplace_node::command::{Command, MeetingChange, When};
use commonplace_node::error::Error;
use commonplace_node::sheet::{Base, Sheet};
use commonplace_node::zone::Zone;
use iced::Element;
use iced::widget::{column, container};

use super::{Editor, Message, WHEN};
use crate::icon::Icon;
use crate::theme::{size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{meta, slot};
use crate::widget::text::lines;

/// A new meeting.
///
/// # Errors
/// [`Error::NotATime`].
pub(super) fn planned(circle: CircleId, sheet: Sheet, zone: &Zone) -> Result<Command, Error> {
    let when = match moment(&sheet, zone)? {
        When::At(when) => Some(when),
        When::Open => None,
    };
    let (title, place) = (sheet.title.trim().to_owned(), sheet.place.trim().to_owned());
    Ok(Command::MeetingNew { circle: circle.into(), title, when, place, agenda: sheet.text })
}

/// A meeting as it was when somebody began to change it. When and where it was stand in the place of tags, which it has not.
pub(super) fn base(meeting: &Meeting, when: &str) -> Base {
    let (title, place) = (meeting.row.title.clone(), meeting.row.place.clone());
    Base { title, tags: vec![when.to_owned(), place], text: lines(meeting.agenda.clone()) }
}

/// What is otherwise about a meeting than when the change was begun, perhaps some days ago: the rest is left as others may have
/// made it meanwhile. `when` is when it was, as one would type that.
///
/// # Errors
/// [`Error::NotATime`].
pub(super) fn replanned(meeting: &Meeting, when: &str, sheet: Sheet, zone: &Zone) -> Result<Command, Error> {
    let to = moment(&sheet, zone)?;
    let was = sheet.base.unwrap_or_else(|| Box::new(base(meeting, when)));
    let [then, there] = [0, 1].map(|at| was.tags.get(at).map_or("", String::as_str));
    let (title, place) = (sheet.title.trim().to_owned(), sheet.place.trim().to_owned());
    let change = MeetingChange {
        title: (title != was.title).then_some(title),
        // As it was typed: a time that nobody touched is not cut to the minute, nor read by another clock.
        when: (sheet.when.trim() != then).then_some(to),
        place: (place != there).then_some(place),
        agenda: (sheet.text != was.text).then_some(sheet.text),
        called_off: None,
    };
    Ok(Command::MeetingEdit { meeting: meeting.row.id.into(), change })
}

fn moment(sheet: &Sheet, zone: &Zone) -> Result<When, Error> {
    if sheet.when.trim().is_empty() { Ok(When::Open) } else { zone.moment(&sheet.when).map(When::At) }
}

impl Editor {
    /// When and where the meeting is.
    pub(super) fn when_and_where<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let when = self.bare(ui, "meeting-when-hint", &self.when).id(WHEN).size(size::BODY).on_input(Message::When);
        let place = self.bare(ui, "meeting-place-hint", &self.place).size(size::BODY).on_input(Message::Place);
        let when = ui.across([Icon::Calendar.at(size::META).color(ui.colors.faint).into(), when.into()]);
        let place = ui.across([Icon::Place.at(size::META).color(ui.colors.faint).into(), place.into()]);
        let inset = [0.0, gap::XS];
        let said = slot(self.understood(ui).map(|words| container(meta(words, &ui.colors)).padding(inset).into()));
        column![when.spacing(gap::XXS).padding(inset), said, place.spacing(gap::XXS).padding(inset)]
            .align_x(ui.start())
            .into()
    }

    /// The time that was typed, with its weekday: whoever wrote another one than they meant sees it there.
    fn understood(&self, ui: &Ui) -> Option<String> {
        let when = ui.zone.moment(&self.when).ok()?;
        let key = if when < ui.now { "meeting-when-over" } else { "meeting-when-read" };
        Some(ui.text.with(key, &[("when", ui.moment(when).into())]))
    }
}
