//! A manual page for the program and for each of its commands.

use std::fs;
use std::io::Write;
use std::path::Path;

use clap::Command;
use clap_mangen::Man;

use super::Error;

/// What the first page says and the definition does not know: `docs/cli.md` in short.
const MORE: &str = r#".SH "EXIT STATUS"
.TP
\fB0\fR
Done.
.TP
\fB1\fR
Refused or failed. One sentence on standard error says what happened and what to do.
.TP
\fB2\fR
The command line itself is wrong.
.TP
\fB3\fR
Another process holds the home and does not answer.
.SH FILES
.TP
\fI~/.local/share/commonplace\fR
The home: keys, records, attachments.
\fI$XDG_DATA_HOME/commonplace\fR where that variable is set.
"#;

/// Variables that are no option's.
const VARIABLES: &str = r#".TP
\fBCOMMONPLACE_LOG\fR
What is told on standard error of what happens inside: \fBerror\fR, \fBwarn\fR, \fBinfo\fR, or a finer filter such as
\fBcommonplace_node=debug\fR.
.TP
\fBNO_COLOR\fR
When set, no colours, on a terminal neither.
"#;

/// Writes all pages into a folder.
pub(crate) fn write(command: Command, folder: &Path) -> Result<(), Error> {
    let mut command = command;
    command.build();
    page_and_those_below(&command, folder, true)
}

fn page_and_those_below(command: &Command, folder: &Path, first: bool) -> Result<(), Error> {
    for below in command.get_subcommands().filter(|command| !command.is_hide_set()) {
        page_and_those_below(below, folder, false)?;
    }
    let version = command.get_version().unwrap_or(env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone()).source(format!("Commonplace {version}")).manual("Commonplace");
    let mut page = Vec::new();
    man.render(&mut page)?;
    if first {
        page.write_all(MORE.as_bytes())?;
        page.write_all(environment(command).as_bytes())?;
    } else {
        page.write_all(b".SH \"SEE ALSO\"\n\\fBcommonplace\\fR(1)\n")?;
    }
    fs::write(folder.join(man.get_filename()), page)?;
    Ok(())
}

fn environment(command: &Command) -> String {
    let mut section = ".SH ENVIRONMENT\n".to_owned();
    for argument in command.get_arguments() {
        if let (Some(variable), Some(long)) = (argument.get_env(), argument.get_long()) {
            let long = long.replace('-', "\\-");
            section += &format!(".TP\n\\fB{}\\fR\nAs \\fB\\-\\-{long}\\fR.\n", variable.display());
        }
    }
    section + VARIABLES
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::program::args::Args;

    #[test]
    fn every_command_has_its_page_with_all_its_options() {
        let folder = tempfile::tempdir().expect("a folder");
        write(Args::command(), folder.path()).expect("the pages are written");
        let mut command = Args::command();
        command.build();
        let commands = crate::commands(&command, &[command.get_name().to_owned()]);
        assert!(commands.len() > 50, "there are many commands: {}", commands.len());
        for (words, command) in &commands {
            let page = fs::read_to_string(folder.path().join(format!("{}.1", words.join("-"))));
            let page = page.unwrap_or_else(|error| panic!("{words:?} has no page: {error}"));
            let about = command.get_about().unwrap_or_else(|| panic!("{words:?} says nothing")).to_string();
            let first = about.split(['.', ':', ';', '-', '`', '\'']).next().expect("a first part");
            assert!(page.contains(first), "{words:?}: {first}");
            for long in command.get_arguments().filter(|argument| !argument.is_hide_set()).filter_map(|a| a.get_long())
            {
                let typed = format!("\\-\\-{}", long.replace('-', "\\-"));
                assert!(page.contains(&typed), "{words:?} does not tell of --{long}");
            }
        }
        let pages = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(pages, commands.len(), "a page for each and nothing else");
    }

    #[test]
    fn the_first_page_names_the_variables_of_options() {
        let section = environment(&Args::command());
        for variable in ["COMMONPLACE_HOME", "COMMONPLACE_PASSPHRASE_FILE", "COMMONPLACE_LOG"] {
            assert!(section.contains(variable), "{variable}: {section}");
        }
    }
}
