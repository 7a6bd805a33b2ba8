//! `commonplace demo`: three people learn together, played by three nodes on this machine.
//!
//! Nothing is made up: every line that is printed was first seen by the node of the person whose line it is, and a line
//! that does not come true ends the story with exit code 1.

mod page;
mod sample;
mod sights;
mod story;

use commonplace_node::error::Error;

use crate::command::{Done, Setting};
use crate::failure::Failure;
use crate::open;
use page::{Page, Step};
use story::Story;

/// Why the story breaks off.
#[derive(Debug)]
enum Broken {
    /// Somebody does not see what belongs there.
    Unseen(String),
    /// A node, or the output, refused.
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for Broken {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

type Told = Result<(), Broken>;

/// Plays the story. Ctrl+C ends it, and the homes are gone in any case.
pub(crate) fn demo(setting: &Setting) -> Done {
    let waiting = open::tokio()?;
    let mut page = Page::to_console(setting.format(), setting.text());
    waiting.block_on(async {
        tokio::select! {
            told = tell(&mut page) => told,
            _ = tokio::signal::ctrl_c() => Err(Error::Cancelled.into()),
        }
    })
}

async fn tell(page: &mut Page) -> Done {
    let homes = tempfile::Builder::new().prefix("commonplace-demo-").tempdir();
    let homes = homes.map_err(|error| Error::of_file(&std::env::temp_dir(), &error))?;
    page.open()?;
    match Story::new(homes.path(), page).play().await {
        Ok(()) => Ok(page.close()?),
        Err(Broken::Failed(failure)) => Err(failure),
        Err(Broken::Unseen(who)) => {
            page.breaks_off(&who)?;
            Err(Failure::Said(page.why_broken(&who)))
        }
    }
}
