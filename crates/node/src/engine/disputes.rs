//! Disputes: saying that a passage is wrong, weighing that, deciding it, and reading what came of it.

mod kept;
mod provenance;

pub(super) use kept::origin_of;
pub(super) use provenance::Sources;

use commonplace_core::circle::Action;
use commonplace_core::id::{RecordId, Tag};
use commonplace_core::{limits, text};
use commonplace_learning::Standing;
use commonplace_learning::card::Card;
use commonplace_learning::catalogue::Class;
use commonplace_learning::discussion::Discussion;
use commonplace_learning::dispute::{self, Disputed, NewDispute, NotYours, State};
use commonplace_learning::meeting::Meeting;
use commonplace_learning::note::Note;
use commonplace_learning::origin::{Anchor, Origin};
use commonplace_learning::passage::Words;
use commonplace_learning::question::Thread;
use commonplace_learning::quick_vote::QuickVote;

use super::people::unfit;
use super::schema::{Item, KeptDispute, Row};
use super::threads::standing;
use super::{AskId, Engine, Now};
use crate::answer::{self, Answer, DisputeState, Written};
use crate::command::{Command, Name, Page};
use crate::error::Error;

/// A dispute as somebody says it.
struct Said {
    item: Name,
    passage: Option<String>,
    claim: String,
    why: String,
    source: Option<Name>,
    source_passage: Option<String>,
    elsewhere: String,
}

impl Engine {
    pub(super) fn obey_about_dispute(&mut self, now: Now, ask: AskId, command: Command) -> Result<(), Error> {
        match command {
            Command::DisputeNew { item, passage, claim, why, source, source_passage, elsewhere } => {
                let said = Said { item, passage, claim, why, source, source_passage, elsewhere };
                self.dispute_new(now, ask, said)
            }
            Command::DisputeWeigh { dispute, weight } => {
                self.say_of_dispute(now, ask, &dispute, |me, _, discussion, id| {
                    discussion.disputes().weigh(me, id, weight.into())
                })
            }
            Command::DisputeRule { dispute, upheld, reason } => {
                self.say_of_dispute(now, ask, &dispute, |_, standing, discussion, id| {
                    discussion.disputes().rule(standing, id, upheld, &reason)
                })
            }
            Command::DisputeCorrected { dispute, corrected } => {
                self.say_of_dispute(now, ask, &dispute, |me, _, discussion, id| {
                    discussion.disputes().correct(me, id, corrected)
                })
            }
            Command::DisputeList { circle, open, page } => self.dispute_list(ask, &circle, open, page),
            Command::DisputeShow { dispute } => self.dispute_show(ask, &dispute),
            _ => Ok(()),
        }
    }

    fn dispute_new(&mut self, now: Now, ask: AskId, said: Said) -> Result<(), Error> {
        let (about, tag) = self.origin_named(&said.item, said.passage.as_deref())?;
        let source = match &said.source {
            Some(name) => {
                let (source, of) = self.origin_named(name, said.source_passage.as_deref())?;
                if of != tag {
                    return Err(Error::Unknown { name: name.0.clone() });
                }
                Some(source)
            }
            None => None,
        };
        let (claim, why, elsewhere) = (said.claim, said.why, said.elsewhere);
        let title = Some(claim.trim().to_owned());
        let content = dispute::compose(NewDispute { about, claim, why, source, elsewhere }).map_err(unfit)?;
        let record = self.publish(now, tag, content)?;
        self.reply_written(ask, vec![Answer::Written(Written { id: record.id, title, changed: true })]);
        Ok(())
    }

    /// An item, or a passage of it as somebody typed or chose it, and its circle. Words that are not found stay all the same:
    /// people read them.
    fn origin_named(&self, name: &Name, passage: Option<&str>) -> Result<(Origin, Tag), Error> {
        let (id, item) = self.item_named(name)?;
        if self.author_of(&item, &id)?.is_none() || item.kind == Class::Dispute.kind().0 {
            return Err(Error::Unknown { name: name.0.clone() });
        }
        let passage = passage.map(str::trim).filter(|passage| !passage.is_empty());
        let Some(passage) = passage else { return Ok((Origin::whole(item.root, id), item.tag)) };
        self.whole_text(item.tag, &item.root)?;
        let says = self.text_of(&item, &id)?;
        let found = says.find(passage).and_then(|start| {
            let end = start + passage.len();
            Origin::passage(item.root, id, &says, start..end)
        });
        let quote = text::cut(passage, limits::QUOTE_BYTES).to_owned();
        let unplaced = || Origin { thread: item.root, at: Anchor { quote, ..Anchor::whole(id) } };
        Ok((found.unwrap_or_else(unplaced), item.tag))
    }

