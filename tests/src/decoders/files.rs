//! What is read from files that somebody may have damaged or made: the journal, the key file, a folder to import.

use std::cell::OnceCell;
use std::fs::{self, OpenOptions, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Component, Path};

use commonplace_node::home::{Home, IDENTITY_FILE};
use commonplace_node::transfer::decoders;
use tempfile::TempDir;

use super::text;

pub(super) fn journal(bytes: &[u8]) {
    commonplace_store::decoders::journal(bytes);
}

pub(super) fn hint(bytes: &[u8]) {
    commonplace_store::decoders::hint(bytes);
}

pub(super) fn key_file(bytes: &[u8]) {
    thread_local! { static FOLDER: OnceCell<TempDir> = const { OnceCell::new() }; }
    FOLDER.with(|folder| {
        let folder = folder.get_or_init(private_folder).path();
        let mut file = OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(true)
            .mode(0o600)
            .open(folder.join(IDENTITY_FILE))
            .expect("a file");
        file.write_all(bytes).expect("written");
        if let Err(error) = Home::open(folder) {
            assert!(!error.to_string().is_empty(), "it is said why");
        }
    });
}

fn private_folder() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    fs::set_permissions(folder.path(), Permissions::from_mode(0o700)).expect("it is ours");
    folder
}

/// A key file under a passphrase, and what is under the seal.
pub(super) fn sealed_keys(bytes: &[u8]) {
    commonplace_node::home::decoders::sealed(bytes);
    commonplace_node::home::decoders::keys(bytes);
}

/// A backup as it lies on a disk, and what is in it.
pub(super) fn backup(bytes: &[u8]) {
    commonplace_node::backup::decoders::sealed(bytes);
    commonplace_node::backup::decoders::archive(bytes);
}

pub(super) fn import(bytes: &[u8]) {
    decoders::note_file(text(bytes));
    decoders::thread_file(&text(bytes));
}

pub(super) fn ledger(bytes: &[u8]) {
    decoders::ledger(&text(bytes));
}

/// Whatever an attachment is called, what is written stays within the folder.
pub(super) fn file_name(bytes: &[u8]) {
    let safe = decoders::safe_path(&text(bytes));
    assert!(!safe.is_empty());
    let within = Path::new(&safe).components().all(|part| matches!(part, Component::Normal(_)));
    assert!(within && !safe.contains(['\\', '\0', ':']), "{safe:?}");
}
