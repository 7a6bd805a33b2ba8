//! The words of the program in its reader's language. All faces take them from here; they hold none of their own.

mod telling;

use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

pub use self::telling::iso;

/// A value that a sentence is filled with: text or a number, by `into()`.
pub type Value<'a> = fluent_bundle::FluentValue<'a>;

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English, and the one to fall back to.
    #[default]
    English,
    /// Türkçe.
    Turkish,
    /// Español.
    Spanish,
    /// العربية.
    Arabic,
}

impl Language {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 4] = [Self::English, Self::Turkish, Self::Spanish, Self::Arabic];

    /// The language of a locale such as `tr`, `tr_TR.UTF-8` or `ar-EG`; none when it is not spoken here.
    #[must_use]
    pub fn from_locale(locale: &str) -> Option<Self> {
        let primary = locale.split(['_', '-', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.code() == primary)
    }

    /// The language that this computer is set to; English when that one is not spoken here.
    #[must_use]
    pub fn of_system() -> Self {
        sys_locale::get_locale().and_then(|locale| Self::from_locale(&locale)).unwrap_or_default()
    }

    /// Its ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Turkish => "tr",
            Self::Spanish => "es",
            Self::Arabic => "ar",
        }
    }

    /// What its speakers call it, for a menu.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Turkish => "Türkçe",
            Self::Spanish => "Español",
            Self::Arabic => "العربية",
        }
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Arabic)
    }

    fn sources(self) -> [&'static str; 10] {
        macro_rules! files {
            ($code:literal) => {
                [
                    include_str!(concat!("../../../assets/locale/", $code, "/desktop.ftl")),
                    include_str!(concat!("../../../assets/locale/", $code, "/card.ftl")),
                    include_str!(concat!("../../../assets/locale/", $code, "/cli.ftl")),
                    include_str!(concat!("../../../assets/locale/", $code, "/errors.ftl")),
                    include_str!(concat!("../../../assets/locale/", $code, "/dispute.ftl")),
                    include_str!(concat!("../../../assets/locale/", $code, "/transfer.ftl")),
                    include_str!(concat!("../../../assets/locale/", $code, "/read.ftl")),
                    include_str!(concat!("../../../assets/locale/", $code, "/meeting.ftl")),
                    include_str!(concat!("../../../assets/locale/", $code, "/pairing.ftl")),
                    include_str!(concat!("../../../assets/locale/", $code, "/vote.ftl")),
                ]
            };
        }
        match self {
            Self::English => files!("en"),
            Self::Turkish => files!("tr"),
            Self::Spanish => files!("es"),
            Self::Arabic => files!("ar"),
        }
    }
}

/// All words of one language. Cheap to clone.
#[derive(Clone)]
pub struct Text {
    language: Language,
    own: Arc<Bundle>,
    english: Arc<Bundle>,
}

type Bundle = FluentBundle<FluentResource>;

impl Text {
    /// The words of this language, and English ones where it lacks some.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let english = Arc::new(bundle(Language::English));
        let own = if language == Language::English { Arc::clone(&english) } else { Arc::new(bundle(language)) };
        Self { language, own, english }
    }

    /// Which language it is.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The words under this key. A key that does not exist comes back between brackets, so that somebody sees it.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The words under this key, filled with values; numbers choose the plural form.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.find(key, values).unwrap_or_else(|| format!("[{key}]"))
    }

    /// The words under this key, if there are any.
    #[must_use]
    pub fn find(&self, key: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let values: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
        fill(&self.own, key, &values).or_else(|| fill(&self.english, key, &values))
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Text").field(&self.language).finish()
    }
}

fn fill(bundle: &Bundle, key: &str, values: &FluentArgs<'_>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    // A value that is missing shows as its name in braces; the tests hold that none is.
    let mut missing = Vec::new();
    Some(bundle.format_pattern(pattern, Some(values), &mut missing).into_owned())
}

