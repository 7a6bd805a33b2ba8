//! Full-text search over what this node can read, as a token index on a derived tree.
//!
//! Each version of a document has a number. For a token and a block of 256 numbers there is one entry with two bytes per
//! document: its place in the block and how much the token weighs in it. Replacing a document gives it a new number and
//! forgets the old one, so that no posting is ever searched for to be deleted; postings of forgotten numbers are skipped.

mod fold;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use commonplace_core::id::Tag;
use commonplace_core::limits::{
    SEARCH_DOCUMENT_TOKENS, SEARCH_KEY_BYTES, SEARCH_POSTING_ENTRIES, SEARCH_PREFIX_ENTRIES, SEARCH_QUERY_TOKENS,
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
        let mut scores = HashMap::new();
        for token in &tokens {
            add_scores(&mut scores, self.whole(token)?);
        }
        if let Some(token) = unfinished.filter(|token| !tokens.contains(token)) {
            let mut best = self.begun(&token)?;
            for (number, score) in self.whole(&token)? {
                best.insert(number, score);
            }
            add_scores(&mut scores, best);
        }
        self.hits(scores, tag, max)
    }

    /// Documents that hold a token, with its score.
    fn whole(&self, token: &str) -> Result<HashMap<u32, u32>, IndexError> {
        let prefix = posting_prefix(token);
        let entries = self.tree.scan(Scan { prefix: &prefix, max: SEARCH_POSTING_ENTRIES, ..Scan::default() })?;
        Ok(entries.iter().flat_map(|(key, value)| postings(key, value)).map(|(n, w)| (n, WHOLE_SCORE + w)).collect())
    }

    /// Documents that hold a longer token that begins so.
    fn begun(&self, token: &str) -> Result<HashMap<u32, u32>, IndexError> {
        let mut prefix = posting_prefix(token);
        prefix.pop();
        let entries = self.tree.scan(Scan { prefix: &prefix, max: SEARCH_PREFIX_ENTRIES, ..Scan::default() })?;
        let mut best = HashMap::new();
        for (number, weight) in entries.iter().flat_map(|(key, value)| postings(key, value)) {
            let score = best.entry(number).or_insert(weight);
            *score = weight.max(*score);
        }
        Ok(best)
    }

    fn hits(&self, scores: HashMap<u32, u32>, tag: Option<Tag>, max: usize) -> Result<Vec<Hit>, IndexError> {
        let mut ranked: Vec<(u32, u32)> = scores.into_iter().map(|(number, score)| (score, number)).collect();
        // Of equals the one written last.
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        let mut hits = Vec::new();
        for (score, number) in ranked {
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

fn add_scores(scores: &mut HashMap<u32, u32>, found: HashMap<u32, u32>) {
    for (number, score) in found {
        *scores.entry(number).or_insert(0) += TOKEN_SCORE + score;
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

/// Numbers and weights in one entry.
fn postings<'a>(key: &[u8], value: &'a [u8]) -> impl Iterator<Item = (u32, u32)> + 'a {
    let block = key.last_chunk::<3>().map_or(0, |block| u32::from_be_bytes([0, block[0], block[1], block[2]]));
    value.as_chunks::<2>().0.iter().map(move |[place, weight]| (block << 8 | u32::from(*place), u32::from(*weight)))
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
    postings: BTreeMap<Vec<u8>, Vec<u8>>,
}

impl<'a> Update<'a> {
    fn begin(tree: &'a Derived) -> Result<Self, IndexError> {
        let next = tree.get(NEXT_NUMBER)?.and_then(|bytes| number_of(&bytes)).unwrap_or(0);
        Ok(Self { tree, next, numbers: HashMap::new(), batch: Batch::new(), postings: BTreeMap::new() })
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
        // A block's number has three bytes: together with the place, all 2^32 numbers.
        let [block @ .., place] = number.to_be_bytes();
        for (token, weight) in weights(document) {
            let mut key = posting_prefix(&token);
            key.extend_from_slice(&block);
            self.entry(key)?.extend_from_slice(&[place, weight]);
        }
        Ok(())
    }

    fn entry(&mut self, key: Vec<u8>) -> Result<&mut Vec<u8>, IndexError> {
        use std::collections::btree_map::Entry;
        match self.postings.entry(key) {
            Entry::Occupied(entry) => Ok(entry.into_mut()),
            Entry::Vacant(entry) => {
                let old = self.tree.get(entry.key())?.unwrap_or_default();
                Ok(entry.insert(old))
            }
        }
    }

    fn finish(mut self) -> Batch {
        for (key, value) in self.postings {
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
