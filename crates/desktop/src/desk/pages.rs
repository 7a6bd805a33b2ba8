//! What pages and dialogs ask for.

use commonplace_core::id::CircleId;
use commonplace_node::command::Command;
use iced::Task;
use iced::widget::operation;

use super::{Action, Desk, Dialog, Message, Page, written};
use crate::screen::begin_vote::{self, BeginVote};
use crate::screen::editor::{Made, Purpose};
use crate::screen::open::Open as _;
use crate::screen::settings::{devices, you};
use crate::screen::{
    PAGE_SCROLL, circle, editor, found, invite, join, list, note, open, people, question, quick_vote, settings, shelf,
};
use crate::theme::Colors;
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::widget::travel;

impl Desk {
    pub(super) fn list(&mut self, message: list::Message, colors: Colors) -> Task<Message> {
        let Some(list) = &mut self.list else { return Task::none() };
        let circle = list.circle();
        match list.update(message, self.held, &self.reach) {
            list::Action::Run(task) => task.map(Message::List),
            list::Action::Open(item) => self.open_item(item),
            list::Action::Home => self.show_home(),
            list::Action::SearchAll(query) => self.put_search(query),
            list::Action::Act(act, cards) => self.act(act, cards),
            list::Action::Menu(menu, at) => self.put_menu(menu.map(|(act, cards)| Message::Act(act, cards)), at),
            list::Action::Write => self.write(Purpose::Note(circle), colors),
            list::Action::Vote => self.put_vote(circle),
            list::Action::Ask => self.write(Purpose::Ask { circle, about: None, quote: None }, colors),
            list::Action::Bring => self.put_bring(),
            list::Action::Invite => self.invite_into(circle),
            list::Action::Circle => self.show_circle(),
        }
    }

