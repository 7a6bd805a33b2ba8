//! The integration tests of Commonplace, in one binary: each further one would link libp2p again.
//!
//! Runs in network namespaces need root and two Debian packages. Where these are missing they are listed as ignored and
//! the reason is printed; with `COMMONPLACE_E2E=required` that is a failure instead.

#![expect(clippy::print_stderr, clippy::print_stdout, reason = "a test runner speaks to people")]

mod apart;
mod bench;
mod blobs;
mod bundles;
mod capture;
mod decoders;
mod devices;
mod doctor;
mod eve;
mod floors;
mod host;
mod joining;
mod laptop;
mod nat;
mod onlooker;
mod pages;
mod quota;
mod reach;
mod readme;
mod removal;
mod room;
mod trial;
mod trouble;
mod voting;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // A trial waits for half of its time: for a cable, for a peer that is to notice, for a disk.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    arguments.test_threads.get_or_insert(2 * cores);
    let lacking = host::lacking();
    if let Some(lacking) = &lacking
        && !arguments.list
    {
        eprintln!("runs in network namespaces are passed over: {lacking}");
        if std::env::var_os("COMMONPLACE_E2E").is_some_and(|value| value == "required") {
            eprintln!("and COMMONPLACE_E2E=required says that they may not be");
            return ExitCode::FAILURE;
        }
    }
    let mut trials: Vec<Trial> = Vec::new();
    trials.extend(floors::trials());
    trials.extend(decoders::trials());
    trials.extend(eve::trials());
    trials.extend(bundles::trials());
    trials.extend(voting::trials());
    trials.extend(apart::by_stick());
    trials.extend(apart::by_relay().into_iter().map(|trial| trial.with_ignored_flag(lacking.is_some())));
    trials.extend(quota::trials());
    trials.extend(pages::trials());
    trials.extend(readme::trials());
    trials.extend(bench::trials());
    trials.extend(trouble::trials());
    trials.extend(blobs::trials().into_iter().map(|trial| trial.with_ignored_flag(lacking.is_some())));
    trials.extend(joining::trials().into_iter().map(|trial| trial.with_ignored_flag(lacking.is_some())));
    trials.extend(doctor::trials().into_iter().map(|trial| trial.with_ignored_flag(lacking.is_some())));
    trials.extend(onlooker::trials().into_iter().map(|trial| trial.with_ignored_flag(lacking.is_some())));
    trials.extend(reach::trials().into_iter().map(|trial| trial.with_ignored_flag(lacking.is_some())));
    trials.extend(removal::trials().into_iter().map(|trial| trial.with_ignored_flag(lacking.is_some())));
    trials.extend(nat::trials().into_iter().map(|trial| trial.with_ignored_flag(lacking.is_some())));
    trials.extend(devices::alone());
    trials.extend(devices::trials().into_iter().map(|trial| trial.with_ignored_flag(lacking.is_some())));
    trials.extend(room::trials().into_iter().map(|trial| trial.with_ignored_flag(lacking.is_some())));
    libtest_mimic::run(&arguments, trials).exit_code()
}
