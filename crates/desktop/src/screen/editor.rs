//! The writing desk: a note or a question, with its look beside it.

mod format;
mod history;
mod purpose;
pub(crate) mod taking;
mod view;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use commonplace_core::id::RecordId;
use commonplace_learning::reading::is_picture;
use commonplace_node::answer::{Draft, OtherDraft, Written};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::sheet::{Base, Sheet};
use iced::widget::text_editor::{Action as Edit, Binding, Content, KeyPress, Status};
use iced::widget::{operation, text_editor};
use iced::{Task, keyboard};

pub(crate) use self::format::Format;
use self::history::History;
pub(crate) use self::purpose::Purpose;
use self::taking::Taking;
use crate::ask::{self, One, Reach};
use crate::draft::Keeper;
use crate::reading::{self, Reading};
use crate::screen::similar::{self, Similar};
use crate::theme::Colors;
use crate::ui::card::Item;
use crate::widget::markdown::spans::find;

/// The name of the title's field, for giving it the focus.
pub(crate) const TITLE: &str = "editor-title";
/// The name of the field for what is looked for.
pub(crate) const FIND: &str = "editor-find";
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
    /// Files that are attached to it when it is published.
    files: Vec<PathBuf>,
    /// Files that somebody chooses or pastes.
    taking: Taking,
    /// Names of files that another laptop would attach: they are not here.
    elsewhere: Vec<String>,
    /// Of a change of a note: what it is made from.
    base: Option<Box<Base>>,
    /// What somebody looks for in the text, while they do.
    find: Option<String>,
    /// Whether somebody wants to see the preview, or the text alone; none as long as nobody said.
    previewed: Option<bool>,
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
    /// The title is said; on to the text.
    Body,
    /// What is like the question.
    Similar(similar::Message),
    /// Other tags.
    Tags(String),
    /// Another passage.
    Quote(String),
    /// The text changes, or the cursor moves.
    Text(Edit),
    /// Somebody marks what is selected.
    Format(Format),
    /// A new line: it may go on with a list.
    Enter,
    /// Somebody looks for words in the text.
    Find,
    /// These.
    FindWords(String),
    /// On to the next place.
    FindNext,
    /// Enough.
    FindClose,
    /// Somebody wants to see the preview, or the text alone.
    Look(bool),
    /// Somebody takes the last change of the text back.
    Undo,
    /// Somebody wants it after all.
    Redo,
    /// The preview is ready.
    Preview(reading::Message),
    /// Somebody presses something in the preview; nothing happens there.
    Ignored,
    /// Somebody chooses or pastes files.
    Taking(taking::Message),
    /// The file at this place is not to come with it after all.
    LetGo(usize),
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

impl Message {
    /// Whether it changes what is written.
    fn is_writing(&self) -> bool {
        match self {
            Self::Text(edit) => edit.is_edit(),
            Self::Title(_)
            | Self::Tags(_)
            | Self::Quote(_)
            | Self::Format(_)
            | Self::Enter
            | Self::Undo
            | Self::Redo
            | Self::Taking(_)
            | Self::LetGo(_)
            | Self::AddOther
            | Self::Discard => true,
            _ => false,
        }
    }
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That what was written be opened, and these files attached to it.
    Done(Item, Vec<PathBuf>, Task<Message>),
    /// That this be read; the draft is kept.
    Read(Item),
    /// That the desk be left.
    Leave,
}

