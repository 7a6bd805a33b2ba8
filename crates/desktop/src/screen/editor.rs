//! The writing desk: a note or a question, with its look beside it.

mod files;
mod finding;
mod planning;
mod purpose;
mod sourcing;
pub(crate) mod taking;
mod view;

use std::ops::Range;
use std::path::PathBuf;

use commonplace_node::answer::{Draft, OtherDraft, Written};
use commonplace_node::error::Error;
use commonplace_node::sheet::{Base, Sheet};
use iced::Task;
use iced::widget::operation;

pub(crate) use self::files::FILES;
pub(crate) use self::purpose::{Made, Purpose};
use self::sourcing::Sourcing;
use self::taking::Taking;
use super::writing::{self, Writing};
use crate::ask::{One, Reach};
use crate::draft::{BEFORE, Keeper, Sitting};
use crate::errand::Errand;
use crate::reading::{self, Reading};
use crate::screen::similar::{self, Similar};
use crate::theme::Colors;
use crate::ui::card::Item;

/// The name of the title's field, for giving it the focus.
pub(crate) const TITLE: &str = "editor-title";
/// The name of the field for what is looked for.
pub(crate) const FIND: &str = "editor-find";
/// The name of the field for when a meeting is.
pub(crate) const WHEN: &str = "editor-when";
/// The name of the text's field.
pub(crate) const TEXT: &str = "editor-text";

/// The desk.
#[derive(Debug)]
pub(crate) struct Editor {
    purpose: Purpose,
    title: String,
    tags: String,
    quote: String,
    /// When and where a meeting is.
    when: String,
    place: String,
    /// What says otherwise than what is disputed.
    source: Sourcing,
    /// Whether somebody has chosen the title of several that were given apart.
    settled: bool,
    text: Writing,
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
    preview: Reading,
    /// The text has changed since the preview was begun.
    preview_stale: bool,
    previewing: bool,
    keeper: Keeper,
    /// Begun while another text of its key was being published: that is no draft of this.
    anew: bool,
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
    /// Another time of a meeting.
    When(String),
    /// Another place.
    Place(String),
    /// Somebody chooses what says otherwise.
    Sourcing(sourcing::Message),
    /// Of several titles that were given apart, this.
    Entitle(String),
    /// Somebody writes the text.
    Text(writing::Message),
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
    /// The preview is ready.
    Preview(reading::Message),
    /// Somebody presses something in the preview; nothing happens there.
    Ignored,
    /// Somebody chooses or pastes files.
    Taking(taking::Message),
    /// The file at this place is not to come with it after all.
    LetGo(usize),
    /// The draft is kept, or could not be.
    Kept,
    /// Another laptop has written or ended it; this is how it is now.
    Again(One<Draft>),
    /// Somebody puts what the first other laptop has below their own.
    AddOther,
    /// Somebody would rather begin anew than go on with the draft.
    Discard,
    /// Somebody publishes.
    Publish,
    /// It is written, or not; whoever wrote it may have left meanwhile.
    Published(Box<Sent>, One<Written>),
    /// Somebody leaves; the draft stays.
    Leave,
}

impl Message {
    /// Whether it changes what is written.
    fn is_writing(&self) -> bool {
        match self {
            Self::Text(message) => message.is_writing(),
            Self::Sourcing(message) => message.is_writing(),
            Self::Title(_)
            | Self::Entitle(_)
            | Self::Tags(_)
            | Self::Quote(_)
            | Self::When(_)
            | Self::Place(_)
            | Self::Taking(_)
            | Self::LetGo(_)
            | Self::AddOther
            | Self::Discard => true,
            _ => false,
        }
    }
}

/// What is on its way to be published.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    /// Of the desk from which it was sent.
    pub(crate) keeper: Keeper,
    /// What was sent.
    pub(crate) sheet: Sheet,
    purpose: Purpose,
    /// It has come when its files have, too.
    pub(crate) errand: Errand,
}

