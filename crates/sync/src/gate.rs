//! What a stream derives from its two nonces and its binding: gates, transcripts, salts, short ids.
//!
//! A gate shows that its maker holds a circle's gate key, and is noise to whoever does not hold it. Both nonces, both
//! transport identities and the direction go into it, so that it fits no other stream and cannot be sent back.

use commonplace_core::id::RecordId;
use commonplace_core::record::Lane;
use commonplace_core::set::SetSum;

use crate::wire::{LaneSum, Sid, Sums};

const TRANSCRIPT_CONTEXT: &str = "commonplace 2026 sync transcript 1";
const SALT_CONTEXT: &str = "commonplace 2026 sync salt 1";

/// One gate on the wire.
pub(crate) type Gate = [u8; 16];
/// A record id as one run of one session writes it.
pub(crate) type ShortId = [u8; 8];

/// Which end of the stream says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The one that opened the stream.
    Initiator = 0,
    /// The other one.
    Responder = 1,
}

impl End {
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Initiator => Self::Responder,
            Self::Responder => Self::Initiator,
        }
    }
}

/// What both ends of a stream know after their hellos, and nobody chose alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Agreed {
    /// The initiator's nonce, the responder's nonce, the binding.
    bytes: [u8; 96],
}

impl Agreed {
    pub(crate) fn new(initiator_nonce: &[u8; 32], responder_nonce: &[u8; 32], binding: &[u8; 32]) -> Self {
        let mut bytes = [0; 96];
        bytes[..32].copy_from_slice(initiator_nonce);
        bytes[32..64].copy_from_slice(responder_nonce);
        bytes[64..].copy_from_slice(binding);
        Self { bytes }
    }

    /// The gate that `end` shows for a gate key.
    pub(crate) fn gate(&self, key: &[u8; 32], end: End) -> Gate {
        let mut hasher = blake3::Hasher::new_keyed(key);
        hasher.update(&self.bytes).update(&[end as u8]);
        first(hasher.finalize().as_bytes())
    }

    /// What `end` signs to show who it is in a session.
    pub(crate) fn transcript(&self, sid: Sid, end: End) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key(TRANSCRIPT_CONTEXT);
        hasher.update(&self.bytes).update(&sid.0.to_le_bytes()).update(&[end as u8]);
        *hasher.finalize().as_bytes()
    }

    /// The salt of short ids in one run: a collision in one run is gone in the next.
    pub(crate) fn salt(&self, sid: Sid, run: u32) -> Salt {
        let mut hasher = blake3::Hasher::new_derive_key(SALT_CONTEXT);
        hasher.update(&self.bytes).update(&sid.0.to_le_bytes()).update(&run.to_le_bytes());
        Salt(*hasher.finalize().as_bytes())
    }
}

/// Makes short ids of ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Salt(pub(crate) [u8; 32]);

impl Salt {
    pub(crate) fn short(&self, id: &RecordId) -> ShortId {
        first(blake3::keyed_hash(&self.0, id.as_bytes()).as_bytes())
    }

    /// What `end` says of its lanes. Each fingerprint binds run and end: whoever has not got the sums themselves, which
    /// are never sent, can neither repeat it nor send it back as their own.
    pub(crate) fn sums(&self, end: End, totals: &Totals) -> Sums {
        Sums(Lane::ALL.map(|lane| {
            let total = totals.0[lane as usize];
            if total.count == 0 {
                return LaneSum::default();
            }
            let mut hasher = blake3::Hasher::new_keyed(&self.0);
            hasher.update(&[end as u8, lane as u8]).update(&total.to_bytes());
            LaneSum { count: total.count, fingerprint: first(hasher.finalize().as_bytes()) }
        }))
    }

    /// By what `end` shows that it holds the same in all lanes.
    pub(crate) fn same(&self, end: End, totals: &Totals) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(&[end as u8]);
        for total in &totals.0 {
            hasher.update(&total.to_bytes());
        }
        first(hasher.finalize().as_bytes())
    }
}

/// What one side holds in each lane from the horizon on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Totals(pub(crate) [SetSum; 3]);

impl Totals {
    pub(crate) fn counts(&self) -> [u64; 3] {
        self.0.map(|total| total.count)
    }
}

/// The first bytes of a hash, as many as the result type has.
pub(crate) fn first<const N: usize>(hash: &[u8; 32]) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&hash[..N]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_fits_one_stream_one_key_and_one_direction() {
        let agreed = Agreed::new(&[1; 32], &[2; 32], &[3; 32]);
        let gate = agreed.gate(&[9; 32], End::Initiator);
        assert_ne!(gate, agreed.gate(&[9; 32], End::Responder), "it cannot be sent back");
        assert_ne!(gate, agreed.gate(&[8; 32], End::Initiator));
        for other in [
            Agreed::new(&[0; 32], &[2; 32], &[3; 32]),
            Agreed::new(&[1; 32], &[0; 32], &[3; 32]),
            Agreed::new(&[1; 32], &[2; 32], &[0; 32]),
            Agreed::new(&[2; 32], &[1; 32], &[3; 32]),
        ] {
            assert_ne!(gate, other.gate(&[9; 32], End::Initiator), "it cannot be passed on");
        }
    }

    #[test]
    fn what_one_end_says_of_its_sums_is_of_no_use_to_the_other_nor_in_another_run() {
        let agreed = Agreed::new(&[1; 32], &[2; 32], &[3; 32]);
        let (salt, next) = (agreed.salt(Sid(0), 0), agreed.salt(Sid(0), 1));
        let sum = SetSum::element(&[5; 32], &RecordId::of(b"salt"));
        let totals = Totals([sum, SetSum::ZERO, sum]);
        let ours = salt.sums(End::Initiator, &totals);
        assert_eq!(ours.0[1], LaneSum::default());
        assert_ne!(ours.0[0].fingerprint, ours.0[2].fingerprint, "lanes");
        assert_ne!(ours, salt.sums(End::Responder, &totals), "ends");
        assert_ne!(ours, next.sums(End::Initiator, &totals), "runs");
        assert_ne!(salt.same(End::Initiator, &totals), salt.same(End::Responder, &totals));
        assert_ne!(salt.same(End::Initiator, &totals), next.same(End::Initiator, &totals));
    }

    #[test]
    fn salts_differ_by_session_and_run() {
        let agreed = Agreed::new(&[1; 32], &[2; 32], &[3; 32]);
        assert_ne!(agreed.salt(Sid(0), 0), agreed.salt(Sid(0), 1));
        assert_ne!(agreed.salt(Sid(0), 0), agreed.salt(Sid(2), 0));
        assert_ne!(agreed.transcript(Sid(0), End::Initiator), agreed.transcript(Sid(0), End::Responder));
    }
}
