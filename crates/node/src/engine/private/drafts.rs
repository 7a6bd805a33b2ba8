//! Drafts: each text is on this laptop's disk as soon as it is typed; the other devices hear of it when somebody pauses.

use std::collections::BTreeSet;
use std::time::Duration;

use commonplace_core::frontier::device_name;
use commonplace_core::limits;
use commonplace_learning::private::{Branch, Dot, draft_key};
use commonplace_store::Entry;
use commonplace_sync::Millis;

use super::{Engine, Now, TOLD_AFTER, here_key};
use crate::answer::{self, Answer};
use crate::engine::{AskId, Effect};
use crate::error::Error;
use crate::event::Event;

/// How long nobody types before the others are told.
const PAUSE: Duration = Duration::from_secs(10);
/// The longest that somebody who types on and on puts that off.
const LONGEST: Duration = Duration::from_secs(60);

/// A draft that is being typed.
#[derive(Debug)]
pub(super) struct Typed {
    /// None if it is too long to be passed on.
    text: Option<String>,
    seen: BTreeSet<Dot>,
    first: Millis,
    last: Millis,
}

impl Typed {
    pub(super) fn due(&self) -> Millis {
        self.last.after(PAUSE).min(self.first.after(LONGEST))
    }
}

/// How a writing is named to screens.
fn dot_id(dot: &Dot) -> String {
    format!("{:016x}{:014x}", u64::from_be_bytes(dot.0), dot.1)
}

fn read_dot(id: &str) -> Option<Dot> {
    let (device, number) = id.split_at_checked(16)?;
    let part = |text: &str| u64::from_str_radix(text, 16).ok();
    Some((part(device)?.to_be_bytes(), part(number)?))
}

impl Engine {
    /// Somebody types. What is on the screen of another device and they have seen is what it takes the place of.
    pub(in super::super) fn keep_draft(
        &mut self,
        now: Now,
        ask: AskId,
        key: String,
        text: String,
        seen: &[String],
    ) -> Result<(), Error> {
        let too_long = |what: &str, max: usize| Error::TooLong { what: what.into(), max: format!("{max} bytes") };
        if text.len() > limits::DRAFT_BYTES {
            return Err(too_long("text", limits::DRAFT_BYTES));
        }
        if draft_key(&key).len() > limits::PRIVATE_KEY_BYTES {
            return Err(too_long("name of a draft", limits::PRIVATE_KEY_BYTES));
        }
        let seen: BTreeSet<Dot> = seen.iter().filter_map(|id| read_dot(id)).collect();
        if text.is_empty() {
            self.end_draft(now, &key, &seen);
        } else {
            self.draft_typed(now, key.clone(), &text, seen);
        }
        // The file first and foremost: it waits for nothing, whatever becomes of the rest.
        self.batch.effects.push(Effect::KeepDraft { ask: Some(ask), key, text });
        Ok(())
    }

    fn draft_typed(&mut self, now: Now, key: String, text: &str, seen: BTreeSet<Dot>) {
        if self.private.here.insert(key.clone()) {
            self.batch.entries.push(Entry::Local { key: here_key(&key), value: Some(key.clone().into_bytes()) });
        }
        self.private.unchecked.remove(&key);
        if self.private_circle().is_none() {
            return;
        }
        let text = (text.len() <= limits::PRIVATE_DRAFT_BYTES).then(|| text.to_owned());
        let first = self.private.typed.get(&key).map_or(now.mono, |typed| typed.first);
        let before = self.private.typed.remove(&key).map(|typed| typed.seen).unwrap_or_default();
        let seen = before.into_iter().chain(seen).collect();
        self.private.typed.insert(key, Typed { text, seen, first, last: now.mono });
        // Who only serves one command has no later.
        self.write_typed(now, !self.networked);
        self.follow_private();
    }

    /// It was sent, or somebody thought better of it: it ends on all devices.
    fn end_draft(&mut self, now: Now, key: &str, seen: &BTreeSet<Dot>) {
        self.private.typed.remove(key);
        self.not_here(key);
        let name = draft_key(key);
        let me = device_name(&self.me.device.id());
        let own = self.private.known.dots(&name).into_iter().filter(|(device, _)| *device == me);
        let seen = own.chain(seen.iter().copied()).collect();
        if self.private.known.end(&name, &seen) {
            self.keep_values([name]);
            self.tell_own_devices(now, TOLD_AFTER);
            if !self.networked {
                self.write_pages(now);
            }
        }
    }

    /// Somebody thinks better of it, whoever wrote what of it.
    pub(in super::super) fn discard_draft(&mut self, now: Now, ask: AskId, key: String) {
        let seen = self.private.known.dots(&draft_key(&key));
        self.end_draft(now, &key, &seen);
        self.batch.effects.push(Effect::KeepDraft { ask: Some(ask), key, text: String::new() });
    }

