//! Names: ours, and those that others gave themselves in a circle.

use commonplace_core::circle::Action;
use commonplace_core::id::{PersonId, RecordId, Tag};
use commonplace_core::limits;
use commonplace_learning::body::Unfit;
use commonplace_learning::profile::{Details, Profiles};
use commonplace_store::Entry;

use super::{Engine, Now, store_error};
use crate::answer::Author;
use crate::error::Error;

pub(super) const NAME_KEY: &[u8] = b"name";

impl Engine {
    pub(super) fn load_name(&self) -> Result<Option<String>, Error> {
        let bytes = self.store.local(NAME_KEY).map_err(store_error)?;
        Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    pub(super) fn rename(&mut self, now: Now, name: &str) -> Result<(), Error> {
        let name = name.trim();
        if name.is_empty() {
            return Err(Error::Empty { what: "name".into() });
        }
        if name.len() > limits::NAME_BYTES {
            return Err(Error::TooLong { what: "name".into(), max: format!("{} bytes", limits::NAME_BYTES) });
        }
        name.clone_into(&mut self.name);
        self.batch.entries.push(Entry::Local { key: NAME_KEY.to_vec(), value: Some(name.as_bytes().to_vec()) });
        for tag in self.shown_circles() {
            self.publish_profile(now, tag)?;
        }
        Ok(())
    }

    /// Says in a circle who we are, where we may write. What was said there beside the name stays.
    pub(super) fn publish_profile(&mut self, now: Now, tag: Tag) -> Result<(), Error> {
        self.publish_profile_speaking(now, tag, None)
    }

    /// The same, with other languages.
    pub(super) fn publish_profile_speaking(
        &mut self,
        now: Now,
        tag: Tag,
        languages: Option<Vec<String>>,
    ) -> Result<(), Error> {
        if !self.state(tag)?.circle().may(&self.me.person, Action::Write) {
            return Ok(());
        }
        let name = self.name.clone();
        let entries = self.person_entries(tag, &self.me.person, &[])?;
        let profiles = Profiles::fold(&entries);
        let mut details = Details { name: name.clone(), ..profiles.get(&self.me.person).cloned().unwrap_or_default() };
        details.languages = languages.unwrap_or(details.languages);
        let content = profiles.compose(self.me.person, details).map_err(unfit)?;
        self.publish(now, tag, content)?;
        let me = self.me.person;
        self.state_mut(tag)?.names.insert(me, name);
        Ok(())
    }

    pub(super) fn author(&self, tag: Tag, person: PersonId) -> Author {
        let me = person == self.me.person;
        let known = self.circles.get(&tag).map(|state| state.name_of(&person));
        let name = if me { self.name.clone() } else { known.unwrap_or_else(|| person.short()) };
        Author { id: person, name, me }
    }
}

/// Under which thread the views keep what a person says of themselves: no record has the bytes of a person's id.
pub(super) fn profile_thread(person: &PersonId) -> RecordId {
    RecordId::from_bytes(*person.as_bytes())
}

/// What does not fit into a record, as the person is told of it.
pub(super) fn unfit(error: Unfit) -> Error {
    match error {
        Unfit::TooLong { what, max, .. } => Error::TooLong { what: what.to_owned(), max: format!("{max} bytes") },
        Unfit::TooMany { what, max, .. } => Error::TooLong { what: what.to_owned(), max: max.to_string() },
        Unfit::Empty(what) => Error::Empty { what: what.to_owned() },
        Unfit::TooFar(what) => Error::NotATime { typed: what.to_owned() },
        Unfit::Unworkable(what) => Error::Unchangeable { what: what.to_owned() },
    }
}
