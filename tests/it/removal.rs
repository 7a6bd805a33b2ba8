//! Six members, of whom one is removed while the network is in two parts.

use std::collections::BTreeMap;
use std::path::Path;

use commonplace_core::circle::{Op, open_old};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{EpochId, RecordId};
use commonplace_core::record::{Lane, Record, Sealed};
use commonplace_node::home::Home;
use commonplace_store::{Cursor, Options, Store, unwatched};
use libtest_mimic::Trial;
use serde_json::Value;

use crate::host::Lan;
use crate::laptop::{Laptop, leave_out};
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![trial("removal::one_of_six_is_removed_while_the_network_is_in_two_parts", one_of_six)]
}

const NAMES: [&str; 6] = ["Alice", "Carol", "Dan", "Bob", "Erin", "Eve"];

fn note(laptop: &Laptop, circle: &str, title: &str) -> RecordId {
    let written = laptop.with_input(&["note", "new", circle, "-", "--title", title], "Water follows salt.\n");
    written[0]["id"].as_str().expect("an id").parse().expect("a record's id")
}

fn titles(laptop: &Laptop, circle: &str) -> Vec<String> {
    let rows = laptop.ok(&["note", "list", circle]);
    let mut titles: Vec<String> = rows.iter().map(|row| row["title"].as_str().expect("text").to_owned()).collect();
    titles.sort();
    titles
}

fn members(laptop: &Laptop, circle: &str) -> usize {
    laptop.ok(&["circle", "members", circle]).len()
}

fn until_titles(laptop: &Laptop, circle: &str, expected: &[&str]) {
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    laptop.until(&format!("the notes {expected:?}"), |laptop| (titles(laptop, circle) == expected).then_some(()));
}

/// Members, roles, notes and history, without who "me" is and what depends on what else is here.
fn sight(laptop: &Laptop, circle: &str) -> Vec<Value> {
    let mut all = laptop.ok(&["circle", "members", circle]);
    all.extend(laptop.ok(&["circle", "log", circle]));
    for row in laptop.ok(&["note", "list", circle]) {
        all.push(laptop.one(&["note", "show", row["id"].as_str().expect("an id")]));
    }
    all.iter_mut().for_each(|value| leave_out(value, &["me", "on", "hidden", "my_vote", "unread", "unread_by"]));
    all
}

/// Six laptops on one switch, all in Alice's circle, Bob a second steward.
fn six(lan: &mut Lan) -> (Vec<Laptop>, String) {
    let mut six: Vec<Laptop> = NAMES.iter().map(|name| Laptop::new(name, Some(lan.host()))).collect();
    let circle = six[0].one(&["circle", "new", "Cells"])["id"].as_str().expect("an id").to_owned();
    let ticket = six[0].one(&["circle", "invite", &circle, "--uses", "5"])["ticket"].as_str().expect("text").to_owned();
    for laptop in &mut six {
        laptop.start(&[]);
    }
    for laptop in &six[1..] {
        if laptop.one(&["circle", "join", &ticket])["state"] == "pending" {
            laptop.wait_for("being let in", |event| event["event"] == "joined");
        }
    }
    for laptop in &six {
        laptop.until("six members", |laptop| (members(laptop, &circle) == 6).then_some(()));
    }
    six[0].ok(&["circle", "role", &circle, "Bob", "steward"]);
    six[3].until("the role of a steward", |bob| {
        (bob.one(&["circle", "show", &circle])["role"] == "steward").then_some(())
    });
    (six, circle)
}

