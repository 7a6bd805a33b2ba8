//! Two people who pair, as each of them reads it; or one with two laptops.

use commonplace_node::answer::{Pairing, PairingPurpose, PairingState};
use commonplace_node::error::{Error, PairingEnd};
use commonplace_node::sentence::sentence;
use commonplace_node::text::Value;

use super::screen::{Screen, clean};

/// How it is now, for the one who waits.
pub(super) fn of(pairing: &Pairing, screen: &Screen) -> String {
    let values = values(pairing);
    let said = |key: &str| screen.text.with(key, &values);
    if let (PairingPurpose::Device, Some(text)) = (pairing.purpose, of_link(pairing, screen)) {
        return text;
    }
    match (pairing.state, pairing.asking) {
        (PairingState::Waiting, true) if pairing.node.is_some() => said("cli-pairing-looking-for"),
        (PairingState::Waiting, true) => said("cli-pairing-looking"),
        (PairingState::Waiting, false) => said("cli-pairing-at-door"),
        (PairingState::Code, _) => words(pairing, screen),
        (PairingState::Wrong, _) => screen.warn(&said("cli-pairing-wrong")),
        (PairingState::Asking, _) => said("cli-pairing-asking"),
        (PairingState::Asked, _) => said("cli-pairing-asked"),
        (PairingState::Words, true) => format!("{}\n\n{}\n", said("cli-pairing-words-asking"), words(pairing, screen)),
        (PairingState::Words, false) => format!("{}\n\n{}\n", said("cli-pairing-words"), words(pairing, screen)),
        (PairingState::Confirmed, true) => said("cli-pairing-confirmed-asking"),
        (PairingState::Confirmed, false) => said("cli-pairing-confirmed"),
        (PairingState::Joined, true) => screen.good(&said("cli-joining-joined")),
        (PairingState::Joined, false) => screen.good(&said("cli-pairing-joined")),
        (PairingState::Over, _) => over(pairing, screen),
    }
}

/// The same of a laptop that becomes a device of somebody, where that is said otherwise.
fn of_link(pairing: &Pairing, screen: &Screen) -> Option<String> {
    let said = |key: &str| screen.text.with(key, &values(pairing));
    Some(match (pairing.state, pairing.asking) {
        (PairingState::Waiting, false) => said("cli-link-at-door"),
        (PairingState::Asking, _) => said("cli-link-asking"),
        (PairingState::Words, true) => format!("{}\n\n{}\n", said("cli-link-words-asking"), words(pairing, screen)),
        (PairingState::Words, false) => format!("{}\n\n{}\n", said("cli-link-words"), words(pairing, screen)),
        (PairingState::Confirmed, true) => said("cli-link-confirmed-asking"),
        (PairingState::Confirmed, false) => said("cli-link-confirmed"),
        (PairingState::Joined, true) => screen.good(&said("cli-link-joined-asking")),
        (PairingState::Joined, false) => screen.good(&said("cli-link-joined")),
        _ => return None,
    })
}

/// What to do now, for the one who waits.
pub(super) fn remark(pairing: &Pairing, screen: &Screen) -> Option<String> {
    let key = match (pairing.state, pairing.asking) {
        (PairingState::Code, _) if pairing.purpose == PairingPurpose::Device => "cli-link-say",
        (PairingState::Words, _) if pairing.purpose == PairingPurpose::Device => return None,
        (PairingState::Code, _) => "cli-pairing-say",
        (PairingState::Words, true) => "cli-pairing-compare",
        _ => return None,
    };
    Some(screen.text.with(key, &values(pairing)))
}

/// For whoever watches a running node: that somebody asks, and what became of it. The rest is said where it was begun.
pub(super) fn event(pairing: &Pairing, screen: &Screen, all: bool) -> Option<String> {
    match (pairing.state, pairing.asking) {
        (PairingState::Asked, _) => Some(screen.bold(&of(pairing, screen))),
        (PairingState::Joined, _) | (PairingState::Wrong, _) => Some(of(pairing, screen)),
        (PairingState::Over, false) if pairing.node.is_some() => Some(over(pairing, screen)),
        // Without the words of a code, which only the one who asked for it is told.
        (PairingState::Code, _) => None,
        _ => all.then(|| of(pairing, screen)),
    }
}

fn over(pairing: &Pairing, screen: &Screen) -> String {
    // Whoever was asked knows what they answered.
    let own = match pairing.why {
        Some(PairingEnd::Refused) => Some("cli-pairing-refused"),
        Some(PairingEnd::Cancelled) => Some("cli-pairing-called-off"),
        Some(PairingEnd::Expired) => Some("cli-pairing-unanswered"),
        _ => None,
    };
    if let (false, Some(key), Some(_)) = (pairing.asking, own, &pairing.node) {
        return screen.text.with(key, &values(pairing));
    }
    let why = pairing.why.map(|why| sentence(&Error::Pairing { why }, &screen.text)).unwrap_or_default();
    match &pairing.node {
        Some(node) => format!("“{}”: {why}", clean(node)),
        None => why,
    }
}

/// Four words, so that they are seen from the next chair, and below them what they are as digits.
fn words(pairing: &Pairing, screen: &Screen) -> String {
    let words = clean(pairing.words.as_deref().unwrap_or_default());
    let shown = format!("    {}", screen.bold(&words.split(' ').collect::<Vec<_>>().join("  ")));
    match &pairing.digits {
        Some(digits) => format!("{shown}\n    {}", clean(digits)),
        None => shown,
    }
}

fn values(pairing: &Pairing) -> Vec<(&'static str, Value<'static>)> {
    let text = |text: &Option<String>| clean(text.as_deref().unwrap_or_default()).into();
    vec![
        ("node", text(&pairing.node)),
        ("title", text(&pairing.title)),
        ("person", text(&pairing.person)),
        ("device", text(&pairing.device)),
        ("guesses", pairing.guesses.unwrap_or_default().into()),
    ]
}