    /// What every open item asks for; `own` is for what only its kind does.
    pub(super) fn with_open<M: Send + 'static, Own>(
        &mut self,
        action: open::Action<M, Own>,
        told: fn(M) -> Message,
        own: impl FnOnce(&mut Self, Own) -> Task<Message>,
    ) -> Task<Message> {
        match action {
            open::Action::Run(task) => task.map(told),
            open::Action::Open(item, goal) => self.open_link(item, goal),
            open::Action::Link(link) => self.follow(&link),
            open::Action::Copy(text) => self.copy(text),
            open::Action::Save(blob, whereto) => self.save(blob, whereto),
            open::Action::TakeBack(card) => self.take_back(vec![*card]),
            open::Action::Menu(menu, at) => self.put_menu(menu.map(told), at),
            open::Action::Back => self.back(),
            open::Action::Own(asked) => own(self, asked),
        }
    }

    pub(super) fn note(&mut self, message: note::Message, colors: Colors) -> Task<Message> {
        let around = self.around();
        let Page::Note(page) = &mut self.page else { return self.refused_elsewhere(written::refused_on_note(message)) };
        let action = page.update(message, &self.reach, colors, around);
        self.with_open(action, Message::Note, |desk, own| match own {
            note::Own::Edit(note, at) => desk.write_at(Purpose::Edit(note), at, colors),
            note::Own::Ask { note, quote } => {
                let (circle, about) = (note.row.circle, Some((note.row.id, note.row.title)));
                desk.write(Purpose::Ask { circle, about, quote }, colors)
            }
            note::Own::Dispute { note, quote } => {
                let (circle, of, title) = (note.row.circle, note.row.id, note.row.title);
                desk.write(Purpose::Dispute { circle, item: Item::Note(of), of, title, quote }, colors)
            }
            note::Own::Card { note, quote } => {
                let from = Made { item: note.row.id, of: Item::Note(note.row.id), title: note.row.title };
                desk.write(Purpose::card_from(note.row.circle, from, String::new(), quote), colors)
            }
            note::Own::Attach => desk.put_bring(),
        })
    }

    pub(super) fn question(&mut self, message: question::Message, colors: Colors) -> Task<Message> {
        let around = self.around();
        let page = match &mut self.page {
            Page::Question(page) if message.is_of(page.id()) => page,
            _ => return self.refused_elsewhere(written::refused_on_question(message)),
        };
        let action = page.update(message, &self.reach, colors, around);
        self.with_open(action, Message::Question, |desk, own| match own {
            question::Own::Revise(question) => desk.write(Purpose::Revise(question), colors),
            question::Own::Dispute { question, of, quote } => {
                let (circle, item, title) = (question.row.circle, Item::Question(question.row.id), question.row.title);
                desk.write(Purpose::Dispute { circle, item, of, title, quote }, colors)
            }
            question::Own::Card { question, item, back } => {
                let row = question.row;
                let (front, of) = (row.title.clone(), Item::Question(row.id));
                let from = Made { item, of, title: row.title };
                desk.write(Purpose::card_of(row.circle, from, front, back), colors)
            }
        })
    }

    pub(super) fn quick_vote(&mut self, message: quick_vote::Message, colors: Colors) -> Task<Message> {
        let around = self.around();
        let Page::QuickVote(page) = &mut self.page else { return Task::none() };
        let action = page.update(message, &self.reach, colors, around);
        self.with_open(action, Message::QuickVote, |desk, own| match own {
            quick_vote::Own::Card(vote) => {
                let (front, back, row) = (vote.row.title.clone(), quick_vote::chosen_most(&vote), vote.row);
                let from = Made { item: row.id, of: Item::QuickVote(row.id), title: row.title };
                desk.write(Purpose::card_of(row.circle, from, front, back), colors)
            }
            quick_vote::Own::Alike(vote) => {
                let number = desk.next_vote();
                desk.put_over(Dialog::BeginVote(BeginVote::alike(&vote, number)), Some(begin_vote::QUESTION))
            }
        })
    }

    /// Asks for the question and the options of a new quick vote.
    pub(super) fn put_vote(&mut self, circle: CircleId) -> Task<Message> {
        // What somebody has typed before, and put away, is there again.
        let kept = self.begun_vote.take().filter(|vote| vote.is_kept_for(circle));
        let number = self.next_vote();
        let vote = kept.unwrap_or_else(|| BeginVote::new(circle, number));
        self.put_over(Dialog::BeginVote(vote), Some(begin_vote::QUESTION))
    }

    fn next_vote(&mut self) -> u64 {
        self.votes_begun += 1;
        self.votes_begun
    }

    pub(super) fn begin_vote(&mut self, message: begin_vote::Message) -> Task<Message> {
        let Some(Dialog::BeginVote(vote)) = &mut self.dialog else { return Task::none() };
        match vote.update(message, &self.reach) {
            begin_vote::Action::Run(task) => task.map(Message::BeginVote),
            begin_vote::Action::Open(vote) => Task::batch([self.close(), self.open_item(Item::QuickVote(vote))]),
        }
    }

    pub(super) fn editor(&mut self, message: editor::Message, colors: Colors) -> Task<Message> {
        match message {
            editor::Message::Published(sent, outcome) => self.published(sent, outcome, colors),
            message => self.at_editor(message, colors),
        }
    }

    pub(super) fn at_editor(&mut self, message: editor::Message, colors: Colors) -> Task<Message> {
        let Page::Editor(editor) = &mut self.page else { return Task::none() };
        match editor.update(message, &self.reach, colors) {
            editor::Action::Run(task) => task.map(Message::Editor),
            editor::Action::Done(item, files, task) => {
                let opened = Task::batch([task.map(Message::Editor), self.open_item(item)]);
                // Another dialog may hold something that somebody typed.
                let aside = self.dialog.is_some();
                let files = if aside { self.attach_aside(item, files) } else { self.attach_all(item, files) };
                Task::batch([opened, files])
            }
            editor::Action::Read(item) => self.open_item(item),
            editor::Action::Leave => self.back(),
        }
    }

    /// The page of the circle whose list is open.
    pub(super) fn show_circle(&mut self) -> Task<Message> {
        // Of a circle that waits there is nothing to see but that.
        let Some(circle) = self.circle().filter(|_| !self.waits()) else { return self.show_home() };
        let (page, task) = circle::Page::open(circle, &self.reach);
        self.page = Page::Circle(Box::new(page));
        // Asked for while it is open, it is opened anew: what had the focus may be out of sight.
        Task::batch([travel::unfocus(), travel::to_start(PAGE_SCROLL), task.map(Message::Circle)])
    }

    /// The same, at the field for a stick.
    pub(super) fn show_stick(&mut self) -> Task<Message> {
        let opened = self.show_circle();
        if !matches!(self.page, Page::Circle(_)) {
            return opened;
        }
        // It can be typed in at once. What stands above it comes later, and would push it out of sight again.
        let filled = Task::done(Message::Circle(circle::Message::Filled));
        Task::batch([opened.chain(filled), operation::focus(circle::stick::PLACE)])
    }

    pub(super) fn run_circle(&mut self, message: circle::Message) -> Task<Message> {
        let Page::Circle(page) = &mut self.page else { return Task::none() };
        match page.update(message, &self.reach) {
            circle::Action::Run(task) => task.map(Message::Circle),
            circle::Action::Changed(task) => Task::batch([task.map(Message::Circle), self.read_circles()]),
            circle::Action::Back => self.back(),
            circle::Action::Invite => {
                let circle = page.circle();
                self.invite_into(circle)
            }
            circle::Action::Export => self.put_export(),
            circle::Action::Left => self.leave_circle(),
        }
    }

    /// The circle on the screen is not one of this person's any more.
    pub(super) fn leave_circle(&mut self) -> Task<Message> {
        self.page = Page::Circles;
        (self.list, self.home) = (None, None);
        self.read_all()
    }

    pub(super) fn people(&mut self, message: people::Message, alone: bool) -> Task<Message> {
        let Page::People(people) = &mut self.page else { return Task::none() };
        match people.update(message, &self.reach) {
            people::Action::None => Task::none(),
            people::Action::Run(task) => task.map(Message::People),
            people::Action::Open(circle, item) => self.open_in(circle, item),
            people::Action::Person(circle, person) => self.show_person(circle, person, alone),
        }
    }

    pub(super) fn become_device(&mut self, ui: &Ui) -> Action {
        let opened = self.shelf(shelf::Message::Settings);
        match self.settings(settings::Message::You(you::Message::Devices(devices::Message::Become)), ui) {
            Action::Run(task) => Action::Run(Task::batch([opened, task.chain(travel::reveal(PAGE_SCROLL))])),
            other => other,
        }
    }

    /// The same by the text of a link, which stands in the field until somebody says that it is meant.
    pub(super) fn become_device_by(&mut self, text: String, ui: &Ui) -> Action {
        match self.become_device(ui) {
            Action::Run(task) => {
                let code = settings::Message::You(you::Message::Devices(devices::Message::Code(text)));
                match self.settings(code, ui) {
                    Action::Run(typed) => Action::Run(Task::batch([task, typed])),
                    other => other,
                }
            }
            other => other,
        }
    }

    pub(super) fn settings(&mut self, message: settings::Message, ui: &Ui) -> Action {
        let Page::Settings(settings) = &mut self.page else { return Action::Run(Task::none()) };
        match settings.update(message, &self.me, ui, &self.reach) {
            settings::Action::Run(task) => Action::Run(task.map(Message::Settings)),
            settings::Action::Choose(choice) => Action::Choose(choice),
            settings::Action::Copy(text) => Action::Run(self.copy(text)),
            settings::Action::Save(text) => Action::Run(self.save_log(text)),
            settings::Action::Changed(task) => {
                let again = self.reach.one(Command::Whoami, Message::Me);
                Action::Run(Task::batch([task.map(Message::Settings), again]))
            }
        }
    }

    pub(super) fn dialog(&mut self, message: Message) -> Task<Message> {
        match (&mut self.dialog, message) {
            (Some(Dialog::Found(found)), Message::Found(message)) => match found.update(message, &self.reach) {
                found::Action::None => Task::none(),
                found::Action::Run(task) => task.map(Message::Found),
                found::Action::Open(circle) => self.joined(circle.id),
            },
            (Some(Dialog::Join(join)), Message::Join(message)) => match join.update(message, &self.reach) {
                join::Action::None => Task::none(),
                join::Action::Run(task) => task.map(Message::Join),
                join::Action::Open(circle) => self.joined(circle),
                join::Action::Pending => self.read_circles(),
            },
            (Some(Dialog::Invite(invite)), Message::Invite(message)) => {
                let asks = self.knocks.first().and_then(|knock| knock.node.as_deref());
                match invite.update(message, asks, &self.reach) {
                    invite::Action::None => Task::none(),
                    invite::Action::Run(task) => task.map(Message::Invite),
                    invite::Action::Close => self.close(),
                }
            }
            (Some(Dialog::Leave(leave)), Message::Leave(message)) => leave.update(message).map(Message::Leave),
            _ => Task::none(),
        }
    }
}
