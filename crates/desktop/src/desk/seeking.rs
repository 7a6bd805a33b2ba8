//! Searching everywhere, and everything by name.

use commonplace_core::id::{CircleId, PersonId};
use commonplace_node::answer::{Author, Circle, Membership};
use commonplace_node::command::{Command, Pick, Sort, What};
use iced::widget::operation;
use iced::{Rectangle, Size, Task};

use super::{Action, Desk, Dialog, Message, Page};
use crate::keys::{self, Key};
use crate::screen::export::{self, Export};
use crate::screen::items;
use crate::screen::list::List;
use crate::screen::menu::{At, Menu};
use crate::screen::palette::{self, Deed, Offer, Palette, To};
use crate::screen::search::{self, Search};
use crate::screen::settings::Tab;
use crate::screen::{card, circles, dispute, doctor, home, meeting, note, people, question, quick_vote, shelf};
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::widget::travel;

/// What the commands offer of all keys, in this order.
const OFFERED: [Key; 21] = [
    Key::Write,
    Key::Card,
    Key::Review,
    Key::Ask,
    Key::Edit,
    Key::Dispute,
    Key::Find,
    Key::Outline,
    Key::CopyMarkdown,
    Key::History,
    Key::Search,
    Key::SearchAll,
    Key::CircleHome,
    Key::Bring,
    Key::Invite,
    Key::Circle,
    Key::Circles,
    Key::People,
    Key::Settings,
    Key::Paper,
    Key::Sheet,
];

impl Desk {
    pub(super) fn put_palette(&mut self, ui: &Ui) -> Task<Message> {
        let keys = OFFERED.into_iter().filter(|key| self.has_use_for(*key));
        let keys = keys.filter_map(|key| keys::line(key).map(|(written, words, _)| (*written, *words, key))).collect();
        let mut deeds = vec![Deed::Found, Deed::Join, Deed::Doctor];
        deeds.extend([Tab::You, Tab::Looks, Tab::Network, Tab::Trouble].map(Deed::Settings));
        if self.has_list() {
            if self.circle().is_some_and(Circle::may_write) {
                deeds.extend([Deed::Plan, Deed::Vote]);
            }
            deeds.extend([Deed::Cards, Deed::Disputes, Deed::Meetings, Deed::Pairs, Deed::Unread, Deed::Unanswered]);
            deeds.extend([Deed::AllRead, Deed::Export, Deed::Stick]);
        }
        let mut people: Vec<(CircleId, Author)> = Vec::new();
        for circle in &self.health.circles {
            for device in &circle.delivered {
                let known = people.iter().any(|(id, person)| *id == circle.id && person.id == device.person.id);
                if !device.person.me && !known {
                    people.push((circle.id, device.person.clone()));
                }
            }
        }
        let offer = Offer { keys, deeds, circles: self.circles(), people };
        self.dialog = Some(Dialog::Palette(Palette::new(offer, &ui.text)));
        operation::focus(palette::QUERY)
    }

    /// Whether there is a circle whose list can be looked at.
    fn has_list(&self) -> bool {
        self.list.is_some() && !self.waits()
    }

    /// Whether a key does something where one is.
    fn has_use_for(&self, key: Key) -> bool {
        let writes = self.circle().is_some_and(|circle| circle.state == Membership::Joined);
        match key {
            Key::Write | Key::Ask | Key::Bring | Key::Invite => writes,
            Key::CircleHome => self.list.is_some(),
            Key::Circle | Key::Search => self.has_list(),
            Key::Outline | Key::History => matches!(self.page, Page::Note(_)),
            Key::Dispute => self.around().writes && matches!(self.page, Page::Note(_) | Page::Question(_)),
            Key::Card => writes,
            Key::Review => self.has_list(),
            Key::Edit => matches!(self.page, Page::Note(_) | Page::Card(_) | Page::Question(_) | Page::Meeting(_)),
            Key::Find | Key::CopyMarkdown => matches!(self.page, Page::Note(_) | Page::Question(_)),
            _ => true,
        }
    }

