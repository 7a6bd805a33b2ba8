//! What one sees of the desk: the text with its marks, and beside it how it will be read.

use iced::keyboard::{Modifiers, key::Named};
use iced::widget::{column, container, row, space, text_input};
use iced::{Element, Fill, FillPortion, Padding};

use super::{Editor, FIND, Message, Purpose, TEXT, TITLE, files, taking};
use crate::choose::Wish;
use crate::icon::Icon;
use crate::reading;
use crate::screen::place;
use crate::screen::writing::{self, Keys};
use crate::theme::style::{self, Look};
use crate::theme::{MONO, SANS, SERIF_ITALIC, SERIF_STRONG, leading, measure, size, space as gap};
use crate::ui::parts::{aside, caption, hairline, label, slot, title, upright};
use crate::ui::{Ui, draft};
use crate::widget::{Also, Around, Clip, Press, direction, markdown, text};

impl Editor {
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let refused = self.refused.as_ref();
        let refused = refused.map(|error| container(ui.refusal(&ui.sentence(error))).padding([gap::S, gap::L]).into());
        let other = self.others.first().map(|other| draft::other(ui, other, Message::AddOther));
        let other = other.map(|other| container(other).padding([gap::XS, gap::L]).into());
        let restored = self.restored.then(|| self.restored(ui));
        let page = column![self.head(ui), hairline(&ui.colors), slot(refused), slot(restored), slot(other)];
        let both = self.previewed.unwrap_or(ui.is_wide());
        let shown = match (both, ui.is_wide()) {
            (false, _) => self.sheet_view(ui),
            (true, false) => self.preview(ui),
            (true, true) => {
                let mut sides = vec![self.sheet_view(ui), upright(&ui.colors).into(), self.preview(ui)];
                if ui.right_to_left() {
                    sides.reverse();
                }
                row(sides).height(Fill).into()
            }
        };
        page.push(shown).into()
    }

    /// Signs for marking words, and one for files.
    fn marks<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        if !self.purpose.takes_files() {
            return writing::marks(ui, Message::Text, None);
        }
        let choose = taking::Message::Begin(place::asked(ui, Wish::Files));
        let attach = Press::new(Icon::Attachment.at(size::READING), style::press(ui.colors, Look::Quiet))
            .padding([gap::XXS, gap::XS])
            .stops(false)
            .on_press(Message::Taking(choose));
        let attach = ui.hint(attach, format!("{}  Ctrl O", ui.text.get("attach")));
        writing::marks(ui, Message::Text, Some(attach))
    }

    fn head<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let key = match self.purpose {
            Purpose::Note(_) => "editor-note",
            Purpose::Edit(_) | Purpose::Revise(_) => "editor-edit",
            Purpose::Ask { .. } => "editor-ask",
            Purpose::Dispute { .. } => "dispute-form",
            Purpose::Card { .. } => "card-make",
            Purpose::Recard(_) => "card-change",
            Purpose::Plan { .. } => "meeting-plan",
            Purpose::Replan { .. } => "meeting-replan",
            Purpose::Recap { .. } => "meeting-recap-write",
        };
        let kept = match (self.keeper.is_empty(), self.keeper.is_kept()) {
            (true, _) => String::new(),
            (false, true) => ui.text.get("draft-kept"),
            (false, false) => ui.text.get("draft-keeping"),
        };
        let button = match self.purpose {
            Purpose::Ask { .. } => "editor-publish-question",
            Purpose::Dispute { .. } => "dispute-publish",
            Purpose::Card { .. } | Purpose::Recard(_) => "card-publish",
            Purpose::Plan { .. } | Purpose::Replan { .. } => "meeting-publish",
            _ => "editor-publish",
        };
        let publish =
            ui.button(ui.text.get(button), Look::Filled).on_press(self.can_publish().then_some(Message::Publish));
        let looks = self.previewed.unwrap_or(ui.is_wide());
        let look = ui.icon_button(Icon::BookOpen, ui.text.get("editor-preview"), Look::Choice(looks));
        ui.toolbar([
            ui.tool(ui.back_icon(), ui.text.get("editor-leave"), Message::Leave),
            label(ui.text.get(key), &ui.colors).into(),
            space::horizontal().into(),
            look.on_press(Message::Look(!looks)).into(),
            caption(kept, &ui.colors).into(),
            publish.into(),
        ])
        .spacing(gap::S)
        .into()
    }

    fn restored<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let notice = ui.notice(Icon::History, &ui.text.get("draft-restored"), ui.colors.muted, ui.colors.sunken);
        let discard = ui.button(ui.text.get("draft-discard"), Look::Quiet).on_press(Message::Discard);
        ui.across([container(notice).width(Fill).into(), discard.into()])
            .spacing(gap::S)
            .padding([gap::XS, gap::L])
            .into()
    }

    fn sheet_view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let (hint, key) = match self.purpose {
            Purpose::Ask { .. } | Purpose::Revise(_) => ("editor-question-hint", "editor-question-text-hint"),
            Purpose::Dispute { .. } => ("dispute-claim-hint", "dispute-why-hint"),
            Purpose::Card { .. } | Purpose::Recard(_) => ("card-front-hint", "card-back-hint"),
            Purpose::Plan { .. } | Purpose::Replan { .. } => ("meeting-title-hint", "meeting-agenda-hint"),
            _ => ("editor-title-hint", "editor-text-hint"),
        };
        let title = self
            .bare(ui, hint, &self.title)
            .id(TITLE)
            .font(SERIF_STRONG)
            .size(size::HEADING)
            .on_input(Message::Title)
            .on_submit(Message::Body);
        let title = Around::new(title, Also { key: (Named::Enter, Modifiers::COMMAND), message: Message::Publish });
        let tags = self.bare(ui, "editor-tags-hint", &self.tags).size(size::META).on_input(Message::Tags);
        let tags = ui.across([Icon::Bookmark.at(size::META).color(ui.colors.faint).into(), tags.into()]);
        let tags = container(tags).padding(Padding::ZERO.left(gap::XS));
        let about = match &self.purpose {
            Purpose::Ask { about: Some((_, note)), .. } | Purpose::Dispute { title: note, .. } => {
                Some(self.about(ui, note))
            }
            Purpose::Card { from: Some(from), .. } => Some(self.made_from(ui, &from.title)),
            _ => None,
        };
        let similar = self.similar.view(ui).map(|similar| similar.map(Message::Similar));
        let titles = self.titles(ui);
        let when = self.purpose.is_meeting().then(|| self.when_and_where(ui));
        let sources = matches!(self.purpose, Purpose::Dispute { .. }).then(|| self.sources(ui));
        let beside = column![slot(titles), slot(about), slot(similar), slot(when), slot(sources)];
        let page = column![title, beside].spacing(gap::XS);
        let paste = Some(Message::Taking(taking::Message::Paste));
        let keys = Keys { publish: Message::Publish, enter: None, paste };
        let words = self
            .text
            .view(MONO, Message::Text, keys)
            .id(TEXT)
            .placeholder(ui.text.get(key))
            .size(size::BODY)
            .padding(0)
            .height(Fill)
            .style(style::bare_area(ui.colors));
        let words = container(Around::new(words, Clip)).padding(gap::XS).height(Fill);
        let find = self.find.as_ref().map(|sought| find(ui, sought));
        let marks = column![self.marks(ui), slot(find), self.taking_view(ui)];
        // Below the text: one names what one has written, and Tab leads from the title to the text.
        let tagged = self.purpose.takes_tags();
        let tags = tagged.then(|| column![hairline(&ui.colors), tags].spacing(gap::XXS).into());
        let mut page = page.push(hairline(&ui.colors)).push(marks).push(words).push(slot(tags));
        if !self.files.is_empty() {
            page = page.push(self.files(ui));
        }
        if !self.elsewhere.is_empty() {
            let said = ui.text.with("editor-files-elsewhere", &[("names", self.elsewhere.join(", ").into())]);
            page = page.push(ui.notice(Icon::Attachment, &said, ui.colors.muted, ui.colors.sunken));
        }
        let padding = Padding { top: gap::L, right: gap::M, bottom: gap::XS, left: gap::M };
        container(container(page).max_width(measure::FORM))
            .width(FillPortion(1))
            .padding(padding)
            .center_x(FillPortion(1))
            .into()
    }

    /// Titles that people gave apart, each to be taken by one press.
    fn titles<'a>(&'a self, ui: &'a Ui) -> Option<Element<'a, Message>> {
        let Purpose::Edit(note) = &self.purpose else { return None };
        let others = self.purpose.other_titles();
        if others.is_empty() || self.settled {
            return None;
        }
        let said = caption(ui.text.get("titles-apart"), &ui.colors);
        let take = |title: &'a String| -> Element<'a, Message> {
            let press = ui.button(title.clone(), Look::Choice(*title == self.title));
            press.on_press(Message::Entitle(title.clone())).into()
        };
        let titles = std::iter::once(&note.row.title).chain(others).map(take);
        let parts = column![ui.placed(said), ui.choices(titles)].spacing(gap::XXS).padding([0.0, gap::XS]);
        Some(parts.into())
    }

    /// What comes with it, each with a cross.
    fn files<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let mut parts = vec![
            Icon::Attachment.at(size::META).color(ui.colors.muted).into(),
            caption(ui.text.get("editor-files"), &ui.colors).into(),
        ];
        for (at, file) in self.files.iter().enumerate() {
            let name = files::name(file);
            let cross = ui.tool(
                Icon::Close,
                ui.text.with("editor-file-let-go", &[("name", name.as_str().into())]),
                Message::LetGo(at),
            );
            parts.push(ui.across([text(name).font(SANS).size(size::META).into(), cross]).spacing(2).into());
        }
        container(ui.across(parts).spacing(gap::S).wrap()).padding([gap::XXS, gap::XS]).into()
    }

    pub(super) fn bare<'a>(&self, ui: &Ui, hint: &str, value: &str) -> text_input::TextInput<'a, Message> {
        let start = if value.is_empty() { ui.start() } else { direction::side(value) };
        text::field(&ui.text.get(hint), value)
            .font(SANS)
            .line_height(leading::NORMAL)
            .padding([gap::XXS, gap::XS])
            .align_x(start)
            .style(style::bare_field(ui.colors))
    }

    fn about<'a>(&'a self, ui: &'a Ui, note: &'a str) -> Element<'a, Message> {
        let name = caption(ui.text.with("about-note", &[("title", note.into())]), &ui.colors);
        let name = ui.placed(name).padding([0.0, gap::XS]);
        let quote = self.bare(ui, "editor-quote-hint", &self.quote).font(SERIF_ITALIC).size(size::ROW_TITLE);
        column![name, quote.on_input(Message::Quote)].spacing(2).align_x(ui.start()).into()
    }

    /// From what a card is made, which stays with it.
    fn made_from<'a>(&'a self, ui: &'a Ui, title: &'a str) -> Element<'a, Message> {
        let name = caption(ui.text.with("card-source", &[("title", title.into())]), &ui.colors);
        let mut parts = column![ui.placed(name)].spacing(2).padding([0.0, gap::XS]).align_x(ui.start());
        if !self.quote.is_empty() {
            parts = parts.push(ui.placed(aside(self.quote.as_str(), &ui.colors)));
        }
        parts.into()
    }

    fn preview<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let is_empty = self.text.is_blank() && self.title.trim().is_empty();
        let shown: Element<'a, Message> = if is_empty {
            ui.placed(aside(ui.text.get("editor-preview-empty"), &ui.colors)).into()
        } else {
            let title = direction::placed(title(&self.title, size::TITLE), &self.title);
            let look = reading::Look { title: &self.title, ..reading::Look::unpublished(size::READING) };
            let words = self.preview.view(ui, look, |_: markdown::Event| Message::Ignored);
            column![title, words].spacing(gap::L).into()
        };
        let page = container(container(shown).max_width(measure::LINE)).center_x(Fill).padding([gap::L, gap::XL]);
        container(ui.scroll(page)).width(FillPortion(1)).height(Fill).into()
    }
}

/// The line in which one types what to look for.
fn find<'a>(ui: &'a Ui, sought: &str) -> Element<'a, Message> {
    let field =
        ui.field(&ui.text.get("find-hint"), sought).id(FIND).on_input(Message::FindWords).on_submit(Message::FindNext);
    let next = ui.button(ui.text.get("find-next"), Look::Outlined).on_press(Message::FindNext);
    let close = ui.tool(Icon::Close, ui.text.get("close"), Message::FindClose);
    ui.across([field.into(), next.into(), close]).spacing(gap::XS).into()
}
