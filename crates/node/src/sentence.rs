//! Errors for people: one sentence that says what happened and what to do.

use std::path::Path;

use commonplace_core::words::WordsError;

use crate::answer::{Author, CardSource, Hidden, NextReview, QuickVoteRound, SourceState};
use crate::backup::BadBackup;
use crate::error::{Error, LeaseError, NotNow, PairingEnd};
use crate::text::{Text, Value};

/// Says that of a text only the beginning is here, and who is known to hold the rest, by their names.
#[must_use]
pub fn part_away(with: &[String], text: &Text) -> String {
    text.with("part-away", &[("count", with.len().into()), ("with", with.join(", ").into())])
}

/// Says that an item is hidden, by whom and why. `name` is how this face calls somebody.
#[must_use]
pub fn hidden_because(hidden: &Hidden, text: &Text, name: impl Fn(&Author) -> String) -> String {
    let reason = hidden.reason.trim();
    match &hidden.by {
        _ if reason.is_empty() => text.get("hidden-lesson"),
        Some(by) => text.with("hidden-by", &[("name", name(by).into()), ("reason", reason.into())]),
        None => text.with("hidden-flagged", &[("reason", reason.into())]),
    }
}

/// Says from what a card was made, and what became of that.
#[must_use]
pub fn card_source(source: &CardSource, text: &Text) -> String {
    let title = source.title.clone().unwrap_or_default();
    match source.state {
        SourceState::Here => text.with("card-source", &[("title", title.into())]),
        SourceState::Changed => text.with("card-source-changed", &[("title", title.into())]),
        SourceState::Gone => text.get("card-source-gone"),
        SourceState::Away => text.get("card-source-away"),
    }
}

/// How long a card would stay away, in the fewest words.
#[must_use]
pub fn card_wait(next: &NextReview, text: &Text) -> String {
    const MONTH: u32 = 30;
    const YEAR: u32 = 365;
    let (key, count) = match next.days {
        0 => ("card-wait-minutes", next.minutes),
        days if days < 2 * MONTH => ("card-wait-days", days),
        days if days < 2 * YEAR => ("card-wait-months", days / MONTH),
        days => ("card-wait-years", days / YEAR),
    };
    text.with(key, &[("count", (count as usize).into())])
}

