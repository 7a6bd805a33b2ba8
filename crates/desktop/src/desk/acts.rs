//! What keys and links do.

use commonplace_core::id::CircleId;
use commonplace_learning::reading::{self, Link, Named, Target, Wanted};
use commonplace_node::node::Meant;
use iced::Task;
use iced::widget::operation;

use super::{Action, Desk, Dialog, Message, Page, Toast, other_paper};
use crate::ask::One;
use crate::choose::Wish;
use crate::keys::Key;
use crate::screen::editor::taking;
use crate::screen::leave::Leave;
use crate::screen::list::{self, List};
use crate::screen::open::Open as _;
use crate::screen::{
    DIALOG_SCROLL, PAGE_SCROLL, card, editor, find, meeting, note, place, question, quick_vote, review, shelf,
};
use crate::theme::Colors;
use crate::ui::Ui;
use crate::ui::card::Item;
use crate::widget::travel;

/// Part of a page that a page key moves: a little stays, to read on from.
const PAGE_STEP: f32 = 0.88;
/// Part of a page that an arrow moves.
const LINE_STEP: f32 = 0.12;

impl Desk {
    pub(super) fn copy(&mut self, text: String) -> Task<Message> {
        self.toast = Some(Toast::Copied);
        iced::clipboard::write(text)
    }

    /// A link that somebody pressed: another note is opened, anything else is shown and no more.
    pub(super) fn follow(&mut self, link: &Link) -> Task<Message> {
        match (reading::target(link), &mut self.page) {
            (Target::Heading(heading), Page::Note(page)) => page.go(heading).map(Message::Note),
            (Target::Note(named), page) => {
                let place = match page {
                    Page::Note(page) => page.place(),
                    _ => None,
                };
                self.seek(place, named)
            }
            (target, _) => self.put_over(Dialog::Leave(Leave::new(target)), None),
        }
    }

    fn seek(&self, place: Option<(CircleId, String)>, named: Named) -> Task<Message> {
        let place = place.or_else(|| Some((self.list.as_ref()?.circle(), String::new())));
        let (Some((circle, path)), Some(from)) = (place, self.item()) else { return Task::none() };
        let (node, wanted) = (self.reach.node.clone(), Wanted::new(&path, &named));
        let seek = async move { node.item_meant(circle, &wanted).await };
        Task::perform(seek, move |found| Message::Sought(from, named, found))
    }

    pub(super) fn sought(&mut self, from: Item, named: Named, found: One<Option<Meant>>) -> Task<Message> {
        if self.item() != Some(from) {
            return Task::none();
        }
        match found {
            Ok(Some(Meant::Note(id))) => {
                return self.open_link(Item::Note(id), named.heading.map(note::Goal::Heading));
            }
            Ok(Some(Meant::Question(id))) => return self.open_link(Item::Question(id), None),
            Ok(None) if named.by_title || !self.was_brought() => self.toast = Some(Toast::NoSuchNote(named.name)),
            Ok(None) => self.toast = Some(Toast::NoSuchFile(named.name)),
            Err(error) => self.toast = Some(Toast::Sentence(error)),
        }
        Task::none()
    }

    /// Whether what is open was brought from a folder, in which other files lie.
    fn was_brought(&self) -> bool {
        matches!(&self.page, Page::Note(page) if page.place().is_some_and(|(_, path)| !path.is_empty()))
    }

    /// What a letter asks for that no field has taken. In what is there to be typed in, it is meant for a field.
    pub(crate) fn asked_by(&self, letter: char) -> Option<Key> {
        let writes = match &self.dialog {
            Some(
                Dialog::Bring(_)
                | Dialog::Export(_)
                | Dialog::Save(_)
                | Dialog::Palette(_)
                | Dialog::Search(_)
                | Dialog::Found(_)
                | Dialog::BeginVote(_)
                | Dialog::Join(_),
            ) => true,
            Some(_) => false,
            None => matches!(self.page, Page::Editor(_)),
        };
        match letter {
            _ if writes => None,
            '/' => Some(Key::Search),
            '?' => Some(Key::Sheet),
            ' ' if matches!(&self.page, Page::Review(page) if page.can_turn()) && self.dialog.is_none() => {
                Some(Key::Open)
            }
            ' ' => Some(Key::PageDown),
            digit if matches!(self.page, Page::QuickVote(_) | Page::Review(_)) && self.dialog.is_none() => {
                number(digit).map(Key::Number)
            }
            _ => None,
        }
    }

    fn copy_markdown(&mut self, colors: Colors) -> Task<Message> {
        match &self.page {
            Page::Question(page) => {
                let item = page.id();
                self.question(question::Message::CopyMarkdown(item), colors)
            }
            _ => self.note(note::Message::CopyMarkdown, colors),
        }
    }

    /// Changes what is open; a question is answered.
    fn edit_open(&mut self, ui: &Ui) -> Task<Message> {
        match &self.page {
            Page::Question(_) => self.question(question::Message::Answer, ui.colors),
            Page::Meeting(page) if page.is_mine_to_change() => self.meeting(meeting::Message::Change, ui),
            Page::Card(page) if page.is_mine_to_change() => self.card(card::Message::Change, ui.colors),
            _ => self.note(note::Message::Edit, ui.colors),
        }
    }

