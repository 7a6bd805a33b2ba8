//! Cards: making and changing them, which of them are due, and reviewing.
//!
//! What is due stands in the index by its time, and is put there with the card's row: when the card changes, and when this person has
//! reviewed it, here or on another device. So no list reads all cards; only
//! one's own reviews are all in memory.

use commonplace_core::id::{CircleId, RecordId, Tag};
use commonplace_core::limits::{ANSWER_ROWS, CLOCK_AHEAD_SECONDS, DUE_COUNTED, NEW_CARDS_A_DAY, QUOTE_BYTES};
use commonplace_core::text::cut;
use commonplace_core::time::Timestamp;
use commonplace_learning::card::schedule::{Schedule, Wait};
use commonplace_learning::card::{self, Card, NotYours, Sides};
use commonplace_learning::catalogue::Class;
use commonplace_learning::moderation::Visibility;
use commonplace_learning::origin::{Anchor, Origin};
use commonplace_learning::private::{ThreadName, thread_name};
use commonplace_store::Scan;

use super::people::unfit;
use super::schema::{self, Due, Item, Row, Summary};
use super::threads::standing;
use super::{AskId, Engine, Now, leads, store_error};
use crate::answer::{self, Answer, CardSource, NextReview, SourceState, Written};
use crate::command::{CardPick, Command, Grade, Name, Page, Pick, What};
use crate::error::Error;

/// Keys read at a time.
const SCAN: usize = 128;
/// Milliseconds after which it is another day, as far as beginning with new cards goes: who did so in the evening may again in the
/// morning, wherever they live.
const NEW_DAY: u64 = 12 * 3_600_000;

impl Engine {
    pub(super) fn obey_about_card(&mut self, now: Now, ask: AskId, command: Command) -> Result<(), Error> {
        match command {
            Command::CardNew { circle, front, back, from, quote } => {
                let tag = self.circle_named(&circle)?;
                let from = from.map(|item| self.origin(tag, &item, quote.as_deref())).transpose()?;
                self.card_new(now, ask, tag, Sides { front, back }, from)
            }
            Command::CardEdit { card, front, back } => self.card_edit(now, ask, &card, front, back),
            Command::CardList { circle, pick, page } => self.card_list(now, ask, &circle, &pick, page),
            Command::CardShow { card } => self.card_show(now, ask, &card),
            Command::CardReview { card, grade, at } => self.card_review(now, ask, &card, (grade, at)),
            Command::CardsDue { circle } => self.cards_due(now, ask, &circle),
            _ => Ok(()),
        }
    }

    fn card_new(&mut self, now: Now, ask: AskId, tag: Tag, sides: Sides, from: Option<Origin>) -> Result<(), Error> {
        let title = Some(commonplace_learning::summary::excerpt(&sides.front));
        let content = card::compose(sides, from).map_err(unfit)?;
        let record = self.publish(now, tag, content)?;
        self.reply_written(ask, vec![Answer::Written(Written { id: record.id, title, changed: true })]);
        Ok(())
    }

    /// Where something is taken from: an item of the circle, or a passage of it.
    pub(super) fn origin(&self, tag: Tag, name: &Name, quote: Option<&str>) -> Result<Origin, Error> {
        let (id, item) = self.item_named(name)?;
        let whole = [Class::Note, Class::Question, Class::Answer, Class::QuickVote, Class::Meeting, Class::Card];
        if item.tag != tag || !whole.iter().any(|class| class.kind().0 == item.kind) {
            return Err(Error::Unknown { name: name.0.clone() });
        }
        let Some(quote) = quote.map(str::trim).filter(|quote| !quote.is_empty()) else {
            return Ok(Origin::whole(item.root, id));
        };
        let text = self.text_of_item(&item, &id)?.unwrap_or_default();
        let found =
            text.find(quote).and_then(|start| Origin::passage(item.root, id, &text, start..start + quote.len()));
        // Words that are not found are the passage all the same: people read them.
        let words = || Anchor { quote: cut(quote, QUOTE_BYTES).to_owned(), ..Anchor::whole(id) };
        Ok(found.unwrap_or_else(|| Origin { thread: item.root, at: words() }))
    }