/// The sentence for an error, in the language of `text`.
#[must_use]
pub fn sentence(error: &Error, text: &Text) -> String {
    use Error as E;
    match error {
        E::Unknown { name } => text.with("error-unknown", &[("name", name.into())]),
        E::Ambiguous { name, candidates } => {
            text.with("error-ambiguous", &[("name", name.into()), ("candidates", candidates.join("; ").into())])
        }
        E::NotAllowed { what } => not_allowed(what, text),
        E::QuickVote { why } => text.get(not_now(*why)),
        E::Empty { what } => text.with("error-empty", &[("what", named(what, text).into())]),
        E::TooLong { what, max } => {
            text.with("error-too-long", &[("what", named(what, text).into()), ("max", rounded(max).into())])
        }
        E::NotATicket | E::TicketDamaged | E::TicketNewer | E::TicketExpired => about_ticket(error, text),
        E::NotACode { .. } | E::Pairing { .. } | E::SeveralNearby { .. } | E::SeveralAsk { .. } | E::NoNetwork => {
            about_pairing(error, text)
        }
        E::BySticks { circle } => text.with("error-by-sticks", &[("circle", circle.into())]),
        E::NotAMember { circle } => text.with("error-not-a-member", &[("circle", circle.into())]),
        E::TooManyDevices { devices } => {
            let named = devices.join(", ");
            text.with("error-too-many-devices", &[("count", devices.len().into()), ("devices", named.into())])
        }
        E::Removed { circle, by } => removed(circle, by.as_deref(), text),
        E::OnlySteward { circle, others } => {
            text.with("error-only-steward", &[("circle", circle.into()), ("others", (*others).into())])
        }
        E::TextAway { title, with } => {
            let named = with.join(", ");
            text.with(
                "error-text-away",
                &[("title", title.into()), ("count", with.len().into()), ("with", named.into())],
            )
        }
        E::NothingHidden { name } => text.with("error-nothing-hidden", &[("name", name.into())]),
        E::Busy => text.get("error-busy"),
        E::Unchangeable { .. } => text.get("error-unchangeable"),
        E::BlobAbsent => text.get("error-blob-absent"),
        E::BadAddress { .. } | E::NotLoopback { .. } | E::NotARelay { .. } | E::NotATime { .. } => {
            about_typed(error, text)
        }
        E::WhichRelay { named } => text.with("error-which-relay", &[("named", (*named).into())]),
        E::BadLease { why } => text.get(bad_lease(*why)),
        E::NoTitle => text.get("error-no-title"),
        E::NotAChoice { what, choices } => {
            text.with("error-not-a-choice", &[("what", named(what, text).into()), ("choices", choices.into())])
        }
        E::TooMuchToShare => text.get("error-too-much-to-share"),
        E::Network { why } => text.with("error-network", &[("why", plain(why).into())]),
        E::Store { why } => text.with("error-store", &[("why", plain(why).into())]),
        E::DiskFull => text.get("error-disk-full"),
        E::Stopped => text.get("error-stopped"),
        E::NoWindow => text.get("error-no-window"),
        E::Cancelled => text.get("error-cancelled"),
        E::WrongPassphrase => text.get("error-wrong-passphrase"),
        E::NoRootKey => text.get("error-no-root-key"),
        E::DeviceRevoked => text.get("error-device-revoked"),
        E::BadBackup { why } => text.get(bad_backup(*why)),
        E::BadWords { why } => bad_words(*why, text),
        E::WrongWord { place } => text.with("error-wrong-word", &[("place", (*place).into())]),
        E::NoHome { .. }
        | E::LivedIn { .. }
        | E::Locked { .. }
        | E::Copied { .. }
        | E::HomeExists { .. }
        | E::HomeHeld { .. }
        | E::HomeNewer { .. }
        | E::NotARelayHome { .. }
        | E::KeyExposed { .. } => about_home(error, text),
        E::BadConfig { file, why } => text.with("error-bad-config", &[("file", shown(file)), ("why", why.into())]),
        E::File { .. } | E::FileExists { .. } | E::NotText { .. } => about_file(error, text),
        E::StickFull { .. }
        | E::NotABundle { .. }
        | E::NotAHave { .. }
        | E::BundleNewer { .. }
        | E::BundleForeign { .. }
        | E::HaveForeign { .. }
        | E::NoBundles { .. } => about_bundle(error, text),
    }
}

/// Why a ticket leads nowhere.
fn about_ticket(error: &Error, text: &Text) -> String {
    text.get(match error {
        Error::TicketDamaged => "error-ticket-damaged",
        Error::TicketNewer => "error-ticket-newer",
        Error::TicketExpired => "error-ticket-expired",
        _ => "error-not-a-ticket",
    })
}

/// What was typed and is not what was asked for.
fn about_typed(error: &Error, text: &Text) -> String {
    match error {
        Error::NotLoopback { address } => text.with("error-not-loopback", &[("address", address.into())]),
        Error::NotARelay { address } => text.with("error-not-a-relay", &[("address", address.into())]),
        Error::BadAddress { address } => text.with("error-bad-address", &[("address", address.into())]),
        Error::NotATime { typed } => text.with("error-not-a-time", &[("typed", typed.into())]),
        other => other.to_string(),
    }
}

fn removed(circle: &str, by: Option<&str>, text: &Text) -> String {
    match by {
        Some(by) => text.with("error-removed", &[("circle", circle.into()), ("by", by.into())]),
        None => text.with("error-removed-by-somebody", &[("circle", circle.into())]),
    }
}

fn about_pairing(error: &Error, text: &Text) -> String {
    match error {
        Error::NotACode { word: Some(word), .. } => text.with("error-not-a-code-word", &[("word", word.into())]),
        Error::NotACode { word: None, count } => text.with("error-not-a-code", &[("count", (*count).into())]),
        Error::SeveralNearby { nodes } => text.with("error-several-nearby", &several(nodes)),
        Error::SeveralAsk { nodes } => text.with("error-several-ask", &several(nodes)),
        Error::NoNetwork => text.get("error-no-network"),
        Error::Pairing { why } => text.get(match why {
            PairingEnd::Refused => "error-pairing-refused",
            PairingEnd::Cancelled => "error-pairing-cancelled",
            PairingEnd::Busy => "error-pairing-busy",
            PairingEnd::NoOffer => "error-pairing-no-offer",
            PairingEnd::WrongCode => "error-pairing-wrong-code",
            PairingEnd::Guesses => "error-pairing-guesses",
            PairingEnd::Expired => "error-pairing-expired",
            PairingEnd::HandedOver => "error-pairing-handed-over",
            PairingEnd::Lost => "error-pairing-lost",
            PairingEnd::Nobody => "error-pairing-nobody",
            PairingEnd::NotAwaited => "error-pairing-not-awaited",
            PairingEnd::OutOfReach => "error-pairing-out-of-reach",
            PairingEnd::Broken => "error-pairing-broken",
        }),
        other => other.to_string(),
    }
}