    pub(super) fn key(&mut self, key: Key, ui: &Ui) -> Action {
        let (colors, alone) = (ui.colors, !ui.is_wide());
        if key == Key::Paper {
            return Action::Choose(other_paper(colors));
        }
        if let Some(action) = self.menu_key(key, ui) {
            return action;
        }
        let task = match key {
            Key::Next => operation::focus_next().chain(travel::reveal(self.scroll())),
            Key::Previous => operation::focus_previous().chain(travel::reveal(self.scroll())),
            Key::Back => {
                // A short message that stays goes by this key, too, and is in nobody's way otherwise.
                if !self.is_taking_back() {
                    self.toast = None;
                }
                self.escape(alone)
            }
            Key::Sheet => self.put_over(Dialog::Keys, None),
            Key::Publish => self.publish(colors),
            // On the desk these letters mark words, and do nothing else in its other fields.
            key if key.is_letter_of_writing() && matches!(self.page, Page::Editor(_)) => Task::none(),
            Key::Palette if matches!(self.dialog, Some(Dialog::Palette(_))) => self.close(),
            Key::Palette if matches!(self.dialog, None | Some(Dialog::Search(_) | Dialog::Keys | Dialog::Menu(_))) => {
                self.put_palette(ui)
            }
            Key::Up | Key::Down | Key::Open if self.dialog.is_some() => self.walk_dialog(key),
            // Once more, the key opens the dialog of the system.
            Key::Bring if matches!(self.dialog, Some(Dialog::Bring(_))) => self.choose_files(ui),
            // What follows belongs to the page, and the page is covered while a dialog is open.
            _ if self.dialog.is_some() => Task::none(),
            Key::Circles => self.shelf(shelf::Message::Circles),
            Key::People => self.shelf(shelf::Message::People),
            Key::Settings => self.shelf(shelf::Message::Settings),
            Key::Write => self.list(list::Message::Write, colors),
            Key::Dispute => self.begin_dispute(colors),
            Key::Ask if matches!(self.page, Page::Note(_)) => self.note(note::Message::Ask, colors),
            Key::Ask => self.list(list::Message::Ask, colors),
            Key::Card => self.make_card(colors),
            Key::Review => self.show_review(),
            Key::Invite => self.list(list::Message::Invite, colors),
            Key::Circle => self.list(list::Message::Circle, colors),
            Key::Find if matches!(self.page, Page::Editor(_)) => self.editor(editor::Message::Find, colors),
            Key::Find if matches!(self.page, Page::Note(_)) => {
                self.note(note::Message::Find(find::Message::Begin), colors)
            }
            Key::Find if matches!(self.page, Page::Question(_)) => {
                self.question(question::Message::Find(find::Message::Begin), colors)
            }
            Key::Find => self.begin_search(alone),
            Key::CopyMarkdown => self.copy_markdown(colors),
            Key::Number(number) if matches!(self.page, Page::Review(_)) => self.review_by_key(number, ui),
            Key::Number(number) => self.quick_vote(quick_vote::Message::Choose(number.into()), colors),
            Key::Outline => self.note(note::Message::Outline, colors),
            Key::History => self.note(note::Message::History, colors),
            // The rows have the menu while the arrows are on them or some are chosen, what is open otherwise.
            Key::Menu if self.item().is_some() && !self.walks_rows(alone) => self.menu_of_page(),
            Key::Bring if matches!(self.page, Page::Editor(_)) => {
                let begin = taking::Message::Begin(place::asked(ui, Wish::Files));
                self.editor(editor::Message::Taking(begin), colors)
            }
            Key::Bring => self.list(list::Message::Bring, colors),
            Key::Edit => self.edit_open(ui),
            Key::Search => self.begin_search(alone),
            Key::SearchAll => self.put_search(String::new()),
            Key::CircleHome => self.show_home(),
            Key::Undo if matches!(self.page, Page::Review(_)) && !self.is_taking_back() => {
                self.review(review::Message::Undo, ui)
            }
            Key::Undo => self.undo(),
            Key::Menu => self.menu_of_rows(alone),
            Key::All | Key::Choose | Key::ExtendUp | Key::ExtendDown => self.choose(key, alone),
            Key::Up | Key::Down => self.walk(key == Key::Down, alone),
            Key::PageUp | Key::PageDown | Key::Home | Key::End => self.travel(key),
            Key::Open if matches!(self.page, Page::Review(_)) => self.review(review::Message::Turn, ui),
            Key::Open => self.open_row(alone),
            // The window itself sees to these.
            Key::Paper | Key::Palette | Key::Larger | Key::Smaller | Key::UsualSize | Key::Letter(_) => Task::none(),
        };
        Action::Run(task)
    }

