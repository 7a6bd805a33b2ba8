//! What one sees of a note.

use commonplace_node::answer::{Lead, Note, NoteRow};
use commonplace_node::command::Vote;
use iced::widget::{Column, column, container, mouse_area, row, space, stack};
use iced::{Element, Fill, Padding, Shrink, alignment};

use super::{Message, Page};
use crate::icon::Icon;
use crate::reading;
use crate::screen::find::Find;
use crate::screen::items::{self, Around, Of, Place};
use crate::screen::{PAGE_SCROLL, comments};
use crate::theme::style::{self, Look};
use crate::theme::{SANS, leading, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::ui::parts::{body, caption, hairline, label, meta, slot, title, upright};
use crate::ui::time::ago;
use crate::widget::markdown::page::Beside;
use crate::widget::markdown::spans::WORD_JOINER;
use crate::widget::markdown::view::slug_id;
use crate::widget::{Around as Hearing, Press, Select, direction, markdown, text};

/// Headings from which on an outline says more than the text.
pub(super) const OUTLINED: usize = 3;

impl Page {
    /// The page.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, around: Around) -> Element<'a, Message> {
        let Some(note) = &self.note else {
            return container(slot(self.items.refusal(ui))).padding(gap::L).into();
        };
        if let Some(versions) = &self.versions {
            return versions.view(ui).map(Message::Versions);
        }
        // Every part keeps its place in the tree, so that the text stays where it was scrolled to.
        let find: Element<'a, Message> = match &self.find {
            Some(find) => column![find.view(ui).map(Message::Find), hairline(&ui.colors)].into(),
            None => space().into(),
        };
        let select = Select::new(Message::Selected, WORD_JOINER);
        let sheet = ui.scroll(Hearing::new(self.sheet(ui, note, around), select)).id(PAGE_SCROLL);
        let text = self.beside_outline(ui, sheet.into());
        let page = column![self.tools(ui, note, around.behind), hairline(&ui.colors), find, text];
        mouse_area(page).on_right_press(Message::Items(items::Message::Menu(self.id, Place::Pointer))).into()
    }

    fn tools<'a>(&'a self, ui: &'a Ui, note: &Note, behind: bool) -> Element<'a, Message> {
        let helpful = note.my_vote == Some(Vote::Helpful);
        let vote = if helpful { Vote::None } else { Vote::Helpful };
        let words = ui.text.with("helpful", &[("count", note.row.helpful.into())]);
        let mut parts: Vec<Element<'a, Message>> = Vec::new();
        if behind || !ui.is_wide() {
            parts.push(ui.tool(ui.back_icon(), ui.text.get("back"), Message::Back));
        }
        if self.outline.len() >= OUTLINED && !self.has_outline_beside(ui) {
            parts.push(ui.tool(Icon::Bullets, ui.text.get("outline"), Message::Outline));
        }
        parts.push(space::horizontal().into());
        parts.push(
            ui.icon_button(Icon::Helpful, words, Look::Choice(helpful))
                .on_press(Message::Items(items::Message::Vote(self.id, vote)))
                .into(),
        );
        // Of what is selected the button speaks by its look: more words have no room in every language.
        let ask = if self.selected.is_some() { Look::Outlined } else { Look::Quiet };
        parts.push(ui.icon_button(Icon::Question, ui.text.get("ask-about"), ask).on_press(Message::Ask).into());
        // Nobody disputes all of a text in passing: that stands in its menu.
        if self.selected.is_some() {
            let dispute = ui.tool(Icon::Flag, ui.text.get("dispute-begin"), Message::BeginDispute);
            parts.push(dispute);
        }
        parts.push(ui.tool(Icon::Card, ui.text.get("card-make"), Message::Card));
        let comment = Message::Items(items::Message::Comments(comments::Message::Begin(self.id)));
        // Where words have no room the signs do, with the words in a hint.
        for (icon, key, message) in [(Icon::Comment, "comment", comment), (Icon::Pencil, "edit", Message::Edit)] {
            let words = ui.text.get(key);
            parts.push(if ui.size.width < measure::TOOLS_IN_WORDS {
                ui.tool(icon, words, message)
            } else {
                ui.icon_button(icon, words, Look::Quiet).on_press(message).into()
            });
        }
        parts.push(items::more(ui, self.id).map(Message::Items));
        ui.toolbar(parts).spacing(2).into()
    }

    /// Whether the outline stands beside the text by itself.
    fn has_outline_beside(&self, ui: &Ui) -> bool {
        ui.size.width >= measure::OUTLINE_BESIDE && self.outline.len() >= OUTLINED && self.outlined != Some(false)
    }

    /// The text with its outline: beside it where there is room, over its edge where somebody asked for it.
    fn beside_outline<'a>(&'a self, ui: &'a Ui, text: Element<'a, Message>) -> Element<'a, Message> {
        let beside = self.has_outline_beside(ui);
        let over: Element<'a, Message> = if beside || self.outlined != Some(true) || self.outline.is_empty() {
            space().into()
        } else {
            let list = self.outline_view(ui);
            let sheet = container(list).width(measure::OUTLINE + gap::XL).style(style::sheet(ui.colors));
            let side = if ui.right_to_left() { alignment::Horizontal::Left } else { alignment::Horizontal::Right };
            container(iced::widget::opaque(sheet)).padding(gap::S).width(Fill).align_x(side).into()
        };
        let text: Element<'a, Message> = stack![text, over].into();
        let mut panes = vec![text];
        if beside {
            let outline = container(self.outline_view(ui)).width(measure::OUTLINE).height(Fill);
            panes.extend([upright(&ui.colors).into(), outline.into()]);
        }
        if ui.right_to_left() {
            panes.reverse();
        }
        row(panes).height(Fill).into()
    }

    fn outline_view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let head = ui.across([
            label(ui.text.get("outline"), &ui.colors).into(),
            space::horizontal().into(),
            ui.tool(Icon::Close, ui.text.get("close"), Message::Outline),
        ]);
        let mut list = Column::new().padding(Padding::ZERO.bottom(gap::M)).width(Fill);
        let highest = self.outline.iter().map(|heading| heading.level).min().unwrap_or(1);
        for heading in &self.outline {
            let depth = f32::from(heading.level - highest);
            let words = text(heading.words.as_str()).font(SANS).size(size::META).line_height(leading::NORMAL);
            let words = direction::placed(
                words.color(if depth > 0.0 { ui.colors.muted } else { ui.colors.ink }),
                &heading.words,
            );
            let inset = gap::XS + depth * gap::S;
            let padding = if ui.right_to_left() {
                Padding { top: gap::XXS, bottom: gap::XXS, left: gap::XS, right: inset }
            } else {
                Padding { top: gap::XXS, bottom: gap::XXS, left: inset, right: gap::XS }
            };
            let press = Press::new(words, style::press(ui.colors, Look::Quiet))
                .padding(padding)
                .width(Fill)
                .on_press(Message::Heading(heading.name.clone()));
            list = list.push(press);
        }
        let head = container(head).padding([gap::XXS, gap::XS]);
        column![head, ui.scroll(list).height(Shrink)].padding(gap::XXS).into()
    }

    fn sheet<'a>(&'a self, ui: &'a Ui, note: &'a Note, around: Around) -> Element<'a, Message> {
        let mut head = container(head(ui, note, around));
        // A link to the heading that says the title leads to the title, which stands in its place.
        if let Some(name) = self.reading.heading_of(&note.row.title) {
            head = head.id(slug_id(Some(self.id), name));
        }
        let mut sheet = column![head].spacing(gap::L).width(Fill);
        sheet = sheet.push(self.items.judged(ui, self.id).map(|judged| inset(judged.map(Message::Items))));
        sheet = sheet.push(self.items.refusal(ui).map(inset));
        sheet = sheet.push(ui.sources(&note.sources, Message::Dispute).map(inset));
        if !self.reading.is_ready() {
            // What stands below would jump down when the text comes.
            return on_paper(sheet);
        }
        let unsettled = self
            .unsettled
            .iter()
            .filter_map(|(block, at)| Some((*block, ui.about("both-edited", &note.both_edited.get(*at)?.by))));
        let found = |of, beside| Find::mark(self.find.as_ref(), of, beside);
        let disputes = self.disputed.iter().filter_map(|(block, at)| Some((*block, note.disputes.get(*at)?)));
        let disputed = ui.beside_passages(disputes);
        let beside = found(self.id, Beside { settle: unsettled.collect(), disputed, ..self.beside.clone() });
        let look = reading::Look::plain(self.id, size::READING);
        let look = reading::Look { marks: true, title: &note.row.title, beside: &beside, ..look };
        sheet = sheet.push(self.reading.view(ui, look, Message::Text));
        if self.reading.omitted() > 0 {
            let words = ui.text.with("reading-omitted", &[("kib", (self.reading.omitted() / 1024).into())]);
            sheet = sheet.push(inset(ui.notice(Icon::Info, &words, ui.colors.muted, ui.colors.sunken)));
        }
        let files = self.items.files(ui, self.id, &note.blobs);
        sheet = sheet.push(files.map(|files| inset(files.map(Message::Items))));
        if !note.disputes.is_empty() {
            let lines = ui.dispute_lines(&note.disputes, Message::Dispute);
            sheet = sheet.push(inset(ui.section("disputes", lines)));
        }
        if !note.leads_here.is_empty() {
            sheet = sheet.push(inset(leads(ui, &note.leads_here)));
        }
        if let Some(doors) = super::turn::view(ui, note) {
            sheet = sheet.push(inset(doors));
        }
        let comments = self.items.comments(ui, self.id, &note.replies, around, |of| found(of, Beside::nothing()));
        let comments = comments.map(Message::Items);
        let count = label(ui.text.with("comments", &[("count", note.replies.len().into())]), &ui.colors);
        sheet = sheet.push(inset(column![hairline(&ui.colors), count, comments].spacing(gap::S).align_x(ui.start())));
        on_paper(sheet)
    }
}