/// Several names, and one of them for an example.
fn several(nodes: &[String]) -> [(&'static str, Value<'static>); 2] {
    [("nodes", nodes.join(", ").into()), ("first", nodes.first().cloned().unwrap_or_default().into())]
}

fn about_home(error: &Error, text: &Text) -> String {
    match error {
        Error::NoHome { home } => text.with("error-no-home", &[("home", shown(home)), ("path", quoted(home).into())]),
        Error::LivedIn { home } => text.with("error-lived-in", &[("home", shown(home))]),
        Error::Locked { home } => text.with("error-locked", &[("home", shown(home))]),
        Error::Copied { home } => text.with("error-copied", &[("home", shown(home)), ("path", quoted(home).into())]),
        Error::NotARelayHome { home } => text.with("error-not-a-relay-home", &[("home", shown(home))]),
        Error::HomeExists { home } => text.with("error-home-exists", &[("home", shown(home))]),
        Error::HomeHeld { home, pid: Some(pid) } => {
            text.with("error-home-held-by", &[("home", shown(home)), ("pid", pid.to_string().into())])
        }
        Error::HomeHeld { home, pid: None } => text.with("error-home-held", &[("home", shown(home))]),
        Error::HomeNewer { home } => text.with("error-home-newer", &[("home", shown(home))]),
        Error::KeyExposed { file } => {
            let key = if is_key_file(file) { "error-key-exposed" } else { "error-folder-exposed" };
            text.with(key, &[("file", shown(file)), ("path", quoted(file).into())])
        }
        other => other.to_string(),
    }
}

fn bad_backup(why: BadBackup) -> &'static str {
    match why {
        BadBackup::Foreign => "error-backup-foreign",
        BadBackup::Damaged => "error-backup-damaged",
        BadBackup::Newer => "error-backup-newer",
        BadBackup::WithoutKeys => "error-backup-without-keys",
        BadBackup::OtherPerson => "error-backup-other-person",
    }
}

const fn bad_lease(why: LeaseError) -> &'static str {
    match why {
        LeaseError::Other => "error-not-a-lease",
        LeaseError::Damaged => "error-lease-damaged",
        LeaseError::Newer => "error-lease-newer",
        LeaseError::Elsewhere => "error-lease-elsewhere",
    }
}

fn bad_words(why: WordsError, text: &Text) -> String {
    match why {
        WordsError::Count(count) => text.with("error-words-count", &[("count", count.into())]),
        WordsError::Unknown(place) => text.with("error-words-unknown", &[("place", place.into())]),
        WordsError::Checksum => text.get("error-words-checksum"),
    }
}

fn about_file(error: &Error, text: &Text) -> String {
    match error {
        Error::File { file, why } => text.with("error-file", &[("file", shown(file)), ("why", plain(why).into())]),
        Error::FileExists { file } => text.with("error-file-exists", &[("file", shown(file))]),
        Error::NotText { file: Some(file) } => text.with("error-not-text", &[("file", shown(file))]),
        Error::NotText { file: None } => text.get("error-not-text-input"),
        other => other.to_string(),
    }
}

fn about_bundle(error: &Error, text: &Text) -> String {
    let of = |key: &str, file: &Path| text.with(key, &[("file", shown(file))]);
    match error {
        Error::StickFull { folder } => of("error-stick-full", folder),
        Error::NotABundle { file } => of("error-not-a-bundle", file),
        Error::NotAHave { file } => of("error-not-a-have", file),
        Error::BundleNewer { file } => of("error-bundle-newer", file),
        Error::BundleForeign { file } => of("error-bundle-foreign", file),
        Error::HaveForeign { file } => of("error-have-foreign", file),
        Error::NoBundles { folder } => of("error-no-bundles", folder),
        other => other.to_string(),
    }
}