    pub(super) fn palette(&mut self, message: palette::Message, ui: &Ui) -> Action {
        let Some(Dialog::Palette(palette)) = &mut self.dialog else { return Action::Run(Task::none()) };
        match palette.update(message, &self.reach) {
            palette::Action::Run(task) => Action::Run(task.map(Message::Palette)),
            palette::Action::Go(to) => {
                self.dialog = None;
                self.go(to, ui)
            }
        }
    }

    fn go(&mut self, to: To, ui: &Ui) -> Action {
        let alone = !ui.is_wide();
        let task = match to {
            To::Key(key) => return self.key(key, ui),
            To::Deed(deed) => self.deed(deed, ui),
            To::Circle(circle) => self.open_circle(circle),
            To::Person(circle, person) => self.show_person(circle, person, alone),
            To::Item(circle, item) => self.open_in(circle, item),
        };
        Action::Run(task)
    }

    fn deed(&mut self, deed: Deed, ui: &Ui) -> Task<Message> {
        let alone = !ui.is_wide();
        match deed {
            Deed::Found => self.home(circles::Message::Found),
            Deed::Vote => {
                let circle = self.list.as_ref().map(List::circle);
                circle.map_or_else(Task::none, |circle| self.put_vote(circle))
            }
            Deed::Join => self.home(circles::Message::Join),
            Deed::Export => self.put_export(),
            Deed::Stick => self.show_stick(),
            Deed::Disputes => self.show_disputes(),
            Deed::Meetings => self.show_meetings(),
            Deed::Pairs => self.show_pairs(),
            Deed::Plan => self.plan(ui),
            Deed::Cards => self.show_list(Pick { what: What::Cards, ..Pick::default() }, alone),
            Deed::Unread => self.show_list(Pick { unread: true, ..Pick::default() }, alone),
            Deed::Unanswered => {
                let pick = Pick { what: What::Unanswered, sort: Sort::Oldest, ..Pick::default() };
                self.show_list(pick, alone)
            }
            Deed::AllRead => {
                let Some(list) = &self.list else { return Task::none() };
                self.reach.done(Command::MarkAllRead { circle: list.circle().into() }, |_| Message::Marked)
            }
            Deed::Doctor => {
                let opened = self.shelf(shelf::Message::People);
                Task::batch([opened, self.people(people::Message::Doctor(doctor::Message::Look), alone)])
            }
            Deed::Settings(tab) => {
                let opened = self.shelf(shelf::Message::Settings);
                let Page::Settings(settings) = &mut self.page else { return opened };
                Task::batch([opened, settings.turn(tab, &self.reach).map(Message::Settings)])
            }
        }
    }

    /// The list of what somebody began in a circle.
    pub(super) fn show_person(&mut self, circle: CircleId, person: PersonId, alone: bool) -> Task<Message> {
        let opened = self.open_circle(circle);
        let pick = Pick { author: Some(person.into()), ..Pick::default() };
        Task::batch([opened, self.show_list(pick, alone)])
    }

    /// A note or question, beside the list of its circle.
    pub(super) fn open_in(&mut self, circle: CircleId, item: Item) -> Task<Message> {
        let opened = self.open_circle(circle);
        Task::batch([opened, self.open_item(item)])
    }

    /// The list, of these.
    pub(super) fn show_list(&mut self, pick: Pick, alone: bool) -> Task<Message> {
        let Some(list) = &mut self.list else { return Task::none() };
        if alone {
            self.page = Page::Blank;
        }
        list.sift(pick, &self.reach).map(Message::List)
    }

    pub(super) fn put_search(&mut self, query: String) -> Task<Message> {
        let circle = self.list.as_ref().map(List::circle);
        let (search, task) = Search::open(circle, query, &self.reach);
        self.dialog = Some(Dialog::Search(search));
        // What was looked for before gives way to what is typed now.
        let field = operation::focus(search::QUERY).chain(operation::select_all(search::QUERY));
        Task::batch([task.map(Message::Search), field])
    }