    /// The present text of what somebody wrote; none when it is not to be shown.
    fn text_of_item(&self, item: &Item, id: &RecordId) -> Result<Option<String>, Error> {
        let name = Name::from(id);
        let Some(row) = self.row(&item.root)? else { return Ok(None) };
        if !self.lists(item.tag, &item.root, row.summary.marks())? {
            return Ok(None);
        }
        Ok(match &row.summary {
            Summary::Note(_) => self.note(item, &name).ok().map(|note| note.text().to_owned()),
            Summary::Question(_) => {
                let thread = self.question(item, &name).ok();
                thread.and_then(|thread| {
                    let answers = thread.answers().iter().map(|answer| &answer.item);
                    let written = std::iter::once(thread.question()).chain(answers).find(|written| written.id == *id);
                    let shown = written.filter(|one| self.may_see(item.tag, one.author, &one.visibility));
                    shown.map(|one| one.now.text.clone())
                })
            }
            Summary::Meeting(_) => self.meeting(item, &name).ok().map(|meeting| meeting.details().agenda),
            Summary::QuickVote(..) => self.quick_vote(item, &name).ok().map(|vote| vote.options().join("\n")),
            Summary::Card(..) => self.card(item, &name).ok().map(|card| card.sides().back),
        })
    }

    fn card_edit(
        &mut self,
        now: Now,
        ask: AskId,
        name: &Name,
        front: Option<String>,
        back: Option<String>,
    ) -> Result<(), Error> {
        let (item, card) = self.card_named(name)?;
        let is = card.sides();
        let trimmed = |side: String| side.trim().to_owned();
        let to = Sides {
            front: front.map_or_else(|| is.front.clone(), trimmed),
            back: back.map_or_else(|| is.back.clone(), trimmed),
        };
        let title = Some(commonplace_learning::summary::excerpt(&to.front));
        // The same again settles what several wrote apart, and is a change then.
        let changed = to != is || !card.also().is_empty();
        let role = self.state(item.tag)?.circle().role_of(&self.me.person);
        let role = role.ok_or_else(|| self.not_a_member(item.tag))?;
        let content = match card.change(&self.me.person, standing(role), to) {
            Ok(content) => content,
            Err(NotYours::Unfit(why)) => return Err(unfit(why)),
            Err(NotYours::Neither) => return Err(Error::NotAllowed { what: "change-card".into() }),
        };
        if changed {
            self.publish(now, item.tag, content)?;
        }
        self.reply_written(ask, vec![Answer::Written(Written { id: item.root, title, changed })]);
        Ok(())
    }

    /// The card that an item is, unless it was taken back or is hidden from me.
    fn card_named(&self, name: &Name) -> Result<(Item, Card), Error> {
        let (_, item) = self.item_named(name)?;
        self.card(&item, name).map(|card| (item, card))
    }

    pub(super) fn card(&self, item: &Item, name: &Name) -> Result<Card, Error> {
        let card = Card::fold(&self.thread_entries(item.tag, &item.root, &[])?).ok();
        let sees = |card: &Card| self.may_see(item.tag, card.item().author, &card.item().visibility);
        card.filter(sees).ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }

