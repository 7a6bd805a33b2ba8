//! Full-text search over what this node can read, as a token index on a derived tree.
//!
//! Each version of a document has a number, and later versions have greater ones. For a token there is a row of entries,
//! each named by the number of its first document: how far it is from one document to the next, and how much the token
//! weighs in each. A new document goes to the end of the last entry, and begins a new one only where that is full: so
//! that a rare word costs few entries, however many documents were written between those that hold it. Replacing a document
//! gives it a new number and forgets the old one, so that no posting is ever searched for to be deleted; postings of
//! forgotten numbers are skipped.

mod fold;

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};
use std::ops::Range;

use commonplace_core::id::Tag;
use commonplace_core::limits::{
    SEARCH_DOCUMENT_TOKENS, SEARCH_ENTRY_BYTES, SEARCH_ENTRY_SPAN, SEARCH_KEY_BYTES, SEARCH_POSTING_ENTRIES,
    SEARCH_PREFIX_ENTRIES, SEARCH_QUERY_TOKENS,
};

use crate::derived::{Batch, Derived, Scan};
use crate::entry::Cursor;
use crate::error::IndexError;

/// What a token in the title counts, against one in the text.
const TITLE_WEIGHT: u8 = 40;
/// Each token of the query that a document holds counts more than any weights can.
const TOKEN_SCORE: u32 = 1 << 16;
/// A whole word counts more than a longer one that begins with it.
const WHOLE_SCORE: u32 = 1 << 10;
/// First bytes of the four sorts of keys.
const POSTING: u8 = b't';
const NUMBER_OF: u8 = b'd';
const DOCUMENT_OF: u8 = b'n';
const NEXT_NUMBER: &[u8] = b"c";

/// One searchable document.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// What names it in the answers, at most [`SEARCH_KEY_BYTES`]; an update replaces what was there.
    pub key: &'a [u8],
    /// The circle it belongs to.
    pub tag: Tag,
    /// Weighs more than the text.
    pub title: &'a str,
    /// The rest.
    pub text: &'a str,
}

/// A document that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The document's key.
    pub key: Vec<u8>,
    /// The circle it belongs to.
    pub tag: Tag,
    /// Greater is better; comparable within one answer only.
    pub score: u32,
}

/// A token index on a derived tree.
#[derive(Debug, Clone)]
pub struct Search {
    tree: Derived,
}

impl Search {
    /// Searches in this tree, which must serve nothing else.
    #[must_use]
    pub fn new(tree: Derived) -> Self {
        Self { tree }
    }

