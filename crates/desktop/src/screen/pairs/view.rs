//! How learning in pairs looks.

use commonplace_core::limits::{PAIRS_AT_ONCE, SKILLS};
use commonplace_learning::skill::{Level, Part, When};
use commonplace_node::answer::{Pair, PairState, PersonSkills, free_times, level_words, skills_named, skills_said};
use commonplace_node::command::{FreeAt, SkillLevel};
use commonplace_node::text::Language;
use iced::widget::{Column, column, container};
use iced::{Element, Fill};

use super::form::{self, List, field};
use super::{Message, Page, Shown};
use crate::icon::Icon;
use crate::screen::PAGE_SCROLL;
use crate::theme::style::{self, Look};
use crate::theme::{SANS_MEDIUM, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::pairing::Say;
use crate::ui::parts::{aside, body, caption, label, meta, slot, title};
use crate::widget::{Press, text};

impl Page {
    /// The page. `writes` says whether this person may say anything here.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, circle: &'a str, writes: bool) -> Element<'a, Message> {
        let head = column![title(&ui.text.get("pairs"), size::TITLE), meta(circle, &ui.colors)];
        let mut page = column![ui.back(Message::Back), head.spacing(gap::XXS).align_x(ui.start())]
            .spacing(gap::M)
            .align_x(ui.start());
        let failed = self.failed.as_ref().map(|error| ui.refusal(&ui.sentence(error)));
        page = page.push(slot(failed));
        if let Some(shown) = &self.shown {
            page = page.push(self.cards(ui, shown, writes));
            if writes {
                page = page.push(ui.section("skill-mine", self.form(ui, shown)));
            }
            page = self.others(ui, page, shown, writes);
        }
        ui.scroll(ui.form(page)).id(PAGE_SCROLL).into()
    }

    /// With whom one learns or might, or what to do first.
    fn cards<'a>(&'a self, ui: &'a Ui, shown: &'a Shown, writes: bool) -> Element<'a, Message> {
        let mut cards = Column::new().spacing(gap::S).align_x(ui.start());
        for pair in shown.cards() {
            let ending = self.ending == Some(pair.id);
            let id = pair.id;
            cards = cards.push(ui.pair(pair, ending, writes, move |say| Message::Say(id, say)));
        }
        let named =
            shown.people.iter().any(|person| person.me && !(person.offers.is_empty() && person.needs.is_empty()));
        let place = self.another.checked_rem(shown.found.len());
        if let Some(found) = place.and_then(|place| shown.found.get(place)).filter(|_| writes) {
            let id = found.id;
            let never = ui.button(ui.text.get("pair-never"), Look::Link).on_press(Message::Say(id, Say::Never));
            let card = ui.suggestion(found, shown.found.len() > 1, Look::Filled, move |say| Message::Say(id, say));
            cards = cards.push(aside(ui.text.get("pairs-might"), &ui.colors)).push(card).push(never);
        } else if writes && !named {
            cards = cards.push(aside(ui.text.get("pairs-first"), &ui.colors));
        } else if writes {
            let key = if shown.is_busy() { "pairs-busy" } else { "pairs-none-fit" };
            cards = cards.push(aside(ui.text.get(key), &ui.colors));
        }
        cards.into()
    }

    fn form<'a>(&'a self, ui: &'a Ui, shown: &'a Shown) -> Element<'a, Message> {
        let form = &self.form;
        let mut parts = Column::new().spacing(gap::M).align_x(ui.start()).width(Fill);
        if shown.people.iter().any(|person| person.me && person.apart) {
            parts =
                parts.push(ui.notice(Icon::Laptop, &ui.text.get("skill-apart"), ui.colors.warn, ui.colors.warn_wash));
        }
        for list in [List::Offers, List::Needs] {
            parts = parts.push(self.lines(ui, list, shown));
        }
        parts = parts.push(free(ui, &form.typed.free)).push(capacity(ui, form.typed.capacity));
        parts = parts.push(languages(ui, &form.typed.languages));
        parts = parts.push(meta(ui.text.get("skill-read"), &ui.colors));
        let look = if shown.found.is_empty() { Look::Filled } else { Look::Outlined };
        let save = ui.icon_button(Icon::Save, ui.text.get("skill-save"), look);
        let mut doors: Vec<Element<'a, form::Message>> =
            vec![save.on_press(form.can_save().then_some(form::Message::Save)).into()];
        if form.is_changed() {
            doors.push(ui.button(ui.text.get("skill-discard"), Look::Quiet).on_press(form::Message::Discard).into());
            doors.push(caption(ui.text.get("skill-unsaved"), &ui.colors).into());
        }
        let parts = ui.with_refusal(parts.push(ui.choices(doors)).into(), form.refused.as_ref());
        parts.map(Message::Form)
    }

    /// One of the two lists: each skill with how far one has come, or wants to.
    fn lines<'a>(&'a self, ui: &'a Ui, list: List, shown: &'a Shown) -> Element<'a, form::Message> {
        let c = &ui.colors;
        let mut parts = column![label(ui.text.get(list.name()), c)].spacing(gap::XS).align_x(ui.start());
        let lines = self.form.typed.list(list);
        for (place, line) in lines.iter().enumerate() {
            parts = parts.push(one_line(ui, (list, place), line, self.form.offered(list, place, shown)));
        }
        if lines.len() < SKILLS {
            let more = ui.icon_button(Icon::Plus, ui.text.get("skill-more"), Look::Quiet);
            parts = parts.push(more.on_press(form::Message::More(list)));
        }
        parts.into()
    }

    /// What everybody can help with, who else learns together, and whom one does not want to be suggested.
    fn others<'a>(
        &'a self,
        ui: &'a Ui,
        mut page: Column<'a, Message>,
        shown: &'a Shown,
        writes: bool,
    ) -> Column<'a, Message> {
        let people: Vec<_> = shown.people.iter().filter(|one| !one.me).map(|one| person(ui, one)).collect();
        if !people.is_empty() {
            page = page.push(ui.section("pairs-people", Column::with_children(people).spacing(gap::S).into()));
        }
        let ended = shown.pairs.iter().filter(|pair| pair.is_mine() && pair.state == PairState::Ended);
        let lines: Vec<Element<'a, Message>> = ended.map(|pair| told(ui, pair).into()).collect();
        if !lines.is_empty() {
            page = page.push(ui.section("pairs-ended", Column::with_children(lines).spacing(gap::XXS).into()));
        }
        let others = shown.pairs.iter().filter(|pair| !pair.is_mine());
        let lines: Vec<_> = others.map(|pair| line(ui, ui.both(&pair.person, &pair.with), &pair.skills)).collect();
        if !lines.is_empty() {
            page = page.push(ui.section("pairs-others", Column::with_children(lines).spacing(gap::XXS).into()));
        }
        let passed = |pair: &&Pair| writes && matches!(pair.state, PairState::Later | PairState::Never);
        let lines: Vec<_> = shown.pairs.iter().filter(passed).map(|pair| set_aside(ui, pair)).collect();
        if !lines.is_empty() {
            page = page.push(ui.section("pairs-set-aside", Column::with_children(lines).spacing(gap::XXS).into()));
        }
        page
    }
}

