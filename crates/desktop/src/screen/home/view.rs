//! How the home of a circle looks.

use commonplace_node::answer::{CardsDue, Circle, CircleStatus, Delivered, Membership, Peer};
use commonplace_node::command::{Pick, What};
use commonplace_node::sentence::sealed;
use iced::widget::{Column, column, container, space};
use iced::{Color, Element, Fill, Padding};

use super::super::circles::removed;
use super::begun::{Begun, Line};
use super::{Home, LINES, Message, Shown, choosing, lonely, unanswered};
use super::{next, pairing};
use crate::icon::Icon;
use crate::screen::PAGE_SCROLL;
use crate::theme::style::{self, Look};
use crate::theme::{SANS_MEDIUM, leading, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::card::{Card, Item};
use crate::ui::parts::{aside, body, caption, meta, slot, title};
use crate::ui::time::ago;
use crate::widget::{Clamp, Press, text};

/// Milliseconds of a day.
const DAY: u64 = 24 * 60 * 60 * 1000;

impl Home {
    /// The screen of a circle of which nobody was met yet.
    pub(crate) fn waiting<'a>(&'a self, ui: &'a Ui, circle: &'a Circle, peers: &'a [Peer]) -> Element<'a, Message> {
        self.waiting.view(ui, circle, peers).map(Message::Waiting)
    }

    /// The screen. `alone` says that the list is not beside it.
    pub(crate) fn view<'a>(
        &'a self,
        ui: &'a Ui,
        circle: &'a Circle,
        status: Option<&'a CircleStatus>,
        alone: bool,
    ) -> Element<'a, Message> {
        let mut page = column![self.head(ui, circle, alone)].spacing(gap::M).align_x(ui.start());
        if let Some(error) = &self.failed {
            page = page.push(ui.refusal(&ui.sentence(error)));
        }
        if circle.state == Membership::Removed {
            page = page.push(ui.notice(Icon::Warning, &removed(ui, circle), ui.colors.warn, ui.colors.warn_wash));
        }
        if let Some(shown) = &self.shown {
            // Whoever is alone has nobody to meet.
            let meets = shown.next.is_some() || circle.members > 1;
            page = page.push(slot(shown.cards.as_ref().and_then(|cards| review(ui, cards, circle.may_write()))));
            page = page.push(slot(next::view(ui, shown.next.as_ref(), circle.may_write()).filter(|_| meets)));
            let card = pairing::view(ui, shown, self.another, self.said);
            page = page.push(slot(card.filter(|_| circle.may_write())));
            page = if circle.notes + circle.questions + circle.quick_votes == 0 && shown.begun.is_empty() {
                page.push(beginnings(ui, circle))
            } else {
                parts(ui, page, circle, shown)
            };
        }
        let begun = circle.notes + circle.questions + circle.quick_votes > 0;
        if let Some(status) = status.filter(|status| !status.delivered.is_empty()) {
            page = page.push(ui.section("home-people", people(ui, status)));
        } else if circle.state == Membership::Joined && circle.members < 2 && begun {
            page = page.push(ui.section("home-people", nobody(ui)));
        }
        // Level with the head of the list.
        let padding = Padding { top: if alone { gap::XL } else { gap::L }, bottom: gap::XL, ..Padding::from(gap::L) };
        let page = container(container(page).max_width(measure::FORM)).center_x(Fill).padding(padding);
        ui.scroll(page).id(PAGE_SCROLL).into()
    }

    fn head<'a>(&'a self, ui: &'a Ui, circle: &'a Circle, alone: bool) -> Element<'a, Message> {
        let count = |key: &str, count: usize| ui.text.with(key, &[("count", count.into())]);
        let mut summary = vec![count("circle-members", circle.members)];
        // That nothing is there yet, what stands below says better.
        if circle.notes + circle.questions + circle.quick_votes > 0 {
            summary.extend([count("circle-notes", circle.notes), count("circle-questions", circle.questions)]);
        }
        let summary = meta(summary.join("  ·  "), &ui.colors);
        // Beside the list, the circle's name stands over that.
        if !alone {
            return summary.into();
        }
        let head = column![title(&circle.title, size::TITLE), summary].spacing(gap::XXS).align_x(ui.start());
        if circle.state != Membership::Joined {
            return head.into();
        }
        let write = ui.icon_button(Icon::Feather, ui.text.get("write"), Look::Filled).on_press(Message::Write);
        let ask = ui.icon_button(Icon::Question, ui.text.get("ask"), Look::Outlined).on_press(Message::Ask);
        let vote = ui.icon_button(Icon::Tasks, ui.text.get("vote"), Look::Outlined).on_press(Message::Vote);
        let all = ui.icon_button(Icon::Note, ui.text.get("home-library"), Look::Outlined);
        let all = all.on_press(Message::Show(Pick::default()));
        let doors = ui.across([write.into(), ask.into(), vote.into(), all.into()]).spacing(gap::XS).wrap();
        column![head, doors].spacing(gap::M).align_x(ui.start()).into()
    }
}

