//! A secret at rest: bytes sealed under a key that only their owner can make, with what stands open beside them.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// The nonce is a keyed hash of what is sealed, under a key derived for nothing else.
const NONCE_CONTEXT: &str = "commonplace 2026 secret at rest nonce 1";
const CIPHER_CONTEXT: &str = "commonplace 2026 secret at rest key 1";
const NONCE_LEN: usize = 24;

/// Seals `plain` under `key` (XChaCha20-Poly1305); `beside` is bound to it. The nonce follows from both texts, so that no
/// randomness is needed and one key never seals two texts under one nonce.
///
/// # Panics
/// Never for what fits into memory.
#[must_use]
pub fn seal_at_rest(key: &[u8; 32], beside: &[u8], plain: &[u8]) -> Vec<u8> {
    let nonce_key = Zeroizing::new(blake3::derive_key(NONCE_CONTEXT, key));
    let mut hasher = blake3::Hasher::new_keyed(&nonce_key);
    hasher.update(&u64::try_from(beside.len()).unwrap_or(u64::MAX).to_le_bytes()).update(beside).update(plain);
    let mut nonce = [0; NONCE_LEN];
    nonce.copy_from_slice(&hasher.finalize().as_bytes()[..NONCE_LEN]);
    let sealed = cipher(key).encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: beside });
    [&nonce[..], &sealed.expect("what fits into memory is within the cipher's bounds")].concat()
}

/// What was sealed under `key` beside `beside`; none when anything of it is another.
#[must_use]
pub fn open_at_rest(key: &[u8; 32], beside: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN)?;
    let nonce = <[u8; NONCE_LEN]>::try_from(nonce).ok()?;
    let plain = cipher(key).decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad: beside }).ok()?;
    Some(Zeroizing::new(plain))
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    let key = Zeroizing::new(blake3::derive_key(CIPHER_CONTEXT, key));
    XChaCha20Poly1305::new(&(*key).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_key_opens_it_and_every_changed_byte_is_noticed() {
        let key = [7; 32];
        let sealed = seal_at_rest(&key, b"beside", b"seeds");
        assert_eq!(open_at_rest(&key, b"beside", &sealed).expect("opens").as_slice(), b"seeds");
        assert!(open_at_rest(&[8; 32], b"beside", &sealed).is_none());
        assert!(open_at_rest(&key, b"besides", &sealed).is_none());
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(open_at_rest(&key, b"beside", &changed).is_none(), "byte {place}");
            assert!(open_at_rest(&key, b"beside", &sealed[..place]).is_none(), "cut at {place}");
        }
        assert_ne!(sealed[..24], seal_at_rest(&key, b"beside", b"other")[..24]);
    }
}
