//! Laptops on the same network, to be asked for something.

use commonplace_node::answer::Nearby;
use iced::widget::{Column, column, container};
use iced::{Element, Fill};

use crate::theme::style::Look;
use crate::theme::{size, space};
use crate::ui::Ui;
use crate::ui::parts::{aside, body, hairline, title};

/// Those that were seen, each with a button of these words; nothing while it is not known.
pub(crate) fn view<'a, M: Clone + 'a>(
    ui: &'a Ui,
    seen: Option<&'a [Nearby]>,
    words: &str,
    ask: fn(String) -> M,
) -> Element<'a, M> {
    let all = || seen.into_iter().flatten();
    let mut list = Column::new().spacing(space::S).align_x(ui.start());
    for node in all().filter(|node| !node.me) {
        list = list.push(hairline(&ui.colors)).push(one(ui, node, words, ask));
    }
    if seen.is_some() && all().all(|node| node.me) {
        list = list.push(aside(ui.text.get("nearby-nobody"), &ui.colors));
    }
    if let Some(me) = all().find(|node| node.me) {
        list = list.push(hairline(&ui.colors)).push(this_one(ui, Some(&me.name)));
    }
    list.into()
}

/// By which words strangers tell this laptop from others, if it has any.
pub(crate) fn this_one<'a, M: 'a>(ui: &Ui, name: Option<&str>) -> Option<Element<'a, M>> {
    let words = ui.text.with("join-nearby-me", &[("node", name?.into())]);
    Some(ui.placed(body(words).color(ui.colors.muted)).into())
}

fn one<'a, M: Clone + 'a>(ui: &'a Ui, node: &'a Nearby, words: &str, ask: fn(String) -> M) -> Element<'a, M> {
    let mut who = column![title(&node.name, size::SUBHEADING)].align_x(ui.start());
    if let Some(person) = &node.person {
        who = who.push(body(ui.name(person)).color(ui.colors.muted));
    }
    let ask = ui.button(ui.text.get(words), Look::Outlined).on_press(ask(node.name.clone()));
    ui.across([container(who).width(Fill).align_x(ui.start()).into(), ask.into()]).spacing(space::S).into()
}
