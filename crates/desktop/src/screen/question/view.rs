//! What one sees of a question.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Question, Reply};
use commonplace_node::command::Vote;
use iced::widget::{column, container, rule, space, text, text_editor};
use iced::{Element, Fill, Length};

use super::{ACCEPTED, ANSWER, Message, Page};
use crate::icon::Icon;
use crate::reading;
use crate::screen::judge::{self, Deed};
use crate::screen::note::{Around, hidden, inset, on_paper, tags};
use crate::screen::{PAGE_SCROLL, comments};
use crate::theme::style::{self, Look};
use crate::theme::{SANS, SERIF, SERIF_ITALIC, leading, measure, size, space as gap};
use crate::ui::parts::{body, caption, hairline, label, title};
use crate::ui::time::ago;
use crate::ui::{Ui, draft};
use crate::widget::markdown;
use crate::widget::{Press, direction};

/// An item of the page.
#[derive(Debug, Clone, Copy)]
struct Of {
    item: RecordId,
    mine: bool,
    hidden: bool,
}

impl Page {
    /// The page.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, around: Around) -> Element<'a, Message> {
        let Some(question) = &self.question else {
            return match &self.refused {
                Some(error) => container(ui.refusal(&ui.sentence(error))).padding(gap::L).into(),
                None => space().into(),
            };
        };
        let mut sheet = column![self.asked(ui, question, around)].spacing(gap::L).width(Fill);
        for reply in &question.replies {
            sheet = sheet.push(self.reply(ui, question, reply, around));
        }
        sheet = sheet.push(inset(self.composer(ui, question)));
        column![
            self.tools(ui, question, around.behind),
            hairline(&ui.colors),
            ui.scroll(on_paper(sheet)).id(PAGE_SCROLL)
        ]
        .into()
    }

    fn tools<'a>(&'a self, ui: &'a Ui, question: &Question, behind: bool) -> Element<'a, Message> {
        let mut parts: Vec<Element<'a, Message>> = Vec::new();
        if behind || !ui.is_wide() {
            parts.push(ui.tool(ui.back_icon(), ui.text.get("back"), Message::Back));
        }
        parts.push(self.state(ui, question));
        parts.push(space::horizontal().into());
        let same = question.my_vote == Some(Vote::Same);
        let vote = if same { Vote::None } else { Vote::Same };
        let words = ui.text.with("same-question", &[("count", question.row.same.into())]);
        if !question.row.author.me {
            let press = ui.icon_button(Icon::Plus, words, Look::Choice(same));
            parts.push(press.on_press(Message::Vote(self.id, vote)).into());
        }
        let comment = Message::Comments(comments::Message::Begin(self.id));
        parts.push(ui.icon_button(Icon::Comment, ui.text.get("comment"), Look::Quiet).on_press(comment).into());
        let more = ui.button(ui.text.get("more"), Look::Choice(self.more == Some(self.id)));
        parts.push(more.on_press(Message::More(self.id)).into());
        ui.across(parts).spacing(gap::XXS).padding([gap::XS, gap::M]).into()
    }

    /// How far the question has come; it leads to the answer that was accepted.
    fn state<'a>(&'a self, ui: &'a Ui, question: &Question) -> Element<'a, Message> {
        let mark = ui.question_state(question.row.state, question.row.answers);
        if !question.replies.iter().any(|reply| reply.accepted) {
            return mark;
        }
        let press = Press::new(mark, style::press(ui.colors, Look::Quiet)).padding(2.0).on_press(Message::ToAccepted);
        ui.hint(press, ui.text.get("to-accepted"))
    }

    /// All that can be done with an item besides what stands there always.
    fn more<'a>(&'a self, ui: &'a Ui, of: Of, around: Around) -> Option<Element<'a, Message>> {
        if self.more != Some(of.item) {
            return None;
        }
        let judge = |deed| Message::Judge(judge::Message::Begin(of.item, deed));
        let copy = if self.selected.is_some() { "copy-selection" } else { "copy-markdown" };
        let mut lines = vec![(Icon::Copy, copy, Message::CopyMarkdown(of.item))];
        if !of.mine {
            lines.push((Icon::Warning, "flag", judge(Deed::Flag)));
        }
        if around.moderates {
            let (key, deed) = if of.hidden { ("show-again", Deed::Show) } else { ("hide", Deed::Hide) };
            lines.push((Icon::Lock, key, judge(deed)));
        }
        if of.mine {
            lines.push((Icon::Close, "take-back", judge(Deed::TakeBack)));
        }
        let press = |(icon, key, message)| -> Element<'a, Message> {
            ui.icon_button(icon, ui.text.get(key), Look::Quiet).on_press(message).into()
        };
        Some(ui.across(lines.into_iter().map(press)).spacing(gap::XXS).wrap().into())
    }

    fn asked<'a>(&'a self, ui: &'a Ui, question: &'a Question, around: Around) -> Element<'a, Message> {
        let row = &question.row;
        let by = ui.byline(&row.author, [ago(ui, row.created)]);
        let mut head = column![
            direction::placed(title(&row.title, size::TITLE), &row.title),
            ui.across([by, space::horizontal().into(), ui.delivery_explained(row.on, row.author.me)]),
        ]
        .spacing(gap::S)
        .align_x(ui.start());
        if !row.tags.is_empty() {
            head = head.push(tags(ui, &row.tags));
        }
        if row.hidden {
            head = head.push(hidden(ui, row.id, around.moderates).map(Message::Judge));
        }
        let mut asked = column![inset(head)].spacing(gap::M);
        let of = Of { item: self.id, mine: row.author.me, hidden: row.hidden };
        asked = asked.push(self.more(ui, of, around).map(inset));
        asked = asked.push(self.judge.view(ui, self.id).map(|judged| inset(judged.map(Message::Judge))));
        if let Some(about) = &question.about {
            let note = about.title.clone().unwrap_or_else(|| ui.text.get("about-unknown"));
            asked = asked.push(inset(passage(ui, about.note, note, about.quote.as_deref())));
        }
        if let Some(reading) = self.readings.get(&self.id).filter(|_| !question.text.trim().is_empty()) {
            asked = asked.push(inset(reading.view(ui, reading::Look::plain(size::READING), Message::Text)));
        }
        if !question.blobs.is_empty() {
            let attached = self.attachments.view(ui, self.id, &question.blobs).map(Message::Attachments);
            asked = asked.push(inset(attached));
        }
        asked.push(inset(self.comments.view(ui, self.id, &question.comments).map(Message::Comments))).into()
    }

    fn reply<'a>(&'a self, ui: &'a Ui, question: &Question, reply: &'a Reply, around: Around) -> Element<'a, Message> {
        let c = &ui.colors;
        let mut by = vec![ui.byline(&reply.author, [ago(ui, reply.created)]), space::horizontal().into()];
        if reply.endorsed {
            by.push(ui.mark(ui.text.get("answer-endorsed"), c.good, c.good_wash));
        }
        if reply.accepted {
            by.push(ui.mark(ui.text.get("question-accepted"), c.good, c.good_wash));
        }
        let line = hairline(&ui.colors);
        let mut parts = column![line, ui.across(by).spacing(gap::XS)].spacing(gap::S);
        if let Some(reading) = self.readings.get(&reply.id) {
            parts = parts.push(reading.view(ui, reading::Look::plain(size::READING - 0.5), Message::Text));
        }
        parts = parts.push(reply.away.as_deref().map(|with| ui.part_away(with)));
        if !reply.blobs.is_empty() {
            parts = parts.push(self.attachments.view(ui, reply.id, &reply.blobs).map(Message::Attachments));
        }
        parts = parts.push(acts(ui, question, reply, self.more == Some(reply.id)));
        let of = Of { item: reply.id, mine: reply.author.me, hidden: false };
        parts = parts.push(self.more(ui, of, around));
        parts = parts.push(self.judge.view(ui, reply.id).map(|judged| judged.map(Message::Judge)));
        parts = parts.push(self.comments.view(ui, reply.id, &reply.comments).map(Message::Comments));
        if !reply.accepted {
            return inset(parts);
        }
        // An accepted answer has a line in the margin, so that one finds it without reading.
        let line = container(rule::vertical(3).style(style::hairline(c.good)))
            .width(markdown::view::MARGIN)
            .center_x(markdown::view::MARGIN);
        container(iced::widget::row![line, parts].height(Length::Shrink)).id(ACCEPTED).into()
    }

    fn composer<'a>(&'a self, ui: &'a Ui, question: &Question) -> Element<'a, Message> {
        let c = &ui.colors;
        let key = if question.row.author.me { "answer-own" } else { "answer-heading" };
        let field = text_editor(&self.answer)
            .id(ANSWER)
            .placeholder(ui.text.get("answer-hint"))
            .font(SANS)
            .size(size::BODY + 1.0)
            .line_height(leading::READING)
            .padding(gap::S)
            .min_height(measure::COMPOSER)
            .on_action(Message::Edit)
            .style(style::area(ui.colors));
        let publish = ui
            .button(ui.text.get("answer-publish"), Look::Filled)
            .on_press(self.can_publish().then_some(Message::Publish));
        let kept =
            if self.keeper.is_empty() || !self.keeper.is_kept() { String::new() } else { ui.text.get("draft-kept") };
        let foot = ui.across([publish.into(), caption(kept, c).into()]).spacing(gap::S);
        let mut parts = column![hairline(c), label(ui.text.get(key), c)].spacing(gap::S).align_x(ui.start());
        if let Some(other) = self.others.first() {
            parts = parts.push(draft::other(ui, other, Message::AddOther));
        }
        parts = parts.push(field);
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        parts.push(foot).into()
    }
}

