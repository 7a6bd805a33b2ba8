//! The window once the node is there: shelf, list and page, dialogs over them, the status line under them.

mod acting;
mod acts;
mod disputed;
mod files;
mod knocks;
mod learning;
mod news;
mod opened;
mod pages;
mod planned;
mod seeking;
mod status;
mod together;
mod view;
mod way;
mod written;

use std::ops::Range;
use std::path::PathBuf;

use commonplace_core::id::CircleId;
use commonplace_learning::reading::Named;
use commonplace_node::answer::{Circle, Dispute, MeetingRow, Membership, Pair, Pairing, QuestionRow, Whoami};
use commonplace_node::command::Opened;
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::node::Meant;
use iced::keyboard::Modifiers;
use iced::{Point, Rectangle, Task, widget::operation};

use self::acting::{Did, Leaving};
use self::news::News;
use crate::ask::{All, One, Reach};
use crate::keys::Key;
use crate::notices::{Notice, Watch};
use crate::preferences::{Choice, Paper};
use crate::screen::begin_vote::{self, BeginVote};
use crate::screen::bring::{self, Bring};
use crate::screen::editor::{self, Editor, Purpose};
use crate::screen::export::{self, Export};
use crate::screen::found::{self, Found};
use crate::screen::home::{self, Home};
use crate::screen::invite::{self, Invite};
use crate::screen::join::{self, Join};
use crate::screen::knock::{self, Knock};
use crate::screen::leave::{self, Leave};
use crate::screen::list::{self, Act, List};
use crate::screen::menu::{self, Menu};
use crate::screen::offer::{self, Offer};
use crate::screen::palette::{self, Palette};
use crate::screen::people::{self, Health, People};
use crate::screen::save::{self, Save};
use crate::screen::search::{self, Search};
use crate::screen::settings::{self, Settings};
use crate::screen::{
    PAGE_SCROLL, card, circle, circles, dispute, disputes, meeting, meetings, note, pairs, question, quick_vote,
    review, shelf,
};
use crate::theme::Colors;
use crate::ui::Ui;
use crate::ui::card::{Card, Item};
use crate::widget::travel;

/// The window once the node is there.
#[derive(Debug)]
pub(crate) struct Desk {
    reach: Reach,
    me: Whoami,
    /// The circles of this home, once they have come.
    circles: Option<Vec<Circle>>,
    health: Health,
    news: News,
    list: Option<List>,
    /// What the circle of the list has for one.
    home: Option<Home>,
    page: Page,
    /// The review that somebody has left for a moment, to see from what a card was made.
    reviewing: Option<Box<review::Page>>,
    /// What was read before, one link after the other; the last is where one comes back to.
    trail: Vec<Item>,
    dialog: Option<Dialog>,
    /// Those nearby who ask to be let in.
    knocks: Vec<Pairing>,
    toast: Option<Toast>,
    watch: Watch,
    /// What is new, until the window has seen to it.
    notices: Vec<Notice>,
    /// What is taken back in a moment. No word takes the place of the one that says so.
    leaving: Leaving,
    /// What somebody has opened, until nothing lies over the page: there may be something in it that they typed.
    opened: Option<Opened>,
    /// The keys that are held down while something is pressed.
    held: Modifiers,
    /// Where the other button was pressed last.
    aimed: Point,
    /// A quick vote that somebody has put away before it was begun.
    begun_vote: Option<BeginVote>,
    /// How many were asked for since the start.
    votes_begun: u64,
}

/// What fills the room beside the list, or all of it.
#[derive(Debug)]
enum Page {
    Circles,
    Blank,
    Home,
    Note(Box<note::Page>),
    Card(Box<card::Page>),
    Review(Box<review::Page>),
    Question(Box<question::Page>),
    Dispute(Box<dispute::Page>),
    Disputes(disputes::Page),
    Meeting(Box<meeting::Page>),
    Meetings(meetings::Page),
    Pairs(Box<pairs::Page>),
    QuickVote(Box<quick_vote::Page>),
    Editor(Box<Editor>),
    Circle(Box<circle::Page>),
    People(People),
    Settings(Settings),
}

/// What lies over the page.
#[derive(Debug)]
enum Dialog {
    Bring(Bring),
    Export(Export),
    Save(Save),
    Palette(Palette),
    Search(Search),
    Menu(Menu<Message>),
    Found(Found),
    BeginVote(BeginVote),
    Join(Join),
    Invite(Invite),
    Knock(Knock),
    Leave(Leave),
    Offer(Offer),
    Keys,
}

