//! The writing desk: a note or a question, with its look beside it.

mod history;
mod purpose;

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Draft, OtherDraft, Written};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::sheet::Sheet;
use iced::widget::text_editor::{Action as Edit, Binding, Content, KeyPress};
use iced::widget::{column, container, row, space, text_editor, text_input};
use iced::{Element, Fill, FillPortion, Padding, Task};

use self::history::History;
pub(crate) use self::purpose::Purpose;
use crate::ask::{One, Reach};
use crate::draft::Keeper;
use crate::icon::Icon;
use crate::reading::{self, Reading};
use crate::screen::similar::{self, Similar};
use crate::theme::style::{self, Look};
use crate::theme::{Colors, MONO, SANS, SERIF_ITALIC, SERIF_STRONG, leading, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::ui::parts::{aside, caption, hairline, label, title, upright};
use crate::widget::{direction, markdown};

/// The name of the title's field, for giving it the focus.
pub(crate) const TITLE: &str = "editor-title";
/// The name of the text's field.
pub(crate) const TEXT: &str = "editor-text";

/// The desk.
#[derive(Debug)]
pub(crate) struct Editor {
    purpose: Purpose,
    title: String,
    tags: String,
    quote: String,
    text: Content,
    history: History,
    preview: Reading,
    /// The text has changed since the preview was begun.
    preview_stale: bool,
    previewing: bool,
    keeper: Keeper,
    restored: bool,
    /// What other laptops of this person have of it besides.
    others: Vec<OtherDraft>,
    /// What is like the question that is being typed.
    similar: Similar,
    busy: bool,
    refused: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// What had been written before came.
    Draft(One<Draft>),
    /// Another title.
    Title(String),
    /// What is like the question.
    Similar(similar::Message),
    /// Other tags.
    Tags(String),
    /// Another passage.
    Quote(String),
    /// The text changes, or the cursor moves.
    Text(Edit),
    /// Somebody takes the last change of the text back.
    Undo,
    /// Somebody wants it after all.
    Redo,
    /// The preview is ready.
    Preview(reading::Message),
    /// Somebody presses something in the preview; nothing happens there.
    Ignored,
    /// The draft is kept.
    Kept(bool),
    /// Another laptop has written or ended it; this is how it is now.
    Again(One<Draft>),
    /// Somebody puts what the first other laptop has below their own.
    AddOther,
    /// Somebody would rather begin anew than go on with the draft.
    Discard,
    /// Somebody publishes.
    Publish,
    /// It is written.
    Published(One<Written>),
    /// Somebody leaves; the draft stays.
    Leave,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That what was written be opened.
    Done(Item, Task<Message>),
    /// That this be read; the draft is kept.
    Read(Item),
    /// That the desk be left.
    Leave,
}

impl Editor {
    /// A desk for this purpose.
    pub(crate) fn open(purpose: Purpose, reach: &Reach, colors: Colors) -> (Self, Task<Message>) {
        let keeper = Keeper::new(purpose.key());
        let draft = reach.one(Command::DraftRead { key: keeper.key().to_owned() }, Message::Draft);
        let field = if matches!(purpose, Purpose::Edit(_)) { TEXT } else { TITLE };
        let sheet = purpose.sheet();
        let mut editor = Self {
            purpose,
            title: String::new(),
            tags: String::new(),
            quote: String::new(),
            text: Content::new(),
            history: History::default(),
            preview: Reading::default(),
            preview_stale: false,
            previewing: false,
            keeper,
            restored: false,
            others: Vec::new(),
            similar: Similar::default(),
            busy: false,
            refused: None,
        };
        let preview = editor.lay(sheet, colors);
        (editor, Task::batch([draft, preview, iced::widget::operation::focus(field)]))
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach, colors: Colors) -> Action {
        let task = match message {
            Message::Draft(draft) => self.found(draft, colors),
            Message::Title(title) => {
                self.title = title;
                let alike = match &self.purpose {
                    Purpose::Ask { circle, .. } => self.similar.look(*circle, &self.title, reach),
                    Purpose::Note(_) | Purpose::Edit(_) => Task::none(),
                };
                Task::batch([self.keep(reach), alike.map(Message::Similar)])
            }
            Message::Similar(message) => match self.similar.update(message, reach) {
                (_, Some(item)) => return Action::Read(item),
                (task, None) => task.map(Message::Similar),
            },
            Message::Tags(tags) => {
                self.tags = tags;
                self.keep(reach)
            }
            Message::Quote(quote) => {
                self.quote = quote;
                self.keep(reach)
            }
            Message::Text(edit) => self.edit(edit, reach, colors),
            Message::Undo => {
                let before = self.history.undo(&self.text);
                self.restore(before, reach, colors)
            }
            Message::Redo => {
                let after = self.history.redo(&self.text);
                self.restore(after, reach, colors)
            }
            Message::Preview(message) => self.previewed(message, reach, colors),
            Message::Ignored => Task::none(),
            Message::Kept(well) => reach.keep(self.keeper.done(well), Message::Kept),
            Message::Again(draft) => self.found_again(draft, colors),
            Message::AddOther => self.add_other(reach, colors),
            Message::Discard => {
                self.restored = false;
                let fresh = self.lay(self.purpose.sheet(), colors);
                Task::batch([fresh, reach.keep(self.keeper.keep(String::new()), Message::Kept)])
            }
            Message::Publish => self.publish(reach),
            Message::Published(Ok(written)) => return self.published(&written, reach),
            Message::Published(Err(error)) => {
                self.busy = false;
                self.refused = Some(error);
                Task::none()
            }
            Message::Leave => return Action::Leave,
        };
        Action::Run(task)
    }

    /// The note that was open before.
    pub(crate) fn came_from(&self) -> Option<RecordId> {
        self.purpose.note()
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        self.preview.recolor(colors).map(Message::Preview)
    }

    fn lay(&mut self, sheet: Sheet, colors: Colors) -> Task<Message> {
        self.text = Content::with_text(&sheet.text);
        (self.title, self.tags, self.quote) = (sheet.title, sheet.tags, sheet.quote);
        self.previewing = false;
        self.show(colors)
    }

    fn found(&mut self, draft: One<Draft>, colors: Colors) -> Task<Message> {
        let Ok(draft) = draft else { return Task::none() };
        self.others.clone_from(&draft.others);
        if draft.text.is_empty() {
            return Task::none();
        }
        if self.sheet() != self.purpose.sheet() {
            // Somebody was quicker than the node; what they type counts.
            return Task::none();
        }
        let sheet = Sheet::unpack(&draft.text);
        self.keeper.found(&draft);
        self.restored = true;
        self.lay(sheet, colors)
    }

    /// Another laptop has written or ended the draft of this name: if it is ours, it is looked at again.
    pub(crate) fn look_again(&self, key: &str, reach: &Reach) -> Task<Message> {
        if key != self.keeper.key() {
            return Task::none();
        }
        reach.one(Command::DraftRead { key: key.to_owned() }, Message::Again)
    }

    /// What stands here and was typed here stays. What was only read here, or went on elsewhere, follows.
    fn found_again(&mut self, draft: One<Draft>, colors: Colors) -> Task<Message> {
        let Ok(draft) = draft else { return Task::none() };
        self.others.clone_from(&draft.others);
        let typed_here = !draft.text.is_empty() && draft.id.is_none();
        if typed_here || !self.keeper.is_kept() || self.busy || Some(&draft.text) == self.kept().as_ref() {
            return Task::none();
        }
        let sheet = if draft.text.is_empty() { self.purpose.sheet() } else { Sheet::unpack(&draft.text) };
        self.restored = !draft.text.is_empty();
        self.keeper.found(&draft);
        self.lay(sheet, colors)
    }

    fn kept(&self) -> Option<String> {
        let sheet = self.sheet();
        (sheet != self.purpose.sheet()).then(|| sheet.pack())
    }

    /// Puts the other laptop's text below this one: nothing of either is lost, and then there is one.
    fn add_other(&mut self, reach: &Reach, colors: Colors) -> Task<Message> {
        if self.others.is_empty() {
            return Task::none();
        }
        let OtherDraft { id, text, .. } = self.others.remove(0);
        let Some(text) = text else { return Task::none() };
        let other = Sheet::unpack(&text);
        let mut sheet = self.sheet();
        for (mine, theirs) in
            [(&mut sheet.title, other.title), (&mut sheet.tags, other.tags), (&mut sheet.quote, other.quote)]
        {
            if mine.trim().is_empty() {
                *mine = theirs;
            } else if *mine != theirs && !theirs.trim().is_empty() {
                *mine = format!("{mine} / {theirs}");
            }
        }
        sheet.text = if sheet.text.trim().is_empty() {
            other.text
        } else {
            format!("{}\n\n{}", sheet.text.trim_end(), other.text)
        };
        self.keeper.holds(id);
        Task::batch([self.lay(sheet, colors), self.keep(reach)])
    }

    fn sheet(&self) -> Sheet {
        Sheet { title: self.title.clone(), tags: self.tags.clone(), quote: self.quote.clone(), text: self.words() }
    }

    /// The text, without the line end that the field adds.
    fn words(&self) -> String {
        let text = self.text.text();
        text.strip_suffix('\n').map_or_else(|| text.clone(), ToOwned::to_owned)
    }

    fn edit(&mut self, edit: Edit, reach: &Reach, colors: Colors) -> Task<Message> {
        let is_change = edit.is_edit();
        self.history.before(&edit, &self.text);
        self.text.perform(edit);
        if is_change { self.changed(reach, colors) } else { Task::none() }
    }

    fn restore(&mut self, text: Option<Content>, reach: &Reach, colors: Colors) -> Task<Message> {
        let Some(text) = text else { return Task::none() };
        self.text = text;
        self.changed(reach, colors)
    }

    fn changed(&mut self, reach: &Reach, colors: Colors) -> Task<Message> {
        self.preview_stale = true;
        Task::batch([self.keep(reach), self.show(colors)])
    }

    /// One preview at a time: what changes meanwhile is shown by the next.
    fn show(&mut self, colors: Colors) -> Task<Message> {
        if self.previewing {
            return Task::none();
        }
        self.previewing = true;
        self.preview_stale = false;
        let blobs = match &self.purpose {
            Purpose::Edit(note) => note.blobs.clone(),
            Purpose::Note(_) | Purpose::Ask { .. } => Vec::new(),
        };
        self.preview.show(&self.words(), blobs, colors).map(Message::Preview)
    }

    fn previewed(&mut self, message: reading::Message, reach: &Reach, colors: Colors) -> Task<Message> {
        let is_text = matches!(message, reading::Message::Parsed { coloured: true, .. });
        let pictures = self.preview.update(message, Some(reach)).map(Message::Preview);
        if !is_text {
            return pictures;
        }
        self.previewing = false;
        let next = if self.preview_stale { self.show(colors) } else { Task::none() };
        Task::batch([pictures, next])
    }

    fn keep(&mut self, reach: &Reach) -> Task<Message> {
        let sheet = self.sheet();
        let packed = if sheet == self.purpose.sheet() { String::new() } else { sheet.pack() };
        reach.keep(self.keeper.keep(packed), Message::Kept)
    }

    fn publish(&mut self, reach: &Reach) -> Task<Message> {
        if !self.can_publish() {
            return Task::none();
        }
        self.busy = true;
        self.refused = None;
        reach.one(self.purpose.command(self.sheet()), Message::Published)
    }

    fn published(&mut self, written: &Written, reach: &Reach) -> Action {
        let item = match self.purpose {
            Purpose::Ask { .. } => Item::Question(written.id),
            Purpose::Note(_) | Purpose::Edit(_) => Item::Note(written.id),
        };
        Action::Done(item, reach.keep(self.keeper.keep(String::new()), Message::Kept))
    }

    fn can_publish(&self) -> bool {
        !self.busy && self.purpose.is_served_by(&self.sheet())
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let mut page = column![self.head(ui), hairline(&ui.colors)];
        if let Some(error) = &self.refused {
            page = page.push(container(ui.refusal(&ui.sentence(error))).padding([gap::S, gap::L]));
        }
        if self.restored {
            page = page.push(self.restored(ui));
        }
        if let Some(other) = self.others.first() {
            page = page.push(other_draft(ui, other));
        }
        let sides = [self.sheet_view(ui), upright(&ui.colors).into(), self.preview(ui)];
        let sides = if ui.right_to_left() {
            let [source, line, preview] = sides;
            row![preview, line, source]
        } else {
            row(sides)
        };
        page.push(sides.height(Fill)).into()
    }

    fn head<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let key = match self.purpose {
            Purpose::Note(_) => "editor-note",
            Purpose::Edit(_) => "editor-edit",
            Purpose::Ask { .. } => "editor-ask",
        };
        let kept = match (self.keeper.is_empty(), self.keeper.is_kept()) {
            (true, _) => String::new(),
            (false, true) => ui.text.get("draft-kept"),
            (false, false) => ui.text.get("draft-keeping"),
        };
        let button =
            if matches!(self.purpose, Purpose::Ask { .. }) { "editor-publish-question" } else { "editor-publish" };
        let publish =
            ui.button(ui.text.get(button), Look::Filled).on_press(self.can_publish().then_some(Message::Publish));
        ui.across([
            ui.tool(ui.back_icon(), ui.text.get("editor-leave"), Message::Leave),
            label(ui.text.get(key), &ui.colors).into(),
            space::horizontal().into(),
            caption(kept, &ui.colors).into(),
            publish.into(),
        ])
        .spacing(gap::S)
        .padding([gap::XS, gap::M])
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
        let asks = matches!(self.purpose, Purpose::Ask { .. });
        let hint = if asks { "editor-question-hint" } else { "editor-title-hint" };
        let title =
            self.bare(ui, hint, &self.title).id(TITLE).font(SERIF_STRONG).size(size::HEADING).on_input(Message::Title);
        let tags = self.bare(ui, "editor-tags-hint", &self.tags).size(size::META).on_input(Message::Tags);
        let tags = ui.across([Icon::Bookmark.at(size::META).color(ui.colors.faint).into(), tags.into()]);
        let tags = container(tags).padding(Padding::ZERO.left(gap::XS));
        let mut page = column![title].spacing(gap::XS);
        if let Purpose::Ask { about: Some((_, note)), .. } = &self.purpose {
            page = page.push(self.about(ui, note));
        }
        if let Some(similar) = self.similar.view(ui) {
            page = page.push(similar.map(Message::Similar));
        }
        let key = if asks { "editor-question-text-hint" } else { "editor-text-hint" };
        let words = text_editor(&self.text)
            .id(TEXT)
            .placeholder(ui.text.get(key))
            .font(MONO)
            .size(size::BODY)
            .line_height(leading::READING)
            .padding(Padding { top: gap::S, right: gap::XS, bottom: gap::L, left: gap::XS })
            .height(Fill)
            .on_action(Message::Text)
            .key_binding(binding)
            .style(style::bare_area(ui.colors));
        let page = page.push(tags).push(hairline(&ui.colors)).push(words);
        let padding = Padding { top: gap::L, right: gap::M, bottom: 0.0, left: gap::M };
        container(container(page).max_width(measure::FORM))
            .width(FillPortion(1))
            .padding(padding)
            .center_x(FillPortion(1))
            .into()
    }

    fn bare<'a>(&self, ui: &Ui, hint: &str, value: &str) -> text_input::TextInput<'a, Message> {
        let start = if value.is_empty() { ui.start() } else { direction::side(value) };
        text_input(&ui.text.get(hint), value)
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

    fn preview<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let is_empty = self.text.text().trim().is_empty() && self.title.trim().is_empty();
        let shown: Element<'a, Message> = if is_empty {
            ui.placed(aside(ui.text.get("editor-preview-empty"), &ui.colors)).into()
        } else {
            let title = direction::placed(title(&self.title, size::TITLE), &self.title);
            let look = reading::Look { title: &self.title, ..reading::Look::plain(size::READING) };
            let words = self.preview.view(ui, look, |_: markdown::Event| Message::Ignored);
            column![title, words].spacing(gap::L).into()
        };
        let page = container(container(shown).max_width(measure::LINE)).center_x(Fill).padding([gap::L, gap::XL]);
        container(ui.scroll(page)).width(FillPortion(1)).height(Fill).into()
    }
}

