//! libFuzzer around one target of `commonplace_tests::decoders`, chosen by `COMMONPLACE_FUZZ`. See `CONTRIBUTING.md`.

#![no_main]

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use commonplace_tests::decoders::{TARGETS, Target, named};

/// No input may keep a node busy for longer, in processor time. What a busy machine adds to it is forgiven.
const PATIENCE: Duration = Duration::from_millis(50);

fn chosen() -> Target {
    static CHOSEN: OnceLock<Target> = OnceLock::new();
    *CHOSEN.get_or_init(|| {
        let name = std::env::var("COMMONPLACE_FUZZ").unwrap_or_default();
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        named(&name).unwrap_or_else(|| panic!("COMMONPLACE_FUZZ is one of {}", names.join(", ")))
    })
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let run = chosen().run;
    let begun = Instant::now();
    run(bytes);
    // Three times in a row: once may be the machine's fault.
    if begun.elapsed() > PATIENCE && (0..3).all(|_| took(run, bytes) > PATIENCE) {
        panic!("{} bytes take longer than {PATIENCE:?}", bytes.len());
    }
});

fn took(run: fn(&[u8]), bytes: &[u8]) -> Duration {
    let begun = Instant::now();
    run(bytes);
    begun.elapsed()
}