/// A word that goes away by itself.
#[derive(Debug, Clone)]
enum Toast {
    Copied,
    CopiedItems(usize),
    Did(Did),
    Joined(String),
    Attached(usize),
    Saved(PathBuf),
    Sentence(Error),
    NotKept(Error),
    Told(String),
    NoSuchNote(String),
    NoSuchFile(String),
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The node tells something.
    News(Event),
    /// The node told more than could be heard.
    Missed,
    /// The circles have come.
    Circles(All<Circle>),
    /// How things are has come.
    Health(Box<Health>),
    /// Who this is has come.
    Me(One<Whoami>),
    /// A key.
    Key(Key),
    /// Somebody lets go of a file over the window.
    Dropped(PathBuf),
    /// What a link on this item means was looked for.
    Sought(Item, Named, One<Option<Meant>>),
    /// An attachment was saved here.
    Saved(One<PathBuf>),
    /// Files about to be taken in.
    Bring(bring::Message),
    /// A circle about to be written out.
    Export(export::Message),
    /// An attachment about to be saved where somebody says.
    Save(save::Message),
    /// Everything by name.
    Palette(palette::Message),
    /// A search in all circles.
    Search(search::Message),
    /// Somebody pressed with the other button here.
    Aimed(Point),
    /// This can be done, under this place if it is there.
    PutMenu(Box<Menu<Self>>, Option<Rectangle>),
    /// Something is to be done with rows of the list.
    Act(Act, Vec<Card>),
    /// A menu.
    Menu(menu::Message),
    /// What a circle has for one.
    CircleHome(home::Message),
    /// Something was done with several.
    Did(One<Did>),
    /// What is about to be taken back is not.
    Undo,
    /// Other keys are held down.
    Held(Modifiers),
    /// The shelf.
    Shelf(shelf::Message),
    /// The screen of all circles.
    Home(circles::Message),
    /// The list.
    List(list::Message),
    /// The note.
    Note(note::Message),
    /// The card.
    Card(card::Message),
    /// The cards that somebody reviews.
    Review(review::Message),
    /// The question.
    Question(question::Message),
    /// The dispute.
    Dispute(dispute::Message),
    /// All disputes of a circle.
    Disputes(disputes::Message),
    /// The meeting.
    Meeting(meeting::Message),
    /// All meetings of a circle.
    Meetings(meetings::Message),
    /// Learning in pairs.
    Pairs(pairs::Message),
    /// The quick vote.
    QuickVote(quick_vote::Message),
    /// A new quick vote.
    BeginVote(begin_vote::Message),
    /// The desk.
    Editor(editor::Message),
    /// A circle as its members run it.
    Circle(circle::Message),
    /// Those who are there.
    People(people::Message),
    /// Settings.
    Settings(settings::Message),
    /// A new circle.
    Found(found::Message),
    /// A ticket handed in.
    Join(join::Message),
    /// A ticket made.
    Invite(invite::Message),
    /// A circle for somebody who asks.
    Knock(knock::Message),
    /// Somebody looks at who asks.
    AnswerKnock,
    /// Not now.
    RefuseKnock,
    /// So many files are attached to what was published after somebody had left it, and why another is not.
    Attached(usize, Option<Error>),
    /// A link.
    Leave(leave::Message),
    /// Somebody opens something by its name or by a click.
    Opened(Opened),
    /// A bundle that somebody has opened.
    Offer(offer::Message),
    /// What somebody wrote could not be kept, and they want to close the window.
    NotKept(Error),
    /// Somebody wants the dialog away.
    Close,
    /// Somebody wants the other paper.
    TogglePaper,
    /// The toast has been up long enough.
    ToastOver,
    /// Time has passed.
    Tick,
    /// This laptop is to become a device of somebody who has another.
    BecomeDevice,
    /// What lies open has been marked as read.
    Marked,
    /// The questions of a circle have come, to see whether an answer is new.
    Watched(CircleId, All<QuestionRow>),
    /// A dispute that came or changed, to see whether it concerns this person.
    WatchedDispute(Box<One<Dispute>>),
    /// Its meetings have come, to see whether one is new.
    WatchedMeetings(CircleId, All<MeetingRow>),
    /// Its pairs have come, to see whether somebody has said yes.
    WatchedPairs(CircleId, All<Pair>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// Another look of the window.
    Choose(Choice),
    /// The node has stopped.
    Stopped,
}

impl Desk {
    /// Opens on the circles of this person.
    pub(crate) fn open(reach: Reach, me: Whoami) -> (Self, Task<Message>) {
        let mut desk = Self {
            reach,
            me,
            circles: None,
            health: Health::default(),
            news: News::default(),
            list: None,
            home: None,
            page: Page::Circles,
            reviewing: None,
            trail: Vec::new(),
            dialog: None,
            knocks: Vec::new(),
            toast: None,
            watch: Watch::default(),
            notices: Vec::new(),
            leaving: Leaving::default(),
            opened: None,
            held: Modifiers::empty(),
            aimed: Point::ORIGIN,
            begun_vote: None,
            votes_begun: 0,
        };
        let task = desk.read_all();
        (desk, task)
    }

