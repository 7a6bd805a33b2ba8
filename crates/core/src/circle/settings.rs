//! What stewards settle for the whole circle: how its records may travel, and how much room they are advised to take.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::op::{Op, Settings};
use super::rules::Rules;
use super::{Circle, Reach};

impl Circle {
    /// How the circle's records may travel. Of the settings that count those of smallest rank hold, then of greatest lamport,
    /// then of greatest id; before the first, the founders' policy. Never wider than this policy.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The relays of all settings that were ever written by somebody who might, those of the present ones among them: each of
    /// them may hold records of the circle.
    pub fn relays_ever(&self) -> impl Iterator<Item = &str> {
        self.relays_ever.iter().map(String::as_str)
    }

    /// The rank on which the present settings stand; the greatest before the first.
    pub(super) fn settings_rank(&self) -> u16 {
        winner(&self.rules).map_or(u16::MAX, |node| self.rules.rank(node))
    }
}

/// The settings that hold.
pub(super) fn of(rules: &Rules) -> Settings {
    let settled = winner(rules).and_then(|node| settings(rules, node)).cloned();
    let mut settings =
        settled.unwrap_or(Settings { reach: Reach::Anywhere, relays: Vec::new(), quota: None, relay_days: None });
    settings.reach = settings.reach.narrower(rules.policy.reach);
    settings
}

/// The relays of all settings that count, whether or not they hold. Found once for a set of records: relays are visited
/// every minute.
pub(super) fn relays_ever(rules: &Rules) -> BTreeSet<String> {
    let all = (0..rules.entries.len()).filter(|&node| rules.standing[node].is_ok());
    all.filter_map(|node| settings(rules, node)).flat_map(|settings| settings.relays.iter().cloned()).collect()
}

fn winner(rules: &Rules) -> Option<usize> {
    let all = (0..rules.entries.len()).filter(|&node| rules.standing[node].is_ok() && settings(rules, node).is_some());
    all.max_by_key(|&node| (Reverse(rules.rank(node)), rules.entries[node].lamport, rules.entries[node].id))
}

fn settings(rules: &Rules, node: usize) -> Option<&Settings> {
    if let Some(Op::Settings(settings)) = rules.entries[node].op() { Some(settings) } else { None }
}
