//! From what a person types to what it names: full ids, prefixes of ids, exact titles and names.

use commonplace_core::id::{CID_PREFIX_LEN, CircleId, PersonId, RecordId, Tag};
use commonplace_store::Scan;

use super::schema::{self, Item};
use super::{Engine, store_error};
use crate::command::Name;
use crate::error::Error;

/// Characters of an id that a prefix must have: 40 bits of a hash are unique in any circle.
const PREFIX_LEN: usize = 8;
/// Candidates named when a name fits several things.
const CANDIDATES: usize = 8;
/// Entries looked through for a prefix of an id or an exact title.
const TITLES: usize = 1_000;

impl Engine {
    /// A circle that lists show.
    pub(super) fn circle_named(&self, name: &Name) -> Result<Tag, Error> {
        let text = name.0.trim();
        let shown = || self.circles.iter().filter(|(_, state)| !self.is_private_state(state));
        let by_id = shown().filter(|(_, state)| fits_plain(&state.remembered.id.to_string(), text));
        let by_title = shown().filter(|(_, state)| state.title() == text);
        let mut found: Vec<(Tag, String)> = by_id
            .chain(by_title)
            .map(|(tag, state)| (*tag, label(&state.remembered.id.to_string(), &state.title())))
            .collect();
        found.sort();
        found.dedup();
        one(name, found)
    }

    /// The same, or the private circle by its own name: for what may be done with that too, to settle how it travels and to
    /// carry it.
    pub(super) fn any_circle_named(&self, name: &Name) -> Result<Tag, Error> {
        let shown = self.circle_named(name);
        match (&shown, self.private_named(name.0.trim())) {
            (Err(Error::Unknown { .. }), Some(private)) => Ok(private),
            _ => shown,
        }
    }

    pub(super) fn person_named(&self, tag: Tag, name: &Name) -> Result<PersonId, Error> {
        let text = name.0.trim();
        let state = self.state(tag)?;
        let found = state
            .circle()
            .members()
            .filter(|member| fits_plain(&member.person.to_string(), text) || state.name_of(&member.person) == text)
            .map(|member| (member.person, label(&member.person.to_string(), &state.name_of(&member.person))))
            .collect();
        one(name, found)
    }

    pub(super) fn circle_id(&self, tag: Tag) -> Result<CircleId, Error> {
        Ok(self.state(tag)?.remembered.id)
    }

    /// Any item: note, question, answer or comment.
    pub(super) fn item_named(&self, name: &Name) -> Result<(RecordId, Item), Error> {
        let id = self.item_id(name)?;
        Ok((id, self.item(&id).map_err(|_| Error::Unknown { name: name.0.clone() })?))
    }

    fn item_id(&self, name: &Name) -> Result<RecordId, Error> {
        let text = name.0.trim();
        if let Ok(id) = text.parse::<RecordId>() {
            return Ok(id);
        }
        let mut found = self.items_with_prefix(text)?;
        if found.is_empty() {
            found = self.items_titled(text)?;
        }
        one(name, found)
    }

    fn items_with_prefix(&self, text: &str) -> Result<Vec<(RecordId, String)>, Error> {
        let Some((bytes, digits)) = id_prefix(text) else { return Ok(Vec::new()) };
        let prefix = schema::item(&bytes);
        let scan = Scan { prefix: &prefix, after: None, max: TITLES, reverse: false };
        let pairs = self.views.tree().scan(scan).map_err(store_error)?;
        let ids = pairs.iter().filter_map(|(key, _)| schema::last_id(key));
        let fitting = ids.filter(|id| id.to_string()[CID_PREFIX_LEN..].starts_with(&digits));
        Ok(fitting.take(CANDIDATES).map(|id| (id, label(&id.to_string(), &self.title_of(&id)))).collect())
    }

    fn items_titled(&self, title: &str) -> Result<Vec<(RecordId, String)>, Error> {
        let prefix = schema::titled(title);
        let scan = Scan { prefix: &prefix, after: None, max: TITLES, reverse: false };
        let pairs = self.views.tree().scan(scan).map_err(store_error)?;
        let mut found = Vec::new();
        for (tag, id) in pairs.iter().filter_map(|(key, _)| schema::last_tag_and_id(key)) {
            // What was taken back has no name any more.
            let row = self.views.row(&tag, &id)?.filter(|row| !row.summary.marks().retracted);
            if row.is_some_and(|row| row.summary.title() == title) {
                found.push((id, label(&id.to_string(), title)));
            }
        }
        Ok(found)
    }

    /// The title of a thread's first record, or nothing.
    pub(super) fn title_of(&self, root: &RecordId) -> String {
        let row = self.row(root).ok().flatten();
        row.map(|row| row.summary.title().to_owned()).unwrap_or_default()
    }
}

fn label(id: &str, title: &str) -> String {
    format!("{id} {title}")
}

pub(super) fn one<T>(name: &Name, mut found: Vec<(T, String)>) -> Result<T, Error> {
    if found.len() > 1 {
        let candidates = found.into_iter().take(CANDIDATES).map(|(_, label)| label).collect();
        return Err(Error::Ambiguous { name: name.0.clone(), candidates });
    }
    found.pop().map(|(value, _)| value).ok_or_else(|| Error::Unknown { name: name.0.clone() })
}

pub(super) fn fits_plain(id: &str, text: &str) -> bool {
    text.len() >= PREFIX_LEN && id.starts_with(text)
}

/// The whole bytes that a prefix of a record id gives, and its characters after the part that all ids share.
fn id_prefix(text: &str) -> Option<(Vec<u8>, String)> {
    let shared = &RecordId::from_bytes([0; 32]).to_string()[..CID_PREFIX_LEN];
    let digits = text.strip_prefix(shared).unwrap_or(text);
    if digits.len() < PREFIX_LEN || !digits.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7')) {
        return None;
    }
    let all: Vec<u8> = format!("{shared}{digits}").bytes().skip(1).collect();
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0_u32, 0_u32);
    for digit in all {
        let value = if digit.is_ascii_digit() { digit - b'2' + 26 } else { digit - b'a' };
        bits = (bits << 5) | u32::from(value);
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    // Version, codec and multihash take four bytes of a CID.
    Some((bytes.get(4..)?.to_vec(), digits.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_gives_the_bytes_that_it_covers() {
        let id = RecordId::of(b"alice");
        let text = id.to_string();
        for len in PREFIX_LEN..40 {
            for given in [&text[..CID_PREFIX_LEN + len], &text[CID_PREFIX_LEN..][..len]] {
                let (bytes, digits) = id_prefix(given).expect("long enough");
                assert!(id.as_bytes().starts_with(&bytes), "{given}");
                assert!(bytes.len() >= 4, "narrow enough to scan");
                assert!(text[CID_PREFIX_LEN..].starts_with(&digits));
            }
        }
        assert_eq!(id_prefix("short"), None);
        assert_eq!(id_prefix("Ownership and borrowing"), None);
    }
}