/// That another laptop has a text of it too, and what to do about it.
fn other_draft<'a>(ui: &'a Ui, other: &'a OtherDraft) -> Element<'a, Message> {
    let device = other.device.clone().unwrap_or_else(|| ui.text.get("draft-other-laptop"));
    let key = if other.text.is_some() { "draft-other" } else { "draft-other-there" };
    let said = ui.text.with(key, &[("device", device.into())]);
    let notice = ui.notice(Icon::History, &said, ui.colors.muted, ui.colors.sunken);
    let add = other
        .text
        .is_some()
        .then(|| ui.button(ui.text.get("draft-other-add"), Look::Quiet).on_press(Message::AddOther));
    ui.across([Some(container(notice).width(Fill).into()), add.map(Element::from)].into_iter().flatten())
        .spacing(gap::S)
        .padding([gap::XS, gap::L])
        .into()
}

/// The toolkit's keys of a field, and two that it lacks.
fn binding(press: KeyPress) -> Option<Binding<Message>> {
    let letter = press.key.to_latin(press.physical_key).map(|letter| letter.to_ascii_lowercase());
    match (letter, press.modifiers.command(), press.modifiers.shift()) {
        (Some('z'), true, false) => Some(Binding::Custom(Message::Undo)),
        (Some('z'), true, true) | (Some('y'), true, false) => Some(Binding::Custom(Message::Redo)),
        _ => Binding::from_key_press(press),
    }
}
