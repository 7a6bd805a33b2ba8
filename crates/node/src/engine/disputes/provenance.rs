//! From what something was made, and what was made from something: how a dispute follows the copies of what it disputes.
//!
//! Two ways lead from a passage to its copies. What *says* whence it is (a question about a passage, a card made from an answer)
//! is followed step by step over the origins that rows keep, from what is shown back to what it was made from. What only *quotes*
//! is found by its words: those of the disputes of the circle, of which the index keeps a bounded list, are looked for in the
//! text that is shown. Neither walks through threads, so both cost the same in a circle of ten notes and of a hundred thousand.

use std::collections::BTreeSet;

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::limits;
use commonplace_learning::origin::Origin;
use commonplace_learning::passage::{self, Words};
use commonplace_learning::question::Thread;
use commonplace_store::Scan;

use super::super::schema::{self, KeptDispute, Row, Summary};
use super::super::{Engine, store_error};
use super::state;
use crate::answer::{MadeFrom, SourceDisputed};
use crate::error::Error;

/// What a reader of one thread is to be told of: looked up once, and then asked for each of its items.
#[derive(Default)]
pub(in super::super) struct Sources {
    /// Disputes of that from which the thread was made.
    of_thread: Vec<KeptDispute>,
    /// Disputes whose words are looked for, with their words.
    by_words: Vec<(Words, KeptDispute)>,
}

impl Engine {
    /// What is disputed of that from which a thread was made, and what is to be looked for in its texts.
    pub(in super::super) fn sources_of(&self, tag: Tag, root: &RecordId) -> Result<Sources, Error> {
        let looked_for = self.disputes_looked_for(tag)?;
        if looked_for.is_empty() {
            return Ok(Sources::default());
        }
        let words = |kept: KeptDispute| (Words::of(&kept.about.at.quote), kept);
        Ok(Sources {
            of_thread: self.disputed_on_the_way(tag, root)?,
            by_words: looked_for.into_iter().map(words).collect(),
        })
    }

    /// What is disputed of that from which a thread was made; for a row of a list.
    pub(in super::super) fn source_of_row(&self, row: &Row) -> Option<SourceDisputed> {
        row.origin.as_ref()?;
        let root = row.summary.id();
        let disputed = self.disputed_on_the_way(row.tag, &root).ok()?;
        disputed.first().map(|kept| self.source_told(kept))
    }

    /// Follows the origins of a thread back, and gathers the disputes that meet them.
    fn disputed_on_the_way(&self, tag: Tag, root: &RecordId) -> Result<Vec<KeptDispute>, Error> {
        let (mut found, mut passed, mut at) = (Vec::new(), BTreeSet::from([*root]), *root);
        for _ in 0..limits::PROVENANCE_DEPTH {
            let Some(origin) = self.views.row(&tag, &at)?.and_then(|row| row.origin) else { break };
            let of_thread = self.disputes_of_thread(tag, &origin.thread)?.into_iter();
            found.extend(of_thread.filter(|kept| {
                !kept.hidden && kept.state.follows_copies() && passage::meet(&kept.about.at, &origin.at)
            }));
            if !passed.insert(origin.thread) {
                break;
            }
            at = origin.thread;
        }
        Ok(found)
    }

    /// What is disputed of that from which an item was made: what its thread was made from, unless it only talks about it, and
    /// whatever it quotes.
    pub(in super::super) fn sources_disputed(
        &self,
        sources: &Sources,
        item: RecordId,
        text: &str,
        is_made: bool,
    ) -> Vec<SourceDisputed> {
        if sources.by_words.is_empty() {
            return Vec::new();
        }
        let words = Words::of(text);
        let quoted =
            sources.by_words.iter().filter(|(passage, kept)| kept.about.at.item != item && words.quote(passage));
        let of_thread = sources.of_thread.iter().filter(|_| is_made);
        let mut told = BTreeSet::new();
        let mut all: Vec<&KeptDispute> =
            of_thread.chain(quoted.map(|(_, kept)| kept)).filter(|kept| told.insert(kept.id)).collect();
        all.sort_by_key(|kept| (kept.state, std::cmp::Reverse(kept.lamport), kept.id));
        all.into_iter().take(limits::SOURCES_TOLD).map(|kept| self.source_told(kept)).collect()
    }

    fn source_told(&self, kept: &KeptDispute) -> SourceDisputed {
        let (title, claim) = (self.title_of(&kept.about.thread), kept.claim.clone());
        SourceDisputed { dispute: kept.id, state: state(kept.state), claim, title }
    }

    /// What was made from a passage, and from that, and so on: what says so itself, at most [`limits::MADE_FROM`].
    pub(super) fn made_from(&self, tag: Tag, about: &Origin) -> Result<Vec<MadeFrom>, Error> {
        let (mut made, mut passed) = (Vec::new(), BTreeSet::from([about.thread]));
        let mut next: Vec<(RecordId, Option<&Origin>)> = vec![(about.thread, Some(about))];
        for _ in 0..limits::PROVENANCE_DEPTH {
            let mut threads = Vec::new();
            for (thread, only) in std::mem::take(&mut next) {
                for row in self.rows_made_from(tag, &thread)? {
                    let root = row.summary.id();
                    let meets = row
                        .origin
                        .as_ref()
                        .is_some_and(|origin| only.is_none_or(|about| passage::meet(&about.at, &origin.at)));
                    if meets && made.len() < limits::MADE_FROM && passed.insert(root) {
                        made.push(self.made(&row, root, row.summary.kind(), row.summary.author()));
                        self.answers_made(&row, &mut made)?;
                        threads.push((root, None));
                    }
                }
            }
            next = threads;
        }
        made.truncate(limits::MADE_FROM);
        Ok(made)
    }

    /// Threads that name another one as their origin, and that lists show.
    fn rows_made_from(&self, tag: Tag, thread: &RecordId) -> Result<Vec<Row>, Error> {
        let prefix = schema::made_from(&tag, thread);
        let scan = Scan { prefix: &prefix, after: None, max: limits::MADE_FROM, reverse: false };
        let mut rows = Vec::new();
        for (key, _) in self.views.tree().scan(scan).map_err(store_error)? {
            let Some(root) = schema::last_id(&key) else { continue };
            let Some(row) = self.views.row(&tag, &root)? else { continue };
            if self.lists(tag, &root, row.summary.marks())? {
                rows.push(row);
            }
        }
        Ok(rows)
    }

    /// The answers of a question that was made from something are made from it, too.
    fn answers_made(&self, row: &Row, made: &mut Vec<MadeFrom>) -> Result<(), Error> {
        let Summary::Question(question) = &row.summary else { return Ok(()) };
        if question.answers == 0 {
            return Ok(());
        }
        let Ok(thread) = Thread::fold(&self.thread_entries(row.tag, &question.id, &[])?) else { return Ok(()) };
        let seen = thread.answers().iter().filter(|answer| answer.item.visibility.is_shown());
        made.extend(seen.map(|answer| self.made(row, answer.item.id, "answer", answer.item.author)));
        Ok(())
    }

    fn made(&self, row: &Row, id: RecordId, kind: &str, author: commonplace_core::id::PersonId) -> MadeFrom {
        let title = row.summary.title().to_owned();
        MadeFrom { id, thread: row.summary.id(), kind: kind.to_owned(), title, author: self.author(row.tag, author) }
    }
}
