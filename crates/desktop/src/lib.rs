//! The face of Commonplace, in iced: circles, notes, questions and answers in a window.
//!
//! It asks the node by [`Command`](commonplace_node::command::Command) and shows what the node answers and tells; it
//! holds no truth of its own.
//!
//! **Invariant:** nothing blocks the window. Commands, Markdown, pictures and files are work of other threads, and what
//! comes back too late is recognised by what it was asked for.
//!
//! **Invariant:** what somebody wrote is never lost: a text takes the place of no other that nobody has seen, and the
//! window closes when all that was written is with the node.
//!
//! **Invariant:** nothing remote is ever fetched and no link opens by itself. A link is shown with the host that it
//! really leads to, and can be copied.
//!
//! **Invariant:** every sentence comes from [`Text`](commonplace_node::text::Text), every number and colour from `theme`.
//!
//! What it does not do: it knows neither the network nor the store, and it cannot be read by a screen reader, because the
//! toolkit has no accessibility tree (iced issue 552); the command line is the accessible path.
//!
//! # Modules
//! `app` (the program) holds `desk` (shelf, list, page, dialogs), which holds the `screen`s; `ui` is what screens share,
//! `widget` is what the toolkit lacks. `ask` asks the node, [`backend`] says where it comes from; [`emblem`] is the program's
//! picture; [`speed`] measures it all and [`walk`] goes through all pages, in a window without a screen (`glass`) before which
//! somebody sits (`sitting`).
//!
//! ```no_run
//! use commonplace_desktop::{Options, run};
//!
//! let home = "/home/alice/.commonplace".into();
//! run(Options { home, language: None, opened: None, log: Default::default() })?;
//! # Ok::<(), commonplace_desktop::Error>(())
//! ```

mod app;
mod ask;
pub mod backend;
pub mod choose;
pub mod clipboard;
mod desk;
mod draft;
pub mod emblem;
mod errand;
mod glass;
mod icon;
mod keys;
mod limits;
pub mod log;
mod notices;
mod notify;
mod picture;
mod preferences;
mod reading;
mod screen;
mod sitting;
pub mod speed;
#[cfg(test)]
mod tests;
mod theme;
mod ui;
pub mod walk;
mod widget;

use std::path::PathBuf;
use std::sync::Arc;

use commonplace_node::command::Opened;
use commonplace_node::text::Language;
use iced::{Settings, window};

use crate::app::App;
use crate::backend::{Host, Laptop};
use crate::log::Log;
use crate::preferences::Preferences;

#[cfg(test)]
extern crate self as commonplace_desktop;

/// What the system knows the program by: the window carries it, and the desktop entry and the picture of a package are
/// named so. The domain is nobody's, see `docs/decisions/0030-a-name-under-alt.md`.
pub const APPLICATION_ID: &str = "alt.commonplace.Commonplace";

/// What the window is opened with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of everything that belongs to the person.
    pub home: PathBuf,
    /// A locale such as `tr` or `ar-EG`; what was chosen in the window, or the system's, when there is none.
    pub language: Option<String>,
    /// What somebody has opened, and is to be shown as soon as the home is open.
    pub opened: Option<Opened>,
    /// What the program tells, for its page in the settings.
    pub log: Arc<Log>,
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
#[error("the window could not be opened")]
pub struct Error(#[from] iced::Error);

/// Opens the window on a home and returns when it is closed. Where there is no home yet, the window makes one.
///
/// # Errors
/// As [`run_on`].
pub fn run(options: Options) -> Result<(), Error> {
    open(Arc::new(Laptop::new(options.home, options.log)), options.language.as_deref(), options.opened)
}

/// Opens the window on a [`Host`] and returns when it is closed.
///
/// # Errors
/// When the system gives no window: no display, or none of the libraries that the toolkit loads at run time.
pub fn run_on(host: Arc<dyn Host>, language: Option<&str>) -> Result<(), Error> {
    open(host, language, None)
}

fn open(host: Arc<dyn Host>, language: Option<&str>, opened: Option<Opened>) -> Result<(), Error> {
    theme::load();
    let language = language.and_then(Language::from_locale);
    let settings = Settings {
        id: Some(APPLICATION_ID.into()),
        default_font: theme::SANS,
        default_text_size: theme::size::BODY.into(),
        ..Settings::default()
    };
    let preferences = Preferences::read(&host.remembered());
    let (place, scale) = (preferences.place, preferences.scale.factor());
    let corner = place.corner().map_or(window::Position::Default, window::Position::Specific);
    let window = window::Settings {
        // The toolkit multiplies it by the scale; the smallest it leaves as it is.
        size: place.size() * (1.0 / scale),
        min_size: Some(theme::measure::WINDOW_MIN),
        maximized: place.maximized,
        position: corner,
        // Where the window is has to be written down first.
        exit_on_close_request: false,
        icon: emblem::of_window(),
        // The toolkit takes the name of the window from here, and not from `Settings::id`.
        #[cfg(target_os = "linux")]
        platform_specific: window::settings::PlatformSpecific {
            application_id: APPLICATION_ID.into(),
            ..window::settings::PlatformSpecific::default()
        },
        ..window::Settings::default()
    };
    let boot = move || {
        let (app, task) = App::boot(Arc::clone(&host), language);
        (app.with(opened.clone()), task)
    };
    iced::application(boot, App::update, App::view)
        .title(App::title)
        .theme(App::theme)
        .scale_factor(App::scale)
        .subscription(App::subscription)
        .settings(settings)
        .window(window)
        .run()?;
    Ok(())
}
