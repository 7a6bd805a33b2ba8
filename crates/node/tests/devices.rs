//! One person, several devices: coming back, losing one, copies.

use commonplace_node::answer::{Answer, Device, DeviceRevoked, Did};
use commonplace_node::command::{Command, Name};
use commonplace_node::error::Error;
use commonplace_node::event::Event;

use super::stories::{edit, note, titles};
use super::world::World;

fn devices(world: &mut World, name: &'static str) -> Vec<Device> {
    let answers = world.ask(name, Command::DeviceList).expect("a list");
    let device = |answer| if let Answer::Device(device) = answer { Some(device) } else { None };
    answers.into_iter().filter_map(device).collect()
}

fn revoke(world: &mut World, name: &'static str, device: impl ToString) -> DeviceRevoked {
    let device = Name::from(device.to_string());
    match world.ask(name, Command::DeviceRevoke { device }).expect("allowed").pop() {
        Some(Answer::DeviceRevoked(revoked)) => revoked,
        other => panic!("{other:?} where a revoked device was expected"),
    }
}

fn shown(world: &World, name: &str, pick: impl Fn(&Event) -> bool) -> bool {
    world.events(name).iter().any(pick)
}

#[test]
fn alice_comes_back_with_her_words_and_whoever_knows_her_gives_her_circles_back() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let circle = world.circle("alice", &["bob"]);
    let id = world.write("alice", note(&circle, "Osmosis", "text"));
    world.settle();
    world.crash("alice");
    world.restore("alice 2", "alice");
    world.plug("alice 2", "eve");
    world.settle();
    assert_eq!(world.ask("alice 2", Command::CircleList).expect("a list"), [], "a stranger knows nothing");
    world.plug("bob", "alice 2");
    world.settle();
    assert!(shown(&world, "alice 2", |event| matches!(event, Event::Joined { title, .. } if title == "Cell biology")));
    assert_eq!(world.note("alice 2", id).text, "text");
    assert!(world.note("alice 2", id).row.author.me, "it is hers");
    let second = world.write("alice 2", note(&circle, "From the new one", "text"));
    world.settle();
    assert_eq!(world.note("bob", second).row.author.name, "alice");
    let mine = devices(&mut world, "alice 2");
    assert_eq!(mine.iter().map(|device| device.this).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn eve_fills_no_new_laptop_with_circles_that_nobody_asked_for() {
    let mut world = World::new(&["alice", "eve"]);
    world.circle("eve", &["alice"]);
    for number in 0..80 {
        let (title, with) = (format!("Circle {number}"), vec![Name::from("alice")]);
        world.ask("eve", Command::CircleNewWith { title, with }).expect("founded");
    }
    world.crash("alice");
    world.restore("alice 2", "alice");
    for _ in 0..3 {
        world.plug("alice 2", "eve");
        world.settle();
        world.unplug("alice 2", "eve");
    }
    let circles = world.ask("alice 2", Command::CircleList).expect("a list");
    assert_eq!(circles.len(), commonplace_core::limits::RETURN_CIRCLES_OF_PEER);
    // Her own first laptop gives her all that it has.
    world.start("alice");
    for number in 0..3 {
        world.ask("alice", Command::CircleNew { title: format!("Own {number}") }).expect("founded");
    }
    world.plug("alice", "alice 2");
    world.settle();
    assert_eq!(world.ask("alice 2", Command::CircleList).expect("a list").len(), circles.len() + 3);
}

#[test]
fn two_laptops_of_one_person_give_each_other_their_circles() {
    let mut world = World::new(&["alice"]);
    let circle = world.circle("alice", &[]);
    world.write("alice", note(&circle, "Alone", "nobody else has it"));
    world.restore("alice 2", "alice");
    world.plug("alice", "alice 2");
    world.settle();
    assert_eq!(titles(&mut world, "alice 2", &circle), ["Alone"]);
}

#[test]
fn a_lost_laptop_is_taken_away_and_what_it_showed_to_anybody_stays() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let id = world.write("alice", note(&circle, "Osmosis", "one\n"));
    world.restore("alice 2", "alice");
    world.plug("bob", "alice 2");
    world.settle();
    // Both edit one note while apart; then the first laptop is seen by bob alone, and is lost.
    world.unplug("bob", "alice 2");
    world.write("alice 2", edit(id, "one\ntwo from the second\n"));
    world.write("alice", edit(id, "zero from the first\none\n"));
    world.settle();
    let lost = world.device("alice");
    world.unplug("alice", "bob");
    world.write("alice", note(&circle, "Shown to nobody", "text"));
    let both = "zero from the first\none\ntwo from the second\n";
    world.restore("alice 3", "alice");
    world.plug("bob", "alice 2");
    world.plug("bob", "alice 3");
    world.settle();
    assert_eq!(world.note("alice 3", id).text, both);
    let revoked = revoke(&mut world, "alice 3", lost);
    assert_eq!((revoked.circles.len(), revoked.waiting.len(), revoked.cut_off), (1, 0, 0), "{revoked:?}");
    assert!(revoked.kept > 0);
    world.settle();
    for name in ["bob", "alice 2", "alice 3"] {
        assert_eq!(world.note(name, id).text, both, "{name}");
    }
    let after = world.write("bob", note(&circle, "After", "for the others"));
    world.plug("alice", "bob");
    world.settle();
    assert!(
        world.ask("alice", Command::NoteShow { note: Name::from(after) }).is_err(),
        "the lost one reads nothing new"
    );
    assert_eq!(titles(&mut world, "bob", &circle), ["After", "Osmosis"], "what nobody had seen counts nowhere");
    let list = devices(&mut world, "alice 2");
    assert_eq!(list.iter().filter(|device| device.revoked).map(|device| device.id).collect::<Vec<_>>(), [lost]);
}

