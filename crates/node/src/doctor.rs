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
pub fn sentences(id: &str, about: Option<&str>, text: &Text) -> (String, Option<String>) {
    let values = [("about", about.unwrap_or_default().into())];
    (text.with(&format!("finding-{id}"), &values), text.find(&format!("finding-{id}-next"), &values))
}

struct Found<'a> {
    text: &'a Text,
    all: Vec<Finding>,
}

impl Found<'_> {
    fn add(&mut self, severity: Severity, id: &str, about: Option<&str>) {
        let (text, next) = sentences(id, about, self.text);
        self.all.push(Finding { id: id.to_owned(), severity, about: about.map(str::to_owned), text, next });
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
        }
    }

    fn ids(facts: &Facts) -> Vec<String> {
        here(facts, &Text::new(Language::English)).into_iter().map(|finding| finding.id).collect()
    }

    #[test]
    fn each_cause_is_found_by_its_own_sign() {
        assert_eq!(ids(&well()), ["connected", "all-well"]);
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
            ("circle-stays", Facts { circles: vec![("Biology".into(), ReachName::Lan)], ..well() }),
        ];
        for (id, facts) in cases {
            assert!(ids(&facts).contains(&id.to_owned()), "{id}: {:?}", ids(&facts));
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