    /// Up to where in the journal the index is true.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        self.tree.cursor()
    }

    /// Adds or replaces documents and removes those named; the index is true up to `cursor` then. Many documents at a
    /// time cost much less than one by one. Tokens beyond [`SEARCH_DOCUMENT_TOKENS`] of one document are not found.
    ///
    /// # Errors
    /// [`IndexError`] when the index is unreadable or a key too long.
    pub fn update(&self, documents: &[Document<'_>], removed: &[&[u8]], cursor: Cursor) -> Result<(), IndexError> {
        let mut update = Update::begin(&self.tree)?;
        for key in removed {
            update.forget(key)?;
        }
        for document in documents {
            update.add(document)?;
        }
        self.tree.apply(update.finish(), cursor)
    }

    /// The best `max` documents that hold words of `query`, of one circle or of all: those with more of the words first,
    /// then those with them in the title. The last word may be unfinished.
    ///
    /// # Errors
    /// [`IndexError`] when the index is unreadable.
    pub fn query(&self, tag: Option<Tag>, query: &str, max: usize) -> Result<Vec<Hit>, IndexError> {
        let mut tokens = fold::tokens(query, false);
        tokens.truncate(SEARCH_QUERY_TOKENS);
        let unfinished = tokens.pop();
        tokens.sort_unstable();
        tokens.dedup();
        let mut scores = Vec::new();
        for token in &tokens {
            let found = self.whole(token)?;
            scores = joined(&scores, &found, |sum, score| sum + score);
        }
        if let Some(token) = unfinished.filter(|token| !tokens.contains(token)) {
            let best = joined(&self.begun(&token)?, &self.whole(&token)?, |_, whole| whole);
            scores = joined(&scores, &best, |sum, score| sum + score);
        }
        self.hits(scores, tag, max)
    }

    /// Documents that hold a token, with its score; of very many those written last.
    fn whole(&self, token: &str) -> Result<Vec<Score>, IndexError> {
        let prefix = posting_prefix(token);
        let scan = Scan { prefix: &prefix, max: SEARCH_POSTING_ENTRIES, reverse: true, ..Scan::default() };
        let entries = self.tree.scan(scan)?;
        let found = entries.iter().rev().flat_map(|(key, value)| Postings::of(key, value));
        Ok(found.map(|(number, weight)| (number, TOKEN_SCORE + WHOLE_SCORE + u32::from(weight))).collect())
    }

    /// Documents that hold a longer token that begins so.
    fn begun(&self, token: &str) -> Result<Vec<Score>, IndexError> {
        let mut prefix = posting_prefix(token);
        prefix.pop();
        let entries = self.tree.scan(Scan { prefix: &prefix, max: SEARCH_PREFIX_ENTRIES, ..Scan::default() })?;
        let found = entries.iter().flat_map(|(key, value)| Postings::of(key, value));
        let mut best: Vec<Score> = found.map(|(number, weight)| (number, TOKEN_SCORE + u32::from(weight))).collect();
        // Of a document that holds several such tokens the best one stays.
        best.sort_unstable_by(|(a, low), (b, high)| a.cmp(b).then(high.cmp(low)));
        best.dedup_by_key(|(number, _)| *number);
        Ok(best)
    }

    fn hits(&self, scores: Vec<Score>, tag: Option<Tag>, max: usize) -> Result<Vec<Hit>, IndexError> {
        // Of equals the one written last. Few are taken of many, so that sorting all would be for nothing.
        let mut ranked: BinaryHeap<(u32, u32)> = scores.into_iter().map(|(number, score)| (score, number)).collect();
        let mut hits = Vec::new();
        while let Some((score, number)) = ranked.pop() {
            if hits.len() >= max {
                break;
            }
            let Some(bytes) = self.tree.get(&number_key(number))? else { continue };
            let Some((found, key)) = bytes.split_first_chunk::<16>() else { continue };
            let found = Tag::from_bytes(*found);
            if tag.is_none_or(|tag| tag == found) {
                hits.push(Hit { key: key.to_vec(), tag: found, score });
            }
        }
        Ok(hits)
    }
}

/// A document's number and what it scores.
type Score = (u32, u32);

/// Both lists, each in ascending order of numbers; `both` says what a number scores that is in both.
fn joined(a: &[Score], b: &[Score], both: impl Fn(u32, u32) -> u32) -> Vec<Score> {
    let mut all = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    loop {
        let order = match (a.peek(), b.peek()) {
            (None, None) => return all,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        let from_a = if order == Ordering::Greater { None } else { a.next() };
        let from_b = if order == Ordering::Less { None } else { b.next() };
        all.extend(match (from_a, from_b) {
            (Some((number, score)), Some((_, other))) => Some((number, both(score, other))),
            (one, other) => one.or(other),
        });
    }
}

/// What is looked up for a query: for the fuzz target.
pub(crate) fn tokens(query: &str) -> Vec<String> {
    [fold::tokens(query, false), fold::tokens(query, true)].concat()
}

/// Where a text has words that `query` asks for, by the bytes, in order and apart: for showing why it was found.
#[must_use]
pub fn matching(text: &str, query: &str) -> Vec<Range<usize>> {
    fold::matching(text, query)
}

/// The words of a text as the search compares them: without case, marks and the spellings that people disagree on.
#[must_use]
pub fn words_of(text: &str) -> Vec<String> {
    fold::tokens(text, false)
}

fn posting_prefix(token: &str) -> Vec<u8> {
    let mut key = vec![POSTING];
    key.extend_from_slice(token.as_bytes());
    key.push(0);
    key
}

fn number_key(number: u32) -> Vec<u8> {
    let mut key = vec![DOCUMENT_OF];
    key.extend_from_slice(&number.to_be_bytes());
    key
}

fn document_key(key: &[u8]) -> Vec<u8> {
    [&[NUMBER_OF], key].concat()
}

/// The numbers and weights in one entry, in ascending order. What is damaged ends them.
struct Postings<'a> {
    /// The number before the next one.
    number: u32,
    rest: &'a [u8],
}