#[test]
fn a_device_that_hears_that_it_was_taken_away_says_so_and_writes_no_more() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.restore("alice 2", "alice");
    world.plug("alice", "alice 2");
    world.settle();
    let first = world.device("alice");
    revoke(&mut world, "alice 2", first);
    world.settle();
    assert!(shown(&world, "alice", |event| matches!(event, Event::DeviceRevoked { .. })));
    assert_eq!(world.ask("alice", note(&circle, "Too late", "text")), Err(Error::DeviceRevoked));
    world.crash("alice");
    world.start("alice");
    let answers = world.ask("alice", Command::Whoami).expect("somebody");
    assert!(matches!(answers.first(), Some(Answer::Whoami(whoami)) if whoami.revoked), "{answers:?}");
    let refused = world.ask("alice 2", Command::DeviceRevoke { device: Name::from(world.device("alice 2")) });
    assert!(matches!(refused, Err(Error::NotAllowed { .. })), "nobody saws off their own branch: {refused:?}");
}

#[test]
fn a_new_device_takes_nobody_away_before_it_knows_their_last_words() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.settle();
    let lost = world.device("alice");
    world.crash("alice");
    // A copy of an hour ago, as a backup brings it back, and what alice wrote since is with bob.
    world.clone_disk("alice 2", "alice");
    world.crash("alice 2");
    world.renew("alice 2");
    world.start("alice");
    world.plug("alice", "bob");
    let id = world.write("alice", note(&circle, "Since the backup", "text"));
    world.settle();
    world.crash("alice");
    world.start("alice 2");
    let revoked = revoke(&mut world, "alice 2", lost);
    assert_eq!((revoked.circles.len(), revoked.waiting.len()), (0, 1), "{revoked:?}");
    world.plug("alice 2", "bob");
    world.settle();
    assert!(devices(&mut world, "alice 2").iter().any(|device| device.id == lost && device.revoked));
    for name in ["alice 2", "bob"] {
        assert_eq!(world.note(name, id).row.title, "Since the backup", "{name}");
    }
}

#[test]
fn a_copied_disk_that_was_noticed_is_a_device_of_its_own_and_both_write() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.write("alice", note(&circle, "Before", "text"));
    world.settle();
    world.crash("alice");
    world.clone_disk("copy", "alice");
    world.crash("copy");
    world.renew("copy");
    world.start("alice");
    world.start("copy");
    world.write("alice", note(&circle, "From the first", "text"));
    world.write("copy", note(&circle, "From the copy", "text"));
    world.plug("alice", "bob");
    world.plug("copy", "bob");
    world.settle();
    for name in ["alice", "copy", "bob"] {
        assert_eq!(titles(&mut world, name, &circle), ["Before", "From the copy", "From the first"], "{name}");
        assert!(!devices(&mut world, name).iter().any(|device| device.forked), "{name}");
    }
}

