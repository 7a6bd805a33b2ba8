//! One pairing, as one of its two sides goes through it.

use std::fmt;

use rand_core_06::{CryptoRng, RngCore};
use spake2::{Ed25519Group, Identity, Password, Spake2};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::channel::{Channel, Master, Opened};
use super::code::{Nameplate, SpokenCode, word};
use super::message::{End, Message};
use super::{Payload, Purpose};

const COMMITMENT_CONTEXT: &str = "commonplace 2026 pairing commitment 1";
const TRANSCRIPT_CONTEXT: &str = "commonplace 2026 pairing transcript 1";
const MASTER_CONTEXT: &str = "commonplace 2026 pairing master 1";
const KEY_CONTEXT: &str = "commonplace 2026 pairing ephemeral 1";
const NONCE_CONTEXT: &str = "commonplace 2026 pairing nonce 1";
const SPAKE_CONTEXT: &str = "commonplace 2026 pairing spake 1";
/// The base point of X25519 (RFC 7748).
const BASE: [u8; 32] = {
    let mut base = [0; 32];
    base[0] = 9;
    base
};

/// 32 random bytes for one pairing.
pub type Entropy = [u8; 32];

/// Why a pairing is broken. It has to be begun anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PairingError {
    /// Not a message.
    #[error("not a message of pairing")]
    Malformed,
    /// A version or a purpose that this program does not know.
    #[error("a later version of pairing")]
    Version,
    /// A message that does not belong here.
    #[error("a message out of turn")]
    OutOfTurn,
    /// The asker opened something else than it was committed to: somebody stands in between.
    #[error("the key is not the one that was promised")]
    Commitment,
    /// A key with which every secret would be the same.
    #[error("a key that keeps no secret")]
    WeakKey,
    /// The other side does not know the code.
    #[error("the code is another one")]
    WrongCode,
    /// Sealed by somebody else, or changed on the way.
    #[error("a sealed message is forged")]
    Forged,
    /// A payload that does not belong into a pairing for this purpose.
    #[error("a payload for another purpose")]
    Purpose,
    /// A payload above the bound.
    #[error("the payload is too long")]
    TooLong,
}

/// What a message has brought about.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// Send this.
    Send(Vec<u8>),
    /// Show these words: the other side shows the same, if nobody stands in between.
    Words([&'static str; 4]),
    /// The other side has an offer under our nameplate: [`Pairing::guess`] goes on.
    Hit,
    /// The other side knows the code. The channel is open.
    Proved,
    /// The other person has confirmed. If we have, too, the channel is open.
    Confirmed,
    /// The other side's payload.
    Given(Payload),
    /// The other side goes no further.
    Ended(End),
}

/// What somebody asks for with their first message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// To compare words.
    Words,
    /// Whether an offer has their nameplate; see [`Pairing::is_about`].
    Code,
}

/// One side of a pairing.
pub struct Pairing {
    asker: bool,
    purpose: Purpose,
    binding: [u8; 32],
    said: Vec<u8>,
    stage: Stage,
}

enum Stage {
    /// Asker: waits for the answerer's key.
    Promised(Ephemeral),
    /// Answerer: has been asked to compare words.
    AskedForWords { commitment: [u8; 32] },
    /// Answerer: has shown its key, waits for the asker's.
    Shown { commitment: [u8; 32], ours: Ephemeral },
    /// Asker: has asked for a nameplate.
    Sought(Box<Spake2<Ed25519Group>>, [u8; 33]),
    /// Answerer: was asked for a nameplate.
    AskedForPlate { nonce: [u8; 16], plate: [u8; 16] },
    /// Asker: may guess.
    MayGuess(Box<Spake2<Ed25519Group>>, [u8; 33]),
    /// Asker: has guessed.
    Guessed(Box<Spake2<Ed25519Group>>),
    /// Answerer: has said that the offer is its own.
    Offered(Box<Spake2<Ed25519Group>>, [u8; 33]),
    /// Either: waits for the other side's proof of the code.
    Unproved(Master),
    /// Either.
    Sealed(Channel),
    /// Nothing more is said or heard.
    Over,
}

impl fmt::Debug for Pairing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pairing").field("asker", &self.asker).field("purpose", &self.purpose).finish_non_exhaustive()
    }
}

/// A key for one pairing, and the nonce that hides it until it is opened.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
struct Ephemeral {
    secret: [u8; 32],
    public: [u8; 32],
    nonce: [u8; 32],
}

impl Ephemeral {
    fn new(entropy: &Entropy) -> Self {
        let secret = blake3::derive_key(KEY_CONTEXT, entropy);
        let public = x25519_dalek::x25519(secret, BASE);
        Self { secret, public, nonce: blake3::derive_key(NONCE_CONTEXT, entropy) }
    }

