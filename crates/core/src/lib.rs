//! What is said and by whom: ids, keys, canonical bytes, sealed records, device chains, circles, roles, epochs.
//!
//! Everything here is a value or a pure function. What a record means is told elsewhere; here it is only known who
//! wrote it, that they might, and who can read it. The bytes are specified in `docs/records.md`.
//!
//! **Invariant:** no clock, no random source, no file, no socket. Time and entropy are arguments.
//!
//! **Invariant:** bytes are kept as received and never encoded again; ids and signatures stand on them.
//!
//! **Invariant:** who is a member is a function of the set of control records, whatever the order of their arrival.
//!
//! **Invariant:** bytes from others lead to a value or an error, never to a panic, and are bounded before they are
//! decoded ([`limits`]).
//!
//! It does not deliver, store or order records, does not promise forward secrecy (whoever holds an epoch's secret reads
//! all that was sealed under it), and cannot take back what others have read.
//!
//! Begin with [`circle::Circle`], [`record::Draft`] and [`record::Sealed`]:
//!
//! ```
//! use commonplace_core::chain::Chains;
//! use commonplace_core::circle::{self, Circle, Op, Policy, Role, Verdict, op};
//! use commonplace_core::epoch::EpochSecret;
//! use commonplace_core::id::RecordId;
//! use commonplace_core::key::{DeviceSecret, PersonSecret};
//! use commonplace_core::record::{Draft, Kind, Lane, Position};
//! use commonplace_core::time::Timestamp;
//!
//! // Alice founds a circle. All randomness is drawn by the caller; here it is plain to see.
//! let (alice, laptop) = (PersonSecret::from_seed([1; 32]), DeviceSecret::from_seed([2; 32]));
//! let hers = alice.certify(&laptop, "laptop");
//! let (id, genesis) = circle::founding("Organic chemistry", vec![hers], Policy::default(), [3; 16]);
//! let epoch = EpochSecret::from_bytes([4; 32]);
//! let tag = epoch.tag(&id);
//!
//! let now = Timestamp::from_millis(1_790_000_000_000);
//! let draft = |op: &Op, after: Vec<RecordId>, auth, lamport| Draft {
//!     lane: Lane::Control, kind: op.kind(), after, auth, wall: now, lamport, body: op.encode(),
//! };
//! let (_, founded) =
//!     draft(&genesis, vec![], op::NO_AUTHORITY, 1).seal(&laptop, Position::default(), tag, &epoch)?;
//!
//! // She admits bob.
//! let (bob, phone) = (PersonSecret::from_seed([5; 32]), DeviceSecret::from_seed([6; 32]));
//! let certificates = vec![bob.certify(&phone, "phone")];
//! let grant = op::Grant { person: bob.id(), certificates, role: Role::Learner, rank: 10, invite: None };
//! let next = Position { seq: 1, prev: Some(founded.id) };
//! let (_, granted) =
//!     draft(&Op::Grant(grant), vec![founded.id], founded.id, 2).seal(&laptop, next, tag, &epoch)?;
//!
//! // She writes a post; bob, who holds the secret, opens it and asks the circle whether she may.
//! let post = Draft {
//!     lane: Lane::Posts, kind: Kind(64), after: vec![granted.id], auth: founded.id, wall: now, lamport: 3,
//!     body: b"Why is benzene flat?".to_vec(),
//! };
//! let next = Position { seq: 2, prev: Some(granted.id) };
//! let (sealed, _) = post.seal(&laptop, next, tag, &epoch)?;
//!
//! let read = sealed.open(&epoch)?;
//! let circle = Circle::evaluate(id, &[granted, founded]);
//! assert_eq!(circle.role_of(&bob.id()), Some(Role::Learner));
//! let verdict = circle.content_verdict(&read, &Chains::default());
//! assert_eq!(verdict, Verdict::Valid { person: alice.id(), role: Role::Steward });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`id`] | names of things |
//! | [`key`] | persons, devices, certificates |
//! | [`encoding`] | canonical bytes |
//! | [`epoch`] | the circle's secret, and boxes for it |
//! | [`record`] | drafts, sealed and opened records |
//! | [`chain`] | what each device wrote, forks, gaps |
//! | [`circle`] | membership, roles, removal, invitations, rotation |
//! | [`pairing`] | a sealed channel between two who talk: four words, a spoken code |
//! | [`slip`], [`frontier`] | small signed values beside the set, the latest of each key; what a device says that it holds |
//! | [`private`] | the circle of one person's own devices, and what they pass on in it |
//! | [`sealing`] | secrets at rest |
//! | [`words`] | recovery words, and four words for a person |
//! | [`time`], [`text`] | time as data, bounded text |
//! | [`limits`] | every bound of the program |

pub mod armor;
pub mod blob;
pub mod bundle;
pub mod chain;
pub mod circle;
pub mod encoding;
pub mod epoch;
pub mod frontier;
pub mod id;
pub mod key;
pub mod lease;
pub mod limits;
mod padding;
pub mod pairing;
pub mod private;
pub mod record;
pub mod sealing;
pub mod set;
pub mod slip;
pub mod text;
pub mod time;
pub mod words;