/// What can be done with an answer.
fn acts<'a>(ui: &'a Ui, question: &Question, reply: &Reply, more: bool) -> Element<'a, Message> {
    let helpful = reply.my_vote == Some(Vote::Helpful);
    let vote = if helpful { Vote::None } else { Vote::Helpful };
    let words = ui.text.with("helpful", &[("count", reply.helpful.into())]);
    let mut parts: Vec<Element<'a, Message>> = Vec::new();
    if question.row.author.me && !reply.accepted {
        let accept = ui.icon_button(Icon::Accepted, ui.text.get("answer-accept"), Look::Outlined);
        parts.push(accept.on_press(Message::Accept(reply.id)).into());
    }
    if !reply.author.me {
        let press = ui.icon_button(Icon::Helpful, words, Look::Choice(helpful));
        parts.push(press.on_press(Message::Vote(reply.id, vote)).into());
    }
    let comment = Message::Comments(comments::Message::Begin(reply.id));
    parts.push(ui.icon_button(Icon::Comment, ui.text.get("comment"), Look::Quiet).on_press(comment).into());
    let press = ui.button(ui.text.get("more"), Look::Choice(more));
    parts.push(press.on_press(Message::More(reply.id)).into());
    ui.across(parts).spacing(gap::XXS).into()
}

/// The passage that a question is about; it leads to its note.
fn passage<'a>(ui: &'a Ui, note: RecordId, title: String, quote: Option<&'a str>) -> Element<'a, Message> {
    let c = &ui.colors;
    let mut words = column![].spacing(gap::XXS).align_x(ui.start());
    if let Some(quote) = quote {
        let quoted = text(commonplace_learning::reading::plain(quote))
            .font(SERIF_ITALIC)
            .size(size::ROW_TITLE)
            .line_height(leading::READING)
            .color(c.ink);
        words = words.push(direction::placed(quoted, quote));
    }
    let from = body(ui.text.with("about-note", &[("title", title.into())])).font(SERIF).color(c.accent);
    words = words.push(ui.placed(from.size(size::BODY)));
    let press = Press::new(words, style::press(ui.colors, Look::Quiet)).padding([gap::XS, gap::S]).width(Fill);
    let line = rule::vertical(2).style(style::hairline(c.question));
    let parts = [line.into(), press.on_press(Message::About(note, quote.map(ToOwned::to_owned))).into()];
    ui.across(parts).height(Length::Shrink).spacing(gap::XXS).into()
}
