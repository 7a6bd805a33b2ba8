//! Lists of notes and questions: in several orders, of some of them, read from the index part by part.

use std::collections::{BTreeMap, VecDeque};

use commonplace_core::id::{PersonId, RecordId, Tag};
use commonplace_core::limits::ANSWER_ROWS;
use commonplace_store::{Derived, Pair, Scan};

use super::schema::{self, List, Marks, Place, Row, Summary, Tagged};
use super::shelved::Shelved;
use super::{AskId, Engine, store_error};
use crate::answer::{Answer, TagRow};
use crate::command::{Name, Page, Pick, Sort, What};
use crate::error::Error;

/// Keys read at a time.
const SCAN: usize = 256;
/// Bytes of a time in a key: what begins the places of every order that is walked backwards.
const TIME: usize = 8;
/// Tags of a circle that are looked through: more than anybody chooses from, and no more whatever somebody makes up.
const TAGS_READ: usize = 10_000;

impl Engine {
    pub(super) fn note_list(&mut self, ask: AskId, circle: &Name, page: Page) -> Result<(), Error> {
        self.library(ask, circle, &Pick { what: What::Notes, ..Pick::default() }, page)
    }

    pub(super) fn question_list(&mut self, ask: AskId, circle: &Name, open: bool, page: Page) -> Result<(), Error> {
        let what = if open { What::Open } else { What::Questions };
        self.library(ask, circle, &Pick { what, ..Pick::default() }, page)
    }