    /// What an item says now.
    fn text_of(&self, item: &Item, id: &RecordId) -> Result<String, Error> {
        let entries = self.thread_entries(item.tag, &item.root, &[])?;
        let said = |discussion: &Discussion| {
            let found = discussion.comments().iter().find(|comment| comment.item.id == *id);
            found.map(|comment| comment.item.now.text.clone())
        };
        let begins = *id == item.root;
        if let Ok(note) = Note::fold(&entries) {
            return Ok(if begins { note.text().to_owned() } else { said(note.discussion()).unwrap_or_default() });
        }
        if let Ok(thread) = Thread::fold(&entries) {
            let answered = thread.answer(id).map(|answer| answer.item.now.text.clone());
            let asked = begins.then(|| thread.question().now.text.clone());
            return Ok(asked.or(answered).or_else(|| said(thread.discussion())).unwrap_or_default());
        }
        if let Ok(card) = Card::fold(&entries) {
            let sides = card.sides();
            let both = || format!("{}\n\n{}", sides.front, sides.back);
            return Ok(if begins { both() } else { said(card.discussion()).unwrap_or_default() });
        }
        if let Ok(meeting) = Meeting::fold(&entries) {
            return Ok(if begins { meeting.details().agenda } else { said(meeting.discussion()).unwrap_or_default() });
        }
        let vote = QuickVote::fold(&entries).ok();
        let asked = vote.as_ref().filter(|_| begins).map(|vote| vote.item().now.title.clone());
        Ok(asked.or_else(|| vote.and_then(|vote| said(vote.discussion()))).unwrap_or_default())
    }

    /// Writes something to a dispute, as its thread composes it.
    fn say_of_dispute(
        &mut self,
        now: Now,
        ask: AskId,
        name: &Name,
        compose: impl FnOnce(
            &commonplace_core::id::PersonId,
            Standing,
            &Discussion,
            RecordId,
        ) -> Result<commonplace_learning::Content, NotYours>,
    ) -> Result<(), Error> {
        let (id, item) = self.item_named(name)?;
        let role = self.state(item.tag)?.circle().role_of(&self.me.person);
        let role = role.ok_or_else(|| self.not_a_member(item.tag))?;
        let me = self.me.person;
        let composed = self.in_discussion(&item, name, |discussion| compose(&me, standing(role), discussion, id))?;
        let content = composed.map_err(|why| match why {
            NotYours::Unfit(why) => unfit(why),
            NotYours::Moderators => Error::NotAllowed { what: "rule".into() },
            NotYours::Writers => Error::NotAllowed { what: "say-corrected".into() },
            NotYours::NoDispute => Error::Unknown { name: name.0.clone() },
        })?;
        self.write(now, ask, item.tag, content, Some(id))
    }

