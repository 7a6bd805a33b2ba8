//! What fuzzing begins with: at least one good input for each target, made from the frozen vectors and our own composers.

use std::collections::BTreeSet;

use commonplace_core::encoding::encode;
use commonplace_core::id::{CircleId, DeviceId, RecordId};
use commonplace_core::pairing::{LinkText, SpokenCode};
use commonplace_core::time::Timestamp;
use commonplace_learning::card::reviews::Grade;
use commonplace_learning::merge::{Seed, Text};
use commonplace_learning::note::{self, NewNote, Note, NoteChange};
use commonplace_learning::private::{Private, draft_key};
use commonplace_learning::{Class, Content, Entry, Standing, comment};
use commonplace_testkit::paper;
use data_encoding::HEXLOWER_PERMISSIVE;
use serde_json::Value;

/// Good inputs for a target.
#[must_use]
pub fn of(target: &str) -> Vec<Vec<u8>> {
    match target {
        "envelope" => fields("records", "envelope"),
        "operation" => operations(),
        "certificate" => fields("certificates", "bytes"),
        "key_box" => boxes(),
        "ticket" => ["ticket", "ticket 2"].map(ticket).into(),
        "join" => joins(),
        "lease" => leases(),
        "pairing" => pairings(),
        "link" => vec![link().into_bytes()],
        "returning" => returns(),
        "recovery_words" => vec![commonplace_core::words::Words::of(&[7; 32]).as_str().as_bytes().to_vec()],
        "bundle" => bundles(),
        "have" => haves(),
        "slip" => slips(),
        "frontier" => frontiers(),
        "blob_words" => blob_words(),
        "blob_list" => vec![[&1016_u64.to_le_bytes()[..], &[7; 32]].concat()],
        "identifier" => texts(&["bafyr4idcff2hei3jkicczcsno5un6y22p7devzx2ssxxuhuxr62dnhsa2q"]),
        "head" => vec![padded(&inner())],
        "body" => notes().iter().map(numbered).collect(),
        "note" => vec![chained(&notes())],
        "thread" => vec![chained(&question())],
        "update" => vec![update()],
        "private" => vec![private()],
        "markdown" | "import" => texts(&[MARKDOWN, THREAD]),
        "difference" => texts(&["one\ntwo\none\nthree\n"]),
        "stranger" => vec![joined(&sync_frames())],
        "session" => in_session(),
        "journal" => vec![journal()],
        "hint" => vec![hint()],
        "key_file" => vec![key_file()],
        "sealed_keys" => sealed_keys(),
        "backup" => backups(),
        "ledger" => texts(&["commonplace export 1\n"]),
        "file_name" => texts(&["../../x", "C:\\a\\con.txt", "a/b/c.png", ".git/hooks/post", "\u{202e}gnp.exe"]),
        "address" => texts(&[ADDRESSES]),
        "control" => texts(&[
            "{\"command\":\"whoami\"}",
            "{\"answer\":\"draft\",\"value\":{\"key\":\"k\",\"text\":\"t\"}}",
            "\"disk_full\"",
        ]),
        "query" => texts(&["Ankara'da ığdır العربية 相互学習 cafe\u{301}"]),
        _ => Vec::new(),
    }
}

const MARKDOWN: &str = "---\ntitle: Cell\ntags: [biology, \"a b\"]\n---\n# Cell\n\n[[Osmosis|water]] [n](a%20b.md#x) ![i](img/c.png) #tag\n\n| a | b |\n|---|---|\n| `c` | ~~d~~ |\n\n- [ ] x[^1]\n\n[^1]: y\n";
const THREAD: &str = "---\ncommonplace: question\nid: bafyr4idcff2hei3jkicczcsno5un6y22p7devzx2ssxxuhuxr62dnhsa2q\ntitle: \"Why?\"\ntags: []\nstate: open\nauthor: \"Alice\"\nperson: 5mo5uafmgu4x757uuiabpo5qebzeic3ljk5k3ym2seyso5thv3dq\ncreated: 2026-01-01\n---\n\nText\n";
const ADDRESSES: &str = "/ip4/192.168.1.7/tcp/4001/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN\n/ip6/fe80::1/udp/4001/quic-v1\n192.168.1.7:4001\n[::1]:4001\n";