    fn agree(&self, theirs: &[u8; 32]) -> Result<[u8; 32], PairingError> {
        let shared = x25519_dalek::x25519(self.secret, *theirs);
        // RFC 7748, section 6.1: zero for the points of small order, whatever our secret.
        if blake3::hash(&shared) == blake3::hash(&[0; 32]) { Err(PairingError::WeakKey) } else { Ok(shared) }
    }
}

/// Spake2 wants a source of randomness; all that it draws follows from the entropy.
struct Drawn(blake3::OutputReader);

impl RngCore for Drawn {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core_06::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl CryptoRng for Drawn {}

impl Pairing {
    /// Asks to compare words. `binding` names both transport identities, the same on both sides. Returns the first message.
    #[must_use]
    pub fn ask(purpose: Purpose, binding: [u8; 32], entropy: &Entropy) -> (Self, Vec<u8>) {
        let ours = Ephemeral::new(entropy);
        let commitment = commitment(purpose, &binding, &ours.public, &ours.nonce);
        let first = Message::Ask { purpose, commitment: *commitment.as_bytes() }.encode();
        let mut pairing = Self::new(true, purpose, binding, Stage::Promised(ours));
        pairing.note(&first);
        (pairing, first)
    }

    /// Asks whether the other side has an offer under the nameplate of this code. Returns the first message.
    #[must_use]
    pub fn seek(purpose: Purpose, binding: [u8; 32], code: &SpokenCode, entropy: &Entropy) -> (Self, Vec<u8>) {
        let [nonce, plate] = {
            let drawn = blake3::derive_key(NONCE_CONTEXT, entropy);
            let nonce = first(&drawn);
            [nonce, first(code.plate().blinded(&nonce, &binding).as_bytes())]
        };
        let message = Message::Seek { purpose, nonce, plate }.encode();
        let (spake, guess) = spake(true, purpose, &binding, code, entropy);
        let mut pairing = Self::new(true, purpose, binding, Stage::Sought(Box::new(spake), guess));
        pairing.note(&message);
        (pairing, message)
    }

    /// Hears somebody's first message. Nothing is answered yet.
    ///
    /// # Errors
    /// [`PairingError`] when it is none, or of a later version.
    pub fn asked(binding: [u8; 32], message: &[u8]) -> Result<(Self, Asked), PairingError> {
        let (purpose, asked, stage) = match Message::decode(message)? {
            Message::Ask { purpose, commitment } => (purpose, Asked::Words, Stage::AskedForWords { commitment }),
            Message::Seek { purpose, nonce, plate } => (purpose, Asked::Code, Stage::AskedForPlate { nonce, plate }),
            _ => return Err(PairingError::OutOfTurn),
        };
        let mut pairing = Self::new(false, purpose, binding, stage);
        pairing.note(message);
        Ok((pairing, asked))
    }

    fn new(asker: bool, purpose: Purpose, binding: [u8; 32], stage: Stage) -> Self {
        Self { asker, purpose, binding, said: Vec::new(), stage }
    }

    /// What it is for.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Whether we are the one who asks.
    #[must_use]
    pub const fn is_asker(&self) -> bool {
        self.asker
    }

    /// Whether the other side seeks the offer with this nameplate.
    #[must_use]
    pub fn is_about(&self, plate: Nameplate) -> bool {
        match &self.stage {
            Stage::AskedForPlate { nonce, plate: sought } => {
                first::<16>(plate.blinded(nonce, &self.binding).as_bytes()) == *sought
            }
            _ => false,
        }
    }

    /// Agrees to compare words with who asked. Returns what to send.
    ///
    /// # Errors
    /// [`PairingError::OutOfTurn`] when nobody asked for that.
    pub fn accept(&mut self, entropy: &Entropy) -> Result<Vec<u8>, PairingError> {
        match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::AskedForWords { commitment } => {
                let ours = Ephemeral::new(entropy);
                let message = Message::Key(ours.public).encode();
                self.note(&message);
                self.stage = Stage::Shown { commitment, ours };
                Ok(message)
            }
            stage => self.out_of_turn(stage),
        }
    }

