//! What own devices share in their private circle: settings, drafts, read marks. What they mean is in `learning::private`,
//! how they travel in `core::private`; here they are kept, written and heard.
//!
//! What this device knows is on its own disk, whether or not there is a private circle: without one it tells nobody.

mod drafts;
mod marks;
mod pages;
mod reviews;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use commonplace_core::circle::epochs::first_epoch;
use commonplace_core::circle::{Policy, founding};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::frontier::device_name;
use commonplace_core::id::{CircleId, DeviceId, RecordId, Tag};
use commonplace_core::key::Certificate;
use commonplace_core::private::salt;
use commonplace_core::time::Timestamp;
use commonplace_learning::private::{Changes, Dot, Mark, Private, ThreadName, setting_key};
use commonplace_store::Entry;
use commonplace_sync::Millis;

use self::drafts::Typed;
use super::people::unfit;
use super::state::{CircleState, Remembered};
use super::{Effect, Engine, Now, schema, store_error};
use crate::answer::Membership;
use crate::command::OwnSetting;
use crate::error::Error;
use crate::event::Event;

/// The title of a private circle. No list shows it, except on a device whose program is older.
const TITLE: &str = "(private)";
/// The name under which a person settles how their private circle travels.
const NAME: &str = "private";
/// How the keys begin under which all of this is kept.
const HEARD: &[u8] = b"private/heard";
const VALUE: &[u8] = b"private/value/";
const MARK: &[u8] = b"private/mark/";
const FLOOR: &[u8] = b"private/floor/";
const REVIEWED: &[u8] = b"private/reviewed/";
const HERE: &[u8] = b"private/here/";
/// How long after a change the other devices are told: several changes together are one word.
const TOLD_AFTER: Duration = Duration::from_secs(2);
/// The same after a change that came from another device, which tells the others itself.
const PASSED_ON_AFTER: Duration = Duration::from_secs(10);

/// What own devices know, and what is on its way.
#[derive(Debug, Default)]
pub(super) struct Own {
    known: Private,
    /// Dots that are on the disk.
    kept: BTreeSet<(String, Dot)>,
    /// Drafts of which there is a text on this laptop.
    here: BTreeSet<String>,
    /// Those of them of which it is not known since the start whether their text is the one that was written last.
    unchecked: BTreeSet<String>,
    /// Drafts that have changed and are not written among the values yet.
    typed: BTreeMap<String, Typed>,
    /// Whether pages may have come that were not read.
    pub(super) look: bool,
    /// What each device has said last, by hash, and under which name on the wire.
    heard: BTreeMap<(Tag, DeviceId), [u8; 32]>,
    /// What we have said last: where, under which secret, and what, by hash.
    said: Option<(Tag, EpochSecret, [u8; 32])>,
    /// How often it was said: of what is too much for one word, other parts are said each time.
    turn: u64,
    /// When we say it again.
    tell_at: Option<Millis>,
    /// Threads with something new, of the circles that somebody has looked at.
    news: RefCell<BTreeMap<Tag, BTreeSet<RecordId>>>,
}

impl Own {
    /// The names of what was begun and not published, on whatever own device.
    pub(super) fn drafts(&self) -> impl Iterator<Item = &str> {
        self.known.drafts()
    }

    /// Nothing is known any more of which threads have something new.
    pub(super) fn forget_news(&self) {
        self.news.borrow_mut().clear();
    }
}