    /// What scrolls where the focus is.
    fn scroll(&self) -> &'static str {
        if self.dialog.is_some() { DIALOG_SCROLL } else { PAGE_SCROLL }
    }

    /// Where list and page have no room side by side, searching leads back to the list.
    fn begin_search(&mut self, alone: bool) -> Task<Message> {
        if self.list.is_none() {
            return self.put_search(String::new());
        }
        let covers = matches!(
            self.page,
            Page::Home
                | Page::Note(_)
                | Page::Card(_)
                | Page::Question(_)
                | Page::Dispute(_)
                | Page::Meeting(_)
                | Page::QuickVote(_)
        );
        let elsewhere = matches!(
            self.page,
            Page::People(_)
                | Page::Settings(_)
                | Page::Circle(_)
                | Page::Review(_)
                | Page::Disputes(_)
                | Page::Meetings(_)
                | Page::Pairs(_)
        );
        if alone && covers || elsewhere {
            self.page = Page::Blank;
            self.trail.clear();
        }
        operation::focus(list::SEARCH)
    }

    /// Moves what is being read, or the list while nothing is.
    fn travel(&self, key: Key) -> Task<Message> {
        let scroll = match &self.page {
            Page::Blank => list::SCROLL,
            Page::Editor(_) => return Task::none(),
            _ => PAGE_SCROLL,
        };
        match key {
            Key::PageUp => travel::by_page(scroll, -PAGE_STEP),
            Key::PageDown => travel::by_page(scroll, PAGE_STEP),
            Key::Home => travel::to_start(scroll),
            _ => operation::snap_to_end(scroll),
        }
    }

    fn publish(&mut self, colors: Colors) -> Task<Message> {
        match &mut self.page {
            Page::Pairs(page) => page.save(&self.reach).map(Message::Pairs),
            Page::Editor(_) => self.editor(editor::Message::Publish, colors),
            Page::Question(_) => self.question(question::Message::Publish, colors),
            _ => Task::none(),
        }
    }

    /// Walks through the list; where the page covers the list, moves the page a little.
    fn walk(&mut self, down: bool, alone: bool) -> Task<Message> {
        let covered = alone && !matches!(self.page, Page::Blank);
        match (&mut self.list, &self.page) {
            (_, Page::Editor(_)) => Task::none(),
            (
                Some(list),
                Page::Blank
                | Page::Home
                | Page::Note(_)
                | Page::Card(_)
                | Page::Question(_)
                | Page::Dispute(_)
                | Page::Meeting(_)
                | Page::QuickVote(_),
            ) if !covered => list.walk(down).map(Message::List),
            _ => travel::by_page(PAGE_SCROLL, if down { LINE_STEP } else { -LINE_STEP }),
        }
    }

    /// Whether the list can be seen.
    pub(super) fn sees_list(&self, alone: bool) -> bool {
        match self.page {
            Page::Blank => self.list.is_some(),
            Page::Home
            | Page::Note(_)
            | Page::Card(_)
            | Page::Question(_)
            | Page::Dispute(_)
            | Page::Meeting(_)
            | Page::QuickVote(_) => !alone && self.list.is_some(),
            _ => false,
        }
    }

    /// Whether the arrows are on the rows, or some of them are chosen.
    fn walks_rows(&self, alone: bool) -> bool {
        self.sees_list(alone) && self.list.as_ref().is_some_and(List::is_walked)
    }

    /// Several rows at once, and what can be done with them.
    fn choose(&mut self, key: Key, alone: bool) -> Task<Message> {
        let seen = self.sees_list(alone);
        let Some(list) = self.list.as_mut().filter(|_| seen) else { return Task::none() };
        match key {
            Key::All => list.choose_all(),
            Key::Choose => list.choose(),
            _ => return list.extend(key == Key::ExtendDown).map(Message::List),
        }
        Task::none()
    }

    /// What can be done with the row that the arrows are at, or with those that are chosen.
    fn menu_of_rows(&mut self, alone: bool) -> Task<Message> {
        let seen = self.sees_list(alone);
        match self.list.as_mut().filter(|_| seen).and_then(List::menu_by_key) {
            Some(list::Action::Menu(menu, at)) => self.put_menu(menu.map(|(act, cards)| Message::Act(act, cards)), at),
            _ => Task::none(),
        }
    }

    fn open_row(&mut self, alone: bool) -> Task<Message> {
        let reads_list = self.sees_list(alone);
        match self.list.as_ref().and_then(List::under_cursor) {
            Some(item) if reads_list => {
                // What was opened is what one is at now; the next arrow walks on.
                if let Some(list) = &mut self.list {
                    list.rest();
                }
                self.open_item(item)
            }
            _ => Task::none(),
        }
    }
}

/// What a digit counts, in the signs of Arabic and Persian as well.
fn number(digit: char) -> Option<u8> {
    let zero = ['0', '\u{660}', '\u{6f0}'].into_iter().find(|zero| (*zero..).take(10).any(|one| one == digit))?;
    u8::try_from(u32::from(digit) - u32::from(zero)).ok().filter(|number| *number > 0)
}
