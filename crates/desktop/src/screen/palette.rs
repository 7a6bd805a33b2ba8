//! Everything that the window can do, by name and with its key; circles, people, notes and questions to go to. Remembers
//! nothing.

use commonplace_core::id::{CircleId, PersonId};
use commonplace_core::limits::SEARCH_HITS;
use commonplace_node::answer::{Author, Circle, Hit};
use commonplace_node::command::Command;
use commonplace_node::text::Text;
use commonplace_node::words_of;
use iced::widget::operation::AbsoluteOffset;
use iced::widget::{Column, column, container};
use iced::{Element, Fill, Task};

use crate::ask::{All, Reach};
use crate::icon::Icon;
use crate::keys::Key;
use crate::screen::settings::Tab;
use crate::theme::style::{self, Look};
use crate::theme::{MONO, SANS, leading, measure, size, space};
use crate::ui::Ui;
use crate::ui::card::{Card, Item};
use crate::ui::parts::{caption, meta};
use crate::widget::{Clamp, Press, text};

/// The name of the field, for giving it the focus.
pub(crate) const QUERY: &str = "palette-query";
/// The name of what scrolls.
const SCROLL: &str = "palette-scroll";
/// Notes and questions offered at most.
const ITEMS: usize = 8;
/// Letters before notes and questions are looked for.
const LETTERS: usize = 2;
/// How much worse it fits to be found by another word than that of its name, and better than by letters left out.
const OTHERWISE: u32 = 5;
/// Entries shown at most.
const SHOWN: usize = 60;

/// Something to do that has no key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// A new circle.
    Found,
    /// A new quick vote.
    Vote,
    /// Into a circle of somebody else.
    Join,
    /// The open circle written out.
    Export,
    /// The open circle taken along on a stick.
    Stick,
    /// Everything in the open circle is seen.
    AllRead,
    /// All cards of the open circle.
    Cards,
    /// A meeting of the open circle.
    Plan,
    /// All its disputes.
    Disputes,
    /// All its meetings.
    Meetings,
    /// Learning in pairs there.
    Pairs,
    /// The list of what is new.
    Unread,
    /// The list of questions that nobody has answered.
    Unanswered,
    /// Why others are not seen.
    Doctor,
    /// This page of the settings.
    Settings(Tab),
}

/// Where an entry leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum To {
    /// What this key does.
    Key(Key),
    /// Something that has no key.
    Deed(Deed),
    /// A circle.
    Circle(CircleId),
    /// What somebody began in a circle.
    Person(CircleId, PersonId),
    /// A note or question.
    Item(CircleId, Item),
}

#[derive(Debug, Clone)]
struct Entry {
    icon: Icon,
    name: String,
    /// Other words that somebody may know it by.
    also: String,
    beside: String,
    /// The key that does the same.
    keys: &'static str,
    to: To,
}

impl Entry {
    fn new(icon: Icon, name: String, to: To) -> Self {
        Self { icon, name, also: String::new(), beside: String::new(), keys: "", to }
    }

    /// Found by the words that people know of other programs, too: those under the key, in the language of the window.
    fn known_as(self, words: &Text, key: &str) -> Self {
        Self { also: words.find(&format!("also-{key}"), &[]).unwrap_or_default(), ..self }
    }

    fn with_keys(self, keys: &'static str) -> Self {
        Self { keys, ..self }
    }

    fn beside(self, beside: String) -> Self {
        Self { beside, ..self }
    }

    /// How badly it fits the words that were typed: by its name, or by what else it is called.
    fn fit(&self, query: &str) -> Option<u32> {
        let known = format!("{} {}", self.name, self.also);
        fit(&self.name, query).or_else(|| Some(fit_whole(&known, query)? + OTHERWISE))
    }
}

/// The commands.
#[derive(Debug, Clone)]
pub(crate) struct Palette {
    query: String,
    entries: Vec<Entry>,
    /// Notes and questions that the words are in.
    items: Vec<Entry>,
    /// The entries that fit, best first.
    shown: Vec<Entry>,
    titles: Vec<(CircleId, String)>,
    /// Notes and questions are still being looked for.
    looking: bool,
    cursor: usize,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody types.
    Query(String),
    /// Notes and questions were found for these words.
    Found(String, All<Hit>),
    /// Enter.
    First,
    /// Somebody goes somewhere.
    Go(To),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That this be gone to.
    Go(To),
}

/// What there is to go to and to do.
#[derive(Debug)]
pub(crate) struct Offer<'a> {
    /// The keys that do something now, with their words.
    pub(crate) keys: Vec<(&'static str, &'static str, Key)>,
    /// What else can be done now.
    pub(crate) deeds: Vec<Deed>,
    /// All circles.
    pub(crate) circles: &'a [Circle],
    /// People, and a circle of each.
    pub(crate) people: Vec<(CircleId, Author)>,
}

