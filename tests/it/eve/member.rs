//! Eve as a member: she was let in by a ticket, holds the circle's secret and her own keys, and writes what she likes.

use std::io;
use std::time::SystemTime;

use commonplace_core::circle::Ticket;
use commonplace_core::circle::join::{JoinAnswer, JoinGate, JoinHello, JoinRequest};
use commonplace_core::encoding::{decode, encode};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{RecordId, Tag};
use commonplace_core::key::{DeviceSecret, PersonSecret};
use commonplace_core::record::{Draft, Kind, Lane, Position, Sealed};
use commonplace_core::time::Timestamp;
use serde_bytes::{ByteArray, ByteBuf, Bytes};

use super::field::Victim;
use super::peer::{JOIN, Peer, Wire};

/// A question, by the catalogue of `docs/records.md`.
const QUESTION: Kind = Kind(72);

/// Her keys, and her place in the circle.
pub(crate) struct Member {
    pub(crate) device: DeviceSecret,
    pub(crate) person: PersonSecret,
    pub(crate) tag: Tag,
    pub(crate) epoch: EpochSecret,
    /// The record by which she is a member.
    pub(crate) grant: RecordId,
    pub(crate) position: Position,
    pub(crate) lamport: u64,
    /// At which relay she has a circle of her own, where she has one.
    pub(crate) relay: Option<[u8; 32]>,
}

/// What a record of hers claims; the rest is as it should be.
#[derive(Clone)]
pub(crate) struct Claim {
    pub(crate) wall: Timestamp,
    pub(crate) lamport: u64,
    pub(crate) auth: RecordId,
    pub(crate) kind: Kind,
    pub(crate) lane: Lane,
    pub(crate) body: Vec<u8>,
    pub(crate) position: Position,
}

#[expect(clippy::disallowed_methods, reason = "a test has a clock")]
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    Timestamp::from_millis(u64::try_from(since.as_millis()).expect("before the end of time"))
}

fn a_question(title: &str) -> Vec<u8> {
    encode(&(title, "by eve", None::<u8>, Vec::<u8>::new()))
}

impl Member {
    /// Goes in by a ticket, speaking the protocol herself.
    pub(crate) async fn join(victim: &Victim, ticket: &Ticket) -> Self {
        let peer = Peer::meet(victim).await;
        let mut wire = peer.errand(JOIN).await.expect("a stream");
        let (person, device) = (PersonSecret::from_seed([0xe1; 32]), DeviceSecret::from_seed([0xe2; 32]));
        let ours = [0xe3; 32];
        wire.frame(&JoinHello { nonce: ours }.encode()).await.expect("taken");
        let theirs = JoinHello::decode(&wire.hear().await.expect("a hello")).expect("a hello").nonce;
        wire.frame(&JoinGate::new(ticket, &ours, &theirs).encode()).await.expect("taken");
        wire.hear().await.expect("a counter-gate");
        let request = JoinRequest::new(ticket, vec![person.certify(&device, "eve's")]).expect("a certificate");
        wire.frame(&request.encode()).await.expect("taken");
        let answer = JoinAnswer::decode(&wire.hear().await.expect("an answer")).expect("an answer");
        let JoinAnswer::Welcomed { records } = answer else { panic!("eve is not let in: {answer:?}") };
        let records: Vec<Sealed> = records.iter().map(|bytes| Sealed::from_bytes(bytes).expect("a record")).collect();
        let epoch = records.iter().find_map(|record| record.unbox(&device)).expect("the secret is in a box for her");
        let grant = records[0].open(&epoch).expect("under the secret");
        let tag = ticket.tag;
        Self {
            device,
            person,
            tag,
            epoch,
            grant: grant.id,
            position: Position::default(),
            lamport: grant.lamport,
            relay: None,
        }
    }

    /// An honest question, the next in her chain, not written yet.
    pub(crate) fn claim(&self, title: &str) -> Claim {
        let body = a_question(title);
        let (lamport, auth, position) = (self.lamport + 1, self.grant, self.position);
        Claim { wall: now(), lamport, auth, kind: QUESTION, lane: Lane::Posts, body, position }
    }

