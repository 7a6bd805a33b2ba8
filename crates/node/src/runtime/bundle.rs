//! Bundles between this node and a stick. Sticks are slow and are pulled, so all of it happens on a thread of its own,
//! which asks the engine for a piece at a time; called off, it ends at the next piece.

mod asking;
mod have;
mod intake;
mod read;
mod stick;
mod write;

use commonplace_store::Blobs;

use crate::command::Command;
use crate::error::Error;

pub(super) use asking::Asking;

/// Does what a command says with bundles. Tells how far it is, and what came of it.
pub(super) fn perform(asking: &Asking, blobs: &Blobs, command: Command) {
    let done = match command {
        Command::BundleHave { circle, to } => have::write(asking, blobs, circle, &to),
        Command::BundleWrite { circle, to, have } => write::write(asking, blobs, circle, &to, have.as_deref()),
        Command::BundleLook { from } => read::look(asking, &from),
        Command::BundleRead { from } => read::read(asking, blobs, &from),
        _ => Ok(()),
    };
    match done {
        // Nobody waits for it.
        Ok(()) | Err(Error::Cancelled) => {}
        Err(error) => asking.fail(error),
    }
}
