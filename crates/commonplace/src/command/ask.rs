//! One question to the node, and its answers as they come.

use std::io;

use commonplace_node::answer::Answer;
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::node::Reply;

use super::request::Request;
use super::{Done, Setting};
use crate::clock;
use crate::failure::Failure;
use crate::open::Door;
use crate::output::{Format, Output, Screen, event_line};

/// Between two remarks on how far a long command is, in milliseconds.
pub(super) const TOLD_MILLIS: u64 = 1000;

/// Asks and prints. Ctrl+C calls the command off, and what was done until then stays.
pub(crate) fn ask(setting: &Setting, request: Request) -> Done {
    through(setting, Door::open(setting)?, request)
}

/// The same through a door that is open already.
pub(super) fn through(setting: &Setting, door: Door, request: Request) -> Done {
    let mut output = Output::to_console(setting.format, request.layout, &setting.text);
    let meaning = meaning(&request.command);
    let asked = door.block_on(print(setting, &door, request, &mut output));
    // Closed before a failure is told, so that whoever reads the sentence can try again at once.
    door.close();
    asked?;
    finish(setting, &mut output)?;
    if let Some(key) = meaning.filter(|_| setting.format == Format::Text) {
        setting.remark(&setting.text.get(key));
    }
    Ok(())
}

/// What a person should know of what they have done, in plain words.
fn meaning(command: &Command) -> Option<&'static str> {
    match command {
        Command::CircleRemove { .. } => Some("cli-removed-means"),
        Command::CircleLeave { .. } => Some("cli-left-means"),
        Command::CircleRenew { .. } => Some("cli-renewed-circle"),
        Command::CircleUninvite { .. } => Some("cli-uninvited-means"),
        Command::CircleKeepWork { .. } => Some("cli-kept-means"),
        Command::CircleNewWith { .. } => Some("cli-founders-mean"),
        _ => None,
    }
}

type Console = Output<io::StdoutLock<'static>, io::Stderr>;

/// Prints all there is, page by page.
async fn print(setting: &Setting, door: &Door, request: Request, output: &mut Console) -> Done {
    let mut command = request.command;
    loop {
        let count = print_one(setting, door, command.clone(), output).await?;
        match command.page_mut() {
            Some(page) if count >= page.take => *page = page.after(),
            _ => return Ok(()),
        }
    }
}

/// Prints the answers to one command as they come. Returns how many.
async fn print_one(setting: &Setting, door: &Door, command: Command, output: &mut Console) -> Result<usize, Failure> {
    // What is told on the way of a long command is no answer to it.
    let is_stream = command == Command::Events;
    let mut replies = door.ask(command).await?;
    let mut count = 0;
    let screen = Screen::of_stdout(setting.text.clone());
    let mut told = clock::now().later(TOLD_MILLIS);
    loop {
        let reply = tokio::select! {
            reply = replies.recv() => reply,
            _ = tokio::signal::ctrl_c() => return Err(Error::Cancelled.into()),
        };
        match reply {
            Some(Reply::Answer(answer)) => match &*answer {
                Answer::Event(event) if !is_stream => {
                    if clock::now() >= told {
                        told = clock::now().later(TOLD_MILLIS);
                        setting.remark(&event_line(event, &screen));
                    }
                    continue;
                }
                answer => output.answer(answer)?,
            },
            Some(Reply::Failed(error)) => return Err(error.into()),
            None => return Ok(count),
        }
        count += 1;
    }
}

/// The end of the output, and whether what it told is a failure.
pub(super) fn finish(setting: &Setting, output: &mut Console) -> Done {
    output.finish()?;
    match output.tally().verdict(&setting.text) {
        Some(said) => Err(Failure::Said(said)),
        None => Ok(()),
    }
}
