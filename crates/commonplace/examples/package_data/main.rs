//! Writes what a package carries besides the program and is made rather than kept: manual pages, completions for shells,
//! pictures, and whose work is inside.
//!
//! `cargo run --example package_data -- FOLDER` writes `man/`, `completions/`, `icons/` (with a window only) and
//! `copyright` below FOLDER. An example, so that the program itself carries nothing of what this needs.

#![expect(clippy::print_stderr, reason = "it speaks to whoever builds a package")]

mod completions;
mod copyright;
#[cfg(feature = "desktop")]
mod icons;
mod manual;

/// The command line's own definition, from the program's source.
#[path = "../../src"]
mod program {
    #[allow(dead_code, unused_imports, reason = "only the definition is looked at here, nothing is done")]
    pub(crate) mod args;
}

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory;

type Error = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: package_data FOLDER");
        return ExitCode::from(2);
    };
    match write(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("package_data: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> Result<(), Error> {
    let command = || program::args::Args::command();
    let below = |name: &str| {
        let path = folder.join(name);
        fs::create_dir_all(&path).map(|()| path)
    };
    manual::write(command(), &below("man")?)?;
    completions::write(command(), &below("completions")?)?;
    #[cfg(feature = "desktop")]
    icons::write(&below("icons")?)?;
    fs::write(folder.join("copyright"), copyright::whole()?)?;
    Ok(())
}

/// Every command that is shown, with the words that lead to it.
#[cfg(test)]
fn commands(command: &clap::Command, before: &[String]) -> Vec<(Vec<String>, clap::Command)> {
    let mut found = vec![(before.to_vec(), command.clone())];
    for below in command.get_subcommands().filter(|command| !command.is_hide_set()) {
        let words = [before, &[below.get_name().to_owned()]].concat();
        found.extend(commands(below, &words));
    }
    found
}