    fn not_here(&mut self, key: &str) {
        self.private.unchecked.remove(key);
        if self.private.here.remove(key) {
            self.batch.entries.push(Entry::Local { key: here_key(key), value: None });
        }
    }

    /// Writes down for the other devices what was typed and has rested, or all of it.
    pub(super) fn write_typed(&mut self, now: Now, all: bool) {
        let due = self.private.typed.iter().filter(|(_, typed)| all || typed.due() <= now.mono);
        let due: Vec<String> = due.map(|(key, _)| key.clone()).collect();
        for key in due {
            let Some(typed) = self.private.typed.remove(&key) else { continue };
            let (name, writer) = (draft_key(&key), device_name(&self.me.device.id()));
            // With more drafts than anybody has, this one stays here.
            if self.private.known.write(writer, now.wall, &name, typed.text, &typed.seen).is_ok() {
                self.keep_values([name]);
                self.tell_own_devices(now, TOLD_AFTER);
                if all {
                    self.write_pages(now);
                }
            }
        }
    }

    /// A private circle is there: what lies on this laptop's disk is compared with what was written last.
    pub(super) fn check_drafts(&mut self) {
        if self.private_circle().is_some() {
            for key in self.private.here.clone() {
                self.read_draft_here(&key);
            }
        }
    }

    /// The text of a draft that lies here. A crash may have come between it and the word to the other devices.
    pub(in super::super) fn draft_checked(&mut self, now: Now, key: String, text: &str) {
        if !self.private.here.contains(&key) || self.private.typed.contains_key(&key) {
            return;
        }
        if text.is_empty() {
            self.not_here(&key);
            return;
        }
        self.private.unchecked.remove(&key);
        let me = device_name(&self.me.device.id());
        let name = draft_key(&key);
        let written = self.private.known.branches(&name).find(|((device, _), _)| *device == me);
        let said = text.len() <= limits::PRIVATE_DRAFT_BYTES;
        if written.is_none_or(|(_, branch)| branch.text.as_deref() != said.then_some(text)) {
            self.draft_typed(now, key, text, BTreeSet::new());
        }
    }

    /// Another device has written a draft, or ended it. If it was ours, what lies here is done with.
    pub(super) fn draft_changed(&mut self, _now: Now, key: String) {
        let me = device_name(&self.me.device.id());
        let stands = self.private.known.dots(&draft_key(&key)).iter().any(|(device, _)| *device == me);
        let idle = !self.private.typed.contains_key(&key) && !self.private.unchecked.contains(&key);
        if self.private.here.contains(&key) && idle && !stands {
            self.not_here(&key);
            self.batch.effects.push(Effect::KeepDraft { ask: None, key: key.clone(), text: String::new() });
        }
        self.tell(Event::DraftChanged { key });
    }

    /// The text that lies here, and what other devices have.
    pub(in super::super) fn read_draft(&mut self, ask: AskId, key: String) {
        let others = self.others_drafts(&key);
        self.batch.effects.push(Effect::ReadDraft { ask, key, others });
    }

    fn others_drafts(&self, key: &str) -> Vec<answer::OtherDraft> {
        let me = device_name(&self.me.device.id());
        let name = draft_key(key);
        let branches = self.private.known.branches(&name).filter(|((device, _), _)| *device != me);
        let mut others: Vec<(Dot, &Branch)> = branches.collect();
        others.sort_by_key(|(dot, branch)| (std::cmp::Reverse(branch.wall), *dot));
        let other = |(dot, branch): &(Dot, &Branch)| answer::OtherDraft {
            id: dot_id(dot),
            device: self.name_of_device(dot),
            text: branch.text.clone(),
            written: branch.wall,
        };
        others.iter().map(other).collect()
    }

    /// All drafts of this person, here and on other devices.
    pub(in super::super) fn draft_list(&mut self, ask: AskId) {
        let keys: BTreeSet<String> =
            self.private.known.drafts().map(str::to_owned).chain(self.private.here.iter().cloned()).collect();
        let row = |key: String| {
            let others = self.others_drafts(&key);
            Answer::DraftRow(answer::DraftRow { here: self.private.here.contains(&key), others, id: key })
        };
        let rows = keys.into_iter().map(row).collect();
        self.reply(ask, rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writing_is_named_and_found_again() {
        let dot = ([7, 1, 2, 3, 4, 5, 6, 255], limits::LARGEST_NUMBER);
        assert_eq!(read_dot(&dot_id(&dot)), Some(dot));
        for odd in ["", "00", "ğğğğğğğğğğğğğğğğğğ", "zz01020304050607ff", "0001020304050607"] {
            assert_eq!(read_dot(odd), None, "{odd}");
        }
    }
}
