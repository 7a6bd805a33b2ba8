//! Lists: numbers, dots and tasks before their items, and the numbers of footnotes. They are drawn beside the words and are
//! no part of them; whoever copies several items gets them all the same.

use commonplace_learning::reading::{Footnote, Item, footnote_name};
use iced::widget::{Column, Row, column, container, rule, space};
use iced::{Element, Fill, alignment};

use super::{Reader, item_direction, slug_id};
use crate::icon::Icon;
use crate::theme::style;
use crate::theme::{SERIF, leading, measure};
use crate::widget::text;

impl<Message: Clone + 'static> Reader<'_, Message> {
    pub(super) fn list(&self, start: Option<u64>, items: &[Item]) -> Element<'static, Message> {
        let widest = start.map_or(0, |start| (start + items.len() as u64).to_string().len());
        let mut list = Column::new().spacing(self.page.size * 0.45).width(Fill);
        for (item, number) in items.iter().zip(start.unwrap_or_default()..) {
            let mark = match (item.done, start) {
                (Some(done), _) => self.mark(self.task(done), 1),
                (None, Some(_)) => self.mark(self.sign(&format!("{number}.")), widest),
                (None, None) => self.mark(self.sign("•"), 1),
            };
            let sign = match (item.done, start) {
                (Some(true), _) => "- [x] ".to_owned(),
                (Some(false), _) => "- [ ] ".to_owned(),
                (None, Some(_)) => format!("{number}. "),
                (None, None) => "- ".to_owned(),
            };
            let content = self.signed(&sign, || self.blocks(&item.blocks, self.page.size * 0.45));
            list = list.push(self.across(item_direction(item), [mark, content]));
        }
        list.into()
    }

    fn sign(&self, sign: &str) -> text::Text<'static, iced::Theme> {
        text(sign.to_owned())
            .font(SERIF)
            .size(self.page.size)
            .line_height(leading::READING)
            .color(self.page.colors.muted)
    }

    /// The sign of a task: a ring, with a tick in it when it is done.
    fn task(&self, done: bool) -> Element<'static, Message> {
        let side = self.page.size * 0.95;
        let sign: Element<'static, Message> = if done {
            Icon::Accepted.at(side).color(self.page.colors.muted).into()
        } else {
            // As wide and as strong as the ring of the icon, which has an edge of two parts of its 24 and as much room around.
            let part = side / 24.0;
            let ring = container(space())
                .width(part * 22.0)
                .height(part * 22.0)
                .style(style::ring(self.page.colors.muted, part * 2.0));
            container(ring).padding(part).into()
        };
        container(sign).height(self.page.size * leading::READING).align_y(alignment::Vertical::Center).into()
    }

    fn mark(&self, sign: impl Into<Element<'static, Message>>, digits: usize) -> Element<'static, Message> {
        let digits = u8::try_from(digits).unwrap_or(u8::MAX);
        let width = self.page.size * (0.9 + 0.6 * f32::from(digits));
        container(sign).width(width).align_x(alignment::Horizontal::Right).into()
    }

    fn across(&self, right_to_left: bool, mut parts: [Element<'static, Message>; 2]) -> Element<'static, Message> {
        if right_to_left {
            parts.reverse();
        }
        Row::with_children(parts).spacing(self.page.size * 0.6).into()
    }

    pub(super) fn footnotes(&self, footnotes: &[Footnote]) -> Element<'static, Message> {
        let line = rule::horizontal(measure::HAIRLINE).style(style::hairline(self.page.colors.line));
        let mut list = column![line].spacing(self.page.size * 0.45).width(Fill);
        for footnote in footnotes {
            let number = self.mark(self.sign(&format!("{}.", footnote.number)), 2);
            let sign = format!("{}. ", footnote.number);
            let content = self.signed(&sign, || self.blocks(&footnote.blocks, self.page.size * 0.45));
            let line = Row::with_children([number, content]).spacing(self.page.size * 0.6);
            list = list.push(container(line).id(slug_id(self.page.of, &footnote_name(footnote.number))));
        }
        list.into()
    }

    /// What stands before the next words when they are copied: the sign of their list, or so much room.
    pub(super) fn before(&self) -> String {
        let sign = self.at.sign.take();
        if sign.is_empty() { " ".repeat(self.at.indent.get()) } else { sign }
    }

    /// What `show` shows of an item with this sign.
    fn signed<T>(&self, sign: &str, show: impl FnOnce() -> T) -> T {
        let indent = self.at.indent.get();
        self.at.sign.replace(format!("{}{sign}", " ".repeat(indent)));
        self.at.indent.set(indent + sign.len());
        let shown = self.apart("\n", show);
        self.at.indent.set(indent);
        self.at.sign.take();
        shown
    }

    /// What `show` shows, which keeps its lines as they are: inside of a list it is not moved in when it is copied.
    pub(super) fn flat<T>(&self, show: impl FnOnce() -> T) -> T {
        let indent = self.at.indent.take();
        let shown = show();
        self.at.indent.set(indent);
        shown
    }
}
