//! What a person says of themselves in a circle: a register for each person.

use std::collections::BTreeMap;

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::limits;

use crate::body::{Payload as _, Unfit, at_most, count, filled, payload, replaced};
use crate::catalogue::Thread;
use crate::entry::{Content, Entry};
use crate::merge::{Register, Write};

payload! {
    /// A person's name, words and languages. Counts only when that person wrote it.
    pub struct Profile = 104, Posts, Profile {
        /// Who it is about.
        pub person: PersonId,
        /// The name that others see.
        pub name: String,
        /// A few words; may be empty.
        pub about: String,
        /// Languages (BCP 47 tags), best first.
        pub languages: Vec<String>,
        /// Versions that it replaces.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Person(self.person));
    target(self) = None;
    check(self) = {
        filled("name", &self.name, limits::NAME_BYTES)?;
        at_most("about", self.about.len(), limits::ABOUT_BYTES)?;
        count("languages", self.languages.len(), limits::LANGUAGES)?;
        self.languages.iter().try_for_each(|tag| filled("language", tag, limits::LANGUAGE_BYTES))?;
        replaced(&self.replaces)
    };
}

/// What a person wants others to see.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Details {
    /// The name that others see.
    pub name: String,
    /// A few words; may be empty.
    pub about: String,
    /// Languages (BCP 47 tags), best first.
    pub languages: Vec<String>,
}

/// All that a person said of themselves.
#[derive(Debug, Clone, Default)]
pub struct Profiles {
    by_person: BTreeMap<PersonId, Register<Details>>,
}

impl Profiles {
    /// The profiles in these entries; what is not a profile is passed over.
    #[must_use]
    pub fn fold(entries: &[Entry]) -> Self {
        let mut profiles = Self::default();
        entries.iter().for_each(|entry| profiles.apply(entry));
        profiles
    }

    /// Adds an entry; adding it again changes nothing.
    pub fn apply(&mut self, entry: &Entry) {
        if entry.kind != Profile::KIND {
            return;
        }
        let Ok(Profile { person, name, about, languages, replaces }) = Profile::read(&entry.body) else { return };
        if person == entry.author {
            let write = Write::of(entry, replaces, Details { name, about, languages });
            self.by_person.entry(person).or_default().insert(entry.id, write);
        }
    }

    /// What this person shows, if they said anything.
    #[must_use]
    pub fn get(&self, person: &PersonId) -> Option<&Details> {
        self.by_person.get(person)?.value()
    }

    /// Everybody who said anything, by person.
    pub fn iter(&self) -> impl Iterator<Item = (PersonId, &Details)> {
        self.by_person.iter().filter_map(|(person, register)| Some((*person, register.value()?)))
    }

    /// Replaces what `person` shows.
    ///
    /// # Errors
    /// [`Unfit`] when a part is out of bounds.
    pub fn compose(&self, person: PersonId, details: Details) -> Result<Content, Unfit> {
        let replaces = self.by_person.get(&person).map(Register::latest).unwrap_or_default();
        let Details { name, about, languages } = details;
        Profile { person, name, about, languages, replaces }.content()
    }
}