impl Sent {
    /// What it has become.
    pub(crate) fn item(&self, written: &Written) -> Item {
        self.purpose.becomes(written.id)
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
        let keeper = Keeper::new(purpose.key(), reach);
        let anew = keeper.publishing().is_some();
        let draft = if anew { Task::none() } else { keeper.read(reach, Message::Draft) };
        let written =
            matches!(purpose, Purpose::Edit(_) | Purpose::Revise(_) | Purpose::Recap { .. } | Purpose::Recard(_));
        let field = if written { TEXT } else { TITLE };
        let sheet = purpose.sheet();
        let mut editor = Self {
            purpose,
            title: String::new(),
            tags: String::new(),
            quote: String::new(),
            when: String::new(),
            place: String::new(),
            source: Sourcing::default(),
            settled: false,
            text: Writing::default(),
            files: Vec::new(),
            taking: Taking::default(),
            elsewhere: Vec::new(),
            base: None,
            find: None,
            previewed: None,
            preview: Reading::default(),
            preview_stale: false,
            previewing: false,
            keeper,
            anew,
            restored: false,
            others: Vec::new(),
            similar: Similar::default(),
            busy: false,
            refused: None,
        };
        let preview = editor.lay(sheet, colors);
        if let Some(at) = at {
            editor.text.select(at);
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
            Message::When(when) => {
                self.when = when;
                self.keep(reach)
            }
            Message::Place(place) => {
                self.place = place;
                self.keep(reach)
            }
            Message::Sourcing(message) => self.sourcing(message, reach),
            // While words are looked for, the key that found them finds the next, and takes none of them away.
            Message::Text(writing::Message::Enter) if self.has_found() => {
                self.find_next();
                Task::none()
            }
            Message::Text(message) => {
                if self.text.update(message) {
                    self.changed(reach, colors)
                } else {
                    Task::none()
                }
            }
            Message::Entitle(title) => {
                (self.title, self.settled) = (title, true);
                self.keep(reach)
            }
            Message::Find => self.seek(),
            Message::FindWords(words) => {
                self.find = Some(words);
                Task::none()
            }
            Message::FindNext => self.seek_on(),
            Message::Body => operation::focus(if self.purpose.is_meeting() { WHEN } else { TEXT }),
            Message::FindClose => {
                self.find = None;
                operation::focus(TEXT)
            }
            Message::Look(preview) => {
                self.previewed = Some(preview);
                Task::none()
            }
            Message::Preview(message) => self.previewed(message, reach, colors),
            Message::Ignored => Task::none(),
            Message::Taking(message) => self.taking(message, reach, colors),
            Message::LetGo(at) => self.let_go(at, reach),
            Message::Kept => Task::none(),
            Message::Again(draft) => self.found_again(draft, colors),
            Message::AddOther => self.add_other(reach, colors),
            Message::Discard => self.discard(reach, colors),
            Message::Publish => self.publish(reach),
            Message::Published(sent, Ok(written)) => return self.published(*sent, &written, reach),
            Message::Published(_, Err(error)) => {
                self.busy = false;
                self.refused = Some(error);
                Task::none()
            }
            Message::Leave => return Action::Leave,
        };
        Action::Run(task)
    }

    fn discard(&mut self, reach: &Reach, colors: Colors) -> Task<Message> {
        self.restored = false;
        self.elsewhere.clear();
        let fresh = self.lay(self.purpose.sheet(), colors);
        Task::batch([fresh, self.keeper.keep(String::new(), reach, Message::Kept)])
    }

    fn entitle(&mut self, title: String, reach: &Reach) -> Task<Message> {
        self.title = title;
        let alike = match &self.purpose {
            Purpose::Ask { circle, .. } => self.similar.look(*circle, &self.title, reach),
            _ => Task::none(),
        };
        Task::batch([self.keep(reach), alike.map(Message::Similar)])
    }

    /// What was open before.
    pub(crate) fn came_from(&self) -> Option<Item> {
        self.purpose.of()
    }