impl Engine {
    /// Reads what this device knows.
    pub(super) fn load_private(&mut self) -> Result<(), Error> {
        let mut known = Private::default();
        if let Some(bytes) = self.store.local(HEARD).map_err(store_error)? {
            known.recall_heard(&bytes);
        }
        let values = self.store.locals(VALUE).map_err(store_error)?.values;
        let kept = values.iter().filter_map(|(_, bytes)| known.recall_branch(bytes)).collect();
        for (key, bytes) in self.store.locals(MARK).map_err(store_error)?.values {
            let Some((circle, thread)) = read_named(MARK, &key) else { continue };
            if let Some((seen, at)) = schema::read::<(u64, Timestamp)>(&bytes) {
                known.mark(circle, thread, seen, at);
            }
        }
        for (key, bytes) in self.store.locals(FLOOR).map_err(store_error)?.values {
            let circle = key.get(FLOOR.len()..).and_then(|id| CircleId::try_from(id).ok());
            if let (Some(circle), Some(lamport)) = (circle, schema::read(&bytes)) {
                known.mark_all(circle, lamport);
            }
        }
        self.load_reviews(&mut known)?;
        let here = self.store.locals(HERE).map_err(store_error)?.values;
        let here: BTreeSet<String> = here.into_iter().filter_map(|(_, key)| String::from_utf8(key).ok()).collect();
        let own = &mut self.private;
        own.unchecked = here.iter().filter(|key| !own.typed.contains_key(*key)).cloned().collect();
        (own.known, own.kept, own.here) = (known, kept, here);
        // After a write that failed all is heard, and said, again.
        (own.look, own.said) = (true, None);
        own.heard.clear();
        own.forget_news();
        Ok(())
    }

    /// This home is another person's from now on: what was set here goes, what was being written stays.
    pub(super) fn forget_private(&mut self) {
        self.forget_reviews();
        let values: Vec<String> = self.private.known.keys().map(str::to_owned).collect();
        self.private.known.clear();
        self.keep_values(values);
        let (here, kept) = (std::mem::take(&mut self.private.here), std::mem::take(&mut self.private.kept));
        self.private = Own { unchecked: here.clone(), here, kept, ..Own::default() };
    }

    /// Stages values as they are now, or that they are no more.
    fn keep_values(&mut self, keys: impl IntoIterator<Item = String>) {
        for key in keys {
            let now = self.private.known.dots(&key);
            let floor = (key.clone(), ([0; 8], 0));
            let kept = self.private.kept.range(floor..).take_while(|(other, _)| *other == key);
            let gone: Vec<Dot> = kept.map(|(_, dot)| *dot).filter(|dot| !now.contains(dot)).collect();
            for dot in gone {
                self.private.kept.remove(&(key.clone(), dot));
                self.batch.entries.push(Entry::Local { key: value_key(&key, &dot), value: None });
            }
            for dot in now {
                let value = self.private.known.keep_branch(&key, &dot);
                self.private.kept.insert((key.clone(), dot));
                self.batch.entries.push(Entry::Local { key: value_key(&key, &dot), value });
            }
        }
        let value = Some(self.private.known.keep_heard());
        self.batch.entries.push(Entry::Local { key: HEARD.to_vec(), value });
    }

    fn keep_mark(&mut self, circle: &CircleId, thread: &ThreadName) {
        if let Some(Mark { seen, at }) = self.private.known.mark_of(circle, thread) {
            let key = [MARK, circle.as_bytes(), thread].concat();
            self.batch.entries.push(Entry::Local { key, value: Some(schema::write(&(seen, at))) });
        }
    }

    fn keep_floor(&mut self, circle: &CircleId) {
        let value = Some(schema::write(&self.private.known.floor_of(circle)));
        self.batch.entries.push(Entry::Local { key: [FLOOR, circle.as_bytes()].concat(), value });
    }

    /// What another device says has changed something here.
    fn take_changes(&mut self, now: Now, changes: Changes) {
        let Changes { values, threads, circles, heard, reviewed } = changes;
        let drafts: Vec<String> =
            values.iter().filter_map(|key| commonplace_learning::private::draft_of(key)).map(str::to_owned).collect();
        let has_settings = drafts.len() < values.len();
        if heard || !values.is_empty() {
            self.keep_values(values);
        }
        for (circle, thread) in &threads {
            self.keep_mark(circle, thread);
        }
        for circle in &circles {
            self.keep_floor(circle);
        }
        for (circle, card) in &reviewed {
            self.keep_reviews(circle, card);
            self.reviewed_elsewhere(circle, card);
        }
        let marked: BTreeSet<CircleId> = threads.into_iter().map(|(circle, _)| circle).chain(circles).collect();
        self.marks_changed(&marked);
        for key in drafts {
            self.draft_changed(now, key);
        }
        if has_settings {
            self.tell(Event::SettingsChanged);
        }
        self.tell_own_devices(now, PASSED_ON_AFTER);
    }

