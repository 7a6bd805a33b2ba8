//! Skills and pairs: what people of a circle say of themselves, who might learn with whom, and who does.
//!
//! All of it is computed when somebody asks, from what people say of themselves; that is read once and kept in memory until somebody
//! says something else. Who is not to be
//! suggested lies among the values that own devices share, and in no record of the circle.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use commonplace_core::circle::Action;
use commonplace_core::id::{PersonId, Tag};
use commonplace_core::limits::{
    LANGUAGE_BYTES, LANGUAGES, PAIR_LATER_DAYS, PAIR_SUGGESTIONS, PAIRS_PASSED, SKILLED_PEOPLE,
};
use commonplace_core::record::Record;
use commonplace_learning::skill::{self, Details, Free, Learners, Skill, Stage};
use commonplace_learning::{Content, Entry, Standing};

use super::people::unfit;
use super::{AskId, Engine, Now};
use crate::answer::{self, Answer, PairState};
use crate::command::{Command, FreeAt, Name, Pass, SkillLevel, SkillsChange};
use crate::error::Error;

const DAY: u64 = 24 * 3_600_000;
/// How the names begin under which it is kept who is not to be suggested.
const PASSED: &str = "pair/";
/// What is kept of somebody who is never to be suggested; of others, until when.
const NEVER: &str = "never";

/// The people of a circle who write there, with what they say.
struct Room {
    tag: Tag,
    learners: Arc<Learners>,
    people: BTreeSet<PersonId>,
}

impl Engine {
    pub(super) fn obey_about_skills(&mut self, now: Now, ask: AskId, command: Command) -> Result<(), Error> {
        match command {
            Command::SkillsSet { circle, change } => self.skills_set(now, ask, &circle, change),
            Command::SkillList { circle } => self.skill_list(ask, &circle),
            Command::PairSuggest { circle } => self.pair_suggest(now, ask, &circle),
            Command::PairAccept { circle, person } => self.pair_accept(now, ask, &circle, &person),
            Command::PairEnd { circle, person } => self.pair_end(now, ask, &circle, &person),
            Command::PairPass { circle, person, how } => self.pair_pass(now, ask, &circle, &person, how),
            Command::PairList { circle } => self.pair_list(now, ask, &circle),
            _ => Ok(()),
        }
    }

    fn room(&self, circle: &Name) -> Result<Room, Error> {
        let tag = self.circle_named(circle)?;
        let members = self.state(tag)?.circle().members().filter(|member| member.role.writes());
        let mut people: Vec<PersonId> = members.map(|member| member.person).collect();
        // Oneself in any case.
        people.sort_by_key(|person| (*person != self.me.person, *person));
        people.truncate(SKILLED_PEOPLE);
        let known = self.views.learners.borrow().get(&tag).cloned();
        let learners = match known {
            Some(known) => known,
            None => self.read_learners(tag, &people)?,
        };
        Ok(Room { tag, learners, people: people.into_iter().collect() })
    }

    /// Reads what people say of themselves, for this look and the next ones.
    fn read_learners(&self, tag: Tag, people: &[PersonId]) -> Result<Arc<Learners>, Error> {
        let mut learners = Learners::default();
        for person in people {
            let entries = self.person_entries(tag, person, &[])?;
            entries.iter().for_each(|entry| learners.apply(entry));
        }
        let learners = Arc::new(learners);
        self.views.learners.borrow_mut().insert(tag, Arc::clone(&learners));
        Ok(learners)
    }

    /// Publishes, and takes in what was published.
    fn publish_about_me(&mut self, now: Now, room: &mut Room, content: Content) -> Result<(), Error> {
        let record: Record = self.publish(now, room.tag, content)?;
        Arc::make_mut(&mut room.learners).apply(&Entry::of(&record, self.me.person, Standing::Learner));
        Ok(())
    }