    /// The paper has changed.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        self.preview.recolor(colors).map(Message::Preview)
    }

    fn lay(&mut self, sheet: Sheet, colors: Colors) -> Task<Message> {
        self.text = Writing::new(&sheet.text);
        (self.title, self.tags, self.quote, self.files) = (sheet.title, sheet.tags, sheet.quote, sheet.files);
        (self.when, self.place, self.base) = (sheet.when, sheet.place, sheet.base);
        self.source = Sourcing::unpack(&sheet.source);
        self.previewing = false;
        self.show(colors)
    }

    fn found(&mut self, draft: One<Draft>, colors: Colors) -> Task<Message> {
        let Some(draft) = self.own(draft) else { return Task::none() };
        self.others.clone_from(&draft.others);
        if draft.text.is_empty() {
            return Task::none();
        }
        if self.sheet() != self.purpose.sheet() {
            // Somebody was quicker than the node: what they type counts, and what was there is offered beside it.
            self.keeper.came_late(&draft, &mut self.others);
            return Task::none();
        }
        let sheet = self.of_draft(&draft);
        self.keeper.found(&draft);
        self.restored = true;
        // One goes on where one stopped.
        Task::batch([self.lay(sheet, colors), operation::focus(TEXT)])
    }

    /// A draft that came for whoever sat here before is none of this.
    fn own(&self, draft: One<Draft>) -> Option<Draft> {
        draft.ok().filter(|draft| draft.key == self.keeper.key())
    }

    /// Another laptop has written or ended the draft of this name: if it is ours, it is looked at again.
    pub(crate) fn look_again(&self, key: &str, reach: &Reach) -> Task<Message> {
        if key != self.keeper.key() {
            return Task::none();
        }
        self.keeper.read(reach, Message::Again)
    }

    /// What stands here and was typed here stays. What was only read here, or went on elsewhere, follows.
    fn found_again(&mut self, draft: One<Draft>, colors: Colors) -> Task<Message> {
        let Some(draft) = self.own(draft) else { return Task::none() };
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
        if id == BEFORE {
            sheet.files.extend(other.files.iter().filter(|file| !self.files.contains(file)).cloned());
        } else {
            self.elsewhere.extend(other.files.iter().map(|file| files::name(file)));
        }
        sheet.add(other);
        self.keeper.holds(id);
        Task::batch([self.lay(sheet, colors), self.keep(reach)])
    }

    fn sheet(&self) -> Sheet {
        Sheet {
            title: self.title.clone(),
            tags: self.tags.clone(),
            quote: self.quote.clone(),
            when: self.when.clone(),
            place: self.place.clone(),
            source: self.source.pack(),
            text: self.text.words(),
            files: self.files.clone(),
            base: self.base.clone(),
        }
    }

    /// Puts away what lies over the text; false when nothing does.
    pub(crate) fn put_away(&mut self) -> bool {
        self.find.take().is_some() || self.taking.put_away()
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
            Purpose::Revise(question) => question.blobs.clone(),
            _ => Vec::new(),
        };
        self.preview.show(&self.text.words(), blobs, colors).map(Message::Preview)
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
        self.keeper.keep(packed, reach, Message::Kept)
    }

    fn sourcing(&mut self, message: sourcing::Message, reach: &Reach) -> Task<Message> {
        let Purpose::Dispute { circle, .. } = &self.purpose else { return Task::none() };
        let writes = message.is_writing();
        let task = self.source.update(message, *circle, reach).map(Message::Sourcing);
        if writes { Task::batch([task, self.keep(reach)]) } else { task }
    }

    fn publish(&mut self, reach: &Reach) -> Task<Message> {
        if !self.can_publish() {
            self.refused =
                self.lacking().map(|what| Error::Empty { what: what.into() }).or_else(|| self.refused.take());
            return Task::none();
        }
        let command = match self.purpose.command(self.sheet(), self.settled, &reach.host.zone()) {
            Ok(command) => command,
            Err(error) => {
                self.refused = Some(error);
                return operation::focus(WHEN);
            }
        };
        self.busy = true;
        self.refused = None;
        let purpose = self.purpose.clone();
        let (keeper, errand) = (self.keeper.clone(), reach.drafts.begin());
        let sent = Box::new(Sent { keeper, sheet: self.sheet(), purpose, errand });
        self.keeper.publish(command, reach, |outcome| Message::Published(sent, outcome))
    }

    fn published(&mut self, sent: Sent, written: &Written, reach: &Reach) -> Action {
        let ended = self.keeper.keep(String::new(), reach, Message::Kept);
        Action::Done(sent.item(written), sent.sheet.files, ended)
    }

    /// Whose this is.
    pub(crate) fn sitting(&self) -> Sitting {
        self.keeper.sitting()
    }

    /// What was sent by another before this was begun was refused: it is a draft again, below what stands here.
    pub(crate) fn put_back(&mut self, sent: &Sent, reach: &Reach, colors: Colors) -> Option<Task<Message>> {
        if !self.anew || self.busy || self.keeper.key() != sent.keeper.key() {
            return None;
        }
        let mut sheet = self.sheet();
        if sheet == self.purpose.sheet() {
            sheet = sent.sheet.clone();
        } else {
            sheet.files.extend(sent.sheet.files.iter().cloned());
            sheet.add(sent.sheet.clone());
        }
        Some(Task::batch([self.lay(sheet, colors), self.keep(reach)]))
    }

    /// What has to be filled in before this can be published.
    fn lacking(&self) -> Option<&'static str> {
        match &self.purpose {
            _ if self.busy => None,
            Purpose::Note(_) | Purpose::Edit(_) | Purpose::Recap { .. } => self.text.is_blank().then_some("text"),
            Purpose::Dispute { .. } if self.title.trim().is_empty() => Some("claim"),
            Purpose::Dispute { .. } => (!self.purpose.is_served_by(&self.sheet())).then_some("source"),
            Purpose::Card { .. } | Purpose::Recard(_) if self.title.trim().is_empty() => Some("front"),
            Purpose::Card { .. } | Purpose::Recard(_) => self.text.is_blank().then_some("back"),
            Purpose::Ask { .. } | Purpose::Revise(_) | Purpose::Plan { .. } | Purpose::Replan { .. } => {
                self.title.trim().is_empty().then_some("title")
            }
        }
    }

    fn can_publish(&self) -> bool {
        !self.busy && self.purpose.is_served_by(&self.sheet())
    }
}
