//! Meetings: planning and changing them, saying whether one comes, and what a recap begins with.

use std::collections::BTreeMap;
use std::ops::Range;

use commonplace_core::circle::Op;
use commonplace_core::id::{PersonId, RecordId, Tag};
use commonplace_core::limits::{
    ANSWER_ROWS, MEETING_HOURS, MEETINGS_SOUGHT, POST_TITLE_BYTES, RECAP_LINES, RECAP_ROWS,
};
use commonplace_core::text::cut;
use commonplace_core::time::Timestamp;
use commonplace_learning::meeting::{self, Comer, Details, Meeting, NotYours};
use commonplace_learning::moderation::Visibility;
use commonplace_learning::note::NewNote;
use commonplace_learning::question::Thread;
use commonplace_store::Scan;

use super::library::Walk;
use super::people::unfit;
use super::query::state;
use super::schema::{self, Item, List, Place, Row, Summary};
use super::threads::standing;
use super::{AskId, Engine, Now, store_error};
use crate::answer::{self, Answer, Happened, Happening, Lately, QuestionState, Written};
use crate::command::{Comes, MeetingChange, Name, Page, When};
use crate::error::Error;

/// Keys read at a time: more than a circle has meetings ahead.
const SCAN: usize = 64;
const HOUR: u64 = 3_600_000;

impl Engine {
    pub(super) fn meeting_new(&mut self, now: Now, ask: AskId, tag: Tag, new: Details) -> Result<(), Error> {
        let title = Some(new.title.trim().to_owned());
        let content = meeting::compose(new).map_err(unfit)?;
        let record = self.publish(now, tag, content)?;
        self.reply_written(ask, vec![Answer::Written(Written { id: record.id, title, changed: true })]);
        Ok(())
    }

    pub(super) fn meeting_edit(
        &mut self,
        now: Now,
        ask: AskId,
        name: &Name,
        change: MeetingChange,
    ) -> Result<(), Error> {
        let (item, meeting) = self.meeting_named(name)?;
        let is = meeting.details();
        let to = Details {
            title: change.title.map_or_else(|| is.title.clone(), |title| title.trim().to_owned()),
            when: match change.when {
                Some(When::At(when)) => Some(when),
                Some(When::Open) => None,
                None => is.when,
            },
            place: change.place.map_or_else(|| is.place.clone(), |place| place.trim().to_owned()),
            agenda: change.agenda.unwrap_or_else(|| is.agenda.clone()),
            called_off: change.called_off.unwrap_or(is.called_off),
        };
        let title = Some(to.title.clone());
        // The same again settles what several wrote apart, and is a change then.
        let changed = to != is || !meeting.also().is_empty();
        let role = self.state(item.tag)?.circle().role_of(&self.me.person);
        let role = role.ok_or_else(|| self.not_a_member(item.tag))?;
        let content = match meeting.change(&self.me.person, standing(role), to) {
            Ok(content) => content,
            Err(NotYours::Unfit(why)) => return Err(unfit(why)),
            Err(NotYours::Neither) => return Err(Error::NotAllowed { what: "change-meeting".into() }),
        };
        if changed {
            self.publish(now, item.tag, content)?;
        }
        self.reply_written(ask, vec![Answer::Written(Written { id: item.root, title, changed })]);
        Ok(())
    }

    pub(super) fn meeting_come(&mut self, now: Now, ask: AskId, name: &Name, comes: Comes) -> Result<(), Error> {
        let (item, meeting) = self.meeting_named(name)?;
        let me = self.me.person;
        let said = meeting.coming_of(&me);
        let changed = match said {
            // Said of another time it is said again, or taken back, all the same.
            Some(comer) => comer.of_another_time || Comes::from(comer.comes) != comes,
            None => comes != Comes::None,
        };
        if changed {
            let content = meeting.come(&me, comes.into()).map_err(unfit)?;
            self.publish(now, item.tag, content)?;
        }
        let title = Some(meeting.details().title);
        self.reply_written(ask, vec![Answer::Written(Written { id: item.root, title, changed })]);
        Ok(())
    }