/// What there is to review: a line that leads there, and nothing where there are no cards.
fn review<'a>(ui: &'a Ui, cards: &CardsDue, writes: bool) -> Option<Element<'a, Message>> {
    if cards.cards == 0 {
        return None;
    }
    let words = match (cards.now(), cards.next) {
        (0, Some(next)) => ui.text.with("card-home-done", &[("when", ui.moment(next).into())]),
        (now, _) => ui.text.with("card-to-review", &[("count", now.into())]),
    };
    let look = if cards.now() > 0 { Look::Filled } else { Look::Quiet };
    let press = ui.button(ui.text.get("card-review"), look).on_press(Message::Review);
    let icon = Icon::Card.at(size::READING).color(ui.colors.accent);
    let said = body(words).color(if cards.now() > 0 { ui.colors.ink } else { ui.colors.muted });
    let all = Message::Show(Pick { what: What::Cards, ..Pick::default() });
    let all = ui.button(ui.text.get("cards"), Look::Link).on_press(all);
    let mut parts: Vec<Element<'a, Message>> = vec![icon.into(), said.into(), press.into(), all.into()];
    if writes {
        parts.push(ui.button(ui.text.get("card-make"), Look::Link).on_press(Message::Card).into());
    }
    Some(ui.across(parts).spacing(gap::S).wrap().into())
}

/// What to do first in a new circle.
fn beginnings<'a>(ui: &'a Ui, circle: &'a Circle) -> Element<'a, Message> {
    let ways = [
        (Icon::Feather, "home-first-write", "home-first-write-lesson", Message::Write, true),
        (Icon::Attachment, "home-first-bring", "home-first-bring-lesson", Message::Bring, true),
        (Icon::UserPlus, "home-first-invite", "home-first-invite-lesson", Message::Invite, circle.members < 2),
        (Icon::Question, "home-first-ask", "home-first-ask-lesson", Message::Ask, circle.members > 1),
    ];
    let ways = ways.into_iter().filter(|(.., fits)| *fits).map(|(icon, key, lesson, message, _)| {
        let words = column![
            text(ui.text.get(key)).font(SANS_MEDIUM).size(size::BODY).line_height(leading::NORMAL),
            meta(ui.text.get(lesson), &ui.colors),
        ];
        let words = words.width(Fill).align_x(ui.start());
        let mark = container(icon.at(size::SUBHEADING).color(ui.colors.accent)).width(gap::XL);
        Press::new(ui.across([mark.into(), words.into()]).spacing(gap::XS), style::press(ui.colors, Look::Outlined))
            .padding([gap::S, gap::M])
            .width(Fill)
            .on_press(message)
            .into()
    });
    // Who has just come in waits for what the others have written.
    let key = if circle.members > 1 { "home-first-others" } else { "home-first" };
    let lesson = aside(ui.text.get(key), &ui.colors);
    column![lesson, Column::with_children(ways).spacing(gap::XS)].spacing(gap::M).align_x(ui.start()).into()
}

fn parts<'a>(ui: &'a Ui, mut page: Column<'a, Message>, circle: &'a Circle, shown: &'a Shown) -> Column<'a, Message> {
    page = page.push(ui.section("home-new", news(ui, circle, shown)));
    if !shown.choosing.is_empty() {
        page = page.push(ui.section("vote-home", votes(ui, shown)));
    }
    if !shown.begun.is_empty() {
        let lines = shown.begun.iter().take(LINES).map(|line| begun(ui, line));
        page = page.push(ui.section("home-begun", Column::with_children(lines).into()));
    }
    if !shown.unanswered.is_empty() {
        page = page.push(ui.section("home-unanswered", questions(ui, shown)));
    }
    if !shown.disputed.is_empty() {
        page = page.push(ui.section("disputes-open", disputed(ui, circle, shown)));
    }
    if !shown.only_here.is_empty() && circle.members > 1 {
        let lines = shown.only_here.iter().take(LINES).map(|item| {
            let to = lonely(item);
            line(ui, Mark::Icon(to.icon(), ui.colors.warn), &item.title, Vec::new(), Message::Open(to))
        });
        let lesson = meta(ui.text.get("home-only-here-lesson"), &ui.colors);
        let mut list = column![lesson, Column::with_children(lines)].spacing(gap::XS).align_x(ui.start());
        if shown.only_here.len() > LINES {
            let more = ui.text.with("home-more", &[("count", (shown.only_here.len() - LINES).into())]);
            list = list.push(ui.button(more, Look::Link).on_press(Message::People));
        }
        page = page.push(ui.section("home-only-here", list.into()));
    }
    page
}

