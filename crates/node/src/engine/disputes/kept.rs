//! What the index keeps of disputes: in its thread's records lies the truth, here is what lists and the readers of copies need.

use commonplace_core::id::{PersonId, RecordId, Tag};
use commonplace_core::limits;
use commonplace_learning::Entry;
use commonplace_learning::card::Card;
use commonplace_learning::catalogue::{Body, Class};
use commonplace_learning::discussion::Discussion;
use commonplace_learning::dispute::{Disputed, Weight};
use commonplace_learning::meeting::Meeting;
use commonplace_learning::note::Note;
use commonplace_learning::origin::Origin;
use commonplace_learning::question::Thread;
use commonplace_learning::quick_vote::QuickVote;
use commonplace_store::Scan;

use super::super::schema::{self, KeptDispute, Marks};
use super::super::views::Slice;
use super::super::{Engine, store_error};
use crate::error::Error;

/// Keys read at a time.
const SCAN: usize = 256;

impl Engine {
    /// Writes down what the disputes of a thread have come to, in place of what they were before. Whether there are any.
    pub(in super::super) fn keep_disputes(
        &mut self,
        slice: &mut Slice,
        tag: Tag,
        root: RecordId,
        entries: &[Entry],
        marks: Option<Marks>,
        was_disputed: bool,
    ) -> Result<bool, Error> {
        let any = entries.iter().any(|entry| entry.kind == Class::Dispute.kind());
        if !any && !was_disputed {
            return Ok(false);
        }
        let before = self.disputes_of_thread(tag, &root)?;
        // What nobody is shown is not disputed either.
        let shown = marks.is_some_and(|marks| !marks.hidden && !marks.retracted);
        let me = self.me.person;
        let now: Vec<KeptDispute> = if shown && any {
            discussion_of(entries)
                .map(|discussion| discussion.disputes().all().iter().map(|disputed| kept(disputed, &me)).collect())
                .unwrap_or_default()
        } else {
            Vec::new()
        };
        let disputed = !now.is_empty();
        if before == now {
            return Ok(disputed);
        }
        for old in &before {
            old.keys(&tag).into_iter().for_each(|key| slice.batch.delete(key));
        }
        for new in &now {
            let value = schema::write(new);
            new.keys(&tag).into_iter().for_each(|key| slice.batch.put(key, value.clone()));
        }
        let open = |all: &[KeptDispute]| all.iter().filter(|kept| kept.is_open()).count() as u64;
        let counts = slice.counts_of(&self.views, tag)?;
        counts.disputes = (counts.disputes + open(&now)).saturating_sub(open(&before));
        self.tell_disputed(tag, &before, &now);
        Ok(disputed)
    }

    /// Whoever shows something that was made from the passage is to read it again. While all is made anew nothing is new.
    fn tell_disputed(&mut self, tag: Tag, before: &[KeptDispute], now: &[KeptDispute]) {
        if self.views.anew {
            return;
        }
        let changed = |one: &KeptDispute, others: &[KeptDispute]| !others.contains(one);
        let came = now.iter().filter(|kept| changed(kept, before));
        let gone = before.iter().filter(|kept| !now.iter().any(|other| other.id == kept.id));
        let ids = came.chain(gone).map(|kept| kept.id);
        self.disputed.entry(tag).or_default().extend(ids);
    }

    /// All that the index keeps of the disputes of a thread: at most [`limits::DISPUTES_SHOWN`].
    pub(in super::super) fn disputes_of_thread(&self, tag: Tag, root: &RecordId) -> Result<Vec<KeptDispute>, Error> {
        let prefix = schema::disputes_of(&tag, root);
        let pairs = self.views.scan(&prefix)?;
        let mut all: Vec<KeptDispute> = pairs.iter().filter_map(|(_, value)| schema::read(value)).collect();
        all.sort_by_key(|kept| (kept.state, std::cmp::Reverse(kept.lamport), kept.id));
        Ok(all)
    }

    pub(super) fn dispute_kept(
        &self,
        tag: Tag,
        root: &RecordId,
        dispute: &RecordId,
    ) -> Result<Option<KeptDispute>, Error> {
        self.views.get(&schema::dispute(&tag, root, dispute))
    }