    /// Something happens in this window.
    pub(crate) fn update(&mut self, message: Message, ui: &Ui) -> Action {
        let before = self.at();
        // Whoever walks along the shelf stays there.
        let walks = matches!(message, Message::Shelf(_));
        match self.happen(message, ui) {
            Action::Run(task) => {
                let task = Task::batch([task, self.show_opened(ui)]);
                // The toolkit keeps a focus by its place in the tree, and on another page something else has that place.
                let stale = self.at() != before && self.dialog.is_none() && !walks;
                Action::Run(if stale { travel::unfocus().chain(task) } else { task })
            }
            other => other,
        }
    }

    fn happen(&mut self, message: Message, ui: &Ui) -> Action {
        let colors = ui.colors;
        let task = match message {
            Message::News(Event::Stopping) => return Action::Stopped,
            Message::News(event) => self.heard(event),
            Message::Missed => self.read_all(),
            Message::Circles(circles) => self.circles_came(circles),
            Message::Health(health) => self.health_came(*health),
            Message::Me(me) => self.me_came(me),
            Message::Key(key) => return self.key(key, ui),
            Message::Palette(message) => return self.palette(message, ui),
            Message::Search(message) => self.search(message),
            Message::Aimed(at) => {
                self.aimed = at;
                Task::none()
            }
            Message::PutMenu(menu, place) => self.put_menu_under(*menu, place, ui),
            Message::Act(act, cards) => self.act(act, cards),
            Message::Menu(menu::Message::Choose(place)) => return self.choose_line(place, ui),
            Message::Export(message) => self.export(message),
            Message::Save(message) => self.save_as(message, ui),
            Message::CircleHome(message) => self.of_home(message, ui),
            Message::Did(did) => self.did(did),
            Message::Undo => self.undo(),
            Message::Held(held) => {
                self.held = held;
                Task::none()
            }
            Message::TogglePaper => return Action::Choose(other_paper(colors)),
            Message::Settings(message) => return self.settings(message, ui),
            Message::Dropped(path) => self.dropped(path, colors),
            Message::Saved(outcome) => self.saved(outcome),
            Message::Attached(count, missed) => self.attached(count, missed),
            Message::Bring(message) => self.bring(message),
            Message::Sought(from, named, found) => self.sought(from, named, found),
            Message::Shelf(message) => self.shelf(message),
            Message::Home(message) => self.home(message),
            Message::List(message) => self.list(message, colors),
            Message::Note(message) => self.note(message, colors),
            Message::Card(message) => self.card(message, colors),
            Message::Review(message) => self.review(message, ui),
            Message::Question(message) => self.question(message, colors),
            Message::Dispute(message) => self.dispute(message, colors),
            Message::Disputes(message) => self.disputes(message),
            Message::Meeting(message) => self.meeting(message, ui),
            Message::Meetings(message) => self.meetings(message, ui),
            Message::Pairs(message) => self.pairs(message, ui),
            Message::QuickVote(message) => self.quick_vote(message, colors),
            Message::BeginVote(message) => self.begin_vote(message),
            Message::Editor(message) => self.editor(message, colors),
            Message::Circle(message) => self.run_circle(message),
            Message::People(message) => self.people(message, !ui.is_wide()),
            Message::Found(_) | Message::Join(_) | Message::Invite(_) | Message::Leave(_) => self.dialog(message),
            Message::Opened(opened) => {
                self.opened = Some(opened);
                Task::none()
            }
            Message::Offer(message) => self.offer(message),
            Message::Knock(message) => self.knock(message),
            Message::AnswerKnock => self.answer_knock(),
            Message::RefuseKnock => self.refuse_knock(),
            Message::NotKept(error) => {
                self.toast = Some(Toast::NotKept(error));
                Task::none()
            }
            Message::Close => self.close(),
            Message::Tick => self.tick(),
            Message::BecomeDevice => return self.become_device(ui),
            Message::Marked => Task::none(),
            Message::Watched(circle, questions) => self.watched_questions(circle, questions),
            Message::WatchedDispute(dispute) => self.watched_dispute(*dispute),
            Message::WatchedMeetings(circle, meetings) => self.watched_meetings(circle, meetings),
            Message::WatchedPairs(circle, pairs) => self.watched_pairs(circle, pairs),
            Message::ToastOver if self.is_taking_back() => self.tell_taken_back(),
            Message::ToastOver => {
                self.toast = None;
                Task::none()
            }
        };
        Action::Run(task)
    }

