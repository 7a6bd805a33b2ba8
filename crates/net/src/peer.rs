//! Who is at the other end of a connection.

use std::fmt;
use std::str::FromStr;

use libp2p::identity::{Keypair, PublicKey, ed25519};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The transport key of a peer: an ed25519 public key, written in the text form of libp2p (`12D3Koo…`).
///
/// It names a running program, not a person or a device: it is made apart from both and may be replaced.
/// Ordered by its bytes; the order decides who dials and who opens the link.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeerId([u8; 32]);

/// Why a text is not a peer id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeerIdError {
    /// The text is not the text form of any libp2p peer id.
    #[error("this is not a peer id; one looks like 12D3KooW… and has 52 characters")]
    NotAPeerId,
    /// A peer id of a kind that no Commonplace node has.
    #[error("this is the peer id of another kind of program")]
    ForeignKey,
}

impl PeerId {
    /// The peer with this ed25519 public key. Whether the bytes are a valid key shows when it is dialled.
    #[must_use]
    pub const fn from_bytes(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The ed25519 public key.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The same peer in libp2p's type, or nothing if the bytes are no point on the curve.
    pub(crate) fn to_libp2p(self) -> Option<libp2p::PeerId> {
        let key = ed25519::PublicKey::try_from_bytes(&self.0).ok()?;
        Some(PublicKey::from(key).to_peer_id())
    }

    /// Our form of libp2p's type, or nothing if its key is not an embedded ed25519 key.
    pub(crate) fn from_libp2p(peer: &libp2p::PeerId) -> Option<Self> {
        let key = PublicKey::try_decode_protobuf(peer.as_ref().digest()).ok()?.try_into_ed25519().ok()?;
        Some(Self(key.to_bytes()))
    }
}

impl fmt::Display for PeerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_libp2p() {
            Some(peer) => peer.fmt(f),
            None => f.write_str("(no valid peer id)"),
        }
    }
}

impl fmt::Debug for PeerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.to_string();
        write!(f, "PeerId(…{})", &text[text.len().saturating_sub(6)..])
    }
}

impl FromStr for PeerId {
    type Err = PeerIdError;

    fn from_str(text: &str) -> Result<Self, PeerIdError> {
        let peer: libp2p::PeerId = text.trim().parse().map_err(|_| PeerIdError::NotAPeerId)?;
        Self::from_libp2p(&peer).ok_or(PeerIdError::ForeignKey)
    }
}

/// The ed25519 seed behind our [`PeerId`]. Wiped when dropped, never shown.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct TransportSecret([u8; 32]);

impl TransportSecret {
    /// The secret made from 32 random bytes.
    #[must_use]
    pub const fn from_seed(seed: [u8; 32]) -> Self {
        Self(seed)
    }

    /// The peer id that others will see.
    #[must_use]
    pub fn peer(&self) -> PeerId {
        PeerId(self.ed25519().public().to_bytes())
    }

    pub(crate) fn keypair(&self) -> Keypair {
        Keypair::from(self.ed25519())
    }

    fn ed25519(&self) -> ed25519::Keypair {
        let secret = ed25519::SecretKey::try_from_bytes(self.0).expect("every 32 bytes are an ed25519 seed");
        ed25519::Keypair::from(secret)
    }
}

impl fmt::Debug for TransportSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TransportSecret(hidden)")
    }
}

/// What ties a claim to this very pair of peers: a hash of both ids, the same whichever end computes it.
///
/// A proof made for one connection is worthless on another, because it names both ends.
#[must_use]
pub fn binding(local: PeerId, remote: PeerId) -> [u8; 32] {
    let (low, high) = if local <= remote { (local, remote) } else { (remote, local) };
    let mut hasher = blake3::Hasher::new_derive_key("commonplace 2026-11 net peer binding v1");
    hasher.update(&low.0);
    hasher.update(&high.0);
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(seed: u8) -> PeerId {
        TransportSecret::from_seed([seed; 32]).peer()
    }

    #[test]
    fn text_goes_there_and_back() {
        let alice = peer(1);
        assert!(alice.to_string().starts_with("12D3KooW"));
        assert_eq!(alice.to_string().parse(), Ok(alice));
        assert_eq!(format!(" {alice}\n").parse(), Ok(alice));
    }

    #[test]
    fn what_is_not_ours_is_told_apart() {
        assert_eq!("alice".parse::<PeerId>(), Err(PeerIdError::NotAPeerId));
        let rsa = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";
        assert_eq!(rsa.parse::<PeerId>(), Err(PeerIdError::ForeignKey));
    }

    #[test]
    fn both_ends_compute_one_binding_and_no_other_pair_does() {
        let (alice, bob, eve) = (peer(1), peer(2), peer(3));
        assert_eq!(binding(alice, bob), binding(bob, alice));
        assert_ne!(binding(alice, bob), binding(alice, eve));
        assert_ne!(binding(alice, alice), binding(alice, bob));
    }

    #[test]
    fn our_order_is_the_order_of_libp2p() {
        let mut ours: Vec<PeerId> = (0..20).map(peer).collect();
        ours.sort();
        let theirs: Vec<Vec<u8>> = ours.iter().filter_map(|peer| Some(peer.to_libp2p()?.to_bytes())).collect();
        assert_eq!(theirs.len(), 20);
        assert!(theirs.is_sorted());
    }

    #[test]
    fn a_secret_never_shows_itself() {
        assert_eq!(format!("{:?}", TransportSecret::from_seed([7; 32])), "TransportSecret(hidden)");
    }
}