impl Editor {
    /// A desk for this purpose, with this place of the text selected if one is meant.
    pub(crate) fn open(
        purpose: Purpose,
        at: Option<Range<usize>>,
        reach: &Reach,
        colors: Colors,
    ) -> (Self, Task<Message>) {
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
            files: Vec::new(),
            taking: Taking::default(),
            elsewhere: Vec::new(),
            base: None,
            find: None,
            previewed: None,
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
        let places = at.map(|at| [at.start, at.end].map(|byte| format::position(&sheet.text, byte)));
        let preview = editor.lay(sheet, colors);
        if let Some([from, to]) = places {
            format::select(&mut editor.text, from, to);
        }
        (editor, Task::batch([draft, preview, operation::focus(field)]))
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach, colors: Colors) -> Action {
        // What was sent is what is published: nobody types on what is about to go.
        if self.busy && message.is_writing() {
            return Action::Run(Task::none());
        }
        let task = match message {
            Message::Draft(draft) => self.found(draft, colors),
            Message::Title(title) => self.entitle(title, reach),
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
            Message::Format(format) => self.change(|text| format::apply(text, format), reach, colors),
            // While words are looked for, the key that found them finds the next, and takes none of them away.
            Message::Enter if self.has_found() => {
                self.find_next();
                Task::none()
            }
            Message::Enter => {
                let next = |text: &mut Content| {
                    if !format::enter(text) {
                        text.perform(Edit::Edit(text_editor::Edit::Enter));
                    }
                };
                self.change(next, reach, colors)
            }
            Message::Find => self.seek(),
            Message::FindWords(words) => {
                self.find = Some(words);
                Task::none()
            }
            Message::FindNext => self.seek_on(),
            Message::Body => operation::focus(TEXT),
            Message::FindClose => {
                self.find = None;
                operation::focus(TEXT)
            }
            Message::Look(preview) => {
                self.previewed = Some(preview);
                Task::none()
            }
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
            Message::Taking(message) => self.taking(message, reach, colors),
            Message::LetGo(at) => self.let_go(at, reach),
            Message::Kept(well) => reach.keep(self.keeper.done(well), Message::Kept),
            Message::Again(draft) => self.found_again(draft, colors),
            Message::AddOther => self.add_other(reach, colors),
            Message::Discard => self.discard(reach, colors),
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

    fn seek(&mut self) -> Task<Message> {
        self.find = Some(self.text.selection().unwrap_or_default());
        operation::focus(FIND)
    }

    fn seek_on(&mut self) -> Task<Message> {
        self.find_next();
        // The field shows what is selected only while it has the focus.
        operation::focus(TEXT)
    }

    fn let_go(&mut self, at: usize, reach: &Reach) -> Task<Message> {
        if at < self.files.len() {
            let (file, host) = (self.files.remove(at), Arc::clone(&reach.host));
            let forgotten = Task::future(ask::away(move || host.forget_pasted(&file), ())).discard();
            return Task::batch([self.keep(reach), forgotten]);
        }
        Task::none()
    }

    fn discard(&mut self, reach: &Reach, colors: Colors) -> Task<Message> {
        self.restored = false;
        self.elsewhere.clear();
        let fresh = self.lay(self.purpose.sheet(), colors);
        Task::batch([fresh, reach.keep(self.keeper.keep(String::new()), Message::Kept)])
    }

    fn entitle(&mut self, title: String, reach: &Reach) -> Task<Message> {
        self.title = title;
        let alike = match &self.purpose {
            Purpose::Ask { circle, .. } => self.similar.look(*circle, &self.title, reach),
            Purpose::Note(_) | Purpose::Edit(_) => Task::none(),
        };
        Task::batch([self.keep(reach), alike.map(Message::Similar)])
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
        (self.title, self.tags, self.quote, self.files) = (sheet.title, sheet.tags, sheet.quote, sheet.files);
        self.base = sheet.base;
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
        let sheet = self.of_draft(&draft);
        self.keeper.found(&draft);
        self.restored = true;
        // One goes on where one stopped.
        Task::batch([self.lay(sheet, colors), operation::focus(TEXT)])
    }

    /// What a draft holds, as it is here: paths of another laptop lead to other files here, or to none.
    fn of_draft(&mut self, draft: &Draft) -> Sheet {
        let mut sheet = Sheet::unpack(&draft.text);
        self.elsewhere.clear();
        if draft.id.is_some() {
            let theirs = std::mem::replace(&mut sheet.files, self.files.clone());
            self.elsewhere = theirs.iter().filter(|file| !sheet.files.contains(file)).map(|file| name(file)).collect();
        }
        sheet
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
        if self.busy || !self.keeper.is_overtaken(&draft, &self.kept().unwrap_or_default()) {
            return Task::none();
        }
        let sheet = if draft.text.is_empty() { self.purpose.sheet() } else { self.of_draft(&draft) };
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
        self.elsewhere.extend(other.files.iter().map(|file| name(file)));
        sheet.add(other);
        self.keeper.holds(id);
        Task::batch([self.lay(sheet, colors), self.keep(reach)])
    }

    fn sheet(&self) -> Sheet {
        Sheet {
            title: self.title.clone(),
            tags: self.tags.clone(),
            quote: self.quote.clone(),
            text: self.words(),
            files: self.files.clone(),
            base: self.base.clone(),
        }
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

    /// One change of the text, of several steps for the field and of one for whoever takes it back.
    fn change(&mut self, change: impl FnOnce(&mut Content), reach: &Reach, colors: Colors) -> Task<Message> {
        self.history.before(&Edit::Edit(text_editor::Edit::Enter), &self.text);
        change(&mut self.text);
        self.changed(reach, colors)
    }

    /// Selects the next place that says what is looked for; after the last comes the first.
    fn find_next(&mut self) {
        let Some(sought) = self.find.as_ref().map(|words| words.trim().to_lowercase()) else { return };
        let text = self.words();
        let from = format::byte(&text, self.text.cursor().position);
        let behind = find(&text[from..], &sought).map(|found| from + found.start..from + found.end);
        if let Some(found) = behind.or_else(|| find(&text, &sought)) {
            let [from, to] = [found.start, found.end].map(|byte| format::position(&text, byte));
            format::select(&mut self.text, from, to);
            format::reveal(&mut self.text);
        }
    }

    /// Whether what is selected is what is looked for.
    fn has_found(&self) -> bool {
        let selected = self.text.selection().map(|words| words.to_lowercase());
        let sought = self.find.as_ref().map(|words| words.trim().to_lowercase());
        selected.is_some() && selected == sought
    }

    /// Puts away what lies over the text; false when nothing does.
    pub(crate) fn put_away(&mut self) -> bool {
        self.find.take().is_some() || self.taking.put_away()
    }

    /// Whether files can come with it: it is one's own.
    pub(crate) fn takes_files(&self) -> bool {
        !self.busy
            && match &self.purpose {
                Purpose::Edit(note) => note.row.author.me,
                Purpose::Note(_) | Purpose::Ask { .. } => true,
            }
    }

    /// A file to come with it; the text shows it where the caret is.
    pub(crate) fn take_file(&mut self, path: &Path, reach: &Reach, colors: Colors) -> Task<Message> {
        let name = name(path);
        if self.files.len() >= FILES || self.files.iter().any(|file| file == path) {
            return Task::none();
        }
        self.files.push(path.to_owned());
        let sign = if is_picture(&name) { "!" } else { "" };
        let target = name.replace('%', "%25").replace(' ', "%20").replace('(', "%28").replace(')', "%29");
        let words = name.replace(['[', ']'], "");
        self.change(|text| format::paste(text, &format!("{sign}[{words}]({target})")), reach, colors)
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
            self.refused =
                self.lacking().map(|what| Error::Empty { what: what.into() }).or_else(|| self.refused.take());
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
        Action::Done(item, std::mem::take(&mut self.files), reach.keep(self.keeper.keep(String::new()), Message::Kept))
    }

    /// What has to be filled in before this can be published.
    fn lacking(&self) -> Option<&'static str> {
        match &self.purpose {
            _ if self.busy => None,
            Purpose::Ask { .. } if self.title.trim().is_empty() => Some("title"),
            Purpose::Note(_) | Purpose::Edit(_) if self.words().trim().is_empty() => Some("text"),
            _ => None,
        }
    }

    fn can_publish(&self) -> bool {
        !self.busy && self.purpose.is_served_by(&self.sheet())
    }
}

/// What a file is called, wherever it lies.
fn name(path: &Path) -> String {
    // A path of a laptop with another system parts its folders in another way.
    let path = path.to_string_lossy();
    path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

/// Most files that come with one text.
pub(crate) const FILES: usize = 64;

/// The toolkit's keys of a field, and those that it lacks.
fn binding(press: KeyPress) -> Option<Binding<Message>> {
    let letter = press.key.to_latin(press.physical_key).map(|letter| letter.to_ascii_lowercase());
    let is_focused = matches!(press.status, Status::Focused { .. });
    let own = match (letter, press.modifiers.command(), press.modifiers.shift()) {
        (Some('z'), true, false) => return Some(Binding::Custom(Message::Undo)),
        (Some('v'), true, false) => return Some(Binding::Custom(Message::Taking(taking::Message::Paste))),
        (Some('z'), true, true) | (Some('y'), true, false) => return Some(Binding::Custom(Message::Redo)),
        (Some(letter), true, shift) => format_key(letter, shift).map(Message::Format),
        _ if press.key == keyboard::Key::Named(keyboard::key::Named::Enter) && press.modifiers.is_empty() => {
            Some(Message::Enter)
        }
        _ => None,
    };
    match own.filter(|_| is_focused) {
        Some(own) => Some(Binding::Custom(own)),
        None => Binding::from_key_press(press),
    }
}

/// What a letter with the command key does with the words.
pub(crate) fn format_key(letter: char, shift: bool) -> Option<Format> {
    Some(match (letter, shift) {
        ('b', false) => Format::Strong,
        ('i', false) => Format::Emphasis,
        ('k', false) => Format::Link,
        ('j', false) => Format::Code,
        ('h', false) => Format::Heading,
        ('l', false) => Format::Bullets,
        ('l', true) => Format::Numbers,
        ('t', false) => Format::Tasks,
        ('q', true) => Format::Quote,
        ('t', true) => Format::Table,
        _ => return None,
    })
}
