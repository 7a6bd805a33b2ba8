//! Sample circles: enough of everything to judge a screen by.

use commonplace_core::id::{CircleId, DeviceId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{
    About, BothEdited, CardSource, CircleStatus, Comment, Delivered, Delivery, Device, Did, Finding, ImportState,
    Imported, Lead, LogLine, Member, Membership, Nearby, OnlyHere, PairState, Peer, QuestionState, RecapNote, Severity,
    SourceState,
};
use commonplace_node::command::{Comes, RoleName, Vote};

use super::fake::{NOON, World, person};

const OSMOSIS: &str = "Put a raisin into water and it swells. Put a slice of cucumber into brine and it shrinks. Both are the same thing: **osmosis**, the movement of water through a membrane towards the side where it is *less free*.

![A membrane lets water through and holds salt back](osmosis.svg)

## What moves, and why

Water molecules cross the membrane in both directions all the time. On the salty side some of them are busy with ions, so fewer cross back. The net flow is towards the salt.

> Nothing pulls the water. More of it happens to go one way than the other.

1. Only water crosses; the membrane is *semipermeable*.
2. The flow stops when pressure balances it.
3. That pressure is called **osmotic pressure**: $\\Pi = i \\cdot c R T$.[^hoff]

$$
\\Delta G = R T \\ln \\frac{c_1}{c_2} + z F \\Delta\\psi, \\quad \\sum_{i=1}^{n} x_i^2 \\ge \\sqrt{a^2 + b^2}
$$

## Three words to keep apart

| Solution | Compared with the cell | What a red blood cell does |
|---|---|---|
| hypotonic | less salt outside | swells, may burst |
| isotonic | the same | keeps its shape |
| hypertonic | more salt outside | shrinks |

### Try it with numbers

```rust
/// Osmotic pressure in pascal (van 't Hoff).
fn pressure(ions: f64, concentration: f64, kelvin: f64) -> f64 {
    const R: f64 = 8.314; // J / (mol K)
    ions * concentration * R * kelvin
}
```

Sea water holds about 1,100 mol of ions per cubic metre, so at 20 °C the pressure is near **27 bar**. See also [the notes on diffusion](Diffusion.md) and [the textbook chapter](https://openstax.org/books/biology-2e/pages/5-2-passive-transport).

- [x] read chapter 5
- [ ] weigh the potato slices again on Thursday

[^hoff]: Jacobus van 't Hoff found it in 1886, with sugar and pig's bladders.
";

const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="620" height="220" viewBox="0 0 620 220">
<rect x="10" y="20" width="600" height="170" rx="6" fill="#e9f1f2"/><line x1="310" y1="20" x2="310" y2="190" stroke="#1f5566" stroke-width="3" stroke-dasharray="9 7"/>
<g fill="#6fa7b5"><circle cx="60" cy="60" r="9"/><circle cx="120" cy="130" r="9"/><circle cx="180" cy="70" r="9"/><circle cx="90" cy="160" r="9"/><circle cx="240" cy="110" r="9"/><circle cx="210" cy="160" r="9"/><circle cx="270" cy="55" r="9"/><circle cx="150" cy="45" r="9"/><circle cx="370" cy="150" r="9"/><circle cx="450" cy="60" r="9"/><circle cx="560" cy="120" r="9"/></g>
<g fill="#b8742a"><rect x="400" y="90" width="18" height="18" rx="3"/><rect x="490" y="140" width="18" height="18" rx="3"/><rect x="530" y="50" width="18" height="18" rx="3"/><rect x="350" y="60" width="18" height="18" rx="3"/></g>
<path d="M255 100 H355 m-12 -8 l12 8 l-12 8" fill="none" stroke="#1f5566" stroke-width="3"/>
<text x="60" y="212" font-family="Inter" font-size="14" fill="#5c5346">much free water</text><text x="430" y="212" font-family="Inter" font-size="14" fill="#5c5346">salt keeps some of it busy</text></svg>"##;

/// Ana's circles with Ben and Li nearby.
pub(crate) fn full() -> World {
    let mut world = World::of("Ana");
    let biology = world.add_circle("Cell biology", Membership::Joined, 4);
    let calculus = world.add_circle("Calculus reading group", Membership::Joined, 6);
    world.circles[0].relays =
        vec!["/ip4/192.168.1.9/tcp/17017/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN".into()];
    world.circles[0].relays_near =
        vec!["/ip4/192.168.1.12/tcp/17017/p2p/12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xo".into()];
    world.add_circle("Türkçe sohbet", Membership::Joined, 3);
    world.add_circle("Modern history", Membership::Pending, 0);
    world.circles[3].relays = world.circles[0].relays.clone();
    world.circles[3].until = Some(Timestamp::from_millis(NOON + 5 * 86_400_000));
    biology_of(&mut world, biology);
    let limits = "A limit is what a function settles on, not what it reaches.";
    let slowly = world.add_note(calculus, person("Jonas Weber"), "Limits, slowly", limits, 90_000);
    world.make_new(slowly, &person("Jonas Weber"));
    people(&mut world, biology, calculus);
    world.drafts.insert(
        format!("note-new:{biology}"),
        r#"{"title":"What turgor does for a leaf","text":"Without it a leaf hangs."}"#.into(),
    );
    world.files = taken_in();
    world
}

/// What happens to a folder that is taken in.
fn taken_in() -> Vec<Imported> {
    let file = |path: &str, state, why: Option<&str>, done| Imported {
        id: None,
        path: path.into(),
        state,
        title: None,
        why: why.map(Into::into),
        done,
        of: 7,
    };
    vec![
        file("biology/osmosis.md", ImportState::Unchanged, None, 1),
        file("biology/turgor.md", ImportState::Created, None, 2),
        file("biology/enzymes.md", ImportState::Updated, None, 3),
        file("biology/lab/2026-11-03 potato.md", ImportState::Created, None, 4),
        file("biology/img/leaf.png", ImportState::Attached, None, 5),
        file("biology/old.doc", ImportState::Refused, Some("It is neither Markdown nor shown by a note."), 6),
        file("biology/numbers.md", ImportState::Refused, Some("It is not text in UTF-8."), 7),
    ]
}

/// What people choose about in the sample circle, and what they have chosen about.
pub(crate) const VOTE: &str = "A raisin lies in salt water. What crosses its skin by itself?";
pub(crate) const SHOWN_VOTE: &str = "What does a leaf do in salt water?";

fn biology_of(world: &mut World, circle: CircleId) {
    let ana = world.me();
    let osmosis = world.add_note(circle, person("Ben Okafor"), "Osmosis, with a raisin and a cucumber", OSMOSIS, 120);
    world.attach(osmosis, "osmosis.svg", "image/svg+xml", DRAWING.as_bytes());
    world.attach(osmosis, "potato-weights.csv", "text/csv", b"minute,gram\n0,12.1\n30,11.4\n");
    attachments(world, osmosis);
    let comment = Comment {
        id: RecordId::of(b"comment"),
        author: person("Li Na"),
        created: Timestamp::from_millis(NOON - 60_000),
        text: "The cucumber took twenty minutes in our kitchen, with two spoons of salt.".into(),
        away: None,
        revisions: 0,
        sources: Vec::new(),
        hidden: None,
    };
    let note = world.note_mut(osmosis);
    note.row.tags = vec!["membranes".into(), "experiments".into()];
    note.row.edits = 3;
    note.row.helpful = 2;
    note.my_vote = Some(Vote::Helpful);
    note.row.on = Delivery { devices: 3, of: 4, only_here: false };
    note.contributors.push(person("Li Na"));
    note.replies.push(comment);
    ask(world, circle, osmosis);
    let lipids = "Two layers of lipids, tails inwards, with proteins floating in them like boats. What can pass is decided by size, charge and who holds a door open.";
    let text = OSMOSIS.replace("busy with ions, so fewer cross back", "held by ions, and so fewer of them come back");
    world.add_edit(osmosis, person("Li Na"), &text, 110);
    world.add_edit(osmosis, person("Ben Okafor"), OSMOSIS, 100);
    world.note_mut(osmosis).both_edited = vec![BothEdited {
        passage: "Water molecules cross the membrane in both directions".into(),
        by: vec![person("Ben Okafor"), person("Li Na")],
    }];
    let membrane = world.add_note(circle, ana.clone(), "The membrane, drawn from memory", lipids, 10_800);
    world.note_mut(membrane).row.on = Delivery { devices: 1, of: 4, only_here: true };
    let enzymes = "An enzyme lowers the hill that a reaction has to climb. It is not used up, it can be blocked, and it likes its own temperature.";
    let enzymes = world.add_note(circle, person("Li Na"), "Enzymes lower the hill", enzymes, 27_000);
    world.note_mut(enzymes).row.on = Delivery { devices: 4, of: 4, only_here: false };
    world.note_mut(enzymes).row.tags = vec!["enzymes".into(), "energy".into()];
    world.make_new(enzymes, &person("Li Na"));
    world.make_new(osmosis, &person("Ben Okafor"));
    skills(world, circle);
    cards(world, circle, osmosis);
    meetings(world, circle);
    let why = world.add_question(
        circle,
        person("Ben Okafor"),
        "Why do leaves wilt upwards from the edge?",
        "Is that turgor too, or something else?",
        46_000,
    );
    world.question_mut(why).row.same = 2;
    let long_ago = "Is there a plain way to see it, or only with a microscope?";
    let asked = world.add_question(circle, person("Li Na"), "How thick is a membrane?", long_ago, 4 * 86_400);
    world.question_mut(asked).row.tags = vec!["membranes".into()];
    let arabic = "الإنزيم يخفض التل الذي يجب على التفاعل أن يتسلقه. لا يُستهلك ويمكن أن يُعطَّل.";
    world.add_note(circle, person("عمر حداد"), "ما هو الإنزيم؟", arabic, 88_000);
    let turkish = "Kalın ve ince ünlüler gibi, hücre zarı da içeri neyin gireceğini seçer: İyonlar, su, şeker.";
    world.add_note(circle, person("Ayşe Demir"), "Hücre zarından geçiş", turkish, 180_000);
    let mitosis =
        "Prophase, metaphase, anaphase, telophase. What the words mean, and what one sees in an onion root tip.";
    world.add_note(circle, person("Ben Okafor"), "Mitosis in an onion root", mitosis, 400_000);
    world.add_note(
        circle,
        ana,
        "Reading list for week three",
        "Chapters 5 and 6, and the film about kidneys.",
        900_000,
    );
    votes(world, circle);
}

/// One in which people choose, and one that is shown and about which they disagree.
fn votes(world: &mut World, circle: CircleId) {
    let crossing = ["Nothing", "Water, into the raisin", "Salt, into the raisin", "Water, out of the raisin"];
    let ana = world.me();
    let now = world.add_vote(circle, ana.clone(), VOTE, &crossing, 2_400);
    for (name, option) in [("Ben Okafor", 4), ("Li Na", 2)] {
        world.chooses(now, person(name), option);
    }
    let leaf = ["It stands up", "It hangs", "Nothing that one could see"];
    let shown = world.add_vote(circle, ana.clone(), SHOWN_VOTE, &leaf, 30_000);
    for (author, option) in [(ana, 1), (person("Ben Okafor"), 2), (person("Li Na"), 2)] {
        world.chooses(shown, author, option);
    }
    world.uncovers(shown);
}

/// What four people can help with, somebody who fits, and two who learn together.
fn skills(world: &mut World, circle: CircleId) {
    let ana = world.name.clone();
    world.add_skills(circle, &ana, &[("Osmosis", 3), ("Drawing from a microscope", 2)], &[("Reading graphs", 4)]);
    world.add_skills(circle, "Ben Okafor", &[("Reading graphs", 4)], &[("Osmosis", 4), ("Stoichiometry", 2)]);
    world.add_skills(circle, "Li Na", &[("Stoichiometry", 3)], &[("Drawing from a microscope", 3)]);
    world.add_suggestion(circle, "Ben Okafor", &[("Reading graphs", 4)], &[("Osmosis", 3)]);
    world.add_suggestion(circle, "Li Na", &[], &[("Drawing from a microscope", 2)]);
    world.add_pair(circle, "Li Na", "عمر حداد", PairState::Together);
}

/// Two by others, one of them from a passage, and one of one's own.
fn cards(world: &mut World, circle: CircleId, osmosis: RecordId) {
    let ben = person("Ben Okafor");
    let passage = "Water molecules cross the membrane in both directions";
    let back =
        "Because of the molecules on the salty side **some are held by ions**, so that fewer of them cross back.";
    let why = world.add_card(circle, ben, "Why does more water go *to* the salty side than come from it?", back);
    let card = world.card_mut(why);
    card.source = Some(CardSource {
        id: osmosis,
        thread: osmosis,
        kind: Some("note".into()),
        title: Some("Osmosis, and why the cucumber weeps".into()),
        quote: Some(passage.into()),
        state: SourceState::Here,
    });
    let me = world.me();
    world.add_card(circle, me, "What lowers the hill that a reaction has to climb?", "An enzyme.");
    world.add_card(circle, person("Li Na"), "How many layers has a membrane?", "Two, tails inwards.");
}

/// One ahead, to which some come, and one of last week with its recap.
fn meetings(world: &mut World, circle: CircleId) {
    let next = world.add_meeting(circle, person("Ben Okafor"), "Membranes, with a potato each", 53);
    let agenda = "## Check-in\n\nWhat did you try since last week?\n\n## Work\n\nThe drawings of the membrane, one after the other.\n\n## Activity\n\nIn pairs: weigh the potato slices, guess first.\n\n## Reflection\n\nWhat surprised you?";
    world.meeting_mut(next).agenda = agenda.into();
    let me = world.me();
    let said = [(me, Comes::Yes), (person("Ben Okafor"), Comes::Yes), (person("Li Na"), Comes::Maybe)];
    said.into_iter().for_each(|(who, comes)| world.comes(next, who, comes));
    let past = world.add_meeting(circle, person("Li Na"), "Salt and sugar", -115);
    let recap = RecordId::of(b"recap");
    world.meeting_mut(past).row.recaps.push(recap);
    world.meeting_mut(past).told_in.push(RecapNote { id: recap, title: Some("Recap: Salt and sugar".into()) });
}

/// One that is on its way, and one that nobody has asked for.
fn attachments(world: &mut World, osmosis: RecordId) {
    let size = |bytes: u64| bytes * 1_000_000;
    for (name, here, of, coming) in [("cucumber.mp4", size(310), size(690), true), ("lab.zip", 0, size(2_400), false)] {
        world.attach(osmosis, name, "video/mp4", name.as_bytes());
        let Some(blob) = world.note_mut(osmosis).blobs.last_mut() else { return };
        (blob.here, blob.size, blob.sealed_size, blob.coming) = (here, of, of, coming);
        blob.holders = vec![person("Ben Okafor"), person("Li Na"), person("عمر حداد")];
        blob.devices = blob.holders.len();
    }
}

fn ask(world: &mut World, circle: CircleId, osmosis: RecordId) {
    let ana = world.me();
    let text = "If nothing pulls the water, why does it *keep* going to the salty side, even uphill against gravity?";
    let why = world.add_question(circle, ana, "Why does the water keep going if nothing pulls it?", text, 1_500);
    let best = world.add_answer(why, person("Ben Okafor"), "Count crossings instead of thinking of a pull. Say 100 molecules try each side per second. On the salty side 10 of them are **busy with ions**, so 100 go over and 90 come back. The difference is the flow, and it goes on until the pressure pushes 10 more back.", 1_200);
    world.add_answer(
        why,
        person("Li Na"),
        "It does stop: in the tall tube it rises only until its weight balances the osmotic pressure.",
        600,
    );
    world.note_mut(osmosis).leads_here = vec![Lead {
        id: why,
        title: "Why does the water keep going if nothing pulls it?".into(),
        state: Some(QuestionState::Accepted),
        quote: Some("Nothing pulls the water.".into()),
    }];
    let next = |title: &str| Some(Lead { id: why, title: title.into(), state: None, quote: None });
    world.note_mut(osmosis).before = next("Diffusion, with a drop of ink");
    world.note_mut(osmosis).after = next("Turgor: why a leaf stands up, and why it hangs when nobody has watered it");
    let question = world.question_mut(why);
    let quote = "Nothing pulls the water. More of it happens to go one way than the other.";
    let title = Some("Osmosis, with a raisin and a cucumber".into());
    question.about = Some(About { note: osmosis, title, quote: Some(quote.into()) });
    question.row.on = Delivery { devices: 2, of: 4, only_here: false };
    question.row.state = QuestionState::Accepted;
    for reply in &mut question.replies {
        reply.accepted = reply.id == best;
        reply.helpful = usize::from(reply.accepted);
    }
}

fn people(world: &mut World, biology: CircleId, calculus: CircleId) {
    let peer = |name: Option<&str>, address: &str, connected: bool, circles: &[&str]| Peer {
        id: format!("12D3KooW{address}"),
        person: name.map(person),
        address: Some(address.into()),
        way: None,
        connected,
        nearby: connected,
        clock: None,
        circles: circles.iter().map(ToString::to_string).collect(),
    };
    world.peers = vec![
        peer(Some("Ben Okafor"), "/ip4/192.168.1.7/tcp/4001", true, &["Cell biology"]),
        peer(Some("Li Na"), "/ip4/192.168.1.9/udp/4001/quic-v1", true, &["Cell biology", "Calculus reading group"]),
        peer(None, "/ip4/192.168.1.12/tcp/4001", true, &[]),
    ];
    world.listening = vec!["/ip4/192.168.1.4/tcp/4001".into(), "/ip4/192.168.1.4/udp/4001/quic-v1".into()];
    let device = |name: &str, device: &str, connected, lacks, heard: Option<u64>| Delivered {
        person: person(name),
        device: device.into(),
        connected,
        all: lacks == 0,
        lacks,
        heard: heard.map(|ago| Timestamp::from_millis(NOON - ago * 1000)),
        mine: lacks == 0,
        met: None,
        said: None,
        wrote: None,
    };
    let status = |id, title: &str, delivered, only_here| CircleStatus {
        id,
        title: title.into(),
        records: 74,
        unread: 0,
        newer: 0,
        waiting: 0,
        blobs_missing: 0,
        blobs_bytes: 0,
        blobs_quota: None,
        delivered,
        only_here,
        elsewhere: 0,
        safe: only_here == 0,
        relays: Vec::new(),
    };
    let of_biology = vec![
        device("Ben Okafor", "laptop", true, 0, Some(20)),
        device("Li Na", "laptop", true, 2, Some(40)),
        device("عمر حداد", "school computer", false, 11, Some(400_000)),
    ];
    world.status = vec![
        status(biology, "Cell biology", of_biology, 2),
        status(calculus, "Calculus reading group", vec![device("Li Na", "laptop", true, 0, Some(90))], 0),
    ];
    world.only_here = world
        .notes
        .iter()
        .filter(|note| note.row.author.me)
        .take(2)
        .map(|note| OnlyHere {
            id: note.row.id,
            kind: "note".into(),
            title: note.row.title.clone(),
            circle: biology,
            records: 1,
        })
        .collect();
    members(world);
}

fn members(world: &mut World) {
    let member = |name: &str, role, rank, me, devices: &[&str]| Member {
        id: person(name).id,
        name: name.into(),
        role,
        rank,
        me,
        devices: devices.iter().map(ToString::to_string).collect(),
        forked: Vec::new(),
    };
    world.members = vec![
        member("Ana", RoleName::Steward, 0, true, &["laptop", "old laptop"]),
        member("Ben Okafor", RoleName::Facilitator, 10, false, &["laptop"]),
        member("Li Na", RoleName::Learner, 20, false, &["laptop"]),
        member("عمر حداد", RoleName::Reader, 30, false, &["school computer"]),
    ];
    let device = |number: u8, name: &str, revoked, wrote: Option<u64>| Device {
        id: DeviceId::from_bytes([number; 32]),
        name: name.into(),
        this: number == 1,
        revoked,
        circles: vec!["Cell biology".into()],
        wrote: wrote.map(|ago| Timestamp::from_millis(NOON - ago * 1000)),
        forked: false,
    };
    world.devices = vec![
        device(1, "laptop", false, None),
        device(2, "old laptop", false, Some(7_200)),
        device(3, "lost phone", true, Some(900_000)),
    ];
    let near = |name: &str, me| Nearby {
        id: name.into(),
        name: name.into(),
        me,
        person: None,
        circles: Vec::new(),
        asks: None,
    };
    world.nearby = vec![near("amber otter", false), near("quiet heron", false), near("green lamp", true)];
    let finding = |id: &str, severity, about: Option<&str>| Finding {
        id: id.into(),
        severity,
        about: about.map(Into::into),
        minutes: None,
        text: String::new(),
        next: None,
    };
    world.findings = vec![
        finding("multicast-blocked", Severity::Problem, Some("wlan0")),
        finding("nobody-near", Severity::Note, None),
    ];
    let line = |did, by: &str, who: Option<&str>, ago: u64| LogLine {
        id: RecordId::of(by.as_bytes()),
        at: Timestamp::from_millis(NOON - ago * 1000),
        by: Some(person(by)),
        did,
        who: who.map(person),
        role: Some(RoleName::Learner),
        item: None,
        words: Some("Cell biology".into()),
        stands: true,
        why: None,
        hidden: 0,
        readable: 0,
    };
    world.log = vec![line(Did::Founded, "Ana", None, 900_000), line(Did::Removed, "Ana", Some("Eve"), 90_000)];
}

/// The same, with sealed keys.
pub(crate) fn sealed() -> World {
    let mut world = full();
    world.passphrase = Some("open sesame".into());
    world
}

/// A circle of a hundred thousand notes.
pub(crate) fn many() -> World {
    let mut world = World::of("Ana");
    let circle = world.add_circle("Everything", Membership::Joined, 12);
    for number in 0..100_000 {
        let text = format!(
            "This is what is said about it in note {number}, and a second sentence so that there is a line more."
        );
        world.add_note(circle, person("Ben Okafor"), &format!("Note number {number}"), &text, number * 60);
    }
    world
}