fn one_line<'a>(
    ui: &'a Ui,
    (list, place): (List, usize),
    line: &'a SkillLevel,
    offered: Vec<String>,
) -> Element<'a, form::Message> {
    let typed = ui
        .field(&ui.text.get("skill-hint"), &line.skill)
        .id(field(list, place))
        .on_input(move |typed| form::Message::Name(list, place, typed))
        .on_submit(form::Message::Next(list, place));
    let away = ui.tool(Icon::Close, ui.text.get("skill-remove"), form::Message::Remove(list, place));
    let name = ui.across([container(typed).width(Fill).into(), away]).spacing(gap::XS);
    let mut parts = column![name].spacing(gap::XXS).align_x(ui.start()).width(Fill);
    if !offered.is_empty() {
        let picks = offered.into_iter().map(|skill| {
            let pick = form::Message::Pick(list, place, skill.clone());
            ui.button(skill, Look::Outlined).on_press(pick).into()
        });
        parts = parts.push(ui.choices(picks));
    }
    let steps = Level::ALL.map(|level| {
        let number = level.number();
        let words = level_words(number, &ui.text);
        choice(ui, words, line.level == number, form::Message::Level(list, place, number))
    });
    parts.push(ui.choices(steps)).into()
}

/// One of several, with a tick when it is chosen.
fn choice<'a>(ui: &'a Ui, words: String, chosen: bool, message: form::Message) -> Element<'a, form::Message> {
    let look = Look::Choice(chosen);
    let press: Press<'a, form::Message> =
        if chosen { ui.icon_button(Icon::Check, words, look) } else { ui.button(words, look) };
    press.on_press(message).into()
}