    fn skills_set(&mut self, now: Now, ask: AskId, circle: &Name, change: SkillsChange) -> Result<(), Error> {
        let mut room = self.room(circle)?;
        self.must(room.tag, Action::Write, "write")?;
        let me = self.me.person;
        let SkillsChange { offers, needs, free, capacity, languages } = change;
        let is = room.learners.details(&me).unwrap_or_default();
        let known = |skills: Option<Vec<SkillLevel>>, are: &[Skill]| match skills {
            Some(skills) => skills.into_iter().map(SkillLevel::known).collect::<Result<Vec<_>, _>>(),
            None => Ok(are.to_vec()),
        };
        let to = Details {
            offers: known(offers, &is.offers)?,
            needs: known(needs, &is.needs)?,
            free: free.map_or(is.free, |free| free.into_iter().map(|FreeAt(when)| when).collect()),
            capacity: capacity.unwrap_or(is.capacity),
        };
        let to = to.normal().map_err(unfit)?;
        let languages = languages.map(spoken).transpose()?;
        // The same again settles what own laptops said apart.
        if to != is || room.learners.is_apart(&me) {
            let content = room.learners.say(me, to).map_err(unfit)?;
            self.publish_about_me(now, &mut room, content)?;
        }
        let mut answer = self.person_skills(&room, me)?;
        if let Some(languages) = languages.filter(|languages| *languages != answer.languages) {
            self.publish_profile_speaking(now, room.tag, Some(languages.clone()))?;
            answer.languages = languages;
        }
        self.reply_written(ask, vec![Answer::PersonSkills(answer)]);
        Ok(())
    }

    fn person_skills(&self, room: &Room, person: PersonId) -> Result<answer::PersonSkills, Error> {
        let Details { offers, needs, free, capacity } = room.learners.details(&person).unwrap_or_default();
        let author = self.author(room.tag, person);
        let skills = |skills: &[Skill]| skills.iter().map(SkillLevel::from).collect();
        Ok(answer::PersonSkills {
            id: person,
            name: author.name,
            me: author.me,
            circle: self.circle_id(room.tag)?,
            offers: skills(&offers),
            needs: skills(&needs),
            free: times(free),
            capacity,
            languages: room.learners.languages(&person).to_vec(),
            apart: room.learners.is_apart(&person),
        })
    }

    /// Everybody who named a skill, oneself in any case and first.
    fn skill_list(&mut self, ask: AskId, circle: &Name) -> Result<(), Error> {
        let room = self.room(circle)?;
        let named = |person: &&PersonId| room.learners.details(person).is_some_and(|details| !details.is_empty());
        let shown = room.people.iter().filter(|person| **person == self.me.person || named(person));
        let mut all = shown.map(|person| self.person_skills(&room, *person)).collect::<Result<Vec<_>, _>>()?;
        all.sort_by_cached_key(|one| (!one.me, crate::order::folded(&one.name, one.name.len()), one.id));
        self.reply(ask, all.into_iter().map(Answer::PersonSkills).collect());
        Ok(())
    }

    fn pair_suggest(&mut self, now: Now, ask: AskId, circle: &Name) -> Result<(), Error> {
        let room = self.room(circle)?;
        let id = self.circle_id(room.tag)?;
        let without: BTreeSet<PersonId> =
            room.people.iter().filter(|person| self.passed(now, room.tag, person).is_some()).copied().collect();
        let found = room.learners.suggest(&self.me.person, &room.people, &without, PAIR_SUGGESTIONS);
        let answers = found.into_iter().map(|found| {
            Answer::PairSuggestion(answer::PairSuggestion {
                id: found.with,
                name: self.author(room.tag, found.with).name,
                circle: id,
                gets: helps(&found.gets),
                gives: helps(&found.gives),
                free: times(found.free),
                languages: found.languages,
                before: found.before,
            })
        });
        let answers = answers.collect();
        self.reply(ask, answers);
        Ok(())
    }

    /// Somebody else of a circle who writes there.
    fn partner(&self, room: &Room, person: &Name) -> Result<PersonId, Error> {
        let with = self.person_named(room.tag, person)?;
        if with == self.me.person {
            return Err(Error::NotAllowed { what: "pair-with-oneself".into() });
        }
        if room.people.contains(&with) {
            Ok(with)
        } else {
            Err(Error::NotAllowed { what: "pair-with-a-reader".into() })
        }
    }

