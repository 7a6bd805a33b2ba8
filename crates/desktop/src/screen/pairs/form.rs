//! What somebody fills in of their skills: kept as a draft until it is saved.

use commonplace_core::id::CircleId;
use commonplace_core::limits::{PAIRS_USUAL, SKILLS};
use commonplace_learning::skill::{self, Level};
use commonplace_node::answer::{Draft, PersonSkills};
use commonplace_node::command::{Command, FreeAt, SkillLevel, SkillsChange};
use commonplace_node::error::Error;
use commonplace_node::text::Language;
use iced::Task;
use iced::widget::{Id, operation};
use serde::{Deserialize, Serialize};

use super::Shown;
use crate::ask::{One, Reach};
use crate::draft::{Keeper, Sitting};

/// Skills that are offered while somebody types one: a glance, and few steps by key.
const OFFERED: usize = 5;

/// One of the two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    /// What one can help with.
    Offers,
    /// What one would like help with.
    Needs,
}

impl List {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Offers => "skill-offers",
            Self::Needs => "skill-needs",
        }
    }

    /// A line on which nothing stands yet. Who wants to learn something wants more than the basics of it.
    fn blank(self) -> SkillLevel {
        let level = match self {
            Self::Offers => Level::Basics,
            Self::Needs => Level::Sure,
        };
        SkillLevel { skill: String::new(), level: level.number() }
    }
}

/// All that stands in the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) offers: Vec<SkillLevel>,
    pub(super) needs: Vec<SkillLevel>,
    pub(super) free: Vec<FreeAt>,
    pub(super) capacity: u8,
    pub(super) languages: Vec<String>,
}

impl Default for Typed {
    fn default() -> Self {
        let (offers, needs) = (vec![List::Offers.blank()], vec![List::Needs.blank()]);
        Self { offers, needs, free: Vec::new(), capacity: PAIRS_USUAL, languages: Vec::new() }
    }
}

impl Typed {
    /// What a person has said. There is always a line to type into.
    fn of(person: &PersonSkills) -> Self {
        let lines = |list: List, skills: &[SkillLevel]| {
            if skills.is_empty() { vec![list.blank()] } else { skills.to_vec() }
        };
        Self {
            offers: lines(List::Offers, &person.offers),
            needs: lines(List::Needs, &person.needs),
            free: person.free.clone(),
            capacity: person.capacity,
            languages: person.languages.clone(),
        }
    }

    /// Takes over what is otherwise in `now` than in `was`, where nobody has typed since.
    fn follow(&mut self, was: &Self, now: &Self) {
        for list in [List::Offers, List::Needs] {
            let (before, after) = (filled(was.list(list)), filled(now.list(list)));
            if filled(self.list(list)) == before && before != after {
                *self.list_mut(list) = now.list(list).to_vec();
            }
        }
        if self.free == was.free {
            self.free.clone_from(&now.free);
        }
        if self.capacity == was.capacity {
            self.capacity = now.capacity;
        }
        if self.languages == was.languages {
            self.languages.clone_from(&now.languages);
        }
    }

    /// Takes in what another laptop has typed beside this.
    fn join(&mut self, other: &Self) {
        for list in [List::Offers, List::Needs] {
            let mut lines = filled(self.list(list));
            let is_new = |lines: &[SkillLevel], one: &SkillLevel| {
                lines.iter().all(|line| skill::key(&line.skill) != skill::key(&one.skill))
            };
            for one in filled(other.list(list)) {
                if lines.len() < SKILLS && is_new(&lines, &one) {
                    lines.push(one);
                }
            }
            if lines.is_empty() {
                lines.push(list.blank());
            }
            *self.list_mut(list) = lines;
        }
    }

    pub(super) fn list(&self, list: List) -> &[SkillLevel] {
        match list {
            List::Offers => &self.offers,
            List::Needs => &self.needs,
        }
    }

    fn list_mut(&mut self, list: List) -> &mut Vec<SkillLevel> {
        match list {
            List::Offers => &mut self.offers,
            List::Needs => &mut self.needs,
        }
    }

    /// All of it as the node takes it, without lines on which nothing stands.
    fn change(&self) -> SkillsChange {
        SkillsChange {
            offers: Some(filled(&self.offers)),
            needs: Some(filled(&self.needs)),
            free: Some(self.free.clone()),
            capacity: Some(self.capacity),
            languages: Some(self.languages.clone()),
        }
    }
}