/// Open disputes, and the way to all of them.
fn disputed<'a>(ui: &'a Ui, circle: &'a Circle, shown: &'a Shown) -> Element<'a, Message> {
    let lines = shown.disputed.iter().take(LINES).map(|card| {
        let when = card.updated.map(|updated| ago(ui, updated)).unwrap_or_default();
        let mark = Mark::Icon(Icon::Flag, ui.colors.disputed);
        line(ui, mark, &card.title, vec![ui.name(&card.author), when], Message::Open(card.item))
    });
    let all = if circle.disputes > LINES {
        ui.text.with("disputes-count", &[("count", circle.disputes.into())])
    } else {
        ui.text.get("disputes-all")
    };
    let all = ui.button(all, Look::Link).on_press(Message::Disputes);
    column![Column::with_children(lines), all].spacing(gap::XS).align_x(ui.start()).into()
}

fn news<'a>(ui: &'a Ui, circle: &'a Circle, shown: &'a Shown) -> Element<'a, Message> {
    if shown.news.is_empty() {
        return body(ui.text.get("home-nothing-new")).color(ui.colors.muted).into();
    }
    let lines = shown.news.iter().take(LINES).map(|card| {
        let by = card.unread_by.as_ref().unwrap_or(&card.author);
        let when = card.updated.map(|updated| ago(ui, updated)).unwrap_or_default();
        let beside = vec![ui.name(by), when];
        line(ui, Mark::New(card.item), &card.title, beside, Message::Open(card.item))
    });
    let mut doors: Vec<Element<'a, Message>> = Vec::new();
    if circle.unread > LINES {
        let all = ui.text.with("home-all-new", &[("count", circle.unread.into())]);
        let pick = Pick { unread: true, ..Pick::default() };
        doors.push(ui.button(all, Look::Link).on_press(Message::Show(pick)).into());
    }
    doors.push(ui.button(ui.text.get("home-all-read"), Look::Link).on_press(Message::AllRead).into());
    column![Column::with_children(lines), ui.across(doors).spacing(gap::M)].spacing(gap::XS).align_x(ui.start()).into()
}

/// Where people choose now, and whether one has chosen oneself.
fn votes<'a>(ui: &'a Ui, shown: &'a Shown) -> Element<'a, Message> {
    let lines = shown.choosing.iter().take(LINES).map(|card| {
        let mine = card.vote.is_some_and(|vote| vote.mine);
        let own = ui.text.get(if mine { "vote-home-mine" } else { "vote-home-choose" });
        let count = card.vote.map(|vote| sealed(vote.chosen, vote.of, &ui.text)).unwrap_or_default();
        line(ui, Mark::Icon(Icon::Tasks, ui.colors.question), &card.title, vec![count, own], Message::Open(card.item))
    });
    let mut list = column![Column::with_children(lines)].spacing(gap::XS).align_x(ui.start());
    if shown.choosing.len() > LINES {
        let all = ui.button(ui.text.get("votes"), Look::Link);
        list = list.push(all.on_press(Message::Show(choosing())));
    }
    list.into()
}

fn questions<'a>(ui: &'a Ui, shown: &'a Shown) -> Element<'a, Message> {
    let lines = shown.unanswered.iter().take(LINES).map(|card| {
        let beside = vec![ui.name(&card.author), waits(ui, card)];
        line(ui, Mark::Icon(Icon::Question, ui.colors.question), &card.title, beside, Message::Open(card.item))
    });
    let mut list = column![Column::with_children(lines)].spacing(gap::XS).align_x(ui.start());
    if shown.unanswered.len() > LINES {
        let all = ui.button(ui.text.get("home-all-unanswered"), Look::Link);
        list = list.push(all.on_press(Message::Show(unanswered())));
    }
    list.into()
}

/// How long a question has waited.
fn waits(ui: &Ui, card: &Card) -> String {
    let asked = card.created.unwrap_or(ui.now);
    let days = ui.now.millis().saturating_sub(asked.millis()) / DAY;
    if days == 0 {
        return ui.text.with("home-asked", &[("when", ago(ui, asked).into())]);
    }
    ui.text.with("home-waits", &[("days", days.into())])
}

fn begun<'a>(ui: &'a Ui, begun: &'a Line) -> Element<'a, Message> {
    let (icon, key) = match begun.begun {
        Begun::Note => (Icon::Feather, "home-begun-note"),
        Begun::Edit(_) => (Icon::Pencil, "home-begun-edit"),
        Begun::Ask | Begun::AskAbout(..) => (Icon::Question, "home-begun-ask"),
        Begun::Answer(_) => (Icon::Comment, "home-begun-answer"),
        Begun::Comment(_) => (Icon::Comment, "home-begun-comment"),
        Begun::Card => (Icon::Card, "card-home-begun"),
        Begun::Plan => (Icon::Calendar, "home-begun-plan"),
        Begun::Skills => (Icon::Users, "home-begun-skills"),
        Begun::Meeting(_) => (Icon::Calendar, "home-begun-meeting"),
    };
    let mark = Mark::Icon(icon, ui.colors.faint);
    line(ui, mark, &begun.title, vec![ui.text.get(key)], Message::GoOn(begun.begun.clone()))
}