    /// The other devices are to hear what has changed here.
    fn tell_own_devices(&mut self, now: Now, after: Duration) {
        let at = now.mono.after(after);
        self.private.tell_at = Some(self.private.tell_at.map_or(at, |earlier| earlier.min(at)));
        self.follow_private();
    }

    fn follow_private(&mut self) {
        let typed = self.private.typed.values().map(Typed::due);
        self.timers.private = typed.chain(self.private.tell_at).min();
    }

    /// Does what has waited for its time.
    pub(super) fn private_tick(&mut self, now: Now) {
        self.write_typed(now, false);
        if self.private.tell_at.take_if(|at| *at <= now.mono).is_some() {
            self.write_pages(now);
        }
        self.follow_private();
    }

    /// Changes what all own devices are set to.
    pub(super) fn set_own(&mut self, now: Now, setting: OwnSetting, value: Option<&str>) -> Result<(), Error> {
        if self.set_shared(now, setting.name(), value)? {
            self.tell(Event::SettingsChanged);
        }
        Ok(())
    }

    /// Changes a value that all own devices have. Says whether it was another one.
    pub(super) fn set_shared(&mut self, now: Now, name: &str, value: Option<&str>) -> Result<bool, Error> {
        let key = setting_key(name);
        let seen = self.private.known.dots(&key);
        if self.private.known.setting(name) == value && seen.len() < 2 {
            return Ok(false);
        }
        match value {
            Some(value) => {
                let writer = device_name(&self.me.device.id());
                let written = self.private.known.write(writer, now.wall, &key, Some(value.to_owned()), &seen);
                written.map_err(unfit)?;
            }
            None => _ = self.private.known.end(&key, &seen),
        }
        self.keep_values([key]);
        self.tell_own_devices(now, TOLD_AFTER);
        Ok(true)
    }

    /// All that own devices wrote of a value apart.
    pub(super) fn shared_branches(&self, name: &str) -> Vec<String> {
        let key = setting_key(name);
        let branches = self.private.known.branches(&key);
        branches.filter_map(|(_, branch)| branch.text.clone()).collect()
    }