fn vectors() -> [Value; 2] {
    [include_str!("../../vectors/records.json"), include_str!("../../vectors/sync.json")]
        .map(|text| serde_json::from_str(text).expect("the frozen vectors"))
}

fn bytes(value: &Value) -> Vec<u8> {
    HEXLOWER_PERMISSIVE.decode(value.as_str().expect("hexadecimal").as_bytes()).expect("hexadecimal")
}

fn list(name: &str) -> Vec<Value> {
    vectors()[0][name].as_array().expect("a list").clone()
}

fn fields(of: &str, field: &str) -> Vec<Vec<u8>> {
    list(of).iter().map(|value| bytes(&value[field])).collect()
}

fn operations() -> Vec<Vec<u8>> {
    let control = list("records").into_iter().filter(|record| record["lane"] == 0);
    control
        .map(|record| {
            let kind = record["kind"].as_u64().and_then(|kind| u8::try_from(kind).ok()).expect("a control kind");
            [vec![kind], bytes(&record["body"])].concat()
        })
        .collect()
}

fn boxes() -> Vec<Vec<u8>> {
    let all = list("records").into_iter().flat_map(|record| {
        record["boxes without dummies"].as_array().expect("a list").iter().map(bytes).collect::<Vec<_>>()
    });
    all.map(|sealed| [&[0; 32][..], &sealed].concat()).collect()
}

fn ticket(version: &str) -> Vec<u8> {
    let text = vectors()[0][version].as_str().expect("a ticket").trim_start_matches("commonplace:").to_uppercase();
    let mut bytes = data_encoding::BASE32_NOPAD.decode(text.as_bytes()).expect("a ticket");
    bytes.truncate(bytes.len() - 4);
    bytes
}

fn joins() -> Vec<Vec<u8>> {
    use commonplace_core::circle::join::{JoinAnswer, JoinCounter, JoinGate, JoinHello, Refusal};
    let records = fields("records", "envelope").into_iter().take(2).collect();
    vec![
        [vec![0], JoinHello { nonce: [1; 32] }.encode()].concat(),
        [vec![1], JoinGate { gate: [1; 32] }.encode()].concat(),
        [vec![2], JoinCounter::Known([1; 32]).encode()].concat(),
        [vec![2], JoinCounter::Refused(Refusal::Expired).encode()].concat(),
        [vec![4], JoinAnswer::Welcomed { records }.encode()].concat(),
        [vec![4], JoinAnswer::Pending.encode()].concat(),
    ]
}

fn leases() -> Vec<Vec<u8>> {
    use commonplace_core::id::{BlobId, Tag};
    use commonplace_core::key::DeviceSecret;
    use commonplace_core::lease::{
        Admin, Answer, Hello, Keeping, Lease, Parcel, Question, Standing, Terms, Wish, admin_for, admin_secret,
    };
    use commonplace_core::time::Slot;
    let (alice, bob) = (DeviceSecret::from_seed([1; 32]), DeviceSecret::from_seed([2; 32]));
    let (tag, relay) = (Tag::from_bytes([3; 16]), [7; 32]);
    let admin = admin_secret(&alice, &tag, &relay);
    let own = Admin { key: admin.public(), sealed: None };
    let others = admin_for(&alice, &tag, &relay, &bob.kem_public());
    let terms = Terms {
        number: 1,
        gate_keys: vec![[5; 32]],
        retired: vec![[6; 32]],
        doors: vec![RecordId::of(b"door")],
        admins: [own].into_iter().chain(others).collect(),
        stewards: [8; 32],
        horizon: Slot(9),
    };
    let blob = BlobId::from_bytes([6; 32]);
    let wishes = [
        Wish::Visit,
        Wish::change(terms.clone(), &tag, &relay, &admin),
        Wish::let_go(vec![RecordId::of(b"x")], &tag, &relay, &admin),
        Wish::Leave { slip: slips().remove(1) },
        Wish::Offer { parcels: vec![Parcel { blob, size: 300_000, slot: Slot(9) }] },
    ];
    let standing = Standing { terms: terms.clone(), quota: 9, used: 3, full: true, peers: vec![[4; 32]] };
    let answers = [
        Answer::Unknown,
        Answer::Door(vec![vec![1, 2]]),
        Answer::Here(Box::new(standing)),
        Answer::Refused,
        Answer::Slips(vec![vec![1], vec![2]]),
        Answer::Keeps(vec![(blob, Keeping::Whole), (blob, Keeping::NoRoom)]),
    ];
    let mut all = vec![
        Lease { tag, fp_key: [9; 32], relay, terms }.encode(),
        [vec![0], Hello { nonce: [1; 32] }.encode()].concat(),
    ];
    all.extend(wishes.map(|wish| [vec![1], Question { gates: vec![[1; 16]], wish }.encode()].concat()));
    all.extend(answers.map(|answer| [vec![2], answer.encode()].concat()));
    all
}