    fn me_came(&mut self, me: One<Whoami>) -> Task<Message> {
        self.me = me.unwrap_or_else(|_| self.me.clone());
        Task::none()
    }

    fn watched_questions(&mut self, circle: CircleId, questions: All<QuestionRow>) -> Task<Message> {
        let news = questions.ok().and_then(|questions| self.watch.questions(circle, &questions));
        self.notice(news)
    }

    fn watched_meetings(&mut self, circle: CircleId, meetings: All<MeetingRow>) -> Task<Message> {
        let news = meetings.ok().and_then(|meetings| self.watch.meetings(circle, &meetings));
        self.notice(news)
    }

    fn watched_pairs(&mut self, circle: CircleId, pairs: All<Pair>) -> Task<Message> {
        let news = pairs.ok().and_then(|pairs| self.watch.pairs(circle, &pairs));
        self.notice(news)
    }

    fn notice(&mut self, news: Option<Notice>) -> Task<Message> {
        self.notices.extend(news);
        Task::none()
    }

    /// What is new since the last time.
    pub(crate) fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// The paper has changed: texts are coloured anew.
    pub(crate) fn recolor(&mut self, colors: Colors) -> Task<Message> {
        match &mut self.page {
            Page::Note(page) => page.recolor(colors).map(Message::Note),
            Page::Card(page) => page.recolor(colors).map(Message::Card),
            Page::Review(page) => page.recolor(colors).map(Message::Review),
            Page::Question(page) => page.recolor(colors).map(Message::Question),
            Page::Dispute(page) => page.recolor(colors).map(Message::Dispute),
            Page::Meeting(page) => page.recolor(colors).map(Message::Meeting),
            Page::QuickVote(page) => page.recolor(colors).map(Message::QuickVote),
            Page::Editor(editor) => editor.recolor(colors).map(Message::Editor),
            Page::Circles
            | Page::Blank
            | Page::Home
            | Page::Disputes(_)
            | Page::Meetings(_)
            | Page::Pairs(_)
            | Page::Circle(_)
            | Page::People(_)
            | Page::Settings(_) => Task::none(),
        }
    }

    fn circles(&self) -> &[Circle] {
        self.circles.as_deref().unwrap_or_default()
    }

    fn circle(&self) -> Option<&Circle> {
        let id = self.list.as_ref()?.circle();
        self.circles().iter().find(|circle| circle.id == id)
    }

    fn open_circle(&mut self, id: CircleId) -> Task<Message> {
        self.dialog = None;
        self.page = Page::Home;
        self.trail.clear();
        self.reviewing = None;
        if let (Some(_), Some(home)) = (self.list.as_ref().filter(|list| list.circle() == id), &mut self.home) {
            return home.read(&self.reach).map(Message::CircleHome);
        }
        let taken_back = self.tell_taken_back();
        let (list, rows) = List::open(id, self.me.id, &self.reach);
        let (home, news) = Home::open(id, &self.reach);
        (self.list, self.home) = (Some(list), Some(home));
        Task::batch([taken_back, rows.map(Message::List), news.map(Message::CircleHome)])
    }

    /// Whether nobody of the circle on the screen was met yet.
    fn waits(&self) -> bool {
        self.circle().is_some_and(|circle| circle.state == Membership::Pending)
    }