    pub(super) fn search(&mut self, message: search::Message) -> Task<Message> {
        let Some(Dialog::Search(search)) = &mut self.dialog else { return Task::none() };
        match search.update(message, &self.reach) {
            search::Action::Run(task) => task.map(Message::Search),
            search::Action::Open(circle, item) => {
                self.dialog = None;
                self.open_in(circle, item)
            }
        }
    }

    /// The arrows and Enter in what lies over the page, where they mean something.
    pub(super) fn walk_dialog(&mut self, key: Key) -> Task<Message> {
        let down = key == Key::Down;
        match (&mut self.dialog, key) {
            (Some(Dialog::Palette(palette)), Key::Up | Key::Down) => palette.walk(down).map(Message::Palette),
            (Some(Dialog::Search(search)), Key::Up | Key::Down) => search.walk(down).map(Message::Search),
            (Some(Dialog::Menu(menu)), Key::Up | Key::Down) => menu.walk(down),
            _ => Task::none(),
        }
    }

    pub(super) fn put_menu(&mut self, menu: Menu<Message>, at: At) -> Task<Message> {
        match at {
            At::Pointer => {
                let place = Rectangle::new(self.aimed, Size::ZERO);
                Task::done(Message::PutMenu(Box::new(menu), Some(place)))
            }
            At::Under(id) => travel::place_of(id).map(move |place| Message::PutMenu(Box::new(menu.clone()), place)),
        }
    }

    /// What it was to lie under may be gone, or out of sight: then it lies in the middle.
    pub(super) fn put_menu_under(
        &mut self,
        mut menu: Menu<Message>,
        place: Option<Rectangle>,
        ui: &Ui,
    ) -> Task<Message> {
        if self.dialog.is_some() && !matches!(self.dialog, Some(Dialog::Menu(_))) || menu.is_empty() {
            return Task::none();
        }
        let window = Rectangle::with_size(ui.size);
        let place = place.filter(|place| place.intersects(&window) || place.size() == Size::ZERO);
        menu.lie_under(place.unwrap_or_else(|| Rectangle::new(window.center(), Size::ZERO)));
        self.dialog = Some(Dialog::Menu(menu));
        Task::none()
    }

    /// Somebody chooses a line of the menu: it is gone, and that is done.
    pub(super) fn choose_line(&mut self, place: usize, ui: &Ui) -> Action {
        match self.dialog.take() {
            Some(Dialog::Menu(menu)) => match menu.into_message(place) {
                Some(message) => self.update(message, ui),
                None => Action::Run(Task::none()),
            },
            other => {
                self.dialog = other;
                Action::Run(Task::none())
            }
        }
    }

    /// What a key does while a menu is open, if it is one of the menu: walks through it, or is written beside a line.
    pub(super) fn menu_key(&mut self, key: Key, ui: &Ui) -> Option<Action> {
        let Some(Dialog::Menu(menu)) = &mut self.dialog else { return None };
        let place = match key {
            Key::Next | Key::Previous => return Some(Action::Run(menu.walk(key == Key::Next))),
            Key::Open => menu.cursor(),
            Key::Menu => return Some(Action::Run(self.close())),
            key => menu.by_key(key)?,
        };
        Some(self.choose_line(place, ui))
    }

    /// The menu of what has the focus on the page: of an answer, a comment or an attachment, or of what is open.
    pub(super) fn menu_of_page(&self) -> Task<Message> {
        let (items, told): (_, fn(items::Message) -> Message) = match &self.page {
            Page::Note(page) => (page.with_menus(), |message| Message::Note(note::Message::Items(message))),
            Page::Card(page) => (page.with_menus(), |message| Message::Card(card::Message::Items(message))),
            Page::Question(page) => (page.with_menus(), |message| Message::Question(question::Message::Items(message))),
            Page::Dispute(page) => (page.with_menus(), |message| Message::Dispute(dispute::Message::Items(message))),
            Page::Meeting(page) => (page.with_menus(), |message| Message::Meeting(meeting::Message::Items(message))),
            Page::QuickVote(page) => {
                (page.with_menus(), |message| Message::QuickVote(quick_vote::Message::Items(message)))
            }
            _ => return Task::none(),
        };
        let holder = travel::holder_of_focus(items.iter().map(|(place, _)| place.clone()).collect());
        holder.map(move |holder| told(items[holder.unwrap_or_default()].1.clone()))
    }

