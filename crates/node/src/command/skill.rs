//! Skills and free hours as people type them.

use std::fmt;
use std::str::FromStr;

use commonplace_learning::skill::{Level, Part, Skill, When};
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// A skill, and how far somebody has come or wants to come with it. Typed as `Osmosis:3`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SkillLevel {
    /// What it is, in a line.
    pub skill: String,
    /// From 1, a first idea, to 4, can teach it.
    pub level: u8,
}

impl SkillLevel {
    /// As a record has it.
    ///
    /// # Errors
    /// [`Error::NotAChoice`] for a level that there is not.
    pub fn known(self) -> Result<Skill, Error> {
        let level = Level::of(self.level).ok_or_else(not_a_level)?;
        Ok(Skill { name: self.skill, level })
    }
}

impl From<&Skill> for SkillLevel {
    fn from(skill: &Skill) -> Self {
        Self { skill: skill.name.clone(), level: skill.level.number() }
    }
}

impl FromStr for SkillLevel {
    type Err = Error;

    /// What stands behind the last colon is the level: a skill may have colons in it.
    fn from_str(typed: &str) -> Result<Self, Error> {
        let (skill, level) = typed.rsplit_once(':').ok_or_else(not_a_level)?;
        let level = level.trim().parse().ok().filter(|level| Level::of(*level).is_some()).ok_or_else(not_a_level)?;
        Ok(Self { skill: skill.trim().to_owned(), level })
    }
}

fn not_a_level() -> Error {
    Error::NotAChoice { what: "level".into(), choices: "1, 2, 3, 4".into() }
}

/// A part of a day of the week. Typed as `thu-evening`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct FreeAt(pub When);

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const fn part_name(part: Part) -> &'static str {
    match part {
        Part::Morning => "morning",
        Part::Afternoon => "afternoon",
        Part::Evening => "evening",
    }
}

impl FreeAt {
    /// The name of the part of the day, in keys of sentences too.
    #[must_use]
    pub const fn part(self) -> &'static str {
        part_name(self.0.part)
    }
}

impl fmt::Display for FreeAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = WEEKDAYS.get(usize::from(self.0.weekday).saturating_sub(1)).copied().unwrap_or_default();
        write!(f, "{day}-{}", self.part())
    }
}

impl From<FreeAt> for String {
    fn from(at: FreeAt) -> Self {
        at.to_string()
    }
}

impl FromStr for FreeAt {
    type Err = Error;

    fn from_str(typed: &str) -> Result<Self, Error> {
        let typed = typed.trim().to_ascii_lowercase();
        let found = When::all().map(Self).find(|at| at.to_string() == typed);
        let choices = || "mon-morning, mon-afternoon, mon-evening, tue-morning … sun-evening".into();
        found.ok_or_else(|| Error::NotAChoice { what: "free-time".into(), choices: choices() })
    }
}

impl TryFrom<String> for FreeAt {
    type Error = Error;

    fn try_from(typed: String) -> Result<Self, Error> {
        typed.parse()
    }
}

/// What is to be otherwise about one's skills; what is `None` stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SkillsChange {
    /// All that one can help with.
    pub offers: Option<Vec<SkillLevel>>,
    /// All that one would like help with.
    pub needs: Option<Vec<SkillLevel>>,
    /// When one is free.
    pub free: Option<Vec<FreeAt>>,
    /// With how many people one learns at once.
    pub capacity: Option<u8>,
    /// Languages (BCP 47 tags) that one speaks, best first.
    pub languages: Option<Vec<String>>,
}

/// For how long somebody is not to be suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pass {
    /// Two weeks.
    Later,
    /// For ever.
    Never,
    /// They are suggested again.
    Again,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_stands_behind_the_last_colon() {
        let typed: SkillLevel = "R: plotting : 3".parse().expect("a skill");
        assert_eq!(typed, SkillLevel { skill: "R: plotting".into(), level: 3 });
        for odd in ["Osmosis", "Osmosis:", "Osmosis:0", "Osmosis:5", "Osmosis:three", "Osmosis:-1"] {
            assert!(odd.parse::<SkillLevel>().is_err(), "{odd}");
        }
    }

    #[test]
    fn each_part_of_a_week_is_named_and_found_again() {
        for when in When::all() {
            let at = FreeAt(when);
            assert_eq!(at.to_string().parse::<FreeAt>().expect("a part"), at);
        }
        assert_eq!(" Thu-Evening ".parse::<FreeAt>().expect("a part").to_string(), "thu-evening");
        for odd in ["", "thursday", "thu", "thu-night", "8-evening"] {
            assert!(odd.parse::<FreeAt>().is_err(), "{odd}");
        }
    }
}