#[test]
fn a_cloned_machine_that_nobody_noticed_forks_once_and_loses_no_word() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.write("alice", note(&circle, "Before", "text"));
    world.settle();
    world.crash("alice");
    world.clone_disk("clone", "alice");
    world.start("alice");
    let (key, same) = (world.device("alice"), world.device("clone"));
    assert_eq!(key, same);
    world.write("alice", note(&circle, "From the first", "text"));
    world.write("clone", note(&circle, "From the clone", "text"));
    world.plug("alice", "bob");
    world.settle();
    world.plug("clone", "bob");
    world.settle();
    for name in ["alice", "clone"] {
        assert!(shown(&world, name, |event| matches!(event, Event::NewDevice { .. })), "{name} notices");
    }
    assert_ne!(world.device("alice"), world.device("clone"));
    world.write("alice", note(&circle, "Later from the first", "text"));
    world.write("clone", note(&circle, "Later from the clone", "text"));
    world.settle();
    let expected = ["Before", "From the clone", "From the first", "Later from the clone", "Later from the first"];
    for name in ["alice", "clone", "bob"] {
        assert_eq!(titles(&mut world, name, &circle), expected, "{name}");
    }
    let forked: Vec<_> = devices(&mut world, "alice").into_iter().filter(|device| device.forked).collect();
    assert_eq!(forked.iter().map(|device| device.id).collect::<Vec<_>>(), [key], "the fork is told");
    // To everybody, and the same.
    for name in ["alice", "clone", "bob"] {
        let members = world.ask(name, Command::CircleMembers { circle: circle.clone() }).expect("members");
        let forked = members.into_iter().filter_map(|answer| match answer {
            Answer::Member(member) => Some(member.forked),
            _ => None,
        });
        let expected = [vec!["laptop".to_owned()], Vec::new()];
        assert_eq!(forked.collect::<Vec<_>>(), expected, "{name}");
    }
    world.crash("alice");
    world.start("alice");
    assert_eq!(titles(&mut world, "alice", &circle), expected, "and it outlives a restart");
}

#[test]
fn a_device_may_be_called_something_else() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.ask("alice", Command::DeviceName { name: " desk ".into() }).expect("allowed");
    world.settle();
    let members = world.ask("bob", Command::CircleMembers { circle }).expect("members");
    let named = |answer: &Answer| matches!(answer, Answer::Member(member) if member.devices == ["desk"]);
    assert!(members.iter().any(named), "{members:?}");
}

/// Founds a circle and lets others in by a ticket, whom it meets for that.
fn found(world: &mut World, founder: &'static str, title: &str, others: &[&'static str]) -> Name {
    let circle = Name::from(title);
    world.ask(founder, Command::CircleNew { title: title.to_owned() }).expect("founded");
    for other in others {
        let ticket = world.ticket(founder, &circle);
        world.ask(other, Command::CircleJoin { ticket }).expect("a good ticket");
        world.plug(founder, other);
    }
    world.settle();
    circle
}

fn circles_of(world: &mut World, name: &'static str) -> Vec<String> {
    let answers = world.ask(name, Command::CircleList).expect("a list");
    answers
        .into_iter()
        .filter_map(|answer| if let Answer::Circle(row) = answer { Some(row.title) } else { None })
        .collect()
}

fn devices_in(world: &mut World, name: &'static str, circle: &Name) -> Vec<String> {
    let members = world.ask(name, Command::CircleMembers { circle: circle.clone() }).expect("members");
    let of_alice = |answer| match answer {
        Answer::Member(member) if member.name == "alice" => Some(member.devices),
        _ => None,
    };
    members.into_iter().find_map(of_alice).expect("alice is a member")
}

#[test]
fn a_laptop_that_was_taken_away_is_let_into_no_circle_that_alice_joins_later() {
    let mut world = World::new(&["alice", "bob", "carol"]);
    world.circle("alice", &["bob"]);
    world.restore("lost", "alice");
    world.plug("alice", "lost");
    world.settle();
    world.unplug("alice", "lost");
    let lost = world.device("lost");
    revoke(&mut world, "alice", lost);
    world.settle();
    // Bob's circle of later: nobody in it has ever met the lost laptop. And one that alice has not shown to anybody.
    let later = found(&mut world, "carol", "Later", &["alice"]);
    world.ask("alice", Command::CircleNew { title: "Alone".into() }).expect("founded");
    let before = devices_in(&mut world, "carol", &later);
    for near in ["alice", "carol", "bob"] {
        world.plug("lost", near);
        world.pass(301);
        world.settle();
        world.unplug("lost", near);
    }
    assert_eq!(circles_of(&mut world, "lost"), ["Cell biology"], "it has what it had");
    assert_eq!(devices_in(&mut world, "carol", &later), before, "nobody made it known");
    assert!(shown(&world, "lost", |event| matches!(event, Event::DeviceRevoked { .. })), "it hears why");
}