    /// Says that the nameplate is ours, and waits for one guess at our code. Returns what to send.
    ///
    /// # Errors
    /// [`PairingError::OutOfTurn`] when nobody asked for that.
    pub fn offer(&mut self, code: &SpokenCode, entropy: &Entropy) -> Result<Vec<u8>, PairingError> {
        match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::AskedForPlate { .. } => {
                let message = Message::Hit.encode();
                self.note(&message);
                let (spake, ours) = spake(false, self.purpose, &self.binding, code, entropy);
                self.stage = Stage::Offered(Box::new(spake), ours);
                Ok(message)
            }
            stage => self.out_of_turn(stage),
        }
    }

    /// Makes the one guess, after [`Step::Hit`]. Returns what to send.
    ///
    /// # Errors
    /// [`PairingError::OutOfTurn`] when the other side has said nothing of the kind.
    pub fn guess(&mut self) -> Result<Vec<u8>, PairingError> {
        match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::MayGuess(spake, ours) => {
                let message = Message::Spake(ours).encode();
                self.note(&message);
                self.stage = Stage::Guessed(spake);
                Ok(message)
            }
            stage => self.out_of_turn(stage),
        }
    }

    /// The words, from when they are known; for a code there are none to compare.
    #[must_use]
    pub fn words(&self) -> Option<[&'static str; 4]> {
        match &self.stage {
            Stage::Sealed(channel) => Some(channel.words().map(word)),
            _ => None,
        }
    }

    /// Says that our person has confirmed. Returns what to send; nothing when it was said.
    ///
    /// # Errors
    /// [`PairingError::OutOfTurn`] before there is anything to confirm.
    pub fn confirm(&mut self) -> Result<Option<Vec<u8>>, PairingError> {
        let Stage::Sealed(channel) = &mut self.stage else { return Err(PairingError::OutOfTurn) };
        Ok(channel.confirm().map(|sealed| Message::Sealed(sealed).encode()))
    }

    /// Whether both have confirmed, so that payloads may go.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(&self.stage, Stage::Sealed(channel) if channel.is_open())
    }

    /// Hands our payload over, once. Returns what to send.
    ///
    /// # Errors
    /// [`PairingError::OutOfTurn`] before both have confirmed, or the second time; [`PairingError::Purpose`] for a payload
    /// that does not belong here, [`PairingError::TooLong`].
    pub fn give(&mut self, payload: &Payload) -> Result<Vec<u8>, PairingError> {
        if !payload.fits(self.purpose, self.asker) {
            return Err(PairingError::Purpose);
        }
        let Stage::Sealed(channel) = &mut self.stage else { return Err(PairingError::OutOfTurn) };
        channel.give(payload).map(|sealed| Message::Sealed(sealed).encode())
    }

    /// Takes a message of the other side.
    ///
    /// # Errors
    /// [`PairingError`] when it does not belong here; the pairing is over then.
    pub fn handle(&mut self, message: &[u8]) -> Result<Vec<Step>, PairingError> {
        let stage = std::mem::replace(&mut self.stage, Stage::Over);
        match (Message::decode(message)?, stage) {
            (Message::End(end), _) => Ok(vec![Step::Ended(end)]),
            (Message::Key(theirs), Stage::Promised(ours)) => self.open_promise(message, &theirs, &ours),
            (Message::Open { key, nonce }, Stage::Shown { commitment, ours }) => {
                self.opened(message, (&key, &nonce), &commitment, &ours)
            }
            (Message::Hit, Stage::Sought(spake, ours)) => {
                self.note(message);
                self.stage = Stage::MayGuess(spake, ours);
                Ok(vec![Step::Hit])
            }
            (Message::Spake(theirs), Stage::Offered(spake, ours)) => self.guessed_at(message, &theirs, *spake, ours),
            (Message::Spake(theirs), Stage::Guessed(spake)) => self.prove(message, &theirs, *spake),
            (Message::Proof(shown), Stage::Unproved(master)) => self.proved(shown, master),
            (Message::Sealed(sealed), Stage::Sealed(channel)) => self.unseal(&sealed, channel),
            _ => Err(PairingError::OutOfTurn),
        }
    }

    /// Asker: the answerer's key is here and can no longer be chosen by ours.
    fn open_promise(&mut self, message: &[u8], theirs: &[u8; 32], ours: &Ephemeral) -> Result<Vec<Step>, PairingError> {
        let shared = ours.agree(theirs)?;
        self.note(message);
        let open = Message::Open { key: ours.public, nonce: ours.nonce }.encode();
        self.note(&open);
        let words = self.seal_up(shared);
        Ok(vec![Step::Send(open), Step::Words(words)])
    }

    /// Answerer: the asker's key is here, and must be the one that was promised.
    fn opened(
        &mut self,
        message: &[u8],
        (key, nonce): (&[u8; 32], &[u8; 32]),
        promised: &[u8; 32],
        ours: &Ephemeral,
    ) -> Result<Vec<Step>, PairingError> {
        if commitment(self.purpose, &self.binding, key, nonce) != *promised {
            return Err(PairingError::Commitment);
        }
        let shared = ours.agree(key)?;
        self.note(message);
        let words = self.seal_up(shared);
        Ok(vec![Step::Words(words)])
    }

    fn seal_up(&mut self, shared: [u8; 32]) -> [&'static str; 4] {
        let channel = Channel::new(self.master(shared), self.asker, false);
        let words = channel.words().map(word);
        self.stage = Stage::Sealed(channel);
        words
    }

    /// Answerer: somebody guesses. Nothing that we answer tells whether it was right before they have proved it.
    fn guessed_at(
        &mut self,
        message: &[u8],
        theirs: &[u8; 33],
        spake: Spake2<Ed25519Group>,
        ours: [u8; 33],
    ) -> Result<Vec<Step>, PairingError> {
        self.note(message);
        let answer = Message::Spake(ours).encode();
        self.note(&answer);
        let shared = agree(spake, theirs)?;
        self.stage = Stage::Unproved(self.master(shared));
        Ok(vec![Step::Send(answer)])
    }

    /// Asker: proves that the guess was right.
    fn prove(
        &mut self,
        message: &[u8],
        theirs: &[u8; 33],
        spake: Spake2<Ed25519Group>,
    ) -> Result<Vec<Step>, PairingError> {
        self.note(message);
        let shared = agree(spake, theirs)?;
        let master = self.master(shared);
        let proof = Message::Proof(*master.proof(true).as_bytes()).encode();
        self.stage = Stage::Unproved(master);
        Ok(vec![Step::Send(proof)])
    }

    fn proved(&mut self, shown: [u8; 32], master: Master) -> Result<Vec<Step>, PairingError> {
        if master.proof(!self.asker) != shown {
            return Err(PairingError::WrongCode);
        }
        let mut steps = Vec::new();
        if !self.asker {
            steps.push(Step::Send(Message::Proof(*master.proof(false).as_bytes()).encode()));
        }
        steps.push(Step::Proved);
        self.stage = Stage::Sealed(Channel::new(master, self.asker, true));
        Ok(steps)
    }

    fn unseal(&mut self, sealed: &[u8], mut channel: Channel) -> Result<Vec<Step>, PairingError> {
        let step = match channel.take(sealed)? {
            Opened::Confirmed => Step::Confirmed,
            Opened::Given(payload) if payload.fits(self.purpose, !self.asker) => Step::Given(payload),
            Opened::Given(_) => return Err(PairingError::Purpose),
        };
        self.stage = Stage::Sealed(channel);
        Ok(vec![step])
    }

    fn out_of_turn<T>(&mut self, stage: Stage) -> Result<T, PairingError> {
        self.stage = stage;
        Err(PairingError::OutOfTurn)
    }

    /// Keeps what was said, by either side, for the keys.
    fn note(&mut self, message: &[u8]) {
        self.said.extend(u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.said.extend(message);
    }

    fn master(&self, mut shared: [u8; 32]) -> Master {
        let mut transcript = blake3::Hasher::new_derive_key(TRANSCRIPT_CONTEXT);
        transcript.update(&self.binding).update(&[self.purpose as u8]).update(&self.said);
        let mut hasher = blake3::Hasher::new_derive_key(MASTER_CONTEXT);
        hasher.update(&shared).update(transcript.finalize().as_bytes());
        shared.zeroize();
        Master::new(*hasher.finalize().as_bytes())
    }
}