    fn dispute_list(&mut self, ask: AskId, circle: &Name, open: bool, page: Page) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let take = page.take.min(limits::ANSWER_ROWS);
        let rows = self.disputes_listed(tag, open, page.skip, take)?;
        let answers = rows.iter().filter_map(|kept| self.dispute_row(tag, kept)).map(Answer::DisputeRow).collect();
        self.reply(ask, answers);
        Ok(())
    }

    fn dispute_show(&mut self, ask: AskId, name: &Name) -> Result<(), Error> {
        let (id, item) = self.item_named(name)?;
        let unknown = || Error::Unknown { name: name.0.clone() };
        let kept = self.dispute_kept(item.tag, &item.root, &id)?.ok_or_else(unknown)?;
        let away = self.parts_away(item.tag, &item.root)?;
        let (disputed, may_correct, replies) = self
            .in_discussion(&item, name, |discussion| {
                let disputes = discussion.disputes();
                let disputed = disputes.get(&id)?.clone();
                let may_correct = disputes.may_correct(&disputed, &self.me.person);
                let replies = self.comments(item.tag, discussion, id, &away);
                Some((disputed, may_correct, replies))
            })?
            .filter(|(disputed, ..)| self.may_see(item.tag, disputed.author, &disputed.visibility))
            .ok_or_else(unknown)?;
        let row = self.dispute_row(item.tag, &kept).ok_or_else(unknown)?;
        let answer = self.dispute_answer(&item, row, disputed, may_correct, replies)?;
        self.reply(ask, vec![Answer::Dispute(answer)]);
        Ok(())
    }

    fn dispute_answer(
        &self,
        item: &Item,
        row: answer::DisputeRow,
        disputed: Disputed,
        may_correct: bool,
        replies: Vec<answer::Comment>,
    ) -> Result<answer::Dispute, Error> {
        let tag = item.tag;
        let made_from = self.made_from(tag, &disputed.about)?;
        let writes = self.must(tag, Action::Write, "write").is_ok();
        let stands = match disputed.about.quote() {
            Some(quote) => Words::of(&self.text_of(item, &disputed.about.at.item)?).say(&Words::of(quote)),
            None => true,
        };
        let ruling = |ruled: &dispute::Ruled| answer::DisputeRuling {
            by: self.author(tag, ruled.by),
            upheld: ruled.upheld,
            reason: ruled.reason.clone(),
            at: ruled.at,
        };
        let weighed = disputed.weighed.iter().filter_map(|weighed| {
            let weight = crate::command::Weight::of(weighed.weight)?;
            Some(answer::WeighedBy { author: self.author(tag, weighed.person), weight })
        });
        Ok(answer::Dispute {
            why: disputed.why.clone(),
            source: disputed.source.as_ref().map(|source| self.source_answer(tag, source)),
            elsewhere: disputed.elsewhere.clone(),
            stands,
            weighed: weighed.take(limits::ANSWER_ROWS).collect(),
            rulings: disputed.rulings.iter().map(ruling).collect(),
            corrected_by: disputed.corrected_by.map(|by| self.author(tag, by)),
            may_weigh: writes,
            may_rule: writes && self.moderates(tag),
            may_correct: writes && may_correct,
            concerns_me: disputed.of == self.me.person || made_from.iter().any(|made| made.author.me),
            made_from,
            replies,
            why_hidden: self.hiding(tag, &disputed.visibility, &[]),
            row,
        })
    }

    /// What says otherwise, unless it is hidden, taken back or of another circle: nothing is told of such then.
    fn source_answer(&self, tag: Tag, source: &Origin) -> answer::DisputeSource {
        let row = self.views.row(&tag, &source.thread).ok().flatten();
        let listed = |row: &Row| self.lists(tag, &source.thread, row.summary.marks()).unwrap_or(false);
        let row = row.filter(listed);
        let passage = source.quote().filter(|_| row.is_some()).map(str::to_owned);
        answer::DisputeSource {
            thread: source.thread,
            item: source.at.item,
            title: row.as_ref().map(|row| row.summary.title().to_owned()).filter(|title| !title.is_empty()),
            kind: row.map(|row| row.summary.kind().to_owned()),
            passage,
        }
    }

    pub(super) fn dispute_row(&self, tag: Tag, kept: &KeptDispute) -> Option<answer::DisputeRow> {
        let thread = self.views.row(&tag, &kept.about.thread).ok().flatten()?;
        Some(answer::DisputeRow {
            id: kept.id,
            title: thread.summary.title().to_owned(),
            circle: self.circle_id(tag).ok()?,
            thread: kept.about.thread,
            kind: thread.summary.kind().to_owned(),
            item: kept.about.at.item,
            passage: kept.about.quote().map(str::to_owned),
            claim: kept.claim.clone(),
            author: self.author(tag, kept.author),
            of: self.author(tag, kept.of),
            created: kept.created,
            updated: kept.updated,
            state: state(kept.state),
            agree: kept.agree,
            disagree: kept.disagree,
            unsure: kept.unsure,
            mine: kept.mine.and_then(crate::command::Weight::of),
            hidden: kept.hidden,
            on: self.delivery_of(&thread),
        })
    }

    /// The disputes on the items of a thread, for who reads it.
    pub(super) fn disputes_in(&self, tag: Tag, thread: &RecordId) -> Result<Vec<answer::DisputeRow>, Error> {
        let kept = self.disputes_of_thread(tag, thread)?;
        let seen = kept.iter().filter(|kept| !kept.hidden || kept.author == self.me.person || self.moderates(tag));
        Ok(seen.filter_map(|kept| self.dispute_row(tag, kept)).collect())
    }
}

pub(super) fn state(state: State) -> DisputeState {
    match state {
        State::Open => DisputeState::Open,
        State::Upheld => DisputeState::Upheld,
        State::Corrected => DisputeState::Corrected,
        State::Rejected => DisputeState::Rejected,
    }
}