#[test]
fn a_laptop_that_was_off_when_the_secret_changed_hears_that_it_was_taken_away() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.restore("old", "alice");
    world.plug("bob", "old");
    world.settle();
    world.unplug("bob", "old");
    world.ask("alice", Command::CircleRenew { circle: circle.clone() }).expect("allowed");
    world.settle();
    let old = world.device("old");
    revoke(&mut world, "alice", old);
    world.write("alice", note(&circle, "After", "not for the old one"));
    world.settle();
    world.ask("old", note(&circle, "In vain", "text")).expect("it cannot know yet");
    world.plug("bob", "old");
    world.settle();
    assert!(shown(&world, "old", |event| matches!(event, Event::DeviceRevoked { .. })));
    assert_eq!(world.ask("old", note(&circle, "More", "text")), Err(Error::DeviceRevoked));
    assert!(!titles(&mut world, "old", &circle).contains(&"After".to_owned()), "it reads nothing new");
    assert_eq!(titles(&mut world, "bob", &circle), ["After"]);
}

#[test]
fn a_laptop_that_is_to_be_taken_away_is_given_nothing_while_that_waits() {
    let mut world = World::new(&["alice", "bob"]);
    world.circle("alice", &["bob"]);
    world.restore("lost", "alice");
    world.plug("alice", "lost");
    world.settle();
    world.unplug("alice", "lost");
    world.ask("alice", Command::CircleNew { title: "Alone".into() }).expect("founded");
    world.crash("alice");
    // A copy of alice's disk, as a backup brings it back: new in her circles, and bob may know more.
    world.clone_disk("alice 2", "alice");
    world.crash("alice 2");
    world.renew("alice 2");
    world.start("alice 2");
    let lost = world.device("lost");
    let revoked = revoke(&mut world, "alice 2", lost);
    assert_eq!((revoked.circles.len(), revoked.waiting.len()), (0, 1), "{revoked:?}");
    world.ask("alice 2", Command::CircleNew { title: "After".into() }).expect("founded");
    // They meet, as any two of her laptops would.
    world.plug("alice 2", "lost");
    world.pass(301);
    world.settle();
    assert_eq!(circles_of(&mut world, "lost"), ["Cell biology"]);
}

/// What the log says of laptops that were taken away: by whom, and how much of their work is hidden.
fn taken_away(world: &mut World, name: &'static str, circle: &Name) -> Vec<(String, usize)> {
    let answers = world.ask(name, Command::CircleLog { circle: circle.clone() }).expect("a log");
    let line = |answer| match answer {
        Answer::LogLine(line) if line.did == Did::RevokedDevice && line.stands => {
            Some((line.words.unwrap_or_default(), line.hidden))
        }
        _ => None,
    };
    answers.into_iter().filter_map(line).collect()
}

