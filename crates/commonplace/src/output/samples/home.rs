//! This home, its keys and its devices.

use commonplace_core::id::{DeviceId, PersonId};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{
    Backup, Device, DeviceRevoked, HandedOver, OtherDraft, RecoveryWords, Verified, Whoami, WordsState,
};

use super::ago;

pub(crate) fn verified(damaged: &[&str]) -> Verified {
    let id = PersonId::from_bytes([7; 32]);
    Verified { id, records: 120, blobs: 4, damaged: damaged.iter().map(|said| (*said).to_owned()).collect() }
}

pub(super) fn whoami(id: PersonId, device: DeviceId) -> Whoami {
    Whoami {
        id,
        name: "Bob".into(),
        device,
        home: "/home/bob/c".into(),
        device_name: "laptop".into(),
        fingerprint: "salt water cell wall".into(),
        sealed: false,
        words: WordsState::Shown,
        revoked: false,
        handed_over: vec![HandedOver { at: ago(2), node: "amber otter".into(), device: "laptop 2".into() }],
    }
}

pub(super) fn recovery_words() -> RecoveryWords {
    let words = commonplace_core::words::Words::of(&[0; 32]).iter().map(ToOwned::to_owned).collect();
    RecoveryWords { words, fingerprint: "salt water cell wall".into() }
}

pub(super) fn backup(id: PersonId) -> Backup {
    Backup {
        file: "/media/stick/bob.age".into(),
        bytes: 1_200_000,
        id: Some(id),
        name: "Bob".into(),
        made: ago(1),
        keys: true,
        records: 120,
        blobs: 4,
        drafts: 1,
        damaged: Vec::new(),
    }
}

pub(super) fn own_device(id: DeviceId) -> Device {
    let circles = vec!["Biology".into()];
    Device { id, name: "laptop".into(), this: false, revoked: false, circles, wrote: Some(ago(3)), forked: false }
}

pub(super) fn device_revoked(device: DeviceId) -> DeviceRevoked {
    DeviceRevoked {
        device,
        name: "laptop".into(),
        circles: vec!["Biology".into()],
        waiting: vec!["History".into()],
        kept: 40,
        cut_off: 2,
    }
}

/// What another laptop has of a draft.
pub(super) fn other_draft() -> OtherDraft {
    let text = Some("half another thought\nand a half".into());
    OtherDraft {
        id: "0102030405060708001a2b3c4d5e6f".into(),
        device: Some("train".into()),
        text,
        written: Timestamp::from_millis(1_795_000_000_000),
    }
}
