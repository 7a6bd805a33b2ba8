//! Quick votes: choosing, uncovering, voting again; and opening by itself what this device sealed.
//!
//! What is to be opened is remembered with the views, in the same step as what makes it so: it is done after a restart as
//! well, whether the uncovering was written here, came from a peer or was read from a stick. It is done only when the views
//! know all that the journal holds, so that nothing is opened twice.

use commonplace_core::circle::Action;
use commonplace_core::id::{PersonId, RecordId, Tag};
use commonplace_core::limits;
use commonplace_learning::Standing;
use commonplace_learning::moderation::Visibility;
use commonplace_learning::quick_vote::{self, NewQuickVote, QuickVote, Refused, Round};

use serde_bytes::ByteArray;

use super::people::unfit;
use super::schema::{self, Item, Row, Summary};
use super::threads::{THREAD_RECORDS, standing};
use super::views::Slice;
use super::{AskId, Engine, Now};
use crate::answer::{self, Answer, Author, Chose, Related, Written};
use crate::command::{Chosen, Command, Name, Page, Pick, What};
use crate::error::{Error, NotNow};

impl Engine {
    pub(super) fn obey_about_quick_vote(&mut self, now: Now, ask: AskId, command: Command) -> Result<(), Error> {
        match command {
            Command::QuickVoteNew { circle, question, options, about, quote, follows } => {
                let tag = self.circle_named(&circle)?;
                let about = about.map(|note| self.anchor(&note, quote.as_deref())).transpose()?;
                let follows = follows.map(|vote| self.vote_to_follow(tag, &vote)).transpose()?;
                let new = NewQuickVote { question, options, about, follows };
                let title = Some(new.question.trim().to_owned());
                let record = self.publish(now, tag, quick_vote::compose(new).map_err(unfit)?)?;
                self.reply_written(ask, vec![Answer::Written(Written { id: record.id, title, changed: true })]);
                Ok(())
            }
            Command::QuickVoteList { circle, open, page } => self.quick_vote_list(ask, &circle, open, page),
            Command::QuickVoteShow { vote } => self.quick_vote_show(ask, &vote),
            Command::QuickVoteChoose { vote, option } => self.seal_choice(now, ask, &vote, &option),
            Command::QuickVoteUncover { vote } => self.uncover_round(now, ask, &vote),
            Command::QuickVoteAgain { vote } => self.vote_again(now, ask, &vote),
            _ => Ok(()),
        }
    }

    /// The quick vote that an item is, unless it was taken back.
    pub(super) fn quick_vote(&self, item: &Item, name: &Name) -> Result<QuickVote, Error> {
        let entries = self.thread_entries(item.tag, &item.root, &[])?;
        let vote = QuickVote::fold(&entries).ok().filter(|vote| vote.item().visibility != Visibility::Retracted);
        vote.ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }

    fn quick_vote_named(&self, name: &Name) -> Result<(Item, QuickVote), Error> {
        let (_, item) = self.item_named(name)?;
        let vote = self.quick_vote(&item, name)?;
        Ok((item, vote))
    }

    /// A quick vote of the circle in which something alike is asked.
    fn vote_to_follow(&self, tag: Tag, name: &Name) -> Result<RecordId, Error> {
        let (item, _) = self.quick_vote_named(name)?;
        if item.tag == tag { Ok(item.root) } else { Err(Error::Unknown { name: name.0.clone() }) }
    }

    fn my_standing(&self, tag: Tag) -> Result<Standing, Error> {
        let role = self.state(tag)?.circle().role_of(&self.me.person);
        role.map(standing).ok_or_else(|| self.not_a_member(tag))
    }

    fn seal_choice(&mut self, now: Now, ask: AskId, name: &Name, option: &Chosen) -> Result<(), Error> {
        let (item, vote) = self.quick_vote_named(name)?;
        let option = place_of(option, vote.options()).ok_or(Error::QuickVote { why: NotNow::NoOption })?;
        let (secret, salt) = (self.me.device.seed(), self.random());
        let content = vote.seal(&self.me.person, option, &secret, salt).map_err(|why| refused(why, "choose"))?;
        self.write(now, ask, item.tag, content, Some(item.root))
    }

    fn uncover_round(&mut self, now: Now, ask: AskId, name: &Name) -> Result<(), Error> {
        let (item, vote) = self.quick_vote_named(name)?;
        let standing = self.my_standing(item.tag)?;
        let contents = vote.uncover(&self.me.person, standing).map_err(|why| refused(why, "uncover"))?;
        self.publish_all(now, item.tag, contents)?;
        let written = Written { id: item.root, title: None, changed: true };
        self.reply_written(ask, vec![Answer::Written(written)]);
        // A node that serves one command opens what its person chose now or never.
        if self.caught_up(now).is_ok() {
            self.open_choices(now);
        }
        Ok(())
    }