/// `[kind, device, wall, heads, signature]`, and with bodies that were let go before the signature. The signature is right under
/// this secret.
fn frontiers() -> Vec<Vec<u8>> {
    use commonplace_core::frontier::{Frontier, Head, Heads, Places, Without};
    use commonplace_core::key::DeviceSecret;
    let epoch = commonplace_core::epoch::EpochSecret::from_bytes([5; 32]);
    let device = DeviceSecret::from_seed([1; 32]);
    let heads = Heads::from([([1; 8], Head::new(7, &RecordId::of(b"x"))), ([2; 8], Head::new(9, &RecordId::of(b"y")))]);
    let wall = commonplace_core::time::Slot(58_934).begins();
    let tag = commonplace_core::id::Tag::from_bytes([3; 16]);
    let some = Without::from([([1; 8], Places::run(2, 4)), ([2; 8], [0, 2, 9].into_iter().collect())]);
    let content = |without| {
        let frontier = Frontier { device: device.id(), wall, heads: heads.clone(), without };
        let slip = frontier.write(&device, tag, 7, &epoch).expect("fits");
        slip.open(&epoch).expect("under this secret")
    };
    vec![content(Without::new()), content(some)]
}

fn blob_words() -> Vec<Vec<u8>> {
    let request = encode(&(commonplace_core::id::BlobId::from_bytes([6; 32]), true));
    let length = u32::try_from(request.len()).expect("short").to_be_bytes();
    let asks = [&length[..], &request, &[0, 0, 0, 1], &[0xff; 4]].concat();
    let size = 262_144_u64 + 5;
    let list = [&size.to_le_bytes()[..], &[7; 64]].concat();
    let said = [&size.to_le_bytes()[..], &[1, 2, 2, 3, 0, 0, 0, 1], &[9; 5], &[4, 0, 0, 0, 1, 5, 6]].concat();
    vec![asks, list, said]
}

/// `[version, seal, keys]` as maps, and keys as they are under the seal.
fn sealed_keys() -> Vec<Vec<u8>> {
    #[derive(serde::Serialize)]
    struct Written<'a> {
        version: u32,
        seal: Option<Derivation>,
        keys: &'a serde_bytes::Bytes,
    }
    #[derive(serde::Serialize)]
    struct Derivation {
        salt: serde_bytes::ByteArray<16>,
        cost: (u32, u32, u32),
    }
    let inner = commonplace_node::home::decoders::example();
    let seal = Derivation { salt: serde_bytes::ByteArray::new([1; 16]), cost: (19 * 1024, 2, 1) };
    let sealed = Written { version: 2, seal: Some(seal), keys: serde_bytes::Bytes::new(&[7; 300]) };
    let open = Written { version: 2, seal: None, keys: serde_bytes::Bytes::new(&inner) };
    vec![encode(&sealed), encode(&open), inner]
}

