//! The connection doctor: from what was looked at to what is found, as a pure function. `runtime/doctor.rs` looks.

use std::net::IpAddr;

use commonplace_net::DialFailure;
use commonplace_net::checks::{Interface, Knock, Neighbour};

use crate::answer::{Finding, Severity};
use crate::command::{Discovery, ReachName};
use crate::text::Text;

/// What was looked at on this machine.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Whether a node runs here; without one, what only it knows is empty.
    pub running: bool,
    /// How it finds others.
    pub discovery: Discovery,
    /// Addresses of this machine.
    pub interfaces: Vec<Interface>,
    /// Addresses at which the node listens, and whether they could be reached from here.
    pub own: Vec<(String, Knock)>,
    /// Interfaces, and whether what was said there to the local network was heard back. None if that could not be tried.
    pub echoes: Option<Vec<(String, bool)>>,
    /// Peers that are connected.
    pub connected: usize,
    /// The tunnel through which everything goes, if it does.
    pub tunnel: Option<String>,
    /// Circles of this home.
    pub circles: Vec<(String, ReachName)>,
    /// People who are connected, and how far their clocks are ahead of ours, in milliseconds.
    pub clocks: Vec<(String, i64)>,
    /// Those whom this node keeps out for a while, by the names that strangers see.
    pub banned: Vec<String>,
}

/// What was looked at of somebody else.
#[derive(Debug, Clone)]
pub struct Target {
    /// As it was asked for.
    pub address: String,
    /// Its number.
    pub ip: IpAddr,
    /// Whether it is an address of this very node.
    pub own: bool,
    /// What came of dialling it.
    pub outcome: Result<(), DialFailure>,
    /// What the system knows of it.
    pub neighbour: Neighbour,
}

/// What is found on this machine.
#[must_use]
pub fn here(facts: &Facts, text: &Text) -> Vec<Finding> {
    let mut found = Found { text, all: Vec::new() };
    addresses(facts, &mut found);
    if facts.running {
        node(facts, &mut found);
    } else {
        found.note("not-running", None);
    }
    for (name, _) in facts.echoes.iter().flatten().filter(|(_, heard)| !heard) {
        found.problem("multicast-blocked", Some(name));
    }
    match facts.discovery {
        Discovery::On if facts.running && facts.connected == 0 => found.note("nobody-near", None),
        Discovery::On => {}
        Discovery::Quiet => found.note("discovery-quiet", None),
        Discovery::Off => found.note("discovery-off", None),
    }
    if let Some(tunnel) = &facts.tunnel {
        found.note("vpn", Some(tunnel));
    }
    clocks(facts, &mut found);
    for name in &facts.banned {
        found.problem("banned", Some(name));
    }
    for (title, _) in facts.circles.iter().filter(|(_, reach)| *reach != ReachName::Anywhere) {
        found.note("circle-stays", Some(title));
    }
    if !found.all.iter().any(|finding| finding.severity == Severity::Problem) {
        found.good("all-well", None);
    }
    found.all
}

fn addresses(facts: &Facts, found: &mut Found<'_>) {
    let link_local = |ip: IpAddr| matches!(ip, IpAddr::V6(ip) if ip.is_unicast_link_local());
    for interface in facts.interfaces.iter().filter(|one| !one.up && !link_local(one.ip)) {
        found.problem("cable-out", Some(&interface.name));
    }
    if facts.interfaces.is_empty() {
        found.problem("no-network", None);
    } else if facts.interfaces.iter().all(|one| link_local(one.ip)) {
        found.problem("only-link-local", None);
    }
}

/// Clocks that go differently. Whose is wrong only a third one can say.
fn clocks(facts: &Facts, found: &mut Found<'_>) {
    let off = |ahead: i64| ahead.unsigned_abs() > CLOCKS_AGREE;
    let differ: Vec<&(String, i64)> = facts.clocks.iter().filter(|(_, ahead)| off(*ahead)).collect();
    let Some((first, ahead)) = differ.first() else { return };
    let agree = differ.iter().all(|(_, other)| !off(other.saturating_sub(*ahead)));
    if differ.len() == facts.clocks.len() && differ.len() > 1 && agree {
        let id = if *ahead > 0 { "clock-here-behind" } else { "clock-here-ahead" };
        return found.clock(id, &differ.len().to_string(), *ahead);
    }
    let others = facts.clocks.len() > differ.len();
    if !others {
        return found.clock("clocks-differ", first, *ahead);
    }
    for (name, ahead) in differ {
        let id = if *ahead > 0 { "clock-there-ahead" } else { "clock-there-behind" };
        found.clock(id, name, *ahead);
    }
}

/// Clocks that are no further apart do no harm, in milliseconds: within it laptops that set their clocks by hand are mostly.
const CLOCKS_AGREE: u64 = 5 * 60 * 1000;