    pub(super) fn library(&mut self, ask: AskId, circle: &Name, pick: &Pick, page: Page) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let rows = self.picked(tag, pick, page)?;
        let answers = rows.iter().filter_map(|row| self.row_answer(row));
        let answers = answers.collect();
        self.reply(ask, answers);
        Ok(())
    }

    pub(super) fn quick_vote_list(&mut self, ask: AskId, circle: &Name, open: bool, page: Page) -> Result<(), Error> {
        let what = if open { What::Choosing } else { What::QuickVotes };
        self.library(ask, circle, &Pick { what, ..Pick::default() }, page)
    }

    fn row_answer(&self, row: &Row) -> Option<Answer> {
        match row.summary {
            Summary::Note(_) => self.note_row(row).map(Answer::NoteRow),
            Summary::Question(_) => self.question_row(row).map(Answer::QuestionRow),
            Summary::Card(..) => self.card_row(row).map(Answer::CardRow),
            // They stand by when they are, in a list of their own.
            Summary::Meeting(_) => None,
            Summary::QuickVote(..) => self.quick_vote_row(row).map(Answer::QuickVoteRow),
        }
    }

    pub(super) fn tags(&mut self, ask: AskId, circle: &Name) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let scan = Scan { prefix: &schema::all_tagged(&tag), after: None, max: TAGS_READ, reverse: false };
        let all = self.views.tree().scan(scan).map_err(store_error)?;
        let mut tags: Vec<Tagged> = all.iter().filter_map(|(_, value)| schema::read(value)).collect();
        tags.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.tag.cmp(&b.tag)));
        tags.truncate(ANSWER_ROWS);
        let answers = tags.into_iter().map(|tagged| Answer::TagRow(TagRow { id: tagged.tag, count: tagged.count }));
        self.reply(ask, answers.collect());
        Ok(())
    }

    /// A part of a list. Rows that are passed over are not read, so that a far page costs little more than a near one; only
    /// chapters in the order of their book are, which [`Shelved`] bounds.
    pub(super) fn picked(&self, tag: Tag, pick: &Pick, page: Page) -> Result<Vec<Row>, Error> {
        let author = pick.author.as_ref().map(|name| self.anybody_named(tag, name)).transpose()?;
        let sieve = Sieve { pick, author, tag: pick.tag.as_deref().map(schema::tag_name) };
        let take = page.take.min(ANSWER_ROWS);
        let (mut rows, mut skipped) = (Vec::new(), 0);
        for orders in self.orders(tag, pick, author)? {
            let mut walk = Walk::new(self.views.tree(), orders, pick.sort == Sort::Oldest);
            let mut shelved = (pick.sort == Sort::Folder).then(Shelved::default);
            let mut next = || match &mut shelved {
                Some(shelved) => shelved.next(self, tag, || walk.next()),
                None => walk.next(),
            };
            while let Some((key, value)) = if rows.len() < take { next()? } else { None } {
                let (Some(id), place) = (schema::last_id(&key), Place(&value)) else { continue };
                let unread = !pick.unread || self.is_unread(tag, &id);
                if !unread || !sieve.lets(place) || !self.lists(tag, &id, place.marks())? {
                    continue;
                }
                if skipped < page.skip {
                    skipped += 1;
                } else {
                    rows.extend(self.views.row(&tag, &id)?);
                }
            }
        }
        Ok(rows)
    }

    /// The orders to walk through one after the other; those that stand together are merged.
    fn orders(&self, tag: Tag, pick: &Pick, author: Option<PersonId>) -> Result<Vec<Vec<Vec<u8>>>, Error> {
        let lists: &[List] = match pick.what {
            What::All => &[List::Notes, List::Questions, List::QuickVotes],
            What::Notes => &[List::Notes],
            What::Cards => &[List::Cards],
            What::Questions | What::Open | What::Unanswered => &[List::Questions],
            What::QuickVotes | What::Choosing => &[List::QuickVotes],
        };
        let of = |order: &dyn Fn(List) -> Vec<u8>| lists.iter().map(|list| order(*list)).collect::<Vec<_>>();
        Ok(match (pick.sort, author, &pick.tag) {
            (Sort::Title, ..) => vec![of(&|list| schema::by_title(&tag, list))],
            (Sort::Folder, ..) => vec![of(&|list| schema::by_folder(&tag, list))],
            (_, Some(author), _) => vec![of(&|list| schema::by_author(&tag, list, &author))],
            (Sort::Author, None, _) => {
                let authors = self.authors(tag, lists)?;
                authors.iter().map(|author| of(&|list| schema::by_author(&tag, list, author))).collect()
            }
            (Sort::Newest | Sort::Oldest, None, Some(name)) => vec![of(&|list| schema::by_tag(&tag, name, list))],
            (Sort::Newest | Sort::Oldest, None, None) => vec![of(&|list| schema::list(&tag, list))],
        })
    }

    /// Everybody who began something in one of these lists, by their names.
    fn authors(&self, tag: Tag, lists: &[List]) -> Result<Vec<PersonId>, Error> {
        let mut named: BTreeMap<(String, PersonId), ()> = BTreeMap::new();
        for list in lists {
            let prefix = schema::by_authors(&tag, *list);
            let mut after: Option<Vec<u8>> = None;
            loop {
                // From one author straight to the next: beyond the greatest key that this one can have.
                let scan = Scan { prefix: &prefix, after: after.as_deref(), max: 1, reverse: false };
                let found = self.views.tree().scan(scan).map_err(store_error)?;
                let Some(author) = found.first().and_then(|(key, _)| schema::read_author(key)) else { break };
                named.insert((self.author(tag, author).name.to_lowercase(), author), ());
                let mut beyond = schema::by_author(&tag, *list, &author);
                beyond.extend([u8::MAX; 8 + RecordId::LEN]);
                after = Some(beyond);
            }
        }
        Ok(named.into_keys().map(|(_, author)| author).collect())
    }
}

/// What is asked of a row, as far as its place tells.
struct Sieve<'a> {
    pick: &'a Pick,
    author: Option<PersonId>,
    tag: Option<[u8; 8]>,
}

impl Sieve<'_> {
    fn lets(&self, place: Place<'_>) -> bool {
        let Marks { accepted, answered, .. } = place.marks();
        let fits = match self.pick.what {
            What::All | What::Notes | What::Cards | What::Questions | What::QuickVotes => true,
            What::Open | What::Choosing => !accepted,
            What::Unanswered => !answered && !accepted,
        };
        fits && self.author.is_none_or(|author| place.is_by(&author)) && self.tag.is_none_or(|tag| place.has_tag(tag))
    }
}

