//! `commonplace read`: a circle as pages for a browser with a screen reader.

use std::fs;
use std::path::Path;

use commonplace_node::answer::{Answer, Circle};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::node::Node;
use commonplace_node::zone::Zone;
use commonplace_pages::{Options, Pages, listen, serve};
use tempfile::TempDir;

use super::run::Signals;
use super::{Done, Setting};
use crate::args::ReadArgs;
use crate::clock;
use crate::failure::Failure;
use crate::open::Door;
use crate::output::{Layout, Output};

/// Where opened attachments lie in a home; the window empties it when it starts, so that nothing stays after a crash.
const OPENED: &str = "pictures";

/// Serves pages until Ctrl+C or SIGTERM. When no node runs on the home, one runs here that talks to others: who reads for
/// an hour wants to see what arrives, and their answers should go.
pub(crate) fn read(setting: &Setting, args: &ReadArgs) -> Done {
    let door = Door::open_to_others(setting, None)?;
    let served = door.block_on(serving(setting, &door.node(), args));
    door.close();
    served
}

async fn serving(setting: &Setting, node: &Node, args: &ReadArgs) -> Done {
    let mut signals = Signals::listen()?;
    let circle = circle(node, &args.circle).await?;
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| Failure::Said(error.to_string()))?;
    let opened = opened(setting.folder())?;
    let failed = |error: std::io::Error| Error::Network { why: error.to_string() };
    let listener = listen(args.port).await.map_err(failed)?;
    let port = listener.local_addr().map_err(failed)?.port();
    let pages = Pages::new(Options {
        node: node.clone(),
        circle: circle.id,
        text: setting.text().clone(),
        folder: opened.path().to_owned(),
        seed,
        port,
        clock: clock::now,
        zone: Zone::of_system(),
    });
    let address = pages.address();
    let mut output = Output::to_console(setting.format(), Layout::Whole, setting.text());
    output.answer(&Answer::Event(Event::Serving { address, circle: circle.id, title: circle.title }))?;
    tokio::select! {
        () = serve(listener, pages) => {}
        () = signals.stop() => {}
    }
    output.answer(&Answer::Event(Event::Stopping))?;
    Ok(())
}

async fn circle(node: &Node, name: &str) -> Result<Circle, Error> {
    let answers = node.answers(Command::CircleShow { circle: name.into() }).await?;
    answers
        .into_iter()
        .find_map(|answer| if let Answer::Circle(circle) = answer { Some(circle) } else { None })
        .ok_or(Error::Stopped)
}

/// A folder of our own, that nobody else may look into, and that is gone afterwards.
fn opened(home: &Path) -> Result<TempDir, Error> {
    let parent = std::path::absolute(home.join(OPENED)).map_err(|error| Error::of_file(home, &error))?;
    let failed = |error: std::io::Error| Error::of_file(&parent, &error);
    fs::create_dir_all(&parent).map_err(failed)?;
    tempfile::Builder::new().prefix("pages-").tempdir_in(&parent).map_err(failed)
}
