//! How the window looks, and what it tells.

use commonplace_node::text::Language;
use iced::widget::{Column, column, container};
use iced::{Element, Task};

use super::super::invite::choice;
use crate::ask;
use crate::icon::Icon;
use crate::preferences::{Choice, Notices, Paper, Preferences, Scale};
use crate::theme::style::Look;
use crate::theme::{missing_scripts, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption};

const PAPERS: [&[(Paper, &str)]; 2] = [
    &[(Paper::System, "paper-system"), (Paper::Light, "paper-light"), (Paper::Dark, "paper-dark")],
    &[(Paper::ContrastLight, "paper-contrast-light"), (Paper::ContrastDark, "paper-contrast-dark")],
];

const NOTICES: [(Notices, &str, &str); 3] = [
    (Notices::Mine, "notices-mine", "notices-mine-lesson"),
    (Notices::All, "notices-all", "notices-all-lesson"),
    (Notices::None, "notices-none", "notices-none-lesson"),
];

const LASTING: [(bool, &str, &str); 2] =
    [(false, "lasting-no", "lasting-no-lesson"), (true, "lasting-yes", "lasting-yes-lesson")];

/// What the page had to find out.
#[derive(Debug, Default)]
pub(crate) struct Looks {
    /// Scripts that no font of this system has, by the keys of their names, once that is known.
    missing: Option<Vec<&'static str>>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody chooses.
    Choose(Choice),
    /// Which scripts are missing is known.
    Missing(Vec<&'static str>),
}

impl Looks {
    /// Looks which scripts this system has no font for, unless that is known.
    pub(crate) fn look(&self) -> Task<Message> {
        match self.missing {
            Some(_) => Task::none(),
            None => Task::perform(ask::away(missing_scripts, Vec::new()), Message::Missing),
        }
    }

    /// What is to be done with what somebody chooses is the window's.
    pub(crate) fn update(&mut self, message: Message) -> Option<Choice> {
        match message {
            Message::Choose(choice) => return Some(choice),
            Message::Missing(missing) => self.missing = Some(missing),
        }
        None
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, looks: &Preferences) -> Element<'a, Message> {
        let mut parts = column![
            ui.section("settings-paper", papers(ui, looks.paper)),
            ui.section("settings-size", sizes(ui, looks.scale)),
            ui.section("settings-language", languages(ui)),
            ui.section("settings-notices", notices(ui, looks.notices)),
            ui.section("settings-lasting", lasting(ui, looks.lasting)),
        ];
        if let Some(missing) = &self.missing {
            parts = parts.push(ui.section("settings-scripts", scripts(ui, missing)));
        }
        parts.spacing(space::L).align_x(ui.start()).into()
    }
}

fn papers<'a>(ui: &'a Ui, paper: Paper) -> Element<'a, Message> {
    let line = |papers: &[(Paper, &'static str)]| {
        let papers = papers
            .iter()
            .map(|&(one, key)| choice(ui, ui.text.get(key), paper == one, Message::Choose(Choice::Paper(one))).into());
        ui.choices(papers.collect::<Vec<_>>())
    };
    let lines = Column::with_children(PAPERS.map(line)).spacing(space::XXS).align_x(ui.start());
    lines.push(caption(ui.text.get("paper-lesson"), &ui.colors)).into()
}

fn sizes<'a>(ui: &'a Ui, scale: Scale) -> Element<'a, Message> {
    let step = |icon: Icon, key: &str, to: Scale| {
        let press = ui.icon_button(icon, ui.text.get(key), Look::Outlined);
        press.on_press((to != scale).then_some(Message::Choose(Choice::Scale(to)))).into()
    };
    let percent = body(ui.text.with("size-percent", &[("percent", u32::from(scale.percent()).into())]));
    let usual = ui.button(ui.text.get("size-usual"), Look::Outlined);
    let line = ui.choices([
        step(Icon::Minus, "size-smaller", scale.smaller()),
        container(percent).padding([0.0, space::XS]).into(),
        step(Icon::Plus, "size-larger", scale.larger()),
        usual.on_press((scale != Scale::default()).then_some(Message::Choose(Choice::Scale(Scale::default())))).into(),
    ]);
    column![line, caption(ui.text.get("size-lesson"), &ui.colors)].spacing(space::XS).align_x(ui.start()).into()
}

fn languages<'a>(ui: &'a Ui) -> Element<'a, Message> {
    let languages = Language::ALL.map(|one| {
        let chosen = ui.text.language() == one;
        choice(ui, one.own_name().to_owned(), chosen, Message::Choose(Choice::Language(one))).into()
    });
    ui.choices(languages)
}

fn notices<'a>(ui: &'a Ui, chosen: Notices) -> Element<'a, Message> {
    let all = NOTICES.map(|(one, key, lesson)| {
        ui.option(ui.text.get(key), ui.text.get(lesson), chosen == one, Message::Choose(Choice::Notices(one)))
    });
    let lesson = caption(ui.text.get("notices-lesson"), &ui.colors);
    Column::with_children(all).push(lesson).spacing(space::XXS).align_x(ui.start()).into()
}

fn lasting<'a>(ui: &'a Ui, chosen: bool) -> Element<'a, Message> {
    let both = LASTING.map(|(one, key, lesson)| {
        ui.option(ui.text.get(key), ui.text.get(lesson), chosen == one, Message::Choose(Choice::Lasting(one)))
    });
    Column::with_children(both).spacing(space::XXS).align_x(ui.start()).into()
}

/// Boxes instead of letters are never left unexplained.
fn scripts<'a>(ui: &'a Ui, missing: &[&str]) -> Element<'a, Message> {
    if missing.is_empty() {
        return body(ui.text.get("scripts-all")).color(ui.colors.muted).into();
    }
    let names: Vec<String> = missing.iter().map(|key| ui.text.get(key)).collect();
    let words = ui.text.with("scripts-missing", &[("scripts", names.join(", ").into())]);
    ui.notice(Icon::Info, &words, ui.colors.question, ui.colors.question_wash)
}