/// What stands before a line.
enum Mark {
    Icon(Icon, Color),
    /// Something new in this.
    New(Item),
}

/// A line that leads on: what it is, and words beside it, each in its own direction.
fn line<'a>(ui: &'a Ui, mark: Mark, name: &'a str, beside: Vec<String>, message: Message) -> Element<'a, Message> {
    let (icon, color, new) = match mark {
        Mark::Icon(icon, color) => (icon, color, false),
        Mark::New(item) => (item.icon(), ui.colors.accent, true),
    };
    let face = Clamp::new(name, 1).font(SANS_MEDIUM).size(size::BODY, leading::NORMAL).start(ui.start());
    let mut parts: Vec<Element<'a, Message>> = vec![icon.at(size::BODY).color(color).into()];
    if !name.is_empty() {
        parts.push(container(face).width(Fill).into());
    }
    // The dot stands with who wrote it, so that the names of all parts of the page begin at one line.
    let mut words: Vec<Element<'a, Message>> = if new { vec![ui.new_dot()] } else { Vec::new() };
    for (place, part) in beside.into_iter().enumerate() {
        if place > 0 {
            words.push(caption("·", &ui.colors).into());
        }
        words.push(caption(part, &ui.colors).wrapping(text::Wrapping::None).into());
    }
    parts.push(ui.across(words).spacing(gap::XS).into());
    if name.is_empty() {
        parts.push(space::horizontal().into());
    }
    Press::new(ui.across(parts).spacing(gap::S), style::press(ui.colors, Look::Row(false)))
        .padding([gap::XS - 1.0, gap::XS])
        .width(Fill)
        .on_press(message)
        .into()
}

/// Who is in touch now, and when the others were heard last. One line a person, whatever their laptops.
fn people<'a>(ui: &'a Ui, status: &'a CircleStatus) -> Element<'a, Message> {
    let (mut here, mut away): (Vec<&Delivered>, Vec<&Delivered>) = (Vec::new(), Vec::new());
    for device in &status.delivered {
        if device.person.me {
            continue;
        }
        let known = |list: &[&Delivered]| list.iter().any(|one| one.person.id == device.person.id);
        if device.connected && !known(&here) {
            away.retain(|one| one.person.id != device.person.id);
            here.push(device);
        } else if !device.connected && !known(&here) {
            match away.iter_mut().find(|one| one.person.id == device.person.id) {
                Some(one) if one.heard < device.heard => *one = device,
                Some(_) => {}
                None => away.push(device),
            }
        }
    }
    away.sort_by_key(|device| std::cmp::Reverse(device.heard));
    let mut list = Column::new().align_x(ui.start());
    for device in here {
        list = list.push(person(ui, device));
    }
    for device in away.into_iter().take(LINES) {
        list = list.push(person(ui, device));
    }
    let doors = [
        ui.button(ui.text.get("home-people-more"), Look::Link).on_press(Message::People).into(),
        ui.button(ui.text.get("pairs"), Look::Link).on_press(Message::Pairs).into(),
        ui.button(ui.text.get("home-circle-more"), Look::Link).on_press(Message::Circle).into(),
    ];
    column![list, ui.choices(doors)].spacing(gap::XS).align_x(ui.start()).into()
}

/// Nobody but this person.
fn nobody<'a>(ui: &'a Ui) -> Element<'a, Message> {
    let lesson = body(ui.text.get("delivery-lesson-nobody")).color(ui.colors.muted);
    let invite = ui.icon_button(Icon::UserPlus, ui.text.get("home-first-invite"), Look::Outlined);
    column![lesson, invite.on_press(Message::Invite)].spacing(gap::S).align_x(ui.start()).into()
}

fn person<'a>(ui: &'a Ui, device: &'a Delivered) -> Element<'a, Message> {
    let (icon, color) = if device.connected { (Icon::Wifi, ui.colors.good) } else { (Icon::WifiOff, ui.colors.faint) };
    let name = container(body(ui.name(&device.person))).max_width(measure::LIST);
    let heard = meta(ui.heard(device.connected, device.heard), &ui.colors);
    let parts = [icon.at(size::BODY).color(color).into(), name.into(), heard.into()];
    container(ui.across(parts).spacing(gap::S)).padding([gap::XXS, gap::XS]).into()
}
