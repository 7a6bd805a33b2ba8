//! The connection doctor against real causes.

use libtest_mimic::Trial;
use serde_json::Value;

use crate::host::Lan;
use crate::laptop::Laptop;
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("doctor::what_stands_between_two_laptops_is_named", what_stands_between),
        trial("doctor::another_network_is_named", another_network),
    ]
}

fn ids(findings: &[Value]) -> Vec<&str> {
    findings.iter().map(|finding| finding["id"].as_str().expect("an id")).collect()
}

#[track_caller]
fn finds(laptop: &Laptop, arguments: &[&str], id: &str) {
    let findings = laptop.ok(&[&["doctor"], arguments].concat());
    assert!(ids(&findings).contains(&id), "{id} is among {findings:#?}");
}

/// Where a laptop listens, as `10.77.0.1:4001`.
fn place(laptop: &Laptop, network: &str) -> String {
    laptop.until("an address", |laptop| {
        let status = laptop.ok(&["status"]).remove(0);
        let all = status["listening"].as_array().expect("a list").clone();
        all.iter().find_map(|address| {
            let parts: Vec<&str> = address.as_str()?.split('/').collect();
            (parts.get(2)?.starts_with(network) && *parts.get(3)? == "tcp")
                .then(|| format!("{}:{}", parts[2], parts[4]))
        })
    })
}

fn what_stands_between() {
    let mut lan = Lan::new();
    let mut alice = Laptop::new("Alice", Some(lan.host()));
    let mut bob = Laptop::new("Bob", Some(lan.host()));
    finds(&alice, &[], "not-running");
    alice.start(&["--no-mdns"]);
    bob.start(&["--no-mdns"]);
    let (alices, bobs) = (place(&alice, "10.77.0."), place(&bob, "10.77.0."));
    finds(&alice, &[], "all-well");
    finds(&alice, &[&bobs], "target-reached");
    finds(&alice, &[&alices], "target-self");
    finds(&alice, &["10.77.0.2:9"], "target-refused");
    finds(&alice, &["10.77.0.99:4001"], "target-absent");
    finds(&alice, &["203.0.113.9:4001"], "target-no-way");

    // Client isolation: the laptops reach the switch and not each other.
    lan.isolate(true);
    for laptop in [&alice, &bob] {
        laptop.host().ip(&["neigh", "flush", "all"]);
    }
    finds(&alice, &[&bobs], "target-absent");
    lan.isolate(false);
    for laptop in [&alice, &bob] {
        laptop.host().ip(&["neigh", "flush", "all"]);
    }

    // Firewalls: on the other laptop, and on this one.
    bob.host().firewall("tcp dport 1024-65535");
    finds(&alice, &[&bobs], "target-firewall");
    finds(&bob, &[], "own-port-closed");
    alice.host().firewall("udp dport 5353");
    finds(&alice, &[], "multicast-blocked");

    alice.host().unplug();
    finds(&alice, &[], "cable-out");
}

fn another_network() {
    let (mut room, mut elsewhere) = (Lan::new(), Lan::of("203.0.113"));
    room.join(&mut elsewhere);
    let mut alice = Laptop::new("Alice", Some(room.host()));
    let mut bob = Laptop::new("Bob", Some(elsewhere.host()));
    alice.start(&["--no-mdns"]);
    bob.start(&["--no-mdns"]);
    let bobs = place(&bob, "203.0.113.");
    finds(&alice, &[&bobs], "target-reached");
    bob.host().firewall("tcp dport 1024-65535");
    finds(&alice, &[&bobs], "target-elsewhere");
}