fn bundle(language: Language) -> Bundle {
    let identifier: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![identifier]);
    // Marks that keep a Latin name from turning a sentence around; a terminal from left to right would show them as dirt.
    bundle.set_use_isolating(language.is_right_to_left());
    for source in language.sources() {
        // The embedded files are parsed by the tests; what a mistake leaves readable is used.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
        let _first_one_wins = bundle.add_resource(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    type Keys = BTreeMap<String, BTreeSet<String>>;

    /// Keys of a language with the variables of each.
    fn keys(language: Language) -> Keys {
        let mut keys = Keys::new();
        let mut current = String::new();
        for line in language.sources().iter().flat_map(|source| source.lines()) {
            if let Some((key, _)) = line.split_once(" =")
                && line.starts_with(|first: char| first.is_ascii_alphabetic())
            {
                current = key.to_owned();
                assert!(keys.insert(current.clone(), BTreeSet::new()).is_none(), "{language:?} has {key} twice");
            }
            if !line.starts_with('#') {
                keys.entry(current.clone()).or_default().extend(variables(line));
            }
        }
        keys.remove("");
        keys
    }

    fn variables(line: &str) -> impl Iterator<Item = String> {
        let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        line.split('$').skip(1).map(name)
    }

    #[test]
    fn every_file_is_valid_fluent() {
        for language in Language::ALL {
            for source in language.sources() {
                let parsed = FluentResource::try_new(source.to_owned());
                assert!(parsed.is_ok(), "{language:?}: {:?}", parsed.err().map(|(_, errors)| errors));
            }
        }
    }

    #[test]
    fn signs_are_those_of_print_and_not_of_typewriters() {
        for language in Language::ALL {
            for line in language.sources().iter().flat_map(|source| source.lines()) {
                let typed = !line.starts_with('#') && (line.contains('\'') || line.contains("..."));
                assert!(!typed, "{language:?}: {line}");
            }
        }
    }

    #[test]
    fn every_language_says_everything_with_the_same_variables() {
        let english = keys(Language::English);
        assert!(english.len() > 30, "the English files are read at all");
        for language in Language::ALL {
            let own = keys(language);
            let differs = |key: &&String| english.get(*key) != own.get(*key);
            let different: BTreeSet<_> = english.keys().chain(own.keys()).filter(differs).collect();
            assert!(
                different.is_empty(),
                "{language:?} lacks these, has them alone, or fills them otherwise: {different:?}"
            );
        }
    }

    #[test]
    fn every_key_that_the_source_names_exists() {
        let english = keys(Language::English);
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("crates stand in one folder").to_owned();
        let mut named = 0;
        for file in ["node", "desktop", "pages", "commonplace"]
            .iter()
            .flat_map(|name| sources_in(&crates.join(name).join("src")))
        {
            let source = fs::read_to_string(&file).expect("source is text");
            let program = source.split("#[cfg(test)]").next().unwrap_or_default();
            for key in keys_named_in(program) {
                named += 1;
                assert!(english.contains_key(&key), "{} names {key}, which no language has", file.display());
            }
        }
        assert!(named > 0, "the scan finds something");
    }

    fn sources_in(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).expect("source folder").map(|entry| entry.expect("entry").path()) {
            if entry.is_dir() {
                found.extend(sources_in(&entry));
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                found.push(entry);
            }
        }
        found
    }

    /// What stands in `text.get("…")`, `text.with("…"` and `text.find("…"`, on one line or the next.
    fn keys_named_in(source: &str) -> Vec<String> {
        let mut found = Vec::new();
        for call in ["text.get(", "text.with(", "text.find("] {
            for rest in source.split(call).skip(1) {
                if let Some(literal) = rest.trim_start().strip_prefix('"') {
                    found.extend(literal.split('"').next().map(ToOwned::to_owned));
                }
            }
        }
        found
    }

    #[test]
    fn a_locale_names_a_language() {
        assert_eq!(Language::from_locale("tr_TR.UTF-8"), Some(Language::Turkish));
        assert_eq!(Language::from_locale("AR-EG"), Some(Language::Arabic));
        assert_eq!(Language::from_locale("C"), None);
        assert!(Language::Arabic.is_right_to_left());
    }

    #[test]
    fn an_unknown_key_is_seen() {
        assert_eq!(Text::new(Language::Turkish).get("no-such-key"), "[no-such-key]");
    }

    #[test]
    fn names_are_fenced_only_where_they_would_turn_a_sentence_around() {
        let sentence = |language| Text::new(language).with("error-unknown", &[("name", "kelp".into())]);
        assert!(!sentence(Language::English).contains('\u{2068}'));
        assert!(sentence(Language::Arabic).contains('\u{2068}'));
    }
}
