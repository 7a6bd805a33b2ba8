//! Completions for bash, zsh and fish.

use std::path::Path;

use clap::Command;
use clap_complete::{Shell, generate_to};

use super::Error;

/// The shells; each finds its file by the name that the library gives it.
const SHELLS: [Shell; 3] = [Shell::Bash, Shell::Zsh, Shell::Fish];

/// Writes the file of each shell into a folder.
pub(crate) fn write(mut command: Command, folder: &Path) -> Result<(), Error> {
    let name = command.get_name().to_owned();
    for shell in SHELLS {
        generate_to(shell, &mut command, &name, folder)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::CommandFactory;

    use super::*;
    use crate::program::args::Args;

    #[test]
    fn each_shell_is_told_every_command_and_option() {
        let folder = tempfile::tempdir().expect("a folder");
        write(Args::command(), folder.path()).expect("they are written");
        let command = Args::command();
        for file in ["commonplace.bash", "_commonplace", "commonplace.fish"] {
            let told = fs::read_to_string(folder.path().join(file)).expect(file);
            let words: Vec<&str> = told.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').collect();
            let knows = |word: &str| words.iter().any(|known| known.trim_start_matches('-') == word);
            for (path, command) in crate::commands(&command, &[]) {
                if let Some(name) = path.last() {
                    assert!(knows(name), "{file} does not know {path:?}");
                }
                for long in command.get_arguments().filter_map(|argument| argument.get_long()) {
                    assert!(knows(long), "{file} does not know --{long} of {path:?}");
                }
            }
        }
    }
}