/// Each day of the week with its three parts.
fn free<'a>(ui: &'a Ui, free: &'a [FreeAt]) -> Element<'a, form::Message> {
    let mut parts = column![label(ui.text.get("skill-free"), &ui.colors)].spacing(gap::XXS).align_x(ui.start());
    for weekday in 1..=7 {
        let day = container(body(ui.text.get(&format!("weekday-{weekday}")))).width(measure::TERM / 1.5);
        let times = Part::ALL.map(|part| {
            let at = FreeAt(When { weekday, part });
            let words = ui.text.get(&format!("free-part-{}", at.part()));
            choice(ui, words, free.contains(&at), form::Message::Free(at))
        });
        let day: Element<'a, form::Message> = day.align_x(ui.start()).into();
        parts = parts.push(ui.flow([day, ui.choices(times)]));
    }
    parts.into()
}

fn capacity<'a>(ui: &'a Ui, capacity: u8) -> Element<'a, form::Message> {
    let counts = (0..=PAIRS_AT_ONCE).map(|count| {
        let words = if count == 0 { ui.text.get("skill-nobody") } else { count.to_string() };
        choice(ui, words, capacity == count, form::Message::Capacity(count))
    });
    let parts = column![label(ui.text.get("skill-capacity"), &ui.colors), ui.choices(counts)];
    parts.spacing(gap::XXS).align_x(ui.start()).into()
}

fn languages<'a>(ui: &'a Ui, spoken: &'a [String]) -> Element<'a, form::Message> {
    let each = Language::ALL.map(|language| {
        let chosen = spoken.iter().any(|tag| tag == language.code());
        choice(ui, language.own_name().to_owned(), chosen, form::Message::Speaks(language))
    });
    let parts = column![label(ui.text.get("skill-languages"), &ui.colors), ui.choices(each)];
    parts.spacing(gap::XXS).align_x(ui.start()).into()
}

/// What somebody can help with and would like help with.
fn person<'a>(ui: &'a Ui, one: &'a PersonSkills) -> Element<'a, Message> {
    let mut parts = column![ui.placed(body(one.name.as_str()).font(SANS_MEDIUM))].align_x(ui.start());
    for (key, said) in [
        ("skill-can-help", skills_said(&one.offers, "skill-has", &ui.text)),
        ("skill-wants-help", skills_said(&one.needs, "skill-goal", &ui.text)),
        ("skill-is-free", free_times(&one.free, &ui.text)),
    ] {
        if !said.is_empty() {
            let words = ui.text.with(key, &[("said", said.into())]);
            parts = parts.push(ui.placed(meta(words, &ui.colors)));
        }
    }
    parts.width(Fill).into()
}

fn line<'a>(ui: &'a Ui, names: String, skills: &[String]) -> Element<'a, Message> {
    let over = skills_named(skills, &ui.text);
    let parts = column![ui.placed(body(names).font(SANS_MEDIUM)), ui.placed(meta(over, &ui.colors))];
    parts.width(Fill).align_x(ui.start()).into()
}

fn set_aside<'a>(ui: &'a Ui, pair: &'a Pair) -> Element<'a, Message> {
    let again = text(ui.text.get("pair-again")).font(SANS_MEDIUM).size(size::BODY);
    let again = Press::new(again, style::press(ui.colors, Look::Link)).padding([gap::XXS, 0.0]);
    let parts: [Element<'a, Message>; 2] =
        [told(ui, pair).width(Fill).into(), again.on_press(Message::Say(pair.id, Say::Again)).into()];
    ui.across(parts).spacing(gap::S).into()
}

/// Somebody, and how far one has come with them.
fn told<'a>(ui: &'a Ui, pair: &'a Pair) -> Column<'a, Message> {
    column![
        ui.placed(body(pair.with.name.as_str()).font(SANS_MEDIUM)),
        ui.placed(meta(pair.told(&ui.text), &ui.colors)),
    ]
}
