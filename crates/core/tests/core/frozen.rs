//! Bytes that may never change: one file of vectors for each format.

use std::path::PathBuf;

use serde_json::Value;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(name)
}

/// The frozen vectors of this name.
pub(crate) fn frozen(name: &str) -> Value {
    let text = std::fs::read_to_string(path(name)).expect("the vectors are part of the repository");
    serde_json::from_str(&text).expect("JSON")
}

/// Holds `current` against the frozen vectors of this name, to the letter. With `COMMONPLACE_WRITE_VECTORS=1` the file is
/// written anew.
pub(crate) fn hold(name: &str, current: &Value) {
    let ours = serde_json::to_string_pretty(current).expect("plain data") + "\n";
    if std::env::var_os("COMMONPLACE_WRITE_VECTORS").is_some() {
        std::fs::write(path(name), &ours).expect("the folder of vectors");
    }
    let theirs = std::fs::read_to_string(path(name)).expect("the vectors are part of the repository");
    assert_eq!(ours, theirs, "{name}");
}