    /// A part of the list of a circle's disputes: open ones first, and of these and of the others the latest.
    pub(super) fn disputes_listed(
        &self,
        tag: Tag,
        open: bool,
        skip: usize,
        take: usize,
    ) -> Result<Vec<KeptDispute>, Error> {
        let prefix = if open { schema::open_disputes(&tag) } else { schema::disputes_by_state(&tag) };
        let (mut after, mut skipped, mut rows): (Option<Vec<u8>>, usize, Vec<KeptDispute>) = (None, 0, Vec::new());
        while rows.len() < take {
            let scan = Scan { prefix: &prefix, after: after.as_deref(), max: SCAN, reverse: false };
            let found = self.views.tree().scan(scan).map_err(store_error)?;
            for (_, value) in &found {
                let Some(kept) = schema::read::<KeptDispute>(value) else { continue };
                if kept.hidden && kept.author != self.me.person && !self.moderates(tag) {
                    continue;
                }
                if skipped < skip {
                    skipped += 1;
                } else if rows.len() < take {
                    rows.push(kept);
                }
            }
            match found.last() {
                Some((key, _)) if found.len() == SCAN => after = Some(key.clone()),
                _ => break,
            }
        }
        Ok(rows)
    }

    /// Disputes whose words are looked for in what is shown: of each person the latest, so that nobody's many hide those of
    /// others.
    pub(super) fn disputes_looked_for(&self, tag: Tag) -> Result<Vec<KeptDispute>, Error> {
        let all = schema::disputes_by_author(&tag);
        let (mut after, mut found): (Option<Vec<u8>>, Vec<KeptDispute>) = (None, Vec::new());
        while found.len() < limits::DISPUTES_LOOKED_FOR {
            let first = Scan { prefix: &all, after: after.as_deref(), max: 1, reverse: false };
            let next = self.views.tree().scan(first).map_err(store_error)?;
            let Some(author) = next.first().and_then(|(key, _)| schema::disputes_author(key)) else { break };
            let of_author = schema::disputes_by(&tag, &author);
            let max = limits::DISPUTES_LOOKED_FOR_EACH;
            let scan = Scan { prefix: &of_author, after: None, max, reverse: false };
            let pairs = self.views.tree().scan(scan).map_err(store_error)?;
            found.extend(pairs.iter().filter_map(|(_, value)| schema::read::<KeptDispute>(value)));
            after = Some([of_author.as_slice(), &[u8::MAX; 8 + RecordId::LEN]].concat());
        }
        found.truncate(limits::DISPUTES_LOOKED_FOR);
        found.retain(|kept| !kept.hidden && kept.state.follows_copies());
        Ok(found)
    }
}

fn kept(disputed: &Disputed, me: &PersonId) -> KeptDispute {
    KeptDispute {
        id: disputed.id,
        about: disputed.about.clone(),
        claim: disputed.claim.clone(),
        author: disputed.author,
        of: disputed.of,
        created: disputed.created,
        updated: disputed.updated,
        lamport: disputed.lamport,
        state: disputed.state,
        agree: disputed.count(Weight::Agree),
        disagree: disputed.count(Weight::Disagree),
        unsure: disputed.count(Weight::Unsure),
        mine: disputed.weight_of(me),
        hidden: !disputed.visibility.is_shown(),
    }
}

/// What gathers around the items of a thread, whatever began it.
fn discussion_of(entries: &[Entry]) -> Option<Discussion> {
    let note = Note::fold(entries).map(|note| note.discussion().clone());
    let thread = || Thread::fold(entries).map(|thread| thread.discussion().clone());
    let vote = || QuickVote::fold(entries).map(|vote| vote.discussion().clone());
    let meeting = || Meeting::fold(entries).map(|meeting| meeting.discussion().clone());
    let card = || Card::fold(entries).map(|card| card.discussion().clone());
    note.or_else(|_| thread()).or_else(|_| card()).or_else(|_| vote()).or_else(|_| meeting()).ok()
}

/// From what a thread was made, as the record that begins it says.
pub(in super::super) fn origin_of(entries: &[Entry]) -> Option<Origin> {
    let of_passage = |about: commonplace_learning::origin::Anchor| Origin { thread: about.item, at: about };
    entries.iter().find_map(|entry| match Body::read(entry.kind, &entry.body).ok()? {
        Body::Question(question) => question.about.map(of_passage),
        Body::QuickVote(vote) => vote.about.map(of_passage),
        Body::Card(card) => card.from,
        _ => None,
    })
}
