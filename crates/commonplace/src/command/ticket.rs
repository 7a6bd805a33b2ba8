//! Tickets as people hand them over: text, a QR code on the screen, a file.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use commonplace_core::limits;
use commonplace_core::pairing::SpokenCode;
use commonplace_node::answer::{Answer, Ticket};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::node::Reply;

use super::{Done, Setting, pairing};
use crate::args::{InviteArgs, JoinArgs};
use crate::failure::Failure;
use crate::open::Door;
use crate::output::{Format, Layout, Output, qr};

/// How a file with a ticket ends.
const EXTENSION: &str = "cpticket";

/// Makes an invitation and shows it as asked.
pub(crate) fn invite(setting: &Setting, args: InviteArgs) -> Done {
    let circle = args.circle.into();
    if args.code {
        return pairing::converse(setting, Command::CircleInviteCode { circle, role: args.role });
    }
    let door = Door::open(setting)?;
    let made = door.block_on(one_ticket(&door, Command::CircleInvite { circle, uses: args.uses, role: args.role }));
    door.close();
    let ticket = made?;
    if let Some(file) = &args.file {
        write_new(file, &ticket.ticket)?;
    }
    let mut output = Output::to_console(setting.format(), Layout::Whole, setting.text());
    match (setting.format(), args.qr, &args.file) {
        (Format::Text, true, _) => show_qr(setting, &ticket)?,
        (Format::Text, false, Some(file)) => {
            let values = [("file", file.to_string_lossy().into_owned().into())];
            writeln!(io::stdout(), "{}", setting.text().with("cli-ticket-file", &values))?;
        }
        _ => output.answer(&Answer::Ticket(ticket))?,
    }
    output.finish()?;
    Ok(())
}

async fn one_ticket(door: &Door, command: Command) -> Result<Ticket, Error> {
    let mut replies = door.ask(command).await?;
    let mut ticket = Err(Error::Stopped);
    while let Some(reply) = replies.recv().await {
        match reply {
            Reply::Answer(answer) => {
                if let Answer::Ticket(made) = *answer {
                    ticket = Ok(made);
                }
            }
            Reply::Failed(error) => return Err(error),
        }
    }
    ticket
}

fn show_qr(setting: &Setting, ticket: &Ticket) -> Done {
    let drawn = qr::draw(&ticket.ticket, io::stdout().is_terminal());
    let Some(drawn) = drawn else { return Err(Failure::Said(setting.text().get("cli-qr-too-long"))) };
    io::stdout().lock().write_all(drawn.as_bytes())?;
    let values = [("circle", ticket.circle.clone().into()), ("uses", ticket.uses.into())];
    setting.remark(&setting.text().with("cli-ticket-qr", &values));
    Ok(())
}

/// Never over a file that is there, and for nobody else to read: whoever has a ticket may come in.
pub(super) fn write_new(file: &Path, ticket: &str) -> Result<(), Error> {
    use std::os::unix::fs::OpenOptionsExt;
    let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    let mut opened = opened.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Error::FileExists { file: file.to_owned() },
        _ => Error::of_file(file, &error),
    })?;
    let written = writeln!(opened, "{ticket}").and_then(|()| opened.sync_all());
    written.map_err(|error| Error::of_file(file, &error))
}

/// Comes in by whatever was given: a ticket, a file with one, four words, or nothing, which means nearby.
pub(crate) fn join(setting: &Setting, args: JoinArgs) -> Done {
    let given = args.ticket.join(" ");
    if let Some(node) = args.nearby {
        return pairing::converse(setting, Command::CircleJoinNearby { node: node.map(Into::into) });
    }
    if given.is_empty() {
        return pairing::converse(setting, Command::CircleJoinNearby { node: None });
    }
    match meant(&given)? {
        Meant::Ticket(ticket) => {
            let command = Command::CircleJoin { ticket };
            super::ask::ask(setting, super::request::Request { command, layout: Layout::Whole })
        }
        Meant::Code => pairing::converse(setting, Command::CircleJoinCode { code: given }),
    }
}

/// What was given to `circle join`.
#[derive(Debug, PartialEq, Eq)]
enum Meant {
    /// The text of a ticket, or what the node will say is none.
    Ticket(String),
    /// Four words.
    Code,
}

fn meant(given: &str) -> Result<Meant, Error> {
    if let Some(ticket) = of_file(given)? {
        return Ok(Meant::Ticket(ticket));
    }
    let words = given.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    // A ticket begins with a word and a colon, and is long; a code that was mistyped is better told of as a code.
    let is_code = !given.contains(':') && (given.parse::<SpokenCode>().is_ok() || (2..=6).contains(&words));
    Ok(if is_code { Meant::Code } else { Meant::Ticket(given.to_owned()) })
}

/// The ticket in a file, if a file is meant.
pub(super) fn of_file(given: &str) -> Result<Option<String>, Error> {
    let path = Path::new(given);
    let named_so = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION));
    if named_so || path.is_file() { read(path).map(Some) } else { Ok(None) }
}

/// The text of a ticket or of a link in a file.
pub(super) fn read(file: &Path) -> Result<String, Error> {
    use std::io::Read;
    let mut text = String::new();
    let bound = u64::try_from(limits::TICKET_BYTES * 4).unwrap_or(u64::MAX);
    let read = std::fs::File::open(file).and_then(|opened| opened.take(bound).read_to_string(&mut text));
    match read {
        Ok(_) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(Error::NotATicket),
        Err(error) => Err(Error::of_file(file, &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_given_is_known_for_what_it_is() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("biology.cpticket");
        write_new(&file, "commonplace:abc").expect("written");
        assert_eq!(meant(file.to_str().expect("text")), Ok(Meant::Ticket("commonplace:abc\n".into())));
        assert!(matches!(write_new(&file, "other"), Err(Error::FileExists { .. })), "never over another");
        assert_eq!(meant("commonplace:abc"), Ok(Meant::Ticket("commonplace:abc".into())));
        assert_eq!(meant("COMMONPLACE:ABC DEF GHI JKL"), Ok(Meant::Ticket("COMMONPLACE:ABC DEF GHI JKL".into())));
        for code in ["river stone candle zebra", "River-Stone-Candle-Zebra", "river stone candle", "a b c d"] {
            assert_eq!(meant(code), Ok(Meant::Code), "{code}");
        }
        assert_eq!(meant("cp1abc"), Ok(Meant::Ticket("cp1abc".into())));
        let absent = meant(folder.path().join("none.cpticket").to_str().expect("text"));
        assert!(matches!(absent, Err(Error::File { .. })));
    }

    #[test]
    fn a_ticket_in_a_file_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("t.cpticket");
        write_new(&file, "commonplace:abc").expect("written");
        assert_eq!(file.metadata().expect("there").permissions().mode() & 0o777, 0o600);
    }
}
