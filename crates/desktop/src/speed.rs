//! How quick the window is: on a home with much in it, what somebody waits for.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use iced::Point;
use iced::keyboard::key::Named;
use serde::{Deserialize, Serialize};

use crate::backend::Laptop;
use crate::log::Log;
pub use crate::sitting::Error;
use crate::sitting::Sitting;
use crate::theme::measure;

/// Turns of the wheel, and letters typed: enough for a 99th percentile.
const SAMPLES: usize = 200;
/// Where the pointer is when the wheel turns: over the list.
const OVER_LIST: Point = Point::new(measure::SHELF + measure::LIST / 2.0, measure::WINDOW.height / 2.0);
/// Where it is over the page.
const OVER_PAGE: Point = Point::new(measure::WINDOW.width - measure::LIST, measure::WINDOW.height / 2.0);

/// How long the window is left alone: a thousand of the ticks in which a system counts processor time.
const REST: Duration = Duration::from_secs(10);

/// What lies in the home, as far as measuring must know.
#[derive(Debug, Clone, Serialize, Deserialize)]
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

/// What is measured with.
#[derive(Debug, Clone, Copy)]
pub struct Meter {
    /// The clock.
    pub now: fn() -> Instant,
    /// Processor time of this process so far; none where the system does not tell.
    pub worked: fn() -> Option<Duration>,
    /// Bytes of memory that it holds now.
    pub held: fn() -> Option<u64>,
}

/// What somebody waited for, each time, and what the window took for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Processor time within [`rested`](Self::rested), in which nobody touched the window while the list was shown.
    pub idle: Option<Duration>,
    /// How long that was.
    pub rested: Duration,
    /// Bytes of memory held then.
    pub held: Option<u64>,
}

/// Opens the window on this home without a screen, does in it what somebody would do, and tells how long each took.
/// Blocks for as long as it takes, half a minute.
///
/// # Errors
/// [`Error`].
pub fn measure(home: &Home, meter: Meter) -> Result<Waits, Error> {
    let now = meter.now;
    let started = now();
    let mut sitting = Sitting::open(Arc::new(Laptop::alone(home.folder.clone(), Arc::new(Log::default()))), now)?;
    sitting.frame();
    let first_frame = now() - started;
    let place = sitting.until_seen(&home.circle)?;
    let circles = now() - started;
    let clicked = sitting.click(place);
    sitting.until_seen(&home.newest)?;
    let list = now() - clicked;
    sitting.until_quiet()?;
    let mut waits = Waits { first_frame, circles, list, ..Waits::default() };
    rest(&mut sitting, meter, &mut waits);
    waits.scrolled = turns(&mut sitting, OVER_LIST, now)?;
    for (query, found) in &home.searches {
        waits.searched.push(search(&mut sitting, query, found, now)?);
    }
    search(&mut sitting, &home.long, &home.long, now)?;
    sitting.press(Named::Enter);
    sitting.until_quiet()?;
    waits.read = turns(&mut sitting, OVER_PAGE, now)?;
    sitting.command("e");
    sitting.until_quiet()?;
    for letter in "so the water follows ".chars().cycle().take(SAMPLES) {
        let struck = sitting.letter(letter);
        sitting.frame();
        waits.typed.push(now() - struck);
        sitting.until_quiet()?;
    }
    Ok(waits)
}

/// Leaves the window alone, and tells what it took meanwhile.
fn rest(sitting: &mut Sitting, meter: Meter, waits: &mut Waits) {
    let (began, before) = ((meter.now)(), (meter.worked)());
    sitting.rest(REST);
    waits.rested = (meter.now)() - began;
    waits.idle = before.zip((meter.worked)()).map(|(before, after)| after.saturating_sub(before));
    waits.held = (meter.held)();
}

/// Turns the wheel again and again, and tells how long each took to be seen.
fn turns(sitting: &mut Sitting, over: Point, now: fn() -> Instant) -> Result<Vec<Duration>, Error> {
    let mut took = Vec::with_capacity(SAMPLES);
    for _ in 0..SAMPLES {
        let turned = sitting.wheel(over, 1.0);
        sitting.frame();
        took.push(now() - turned);
        sitting.until_quiet()?;
    }
    Ok(took)
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
        struck = sitting.letter(letter);
    }
    sitting.until_quiet()?;
    let took = now() - struck;
    if sitting.app().first_listed() == Some(found) { Ok(took) } else { Err(Error::NeverSeen(found.to_owned())) }
}
