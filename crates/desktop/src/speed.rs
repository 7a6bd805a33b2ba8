//! How quick the window is: on a home with much in it, what somebody waits for.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use iced::Point;
use iced::keyboard::key::Named;

use crate::backend::Laptop;
use crate::glass::Glass;
use crate::log::Log;
use crate::theme::measure;

/// Turns of the wheel, and letters typed: enough for a 99th percentile.
const SAMPLES: usize = 200;
/// Where the pointer is when the wheel turns: over the list.
const OVER_LIST: Point = Point::new(measure::SHELF + measure::LIST / 2.0, measure::WINDOW.height / 2.0);
/// Where it is over the page.
const OVER_PAGE: Point = Point::new(measure::WINDOW.width - measure::LIST, measure::WINDOW.height / 2.0);

/// What lies in the home, as far as measuring must know.
#[derive(Debug, Clone)]
pub struct Home {
    /// Its folder.
    pub folder: PathBuf,
    /// The title of the one circle.
    pub circle: String,
    /// The title of what was written last, which is on top of the list.
    pub newest: String,
    /// The title of the note in which is typed.
    pub long: String,
    /// What is searched, and the title that must be found first.
    pub searches: Vec<(String, String)>,
}

/// What somebody waited for, each time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waits {
    /// From the start of the program to the first frame. Opening a window is not in it.
    pub first_frame: Duration,
    /// From the start to the first frame that shows the circles.
    pub circles: Duration,
    /// From the click on a circle to the first frame that shows what was written last.
    pub list: Duration,
    /// From a turn of the wheel over the list to the frame that shows it.
    pub scrolled: Vec<Duration>,
    /// The same over the text of a long note.
    pub read: Vec<Duration>,
    /// From the last letter of a search to the frame that shows what was found.
    pub searched: Vec<Duration>,
    /// From a letter typed in a long note to the frame that shows it.
    pub typed: Vec<Duration>,
}

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No renderer, or no memory or threads for it.
    #[error("there is no renderer")]
    NoRenderer,
    /// What should come into sight never did.
    #[error("{0} never came into sight")]
    NeverSeen(String),
}

/// Opens the window on this home without a screen, does in it what somebody would do, and tells how long each took.
/// `now` is the clock. Blocks for as long as it takes, some seconds.
///
/// # Errors
/// [`Error`].
pub fn measure(home: &Home, now: fn() -> Instant) -> Result<Waits, Error> {
    let started = now();
    let mut glass = Glass::open(Arc::new(Laptop::alone(home.folder.clone(), Arc::new(Log::default()))))?;
    glass.frame();
    let first_frame = now() - started;
    let place = glass.until_seen(&home.circle)?;
    let circles = now() - started;
    let clicked = now();
    glass.click(place);
    glass.until_seen(&home.newest)?;
    let list = now() - clicked;
    glass.until_quiet()?;
    let mut waits = Waits { first_frame, circles, list, ..Waits::default() };
    for _ in 0..SAMPLES {
        let turned = now();
        glass.wheel(OVER_LIST, 1.0);
        glass.frame();
        waits.scrolled.push(now() - turned);
        glass.until_quiet()?;
    }
    for (query, found) in &home.searches {
        waits.searched.push(search(&mut glass, query, found, now)?);
    }
    search(&mut glass, &home.long, &home.long, now)?;
    glass.press(Named::Enter);
    glass.until_quiet()?;
    for _ in 0..SAMPLES {
        let turned = now();
        glass.wheel(OVER_PAGE, 1.0);
        glass.frame();
        waits.read.push(now() - turned);
        glass.until_quiet()?;
    }
    glass.command("e");
    glass.until_quiet()?;
    for letter in "so the water follows ".chars().cycle().take(SAMPLES) {
        let struck = now();
        glass.letter(letter);
        glass.frame();
        waits.typed.push(now() - struck);
        glass.until_quiet()?;
    }
    Ok(waits)
}

/// Searches as one types, and tells how long the last letter's answer took.
fn search(glass: &mut Glass, query: &str, found: &str, now: fn() -> Instant) -> Result<Duration, Error> {
    glass.press(Named::Escape);
    glass.press(Named::Escape);
    glass.letter('/');
    glass.until_quiet()?;
    let mut struck = now();
    for letter in query.chars() {
        glass.until_quiet()?;
        struck = now();
        glass.letter(letter);
    }
    glass.until_quiet()?;
    let took = now() - struck;
    if glass.lists_first(found) { Ok(took) } else { Err(Error::NeverSeen(found.to_owned())) }
}
