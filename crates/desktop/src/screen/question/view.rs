//! What one sees of a question.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Question, Reply};
use commonplace_node::command::Vote;
use iced::widget::{column, container, mouse_area, rule, space};
use iced::{Element, Fill, Length};

use super::{ACCEPTED, ANSWER, Message, Page};
use crate::icon::Icon;
use crate::reading;
use crate::screen::find::Find;
use crate::screen::items::{self, Around, Of, Place, item_id};
use crate::screen::note::{inset, on_paper, tags};
use crate::screen::writing::{self, Keys};
use crate::screen::{PAGE_SCROLL, comments};
use crate::theme::style::{self, Look};
use crate::theme::{SANS, SERIF, SERIF_ITALIC, leading, measure, size, space as gap};
use crate::ui::parts::{body, caption, hairline, label, slot, title};
use crate::ui::time::ago;
use crate::ui::{Ui, draft};
use crate::widget::markdown::page::Beside;
use crate::widget::markdown::spans::WORD_JOINER;
use crate::widget::markdown::view::MARGIN;
use crate::widget::{Around as Hearing, Press, Select, direction, text};

impl Page {
    /// The page.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, around: Around) -> Element<'a, Message> {
        let Some(question) = &self.question else {
            return container(slot(self.items.refusal(ui))).padding(gap::L).into();
        };
        let mut sheet = column![self.asked(ui, question, around)].spacing(gap::L).width(Fill);
        for reply in &question.replies {
            sheet = sheet.push(self.reply(ui, question, reply, around));
        }
        sheet = sheet.push(inset(self.composer(ui, question)));
        // It keeps its place in the tree, so that the page stays where it was scrolled to.
        let find =
            self.find.as_ref().map(|find| column![find.view(ui).map(Message::Find), hairline(&ui.colors)].into());
        let select = Select::new(Message::Selected, WORD_JOINER);
        column![
            self.tools(ui, question, around.behind),
            hairline(&ui.colors),
            slot(find),
            ui.scroll(Hearing::new(on_paper(sheet), select)).id(PAGE_SCROLL)
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
            parts.push(press.on_press(Message::Items(items::Message::Vote(self.id, vote))).into());
        }
        parts.push(ui.icon_button(Icon::Comment, ui.text.get("comment"), Look::Quiet).on_press(begin(self.id)).into());
        parts.push(items::more(ui, self.id).map(Message::Items));
        ui.toolbar(parts).spacing(gap::XXS).into()
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

    /// What is looked for, in the text of this item.
    fn beside(&self, of: RecordId) -> Beside {
        Find::mark(self.find.as_ref(), of, Beside::nothing())
    }

    /// The text of the question or of an answer.
    fn text<'a>(&'a self, ui: &'a Ui, of: RecordId, points: f32) -> Option<Element<'a, Message>> {
        let mut beside = self.beside(of);
        beside.disputed = ui.beside_passages(self.disputes_of(of));
        let look = reading::Look { beside: &beside, ..reading::Look::plain(of, points) };
        self.readings.get(&of).map(|reading| reading.view(ui, look, Message::Text))
    }

