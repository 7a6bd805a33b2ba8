//! A quick vote between homes that share no network: each opens what it sealed when a stick tells it that all do.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::bundles::{Stick, circle_of};
use crate::laptop::Laptop;
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![trial("voting::choices_are_sealed_carried_by_stick_and_opened_by_each_home_itself", by_stick)]
}

/// One carries to the other what they have.
fn carry(from: &Laptop, to: &Laptop, circle: &str, stick: &Stick) {
    from.ok(&["bundle", "write", circle, stick.path()]);
    to.ok(&["bundle", "read", stick.path()]);
}

fn shown(laptop: &Laptop, vote: &str) -> Value {
    laptop.one(&["quickvote", "show", vote])
}

fn by_stick() {
    let (alice, others, circle) = circle_of(&["Bob"]);
    let bob = &others[0];
    let stick = Stick::new();
    let options = ["--option", "water", "--option", "salt", "--option", "both"];
    let new = [&["quickvote", "new", &circle, "--question", "What moves?"][..], &options].concat();
    let vote = alice.one(&new)["id"].as_str().expect("an id").to_owned();
    carry(&alice, bob, &circle, &stick);
    bob.ok(&["quickvote", "choose", "What moves?", "salt"]);
    alice.ok(&["quickvote", "choose", &vote, "3"]);
    // She thinks again; what she thought at first is nobody's business.
    alice.ok(&["quickvote", "choose", &vote, "1"]);
    carry(bob, &alice, &circle, &stick);
    let sealed = shown(&alice, &vote);
    assert_eq!((&sealed["chosen"], &sealed["of"], &sealed["mine"]), (&json!(2), &json!(2), &json!(true)));
    assert_eq!(sealed["rounds"][0]["counts"], json!([0, 0, 0]));
    assert_eq!(sealed["rounds"][0]["mine"], json!(1));
    alice.ok(&["quickvote", "uncover", &vote]);
    let half = shown(&alice, &vote);
    assert_eq!(half["rounds"][0]["counts"], json!([1, 0, 0]), "her own home opened hers at once");
    assert_eq!(half["rounds"][0]["unopened"][0]["name"], "Bob");
    carry(&alice, bob, &circle, &stick);
    let opened = shown(bob, &vote);
    assert_eq!(opened["rounds"][0]["counts"], json!([1, 1, 0]), "nobody asked his home to open it");
    let records = |laptop: &Laptop| laptop.ok(&["status", &circle]).pop().expect("a status")["records"].clone();
    let before = records(bob);
    carry(bob, &alice, &circle, &stick);
    carry(&alice, bob, &circle, &stick);
    assert_eq!(records(bob), before, "it does so once");
    let all = shown(&alice, &vote);
    assert_eq!(all["rounds"][0]["counts"], json!([1, 1, 0]));
    assert_eq!(all["rounds"][0]["otherwise"][0]["author"]["name"], "Bob");
    assert_eq!((&all["passed_over"], &all["rounds"][0]["late"]), (&json!(0), &json!([])));
    let late = bob.run_with(&["quickvote", "choose", &vote, "1"], b"");
    assert_eq!(late.status.code(), Some(1), "the round is over");
    assert_eq!(alice.ok(&["quickvote", "list", &circle, "--open"]), Vec::<Value>::new());
}
