//! Where it happens: alice and bob, two real nodes that write to each other, and what is looked at after each script.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use commonplace_core::circle::Ticket;
use libp2p::{Multiaddr, PeerId};
use serde_json::Value;
use tokio::runtime::Runtime;
use tokio::sync::{Mutex, watch};
use tokio::time::timeout;

use super::Script;
use super::keeper::{self, Keeper};
use super::member::Member;
use super::peer::Peer;
use crate::laptop::Laptop;

/// Guards against a script that never ends; none is judged by it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);
/// Most resident memory of an attacked node, in KiB.
const RESIDENT_KIB: u64 = 256 * 1024;

/// Waits for something that must happen.
pub(crate) async fn guarded<T>(what: &str, happens: impl Future<Output = T>) -> T {
    timeout(PATIENCE, happens).await.unwrap_or_else(|_| panic!("eve waits in vain for: {what}"))
}

/// What eve asks for until she gets it: where she has taken all places herself she is told so by the end of the stream, and how long
/// that lasts is the machine's affair.
pub(crate) async fn until<T, Asked: Future<Output = io::Result<T>>>(what: &str, mut ask: impl FnMut() -> Asked) -> T {
    let answered = async {
        loop {
            if let Ok(answer) = ask().await {
                return answer;
            }
            tokio::task::yield_now().await;
        }
    };
    guarded(what, answered).await
}

/// A node as eve sees it.
#[derive(Debug, Clone)]
pub(crate) struct Victim {
    pub(crate) address: Multiaddr,
    pub(crate) peer: PeerId,
}

impl Victim {
    fn of(full: &str) -> Self {
        let (address, peer) = full.rsplit_once("/p2p/").expect("an address with a peer");
        Self { address: address.parse().expect("an address"), peer: peer.parse().expect("a peer id") }
    }

    /// For sockets without libp2p.
    pub(crate) fn socket(&self) -> std::net::SocketAddr {
        let text = self.address.to_string();
        let mut parts = text.split('/').skip(2).step_by(2);
        let (ip, port) = (parts.next().expect("an ip"), parts.next().expect("a port"));
        format!("{ip}:{port}").parse().expect("a socket")
    }
}

/// What a script has in hand.
#[derive(Clone)]
pub(crate) struct Attack {
    /// Whom it is against.
    pub(crate) alice: Victim,
    /// The other one.
    pub(crate) bob: Victim,
    /// How much of it: 1 in the short form.
    pub(crate) scale: usize,
    /// Eve as a member, where she is one.
    member: Option<Arc<Mutex<Member>>>,
    /// An attachment in the circle: its id and sealed size.
    pub(crate) blob: Option<([u8; 32], u64)>,
    /// An invitation that nobody has used.
    pub(crate) ticket: Option<Ticket>,
    underway: Arc<watch::Sender<bool>>,
    stop: watch::Receiver<bool>,
    admitted: Arc<watch::Sender<u64>>,
}

impl Attack {
    /// Says that the attack is at its height: alice and bob write now.
    pub(crate) fn underway(&self) {
        self.underway.send_replace(true);
    }

    /// Whether alice and bob have written, and the attack may end.
    pub(crate) fn is_over(&self) -> bool {
        *self.stop.borrow()
    }

    /// Waits until then.
    pub(crate) async fn over(&mut self) {
        let _gone = self.stop.wait_for(|over| *over).await;
    }

    /// Counts records of eve's that are valid: she is a member, after all.
    pub(crate) fn admits(&self, records: u64) {
        self.admitted.send_modify(|admitted| *admitted += records);
    }

    pub(crate) async fn member(&self) -> tokio::sync::MutexGuard<'_, Member> {
        self.member.as_ref().expect("eve is a member here").lock().await
    }

    /// A new face, connected to alice.
    pub(crate) async fn meet(&self) -> Peer {
        Peer::meet(&self.alice).await
    }
}

/// Alice and bob.
pub(crate) struct Field {
    alice: Laptop,
    bob: Laptop,
    circle: String,
    addresses: [Victim; 2],
    records: u64,
    runtime: Runtime,
    member: Option<Arc<Mutex<Member>>>,
    blob: Option<([u8; 32], u64)>,
    ticket: Option<Ticket>,
    members: Vec<Value>,
    written: usize,
    /// The relay that is tried, where it is one.
    relay: Option<Keeper>,
}

fn addresses_of(laptop: &Laptop) -> String {
    let event = laptop.wait_for("its address", |event| {
        event["event"] == "listening" && event["addresses"].as_array().is_some_and(|all| !all.is_empty())
    });
    event["addresses"][0].as_str().expect("an address").to_owned()
}

fn joined(laptop: &Laptop, joining: &Value) {
    if joining["state"] == "pending" {
        laptop.wait_for("being let in", |event| event["event"] == "joined");
    }
}