    fn pair_accept(&mut self, now: Now, ask: AskId, circle: &Name, person: &Name) -> Result<(), Error> {
        let mut room = self.room(circle)?;
        let (me, with) = (self.me.person, self.partner(&room, person)?);
        let stage = room.learners.pair(&me, &with).map(|pair| pair.stage);
        if !matches!(stage, Some(Stage::Stands | Stage::IWait)) {
            let (gets, gives, _) = room.learners.reasons(&me, &with);
            let skills = skill::over(&gets, &gives);
            let content = room.learners.accept(me, with, skills).map_err(unfit)?;
            self.publish_about_me(now, &mut room, content)?;
            self.set_shared(now, &self.passed_key(room.tag, &with)?, None)?;
        }
        let answer = self.pair_answer(now, &room, me, with)?;
        self.reply_written(ask, vec![Answer::Pair(answer)]);
        Ok(())
    }

    /// Ends a pair, or takes one's own word back, or says that one would rather not.
    fn pair_end(&mut self, now: Now, ask: AskId, circle: &Name, person: &Name) -> Result<(), Error> {
        let mut room = self.room(circle)?;
        // Also of somebody who only reads by now: a word can be taken back as long as it stands.
        let (me, with) = (self.me.person, self.person_named(room.tag, person)?);
        let stage = room.learners.pair(&me, &with).map(|pair| pair.stage);
        if stage.is_some_and(|stage| stage != Stage::Ended) {
            let content = room.learners.end(me, with).map_err(unfit)?;
            self.publish_about_me(now, &mut room, content)?;
            // Whoever has just ended it is not asked at once whether to begin again; that it ended stands without room for that.
            if self.passed(now, room.tag, &with) != Some(PairState::Never)
                && let Err(error) = self.pass(now, &room, &with, Pass::Later)
            {
                tracing::debug!(%error, "somebody with whom a pair ended may be suggested at once");
            }
        }
        let answer = self.pair_answer(now, &room, me, with)?;
        self.reply_written(ask, vec![Answer::Pair(answer)]);
        Ok(())
    }

    fn pair_pass(&mut self, now: Now, ask: AskId, circle: &Name, person: &Name, how: Pass) -> Result<(), Error> {
        let room = self.room(circle)?;
        let with = self.partner(&room, person)?;
        self.pass(now, &room, &with, how)?;
        let answer = self.pair_answer(now, &room, self.me.person, with)?;
        self.reply_written(ask, vec![Answer::Pair(answer)]);
        Ok(())
    }

    fn pass(&mut self, now: Now, room: &Room, with: &PersonId, how: Pass) -> Result<(), Error> {
        let key = self.passed_key(room.tag, with)?;
        let value = match how {
            Pass::Later => Some(now.wall.later(PAIR_LATER_DAYS * DAY).millis().to_string()),
            Pass::Never => Some(NEVER.to_owned()),
            Pass::Again => None,
        };
        if value.is_some() {
            self.make_room_to_pass(now, &key)?;
        }
        self.set_shared(now, &key, value.as_deref())?;
        // Lists that show suggestions are out of date.
        self.changed.entry(room.tag).or_default();
        Ok(())
    }

    /// What holds no longer is forgotten, and of what holds for a while what would be forgotten next; never is never.
    fn make_room_to_pass(&mut self, now: Now, key: &str) -> Result<(), Error> {
        let mut kept = self.shared_values(PASSED);
        kept.retain(|(name, _)| name != key);
        kept.sort_by_key(|(_, value)| Reverse(until(value)));
        if kept.get(PAIRS_PASSED - 1).is_some_and(|(_, value)| until(value) == u64::MAX) {
            return Err(Error::TooLong { what: "people-passed".into(), max: PAIRS_PASSED.to_string() });
        }
        for (place, (name, value)) in kept.into_iter().enumerate() {
            if place + 1 >= PAIRS_PASSED || until(&value) <= now.wall.millis() {
                self.set_shared(now, &name, None)?;
            }
        }
        Ok(())
    }

    fn passed_key(&self, tag: Tag, person: &PersonId) -> Result<String, Error> {
        Ok(format!("{PASSED}{}/{person}", self.circle_id(tag)?))
    }