impl<'a> Postings<'a> {
    fn of(key: &[u8], value: &'a [u8]) -> Self {
        Self { number: key.last_chunk().map_or(0, |first| u32::from_be_bytes(*first)), rest: value }
    }
}

impl Iterator for Postings<'_> {
    type Item = (u32, u8);

    fn next(&mut self) -> Option<Self::Item> {
        let (mut step, mut bits) = (0_u32, 0);
        loop {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            step |= u32::from(byte & 0x7f).checked_shl(bits)?;
            bits += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let (weight, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.number = self.number.checked_add(step)?;
        Some((self.number, *weight))
    }
}

/// The end of what is known of a token, to which documents are added.
struct Tail {
    key: Vec<u8>,
    value: Vec<u8>,
    /// The first number in it.
    first: u32,
    /// The last number in it.
    last: u32,
}

impl Tail {
    /// One that begins with this number.
    fn new(token: &str, number: u32) -> Self {
        Self {
            key: [&posting_prefix(token), number.to_be_bytes().as_slice()].concat(),
            value: Vec::new(),
            first: number,
            last: number,
        }
    }

    /// One that was written before.
    fn found(key: Vec<u8>, value: Vec<u8>) -> Self {
        let postings = Postings::of(&key, &value);
        let first = postings.number;
        let last = postings.last().map_or(first, |(number, _)| number);
        Self { key, value, first, last }
    }

    /// Adds a document, whose number is not below any in it: seven bits of the step in each byte, the lowest first.
    fn push(&mut self, number: u32, weight: u8) {
        let mut step = number - self.last;
        while step >= 0x80 {
            self.value.push(step.to_le_bytes()[0] | 0x80);
            step >>= 7;
        }
        self.value.extend([step.to_le_bytes()[0], weight]);
        self.last = number;
    }

    /// Whether this number begins a new entry. An entry is written again with each document that it takes: so one of a
    /// rare word stays short, and one of a common word takes what comes within few numbers, much of it at once.
    fn is_full(&self, number: u32) -> bool {
        self.value.len() >= SEARCH_ENTRY_BYTES && number.saturating_sub(self.first) >= SEARCH_ENTRY_SPAN
    }
}

fn number_of(bytes: &[u8]) -> Option<u32> {
    bytes.try_into().ok().map(u32::from_le_bytes)
}

/// Changes on their way into the tree.
struct Update<'a> {
    tree: &'a Derived,
    next: u32,
    /// Numbers of documents that changed; none for those forgotten.
    numbers: HashMap<Vec<u8>, Option<u32>>,
    batch: Batch,
    /// Where each token's documents end.
    tails: HashMap<String, Tail>,
}

impl<'a> Update<'a> {
    fn begin(tree: &'a Derived) -> Result<Self, IndexError> {
        let next = tree.get(NEXT_NUMBER)?.and_then(|bytes| number_of(&bytes)).unwrap_or(0);
        Ok(Self { tree, next, numbers: HashMap::new(), batch: Batch::new(), tails: HashMap::new() })
    }

    fn forget(&mut self, key: &[u8]) -> Result<(), IndexError> {
        let number = match self.numbers.get(key) {
            Some(number) => *number,
            None => self.tree.get(&document_key(key))?.and_then(|bytes| number_of(&bytes)),
        };
        if let Some(number) = number {
            self.batch.delete(number_key(number));
            self.batch.delete(document_key(key));
            self.numbers.insert(key.to_vec(), None);
        }
        Ok(())
    }