impl Field {
    /// Eve knows where alice is, and nothing else.
    pub(crate) fn stranger() -> Self {
        let mut alice = Laptop::new("Alice", None);
        let mut bob = Laptop::new("Bob", None);
        let circle = alice.one(&["circle", "new", "Cells"])["id"].as_str().expect("an id").to_owned();
        let ticket = alice.one(&["circle", "invite", &circle])["ticket"].as_str().expect("a ticket").to_owned();
        let here = ["--no-mdns", "--listen", "127.0.0.1:0"];
        alice.start(&here);
        let address = addresses_of(&alice);
        bob.start(&[&here[..], &["--peer", &address]].concat());
        let bobs = addresses_of(&bob);
        let joining = bob.one(&["circle", "join", &ticket]);
        joined(&bob, &joining);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let mut field = Self {
            alice,
            bob,
            circle,
            addresses: [Victim::of(&address), Victim::of(&bobs)],
            records: 0,
            runtime: runtime.expect("a runtime"),
            member: None,
            blob: None,
            ticket: None,
            members: Vec::new(),
            written: 0,
            relay: None,
        };
        field.write();
        field.settle();
        field
    }

    /// Eve has a ticket, and has come in by it.
    pub(crate) fn joined() -> Self {
        let mut field = Self::stranger();
        field.attach();
        let [ticket, spare] = [(); 2].map(|()| {
            let invited = field.alice.one(&["circle", "invite", &field.circle]);
            invited["ticket"].as_str().expect("a ticket").parse::<Ticket>().expect("a ticket")
        });
        let member = field.runtime.block_on(guarded("being let in", Member::join(&field.addresses[0], &ticket)));
        field.member = Some(Arc::new(Mutex::new(member)));
        field.ticket = Some(spare);
        field.settle();
        field
    }

    /// Alice's circle has a relay, where eve has a circle of her own.
    pub(crate) fn at_a_relay() -> Self {
        let mut field = Self::stranger();
        let mut relay = Keeper::new();
        let victim = Victim::of(&relay.address);
        field.alice.ok(&["circle", "set", &field.circle, "--relay", &relay.address]);
        let lease = field.alice.one(&["relay", "lease", &field.circle, &relay.address]);
        let id: commonplace_net::PeerId = victim.peer.to_string().parse().expect("a peer id of ours");
        let member = keeper::customer(*id.as_bytes());
        let alices = lease["lease"].as_str().expect("a lease").to_owned();
        relay.start(&[(alices, 1 << 30), (keeper::lease(&member), keeper::QUOTA)]);
        field.relay = Some(relay);
        field.addresses = [victim.clone(), victim];
        field.member = Some(Arc::new(Mutex::new(member)));
        field.attach();
        field.alice.until("the attachment at the relay", |alice| {
            (at_relay(alice, &field.circle)["attachments"] == 1).then_some(())
        });
        field.write();
        field.settle();
        field
    }