/// The lines on which something stands.
fn filled(lines: &[SkillLevel]) -> Vec<SkillLevel> {
    lines.iter().filter(|line| !line.skill.trim().is_empty()).cloned().collect()
}

/// A draft: what was typed, and from what it was made.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Begun {
    from: Typed,
    typed: Typed,
}

/// The form.
#[derive(Debug)]
pub(crate) struct Form {
    circle: CircleId,
    pub(super) typed: Typed,
    saved: Typed,
    /// The line that somebody types on.
    typing: Option<(List, usize)>,
    keeper: Keeper,
    /// What is on its way to be saved.
    sent: Option<Typed>,
    pub(super) refused: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody types a skill.
    Name(List, usize, String),
    /// They take one that others named.
    Pick(List, usize, String),
    /// They say how far they have come, or want to.
    Level(List, usize, u8),
    /// They take one away.
    Remove(List, usize),
    /// They want one more line.
    More(List),
    /// They go on to the next line.
    Next(List, usize),
    /// They are free then, or not.
    Free(FreeAt),
    /// With so many at once.
    Capacity(u8),
    /// They speak this, or not.
    Speaks(Language),
    /// All of it is to be saved.
    Save,
    /// It is, or not.
    Saved(Sitting, Box<One<PersonSkills>>),
    /// What was begun and not saved is to go.
    Discard,
    /// What was begun before has come.
    Drafted(Sitting, One<Draft>),
    /// The node was asked to keep it.
    Kept,
}

impl Form {
    pub(super) fn open(circle: CircleId, reach: &Reach) -> (Self, Task<Message>) {
        let keeper = Keeper::new(format!("skills:{circle}"), reach);
        let sitting = keeper.sitting();
        let task = keeper.read(reach, move |draft| Message::Drafted(sitting, draft));
        let (typed, saved) = (Typed::default(), Typed::default());
        (Self { circle, typed, saved, typing: None, keeper, sent: None, refused: None }, task)
    }

    /// What was saved last has come. What somebody has typed stays.
    pub(super) fn has_come(&mut self, me: Option<&PersonSkills>) {
        let now = me.map(Typed::of).unwrap_or_default();
        self.typed.follow(&self.saved, &now);
        self.saved = now;
    }

    /// Reads the draft again, which another laptop has written on.
    pub(super) fn look_again(&self, key: &str, reach: &Reach) -> Task<Message> {
        if key != self.keeper.key() {
            return Task::none();
        }
        let sitting = self.keeper.sitting();
        self.keeper.read(reach, move |draft| Message::Drafted(sitting, draft))
    }

    /// What was begun before, or on another laptop, is gone on with: beside what stands here already.
    fn go_on(&mut self, draft: &Draft) {
        let others = draft.others.iter().map(|other| (Some(other.id.clone()), other.text.clone().unwrap_or_default()));
        for (other, text) in std::iter::once((None, draft.text.clone())).chain(others) {
            let Ok(mut begun) = serde_json::from_str::<Begun>(&text) else { continue };
            // What was saved since it was begun is not taken back by it.
            begun.typed.follow(&begun.from, &self.saved);
            if self.is_changed() {
                self.typed.join(&begun.typed);
            } else {
                self.typed = begun.typed;
            }
            match other {
                Some(id) => self.keeper.holds(id),
                None => self.keeper.found(draft),
            }
        }
    }

    pub(super) fn update(&mut self, message: Message, reach: &Reach) -> Task<Message> {
        match message {
            Message::Save if self.can_save() => return self.save(reach),
            Message::Saved(sitting, saved) if sitting == self.keeper.sitting() => {
                let sent = self.sent.take();
                match *saved {
                    Ok(person) => {
                        // What was typed meanwhile is not what was sent.
                        self.saved = sent.unwrap_or_else(|| self.saved.clone());
                        self.has_come(Some(&person));
                        return self.keep(reach);
                    }
                    Err(error) => self.refused = Some(error),
                }
            }
            Message::Discard => {
                (self.typed, self.refused) = (self.saved.clone(), None);
                return self.keep(reach);
            }
            Message::Drafted(sitting, Ok(draft)) if sitting == self.keeper.sitting() => {
                self.go_on(&draft);
                return self.keep(reach);
            }
            Message::Save | Message::Saved(..) | Message::Drafted(..) | Message::Kept => {}
            Message::Next(list, place) if place + 1 < self.typed.list(list).len() => {
                return operation::focus(field(list, place + 1));
            }
            Message::More(list) | Message::Next(list, _) => {
                let lines = self.typed.list_mut(list);
                if lines.len() < SKILLS && lines.last().is_none_or(|line| !line.skill.trim().is_empty()) {
                    lines.push(list.blank());
                }
                let last = lines.len().saturating_sub(1);
                self.typing = None;
                return operation::focus(field(list, last));
            }
            change => {
                self.change(change);
                return self.keep(reach);
            }
        }
        Task::none()
    }

