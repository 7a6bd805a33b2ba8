//! Every decoder against what fuzzing has found so far (`tests/fuzz/corpus`) and against cut and altered good inputs.

use std::path::Path;

use commonplace_tests::decoders::{TARGETS, Target, seeds};
use libtest_mimic::Trial;

use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    TARGETS
        .iter()
        .map(|target| trial(&format!("decoders::{}_takes_whatever_comes", target.name), || replay(*target)))
        .collect()
}

fn replay(target: Target) {
    let good = seeds::of(target.name);
    assert!(!good.is_empty(), "fuzzing begins with something good");
    for bytes in good.iter().chain(&corpus(target.name)) {
        (target.run)(bytes);
    }
    for bytes in &good {
        for cut in (0..bytes.len()).step_by(1 + bytes.len() / 64) {
            (target.run)(&bytes[..cut]);
            let mut flipped = bytes.clone();
            flipped[cut] ^= 1 << (cut % 8);
            (target.run)(&flipped);
        }
    }
}

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    entries.map(|entry| std::fs::read(entry.expect("an entry").path()).expect("readable")).collect()
}
