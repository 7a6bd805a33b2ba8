//! What was typed of meetings.

use commonplace_node::command::{Command, MeetingChange, Page, When};
use commonplace_node::error::Error;
use commonplace_node::zone::Zone;

use super::{Request, Setting, hint, listed, title_of};
use crate::args::MeetingArgs;
use crate::input;
use crate::output::Layout;

/// What takes a value away.
const NONE: &str = "none";

pub(super) fn of(args: MeetingArgs, setting: &Setting) -> Result<Request, Error> {
    let command = match args {
        MeetingArgs::New { circle, file, title, when, place } => {
            let when = when.map(|typed| Zone::of_system().moment(&typed)).transpose()?;
            let agenda = input::optional_text(file.as_deref(), || hint(setting))?.unwrap_or_default();
            Command::MeetingNew { circle: circle.into(), title, when, place: place.unwrap_or_default(), agenda }
        }
        MeetingArgs::List { circle } => {
            return Ok(listed(Command::MeetingList { circle: circle.into(), page: Page::FIRST }));
        }
        MeetingArgs::Show { meeting } => Command::MeetingShow { meeting: meeting.into() },
        MeetingArgs::Edit { meeting, file, title, when, place, off, on } => {
            let when = when.map(|typed| moment(&typed)).transpose()?;
            let agenda = file.map(|file| input::text(Some(&file), || hint(setting))).transpose()?;
            let called_off = (off || on).then_some(off);
            Command::MeetingEdit {
                meeting: meeting.into(),
                change: MeetingChange { title, when, place, agenda, called_off },
            }
        }
        MeetingArgs::Coming { meeting, answer } => Command::MeetingCome { meeting: meeting.into(), comes: answer },
        MeetingArgs::Recap { meeting, file: None, note: None, .. } => {
            Command::MeetingHappened { meeting: meeting.into() }
        }
        MeetingArgs::Recap { meeting, note: Some(note), .. } => {
            Command::MeetingRecap { meeting: meeting.into(), note: (note != NONE).then(|| note.into()) }
        }
        MeetingArgs::Recap { meeting, file, title, .. } => {
            let text = input::text(file.as_deref(), || hint(setting))?;
            let title = title.or_else(|| title_of(&text, file.as_deref())).unwrap_or_default();
            Command::MeetingTell { meeting: meeting.into(), title, text }
        }
    };
    Ok(Request { command, layout: Layout::Whole })
}

fn moment(typed: &str) -> Result<When, Error> {
    if typed == NONE { Ok(When::Open) } else { Zone::of_system().moment(typed).map(When::At) }
}
