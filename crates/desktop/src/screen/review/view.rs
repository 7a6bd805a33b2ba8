//! What one sees while reviewing.

use commonplace_node::answer::Card;
use commonplace_node::command::Grade;
use commonplace_node::sentence::card_wait;
use iced::widget::{Column, column, container, space};
use iced::{Center, Element, Fill};

use super::{Message, Page};
use crate::icon::Icon;
use crate::reading;
use crate::screen::PAGE_SCROLL;
use crate::screen::note::{inset, on_paper};
use crate::theme::style::Look;
use crate::theme::{size, space as gap};
use crate::ui::Ui;
use crate::ui::learning::back_of;
use crate::ui::parts::{caption, hairline, label, slot};

/// Milliseconds within which a card that was forgotten comes again.
const HOUR: u64 = 3_600_000;

impl Page {
    /// The page; `circle` is what the circle is called.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, circle: &'a str) -> Element<'a, Message> {
        let refused = self.failed.as_ref().map(|error| ui.refusal(&ui.sentence(error)));
        let refused = slot(refused.map(|refused| container(refused).padding(gap::M).into()));
        let page = column![self.tools(ui, circle), hairline(&ui.colors), refused];
        match (&self.card, &self.queue) {
            (Some(card), _) => page.push(self.sheet(ui, card)).push(self.answers(ui, card)).into(),
            (None, Some(queue)) if queue.is_empty() => page.push(self.over(ui)).into(),
            _ => page.into(),
        }
    }

    fn tools<'a>(&'a self, ui: &'a Ui, circle: &'a str) -> Element<'a, Message> {
        let left = self.queue.as_ref().map_or(0, std::collections::VecDeque::len);
        let said = if left > 0 { ui.text.with("card-left", &[("count", left.into())]) } else { circle.to_owned() };
        let mut parts: Vec<Element<'a, Message>> = vec![
            ui.tool(ui.back_icon(), ui.text.get("back"), Message::Back),
            label(ui.text.get("card-review"), &ui.colors).into(),
            caption(said, &ui.colors).into(),
            space::horizontal().into(),
        ];
        if self.last.is_some() {
            let undo = ui.icon_button(Icon::TakeBack, ui.text.get("card-undo"), Look::Quiet);
            parts.push(ui.hint(undo.on_press(Message::Undo), "Ctrl Z".to_owned()));
        }
        if self.card.is_some() {
            let open = ui.icon_button(Icon::Card, ui.text.get("card-open"), Look::Quiet);
            parts.push(open.on_press(Message::Open).into());
        }
        ui.toolbar(parts).spacing(gap::S).into()
    }

    /// The front, and the back once it was asked for, with where it was taken from.
    fn sheet<'a>(&'a self, ui: &'a Ui, card: &'a Card) -> Element<'a, Message> {
        let id = card.row.id;
        let front = self.front.view(ui, reading::Look::plain(id, size::SUBHEADING), Message::Text);
        let mut sheet = column![inset(front)].spacing(gap::L).width(Fill);
        if self.turned {
            let back = self.back.view(ui, reading::Look::plain(back_of(id), size::READING), Message::Text);
            sheet = sheet.push(inset(hairline(&ui.colors))).push(inset(back));
            // Beside the back, which is what one is about to take for true.
            sheet = sheet.push(slot(ui.sources(&card.sources, Message::Dispute).map(inset)));
            if let Some(source) = &card.source {
                sheet = sheet.push(inset(ui.card_source(source, Message::Source)));
            }
        }
        container(ui.scroll(on_paper(column![sheet])).id(PAGE_SCROLL)).height(Fill).into()
    }

    /// The one button, or the four with how long the card would stay away after each. They stay where they are, however long a card is.
    fn answers<'a>(&'a self, ui: &'a Ui, card: &'a Card) -> Element<'a, Message> {
        let content: Element<'a, Message> = if self.turned {
            let grades = card.next.iter().enumerate().map(|(place, next)| {
                let words = ui.text.get(&format!("card-grade-{}", next.grade.name()));
                let look = if next.grade == Grade::Good { Look::Filled } else { Look::Outlined };
                let press = ui.button(words, look).on_press((!self.busy).then_some(Message::Grade(next.grade)));
                let press = ui.hint_above(press, (place + 1).to_string());
                let wait = caption(card_wait(next, &ui.text), &ui.colors);
                column![press, wait].spacing(gap::XXS).align_x(Center).into()
            });
            ui.across(grades.collect::<Vec<_>>()).spacing(gap::S).align_y(iced::Top).wrap().into()
        } else {
            let show = ui.button(ui.text.get("card-show"), Look::Filled).on_press(Message::Turn);
            ui.hint_above(show, ui.text.get("card-show-key"))
        };
        column![hairline(&ui.colors), container(content).center_x(Fill).padding([gap::M, gap::L])].into()
    }

    /// All are done: a word, and when the next one comes.
    fn over<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let Some(rest) = &self.rest else { return space().into() };
        let (heading, lesson) = match rest.next {
            _ if rest.cards == 0 => (ui.text.get("card-none"), ui.text.get("card-none-lesson")),
            Some(next) => {
                let when = ui.moment(next);
                // What was forgotten comes in a moment: nobody is done.
                let soon = next.millis() < ui.now.millis() + HOUR;
                (
                    ui.text.get(if soon { "card-break" } else { "card-done" }),
                    ui.text.with("card-done-next", &[("when", when.into())]),
                )
            }
            None => (ui.text.get("card-done"), ui.text.get("card-done-lesson")),
        };
        let all = ui.button(ui.text.get("cards"), Look::Outlined).on_press(Message::All);
        let back = ui.button(ui.text.get("card-to-circle"), Look::Quiet).on_press(Message::Back);
        let doors = container(ui.across([all.into(), back.into()]).spacing(gap::S)).center_x(Fill);
        let nothing = ui.empty(Icon::Card, &heading, lesson);
        Column::with_children([container(nothing).height(Fill).into(), doors.into()]).padding(gap::L).into()
    }
}