    /// Why nothing can be written in the circle on the screen: this person is not in it yet, or was removed from it.
    fn barred(&self) -> Option<Error> {
        if self.waits() {
            return self.circle().map(|circle| Error::NotAMember { circle: circle.title.clone() });
        }
        let circle = self.circle().filter(|circle| circle.state == Membership::Removed)?;
        let by = circle.removed.as_ref().and_then(|removed| removed.by.as_ref()).map(|by| by.name.clone());
        Some(Error::Removed { circle: circle.title.clone(), by })
    }

    fn invite_into(&mut self, circle: CircleId) -> Task<Message> {
        if let Some(error) = self.barred() {
            self.toast = Some(Toast::Sentence(error));
            return Task::none();
        }
        let (invite, task) = Invite::open(circle, &self.reach);
        self.dialog = Some(Dialog::Invite(invite));
        task.map(Message::Invite)
    }

    fn write(&mut self, purpose: Purpose, colors: Colors) -> Task<Message> {
        self.write_at(purpose, None, colors)
    }

    fn write_at(&mut self, purpose: Purpose, at: Option<Range<usize>>, colors: Colors) -> Task<Message> {
        if let Some(error) = self.barred() {
            self.toast = Some(Toast::Sentence(error));
            return Task::none();
        }
        let (editor, task) = Editor::open(purpose, at, &self.reach, colors);
        self.dialog = None;
        self.page = Page::Editor(Box::new(editor));
        task.map(Message::Editor)
    }

    fn is_bringing(&self) -> bool {
        match &self.dialog {
            Some(Dialog::Bring(bring)) => bring.is_busy(),
            Some(Dialog::Offer(offer)) => offer.is_busy(),
            _ => false,
        }
    }

    fn put_over(&mut self, dialog: Dialog, field: Option<&'static str>) -> Task<Message> {
        if self.is_bringing() {
            return Task::none();
        }
        self.dialog = Some(dialog);
        field.map_or_else(Task::none, operation::focus)
    }

    /// Files that are being taken in end by their own button and by nothing that is pressed beside it: what waits after
    /// them would be forgotten.
    fn close(&mut self) -> Task<Message> {
        if !self.is_bringing()
            && let Some(Dialog::BeginVote(vote)) = self.dialog.take()
        {
            self.begun_vote = Some(vote);
        }
        Task::none()
    }

    fn shelf(&mut self, message: shelf::Message) -> Task<Message> {
        let opened = self.take_from_shelf(message);
        Task::batch([travel::to_start(PAGE_SCROLL), opened])
    }

    fn take_from_shelf(&mut self, message: shelf::Message) -> Task<Message> {
        match message {
            shelf::Message::Circles => {
                self.page = Page::Circles;
                (self.list, self.home) = (None, None);
                self.tell_taken_back()
            }
            shelf::Message::Circle(id) => self.open_circle(id),
            shelf::Message::Found => self.put_over(Dialog::Found(Found::default()), Some(found::TITLE)),
            shelf::Message::People => {
                self.page = Page::People(People::default());
                self.read_health()
            }
            shelf::Message::Settings => {
                let (settings, task) = Settings::open(&self.me, &self.reach);
                self.page = Page::Settings(settings);
                task.map(Message::Settings)
            }
        }
    }

    fn home(&mut self, message: circles::Message) -> Task<Message> {
        match message {
            circles::Message::Open(id) => self.open_circle(id),
            circles::Message::Found => self.put_over(Dialog::Found(Found::default()), Some(found::TITLE)),
            circles::Message::Join => self.put_join(Join::open(&self.reach)),
            circles::Message::Ask => self.put_join(Join::open_asking(&self.reach)),
        }
    }

    fn put_join(&mut self, (join, task): (Join, Task<join::Message>)) -> Task<Message> {
        self.dialog = Some(Dialog::Join(join));
        task.map(Message::Join)
    }

    /// The title of the first row of the list.
    pub(crate) fn first_listed(&self) -> Option<&str> {
        self.list.as_ref()?.first()
    }

    /// The note that is open.
    pub(crate) fn open_note(&self) -> Option<&note::Page> {
        match &self.page {
            Page::Note(page) => Some(page),
            _ => None,
        }
    }

    fn joined(&mut self, circle: CircleId) -> Task<Message> {
        Task::batch([self.open_circle(circle), self.read_all()])
    }
}

fn other_paper(colors: Colors) -> Choice {
    Choice::Paper(Paper::other(colors.mode, colors.contrast))
}