    fn card_list(&mut self, now: Now, ask: AskId, circle: &Name, pick: &CardPick, page: Page) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let take = page.take.min(ANSWER_ROWS);
        let rows = match pick {
            CardPick::All => self.picked(tag, &Pick { what: What::Cards, ..Pick::default() }, page)?,
            CardPick::Due => {
                let ids = self.to_review(now, tag, page.skip.saturating_add(take).min(DUE_COUNTED))?;
                self.rows_of(tag, ids.into_iter().skip(page.skip))?
            }
            CardPick::Of(name) => {
                self.search_caught_up();
                let (id, item) = self.item_named(name)?;
                let found = if item.tag == tag { self.cards_from(tag, &id)? } else { Vec::new() };
                self.rows_of(tag, found.into_iter().skip(page.skip).take(take))?
            }
        };
        let answers = rows.iter().filter_map(|row| self.card_row(row)).map(Answer::CardRow).collect();
        self.reply(ask, answers);
        Ok(())
    }

    fn rows_of(&self, tag: Tag, ids: impl Iterator<Item = RecordId>) -> Result<Vec<Row>, Error> {
        ids.filter_map(|id| self.views.row(&tag, &id).transpose()).collect()
    }

    /// Cards that were made from an item, or from something in its thread if it begins one; at most [`ANSWER_ROWS`].
    fn cards_from(&self, tag: Tag, id: &RecordId) -> Result<Vec<RecordId>, Error> {
        let prefix = schema::leading(&leads::of_source(id), &tag);
        let scan = Scan { prefix: &prefix, after: None, max: ANSWER_ROWS, reverse: false };
        let mut found = Vec::new();
        for (key, _) in self.views.tree().scan(scan).map_err(store_error)? {
            let Some(root) = schema::last_id(&key) else { continue };
            let Some(row) = self.views.row(&tag, &root)? else { continue };
            if self.lists(tag, &root, row.summary.marks())? {
                found.push(root);
            }
        }
        Ok(found)
    }

    /// Cards to be reviewed now, at most so many: those due, the longest due first, and then as many new ones as one begins with today.
    fn to_review(&self, now: Now, tag: Tag, max: usize) -> Result<Vec<RecordId>, Error> {
        let mut cards = self.due_cards(now, tag, max)?;
        let new = (max - cards.len()).min(self.new_left(now, tag)?);
        cards.extend(self.in_order(&schema::due(&tag, Due::New), u64::MAX, new)?);
        Ok(cards)
    }

    fn due_cards(&self, now: Now, tag: Tag, max: usize) -> Result<Vec<RecordId>, Error> {
        self.in_order(&schema::due(&tag, Due::At), now.wall.millis(), max)
    }

    /// Cards under a prefix up to a time, at most so many. What was taken back or is hidden has no place there.
    fn in_order(&self, prefix: &[u8], until: u64, max: usize) -> Result<Vec<RecordId>, Error> {
        let (mut found, mut after) = (Vec::new(), None::<Vec<u8>>);
        loop {
            let scan = Scan { prefix, after: after.as_deref(), max: SCAN, reverse: false };
            let keys = self.views.tree().scan(scan).map_err(store_error)?;
            for (key, _) in &keys {
                let (Some(id), Some(at)) = (schema::last_id(key), schema::due_at(key)) else { continue };
                if found.len() == max || at > until {
                    return Ok(found);
                }
                found.push(id);
            }
            match keys.last() {
                Some((key, _)) if keys.len() == SCAN => after = Some(key.clone()),
                _ => return Ok(found),
            }
        }
    }

    /// How many new cards one may begin with today.
    fn new_left(&self, now: Now, tag: Tag) -> Result<usize, Error> {
        let circle = self.circle_id(tag)?;
        let today = now.wall.millis().saturating_sub(NEW_DAY);
        let begun = self.reviewed().of_circle(&circle).filter_map(|(_, reviews)| reviews.began());
        // A clock that was a year ahead holds nobody up for a year.
        let (today, ahead) = (Timestamp::from_millis(today), now.wall.later(CLOCK_AHEAD_SECONDS * 1000));
        let begun = begun.filter(|began| *began > today && *began <= ahead).count();
        Ok(NEW_CARDS_A_DAY.saturating_sub(begun))
    }

    fn cards_due(&mut self, now: Now, ask: AskId, circle: &Name) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let due = self.due_cards(now, tag, DUE_COUNTED)?.len();
        let left = self.new_left(now, tag)?;
        let new = self.in_order(&schema::due(&tag, Due::New), u64::MAX, left)?.len();
        let next = if due + new == 0 { self.next_due(tag)? } else { None };
        let cards = usize::try_from(self.views.counts(&tag)?.cards).unwrap_or(usize::MAX);
        let answer = answer::CardsDue { id: self.circle_id(tag)?, cards, due, new, next };
        self.reply(ask, vec![Answer::CardsDue(answer)]);
        Ok(())
    }

    fn next_due(&self, tag: Tag) -> Result<Option<Timestamp>, Error> {
        let first = self.in_order(&schema::due(&tag, Due::At), u64::MAX, 1)?;
        let row = first.first().map(|id| self.views.row(&tag, id)).transpose()?.flatten();
        Ok(row.and_then(|row| match row.summary {
            Summary::Card(_, due) => due,
            _ => None,
        }))
    }

    pub(super) fn card_row(&self, row: &Row) -> Option<answer::CardRow> {
        let Summary::Card(card, _) = &row.summary else { return None };
        let circle = self.circle_id(row.tag).ok()?;
        let schedule = self.schedule(&circle, &card.id);
        Some(answer::CardRow {
            id: card.id,
            title: card.title.clone(),
            excerpt: card.excerpt.clone(),
            circle,
            author: self.author(row.tag, card.author),
            created: card.created,
            updated: card.updated,
            from: card.from.map(|(_, item)| item),
            due: schedule.due(),
            reviewed: schedule.last(),
            reviews: schedule.times,
            apart: card.apart,
            comments: card.comments,
            hidden: card.hidden,
            on: self.delivery_of(row),
        })
    }

    fn card_show(&mut self, now: Now, ask: AskId, name: &Name) -> Result<(), Error> {
        let (item, card) = self.card_named(name)?;
        let (tag, sides) = (item.tag, card.sides());
        let row = self.row(&item.root)?.and_then(|row| self.card_row(&row));
        let row = row.ok_or_else(|| Error::Unknown { name: name.0.clone() })?;
        let role = self.state(tag)?.circle().role_of(&self.me.person);
        let away = self.parts_away(tag, &item.root)?;
        let schedule = self.schedule(&row.circle, &row.id);
        let also = card.also().into_iter().map(|(by, sides)| {
            let Sides { front, back } = sides;
            answer::OtherSides { by: self.author(tag, by), front, back }
        });
        let said = format!("{}\n\n{}", sides.front, sides.back);
        let answer = answer::Card {
            front: sides.front,
            back: sides.back,
            source: card.from().map(|from| self.source(tag, from)).transpose()?,
            next: Grade::GIVEN.map(|grade| next_review(&schedule, grade, now)).to_vec(),
            mine_to_change: role.is_some_and(|role| card.may_change(&self.me.person, standing(role))),
            changed_by: card.changed_by().map(|by| self.author(tag, by)),
            also: also.collect(),
            disputes: self.disputes_in(tag, &item.root)?,
            sources: self.sources_disputed(&self.sources_of(tag, &item.root)?, item.root, &said, true),
            replies: self.comments(tag, card.discussion(), row.id, &away),
            why_hidden: match card.item().visibility {
                Visibility::Shown => None,
                _ => self.hiding(tag, &card.item().visibility, &card.discussion().flags(&row.id)),
            },
            row,
        };
        self.reply(ask, vec![Answer::Card(answer)]);
        Ok(())
    }

    /// From what a card was made, and what became of that.
    fn source(&self, tag: Tag, from: &Origin) -> Result<CardSource, Error> {
        let (id, thread) = (from.at.item, from.thread);
        let quote = from.quote().map(str::to_owned);
        let away = CardSource { id, thread, kind: None, title: None, quote, state: SourceState::Away };
        // Whoever writes a card says where it is from, and another circle's things are not shown in this one.
        let Some(item) = self.item(&id).ok().filter(|item| item.tag == tag && item.root == thread) else {
            return Ok(away);
        };
        let Some(row) = self.views.row(&tag, &thread)? else { return Ok(away) };
        let text = self.text_of_item(&item, &id)?;
        let shown = text.is_some();
        let state = match text {
            None => SourceState::Gone,
            Some(text) if from.quote().is_some() && from.at.find(&text).is_none() => SourceState::Changed,
            Some(_) => SourceState::Here,
        };
        let title = shown.then(|| row.summary.title().to_owned());
        Ok(CardSource { kind: Some(row.summary.kind().to_owned()), title, state, ..away })
    }

    fn card_review(
        &mut self,
        now: Now,
        ask: AskId,
        name: &Name,
        (grade, at): (Grade, Option<Timestamp>),
    ) -> Result<(), Error> {
        let (item, _) = self.card_named(name)?;
        let circle = self.circle_id(item.tag)?;
        let made = self.review(now, circle, thread_name(&item.root), grade, at);
        if grade != Grade::None && made.is_none() {
            return Err(Error::TooMuchToShare);
        }
        self.views.dirty.insert((item.tag, item.root));
        let row = self.row(&item.root)?.and_then(|row| self.card_row(&row));
        let mut row = row.ok_or_else(|| Error::Unknown { name: name.0.clone() })?;
        row.reviewed = made.or(row.reviewed);
        self.reply_written(ask, vec![Answer::CardRow(row)]);
        Ok(())
    }

    /// Where this person is with a card.
    pub(super) fn schedule(&self, circle: &CircleId, card: &RecordId) -> Schedule {
        self.reviewed().schedule(circle, &thread_name(card), self.wall)
    }

    /// Cards that another own device has reviewed: their places among those due are other ones now.
    pub(super) fn reviewed_elsewhere(&mut self, circle: &CircleId, card: &ThreadName) {
        let tags = self.circles.iter().filter(|(_, state)| state.remembered.id == *circle);
        for tag in tags.map(|(tag, _)| *tag).collect::<Vec<_>>() {
            // A card that has not come here yet finds its reviews when it does.
            let roots = self.views.ids(&schema::rows_named(&tag, card)).unwrap_or_default();
            self.views.dirty.extend(roots.into_iter().map(|root| (tag, root)));
        }
    }
}

fn next_review(schedule: &Schedule, grade: Grade, now: Now) -> NextReview {
    let (days, minutes) = match schedule.next(grade.into(), now.wall) {
        Wait::Days(days) => (days, 0),
        Wait::Minutes(minutes) => (0, minutes),
    };
    NextReview { grade, days, minutes }
}
