//! Skills: what somebody can help with and would like help with, who learns with whom, and who might.
//!
//! Only a person's own records say anything of that person. Who is suggested to whom is derived (`suggest`) and stands in no
//! record: nobody is given a number that others could see.

mod free;
mod learners;
mod suggest;

use std::collections::BTreeSet;

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::limits;
use unicode_normalization::UnicodeNormalization as _;

pub use free::{Free, Part, When};
pub use learners::{Learners, Pair, Stage};
pub use suggest::{Help, Suggestion, over};

use crate::body::{Unfit, count, filled, numbered, payload, replaced};
use crate::catalogue::Thread;
use crate::tag;

numbered! {
    /// How far somebody has come with a skill, or wants to come.
    pub enum Level {
        /// A first idea of it.
        Idea = 1,
        /// The basics.
        Basics = 2,
        /// Sure of it.
        Sure = 3,
        /// Can teach it.
        Teaches = 4,
    }
}

impl Level {
    /// All of them, the lowest first.
    pub const ALL: [Self; 4] = [Self::Idea, Self::Basics, Self::Sure, Self::Teaches];

    /// Its number, from 1.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// That of a number.
    #[must_use]
    pub fn of(number: u8) -> Option<Self> {
        Self::try_from(number).ok()
    }
}

payload! {
    /// All that somebody can help with and would like help with; a register of that person. Composed by [`Learners::say`].
    pub struct Skills = 144, Posts, Skills {
        /// Whose skills these are. Counts only when that person wrote it.
        pub person: PersonId,
        /// What they can help with, each with how far they have come.
        pub offers: Vec<(String, Level)>,
        /// What they would like help with, each with how far they want to come.
        pub needs: Vec<(String, Level)>,
        /// When they are free.
        pub free: Free,
        /// With how many people they learn at once.
        pub capacity: u8,
        /// Versions that it replaces.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Person(self.person));
    target(self) = None;
    check(self) = {
        fit("offers", &self.offers)?;
        fit("needs", &self.needs)?;
        count("pairs at once", self.capacity.into(), limits::PAIRS_AT_ONCE.into())?;
        replaced(&self.replaces)
    };
}

payload! {
    /// Whether somebody learns with another person; a slot for each two. Composed by [`Learners::accept`] and
    /// [`Learners::end`].
    pub struct AcceptPair = 145, Posts, AcceptPair {
        /// Who says so. Counts only when that person wrote it.
        pub person: PersonId,
        /// With whom.
        pub with: PersonId,
        /// Whether they do; otherwise no longer.
        pub accepts: bool,
        /// How often one of the two had ended it before: a yes to an earlier time is none to this one.
        pub round: u32,
        /// Skills for which it was accepted.
        pub skills: Vec<String>,
        /// The same person's earlier words on this that the writing device knew.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Person(self.person));
    target(self) = None;
    check(self) = {
        count("rounds", self.round as usize, limits::PAIR_ROUNDS as usize)?;
        count("skills", self.skills.len(), 2 * limits::SKILLS)?;
        self.skills.iter().try_for_each(|name| filled("skill", name, limits::SKILL_BYTES))?;
        replaced(&self.replaces)
    };
}

fn fit(what: &'static str, skills: &[(String, Level)]) -> Result<(), Unfit> {
    count(what, skills.len(), limits::SKILLS)?;
    skills.iter().try_for_each(|(name, _)| filled("skill", name, limits::SKILL_BYTES))
}

/// A skill of somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skill {
    /// What it is, in a line.
    pub name: String,
    /// How far they have come, or want to come.
    pub level: Level,
}

/// What somebody can help with and would like help with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Details {
    /// What they can help with.
    pub offers: Vec<Skill>,
    /// What they would like help with.
    pub needs: Vec<Skill>,
    /// When they are free.
    pub free: Free,
    /// With how many people they learn at once.
    pub capacity: u8,
}

impl Default for Details {
    fn default() -> Self {
        Self { offers: Vec::new(), needs: Vec::new(), free: Free::default(), capacity: limits::PAIRS_USUAL }
    }
}

impl Details {
    /// The same as it is written: names in their one form, and of a skill that is named twice the first.
    ///
    /// # Errors
    /// [`Unfit`] when a name has no letters.
    pub fn normal(self) -> Result<Self, Unfit> {
        Ok(Self { offers: typed(self.offers)?, needs: typed(self.needs)?, ..self })
    }

    /// Whether nothing is named that two could meet over.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.offers.is_empty() && self.needs.is_empty()
    }
}

fn typed(skills: Vec<Skill>) -> Result<Vec<Skill>, Unfit> {
    let mut seen = BTreeSet::new();
    let mut kept = Vec::new();
    for Skill { name, level } in skills {
        let name = normal(&name).ok_or(Unfit::Empty("skill"))?;
        if seen.insert(key(&name)) {
            kept.push(Skill { name, level });
        }
    }
    Ok(kept)
}

/// The name of a skill in its one form: as that of a tag, in one line that says what it shows; none if nothing is left.
#[must_use]
pub fn normal(name: &str) -> Option<String> {
    let shown: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !turns(*c)).collect();
    tag::normal(&shown).filter(|name| name.chars().any(char::is_alphanumeric))
}

/// Characters that turn the direction of what stands around them, or show nothing.
const fn turns(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// By what skills are compared: the same for *Osmosis*, *osmosis* and *OSMOSIS*, and for the capitals of Turkish too.
#[must_use]
pub fn key(name: &str) -> String {
    let lower = name.nfkc().flat_map(char::to_lowercase).filter(|c| *c != '\u{307}');
    lower.map(|c| if c == 'ı' { 'i' } else { c }).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skill_is_one_line_whatever_was_typed() {
        assert_eq!(normal(" #Essay\n  plans ").as_deref(), Some("Essay plans"));
        assert_eq!(normal("a\u{202e}b\u{0}c").as_deref(), Some("ab c"));
        for junk in ["", " \t", "#", "…", "\u{202e}", "\u{200b}\u{feff}"] {
            assert_eq!(normal(junk), None, "{junk:?}");
        }
    }

    #[test]
    fn skills_are_compared_without_regard_to_capitals() {
        for (one, other) in [("Osmosis", "OSMOSIS"), ("İstatistik", "istatistik"), ("IŞIK", "ışık"), ("ÜBEN", "üben")]
        {
            assert_eq!(key(one), key(other));
        }
        assert_ne!(key("graphs"), key("graph"));
    }
}
