//! Quick votes: choosing, uncovering, voting again; and opening by itself what this device sealed.
//!
//! What is to be opened is remembered with the views, in the same step as what makes it so: it is done after a restart as
//! well, whether the uncovering was written here, came from a peer or was read from a stick. It is done only when the views
//! know all that the journal holds, so that nothing is opened twice.

use commonplace_core::id::{PersonId, RecordId, Tag};
use commonplace_core::limits;
use commonplace_learning::catalogue::Class;
use commonplace_learning::moderation::Visibility;
use commonplace_learning::quick_vote::{self, NewQuickVote, QuickVote, Refused, Round};
use commonplace_learning::{Entry, Standing};

use super::people::unfit;
use super::schema::{self, Item, Row, Summary};
use super::threads::standing;
use super::views::Slice;
use super::{AskId, Engine, Now};
use crate::answer::{self, Answer, Author, Chose, Related, Written};
use crate::command::{Command, Name, Page, Pick, What};
use crate::error::{Error, NotNow};

impl Engine {
    pub(super) fn obey_about_quick_vote(&mut self, now: Now, ask: AskId, command: Command) -> Result<(), Error> {
        match command {
            Command::QuickVoteNew { circle, question, options, about, quote, follows } => {
                let tag = self.circle_named(&circle)?;
                let about = about.map(|note| self.anchor(&note, quote.as_deref())).transpose()?;
                let follows = follows.map(|vote| self.quick_vote_named(&vote)).transpose()?.map(|(item, _)| item.root);
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

    fn my_standing(&self, tag: Tag) -> Result<Standing, Error> {
        let role = self.state(tag)?.circle().role_of(&self.me.person);
        role.map(standing).ok_or_else(|| self.not_a_member(tag))
    }

    fn seal_choice(&mut self, now: Now, ask: AskId, name: &Name, option: &str) -> Result<(), Error> {
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

    /// Remembers whether a choice of ours in a thread is to be opened.
    pub(super) fn note_unopened(&mut self, slice: &mut Slice, tag: Tag, root: RecordId, entries: &[Entry]) {
        if !entries.iter().any(|entry| entry.kind == Class::SealedChoice.kind()) {
            return;
        }
        let vote = QuickVote::fold(entries).ok();
        if vote.is_some_and(|vote| vote.owes(&self.me.person, |device| self.me.wrote(device))) {
            slice.batch.put(schema::unopened(&tag, &root), Vec::new());
            self.views.unopened.insert((tag, root));
        } else {
            slice.batch.delete(schema::unopened(&tag, &root));
            self.views.unopened.remove(&(tag, root));
        }
    }

    /// Opens what this device sealed and what is uncovered by now.
    pub(super) fn open_choices(&mut self, now: Now) {
        let is_known =
            self.batch.is_empty() && !self.views.anew && self.views.is_settled() && self.views.behind(&self.store) == 0;
        if self.views.unopened.is_empty() || !is_known {
            return;
        }
        for (tag, root) in self.views.unopened.clone() {
            match self.open_in(now, tag, root) {
                // Who may no longer write keeps what they chose to themselves.
                Ok(()) | Err(Error::NotAllowed { .. } | Error::NotAMember { .. } | Error::Removed { .. }) => {}
                Err(error) => self.trouble(error.to_string()),
            }
        }
    }

    fn open_in(&mut self, now: Now, tag: Tag, root: RecordId) -> Result<(), Error> {
        let entries = self.thread_entries(tag, &root, &[])?;
        let Ok(vote) = QuickVote::fold(&entries) else { return Ok(()) };
        let contents = vote.openings(&self.me.person, |device| self.me.secret_of(device));
        self.publish_all(now, tag, contents).map(drop)
    }

    pub(super) fn quick_vote_row(&self, row: &Row) -> Option<answer::QuickVoteRow> {
        let Summary::QuickVote(vote, mine) = &row.summary else { return None };
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
            of: self.state(row.tag).ok()?.circle().members().filter(|member| member.role.writes()).count(),
            mine: *mine,
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
        let related = |id: RecordId| Related { id, title: self.title_of(&id) };
        let standing = self.my_standing(tag).ok();
        let answer = answer::QuickVote {
            options: vote.options().to_vec(),
            about: vote.about().map(|anchor| self.about_answer(anchor)),
            follows: vote.follows().map(related),
            followed_by: self.asked_alike(tag, &item.root)?,
            rounds: vote.rounds().iter().map(|round| self.round_answer(tag, &vote, round)).collect(),
            leads: standing.is_some_and(|standing| vote.is_led_by(&self.me.person, standing)),
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
        let mine = vote.chosen_by(me, round.number, |device| self.me.secret_of(device));
        answer::QuickVoteRound {
            round: round.number,
            uncovered_by: round.uncovered_by.iter().copied().map(author).collect(),
            chosen: round.sealed.keys().copied().map(author).collect::<Vec<Author>>(),
            mine: mine.map(number),
            counts: round.counts(vote.options().len()),
            opened: round.opened.iter().map(|(person, option)| chose((*person, *option))).collect(),
            unopened: round.unopened().map(author).collect(),
            late: round.opened_late.iter().map(|(person, option)| chose((*person, *option))).collect(),
            differs: round.differs(),
            otherwise: round.otherwise(me).map(chose).collect(),
        }
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

/// An option by its number as people count, or by its words.
fn place_of(named: &str, options: &[String]) -> Option<usize> {
    let named = named.trim();
    let counted = named.parse::<usize>().ok().filter(|number| (1..=options.len()).contains(number));
    // Where the options are numbers themselves, what somebody types is one of these.
    options.iter().position(|option| option == named).or(counted.map(|number| number - 1))
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
        let options = ["water", "2", "salt"].map(str::to_owned);
        assert_eq!(place_of("1", &options), Some(0));
        assert_eq!(place_of(" salt ", &options), Some(2));
        assert_eq!(place_of("2", &options), Some(1), "its own words first");
        assert_eq!((place_of("0", &options), place_of("4", &options), place_of("", &options)), (None, None, None));
    }
}