    /// Names the note that tells what came of a meeting.
    pub(super) fn meeting_recap(
        &mut self,
        now: Now,
        ask: AskId,
        name: &Name,
        note: Option<&Name>,
    ) -> Result<(), Error> {
        let (item, meeting) = self.meeting_named(name)?;
        let note = match note {
            Some(named) => {
                let (id, told) = self.item_named(named)?;
                self.note(&told, named)?;
                if told.tag != item.tag || told.root != id {
                    return Err(Error::Unknown { name: named.0.clone() });
                }
                Some(id)
            }
            None => None,
        };
        let changed = meeting.recaps() != note.into_iter().collect::<Vec<_>>();
        if changed {
            let content = meeting.recap(note).map_err(unfit)?;
            self.publish(now, item.tag, content)?;
        }
        let title = Some(meeting.details().title);
        self.reply_written(ask, vec![Answer::Written(Written { id: item.root, title, changed })]);
        Ok(())
    }

    /// Writes a note that tells what came of a meeting, and names it.
    pub(super) fn meeting_tell(
        &mut self,
        now: Now,
        ask: AskId,
        name: &Name,
        title: String,
        text: String,
    ) -> Result<(), Error> {
        let (item, meeting) = self.meeting_named(name)?;
        let title = cut(title.trim(), POST_TITLE_BYTES).to_owned();
        let new = NewNote { title: title.clone(), text, ..NewNote::default() };
        let id = self.write_note(now, item.tag, new)?;
        let content = meeting.recap(Some(id)).map_err(unfit)?;
        self.publish(now, item.tag, content)?;
        self.reply_written(ask, vec![Answer::Written(Written { id, title: Some(title), changed: true })]);
        Ok(())
    }

