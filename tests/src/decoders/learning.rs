//! What learning reads: bodies of members who may be hostile, threads of them, and Markdown.

use commonplace_core::id::{DeviceId, PersonId, RecordId};
use commonplace_core::limits;
use commonplace_core::record::Kind;
use commonplace_core::time::Timestamp;
use commonplace_learning::merge::{Fate, Seed, Text, Update};
use commonplace_learning::private::Private;
use commonplace_learning::view::{CardView, MeetingView, NoteView, ProfileView, QuestionView, SkillView, View};
use commonplace_learning::{Body, Class, Entry, Standing, describe, diff, markdown, tag};

use super::{parts, take, text};

const EVE: DeviceId = DeviceId::from_bytes([44; 32]);

fn kind_of(number: u8) -> Kind {
    Class::ALL[usize::from(number) % Class::ALL.len()].kind()
}

pub(super) fn body(mut bytes: &[u8]) {
    let [number] = take(&mut bytes);
    let kind = kind_of(number);
    if let Ok(body) = Body::read(kind, bytes) {
        let content = body.content().expect("what is read is within its bounds");
        assert_eq!((content.kind, content.body.as_slice()), (kind, bytes), "one value, one encoding");
        assert!(describe(kind, bytes).is_ok_and(|described| described == body.described()));
    }
}

/// What an own device says, which whoever has taken one may fill with anything. Joining it comes to an end, and what both
/// have stays.
pub(super) fn private(bytes: &[u8]) {
    let Some(said) = Private::read(bytes) else { return };
    let mut twice = said.clone();
    assert!(twice.join(&said, Timestamp::from_millis(0)).values.is_empty(), "nothing is gone by hearing it again");
    let mut ours = Private::default();
    ours.join(&said, Timestamp::from_millis(0));
    ours.join(&said, Timestamp::from_millis(1));
    for key in ours.keys() {
        assert!(ours.branches(key).all(|(dot, _)| said.dots(key).contains(&dot)));
    }
    if let Some(document) = said.document(bytes.len(), 0) {
        assert!(Private::read(&document).is_some(), "what is written is read");
    }
}

/// Records of one thread: each part is `author, role, flags, kind, body`.
fn entries(bytes: &[u8]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (seq, mut part) in parts(bytes).take(64).enumerate() {
        let [author, role, flags, number] = take(&mut part);
        let role = [Standing::Learner, Standing::Facilitator, Standing::Steward][usize::from(role) % 3];
        let before = entries.last().map(|entry: &Entry| entry.id).filter(|_| flags & 1 == 1);
        let place = [author, flags, number, u8::try_from(seq).expect("few")];
        entries.push(Entry {
            id: RecordId::of(&[part, &place].concat()),
            kind: kind_of(number),
            author: PersonId::from_bytes([author % 3; 32]),
            device: DeviceId::from_bytes([author % 5; 32]),
            role,
            lamport: if flags & 2 == 2 { u64::MAX } else { seq as u64 },
            wall: Timestamp::from_millis(if flags & 4 == 4 { u64::MAX } else { 1_790_000_000_000 }),
            after: before.into_iter().collect(),
            seq: seq as u64,
            body: part.to_vec(),
        });
    }
    entries
}

/// Every order gives the same view.
fn folded<V: View>(bytes: &[u8]) -> V {
    let entries = entries(bytes);
    let mut views = [V::default(), V::default()];
    entries.iter().for_each(|entry| views[0].apply(entry));
    entries.iter().rev().for_each(|entry| views[1].apply(entry));
    assert_eq!(views[0].view_hash(), views[1].view_hash(), "order does not matter");
    std::mem::take(&mut views[0])
}

pub(super) fn note(bytes: &[u8]) {
    let view: NoteView = folded(bytes);
    if let Some(note) = view.note() {
        assert!(note.text().len() <= limits::UPDATE_OPERATIONS);
        let _shown = (note.history().len(), note.both_edited());
    }
    let _everybody: ProfileView = folded(bytes);
    let _learners: SkillView = folded(bytes);
    let made: CardView = folded(bytes);
    if let Some(card) = made.card() {
        let _shown = (card.also(), card.from().is_some(), card.searchable_text());
    }
    let planned: MeetingView = folded(bytes);
    if let Some(meeting) = planned.meeting() {
        let _shown = (meeting.coming(), meeting.also(), meeting.searchable_text());
    }
}

pub(super) fn thread(bytes: &[u8]) {
    let view: QuestionView = folded(bytes);
    if let Some(thread) = view.thread() {
        let _shown = (thread.state(), thread.searchable_text(), thread.droppable());
    }
}

/// Bytes that Loro shall take for an update, with the checksum that makes it look at them.
pub(super) fn update(bytes: &[u8]) {
    let seed =
        Seed { device: DeviceId::from_bytes([11; 32]), nonce: [3; 16], text: "Water moves.\nSalt stays.\n".into() };
    let mut update = bytes.to_vec();
    if update.len() > 20 {
        update[..4].copy_from_slice(b"loro");
        let sum = xxhash_rust::xxh32::xxh32(&update[20..], u32::from_le_bytes(*b"LORO"));
        update[16..20].copy_from_slice(&sum.to_le_bytes());
    }
    let mut text = Text::new(seed);
    let id = RecordId::from_bytes([1; 32]);
    text.insert(id, Update { device: EVE, lamport: 1, follows: None, bytes: update });
    let built = text.build();
    assert!(built.fates[&id] == Fate::Applied || built.text == text.seed().text, "what is refused changes nothing");
    // Bob goes on writing.
    let wanted = format!("Bob was here.\n{}", built.text);
    if built.text.len() <= limits::NOTE_TEXT_BYTES / 2 {
        let edits = text.edit(DeviceId::from_bytes([22; 32]), &wanted).expect("can be changed");
        assert!(!edits.is_empty());
    }
}

pub(super) fn markdown(bytes: &[u8]) {
    let text = text(bytes);
    let (_, body) = markdown::front_matter(&text);
    assert!(text.ends_with(body), "front matter stands before the body");
    for (range, _) in markdown::links(&text) {
        assert!(text.get(range).is_some(), "a link lies within the text, between characters");
    }
    let excerpt = markdown::excerpt(&text);
    assert!(excerpt.chars().count() <= limits::EXCERPT_CHARS + 1, "{excerpt:?}");
    let _shown = (markdown::plain(&text), markdown::title_of(&text, "file.md"), markdown::tags_of(&text));
    let _normal = tag::normal(&text);
}

pub(super) fn difference(bytes: &[u8]) {
    let (old, new) = bytes.split_at(bytes.len() / 2);
    let _shown = diff::lines(&text(old), &text(new));
}