impl Palette {
    /// With this offer, in these words.
    pub(crate) fn new(offer: Offer<'_>, words: &Text) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        for (keys, key, of) in offer.keys {
            entries.push(Entry::new(icon_of(of), words.get(key), To::Key(of)).known_as(words, key).with_keys(keys));
        }
        for deed in offer.deeds {
            let (icon, key) = described(deed);
            let name = match deed {
                Deed::Settings(_) => words.with("palette-settings", &[("page", words.get(key).into())]),
                _ => words.get(key),
            };
            entries.push(Entry::new(icon, name, To::Deed(deed)).known_as(words, key));
        }
        let titles: Vec<_> = offer.circles.iter().map(|circle| (circle.id, circle.title.clone())).collect();
        for (id, title) in &titles {
            let entry = Entry::new(Icon::Circle, title.clone(), To::Circle(*id));
            entries.push(entry.beside(words.get("palette-circle")));
        }
        for (circle, person) in offer.people {
            let title = title_of(&titles, circle);
            let beside = words.with("palette-person", &[("circle", title.into())]);
            let to = To::Person(circle, person.id);
            entries.push(Entry::new(Icon::Users, person.name, to).beside(beside));
        }
        let mut palette = Self {
            query: String::new(),
            entries,
            items: Vec::new(),
            shown: Vec::new(),
            titles,
            looking: false,
            cursor: 0,
        };
        palette.sift();
        palette
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Query(query) => {
                self.query = query;
                self.items.clear();
                self.sift();
                let asked = self.query.trim().to_owned();
                self.looking = asked.chars().count() >= LETTERS;
                if !self.looking {
                    return Action::Run(Task::none());
                }
                let command = Command::Search { circle: None, query: asked.clone(), max: SEARCH_HITS };
                Action::Run(reach.all(command, move |hits| Message::Found(asked, hits)))
            }
            Message::Found(asked, hits) => {
                if asked == self.query.trim() {
                    self.looking = false;
                    self.items = hits.unwrap_or_default().into_iter().map(|hit| self.item(hit)).collect();
                    self.sift();
                }
                Action::Run(Task::none())
            }
            Message::First => match self.under_cursor() {
                Some(to) => Action::Go(to),
                None => Action::Run(Task::none()),
            },
            Message::Go(to) => Action::Go(to),
        }
    }

    fn item(&self, hit: Hit) -> Entry {
        let circle = hit.circle;
        let Card { item, title, .. } = hit.into();
        let beside = title_of(&self.titles, circle).to_owned();
        Entry::new(item.icon(), title, To::Item(circle, item)).beside(beside)
    }

    /// What fits the words, best first; of equals in the order in which they are offered.
    fn sift(&mut self) {
        let mut fitting: Vec<(u32, &Entry)> =
            self.entries.iter().filter_map(|entry| Some((entry.fit(&self.query)?, entry))).collect();
        fitting.sort_by_key(|(misfit, _)| *misfit);
        // What the search has found: first where the title says it, then where the text does.
        let mut items: Vec<(u32, &Entry)> =
            self.items.iter().map(|entry| (fit(&entry.name, &self.query).unwrap_or(u32::MAX), entry)).collect();
        items.sort_by_key(|(misfit, _)| *misfit);
        items.truncate(ITEMS);
        self.shown = fitting.into_iter().chain(items).take(SHOWN).map(|(_, entry)| entry.clone()).collect();
        self.cursor = 0;
    }

    /// One entry up or down.
    #[expect(clippy::cast_precision_loss, reason = "there are few entries")]
    pub(crate) fn walk(&mut self, down: bool) -> Task<Message> {
        let last = self.shown.len().saturating_sub(1);
        self.cursor = if down { (self.cursor + 1).min(last) } else { self.cursor.saturating_sub(1) };
        let y = (self.cursor as f32 - 5.0).max(0.0) * measure::ENTRY;
        iced::widget::operation::scroll_to(SCROLL, AbsoluteOffset { x: None, y: Some(y) })
    }

    fn under_cursor(&self) -> Option<To> {
        Some(self.shown.get(self.cursor)?.to.clone())
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let field = ui
            .field(&ui.text.get("palette-hint"), &self.query)
            .id(QUERY)
            .on_input(Message::Query)
            .on_submit(Message::First);
        let mut parts = column![field].spacing(space::S).align_x(ui.start());
        if self.shown.is_empty() && self.looking {
            return parts.into();
        }
        if self.shown.is_empty() {
            return parts.push(meta(ui.text.get("palette-nothing"), &ui.colors)).into();
        }
        let entries = self.shown.iter().enumerate().map(|(place, entry)| view_entry(ui, entry, place == self.cursor));
        let list = ui.scroll_beside(Column::with_children(entries)).id(SCROLL);
        parts = parts.push(container(list).max_height(ui.dialog_list(measure::BESIDE_PALETTE)));
        parts.into()
    }
}