/// What leads to this note: questions about it, and notes that link to it.
fn leads<'a>(ui: &'a Ui, leads: &'a [Lead]) -> Element<'a, Message> {
    let mut list = column![hairline(&ui.colors), label(ui.text.get("leads-here"), &ui.colors)]
        .spacing(gap::XXS)
        .align_x(ui.start());
    for lead in leads {
        let (icon, item) = match lead.state {
            Some(_) => (Icon::Question, Item::Question(lead.id)),
            None => (Icon::Note, Item::Note(lead.id)),
        };
        let words = body(lead.title.as_str());
        let mut parts = vec![icon.at(size::BODY).color(ui.colors.faint).into(), words.into()];
        parts.extend(lead.state.map(|state| ui.question_state(state, 1)));
        let press = Press::new(ui.across(parts).spacing(gap::XS), style::press(ui.colors, Look::Link))
            .padding([gap::XXS, 0.0])
            .on_press(Message::Open(item));
        list = list.push(press);
    }
    list.into()
}

/// A text in the middle of the page, as wide as a line should be.
pub(crate) fn on_paper<'a, M: 'a>(sheet: Column<'a, M>) -> Element<'a, M> {
    let padding = Padding { top: gap::XL, right: gap::XL, bottom: gap::XXL, left: 0.0 };
    container(container(sheet).max_width(measure::LINE + markdown::view::MARGIN)).center_x(Fill).padding(padding).into()
}

/// Beside the margin for marks, where the text stands.
pub(crate) fn inset<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    container(content).padding(Padding::ZERO.left(markdown::view::MARGIN)).width(Fill).into()
}