    fn asked<'a>(&'a self, ui: &'a Ui, question: &'a Question, around: Around) -> Element<'a, Message> {
        let row = &question.row;
        let by = ui.byline(&row.author, std::iter::once(ago(ui, row.created)).chain(revised(ui, question.revisions)));
        let mut head = column![
            direction::placed(title(&row.title, size::TITLE), &row.title),
            ui.beside_byline(by, row.on, row.author.me, &question.blobs),
        ]
        .spacing(gap::S)
        .align_x(ui.start());
        if !row.tags.is_empty() {
            head = head.push(tags(ui, &row.tags));
        }
        if row.hidden {
            let of = Of { item: row.id, author: &row.author, hidden: true };
            head = head.push(items::hidden(ui, of, question.why_hidden.as_ref(), around).map(Message::Items));
        }
        let mut asked = column![inset(head)].spacing(gap::M);
        asked = asked.push(self.items.judged(ui, self.id).map(|judged| inset(judged.map(Message::Items))));
        asked = asked.push(self.items.refusal(ui).map(inset));
        asked = asked.push(ui.sources(&question.sources, Message::Dispute).map(inset));
        if let Some(about) = &question.about {
            let note = about.title.clone().unwrap_or_else(|| ui.text.get("about-unknown"));
            let to = Message::About(about.note, about.quote.clone());
            asked = asked.push(inset(passage(ui, note, about.quote.as_deref(), to)));
        }
        if !question.text.trim().is_empty() {
            asked = asked.push(self.text(ui, self.id, size::READING).map(inset));
        }
        for also in &question.also {
            asked = asked.push(inset(said_apart(ui, also)));
        }
        let files = self.items.files(ui, self.id, &question.blobs);
        asked = asked.push(files.map(|files| inset(files.map(Message::Items))));
        if !question.disputes.is_empty() {
            let lines = ui.dispute_lines(&question.disputes, Message::Dispute);
            asked = asked.push(inset(ui.section("disputes", lines)));
        }
        asked = asked.push(inset(self.comments(ui, self.id, &question.comments, around)));
        with_menu(self.id, asked.into())
    }

    fn comments<'a>(
        &'a self,
        ui: &'a Ui,
        of: RecordId,
        comments: &'a [commonplace_node::answer::Comment],
        around: Around,
    ) -> Element<'a, Message> {
        self.items.comments(ui, of, comments, around, |comment| self.beside(comment)).map(Message::Items)
    }

    fn reply<'a>(&'a self, ui: &'a Ui, question: &Question, reply: &'a Reply, around: Around) -> Element<'a, Message> {
        let c = &ui.colors;
        let by = std::iter::once(ago(ui, reply.created)).chain(revised(ui, reply.revisions));
        let mut by = vec![ui.byline(&reply.author, by), space::horizontal().into()];
        if reply.endorsed {
            by.push(ui.mark(ui.text.get("answer-endorsed"), c.good, c.good_wash));
        }
        if reply.accepted {
            by.push(ui.mark(ui.text.get("question-accepted"), c.good, c.good_wash));
        }
        let line = hairline(&ui.colors);
        let mut parts = column![line, ui.across(by).spacing(gap::XS)].spacing(gap::S);
        if let Some(why) = &reply.hidden {
            let of = Of { item: reply.id, author: &reply.author, hidden: true };
            parts = parts.push(items::hidden(ui, of, Some(why), around).map(Message::Items));
        }
        parts = parts.push(ui.sources(&reply.sources, Message::Dispute));
        let change = self.items.change(ui, reply.id).map(|field| field.map(Message::Items));
        parts = parts.push(change.or_else(|| self.text(ui, reply.id, size::READING - 0.5)));
        parts = parts.push(reply.away.as_deref().map(|with| ui.part_away(with)));
        for also in &reply.also {
            parts = parts.push(said_apart(ui, also));
        }
        parts = parts.push(self.items.files(ui, reply.id, &reply.blobs).map(|files| files.map(Message::Items)));
        parts = parts.push(acts(ui, question, reply));
        parts = parts.push(self.items.judged(ui, reply.id).map(|judged| judged.map(Message::Items)));
        parts = parts.push(self.comments(ui, reply.id, &reply.comments, around));
        if !reply.accepted {
            return with_menu(reply.id, inset(parts));
        }
        // An accepted answer has a line in the margin, so that one finds it without reading.
        let line = container(rule::vertical(3).style(style::hairline(c.good))).width(MARGIN).center_x(MARGIN);
        let parts = iced::widget::row![line, parts].height(Length::Shrink);
        with_menu(reply.id, container(parts).id(ACCEPTED).into())
    }

    fn composer<'a>(&'a self, ui: &'a Ui, question: &Question) -> Element<'a, Message> {
        let c = &ui.colors;
        let key = if question.row.author.me { "answer-own" } else { "answer-heading" };
        let field = self
            .answer
            .view(SANS, Message::Write, Keys { publish: Message::Publish, enter: None, paste: None })
            .id(ANSWER)
            .placeholder(ui.text.get("answer-hint"))
            .size(size::BODY + 1.0)
            .padding(gap::S)
            .min_height(measure::COMPOSER)
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
        parts =
            parts.push(column![writing::marks(ui, Message::Write, None), field].spacing(gap::XXS).align_x(ui.start()));
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        parts.push(foot).into()
    }
}

fn begin(item: RecordId) -> Message {
    Message::Items(items::Message::Comments(comments::Message::Begin(item)))
}

/// That it says something else now than it did at first.
fn revised(ui: &Ui, revisions: usize) -> Option<String> {
    (revisions > 0).then(|| ui.text.get("revised"))
}

/// What its author made of it on another laptop, at the same time.
fn said_apart<'a>(ui: &'a Ui, also: &str) -> Element<'a, Message> {
    let words = ui.text.with("said-apart", &[("text", also.into())]);
    ui.notice(Icon::Users, &words, ui.colors.question, ui.colors.question_wash)
}

/// An item whose menu the other button opens.
fn with_menu<'a>(item: RecordId, content: Element<'a, Message>) -> Element<'a, Message> {
    let menu = Message::Items(items::Message::Menu(item, Place::Pointer));
    container(mouse_area(content).on_right_press(menu)).id(item_id(item)).width(Fill).into()
}

/// What can be done with an answer.
fn acts<'a>(ui: &'a Ui, question: &Question, reply: &Reply) -> Element<'a, Message> {
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
        parts.push(press.on_press(Message::Items(items::Message::Vote(reply.id, vote))).into());
    }
    parts.push(ui.icon_button(Icon::Comment, ui.text.get("comment"), Look::Quiet).on_press(begin(reply.id)).into());
    parts.push(items::more(ui, reply.id).map(Message::Items));
    ui.across(parts).spacing(gap::XXS).into()
}

/// The passage that a question is about; it leads to its note.
pub(crate) fn passage<'a, M: Clone + 'a>(ui: &'a Ui, title: String, quote: Option<&'a str>, to: M) -> Element<'a, M> {
    cited(ui, ui.text.with("about-note", &[("title", title.into())]), quote, to)
}

/// A passage, and what is said of it; it leads there.
pub(crate) fn cited<'a, M: Clone + 'a>(ui: &'a Ui, said: String, quote: Option<&'a str>, to: M) -> Element<'a, M> {
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
    let from = body(said).font(SERIF).color(c.accent);
    words = words.push(ui.placed(from.size(size::BODY)));
    let press = Press::new(words, style::press(ui.colors, Look::Quiet)).padding([gap::XS, gap::S]).width(Fill);
    let line = rule::vertical(2).style(style::hairline(c.question));
    let parts = [line.into(), press.on_press(to).into()];
    ui.across(parts).height(Length::Shrink).spacing(gap::XXS).into()
}
