//! What people can help with, and who learns or might learn with whom.

use commonplace_core::id::{CircleId, PersonId};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::Author;
use crate::command::{FreeAt, SkillLevel};
use crate::text::Text;

/// What somebody can help with and would like help with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonSkills {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Whether it is me.
    pub me: bool,
    /// In which circle.
    pub circle: CircleId,
    /// What they can help with.
    pub offers: Vec<SkillLevel>,
    /// What they would like help with.
    pub needs: Vec<SkillLevel>,
    /// When they are free.
    pub free: Vec<FreeAt>,
    /// With how many people they learn at once.
    pub capacity: u8,
    /// Languages (BCP 47 tags) that they speak, best first.
    pub languages: Vec<String>,
    /// Whether their own laptops said something apart: then all skills stand until they say it anew.
    pub apart: bool,
}

/// A skill in which one can help the other.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Help {
    /// The skill.
    pub skill: String,
    /// How far whoever helps has come, from 1 to 4.
    pub has: u8,
    /// How far whoever is helped wants to come.
    pub wants: u8,
}

/// Somebody with whom one might learn, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairSuggestion {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// In which circle.
    pub circle: CircleId,
    /// In what they can help me.
    pub gets: Vec<Help>,
    /// In what I can help them.
    pub gives: Vec<Help>,
    /// When both are free.
    pub free: Vec<FreeAt>,
    /// Languages that both speak.
    pub languages: Vec<String>,
    /// Whether they learnt with me before.
    pub before: bool,
}

/// How far two people have come with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PairState {
    /// They learn together.
    Together,
    /// The other one has said that they would, and waits for me.
    Asked,
    /// I have said that I would, and wait.
    Waiting,
    /// They did, or one of them wanted to.
    Ended,
    /// I have them not suggested for a while: nobody else knows.
    Later,
    /// I have them not suggested: nobody else knows.
    Never,
    /// Nothing was said.
    Open,
}

impl PairState {
    /// Its name in the files of sentences, and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::Asked => "asked",
            Self::Waiting => "waiting",
            Self::Ended => "ended",
            Self::Later => "later",
            Self::Never => "never",
            Self::Open => "open",
        }
    }
}

/// Two people of a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The other one.
    pub id: PersonId,
    /// One of them: me, if I am one.
    pub person: Author,
    /// The other one.
    pub with: Author,
    /// In which circle.
    pub circle: CircleId,
    /// How far they have come.
    pub state: PairState,
    /// Skills that they named when they said so.
    pub skills: Vec<String>,
    /// In what the other one can help the first, as both say now.
    pub gets: Vec<Help>,
    /// In what the first one can help the other.
    pub gives: Vec<Help>,
    /// When both are free.
    pub free: Vec<FreeAt>,
    /// When one of them last said something, as they claim; none when nothing was said.
    pub since: Option<Timestamp>,
}

impl Pair {
    /// Whether I am one of them.
    #[must_use]
    pub fn is_mine(&self) -> bool {
        self.person.me
    }

    /// How far they have come, in a sentence, as whoever is the first reads it.
    #[must_use]
    pub fn told(&self, text: &Text) -> String {
        let when = self.since.map(|since| text.date(since)).unwrap_or_default();
        let values = [("name", self.with.name.as_str().into()), ("when", when.into())];
        text.with(&format!("pair-state-{}", self.state.name()), &values)
    }

    /// Why the two learn together, a sentence each, as whoever is the first reads it.
    #[must_use]
    pub fn reasons(&self, text: &Text) -> Vec<String> {
        reasons(&self.with.name, (&self.gets, &self.gives), &self.free, &[], text)
    }
}

impl PairSuggestion {
    /// Why, a sentence each: never a number for a person.
    #[must_use]
    pub fn reasons(&self, text: &Text) -> Vec<String> {
        let mut said = reasons(&self.name, (&self.gets, &self.gives), &self.free, &self.languages, text);
        said.extend(self.before.then(|| text.with("pair-before", &[("name", self.name.as_str().into())])));
        said
    }
}

/// What is said of two who have something for each other, to one of them; `name` is the other one.
fn reasons(
    name: &str,
    (gets, gives): (&[Help], &[Help]),
    free: &[FreeAt],
    languages: &[String],
    text: &Text,
) -> Vec<String> {
    let help = |key: &'static str| {
        move |help: &Help| {
            let values = [
                ("skill", help.skill.as_str().into()),
                ("name", name.into()),
                ("level", level_of_four(help.has, text).into()),
            ];
            text.with(key, &values)
        }
    };
    let mut said: Vec<String> = gets.iter().map(help("pair-gets")).collect();
    said.extend(gives.iter().map(help("pair-gives")));
    if !free.is_empty() {
        said.push(text.with("pair-free", &[("when", free_times(free, text).into())]));
    }
    if !languages.is_empty() {
        let named: Vec<String> = languages.iter().map(|tag| language_name(tag)).collect();
        said.push(text.with("pair-speak", &[("languages", joined(&named, text).into())]));
    }
    said
}

/// `3 of 4, sure of it`.
#[must_use]
pub fn level_of_four(level: u8, text: &Text) -> String {
    text.with("skill-level", &[("level", usize::from(level).into()), ("words", level_words(level, text).into())])
}

/// What a level is called.
#[must_use]
pub fn level_words(level: u8, text: &Text) -> String {
    text.get(match level {
        1 => "skill-level-1",
        2 => "skill-level-2",
        3 => "skill-level-3",
        _ => "skill-level-4",
    })
}

/// Skills with their levels, as people say them: under the key `skill-has` what somebody can, under `skill-goal` what they want.
#[must_use]
pub fn skills_said(skills: &[SkillLevel], key: &str, text: &Text) -> String {
    let said = |one: &SkillLevel| {
        text.with(key, &[("skill", one.skill.as_str().into()), ("words", level_words(one.level, text).into())])
    };
    joined(&skills.iter().map(said).collect::<Vec<_>>(), text)
}

/// Parts of a week, as people say them.
#[must_use]
pub fn free_times(free: &[FreeAt], text: &Text) -> String {
    let said = |at: &FreeAt| {
        let day = text.get(&format!("weekday-{}", at.0.weekday));
        text.with(&format!("free-{}", at.part()), &[("weekday", day.into())])
    };
    joined(&free.iter().map(said).collect::<Vec<_>>(), text)
}

/// A language by its own name, where this program speaks it; otherwise its tag.
#[must_use]
pub fn language_name(tag: &str) -> String {
    let spoken = crate::text::Language::ALL.iter().find(|language| language.code() == tag);
    spoken.map_or_else(|| tag.to_owned(), |language| language.own_name().to_owned())
}

/// Names of skills, each in its own direction.
#[must_use]
pub fn skills_named(skills: &[String], text: &Text) -> String {
    let named = |skill: &String| text.with("skill-name", &[("skill", skill.as_str().into())]);
    joined(&skills.iter().map(named).collect::<Vec<_>>(), text)
}

fn joined(named: &[String], text: &Text) -> String {
    named.join(&text.get("pair-and"))
}
