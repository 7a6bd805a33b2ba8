//! Recovery words: shown, and then checked.

use std::collections::BTreeSet;

use commonplace_core::limits::{CHECKED_WORDS, RECOVERY_WORDS};
use commonplace_node::answer::{RecoveryWords, Whoami, WordsState};
use commonplace_node::command::{Command, WordAt};
use commonplace_node::error::Error;
use commonplace_node::home::Passphrase;
use commonplace_node::runtime;
use iced::widget::{Column, column, container, operation};
use iced::{Element, Fill, Task};

use crate::ask::{One, Reach};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{MONO, leading, measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption};
use crate::widget::text;

/// The name of the first field that something is asked in, for giving it the focus.
pub(crate) const FIRST: &str = "words-first";
/// Columns in which the words stand.
const COLUMNS: usize = 4;

/// What is on the screen of them.
#[derive(Default)]
pub(crate) enum Words {
    /// How they stand.
    #[default]
    Closed,
    /// The passphrase is asked for first.
    Asked(String),
    /// All of them.
    Shown(RecoveryWords),
    /// Some of them are asked for.
    Checking(Vec<WordAt>),
}

/// Without the words.
impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words(..)")
    }
}

/// What happens.
#[derive(Clone)]
pub(crate) enum Message {
    /// Somebody wants to see them.
    Show,
    /// Somebody types the passphrase.
    Passphrase(String),
    /// The node gives them.
    Came(One<RecoveryWords>),
    /// Somebody has them on paper and wants them checked.
    Check,
    /// Somebody types the word at this place of those asked for.
    Word(usize, String),
    /// They are typed.
    Typed,
    /// The node has looked at them.
    Checked(Result<(), Error>),
    /// Away with them.
    Close,
}

/// Without the words.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words(..)")
    }
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That this be said.
    Refused(Error),
    /// Something about this person has changed.
    Changed(Task<Message>),
}

impl Words {
    pub(crate) fn update(&mut self, message: Message, me: &Whoami, reach: &Reach) -> Action {
        match message {
            Message::Show => return self.show(me, reach),
            Message::Passphrase(typed) => *self = Self::Asked(typed),
            Message::Came(Ok(words)) => {
                *self = Self::Shown(words);
                return Action::Changed(Task::none());
            }
            Message::Came(Err(error)) | Message::Checked(Err(error)) => return Action::Refused(error),
            Message::Check => match places() {
                Ok(places) => {
                    *self =
                        Self::Checking(places.into_iter().map(|place| WordAt { place, word: String::new() }).collect());
                    return Action::Run(operation::focus(FIRST));
                }
                Err(error) => return Action::Refused(error),
            },
            Message::Word(place, word) => {
                if let Self::Checking(words) = self
                    && let Some(at) = words.iter_mut().find(|at| at.place == place)
                {
                    at.word = word;
                }
            }
            Message::Typed => {
                if let Self::Checking(words) = self {
                    return Action::Run(reach.done(Command::WordsCheck { words: words.clone() }, Message::Checked));
                }
            }
            Message::Checked(Ok(())) => {
                *self = Self::Closed;
                return Action::Changed(Task::none());
            }
            Message::Close => *self = Self::Closed,
        }
        Action::None
    }

    fn show(&mut self, me: &Whoami, reach: &Reach) -> Action {
        let passphrase = match self {
            Self::Asked(typed) => match Passphrase::new(typed) {
                Ok(passphrase) => Some(passphrase),
                Err(error) => return Action::Refused(error),
            },
            _ if me.sealed => {
                *self = Self::Asked(String::new());
                return Action::Run(operation::focus(FIRST));
            }
            _ => None,
        };
        Action::Run(reach.one(Command::WordsShow { passphrase }, Message::Came))
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, me: &'a Whoami) -> Element<'a, Message> {
        match self {
            Self::Closed => closed(ui, me),
            Self::Asked(typed) => asked(ui, typed),
            Self::Shown(words) => shown(ui, words),
            Self::Checking(words) => checking(ui, words),
        }
    }
}

/// As many different places as a check asks for.
fn places() -> Result<BTreeSet<usize>, Error> {
    let mut places = BTreeSet::new();
    while places.len() < CHECKED_WORDS {
        places.insert(runtime::draw_below(RECOVERY_WORDS)? + 1);
    }
    Ok(places)
}

/// The sentence that says how they stand.
pub(super) const fn state_key(state: WordsState) -> &'static str {
    match state {
        WordsState::Unseen => "words-unseen",
        WordsState::Shown => "words-shown",
        WordsState::Checked => "words-checked",
    }
}