    fn vote_again(&mut self, now: Now, ask: AskId, name: &Name) -> Result<(), Error> {
        let (item, vote) = self.quick_vote_named(name)?;
        let standing = self.my_standing(item.tag)?;
        let content = vote.again(&self.me.person, standing).map_err(|why| refused(why, "uncover"))?;
        self.write(now, ask, item.tag, content, Some(item.root))
    }

    /// Remembers whether a choice of ours in a quick vote is to be opened.
    pub(super) fn note_unopened(&mut self, slice: &mut Slice, tag: Tag, root: RecordId, vote: Option<&QuickVote>) {
        let (key, place) = (schema::unopened(&tag, &root), (tag, root));
        self.views.tried.remove(&place);
        if vote.is_some_and(|vote| vote.owes(&self.me.person, |device| self.me.wrote(device))) {
            slice.batch.put(key, Vec::new());
            self.views.unopened.insert(place);
        } else if self.views.unopened.remove(&place) {
            slice.batch.delete(key);
        }
    }

    /// Opens what this device sealed and what is uncovered by now.
    pub(super) fn open_choices(&mut self, now: Now) {
        let is_known =
            self.batch.is_empty() && !self.views.anew && self.views.is_settled() && self.views.behind(&self.store) == 0;
        if self.views.unopened.is_empty() || !is_known || self.is_full() {
            return;
        }
        for (tag, root) in self.views.unopened.difference(&self.views.tried).copied().collect::<Vec<_>>() {
            // Who may no longer write keeps what they chose to themselves; nothing is read for that.
            if self.must(tag, Action::Write, "write").is_err() {
                continue;
            }
            // Once, whatever comes of it: until somebody writes there again, or another start.
            self.views.tried.insert((tag, root));
            if let Err(error) = self.open_in(now, tag, root) {
                self.trouble(error.to_string());
            }
        }
    }

    fn open_in(&mut self, now: Now, tag: Tag, root: RecordId) -> Result<(), Error> {
        let entries = self.thread_entries(tag, &root, &[])?;
        if entries.len() >= THREAD_RECORDS {
            // What was opened before may stand beyond what is read: it must not be written again and again.
            return Ok(());
        }
        let Ok(vote) = QuickVote::fold(&entries) else { return Ok(()) };
        let contents = vote.openings(&self.me.person, |device| self.me.secret_of(device));
        self.publish_all(now, tag, contents).map(drop)
    }

    pub(super) fn quick_vote_row(&self, row: &Row) -> Option<answer::QuickVoteRow> {
        let Summary::QuickVote(vote, choosers) = &row.summary else { return None };
        let chose = |person: &PersonId| choosers.contains(&chooser(person));
        let members = self.state(row.tag).ok()?.circle().members();
        // Who chose and is not in the circle any more stands on both sides.
        let waiting = members.filter(|member| member.role.writes() && !chose(&member.person)).count();
        Some(answer::QuickVoteRow {
            id: vote.id,
            title: vote.question.clone(),
            circle: self.circle_id(row.tag).ok()?,
            author: self.author(row.tag, vote.author),
            note: vote.about,
            created: vote.created,
            updated: vote.updated,
            unread: self.is_unread(row.tag, &vote.id),
            unread_by: self.unread_by(row.tag, &vote.id).map(|person| self.author(row.tag, person)),
            round: vote.round,
            uncovered: vote.uncovered,
            chosen: vote.chosen,
            of: waiting + vote.chosen,
            mine: chose(&self.me.person),
            comments: vote.comments,
            hidden: vote.hidden,
            on: self.delivery_of(row),
        })
    }

    fn quick_vote_show(&mut self, ask: AskId, name: &Name) -> Result<(), Error> {
        let (item, vote) = self.quick_vote_named(name)?;
        let (tag, unknown) = (item.tag, || Error::Unknown { name: name.0.clone() });
        let shown = vote.item();
        if !self.may_see(tag, shown.author, &shown.visibility) {
            return Err(unknown());
        }
        let row = self.row(&item.root)?.and_then(|row| self.quick_vote_row(&row)).ok_or_else(unknown)?;
        let away = self.parts_away(tag, &item.root)?;
        let standing = self.my_standing(tag).ok();
        let writes = self.must(tag, Action::Write, "write").is_ok();
        let answer = answer::QuickVote {
            options: vote.options().to_vec(),
            about: vote.about().map(|anchor| self.about_answer(anchor)),
            follows: vote.follows().map(|id| self.related(tag, id)).transpose()?,
            followed_by: self.asked_alike(tag, &item.root)?,
            rounds: vote.rounds().iter().map(|round| self.round_answer(tag, &vote, round)).collect(),
            may_choose: writes && !row.uncovered,
            leads: writes && standing.is_some_and(|standing| vote.is_led_by(&self.me.person, standing)),
            disputes: self.disputes_in(tag, &item.root)?,
            sources: self.sources_disputed(&self.sources_of(tag, &item.root)?, item.root, &shown.now.title, true),
            replies: self.comments(tag, vote.discussion(), item.root, &away),
            passed_over: vote.passed_over(),
            why_hidden: self.hiding(tag, &shown.visibility, &shown.flags),
            row,
        };
        self.reply(ask, vec![Answer::QuickVote(answer)]);
        Ok(())
    }