/// How many have chosen in the present round of a quick vote.
#[must_use]
pub fn sealed(chosen: usize, of: usize, text: &Text) -> String {
    text.with("vote-sealed", &[("chosen", chosen.into()), ("of", of.into())])
}

/// What came of a round, for whoever has nobody to talk to: the key of a sentence, if there is one.
#[must_use]
pub fn outcome(round: &QuickVoteRound) -> Option<&'static str> {
    let is_agreed = round.opened.len() > 1 && round.unopened.is_empty();
    if round.differs { Some("vote-differs") } else { is_agreed.then_some("vote-agreed") }
}

/// To whom somebody should talk who has chosen otherwise than others: to some of them by name, and what each chose.
#[must_use]
pub fn chose_otherwise(round: &QuickVoteRound, options: &[String], text: &Text) -> Option<String> {
    let option = |number: usize| options.get(number.checked_sub(1)?).map(String::as_str);
    let mine = option(round.mine?)?;
    let other = round.otherwise.first()?;
    let values = [
        ("mine", mine.into()),
        ("name", other.author.name.as_str().into()),
        ("theirs", option(other.option)?.into()),
        ("more", (round.otherwise.len() - 1).into()),
    ];
    Some(text.with("vote-otherwise", &values))
}

fn not_now(why: NotNow) -> &'static str {
    match why {
        NotNow::NoOption => "error-quick-vote-no-option",
        NotNow::Uncovered => "error-quick-vote-uncovered",
        NotNow::Covered => "error-quick-vote-covered",
        NotNow::NobodyChose => "error-quick-vote-nobody",
        NotNow::LastRound => "error-quick-vote-last-round",
        NotNow::Asked => "error-quick-vote-asked",
        NotNow::NoFiles => "error-quick-vote-no-files",
    }
}

/// What is not allowed, in a sentence of its own if it is one of the known acts.
fn not_allowed(what: &str, text: &Text) -> String {
    let general = || text.with("error-not-allowed", &[("what", what.into())]);
    text.find(&format!("may-not-{}", key(what)), &[]).unwrap_or_else(general)
}

/// What a text is, in the reader's language if it is one of the known ones.
fn named(what: &str, text: &Text) -> String {
    text.find(&format!("what-{}", key(what)), &[]).unwrap_or_else(|| what.to_owned())
}

/// The last part of a key: `change this member's role` is `change-this-members-role`.
fn key(what: &str) -> String {
    what.chars().filter(|c| *c != '\'').map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// A bound as people say it: `1048576 bytes` is `1 MiB`.
fn rounded(max: &str) -> String {
    const UNITS: [(&str, u64); 3] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    let bytes = max.strip_suffix(" bytes").and_then(|digits| digits.parse::<u64>().ok()).unwrap_or_default();
    match UNITS.iter().find(|(_, unit)| bytes >= *unit && bytes.is_multiple_of(*unit)) {
        Some((name, unit)) => format!("{} {name}", bytes / unit),
        None => max.to_owned(),
    }
}

fn is_key_file(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name == crate::home::IDENTITY_FILE)
}

/// A path in a sentence; control characters in a file's name must not reach a terminal.
fn shown(path: &Path) -> Value<'static> {
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect::<String>().into()
}