    /// Whether somebody is not to be suggested now, and for how long.
    fn passed(&self, now: Now, tag: Tag, person: &PersonId) -> Option<PairState> {
        // Of what own laptops said apart the longest holds.
        let said = self.shared_branches(&self.passed_key(tag, person).ok()?);
        match said.iter().map(|value| until(value)).max()? {
            u64::MAX => Some(PairState::Never),
            until => (until > now.wall.millis()).then_some(PairState::Later),
        }
    }

    fn pair_answer(&self, now: Now, room: &Room, one: PersonId, with: PersonId) -> Result<answer::Pair, Error> {
        let pair = room.learners.pair(&one, &with);
        let state = pair.as_ref().map_or(PairState::Open, |pair| match pair.stage {
            Stage::Stands => PairState::Together,
            Stage::TheyWait => PairState::Asked,
            Stage::IWait => PairState::Waiting,
            Stage::Ended => PairState::Ended,
        });
        let passed = || self.passed(now, room.tag, &with).filter(|_| one == self.me.person);
        // Whom one does not want to be suggested asks in vain, and hears nothing of that.
        let is_open = matches!(state, PairState::Open | PairState::Ended | PairState::Asked);
        let state = if is_open { passed().unwrap_or(state) } else { state };
        // Why others learn together is theirs to say.
        let is_mine = one == self.me.person;
        let (gets, gives, free) =
            if is_mine { room.learners.reasons(&one, &with) } else { (Vec::new(), Vec::new(), Free::default()) };
        Ok(answer::Pair {
            id: with,
            person: self.author(room.tag, one),
            with: self.author(room.tag, with),
            circle: self.circle_id(room.tag)?,
            state,
            since: pair.as_ref().map(|pair| pair.since),
            skills: pair.map(|pair| pair.skills).unwrap_or_default(),
            gets: helps(&gets),
            gives: helps(&gives),
            free: times(free),
        })
    }

    /// Mine first, then those of others, then whom I do not want to be suggested.
    fn pair_list(&mut self, now: Now, ask: AskId, circle: &Name) -> Result<(), Error> {
        let room = self.room(circle)?;
        let me = self.me.person;
        let (mut mine, mut passed) = (Vec::new(), Vec::new());
        for pair in room.learners.pairs(&me, &room.people) {
            mine.push(self.pair_answer(now, &room, me, pair.with)?);
        }
        for with in room.people.iter().filter(|with| **with != me && !mine.iter().any(|pair| pair.id == **with)) {
            if self.passed(now, room.tag, with).is_some() {
                passed.push(self.pair_answer(now, &room, me, *with)?);
            }
        }
        let others = room.learners.standing(&room.people).into_iter();
        let others = others.filter(|(one, pair)| *one != me && pair.with != me);
        let others = others.map(|(one, pair)| self.pair_answer(now, &room, one, pair.with));
        let others = others.collect::<Result<Vec<_>, _>>()?;
        self.reply(ask, mine.into_iter().chain(others).chain(passed).map(Answer::Pair).collect());
        Ok(())
    }
}

/// Until when somebody is not to be suggested; what nobody can read holds no longer.
fn until(value: &str) -> u64 {
    if value == NEVER { u64::MAX } else { value.parse().unwrap_or_default() }
}

fn times(free: Free) -> Vec<FreeAt> {
    free.iter().map(FreeAt).collect()
}

fn helps(helps: &[skill::Help]) -> Vec<answer::Help> {
    let help = |help: &skill::Help| answer::Help {
        skill: help.skill.clone(),
        has: help.has.number(),
        wants: help.wants.number(),
    };
    helps.iter().map(help).collect()
}

/// Languages as typed, in the form in which they are written, each once.
fn spoken(typed: Vec<String>) -> Result<Vec<String>, Error> {
    let mut languages = Vec::new();
    for tag in typed {
        let tag = tag.trim().replace('_', "-");
        let is_tag = !tag.is_empty()
            && tag.len() <= LANGUAGE_BYTES
            && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !is_tag {
            return Err(Error::NotAChoice { what: "language".into(), choices: "en, tr, es, ar, pt-BR …".into() });
        }
        if !languages.contains(&tag) {
            languages.push(tag);
        }
    }
    // Before anything is written: nothing is saved half.
    if languages.len() > LANGUAGES {
        return Err(Error::TooLong { what: "languages".into(), max: LANGUAGES.to_string() });
    }
    Ok(languages)
}