fn node(facts: &Facts, found: &mut Found<'_>) {
    if facts.own.is_empty() {
        found.problem("not-listening", None);
    }
    for (address, _) in facts.own.iter().filter(|(_, knock)| *knock != Knock::Open) {
        found.problem("own-port-closed", Some(address));
    }
    if facts.connected > 0 {
        found.good("connected", Some(&facts.connected.to_string()));
    }
}

/// What is found of somebody else.
#[must_use]
pub fn there(target: &Target, interfaces: &[Interface], text: &Text) -> Finding {
    let mut found = Found { text, all: Vec::new() };
    let same_network = interfaces.iter().any(|one| one.up && one.holds(target.ip));
    let (severity, id) = match &target.outcome {
        _ if target.own => (Severity::Note, "target-self"),
        Ok(()) => (Severity::Good, "target-reached"),
        Err(DialFailure::Ourselves) => (Severity::Note, "target-self"),
        Err(DialFailure::Banned) => (Severity::Problem, "target-banned"),
        Err(DialFailure::NotCommonplace | DialFailure::Handshake(_)) => (Severity::Problem, "target-other-program"),
        Err(DialFailure::OtherVersion) => (Severity::Problem, "target-other-version"),
        Err(DialFailure::WrongPeer { .. }) => (Severity::Problem, "target-other-peer"),
        Err(DialFailure::Refused) => (Severity::Problem, "target-refused"),
        Err(_) if same_network && target.neighbour == Neighbour::Present => (Severity::Problem, "target-firewall"),
        Err(_) if same_network => (Severity::Problem, "target-absent"),
        Err(_) if interfaces.iter().any(|one| !one.up && one.holds(target.ip)) => (Severity::Problem, "target-cut-off"),
        Err(DialFailure::Unreachable) => (Severity::Problem, "target-no-way"),
        Err(_) => (Severity::Problem, "target-elsewhere"),
    };
    found.add(severity, id, Some(&target.address));
    found.all.remove(0)
}

/// The sentence of a finding, and what to try next.
#[must_use]
pub fn sentences(id: &str, about: Option<&str>, minutes: Option<u64>, text: &Text) -> (String, Option<String>) {
    let values = [("about", about.unwrap_or_default().into()), ("minutes", minutes.unwrap_or_default().into())];
    (text.with(&format!("finding-{id}"), &values), text.find(&format!("finding-{id}-next"), &values))
}

struct Found<'a> {
    text: &'a Text,
    all: Vec<Finding>,
}

