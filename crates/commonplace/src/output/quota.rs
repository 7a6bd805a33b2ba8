//! How much room a circle takes on this laptop, and what would go first.

use commonplace_node::answer::{Going, Quota};

use super::screen::{Screen, clean};
use super::whole::{DOT, facts};

pub(super) fn of(quota: &Quota, screen: &Screen) -> String {
    let size = |bytes: u64| screen.size(bytes);
    let may = quota.quota.map_or_else(|| screen.text.get("cli-room-unlimited"), size);
    let known = [
        ("cli-fact-room", may),
        ("cli-fact-used", size(quota.used)),
        ("cli-fact-records", size(quota.records)),
        ("cli-fact-texts", size(quota.bodies)),
        ("cli-fact-blobs", size(quota.blobs)),
        ("cli-fact-staying", size(quota.staying)),
    ];
    let mut lines = vec![screen.bold(&clean(&quota.title)), facts(screen, &known)];
    if !quota.next.is_empty() {
        lines.push(screen.text.get("cli-heading-going"));
        lines.extend(quota.next.iter().map(|going| format!("  {}", of_going(going, screen))));
    }
    lines.join("\n")
}

fn of_going(going: &Going, screen: &Screen) -> String {
    let mut parts = vec![clean(&going.title), clean(&going.name), screen.size(going.bytes)];
    parts.push(screen.text.with("cli-going-devices", &[("count", going.devices.into())]));
    if going.taken_back {
        parts.push(screen.text.get("cli-going-taken-back"));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(DOT)
}