    /// Somebody changes what stands here.
    fn change(&mut self, change: Message) {
        self.refused = None;
        match change {
            Message::Name(list, place, skill) => {
                self.typing = Some((list, place));
                self.set(list, place, |line| line.skill = skill);
            }
            Message::Pick(list, place, skill) => {
                self.typing = None;
                self.set(list, place, |line| line.skill = skill);
            }
            Message::Level(list, place, level) => self.set(list, place, |line| line.level = level),
            Message::Remove(list, place) => {
                let lines = self.typed.list_mut(list);
                if place < lines.len() {
                    lines.remove(place);
                }
                if lines.is_empty() {
                    lines.push(list.blank());
                }
                self.typing = None;
            }
            Message::Free(at) => {
                toggle(&mut self.typed.free, at);
                self.typed.free.sort_by_key(|FreeAt(when)| *when);
            }
            Message::Capacity(count) => self.typed.capacity = count,
            Message::Speaks(language) => toggle(&mut self.typed.languages, language.code().to_owned()),
            _ => {}
        }
    }

    fn set(&mut self, list: List, place: usize, how: impl FnOnce(&mut SkillLevel)) {
        if let Some(line) = self.typed.list_mut(list).get_mut(place) {
            how(line);
        }
    }

    fn keep(&mut self, reach: &Reach) -> Task<Message> {
        let begun = Begun { from: self.saved.clone(), typed: self.typed.clone() };
        let text = self.is_changed().then(|| serde_json::to_string(&begun).unwrap_or_default());
        self.keeper.keep(text.unwrap_or_default(), reach, Message::Kept)
    }

    fn save(&mut self, reach: &Reach) -> Task<Message> {
        self.sent = Some(self.typed.clone());
        let command = Command::SkillsSet { circle: self.circle.into(), change: self.typed.change() };
        let sitting = self.keeper.sitting();
        reach.one(command, move |saved| Message::Saved(sitting, Box::new(saved)))
    }

    /// Whether something stands here that is not saved.
    pub(super) fn is_changed(&self) -> bool {
        self.typed.change() != self.saved.change()
    }

    pub(super) fn can_save(&self) -> bool {
        self.sent.is_none() && self.is_changed()
    }

    /// Skills that others named, and tags of the circle, that what is typed on this line may become.
    pub(super) fn offered(&self, list: List, place: usize, shown: &Shown) -> Vec<String> {
        let typed = self.typed.list(list).get(place).map(|line| skill::key(line.skill.trim())).unwrap_or_default();
        if self.typing != Some((list, place)) || typed.is_empty() {
            return Vec::new();
        }
        let skills = shown.people.iter().flat_map(|person| person.offers.iter().chain(&person.needs));
        let named = skills.map(|line| &line.skill).chain(&shown.tags);
        let mine: Vec<String> = self.typed.list(list).iter().map(|line| skill::key(&line.skill)).collect();
        let mut found: Vec<(bool, String, &String)> = Vec::new();
        for name in named {
            let known = skill::key(name);
            let fits = known.contains(&typed) && !mine.contains(&known);
            if fits && !found.iter().any(|(_, one, _)| *one == known) {
                found.push((!known.starts_with(&typed), known, name));
            }
        }
        found.sort();
        found.into_iter().take(OFFERED).map(|(_, _, name)| name.clone()).collect()
    }
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, one: T) {
    match list.iter().position(|other| *other == one) {
        Some(at) => _ = list.remove(at),
        None => list.push(one),
    }
}

/// The name of the field of a skill.
pub(super) fn field(list: List, place: usize) -> Id {
    Id::from(format!("{}-{place}", list.name()))
}
