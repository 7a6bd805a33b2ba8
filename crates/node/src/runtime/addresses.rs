//! Addresses of peers over a restart: a file of the home, written when what is remembered has changed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use commonplace_core::limits::ADDRESS_FILE_BYTES;
use commonplace_net::NetHandle;

use crate::home::{ADDRESSES_FILE, write_durably};

/// Between two looks whether something has changed.
const PAUSE: Duration = Duration::from_secs(5);

/// Gives the network what was remembered, and from then on remembers what it learns. Until the network ends.
pub(super) async fn keep(net: NetHandle, home: PathBuf) {
    let file = home.join(ADDRESSES_FILE);
    match read(&file) {
        Ok(text) => {
            let strange = net.add_known_text(&text).await;
            tracing::debug!(strange, "addresses remembered");
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => tracing::warn!(%error, "addresses were not remembered"),
    }
    let mut written = net.known_revision();
    let mut looks = tokio::time::interval(PAUSE);
    loop {
        looks.tick().await;
        let revision = net.known_revision();
        if revision != written {
            written = revision;
            let (file, text) = (file.clone(), net.known_text());
            // Nothing is lost for good when it cannot be written: multicast and tickets find peers again.
            if let Ok(Err(error)) = tokio::task::spawn_blocking(move || write_durably(&file, text.as_bytes())).await {
                tracing::warn!(%error, "addresses were not kept");
            }
        }
    }
}

fn read(file: &Path) -> io::Result<String> {
    if fs::metadata(file)?.len() > ADDRESS_FILE_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    fs::read_to_string(file)
}