fn closed<'a>(ui: &'a Ui, me: &'a Whoami) -> Element<'a, Message> {
    let color = if me.words == WordsState::Checked { ui.colors.good } else { ui.colors.warn };
    let show = ui.button(ui.text.get("words-show"), Look::Outlined).on_press(Message::Show);
    let mut buttons: Vec<Element<'a, Message>> = vec![show.into()];
    if me.words != WordsState::Unseen {
        buttons.push(ui.button(ui.text.get("words-check"), Look::Outlined).on_press(Message::Check).into());
    }
    column![
        body(ui.text.get("words-lesson")).color(ui.colors.muted),
        body(ui.text.get(state_key(me.words))).color(color),
        ui.flow(buttons),
    ]
    .spacing(space::S)
    .align_x(ui.start())
    .into()
}

fn asked<'a>(ui: &'a Ui, typed: &'a str) -> Element<'a, Message> {
    let field = ui
        .field(&ui.text.get("locked-hint"), typed)
        .id(FIRST)
        .secure(true)
        .on_input(Message::Passphrase)
        .on_submit(Message::Show)
        .width(measure::HINT);
    let show = ui.button(ui.text.get("words-show"), Look::Filled);
    let show = show.on_press((!typed.is_empty()).then_some(Message::Show));
    let close = ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Close);
    ui.flow([field.into(), show.into(), close.into()])
}

/// In columns, each with its number: that is how they are copied.
fn shown<'a>(ui: &'a Ui, words: &'a RecoveryWords) -> Element<'a, Message> {
    let rows = words.words.len().div_ceil(COLUMNS);
    let cell = |(index, word): (usize, &'a String)| -> Element<'a, Message> {
        let number = caption(format!("{}", index + 1), &ui.colors).width(24);
        let word = text(word.as_str()).font(MONO).size(size::BODY).line_height(leading::NORMAL);
        iced::widget::row![number, word].spacing(space::XXS).into()
    };
    // Words of one script from left to right, whatever the language of the window.
    let columns = (0..COLUMNS).map(|column| {
        let cells = words.words.iter().enumerate().skip(column * rows).take(rows).map(cell);
        Column::with_children(cells).spacing(space::XXS).width(Fill).into()
    });
    let sheet = container(iced::widget::row(columns).spacing(space::S))
        .padding(space::M)
        .width(Fill)
        .style(style::card(ui.colors));
    let fingerprint = ui.text.with("words-fingerprint", &[("words", words.fingerprint.as_str().into())]);
    let check = ui.button(ui.text.get("words-check"), Look::Filled).on_press(Message::Check);
    let close = ui.button(ui.text.get("words-close"), Look::Outlined).on_press(Message::Close);
    column![
        ui.notice(Icon::Warning, &ui.text.get("words-keep"), ui.colors.warn, ui.colors.warn_wash),
        sheet,
        caption(fingerprint, &ui.colors),
        ui.flow([check.into(), close.into()]),
    ]
    .spacing(space::S)
    .align_x(ui.start())
    .into()
}

fn checking<'a>(ui: &'a Ui, words: &'a [WordAt]) -> Element<'a, Message> {
    let mut parts = column![body(ui.text.get("words-which")).color(ui.colors.muted)].spacing(space::S);
    for (index, at) in words.iter().enumerate() {
        let place = at.place;
        let field = ui.field("", &at.word);
        let field = if index == 0 { field.id(FIRST) } else { field };
        let field =
            field.on_input(move |word| Message::Word(place, word)).on_submit(Message::Typed).width(measure::HINT);
        let number = body(ui.text.with("words-number", &[("place", place.into())])).width(96);
        parts = parts.push(ui.flow([number.into(), field.into()]));
    }
    let ready = words.iter().all(|at| !at.word.trim().is_empty());
    let check = ui.button(ui.text.get("words-check"), Look::Filled).on_press(ready.then_some(Message::Typed));
    let close = ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Close);
    parts.push(ui.flow([check.into(), close.into()])).align_x(ui.start()).into()
}