#[test]
fn what_two_laptops_cut_off_by_ignorance_is_listed_and_stands_again() {
    for by in ["alice 2", "bob"] {
        let mut world = World::new(&["bob", "alice", "carol", "dave"]);
        let circle = world.circle("bob", &["alice", "carol"]);
        for again in ["alice 2", "alice 3"] {
            world.restore(again, "alice");
            world.plug("bob", again);
        }
        world.write("alice", note(&circle, "One", "text"));
        world.settle();
        // The third laptop hears no more of the first one.
        world.unplug("bob", "alice 3");
        for title in ["Three", "Two", "Zero"] {
            world.write("alice", note(&circle, title, "text"));
        }
        world.settle();
        let lost = world.device("alice");
        world.unplug("bob", "alice");
        world.unplug("bob", "alice 2");
        for apart in ["alice 2", "alice 3"] {
            let revoked = revoke(&mut world, apart, lost);
            assert_eq!((revoked.circles.len(), revoked.waiting.len()), (1, 0), "{apart}: {revoked:?}");
        }
        world.plug("bob", "alice 2");
        world.plug("bob", "alice 3");
        world.settle();
        // Dave comes now, and was never shown the three.
        let ticket = world.ticket("bob", &circle);
        world.ask("dave", Command::CircleJoin { ticket }).expect("a good ticket");
        world.plug("bob", "dave");
        world.settle();
        for name in ["alice 2", "alice 3", "bob", "carol", "dave"] {
            assert_eq!(titles(&mut world, name, &circle), ["One"], "{name}: three are out everywhere");
        }
        let hidden = taken_away(&mut world, "bob", &circle);
        assert_eq!(hidden, [("laptop".to_owned(), 3), ("laptop".to_owned(), 3)], "and that is told");
        let keep = |person: &str| Command::CircleKeepWork {
            circle: circle.clone(),
            person: person.into(),
            device: Some(Name::from(lost.to_string())),
        };
        assert!(
            matches!(world.ask("carol", keep("alice")), Err(Error::NotAllowed { .. })),
            "a learner decides nothing"
        );
        world.ask(by, keep("alice")).expect("allowed");
        world.settle();
        for name in ["alice 2", "alice 3", "bob", "carol", "dave"] {
            assert_eq!(titles(&mut world, name, &circle), ["One", "Three", "Two", "Zero"], "{name} after {by}");
        }
        assert!(matches!(world.ask(by, keep("alice")), Err(Error::NothingHidden { .. })));
    }
}

#[test]
fn a_laptop_that_was_apart_for_days_asks_somebody_before_it_takes_another_one_away() {
    let mut world = World::new(&["bob", "alice"]);
    let circle = world.circle("bob", &["alice"]);
    world.restore("alice 2", "alice");
    world.plug("bob", "alice 2");
    world.settle();
    world.unplug("bob", "alice 2");
    world.write("alice", note(&circle, "Late", "text"));
    world.settle();
    let lost = world.device("alice");
    world.unplug("bob", "alice");
    world.wait(2 * 24 * 3600 * 1000);
    let revoked = revoke(&mut world, "alice 2", lost);
    assert_eq!((revoked.circles.len(), revoked.waiting.len()), (0, 1), "{revoked:?}");
    world.plug("bob", "alice 2");
    world.settle();
    assert!(devices(&mut world, "alice 2").iter().any(|device| device.id == lost && device.revoked));
    for name in ["alice 2", "bob"] {
        assert_eq!(titles(&mut world, name, &circle), ["Late"], "{name}");
    }
}

#[test]
fn who_is_taken_away_by_a_thief_with_the_root_key_answers() {
    let mut world = World::new(&["bob", "alice"]);
    let circle = world.circle("bob", &["alice"]);
    world.write("alice", note(&circle, "Mine", "text"));
    world.settle();
    assert!(matches!(world.ask("alice", Command::DeviceRenew { passphrase: None }), Err(Error::NotAllowed { .. })));
    // Eve has dug the key out of an old laptop.
    world.restore("eve", "alice");
    world.plug("bob", "eve");
    world.settle();
    let alices = world.device("alice");
    revoke(&mut world, "eve", alices);
    world.settle();
    world.unplug("bob", "eve");
    assert_eq!(world.ask("alice", note(&circle, "Too late", "text")), Err(Error::DeviceRevoked));
    // It was not her. She has the key as well.
    world.ask("alice", Command::DeviceRenew { passphrase: None }).expect("allowed");
    world.settle();
    assert_ne!(world.device("alice"), alices);
    let eves = world.device("eve");
    revoke(&mut world, "alice", eves);
    world.settle();
    world.write("alice", note(&circle, "Still here", "text"));
    world.settle();
    assert_eq!(titles(&mut world, "bob", &circle), ["Mine", "Still here"]);
    assert!(devices(&mut world, "alice").iter().any(|device| device.id == eves && device.revoked));
    world.plug("bob", "eve");
    world.settle();
    assert_eq!(world.ask("eve", note(&circle, "Eve's", "text")), Err(Error::DeviceRevoked));
    world.settle();
    assert_eq!(titles(&mut world, "bob", &circle), ["Mine", "Still here"], "nothing of hers is taken");
    assert!(!titles(&mut world, "eve", &circle).contains(&"Still here".to_owned()), "she reads nothing new");
}