    fn round_answer(&self, tag: Tag, vote: &QuickVote, round: &Round) -> answer::QuickVoteRound {
        let author = |person: PersonId| self.author(tag, person);
        let chose = |(person, option): (PersonId, u8)| Chose { author: author(person), option: number(option) };
        let me = &self.me.person;
        let sealed = vote.chosen_by(me, round.number, |device| self.me.secret_of(device));
        // What another device of theirs sealed is known to all once it is open.
        let mine = sealed.or_else(|| round.opened.get(me).copied());
        answer::QuickVoteRound {
            round: round.number,
            uncovered_by: round.uncovered_by.iter().copied().map(author).collect(),
            chosen: round.sealed.keys().copied().map(author).collect::<Vec<Author>>(),
            mine: mine.map(number),
            counts: round.counts(vote.options().len()),
            opened: round.opened.iter().map(|(person, option)| chose((*person, *option))).collect(),
            unopened: round.unopened().map(author).collect(),
            late: round.late.iter().copied().map(author).collect(),
            changed_late: round.changed_late.contains(me),
            differs: round.differs(),
            otherwise: round.otherwise(me).map(chose).collect(),
        }
    }

    /// Another quick vote of the circle, with its question if it may be seen.
    fn related(&self, tag: Tag, id: RecordId) -> Result<Related, Error> {
        let row = self.views.row(&tag, &id)?;
        let seen = match row {
            Some(row) if self.lists(tag, &id, row.summary.marks())? => Some(row),
            _ => None,
        };
        Ok(Related { id, title: seen.map(|row| row.summary.title().to_owned()).unwrap_or_default() })
    }

    /// Quick votes that ask something alike after this one.
    fn asked_alike(&self, tag: Tag, root: &RecordId) -> Result<Vec<Related>, Error> {
        let pick = Pick { what: What::QuickVotes, ..Pick::default() };
        let page = Page { skip: 0, take: limits::QUICK_VOTES_LOOKED_AT };
        let rows = self.picked(tag, &pick, page)?.into_iter().filter_map(|row| match row.summary {
            Summary::QuickVote(vote, _) if vote.follows == Some(*root) => {
                Some(Related { id: vote.id, title: vote.question })
            }
            _ => None,
        });
        Ok(rows.collect())
    }
}

/// The place of an option, from 0. Where the options are numbers themselves, what somebody types is one of these.
fn place_of(chosen: &Chosen, options: &[String]) -> Option<usize> {
    let counted = |number: usize| number.checked_sub(1).filter(|place| *place < options.len());
    match chosen {
        Chosen::Number(number) => counted(*number),
        Chosen::Named(words) => {
            let words = words.trim();
            let named = options.iter().position(|option| option == words);
            named.or_else(|| words.parse().ok().and_then(counted))
        }
    }
}

/// The beginning of a person's id, as rows have it.
pub(super) fn chooser(person: &PersonId) -> ByteArray<8> {
    let mut name = [0; 8];
    name.copy_from_slice(&person.as_bytes()[..8]);
    ByteArray::new(name)
}

fn number(option: u8) -> usize {
    usize::from(option) + 1
}

fn refused(why: Refused, what: &str) -> Error {
    let why = match why {
        Refused::NotYours => return Error::NotAllowed { what: what.into() },
        Refused::Unfit(why) => return unfit(why),
        Refused::NoOption => NotNow::NoOption,
        Refused::Uncovered => NotNow::Uncovered,
        Refused::Covered => NotNow::Covered,
        Refused::NobodyChose => NotNow::NobodyChose,
        Refused::LastRound => NotNow::LastRound,
    };
    Error::QuickVote { why }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_named_by_its_number_or_by_its_words() {
        let options = ["water", "3", "2", "salt"].map(str::to_owned);
        let named = |words: &str| place_of(&Chosen::Named(words.into()), &options);
        assert_eq!((named("1"), named(" salt ")), (Some(0), Some(3)));
        assert_eq!(named("2"), Some(2), "its own words first");
        assert_eq!(place_of(&Chosen::Number(2), &options), Some(1), "a press means a place");
        assert_eq!((named("0"), named("5"), named("")), (None, None, None));
        assert_eq!(place_of(&Chosen::Number(5), &options), None);
    }
}