/// A path in a command that somebody copies into a shell.
fn quoted(path: &Path) -> String {
    let path = path.to_string_lossy();
    let harmless = |c: char| c.is_alphanumeric() || "/._-+@:,".contains(c);
    if path.chars().all(harmless) { path.into_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

/// What the operating system says, without its number and without a full stop.
fn plain(why: &str) -> &str {
    why.split(" (os error").next().unwrap_or(why).trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn one_of_each() -> Vec<Error> {
        let home = || "/home/alice/commonplace".into();
        let words = || String::from("osmosis");
        vec![
            Error::Unknown { name: words() },
            Error::Ambiguous { name: words(), candidates: vec!["aaaa Osmosis".into(), "bbbb Osmosis".into()] },
            Error::NotAllowed { what: words() },
            Error::QuickVote { why: NotNow::NoOption },
            Error::QuickVote { why: NotNow::Uncovered },
            Error::QuickVote { why: NotNow::Covered },
            Error::QuickVote { why: NotNow::NobodyChose },
            Error::QuickVote { why: NotNow::LastRound },
            Error::QuickVote { why: NotNow::Asked },
            Error::QuickVote { why: NotNow::NoFiles },
            Error::Empty { what: "title".into() },
            Error::TooLong { what: "title".into(), max: "256 bytes".into() },
            Error::NotATicket,
            Error::TicketDamaged,
            Error::TicketNewer,
            Error::TicketExpired,
            Error::NotAMember { circle: words() },
            Error::Removed { circle: words(), by: Some(words()) },
            Error::Removed { circle: words(), by: None },
            Error::OnlySteward { circle: words(), others: 2 },
            Error::NoHome { home: home() },
            Error::HomeExists { home: home() },
            Error::HomeHeld { home: home(), pid: Some(4711) },
            Error::HomeHeld { home: home(), pid: None },
            Error::NoWindow,
            Error::HomeNewer { home: home() },
            Error::KeyExposed { file: "/home/alice/commonplace/identity.cbor".into() },
            Error::KeyExposed { file: home() },
            Error::DiskFull,
            Error::File { file: home(), why: "Permission denied (os error 13)".into() },
            Error::FileExists { file: home() },
            Error::NotText { file: Some(home()) },
            Error::NotText { file: None },
            Error::BlobAbsent,
            Error::Busy,
            Error::Unchangeable { what: "text".into() },
            Error::BadAddress { address: words() },
            Error::NotARelay { address: words() },
            Error::NotAChoice { what: "language".into(), choices: "en, tr".into() },
            Error::NotATime { typed: words() },
            Error::TooMuchToShare,
            Error::WhichRelay { named: 2 },
            Error::BadLease { why: LeaseError::Other },
            Error::BadLease { why: LeaseError::Damaged },
            Error::BadLease { why: LeaseError::Newer },
            Error::BadLease { why: LeaseError::Elsewhere },
            Error::NoTitle,
            Error::NotLoopback { address: words() },
            Error::NotARelayHome { home: home() },
            Error::BadConfig { file: home(), why: words() },
            Error::Network { why: words() },
            Error::NothingHidden { name: words() },
            Error::TextAway { title: words(), with: vec!["Bob".into(), "Carol".into()] },
            Error::TextAway { title: words(), with: Vec::new() },
            Error::TooManyDevices { devices: vec![words()] },
            Error::StickFull { folder: home() },
            Error::NotABundle { file: home() },
            Error::NotAHave { file: home() },
            Error::BundleNewer { file: home() },
            Error::BundleForeign { file: home() },
            Error::HaveForeign { file: home() },
            Error::NoBundles { folder: home() },
            Error::Store { why: words() },
            Error::Stopped,
            Error::Cancelled,
        ]
    }

    #[test]
    fn every_error_is_one_whole_line_in_every_language() {
        for language in Language::ALL {
            let text = Text::new(language);
            for error in one_of_each() {
                let said = sentence(&error, &text);
                assert!(!said.contains(['\n', '{', '[', '$']), "{language:?}: {said}");
                assert!(said.chars().count() > 15, "{language:?}: {said}");
                assert!(!said.contains("os error"), "{language:?}: {said}");
            }
        }
    }

    #[test]
    fn a_missing_home_says_how_to_make_one() {
        for language in Language::ALL {
            let said = sentence(&Error::NoHome { home: "/tmp/x".into() }, &Text::new(language));
            assert!(said.contains("commonplace init --name"), "{said}");
        }
    }

    #[test]
    fn what_is_meant_is_said_in_the_readers_language() {
        let said = sentence(&Error::Empty { what: "title".into() }, &Text::new(Language::Spanish));
        assert!(said.contains("el título"), "{said}");
    }

    #[test]
    fn bounds_and_acts_are_said_as_people_say_them() {
        let text = Text::new(Language::English);
        let long = Error::TooLong { what: "file name".into(), max: "1048576 bytes".into() };
        assert!(sentence(&long, &text).contains("the file name is too long; shorten it to at most 1 MiB"));
        assert_eq!(rounded("100 bytes"), "100 bytes");
        let role = Error::NotAllowed { what: "change this member's role".into() };
        assert!(!sentence(&role, &text).contains("change this member's role"));
    }

    #[test]
    fn a_command_to_copy_survives_any_path() {
        let said = |file: &str| sentence(&Error::KeyExposed { file: file.into() }, &Text::new(Language::English));
        assert!(said("/home/x y/identity.cbor").ends_with("chmod 600 '/home/x y/identity.cbor'"));
        assert!(said("/home/x").ends_with("chmod 700 /home/x"));
    }
}