/// A head of a sealed file, and an archive (POSIX ustar) of what a backup holds.
fn backups() -> Vec<Vec<u8>> {
    let head = "age-encryption.org/v1\n-> scrypt 9wZmmN7Pq8vNz2nUj1B0RA 18\nK5VqFhLM5m1eOxRkYPPJ4sHXEnpkOVxYkpAjHuZV0jk\n--- fUGvS5Xg0M2ynFRVDKqVn8cv9xMDo3vr2lZ6ZDkFN2w\n";
    let sealed = [head.as_bytes(), &[7; 64]].concat();
    let files = [
        ("README.txt", &b"of a backup"[..]),
        ("identity/keys.cbor", &commonplace_node::home::decoders::example()),
        ("home/drafts/a", b"a draft"),
        ("store/blobs/aa/bb", b"sealed"),
        ("store/journal/00000001", &[1; 40]),
        ("about.json", b"{\"version\":1}"),
        ("MANIFEST.b3", b"00  README.txt\n"),
    ];
    let mut archive = Vec::new();
    for (name, content) in files {
        let mut head = [0_u8; 512];
        head[..name.len()].copy_from_slice(name.as_bytes());
        head[100..107].copy_from_slice(b"0000600");
        head[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        head[136..147].copy_from_slice(b"00000000000");
        head[156] = b'0';
        head[257..265].copy_from_slice(b"ustar\x0000");
        head[148..156].copy_from_slice(b"        ");
        let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
        head[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        archive.extend(head);
        archive.extend(content);
        archive.resize(archive.len().next_multiple_of(512), 0);
    }
    archive.extend([0; 1024]);
    vec![sealed, archive]
}

fn pairings() -> Vec<Vec<u8>> {
    use commonplace_core::pairing::{Pairing, Purpose};
    let (_, first) = Pairing::ask(Purpose::Join, [7; 32], &[1; 32]);
    let (mut alice, _) = Pairing::asked([7; 32], &first).expect("a first message");
    let key = alice.accept(&[2; 32]).expect("was asked");
    let after = |stage: u8, bytes: &[u8]| [&[stage], bytes].concat();
    let ask = encode(&(1_u32, Some("desk")));
    let grant = encode(&(1_u32, serde_bytes::ByteArray::new([7; 32]), "Alice", "desk"));
    vec![
        after(0, &first),
        after(0, &key),
        after(1, &[8, 0]),
        after(2, &[7; 40]),
        after(0, b"river stone candle zebra"),
        after(0, &ask),
        after(0, &grant),
    ]
}

/// `[version, kind, device, seq, prev, after, auth, wall, lamport]`.
fn inner() -> Vec<u8> {
    let (device, id) = (DeviceId::from_bytes([1; 32]), RecordId::from_bytes([2; 32]));
    encode(&(1_u8, 64_u16, device, 1_u64, Some(id), vec![id], id, 1_790_000_000_000_u64, 5_u64))
}

fn padded(content: &[u8]) -> Vec<u8> {
    let mut plain = u32::try_from(content.len()).expect("small").to_le_bytes().to_vec();
    plain.extend_from_slice(content);
    plain.resize(256, 0);
    plain
}

fn returns() -> Vec<Vec<u8>> {
    use commonplace_core::circle::returning::ReturnAnswer;
    let gate = encode(&(serde_bytes::ByteArray::new([1; 32]),));
    vec![
        [vec![0], gate.clone()].concat(),
        [vec![1], gate].concat(),
        [vec![3], ReturnAnswer::default().encode()].concat(),
    ]
}

fn vector(text: &str) -> Value {
    serde_json::from_str(text).expect("a frozen vector")
}

/// The frozen file as it is, and its frames as kinds and payloads.
fn bundles() -> Vec<Vec<u8>> {
    let file = bytes(&vector(include_str!("../../vectors/bundle.json"))["bundle"]);
    vec![joined(&frames(&file)), file]
}

fn haves() -> Vec<Vec<u8>> {
    let file = bytes(&vector(include_str!("../../vectors/bundle.json"))["have"]);
    vec![joined(&frames(&file)), file]
}

fn frames(file: &[u8]) -> Vec<Vec<u8>> {
    let mut rest = file.get(8..).unwrap_or_default();
    let mut frames = Vec::new();
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let len = u32::from_le_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let Some((payload, after)) = after.split_at_checked(len) else { break };
        frames.push([&head[..1], payload].concat());
        rest = after.get(16..).unwrap_or_default();
    }
    frames
}

/// What an own device says.
fn private() -> Vec<u8> {
    let mut private = Private::default();
    let at = Timestamp::from_millis(1_790_000_000_000);
    private.write([1; 8], at, &draft_key("note-new:a"), Some("Water".to_owned()), &BTreeSet::new()).expect("in bounds");
    private.mark(CircleId::from_bytes([3; 32]), [4; 12], 5, at);
    private.reviewed_mut().review(CircleId::from_bytes([3; 32]), [9; 12], Grade::Good, at);
    private.document(1_000, 0).expect("short")
}

fn link() -> String {
    let addresses = ADDRESSES.lines().take(1).map(ToOwned::to_owned).collect();
    LinkText { code: SpokenCode::from_entropy([7; 8]), addresses }.to_string()
}

fn slips() -> Vec<Vec<u8>> {
    let slip = bytes(&vector(include_str!("../../vectors/slips.json"))["slip"]);
    vec![joined(&[slip.clone(), slip.clone()]), slip]
}

fn texts(all: &[&str]) -> Vec<Vec<u8>> {
    all.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// A body after the number of its class.
fn numbered(content: &Content) -> Vec<u8> {
    let place = Class::ALL.iter().position(|class| class.kind() == content.kind).expect("a kind that we know");
    [vec![u8::try_from(place).expect("few")], content.body.clone()].concat()
}

/// Bodies as the records of a thread.
fn chained(contents: &[Content]) -> Vec<u8> {
    let parts: Vec<Vec<u8>> = contents.iter().map(|content| [&[1, 0, 1][..], &numbered(content)].concat()).collect();
    joined(&parts)
}

fn joined(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut all = Vec::new();
    for part in parts {
        all.extend_from_slice(&u16::try_from(part.len()).expect("short").to_le_bytes());
        all.extend_from_slice(part);
    }
    all
}

const LAPTOP: DeviceId = DeviceId::from_bytes([1; 32]);

fn notes() -> Vec<Content> {
    let new = NewNote { title: "Osmosis".into(), text: "Water moves.\n".into(), ..NewNote::default() };
    let first = note::compose(new, LAPTOP, [7; 16]).expect("fits").first;
    let entry = Entry {
        id: RecordId::of(&first.body),
        kind: first.kind,
        author: commonplace_core::id::PersonId::from_bytes([1; 32]),
        device: LAPTOP,
        role: Standing::Learner,
        lamport: 1,
        wall: Timestamp::from_millis(1_790_000_000_000),
        after: vec![],
        seq: 0,
        body: first.body.clone(),
    };
    let change = NoteChange { text: Some("Water moves slowly.\n".into()), ..NoteChange::default() };
    let edits = Note::fold(std::slice::from_ref(&entry)).map(|note| note.edit(LAPTOP, change)).expect("a note");
    let said = comment::compose(entry.id, entry.id, "Why?").expect("fits");
    [vec![first], edits.expect("fits"), vec![said]].concat()
}

fn question() -> Vec<Content> {
    let question = encode(&("Why does water follow salt?", "I do not see it.", None::<u8>, Vec::<u8>::new()));
    vec![Content { lane: Class::Question.lane(), kind: Class::Question.kind(), body: question }]
}

fn update() -> Vec<u8> {
    let seed =
        Seed { device: DeviceId::from_bytes([11; 32]), nonce: [3; 16], text: "Water moves.\nSalt stays.\n".into() };
    let eve = DeviceId::from_bytes([44; 32]);
    Text::new(seed).edit(eve, "Fresh water moves.\nSugar too.\n").expect("fits").remove(0).bytes
}

fn sync_frames() -> Vec<Vec<u8>> {
    vectors()[1]["messages"].as_array().expect("a list").iter().map(|message| bytes(&message["frame"])).collect()
}

/// Each message alone, all of them, and records of the circle.
fn in_session() -> Vec<Vec<u8>> {
    use commonplace_testkit::eve::TAG;
    let record = paper::record(TAG, commonplace_core::record::Lane::Posts, commonplace_core::time::Slot(50), b"new");
    let records = encode(&(6_u8, 0_u32, [serde_bytes::Bytes::new(record.bytes())]));
    let mut all: Vec<Vec<u8>> = sync_frames().into_iter().map(|frame| joined(&[frame])).collect();
    all.push(joined(&[records, vec![20]]));
    all
}

fn journal() -> Vec<u8> {
    let mark = [&[0, 3, 1][..], &[9; 32]].concat();
    let local = [&[4, 1][..], &2_u32.to_le_bytes(), b"keyvalue"].concat();
    joined(&[mark, local, b"noise".to_vec()])
}

fn hint() -> Vec<u8> {
    [&[0][..], &[2; 16], &[1], &[1; 32], &[5], &50_000_u32.to_le_bytes(), &[0; 12], &[2, 1], &[1; 32]].concat()
}

fn key_file() -> Vec<u8> {
    #[derive(serde::Serialize)]
    struct Identity<'a> {
        version: u32,
        person: &'a serde_bytes::Bytes,
        device: &'a serde_bytes::Bytes,
        transport: &'a serde_bytes::Bytes,
    }
    let seed = serde_bytes::Bytes::new(&[1; 32]);
    encode(&Identity { version: 1, person: seed, device: seed, transport: seed })
}
