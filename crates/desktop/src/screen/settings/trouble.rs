//! For whoever has trouble: what the doctor finds, and the last lines of the program's log.

use commonplace_node::answer::Finding;
use commonplace_node::doctor::sentences;
use iced::widget::{column, container};
use iced::{Element, Fill, Task};

use crate::ask::{self, Reach};
use crate::icon::Icon;
use crate::screen::doctor::{self, Doctor};
use crate::theme::style::{self, Look};
use crate::theme::{MONO, leading, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption};
use crate::widget::text;

/// What is known of the trouble.
#[derive(Debug, Default)]
pub(crate) struct Trouble {
    log: Vec<String>,
    doctor: Doctor,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The doctor looks what is in the way.
    Doctor(doctor::Message),
    /// Somebody wants the latest lines.
    Read,
    /// The lines have come.
    Came(Vec<String>),
    /// Somebody wants all of it in the clipboard.
    Copy,
    /// Somebody wants all of it in a file.
    Save,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That this be put into the clipboard.
    Copy(String),
    /// That this be written to a file.
    Save(String),
}

impl Trouble {
    /// Reads the lines.
    pub(crate) fn read(reach: &Reach) -> Task<Message> {
        let host = std::sync::Arc::clone(&reach.host);
        Task::perform(ask::away(move || host.log(), Vec::new()), Message::Came)
    }

    pub(crate) fn update(&mut self, message: Message, ui: &Ui, reach: &Reach) -> Action {
        match message {
            Message::Doctor(message) => {
                let looked = self.doctor.is_looking();
                let looks = self.doctor.update(message, "", reach).map(Message::Doctor);
                let over = looked && !self.doctor.is_looking();
                return Action::Run(if over { Self::read(reach) } else { looks });
            }
            Message::Read => return Action::Run(Self::read(reach)),
            Message::Came(lines) => self.log = lines,
            Message::Copy => return Action::Copy(self.whole(ui)),
            Message::Save => return Action::Save(self.whole(ui)),
        }
        Action::Run(Task::none())
    }

    /// All of it as a text that somebody can hand on.
    fn whole(&self, ui: &Ui) -> String {
        let program = format!("Commonplace {} · {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS);
        let found = self.doctor.findings().iter().map(|finding| format!("- {}", said(ui, finding)));
        let parts = std::iter::once(program).chain(found).chain(self.log.iter().cloned());
        parts.map(|line| line + "\n").collect()
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        column![
            ui.section("trouble-doctor", self.doctor.view(ui).map(Message::Doctor)),
            ui.section("trouble-log", self.lines(ui))
        ]
        .spacing(space::L)
        .align_x(ui.start())
        .into()
    }

    fn lines<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let act =
            |icon, key: &str, message| ui.icon_button(icon, ui.text.get(key), Look::Outlined).on_press(message).into();
        let acts = ui.flow([
            act(Icon::Copy, "trouble-copy", Message::Copy),
            act(Icon::Save, "trouble-save", Message::Save),
            act(Icon::Refresh, "trouble-again", Message::Read),
        ]);
        let lesson = body(ui.text.get("trouble-log-lesson")).color(ui.colors.muted);
        let log: Element<'a, Message> = if self.log.is_empty() {
            caption(ui.text.get("trouble-log-empty"), &ui.colors).into()
        } else {
            let lines = text(self.log.join("\n")).font(MONO).size(size::CAPTION).line_height(leading::CODE);
            // Of one script from left to right, whatever the language of the window.
            container(lines.wrapping(text::Wrapping::WordOrGlyph))
                .style(style::card(ui.colors))
                .padding(space::S)
                .width(Fill)
                .into()
        };
        column![lesson, acts, log].spacing(space::S).align_x(ui.start()).into()
    }
}

/// A finding in words, in the language of this window.
fn said(ui: &Ui, finding: &Finding) -> String {
    let (said, next) = sentences(&finding.id, finding.about.as_deref(), finding.minutes, &ui.text);
    next.map_or_else(|| said.clone(), |next| format!("{said} {next}"))
}