    /// Values that all own devices have, whose names begin so.
    pub(super) fn shared_values(&self, begin: &str) -> Vec<(String, String)> {
        let values = self.private.known.settings().filter(|(name, _)| name.starts_with(begin));
        values.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// What all own devices are set to.
    pub(super) fn own_setting(&self, setting: OwnSetting) -> Option<String> {
        self.shared_value(setting.name())
    }

    /// A value that all own devices have.
    pub(super) fn shared_value(&self, name: &str) -> Option<String> {
        self.private.known.setting(name).map(str::to_owned)
    }

    /// Whether a circle is the private one of this person: it is in no list, and nobody else is let in.
    pub(super) fn is_private(&self, tag: Tag) -> bool {
        self.circles.get(&tag).is_some_and(|state| self.is_private_state(state))
    }

    pub(super) fn is_private_state(&self, state: &CircleState) -> bool {
        match state.circle().genesis() {
            Some(_) => state.circle().private_of() == Some(self.me.person),
            // Another device has given it to us, and its first record is on its way.
            None => state.remembered.title == TITLE,
        }
    }

    /// The circles that lists show.
    pub(super) fn shown_circles(&self) -> Vec<Tag> {
        let shown = self.circles.iter().filter(|(_, state)| !self.is_private_state(state));
        shown.map(|(tag, _)| *tag).collect()
    }

    /// Private circles of this person in which this device is: one, unless two devices have founded one apart.
    fn private_circles(&self) -> BTreeMap<CircleId, Tag> {
        let is_in = |state: &CircleState| {
            self.is_private_state(state)
                && state.membership(&self.me) == Membership::Joined
                && state.circle().is_member_device(&self.me.device.id())
        };
        self.circles.iter().filter(|(_, state)| is_in(state)).map(|(tag, state)| (state.remembered.id, *tag)).collect()
    }

    /// The one in which this device speaks: of several that of the smallest id, so that all devices come to the same.
    pub(super) fn private_circle(&self) -> Option<Tag> {
        self.private_circles().into_values().next()
    }

    /// The private circle, if this is what it is called.
    pub(super) fn private_named(&self, name: &str) -> Option<Tag> {
        (name == NAME).then(|| self.private_circle()).flatten()
    }

    /// Founds the private circle unless there is one, or one may be on its way.
    pub(super) fn found_private(&mut self, now: Now) {
        let any = self.circles.values().any(|state| self.is_private_state(state));
        if any || self.is_revoked() {
            return;
        }
        if let Err(error) = self.try_found_private(now) {
            self.trouble(error.to_string());
        }
    }

    fn try_found_private(&mut self, now: Now) -> Result<(), Error> {
        let founders: Vec<Certificate> = vec![self.me.certificate.clone()];
        let random = self.random();
        let salt = salt(&self.me.person, random);
        let (circle, genesis) = founding(TITLE, founders.clone(), Policy::default(), salt);
        let secret = EpochSecret::from_bytes(self.random());
        let tag = secret.tag(&circle);
        self.add_circle(tag, Remembered { id: circle, title: TITLE.to_owned(), left: false, told: false });
        self.state_mut(tag)?.secrets.insert(secret.id(), secret.clone());
        self.publish_op_under(now, tag, &genesis, &secret, founders.clone())?;
        self.publish_op_under(now, tag, &first_epoch(&secret), &secret, founders)?;
        self.drive(now, commonplace_sync::Input::CircleAdded { tag });
        self.private_changed(now);
        Ok(())
    }

    /// A private circle is new here, or its members or its secret are others: what is known is said again, and what others
    /// say is read again.
    pub(super) fn private_changed(&mut self, now: Now) {
        self.private.look = true;
        self.check_drafts();
        self.tell_own_devices(now, TOLD_AFTER);
    }

    /// What a device of this person is called.
    fn name_of_device(&self, dot: &Dot) -> Option<String> {
        let mut circles = self.private_circles().into_values();
        circles.find_map(|tag| {
            let mut known = self.circles.get(&tag)?.circle().certificates_of(&self.me.person);
            let certificate = known.find(|certificate| device_name(&certificate.device()) == dot.0)?;
            Some(certificate.name().to_owned())
        })
    }

    /// Draws up what the engine wants of the drafts on the disk.
    fn read_draft_here(&mut self, key: &str) {
        self.batch.effects.push(Effect::CheckDraft { key: key.to_owned() });
    }
}

fn value_key(key: &str, dot: &Dot) -> Vec<u8> {
    [VALUE, &blake3::hash(key.as_bytes()).as_bytes()[..16], &dot.0, &dot.1.to_be_bytes()].concat()
}

fn here_key(key: &str) -> Vec<u8> {
    [HERE, &blake3::hash(key.as_bytes()).as_bytes()[..16]].concat()
}

/// The circle and the thread behind the beginning of a key.
fn read_named(beginning: &[u8], key: &[u8]) -> Option<(CircleId, ThreadName)> {
    let (circle, thread) = key.get(beginning.len()..)?.split_at_checked(CircleId::LEN)?;
    Some((circle.try_into().ok()?, thread.try_into().ok()?))
}