/// A way through the entries of several orders, by what stands behind their prefixes. Backwards it goes by the time alone:
/// what has one time, as the chapters of a book do that came within an hour, is walked through from its first to its last.
pub(super) struct Walk<'a> {
    tree: &'a Derived,
    ways: Vec<Way>,
    reverse: bool,
}

struct Way {
    prefix: Vec<u8>,
    ahead: VecDeque<Pair>,
    after: Option<Vec<u8>>,
    /// Backwards: a prefix with a time of which there are more than are read at once, and how far it has been read.
    hour: Option<(Vec<u8>, Option<Vec<u8>>)>,
    over: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(tree: &'a Derived, prefixes: Vec<Vec<u8>>, reverse: bool) -> Self {
        let way = |prefix| Way { prefix, ahead: VecDeque::new(), after: None, hour: None, over: false };
        Self { tree, ways: prefixes.into_iter().map(way).collect(), reverse }
    }

    pub(super) fn next(&mut self) -> Result<Option<Pair>, Error> {
        for way in &mut self.ways {
            while way.ahead.is_empty() && !way.over {
                if self.reverse { way.look_back(self.tree)? } else { way.look_ahead(self.tree)? }
            }
        }
        let reverse = self.reverse;
        let first = self.ways.iter_mut().filter(|way| !way.ahead.is_empty()).reduce(|one, other| {
            let other_comes_first = if reverse {
                let (one, other) = (one.timed(), other.timed());
                (std::cmp::Reverse(other.0), other.1) < (std::cmp::Reverse(one.0), one.1)
            } else {
                other.rest() < one.rest()
            };
            if other_comes_first { other } else { one }
        });
        Ok(first.and_then(|way| way.ahead.pop_front()))
    }
}

impl Way {
    fn look_ahead(&mut self, tree: &Derived) -> Result<(), Error> {
        let scan = Scan { prefix: &self.prefix, after: self.after.as_deref(), max: SCAN, reverse: false };
        self.ahead = tree.scan(scan).map_err(store_error)?.into();
        self.over = self.ahead.len() < SCAN;
        self.after = self.ahead.back().map(|(key, _)| key.clone());
        Ok(())
    }

    fn look_back(&mut self, tree: &Derived) -> Result<(), Error> {
        if let Some((hour, read)) = &mut self.hour {
            let scan = Scan { prefix: hour, after: read.as_deref(), max: SCAN, reverse: false };
            self.ahead = tree.scan(scan).map_err(store_error)?.into();
            *read = self.ahead.back().map(|(key, _)| key.clone());
            if self.ahead.len() < SCAN {
                self.after = self.hour.take().map(|(hour, _)| hour);
            }
            return Ok(());
        }
        let scan = Scan { prefix: &self.prefix, after: self.after.as_deref(), max: SCAN, reverse: true };
        let mut found = tree.scan(scan).map_err(store_error)?;
        let end = self.prefix.len() + TIME;
        let until_time = |(key, _): &Pair| key.get(..end).unwrap_or(key).to_vec();
        if found.len() < SCAN {
            self.over = true;
        } else if let Some(last) = found.last().map(until_time) {
            // More of its time may follow: they are read together.
            let whole = found.iter().rposition(|pair| until_time(pair) != last).map_or(0, |before| before + 1);
            found.truncate(whole);
            match found.last() {
                Some((key, _)) => self.after = Some(key.clone()),
                None => self.hour = Some((last, None)),
            }
        }
        found.chunk_by_mut(|one, other| until_time(one) == until_time(other)).for_each(<[Pair]>::reverse);
        self.ahead = found.into();
        Ok(())
    }

    /// The same, parted behind its time.
    fn timed(&self) -> (&[u8], &[u8]) {
        self.rest().and_then(|rest| rest.split_at_checked(TIME)).unwrap_or_default()
    }

    /// The next key without its prefix.
    fn rest(&self) -> Option<&[u8]> {
        self.ahead.front()?.0.get(self.prefix.len()..)
    }
}