fn view_entry<'a>(ui: &'a Ui, entry: &'a Entry, walked: bool) -> Element<'a, Message> {
    let name = Clamp::new(&entry.name, 1).font(SANS).size(size::BODY, leading::NORMAL).start(ui.start());
    let mut parts: Vec<Element<'a, Message>> = vec![
        container(entry.icon.at(size::BODY).color(ui.colors.muted)).width(size::SUBHEADING).into(),
        container(name).width(Fill).into(),
    ];
    if !entry.beside.is_empty() {
        parts.push(caption(entry.beside.as_str(), &ui.colors).wrapping(text::Wrapping::None).into());
    }
    if !entry.keys.is_empty() {
        let keys = text(entry.keys).font(MONO).size(size::CAPTION).color(ui.colors.faint);
        parts.push(keys.wrapping(text::Wrapping::None).into());
    }
    Press::new(ui.across(parts).spacing(space::S), style::press(ui.colors, Look::Row(false)))
        .padding([space::XS, space::S])
        .width(Fill)
        .height(measure::ENTRY)
        .stops(false)
        .ringed(walked)
        .on_press(Message::Go(entry.to.clone()))
        .into()
}

fn title_of(titles: &[(CircleId, String)], circle: CircleId) -> &str {
    titles.iter().find(|(id, _)| *id == circle).map_or("", |(_, title)| title.as_str())
}

fn icon_of(key: Key) -> Icon {
    match key {
        Key::Write => Icon::Feather,
        Key::Ask => Icon::Question,
        Key::Search | Key::SearchAll => Icon::Search,
        Key::Edit => Icon::Pencil,
        Key::Card | Key::Review => Icon::Card,
        Key::Settings => Icon::Settings,
        Key::Circles | Key::CircleHome => Icon::Circle,
        Key::People | Key::Circle => Icon::Users,
        Key::Invite => Icon::UserPlus,
        Key::Bring => Icon::Attachment,
        Key::Paper => Icon::Moon,
        Key::Sheet => Icon::Keyboard,
        Key::Back => Icon::Back,
        _ => Icon::Forward,
    }
}

fn described(deed: Deed) -> (Icon, &'static str) {
    match deed {
        Deed::Found => (Icon::Plus, "palette-found"),
        Deed::Vote => (Icon::Tasks, "vote"),
        Deed::Join => (Icon::Ticket, "palette-join"),
        Deed::Export => (Icon::Copy, "palette-export"),
        Deed::Stick => (Icon::Attachment, "palette-stick"),
        Deed::AllRead => (Icon::Check, "palette-all-read"),
        Deed::Cards => (Icon::Card, "cards"),
        Deed::Plan => (Icon::Calendar, "meeting-plan"),
        Deed::Disputes => (Icon::Flag, "disputes"),
        Deed::Meetings => (Icon::Calendar, "meetings"),
        Deed::Pairs => (Icon::Users, "pairs"),
        Deed::Unread => (Icon::BookOpen, "palette-unread"),
        Deed::Unanswered => (Icon::Question, "palette-unanswered"),
        Deed::Doctor => (Icon::WifiOff, "palette-doctor"),
        Deed::Settings(tab) => (Icon::Settings, tab.key()),
    }
}

/// How badly a name fits the words that were typed, from 0; none when it does not. Each word must begin a word of the name,
/// or else its letters must come in the name one after the other.
fn fit(name: &str, query: &str) -> Option<u32> {
    let (words, wanted) = (words_of(name), words_of(query));
    let whole: Vec<char> = words.concat().chars().collect();
    let (mut misfit, mut follows) = (0, 0);
    for word in wanted {
        misfit += match words.iter().position(|one| one.starts_with(&word)) {
            // The first word of a name says most, and what stands in it as it was typed more than what is strewn over it.
            Some(place) => u32::from(place != std::mem::replace(&mut follows, place + 1)),
            None if word.chars().count() > 1 && scattered(&word, &whole) => 10,
            None => return None,
        };
    }
    Some(misfit)
}

/// The same where no letter may be left out: of many words, some letters in order are in nearly all.
fn fit_whole(known: &str, query: &str) -> Option<u32> {
    let words = words_of(known);
    let begins = |word: &String| words.iter().any(|one| one.starts_with(word.as_str()));
    words_of(query).iter().all(begins).then_some(0)
}

/// Whether the letters of a word come in this order, the first of them first.
fn scattered(word: &str, whole: &[char]) -> bool {
    let mut rest = whole.iter();
    whole.first() == word.chars().next().as_ref() && word.chars().all(|letter| rest.any(|one| *one == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_fits_by_the_beginnings_of_its_words() {
        assert_eq!(fit("Write a note", "wr no"), Some(1));
        assert_eq!(fit("Write a note", "note"), Some(1));
        assert_eq!(fit("Write a note", ""), Some(0));
        assert_eq!(fit("Write a note", "wrt"), Some(10), "letters may be left out");
        assert_eq!(fit("Write a note", "rite"), None);
        assert_eq!(fit("Start a new circle", "new circle"), Some(1));
        assert_eq!(fit("What is new in the circle", "new circle"), Some(2), "they do not stand together");
        assert_eq!(fit("Ayarlar", "AYAR"), Some(0));
        assert_eq!(fit("İçe aktar", "ice"), Some(0), "accents need not be typed");
    }
}