fn head<'a>(ui: &'a Ui, note: &'a Note, around: Around) -> Element<'a, Message> {
    let row: &NoteRow = &note.row;
    let edits = ui.text.with("edits", &[("count", row.edits.into())]);
    let beside = [Some(ago(ui, row.updated)), (row.edits > 0).then_some(edits)];
    let by = ui.byline(&row.author, beside.into_iter().flatten());
    let mine = row.author.me || note.contributors.iter().any(|author| author.me);
    let mut head = column![
        direction::placed(title(&row.title, size::TITLE), &row.title),
        ui.beside_byline(by, row.on, mine, &note.blobs),
    ]
    .spacing(gap::S)
    .align_x(ui.start());
    if note.contributors.len() > 1 {
        head = head.push(caption(ui.about("written-by", &note.contributors), &ui.colors));
    }
    if !row.tags.is_empty() {
        head = head.push(tags(ui, &row.tags));
    }
    if row.hidden {
        let of = Of { item: row.id, author: &row.author, hidden: true };
        head = head.push(items::hidden(ui, of, note.why_hidden.as_ref(), around).map(Message::Items));
    }
    inset(head.push(titles(ui, note)))
}

/// The titles that people gave apart, each with a button that takes it for all.
fn titles<'a>(ui: &'a Ui, note: &'a Note) -> Option<Element<'a, Message>> {
    if note.other_titles.is_empty() {
        return None;
    }
    let said = ui.text.get("titles-apart");
    let mut parts = column![ui.notice(Icon::Users, &said, ui.colors.question, ui.colors.question_wash)];
    for title in std::iter::once(&note.row.title).chain(&note.other_titles) {
        let name = direction::placed(body(title.as_str()), title).width(Fill);
        let take = ui.button(ui.text.get("title-take"), Look::Outlined).on_press(Message::Entitle(title.clone()));
        parts = parts.push(container(ui.across([name.into(), take.into()]).spacing(gap::S)).padding([0.0, gap::M]));
    }
    Some(parts.spacing(gap::XS).into())
}

/// Tags, each with its mark.
pub(crate) fn tags<'a, M: 'a>(ui: &Ui, tags: &'a [String]) -> Element<'a, M> {
    let tag = |tag: &'a String| -> Element<'a, M> {
        let icon = Icon::Bookmark.at(size::CAPTION).color(ui.colors.faint);
        ui.across([icon.into(), meta(tag.as_str(), &ui.colors).into()]).spacing(gap::XXS).into()
    };
    ui.across(tags.iter().map(tag)).spacing(gap::S).wrap().into()
}