    /// What is ahead, the earliest first, and then what is past, the latest first.
    pub(super) fn meeting_list(&mut self, now: Now, ask: AskId, circle: &Name, page: Page) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let take = page.take.min(ANSWER_ROWS);
        let wanted = page.skip.saturating_add(take);
        let all = |_: &Row| true;
        let mut rows = self.meetings_from(tag, over_since(now), Way::Later, wanted, all)?;
        rows.extend(self.meetings_from(tag, over_since(now), Way::Earlier, wanted - rows.len(), all)?);
        let rows = rows.iter().skip(page.skip).filter_map(|row| self.meeting_row(now, row));
        let answers = rows.map(Answer::MeetingRow).collect();
        self.reply(ask, answers);
        Ok(())
    }

    /// The next meeting whole; nothing when none is ahead. One that is called off is next only while there is no other.
    pub(super) fn meeting_next(&mut self, now: Now, ask: AskId, circle: &Name) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let ahead = |that: fn(&Row) -> bool| {
            Ok(self.meetings_from(tag, over_since(now), Way::Later, 1, that)?.into_iter().next())
        };
        let next = match ahead(|row| !is_off(row))? {
            Some(held) => Some(held),
            None => ahead(|_| true)?,
        };
        let answer = next.map(|row| self.meeting_answer(now, &row)).transpose()?.flatten();
        self.reply(ask, answer.map(Answer::Meeting).into_iter().collect());
        Ok(())
    }

    pub(super) fn meeting_show(&mut self, now: Now, ask: AskId, name: &Name) -> Result<(), Error> {
        let (item, _) = self.meeting_named(name)?;
        let row = self.row(&item.root)?;
        let answer = row.map(|row| self.meeting_answer(now, &row)).transpose()?.flatten();
        let answer = answer.ok_or_else(|| Error::Unknown { name: name.0.clone() })?;
        self.reply(ask, vec![Answer::Meeting(answer)]);
        Ok(())
    }

    /// The meeting that an item is, unless it was taken back or is hidden from me.
    pub(super) fn meeting_named(&self, name: &Name) -> Result<(Item, Meeting), Error> {
        let (_, item) = self.item_named(name)?;
        self.meeting(&item, name).map(|meeting| (item, meeting))
    }

    pub(super) fn meeting(&self, item: &Item, name: &Name) -> Result<Meeting, Error> {
        let meeting = Meeting::fold(&self.thread_entries(item.tag, &item.root, &[])?).ok();
        let sees = |meeting: &Meeting| self.may_see(item.tag, meeting.item().author, &meeting.item().visibility);
        meeting.filter(sees).ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }

    /// Meetings of a kind that I am shown, from a moment on to later or to earlier ones, at most so many; looked for among
    /// [`MEETINGS_SOUGHT`] more, whatever somebody planned to hide others.
    fn meetings_from(
        &self,
        tag: Tag,
        from: Timestamp,
        way: Way,
        max: usize,
        wanted: impl Fn(&Row) -> bool,
    ) -> Result<Vec<Row>, Error> {
        let prefix = schema::list(&tag, List::Meetings);
        let mut after = schema::list_at(&tag, List::Meetings, from.millis());
        let (mut rows, mut passed_over) = (Vec::new(), 0);
        while rows.len() < max && passed_over < MEETINGS_SOUGHT {
            let scan = Scan { prefix: &prefix, after: Some(&after), max: SCAN, reverse: way == Way::Later };
            let found = self.views.tree().scan(scan).map_err(store_error)?;
            for (key, value) in &found {
                let Some(id) = schema::last_id(key) else { continue };
                if rows.len() == max {
                    break;
                }
                let shown = self.lists(tag, &id, Place(value).marks())?;
                match if shown { self.views.row(&tag, &id)? } else { None }.filter(&wanted) {
                    Some(row) => rows.push(row),
                    None => passed_over += 1,
                }
            }
            match found.last() {
                Some((key, _)) if found.len() == SCAN => after.clone_from(key),
                _ => break,
            }
        }
        Ok(rows)
    }

    fn meeting_row(&self, now: Now, row: &Row) -> Option<answer::MeetingRow> {
        let Summary::Meeting(kept) = &row.summary else { return None };
        let meeting = Meeting::fold(&self.thread_entries(row.tag, &kept.id, &[]).ok()?).ok()?;
        let me = self.me.person;
        let mut coming: Vec<Comer> = meeting.coming();
        coming.sort_by_key(|comer| (comer.person != me, comer.person));
        let mine = coming.iter().find(|comer| comer.person == me && !comer.of_another_time);
        Some(answer::MeetingRow {
            id: kept.id,
            title: kept.title.clone(),
            circle: self.circle_id(row.tag).ok()?,
            author: self.author(row.tag, kept.author),
            when: kept.when,
            place: kept.place.clone(),
            excerpt: kept.excerpt.clone(),
            created: kept.created,
            updated: kept.updated,
            called_off: kept.called_off,
            past: schema::meets(kept) <= over_since(now).millis(),
            apart: kept.apart,
            my_answer: mine.map(|comer| comer.comes.into()),
            coming: coming.iter().map(|comer| self.comer(row.tag, comer)).collect(),
            recaps: kept.recaps.clone(),
            hidden: kept.hidden,
            on: self.delivery_of(row),
        })
    }

    fn comer(&self, tag: Tag, comer: &Comer) -> answer::Comer {
        let Comer { person, comes, of_another_time } = *comer;
        answer::Comer { person: self.author(tag, person), comes: comes.into(), of_another_time }
    }

    fn meeting_answer(&self, now: Now, kept: &Row) -> Result<Option<answer::Meeting>, Error> {
        let Some(row) = self.meeting_row(now, kept) else { return Ok(None) };
        let tag = kept.tag;
        let Ok(meeting) = Meeting::fold(&self.thread_entries(tag, &row.id, &[])?) else { return Ok(None) };
        let role = self.state(tag)?.circle().role_of(&self.me.person);
        let away = self.parts_away(tag, &row.id)?;
        let told_in = meeting
            .recaps()
            .into_iter()
            .map(|id| answer::RecapNote { id, title: Some(self.title_of(&id)).filter(|title| !title.is_empty()) });
        let also = meeting.also().into_iter().map(|(by, details)| {
            let Details { title, when, place, agenda, called_off } = details;
            answer::OtherVersion { by: self.author(tag, by), title, when, place, agenda, called_off }
        });
        Ok(Some(answer::Meeting {
            agenda: meeting.details().agenda,
            mine_to_change: role.is_some_and(|role| meeting.may_change(&self.me.person, standing(role))),
            changed_by: meeting.changed_by().map(|by| self.author(tag, by)),
            also: also.collect(),
            told_in: told_in.collect(),
            disputes: self.disputes_in(tag, &row.id)?,
            comments: self.comments(tag, meeting.discussion(), row.id, &away),
            why_hidden: match meeting.item().visibility {
                Visibility::Shown => None,
                _ => self.hiding(tag, &meeting.item().visibility, &meeting.discussion().flags(&row.id)),
            },
            row,
        }))
    }

    /// What happened since the meeting before: for the recap of this one.
    pub(super) fn meeting_happened(&mut self, now: Now, ask: AskId, name: &Name) -> Result<(), Error> {
        let (item, meeting) = self.meeting_named(name)?;
        let tag = item.tag;
        let (details, created) = (meeting.details(), meeting.item().created);
        let when = details.when.unwrap_or(created);
        let before = self.meeting_before(tag, when)?;
        let since = before.map_or(Timestamp::default(), |(_, since)| since);
        let span = since..self.meeting_after(now, tag, when)?.unwrap_or(Timestamp::from_millis(u64::MAX));
        let (asked, answered) = self.questions_in(tag, &span)?;
        let happened = Happened {
            id: item.root,
            title: details.title,
            when,
            before: before.map(|(id, _)| id),
            notes: self.notes_in(tag, &span)?,
            asked,
            answered,
            came: self.let_in_during(tag, &span)?,
        };
        self.reply(ask, vec![Answer::Happened(happened)]);
        Ok(())
    }

    /// The meeting that took place before this moment, and when.
    fn meeting_before(&self, tag: Tag, when: Timestamp) -> Result<Option<(RecordId, Timestamp)>, Error> {
        let held = |row: &Row| !is_off(row) && held_at(row).is_some_and(|(_, at)| at < when);
        Ok(self.meetings_from(tag, when, Way::Earlier, 1, held)?.first().and_then(held_at))
    }

    /// When the meeting after this one was, if it is over: what happened since then is for its recap to tell.
    fn meeting_after(&self, now: Now, tag: Tag, when: Timestamp) -> Result<Option<Timestamp>, Error> {
        let over = over_since(now);
        // One without a time stands behind all that have one, and begins no other span.
        let at = |row: &Row| match &row.summary {
            Summary::Meeting(meeting) => meeting.when.filter(|at| *at > when && *at <= over),
            _ => None,
        };
        let held = |row: &Row| !is_off(row) && at(row).is_some();
        Ok(self.meetings_from(tag, when, Way::Later, 1, held)?.first().and_then(at))
    }

    /// Rows of a list in which something was written since, the latest change first, at most [`RECAP_ROWS`].
    fn rows_since(&self, tag: Tag, list: List, since: Timestamp) -> Result<Vec<Row>, Error> {
        let mut rows = Vec::new();
        let mut walk = Walk::new(self.views.tree(), vec![schema::list(&tag, list)], false);
        while let Some((key, value)) = if rows.len() < RECAP_ROWS { walk.next()? } else { None } {
            let marks = Place(&value).marks();
            let Some(id) = schema::last_id(&key).filter(|_| !marks.hidden && !marks.retracted) else { continue };
            let Some(row) = self.views.row(&tag, &id)? else { continue };
            // Files that came together stand at the beginning of their hour.
            if row.updated.saturating_add(HOUR) < since.millis() {
                break;
            }
            if row.updated >= since.millis() {
                rows.push(row);
            }
        }
        Ok(rows)
    }

    fn notes_in(&self, tag: Tag, span: &Range<Timestamp>) -> Result<Lately, Error> {
        let rows = self.rows_since(tag, List::Notes, span.start)?;
        let begun = rows.iter().filter_map(|row| match &row.summary {
            Summary::Note(note) if span.contains(&note.created) => {
                Some(self.happening(tag, note.id, &note.title, note.author))
            }
            _ => None,
        });
        Ok(lately(begun.collect()))
    }

    /// Questions that were asked in this time and wait, and questions with an answer of this time.
    fn questions_in(&self, tag: Tag, span: &Range<Timestamp>) -> Result<(Lately, Lately), Error> {
        let (mut asked, mut answered) = (Vec::new(), Vec::new());
        for row in self.rows_since(tag, List::Questions, span.start)? {
            let Summary::Question(question) = &row.summary else { continue };
            let told = self.happening(tag, question.id, &question.title, question.author);
            match state(question.state) {
                QuestionState::Open if span.contains(&question.created) => asked.push(told),
                QuestionState::Open => {}
                QuestionState::Answered | QuestionState::Accepted if self.is_answered_in(tag, question.id, span)? => {
                    answered.push(told);
                }
                QuestionState::Answered | QuestionState::Accepted => {}
            }
        }
        Ok((lately(asked), lately(answered)))
    }

    /// Whether somebody answered a question in this time. That something was said about it, or somebody voted, is no answer.
    fn is_answered_in(&self, tag: Tag, question: RecordId, span: &Range<Timestamp>) -> Result<bool, Error> {
        let thread = Thread::fold(&self.thread_entries(tag, &question, &[])?);
        Ok(thread.is_ok_and(|thread| thread.answers().iter().any(|answer| span.contains(&answer.item.created))))
    }

    fn happening(&self, tag: Tag, id: RecordId, title: &str, by: PersonId) -> Happening {
        Happening { id: Some(id), title: title.to_owned(), by: Some(self.author(tag, by)) }
    }

    /// Who was let in in this time, and is in now. Whoever is given another role does not come in once more.
    fn let_in_during(&self, tag: Tag, span: &Range<Timestamp>) -> Result<Lately, Error> {
        let circle = self.state(tag)?.circle();
        let mut let_in: BTreeMap<PersonId, (u64, Timestamp)> = BTreeMap::new();
        for line in circle.log().filter(|line| line.standing.is_ok()) {
            if let Some(Op::Grant(grant)) = line.op {
                let first = let_in.entry(grant.person).or_insert((line.lamport, line.wall));
                *first = (line.lamport, line.wall).min(*first);
            }
        }
        let is_new =
            |(person, (_, at)): &(PersonId, (u64, Timestamp))| span.contains(at) && circle.role_of(person).is_some();
        let mut came: Vec<_> = let_in.into_iter().filter(is_new).collect();
        came.sort_by_key(|(_, first)| *first);
        let named = came.into_iter().map(|(person, _)| self.author(tag, person).name);
        Ok(lately(named.map(|title| Happening { id: None, title, by: None }).collect()))
    }
}

/// To later meetings or to earlier ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Later,
    Earlier,
}

/// What began before this is over.
fn over_since(now: Now) -> Timestamp {
    Timestamp::from_millis(now.wall.millis().saturating_sub(MEETING_HOURS * HOUR))
}

/// A meeting and when it was; without a time, when it was planned.
fn held_at(row: &Row) -> Option<(RecordId, Timestamp)> {
    match &row.summary {
        Summary::Meeting(meeting) => Some((meeting.id, meeting.when.unwrap_or(meeting.created))),
        _ => None,
    }
}

fn is_off(row: &Row) -> bool {
    matches!(&row.summary, Summary::Meeting(meeting) if meeting.called_off)
}

/// The first of these, and how many more there are.
fn lately(mut all: Vec<Happening>) -> Lately {
    let more = all.len().saturating_sub(RECAP_LINES);
    all.truncate(RECAP_LINES);
    Lately { told: all, more }
}
