//! libFuzzer around one target of `commonplace_tests::decoders`, chosen by `COMMONPLACE_FUZZ`. See `CONTRIBUTING.md`.

#![no_main]

use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use commonplace_tests::decoders::{TARGETS, Target, named, seeds};
use rustix::time::{ClockId, clock_gettime};

/// No input may keep a node busy for longer, in processor time.
const PATIENCE: Duration = Duration::from_millis(50);

fn chosen() -> Target {
    static CHOSEN: OnceLock<Target> = OnceLock::new();
    *CHOSEN.get_or_init(|| {
        let name = std::env::var("COMMONPLACE_FUZZ").unwrap_or_default();
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        named(&name).unwrap_or_else(|| panic!("COMMONPLACE_FUZZ is one of {}", names.join(", ")))
    })
}

/// libFuzzer's hook ends the process at any panic. Those of Loro and of what it stands on are awaited, and caught by
/// `learning`, which is what is tested; what nobody catches ends the process all the same.
fn let_others_panic() {
    let ends = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let is_ours = |file: &str| file.contains("/crates/") || file.contains("tests/src/");
        if panic.location().is_some_and(|place| is_ours(place.file())) {
            ends(panic);
        }
    }));
}

/// Puts good inputs where libFuzzer looks for what it begins with.
fn sow() {
    let_others_panic();
    if let Some(folder) = std::env::var_os("COMMONPLACE_FUZZ_SEEDS") {
        for (number, seed) in seeds::of(chosen().name).iter().enumerate() {
            std::fs::write(Path::new(&folder).join(format!("seed{number:02}")), seed).expect("the folder is there");
        }
    }
}

libfuzzer_sys::fuzz_target!(init: sow(), |bytes: &[u8]| {
    let run = chosen().run;
    if took(run, bytes) > PATIENCE && took(run, bytes) > PATIENCE {
        panic!("{} bytes take longer than {PATIENCE:?}", bytes.len());
    }
});

fn took(run: fn(&[u8]), bytes: &[u8]) -> Duration {
    let spent = || Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default();
    let begun = spent();
    run(bytes);
    spent().saturating_sub(begun)
}
