//! How quick the window is: on a home with much in it, what somebody waits for.

mod sitting;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use iced::Point;
use iced::keyboard::key::Named;

use self::sitting::Sitting;
use crate::backend::Laptop;
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
    let laptop = Laptop::alone(home.folder.clone(), Arc::new(Log::default()));
    let mut sitting = Sitting::open(Arc::new(laptop), now)?;
    sitting.frame();
    let first_frame = now() - started;
    let place = sitting.until_seen(&home.circle)?;
    let circles = now() - started;
    let clicked = now();
    sitting.click(place);
    sitting.until_seen(&home.newest)?;
    let list = now() - clicked;
    sitting.until_quiet()?;
    let mut waits = Waits { first_frame, circles, list, ..Waits::default() };
    for _ in 0..SAMPLES {
        let turned = now();
        sitting.wheel(OVER_LIST, 1.0);
        sitting.frame();
        waits.scrolled.push(now() - turned);
        sitting.until_quiet()?;
    }
    for (query, found) in &home.searches {
        waits.searched.push(search(&mut sitting, query, found, now)?);
    }
    search(&mut sitting, &home.long, &home.long, now)?;
    sitting.press(Named::Enter);
    sitting.until_quiet()?;
    for _ in 0..SAMPLES {
        let turned = now();
        sitting.wheel(OVER_PAGE, 1.0);
        sitting.frame();
        waits.read.push(now() - turned);
        sitting.until_quiet()?;
    }
    sitting.command("e");
    sitting.until_quiet()?;
    for letter in "so the water follows ".chars().cycle().take(SAMPLES) {
        let struck = now();
        sitting.letter(letter);
        sitting.frame();
        waits.typed.push(now() - struck);
        sitting.until_quiet()?;
    }
    Ok(waits)
}

/// Searches as one types, and tells how long the last letter's answer took.
fn search(sitting: &mut Sitting, query: &str, found: &str, now: fn() -> Instant) -> Result<Duration, Error> {
    sitting.press(Named::Escape);
    sitting.press(Named::Escape);
    sitting.letter('/');
    sitting.until_quiet()?;
    let mut struck = now();
    for letter in query.chars() {
        sitting.until_quiet()?;
        struck = now();
        sitting.letter(letter);
    }
    sitting.until_quiet()?;
    let took = now() - struck;
    if sitting.lists_first(found) { Ok(took) } else { Err(Error::NeverSeen(found.to_owned())) }
}
