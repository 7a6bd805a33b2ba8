//! Skills and pairs of the world.

use commonplace_core::id::CircleId;
use commonplace_core::time::Timestamp;
use commonplace_learning::skill::{Part, When};
use commonplace_node::answer::{Answer, Help, Pair, PairState, PairSuggestion, PersonSkills};
use commonplace_node::command::{Command, FreeAt, Name, Pass, SkillLevel, SkillsChange};
use commonplace_node::error::Error;

use super::{NOON, World, person};

/// Thursday evening.
pub(crate) const THURSDAY: FreeAt = FreeAt(When { weekday: 4, part: Part::Evening });

/// Skills with their levels.
pub(crate) fn levels(named: &[(&str, u8)]) -> Vec<SkillLevel> {
    named.iter().map(|(skill, level)| SkillLevel { skill: (*skill).into(), level: *level }).collect()
}

fn helps(named: &[(&str, u8)]) -> Vec<Help> {
    named.iter().map(|(skill, level)| Help { skill: (*skill).into(), has: *level, wants: 4 }).collect()
}

impl World {
    /// Adds what somebody can help with and would like help with.
    pub(crate) fn add_skills(&mut self, circle: CircleId, name: &str, offers: &[(&str, u8)], needs: &[(&str, u8)]) {
        let (who, me) = (person(name), self.me());
        self.skills.push(PersonSkills {
            id: who.id,
            name: name.into(),
            me: who.id == me.id,
            circle,
            offers: levels(offers),
            needs: levels(needs),
            free: vec![THURSDAY],
            capacity: 2,
            languages: Vec::new(),
            apart: false,
        });
    }

    /// Adds somebody with whom one might learn.
    pub(crate) fn add_suggestion(&mut self, circle: CircleId, name: &str, gets: &[(&str, u8)], gives: &[(&str, u8)]) {
        let (id, name, free) = (person(name).id, name.into(), vec![THURSDAY]);
        let (gets, gives, languages) = (helps(gets), helps(gives), Vec::new());
        self.found.push(PairSuggestion { id, name, circle, gets, gives, free, languages, before: false });
    }

    /// Adds two who learn together, or might.
    pub(crate) fn add_pair(&mut self, circle: CircleId, one: &str, other: &str, state: PairState) {
        let mut one = person(one);
        one.me = one.id == self.me().id;
        let with = person(other);
        self.pairs.push(Pair {
            id: with.id,
            person: one,
            with,
            circle,
            state,
            skills: vec!["Osmosis".into()],
            gets: helps(&[("Osmosis", 3)]),
            gives: Vec::new(),
            free: vec![THURSDAY],
            since: Some(Timestamp::from_millis(NOON - 86_400_000)),
        });
    }

    pub(super) fn about_pairs(&mut self, command: Command) -> Result<Vec<Answer>, Error> {
        match command {
            Command::SkillsSet { circle, change } => self.skills_set(&circle, change),
            Command::SkillList { circle } => {
                let mut all = vec![self.my_skills(&circle)?.clone()];
                all.extend(self.skills.iter().filter(|one| !one.me).cloned());
                Ok(all.into_iter().map(Answer::PersonSkills).collect())
            }
            Command::PairSuggest { .. } => Ok(self.found.iter().cloned().map(Answer::PairSuggestion).collect()),
            Command::PairList { .. } => Ok(self.pairs.iter().cloned().map(Answer::Pair).collect()),
            Command::PairAccept { circle, person } => {
                let is_asked = self.pairs.iter().any(|pair| pair.id.to_string() == person.0);
                self.becomes(&circle, &person, if is_asked { PairState::Together } else { PairState::Waiting })
            }
            Command::PairEnd { circle, person } => self.becomes(&circle, &person, PairState::Ended),
            Command::PairPass { circle, person, how } => {
                let state = match how {
                    Pass::Later => PairState::Later,
                    Pass::Never => PairState::Never,
                    Pass::Again => PairState::Open,
                };
                self.becomes(&circle, &person, state)
            }
            other => self.about_votes(other),
        }
    }

    fn my_skills(&mut self, circle: &Name) -> Result<&mut PersonSkills, Error> {
        let (id, name) = (self.circle(circle)?, self.name.clone());
        if !self.skills.iter().any(|one| one.me) {
            self.add_skills(id, &name, &[], &[]);
        }
        self.skills.iter_mut().find(|one| one.me).ok_or(Error::Stopped)
    }

    fn skills_set(&mut self, circle: &Name, change: SkillsChange) -> Result<Vec<Answer>, Error> {
        let SkillsChange { offers, needs, free, capacity, languages } = change;
        let mine = self.my_skills(circle)?;
        mine.offers = offers.unwrap_or_default();
        mine.needs = needs.unwrap_or_default();
        mine.free = free.unwrap_or_default();
        mine.capacity = capacity.unwrap_or_default();
        mine.languages = languages.unwrap_or_default();
        Ok(vec![Answer::PersonSkills(mine.clone())])
    }

    /// With this person it is so from now on.
    fn becomes(&mut self, circle: &Name, name: &Name, state: PairState) -> Result<Vec<Answer>, Error> {
        let (circle, me) = (self.circle(circle)?, self.name.clone());
        let found = self.found.iter().position(|found| found.id.to_string() == name.0);
        if let Some(found) = found.map(|at| self.found.remove(at)) {
            self.add_pair(circle, &me, &found.name, state);
        }
        let pair = self.pairs.iter_mut().find(|pair| pair.id.to_string() == name.0);
        let pair = pair.ok_or_else(|| Error::Unknown { name: name.0.clone() })?;
        pair.state = state;
        Ok(vec![Answer::Pair(pair.clone())])
    }
}