    /// What she claims, unsigned.
    pub(crate) fn draft(&self, claim: Claim) -> Draft {
        let Claim { wall, lamport, auth, kind, lane, body, .. } = claim;
        Draft { lane, kind, after: vec![self.grant], auth, wall, lamport, body }
    }

    /// Signs and seals what she claims, whatever it is.
    pub(crate) fn seal(&self, claim: Claim) -> Sealed {
        let position = claim.position;
        self.draft(claim).seal(&self.device, position, self.tag, &self.epoch).expect("within bounds").0
    }

    /// Writes a question, which takes the next place in her chain.
    pub(crate) fn write(&mut self, title: &str) -> Sealed {
        let sealed = self.seal(self.claim(title));
        self.lamport += 1;
        self.position = Position { seq: self.position.seq + 1, prev: Some(sealed.id()) };
        sealed
    }

    /// A session with the node to which this peer is connected, in which she claims to hold so many records.
    pub(crate) async fn session(&self, peer: &Peer, counts: [u64; 3]) -> io::Result<Session> {
        let mut session = Session::greet(peer).await?;
        let key = self.relay.map_or_else(|| self.epoch.gate_key(), |relay| self.epoch.relay_gate_key(&relay));
        let gate = session.gate(&key, 0);
        session.wire.say(&(1_u8, 0_u32, Bytes::new(&[&gate[..], &[0; 7 * 16]].concat()))).await?;
        let accepted = session.wire.hear_kind(2).await?;
        if accepted.len() < 10 {
            return Err(io::ErrorKind::ConnectionRefused.into());
        }
        // Of a relay nobody proves who they are.
        let proof = if self.relay.is_some() { Vec::new() } else { self.proof(&session, 0) };
        session.wire.say(&(3_u8, 0_u32, Bytes::new(&proof), [0_u32; 3], sums(counts))).await?;
        Ok(session)
    }

    /// What shows who she is.
    pub(crate) fn proof(&self, session: &Session, sid: u32) -> Vec<u8> {
        let input = [&session.agreed[..], &sid.to_le_bytes(), &[0]].concat();
        let transcript = blake3::derive_key("commonplace 2026 sync transcript 1", &input);
        let said = encode(&("commonplace 2026 session proof 1", self.tag, Bytes::new(&transcript)));
        [self.device.id().as_bytes().as_slice(), self.device.sign(&said).as_bytes()].concat()
    }
}

/// What eve says of her lanes.
pub(crate) fn sums(counts: [u64; 3]) -> [(u64, ByteBuf); 3] {
    counts.map(|count| (count, ByteBuf::from(if count == 0 { vec![] } else { vec![0xee; 16] })))
}

/// A link on which both have said hello.
pub(crate) struct Session {
    pub(crate) wire: Wire,
    agreed: Vec<u8>,
}

impl Session {
    pub(crate) async fn greet(peer: &Peer) -> io::Result<Self> {
        let mut wire = peer.link().await;
        let nonce = [0xe0; 32];
        // The one feature that there is: she knows of slips.
        wire.say(&(0_u8, 1_u8, ByteArray::new(nonce), 1_u64)).await?;
        let hello = wire.hear_kind(0).await?;
        let (_, _, theirs, _) = decode::<(u8, u8, ByteArray<32>, u64)>(&hello, 100).expect("a hello");
        let ids = [peer.id, peer.victim.peer].map(|id| id.to_string().parse().expect("a peer id of ours"));
        let binding = commonplace_net::binding(ids[0], ids[1]);
        Ok(Self { wire, agreed: [&nonce[..], &theirs.into_array(), &binding].concat() })
    }

    pub(crate) fn gate(&self, key: &[u8; 32], end: u8) -> [u8; 16] {
        let hash = blake3::keyed_hash(key, &[&self.agreed[..], &[end]].concat());
        hash.as_bytes()[..16].try_into().expect("sixteen")
    }

    pub(crate) async fn records(&mut self, records: &[Sealed]) -> io::Result<()> {
        let envelopes: Vec<&Bytes> = records.iter().map(|record| Bytes::new(record.bytes())).collect();
        self.wire.say(&(6_u8, 0_u32, envelopes)).await
    }

    pub(crate) async fn bytes(&mut self, envelope: &[u8]) -> io::Result<()> {
        self.wire.say(&(6_u8, 0_u32, [Bytes::new(envelope)])).await
    }
}