    fn add(&mut self, document: &Document<'_>) -> Result<(), IndexError> {
        if document.key.len() > SEARCH_KEY_BYTES {
            return Err(IndexError::TooLong(document.key.len()));
        }
        self.forget(document.key)?;
        let number = self.next;
        self.next += 1;
        self.numbers.insert(document.key.to_vec(), Some(number));
        self.batch.put(document_key(document.key), number.to_le_bytes());
        self.batch.put(number_key(number), [document.tag.as_bytes(), document.key].concat());
        for (token, weight) in weights(document) {
            self.tail(token, number)?.push(number, weight);
        }
        Ok(())
    }

    /// Where this number goes in a token's row.
    fn tail(&mut self, token: String, number: u32) -> Result<&mut Tail, IndexError> {
        use std::collections::hash_map::Entry;
        match self.tails.entry(token) {
            Entry::Occupied(entry) => {
                let next = entry.get().is_full(number).then(|| Tail::new(entry.key(), number));
                let tail = entry.into_mut();
                if let Some(next) = next {
                    let Tail { key, value, .. } = std::mem::replace(tail, next);
                    self.batch.put(key, value);
                }
                Ok(tail)
            }
            Entry::Vacant(entry) => {
                let prefix = posting_prefix(entry.key());
                let scan = Scan { prefix: &prefix, max: 1, reverse: true, ..Scan::default() };
                let last = self.tree.scan(scan)?.pop().map(|(key, value)| Tail::found(key, value));
                let tail = last.filter(|tail| !tail.is_full(number) && tail.last <= number);
                let tail = tail.unwrap_or_else(|| Tail::new(entry.key(), number));
                Ok(entry.insert(tail))
            }
        }
    }

    fn finish(mut self) -> Batch {
        for Tail { key, value, .. } in self.tails.into_values() {
            self.batch.put(key, value);
        }
        self.batch.put(NEXT_NUMBER, self.next.to_le_bytes());
        self.batch
    }
}

/// The tokens of a document, and how much each weighs in it.
fn weights(document: &Document<'_>) -> HashMap<String, u8> {
    let mut weights = HashMap::new();
    let title = fold::tokens(document.title, true).into_iter().map(|token| (token, TITLE_WEIGHT));
    let text = fold::tokens(document.text, true).into_iter().map(|token| (token, 1));
    for (token, weight) in title.chain(text) {
        if weights.len() >= SEARCH_DOCUMENT_TOKENS && !weights.contains_key(&token) {
            continue;
        }
        let sum: &mut u8 = weights.entry(token).or_insert(0);
        *sum = sum.saturating_add(weight);
    }
    weights
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn postings_are_read_as_they_were_written(first: u32, steps in prop::collection::vec((0..=u32::MAX, 0..=u8::MAX), 0..40)) {
            let mut tail = Tail::new("osmosis", first);
            let mut written = Vec::new();
            for (step, weight) in steps {
                let Some(number) = tail.last.checked_add(step) else { continue };
                tail.push(number, weight);
                written.push((number, weight));
            }
            prop_assert_eq!(Postings::of(&tail.key, &tail.value).collect::<Vec<_>>(), written);
            let last = tail.last;
            prop_assert_eq!(Tail::found(tail.key, tail.value).last, last);
        }

        #[test]
        fn damaged_postings_end(key in prop::collection::vec(any::<u8>(), 0..9), value in prop::collection::vec(any::<u8>(), 0..64)) {
            let numbers: Vec<u32> = Postings::of(&key, &value).map(|(number, _)| number).collect();
            prop_assert!(numbers.is_sorted());
            prop_assert!(numbers.len() <= value.len() / 2);
        }

        #[test]
        fn joined_lists_hold_each_number_once(a: BTreeMap<u32, u16>, b: BTreeMap<u32, u16>) {
            let list = |of: &BTreeMap<u32, u16>| of.iter().map(|(n, s)| (*n, u32::from(*s))).collect::<Vec<_>>();
            let mut expected = BTreeMap::new();
            for (number, score) in list(&a).into_iter().chain(list(&b)) {
                *expected.entry(number).or_insert(0) += score;
            }
            prop_assert_eq!(joined(&list(&a), &list(&b), |x, y| x + y), expected.into_iter().collect::<Vec<_>>());
        }
    }
}
