//! A disk that is full, to the last byte and for the index too: what is here is read and sent on.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use commonplace_core::circle::{Ticket, collect_secrets};
use commonplace_core::frontier::{Frontier, device_name};
use commonplace_core::record::Record;
use commonplace_node::answer::Answer;
use commonplace_node::command::{Command, Name};
use commonplace_node::error::Error;
use commonplace_node::node::Reply;
use commonplace_store::{Fault, Faults, Options, Step};

use super::world::World;

/// Full while the switch is on.
#[derive(Debug)]
struct FullDisk(AtomicBool);

impl Faults for FullDisk {
    fn before(&self, step: Step, _: &Path) -> Result<(), Fault> {
        let refuses = self.0.load(Ordering::Relaxed) && matches!(step, Step::Write { .. } | Step::OpenIndex);
        if refuses { Err(Fault { written: 0, error: io::ErrorKind::StorageFull.into() }) } else { Ok(()) }
    }
}

fn note(circle: &Name, title: &str) -> Command {
    let text = format!("{title}: water follows salt.");
    Command::NoteNew { circle: circle.clone(), title: Some(title.into()), tags: Vec::new(), text, path: None }
}

#[test]
fn alice_reads_and_sends_on_a_full_disk_and_writes_when_room_returns() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.unplug("alice", "bob");
    let id = world.write("alice", note(&circle, "Osmosis"));
    world.crash("alice");

    let disk = Arc::new(FullDisk(AtomicBool::new(true)));
    let faults = Some(Arc::clone(&disk) as Arc<dyn Faults>);
    world.start_on("alice", Options { faults, ..Options::default() });
    world.settle();
    assert_eq!(world.note("alice", id).text, "Osmosis: water follows salt.");
    let search = Command::Search { circle: None, query: "osmosis".into(), max: 9 };
    assert_eq!(world.ask("alice", search.clone()).expect("answers").len(), 1);
    assert_eq!(world.ask("alice", note(&circle, "Diffusion")).expect_err("full"), Error::DiskFull);
    world.plug("alice", "bob");
    assert_eq!(world.note("bob", id).text, "Osmosis: water follows salt.");

    disk.0.store(false, Ordering::Relaxed);
    let diffusion = world.write("alice", note(&circle, "Diffusion"));
    world.settle();
    assert_eq!(world.note("alice", diffusion).row.title, "Diffusion");
    assert_eq!(world.note("alice", id).text, "Osmosis: water follows salt.");
    assert_eq!(world.ask("alice", search).expect("answers").len(), 1);
}

#[test]
fn nobody_is_told_that_a_record_is_here_which_could_not_be_written() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let tag = world.ticket("alice", &circle).parse::<Ticket>().expect("a ticket").tag;
    world.unplug("alice", "bob");
    world.crash("alice");
    let disk = Arc::new(FullDisk(AtomicBool::new(false)));
    let faults = Some(Arc::clone(&disk) as Arc<dyn Faults>);
    world.start_on("alice", Options { faults, ..Options::default() });
    world.plug("alice", "bob");
    world.settle();
    // Bob's note makes alice's next word due. It comes in the moment in which she writes and the disk is full.
    world.write("bob", note(&circle, "Osmosis"));
    world.wait(30_000);
    disk.0.store(true, Ordering::Relaxed);
    let replies = world.ask_with_tick("alice", note(&circle, "Diffusion"));
    assert!(matches!(replies.as_slice(), [Reply::Failed(Error::DiskFull)]), "{replies:?}");
    disk.0.store(false, Ordering::Relaxed);

    let slips = world.slips("bob", tag);
    let alice = world.device("alice");
    world.crash("bob");
    let (keys, sealed) = world.disk("bob");
    let mut held = BTreeMap::new();
    collect_secrets(&sealed, &keys.device(), &mut held);
    let mut said = slips.iter().filter_map(|slip| held.values().find_map(|secret| Frontier::read(slip, secret)));
    let said = said.rfind(|said| said.device == alice).expect("she has said something");
    let records: Vec<Record> =
        sealed.iter().filter_map(|one| held.values().find_map(|secret| one.open(secret).ok())).collect();
    for (name, head) in &said.heads {
        let held = |record: &Record| device_name(&record.device) == *name && head.is(record.seq, &record.id);
        assert!(records.iter().any(held), "she says that she holds what nobody has: {name:?}");
    }
}

#[test]
fn what_could_not_be_written_for_who_comes_back_is_not_given_to_them() {
    let mut world = World::new(&["alice"]);
    let circle = world.circle("alice", &[]);
    world.write("alice", note(&circle, "Osmosis"));
    world.crash("alice");
    let disk = Arc::new(FullDisk(AtomicBool::new(false)));
    let faults = Some(Arc::clone(&disk) as Arc<dyn Faults>);
    world.start_on("alice", Options { faults, ..Options::default() });
    world.settle();

    disk.0.store(true, Ordering::Relaxed);
    world.restore("alice 2", "alice");
    world.plug("alice", "alice 2");
    world.settle();
    assert_eq!(world.ask("alice 2", Command::CircleList).expect("a list"), [], "she would know what nobody wrote down");

    disk.0.store(false, Ordering::Relaxed);
    let diffusion = world.write("alice", note(&circle, "Diffusion"));
    world.pass(60);
    world.settle();
    assert_eq!(world.note("alice 2", diffusion).row.title, "Diffusion");
    let devices = world.ask("alice 2", Command::DeviceList).expect("a list");
    assert_eq!(devices.len(), 2);
    for device in devices {
        assert!(matches!(&device, Answer::Device(device) if !device.forked), "{device:?}");
    }
}