fn commitment(purpose: Purpose, binding: &[u8; 32], key: &[u8; 32], nonce: &[u8; 32]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new_derive_key(COMMITMENT_CONTEXT);
    hasher.update(binding).update(&[purpose as u8]).update(key).update(nonce);
    hasher.finalize()
}

fn spake(
    asker: bool,
    purpose: Purpose,
    binding: &[u8; 32],
    code: &SpokenCode,
    entropy: &Entropy,
) -> (Spake2<Ed25519Group>, [u8; 33]) {
    let mut hasher = blake3::Hasher::new_derive_key(SPAKE_CONTEXT);
    let drawn = Drawn(hasher.update(entropy).finalize_xof());
    let name = |side: &[u8]| Identity::new(&[side, &[purpose as u8], binding.as_slice()].concat());
    let (a, b, password) = (name(b"asker"), name(b"answerer"), Password::new(code.password()));
    let (spake, message) = if asker {
        Spake2::start_a_with_rng(&password, &a, &b, drawn)
    } else {
        Spake2::start_b_with_rng(&password, &a, &b, drawn)
    };
    let mut bytes = [0; 33];
    bytes.copy_from_slice(&message);
    (spake, bytes)
}

fn agree(spake: Spake2<Ed25519Group>, theirs: &[u8; 33]) -> Result<[u8; 32], PairingError> {
    let shared = spake.finish(theirs).map_err(|_| PairingError::Malformed)?;
    shared.try_into().map_err(|_| PairingError::Malformed)
}

fn first<const N: usize>(bytes: &[u8; 32]) -> [u8; N] {
    let mut start = [0; N];
    start.copy_from_slice(&bytes[..N]);
    start
}