    pub(super) fn put_export(&mut self) -> Task<Message> {
        let Some(circle) = self.circle().filter(|circle| circle.state != Membership::Pending) else {
            return Task::none();
        };
        let folder = super::files::safe_name(&circle.title);
        let export = Export::new(circle.id, self.reach.host.saved().join(folder));
        self.put_over(Dialog::Export(export), Some(export::PLACE))
    }

    pub(super) fn export(&mut self, message: export::Message) -> Task<Message> {
        let Some(Dialog::Export(export)) = &mut self.dialog else { return Task::none() };
        match export.update(message, &self.reach) {
            export::Action::None => Task::none(),
            export::Action::Run(task) => task.map(Message::Export),
            export::Action::Copy(text) => self.copy(text),
            export::Action::Done => self.close(),
        }
    }

    /// What the open circle has for one.
    pub(super) fn show_home(&mut self) -> Task<Message> {
        let Some(list) = &mut self.list else { return Task::none() };
        list.leave();
        let circle = list.circle();
        self.open_circle(circle)
    }

    pub(super) fn of_home(&mut self, message: home::Message, ui: &Ui) -> Task<Message> {
        let Some(home) = &mut self.home else { return Task::none() };
        match home.update(message, &self.reach) {
            home::Action::Run(task) => task.map(Message::CircleHome),
            home::Action::Open(item) => self.open_item(item),
            home::Action::GoOn(begun) => self.go_on(begun, ui),
            home::Action::Edit(note) => self.write(crate::screen::editor::Purpose::Edit(note), ui.colors),
            home::Action::Show(pick) => self.show_list(pick, !ui.is_wide()),
            home::Action::Write => self.list(crate::screen::list::Message::Write, ui.colors),
            home::Action::Ask => self.list(crate::screen::list::Message::Ask, ui.colors),
            home::Action::Card => self.new_card(ui.colors),
            home::Action::Review => self.show_review(),
            home::Action::Plan => self.plan(ui),
            home::Action::Meetings => self.show_meetings(),
            home::Action::Disputes => self.show_disputes(),
            home::Action::Vote => self.list(crate::screen::list::Message::Vote, ui.colors),
            home::Action::Bring => self.put_bring(),
            home::Action::Invite => self.list(crate::screen::list::Message::Invite, ui.colors),
            home::Action::People => self.shelf(shelf::Message::People),
            home::Action::Pairs => self.show_pairs(),
            home::Action::Circle => self.show_circle(),
            home::Action::GivenUp => self.leave_circle(),
        }
    }

    /// On with what somebody has begun.
    fn go_on(&mut self, begun: home::Begun, ui: &Ui) -> Task<Message> {
        use crate::screen::editor::Purpose;
        let colors = ui.colors;
        let Some(circle) = self.list.as_ref().map(List::circle) else { return Task::none() };
        match begun {
            home::Begun::Note => self.write(Purpose::Note(circle), colors),
            home::Begun::Ask => self.write(Purpose::Ask { circle, about: None, quote: None }, colors),
            home::Begun::AskAbout(note, title) => {
                self.write(Purpose::Ask { circle, about: Some((note, title)), quote: None }, colors)
            }
            home::Begun::Edit(note) => self.open_item(Item::Note(note)),
            home::Begun::Comment(item) => self.open_item(item),
            home::Begun::Answer(question) => self.open_item(Item::Question(question)),
            home::Begun::Meeting(meeting) => self.open_item(Item::Meeting(meeting)),
            home::Begun::Card => self.new_card(colors),
            home::Begun::Plan => self.plan(ui),
            home::Begun::Skills => self.show_pairs(),
        }
    }
}