fn one_of_six() {
    let mut lan = Lan::new();
    let (mut six, circle) = six(&mut lan);
    let before = note(&six[0], &circle, "Before");
    six.iter().for_each(|laptop| until_titles(laptop, &circle, &["Before"]));

    // Bob, Erin and Eve are out of reach. Alice removes Eve; whoever hears of it writes on.
    six[3..].iter().for_each(|laptop| laptop.host().unplug());
    six[0].ok(&["circle", "remove", &circle, "Eve"]);
    for laptop in &six[1..3] {
        laptop.until("five members", |laptop| (members(laptop, &circle) == 5).then_some(()));
    }
    let after: Vec<RecordId> =
        six[..3].iter().map(|laptop| note(laptop, &circle, &format!("After, {}", laptop.name))).collect();
    let here = ["Before", "After, Alice", "After, Carol", "After, Dan"];
    six[..3].iter().for_each(|laptop| until_titles(laptop, &circle, &here));

    // Now the others are on their own. They know of nothing, write, and Bob changes a role.
    six[..3].iter().for_each(|laptop| laptop.host().unplug());
    six[3..].iter().for_each(|laptop| laptop.host().plug());
    six[3].ok(&["circle", "role", &circle, "Erin", "facilitator"]);
    let unaware: Vec<RecordId> =
        six[3..].iter().map(|laptop| note(laptop, &circle, &format!("Unaware, {}", laptop.name))).collect();
    let there = ["Before", "Unaware, Bob", "Unaware, Erin", "Unaware, Eve"];
    six[3..].iter().for_each(|laptop| until_titles(laptop, &circle, &there));

    six[..3].iter().for_each(|laptop| laptop.host().plug());
    let all = ["Before", "After, Alice", "After, Carol", "After, Dan", "Unaware, Bob", "Unaware, Erin"];
    six[..5].iter().for_each(|laptop| until_titles(laptop, &circle, &all));
    for laptop in &six[1..5] {
        laptop.until("what Alice sees", |laptop| (sight(laptop, &circle) == sight(&six[0], &circle)).then_some(()));
    }
    let roles: BTreeMap<String, String> = six[0]
        .ok(&["circle", "members", &circle])
        .iter()
        .map(|member| {
            (member["name"].as_str().unwrap_or("").to_owned(), member["role"].as_str().unwrap_or("").to_owned())
        })
        .collect();
    assert_eq!(roles.len(), 5, "{roles:?}");
    assert_eq!((roles["Erin"].as_str(), roles["Bob"].as_str()), ("facilitator", "steward"), "{roles:?}");
    let last = note(&six[4], &circle, "At the end, Erin");
    six[..5].iter().for_each(|laptop| {
        laptop.until("the last note", |laptop| {
            titles(laptop, &circle).contains(&"At the end, Erin".to_owned()).then_some(())
        });
    });

    for laptop in &mut six {
        laptop.kill();
    }
    let told = after.into_iter().chain([last]).collect::<Vec<_>>();
    eve_reads_nothing(&six[0], &six[5], &told, &[vec![before], unaware].concat());
}

/// With all secrets that Eve holds she opens none of what was written by those who had heard, and all that was before.
fn eve_reads_nothing(alice: &Laptop, eve: &Laptop, told: &[RecordId], untold: &[RecordId]) {
    let (hers, ours) = (Held::of(&eve.home), Held::of(&alice.home));
    assert!(!hers.secrets.is_empty() && ours.secrets.len() > hers.secrets.len());
    for id in told {
        assert!(hers.open(&ours.records[id]).is_none(), "Eve opens {id}");
        assert!(ours.open(&ours.records[id]).is_some(), "Alice does");
        assert!(!hers.records.contains_key(id), "it did not even come to her");
    }
    for id in untold.iter().filter(|id| ours.records.contains_key(id)) {
        assert!(hers.open(&ours.records[id]).is_some(), "what she was to read she reads: {id}");
    }
    // Whatever Alice wrote after the removal, of whatever kind.
    let opened: Vec<Record> = ours.records.values().filter_map(|sealed| ours.open(sealed)).collect();
    let is_ban = |record: &&Record| {
        record.header.lane == Lane::Control && matches!(Op::decode(record.kind, &record.body), Ok(Op::Ban(_)))
    };
    let ban = opened.iter().find(is_ban).expect("the removal");
    let since: Vec<&Record> =
        opened.iter().filter(|record| record.device == ban.device && record.seq > ban.seq).collect();
    // The first of them begins the new epoch: it is what those who stay open with the secret in their box.
    assert!(since.len() > 1, "Alice wrote on");
    for record in since {
        assert!(hers.open(&ours.records[&record.id]).is_none(), "Eve opens {} of kind {}", record.id, record.kind.0);
    }
}

/// All records in a home's journal, whether they count or not, and all secrets that its device can get out of them.
struct Held {
    records: BTreeMap<RecordId, Sealed>,
    secrets: BTreeMap<EpochId, EpochSecret>,
}

impl Held {
    fn of(folder: &Path) -> Self {
        let home = Home::open(folder).expect("a home");
        let (store, _) = Store::open(&home.store_folder(), Options::default(), &mut unwatched()).expect("a store");
        let fed = store.feed(Cursor::START, usize::MAX).expect("readable");
        let records: BTreeMap<_, _> = fed.into_iter().map(|(_, sealed, _)| (sealed.id(), sealed)).collect();
        let unboxed = records.values().filter_map(|sealed| sealed.unbox(&home.keys().device()));
        let secrets = unboxed.map(|secret| (secret.id(), secret)).collect();
        let mut held = Self { records, secrets };
        loop {
            let before = held.secrets.len();
            let opened: Vec<Record> = held.records.values().filter_map(|sealed| held.open(sealed)).collect();
            for record in opened.iter().filter(|record| record.header.lane == Lane::Control) {
                let secret = held.secrets.get(&record.header.epoch).cloned();
                if let (Ok(op), Some(secret)) = (Op::decode(record.kind, &record.body), secret) {
                    held.secrets.extend(open_old(&op, &secret).into_iter().map(|old| (old.id(), old)));
                }
            }
            if held.secrets.len() == before {
                return held;
            }
        }
    }

    /// Opens a record with any secret there is.
    fn open(&self, sealed: &Sealed) -> Option<Record> {
        self.secrets.values().find_map(|secret| sealed.open(secret).ok())
    }
}