impl Found<'_> {
    fn add(&mut self, severity: Severity, id: &str, about: Option<&str>) {
        self.put(severity, id, about, None);
    }

    fn put(&mut self, severity: Severity, id: &str, about: Option<&str>, minutes: Option<u64>) {
        let (text, next) = sentences(id, about, minutes, self.text);
        self.all.push(Finding { id: id.to_owned(), severity, about: about.map(str::to_owned), minutes, text, next });
    }

    /// Of a clock that is off.
    fn clock(&mut self, id: &str, about: &str, ahead: i64) {
        self.put(Severity::Problem, id, Some(about), Some(ahead.unsigned_abs().div_ceil(60_000)));
    }

    fn problem(&mut self, id: &str, about: Option<&str>) {
        self.add(Severity::Problem, id, about);
    }

    fn note(&mut self, id: &str, about: Option<&str>) {
        self.add(Severity::Note, id, about);
    }

    fn good(&mut self, id: &str, about: Option<&str>) {
        self.add(Severity::Good, id, about);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn lan(ip: &str, up: bool) -> Interface {
        Interface { name: "eth0".into(), ip: ip.parse().expect("an address"), bits: 24, up, tunnel: false }
    }

    /// Everything as it should be, and somebody connected.
    fn well() -> Facts {
        Facts {
            running: true,
            discovery: Discovery::On,
            interfaces: vec![lan("10.77.0.1", true)],
            own: vec![("10.77.0.1:4001".into(), Knock::Open)],
            echoes: Some(vec![("eth0".into(), true)]),
            connected: 1,
            tunnel: None,
            circles: vec![("Biology".into(), ReachName::Anywhere)],
            clocks: vec![("Bob".into(), 2_000)],
            banned: Vec::new(),
        }
    }

    fn ids(facts: &Facts) -> Vec<String> {
        here(facts, &Text::new(Language::English)).into_iter().map(|finding| finding.id).collect()
    }

    #[test]
    fn each_cause_is_found_by_its_own_sign() {
        assert_eq!(ids(&well()), ["connected", "all-well"]);
        let clocks = |ahead: &[i64]| ahead.iter().map(|minutes| ("Bob".to_owned(), minutes * 60_000)).collect();
        let cases: Vec<(&str, Facts)> = vec![
            ("no-network", Facts { interfaces: vec![], ..well() }),
            ("cable-out", Facts { interfaces: vec![lan("10.77.0.1", false)], ..well() }),
            ("only-link-local", Facts { interfaces: vec![lan("fe80::1", true)], ..well() }),
            ("not-running", Facts { running: false, ..well() }),
            ("not-listening", Facts { own: vec![], ..well() }),
            ("own-port-closed", Facts { own: vec![("10.77.0.1:4001".into(), Knock::Silent)], ..well() }),
            ("multicast-blocked", Facts { echoes: Some(vec![("eth0".into(), false)]), ..well() }),
            ("nobody-near", Facts { connected: 0, ..well() }),
            ("discovery-quiet", Facts { discovery: Discovery::Quiet, ..well() }),
            ("discovery-off", Facts { discovery: Discovery::Off, ..well() }),
            ("vpn", Facts { tunnel: Some("tun0".into()), ..well() }),
            ("banned", Facts { banned: vec!["amber otter".into()], ..well() }),
            ("clocks-differ", Facts { clocks: clocks(&[-20]), ..well() }),
            ("clock-there-ahead", Facts { clocks: clocks(&[0, 20]), ..well() }),
            ("clock-there-behind", Facts { clocks: clocks(&[0, 1, -90]), ..well() }),
            ("clock-here-behind", Facts { clocks: clocks(&[20, 21]), ..well() }),
            ("clock-here-ahead", Facts { clocks: clocks(&[-61, -60, -60]), ..well() }),
            ("circle-stays", Facts { circles: vec![("Biology".into(), ReachName::Lan)], ..well() }),
        ];
        for (id, facts) in cases {
            assert!(ids(&facts).contains(&id.to_owned()), "{id}: {:?}", ids(&facts));
        }
    }

    #[test]
    fn a_clock_is_called_wrong_only_where_a_third_one_says_so() {
        let said = |ahead: &[i64]| {
            let clocks = ahead.iter().map(|minutes| ("Bob".to_owned(), minutes * 60_000)).collect();
            ids(&Facts { clocks, ..well() }).into_iter().filter(|id| id.starts_with("clock")).collect::<Vec<_>>()
        };
        assert!(said(&[]).is_empty() && said(&[4, -4]).is_empty(), "nobody's clock is exact");
        assert_eq!(said(&[20]), ["clocks-differ"], "of two nobody knows");
        assert_eq!(said(&[20, -20]), ["clocks-differ"], "of three that all differ neither");
        for language in Language::ALL {
            let facts = Facts { clocks: vec![("Bob".into(), 3_600_000), ("Carol".into(), 0)], ..well() };
            let found = here(&facts, &Text::new(language));
            let clock = found.iter().find(|finding| finding.id == "clock-there-ahead").expect("found");
            assert!(clock.text.contains("Bob") && clock.text.contains("60") && clock.next.is_some(), "{clock:?}");
        }
    }

    #[test]
    fn what_became_of_a_dial_says_why() {
        let target = |ip: &str, outcome, neighbour| Target {
            address: format!("{ip}:4001"),
            ip: ip.parse().expect("an address"),
            own: false,
            outcome,
            neighbour,
        };
        let (near, far) = ("10.77.0.2", "203.0.113.7");
        let cases = [
            ("target-reached", target(near, Ok(()), Neighbour::Present)),
            ("target-self", Target { own: true, ..target(near, Ok(()), Neighbour::Unknown) }),
            ("target-banned", target(near, Err(DialFailure::Banned), Neighbour::Present)),
            ("target-other-program", target(near, Err(DialFailure::NotCommonplace), Neighbour::Present)),
            ("target-other-version", target(near, Err(DialFailure::OtherVersion), Neighbour::Present)),
            ("target-refused", target(near, Err(DialFailure::Refused), Neighbour::Present)),
            ("target-firewall", target(near, Err(DialFailure::TimedOut), Neighbour::Present)),
            ("target-absent", target(near, Err(DialFailure::Unreachable), Neighbour::Absent)),
            ("target-no-way", target(far, Err(DialFailure::Unreachable), Neighbour::Unknown)),
            ("target-elsewhere", target(far, Err(DialFailure::TimedOut), Neighbour::Unknown)),
        ];
        for language in Language::ALL {
            let text = Text::new(language);
            for (id, target) in &cases {
                let found = there(target, &[lan("10.77.0.1", true)], &text);
                assert_eq!(found.id, *id);
                assert!(
                    found.text.contains(&target.address) && !found.text.contains('['),
                    "{language:?}: {}",
                    found.text
                );
            }
            let lost = target(near, Err(DialFailure::TimedOut), Neighbour::Unknown);
            assert_eq!(there(&lost, &[lan("10.77.0.1", false)], &text).id, "target-cut-off");
        }
    }
}