    /// Alice writes a note with an attachment.
    fn attach(&mut self) {
        let note = self.alice.with_input(&["note", "new", &self.circle, "-", "--title", "With a file"], "text\n");
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), vec![7; 1_000_000]).expect("written");
        let id = note[0]["id"].as_str().expect("an id");
        let attached = self.alice.one(&["attach", id, file.path().to_str().expect("a path")]);
        let blob = attached["id"].as_str().expect("a blob").parse::<commonplace_core::id::BlobId>().expect("a blob id");
        self.blob = Some((*blob.as_bytes(), commonplace_core::blob::sealed_size(1_000_000)));
    }

    #[expect(clippy::disallowed_methods, reason = "measured and shown, never asserted")]
    /// Alice writes to bob and bob to alice, and both arrive. Says how long the slower one took.
    fn write(&mut self) -> Duration {
        let mut slowest = Duration::ZERO;
        for (writer, reader) in [(&self.alice, &self.bob), (&self.bob, &self.alice)] {
            self.written += 1;
            let title = format!("Note {}", self.written);
            let begun = Instant::now();
            let note = writer.with_input(&["note", "new", &self.circle, "-", "--title", &title], "text\n");
            let id = note[0]["id"].as_str().expect("an id").to_owned();
            while !reader.run_with(&["note", "show", &id], b"").status.success() {
                reader.wait_for(&title, |event| event["event"] == "changed");
            }
            if self.relay.is_some() {
                // It goes by the relay too, whatever eve does there.
                writer.until("all of it at the relay", |writer| {
                    (at_relay(writer, &self.circle)["holds_all"] == true).then_some(())
                });
            }
            slowest = slowest.max(begun.elapsed());
        }
        slowest
    }

    /// Who is a member in which role. That eve uses her key in two places is noticed, as it should be.
    fn roles(&self) -> Vec<Value> {
        let mut members = self.alice.ok(&["circle", "members", &self.circle]);
        for member in members.iter_mut().filter_map(Value::as_object_mut) {
            member.remove("forked").expect("said of every member");
        }
        members
    }

    /// Waits until both hold the same number of records, and takes that as where it begins.
    fn settle(&mut self) {
        let count =
            |laptop: &Laptop| laptop.one(&["circle", "show", &self.circle])["records"].as_u64().expect("a number");
        let wanted = count(&self.alice).max(count(&self.bob));
        for laptop in [&self.alice, &self.bob] {
            while count(laptop) < wanted {
                laptop.wait_for("the rest", |event| event["event"] == "changed");
            }
        }
        self.records = count(&self.alice);
        self.members = self.roles();
    }

    /// Runs scripts one after the other. Nothing of them changes what alice and bob can do, or what they hold.
    pub(crate) fn stands(&mut self, scripts: &[Script]) {
        let wanted = std::env::var("COMMONPLACE_EVE_SCRIPT").ok();
        for script in scripts.iter().filter(|script| wanted.as_deref().is_none_or(|wanted| wanted == script.name)) {
            self.stand(script);
        }
    }

    fn stand(&mut self, script: &Script) {
        let long = std::env::var_os("COMMONPLACE_EVE").is_some_and(|value| value == "long");
        let ((underway, mut begun), (stop, stopped)) = (watch::channel(false), watch::channel(false));
        let (admitted, _) = watch::channel(0);
        let (underway, admitted) = (Arc::new(underway), Arc::new(admitted));
        let [alice, bob] = self.addresses.clone();
        let scale = if long { 10 } else { 1 };
        let (member, blob, ticket) = (self.member.clone(), self.blob, self.ticket.clone());
        let admits = admitted.clone();
        let attack = Attack { alice, bob, scale, member, blob, ticket, underway, stop: stopped, admitted: admits };
        let relay = self.relay.as_ref().map(Keeper::process);
        [self.alice.process(), self.bob.process()].into_iter().chain(relay).for_each(forget_peak);
        let mut attacking = self.runtime.spawn((script.attack)(attack));
        let under_way = format!("{} under way", script.name);
        let _begun_or_ended = self.runtime.block_on(guarded(&under_way, begun.wait_for(|begun| *begun)));
        // In the long form they have much to say.
        let slowest = (0..scale).map(|_| self.write()).max().unwrap_or_default();
        stop.send_replace(true);
        self.runtime
            .block_on(guarded(script.name, &mut attacking))
            .unwrap_or_else(|error| panic!("{}: {error}", script.name));
        self.write();
        // What she may write at a relay is of her own circle.
        let hers = if self.relay.is_some() { 0 } else { *admitted.borrow() };
        self.records += 2 * (scale as u64 + 1) + hers;
        self.look(script, slowest);
    }

    /// Alice removes eve from the circle.
    pub(crate) fn remove_eve(&mut self) {
        let eve = self.runtime.block_on(async {
            let member = self.member.as_ref().expect("eve is a member here").lock().await;
            member.person.id().to_string()
        });
        self.alice.ok(&["circle", "remove", &self.circle, &eve]);
        self.write();
        self.settle();
    }

    fn look(&mut self, script: &Script, slowest: Duration) {
        let name = script.name;
        let mut peaks = Vec::new();
        for laptop in [&mut self.alice, &mut self.bob] {
            laptop.is_well();
            let count = |laptop: &Laptop| laptop.one(&["circle", "show", &self.circle])["records"].as_u64();
            while count(laptop) < Some(self.records) {
                laptop.wait_for("what was written", |event| event["event"] == "changed");
            }
            assert_eq!(count(laptop), Some(self.records), "{name}: {} holds what was written and no more", laptop.name);
            let peak = peak_kib(laptop.process());
            assert!(peak <= RESIDENT_KIB, "{name}: {}'s node took {peak} KiB", laptop.name);
            peaks.push(peak / 1024);
        }
        if let Some(relay) = &mut self.relay {
            relay.is_well();
            let peak = peak_kib(relay.process());
            assert!(peak <= RESIDENT_KIB, "{name}: the relay took {peak} KiB");
            // It is the one that was tried.
            peaks = vec![peak / 1024, peaks[0].max(peaks[1])];
        }
        assert_eq!(self.roles(), self.members, "{name}: roles are as they were");
        let end = if script.shuts_out { "shut out" } else { "bounded" };
        println!(
            "| {name} | {} | {end} | {} and {} MiB | {} ms |",
            script.tries,
            peaks[0],
            peaks[1],
            slowest.as_millis()
        );
    }
}

/// How things stand at the circle's relay.
fn at_relay(laptop: &Laptop, circle: &str) -> Value {
    let status = laptop.ok(&["status", circle]);
    status.iter().find_map(|line| line["relays"].get(0)).cloned().unwrap_or_default()
}

fn forget_peak(process: u32) {
    // Where the kernel does not allow it, the peak is that of all scripts so far, which must not be too much either.
    let _forgotten = std::fs::write(format!("/proc/{process}/clear_refs"), "5");
}

fn peak_kib(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
