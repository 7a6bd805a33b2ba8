//! Settings: paper, language, name.

use commonplace_node::answer::Whoami;
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::text::Language;
use iced::widget::{Column, column};
use iced::{Element, Task};

use super::PAGE_SCROLL;
use super::invite::choice;
use crate::ask::Reach;
use crate::preferences::Paper;
use crate::theme::style::Look;
use crate::theme::{MONO, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, hairline, label, title};

const PAPERS: [(Paper, &str); 3] =
    [(Paper::System, "paper-system"), (Paper::Light, "paper-light"), (Paper::Dark, "paper-dark")];

/// Settings being looked at.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    name: String,
    kept: String,
    refused: Option<Error>,
}

/// What somebody does.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Chooses a paper.
    Paper(Paper),
    /// Chooses a language.
    Language(Language),
    /// Types another name.
    Name(String),
    /// Keeps it.
    Rename,
    /// The node has kept it.
    Renamed(Result<(), Error>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// Another paper.
    Paper(Paper),
    /// Another language.
    Language(Language),
    /// Somebody has another name now.
    Renamed,
}

impl Settings {
    /// For this person.
    pub(crate) fn new(me: &Whoami) -> Self {
        Self { name: me.name.clone(), kept: me.name.clone(), refused: None }
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Paper(paper) => Action::Paper(paper),
            Message::Language(language) => Action::Language(language),
            Message::Name(name) => {
                self.name = name;
                Action::None
            }
            Message::Rename => {
                let name = self.name.trim().to_owned();
                Action::Run(reach.done(Command::Rename { name }, Message::Renamed))
            }
            Message::Renamed(Ok(())) => {
                self.kept.clone_from(&self.name);
                self.refused = None;
                Action::Renamed
            }
            Message::Renamed(Err(error)) => {
                self.refused = Some(error);
                Action::None
            }
        }
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, paper: Paper, me: &'a Whoami) -> Element<'a, Message> {
        let papers = PAPERS.map(|(one, key)| -> Element<'a, Message> {
            choice(ui, ui.text.get(key), paper == one, Message::Paper(one)).into()
        });
        let languages = Language::ALL.map(|one| -> Element<'a, Message> {
            choice(ui, one.own_name().to_owned(), ui.text.language() == one, Message::Language(one)).into()
        });
        let parts = column![
            title(&ui.text.get("settings"), size::TITLE),
            section(ui, ui.text.get("settings-name"), self.name(ui)),
            section(ui, ui.text.get("settings-paper"), ui.across(papers).spacing(space::XXS).into()),
            section(ui, ui.text.get("settings-language"), ui.across(languages).spacing(space::XXS).into()),
            section(ui, ui.text.get("settings-home"), home(ui, me)),
        ];
        ui.scroll(ui.form(parts.spacing(space::L).align_x(ui.start()))).id(PAGE_SCROLL).into()
    }

    fn name<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let field = ui.field("", &self.name).on_input(Message::Name).on_submit(Message::Rename).width(280);
        let changed = self.name.trim() != self.kept && !self.name.trim().is_empty();
        let keep = ui.button(ui.text.get("settings-rename"), Look::Outlined);
        let keep = keep.on_press(changed.then_some(Message::Rename));
        let line = ui.across([field.into(), keep.into()]).spacing(space::S);
        match &self.refused {
            Some(error) => column![line, ui.refusal(&ui.sentence(error))].spacing(space::S).into(),
            None => line.into(),
        }
    }
}

fn section<'a>(ui: &Ui, name: String, content: Element<'a, Message>) -> Column<'a, Message> {
    column![hairline(&ui.colors), label(name, &ui.colors), content].spacing(space::S).align_x(ui.start())
}

fn home<'a>(ui: &Ui, me: &Whoami) -> Element<'a, Message> {
    let folder = caption(me.home.to_string_lossy().into_owned(), &ui.colors).font(MONO);
    column![folder, body(ui.text.get("settings-home-lesson")).color(ui.colors.muted)]
        .spacing(space::XS)
        .align_x(ui.start())
        .into()
}
