//! No command: the window.

#[cfg(feature = "desktop")]
use commonplace_node::command::Command;
use commonplace_node::command::Opened;
#[cfg(feature = "desktop")]
use commonplace_node::control::Client;

use super::{Done, Setting};
use crate::failure::Failure;
use crate::traces::Kept;

/// Opens the window, or says in one sentence why it cannot. Where it is open already, it is brought to the front. It shows
/// what was opened, if something was.
#[cfg(feature = "desktop")]
pub(crate) fn open(setting: &Setting, opened: Option<Opened>, log: Kept) -> Done {
    if is_open(setting, opened.clone())? {
        setting.remark(&setting.text.get("cli-window-shown"));
        return Ok(());
    }
    if !has_display() {
        return Err(Failure::Said(setting.text.get("cli-no-display")));
    }
    let language = setting.language.map(|language| language.code().to_owned());
    let options = commonplace_desktop::Options { home: setting.folder.clone(), language, opened, log };
    window::opened(|| commonplace_desktop::run(options)).map_err(|why| {
        let said = &setting.text;
        // Nothing that could be installed makes a screen answer.
        let dead = window::is_of_a_dead_screen(&why);
        let sentence = || said.with("cli-no-window", &[("why", why.into())]);
        Failure::Said(if dead { said.get("cli-dead-display") } else { sentence() })
    })
}

/// Whether a window runs on this home, which is then at the front. A node without a window is none, and one that hangs.
#[cfg(feature = "desktop")]
fn is_open(setting: &Setting, open: Option<Opened>) -> Result<bool, Failure> {
    let waiting = crate::open::tokio()?;
    Ok(waiting.block_on(async {
        match Client::connect(setting.folder()).await {
            Some(node) => node.answers(Command::ShowWindow { open }).await.is_ok(),
            None => false,
        }
    }))
}

/// This binary has no window.
#[cfg(not(feature = "desktop"))]
pub(crate) fn open(setting: &Setting, _opened: Option<Opened>, _log: Kept) -> Done {
    Err(Failure::Said(setting.text.get("cli-headless")))
}

#[cfg(feature = "desktop")]
fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// The toolkit loads the libraries of X11, Wayland and the keyboard when it starts, and panics where one is missing.
/// Such a panic becomes a reason; any other is a mistake of ours, and stays what it is.
#[cfg(any(feature = "desktop", test))]
mod window {
    use std::any::Any;
    use std::error::Error;
    use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind, set_hook, take_hook};

    /// What such panics say: winit's event loop under iced, and the keyboard library under winit.
    const SIGNS: [&str; 4] = ["Create event loop", "Create window", "could not be loaded", "Could not load"];

    /// What they say of a screen that is named and does not answer: of X11, and of Wayland.
    const DEAD: [&str; 2] = ["XOpenDisplayFailed", "NoCompositor"];

    /// Whether this is the reason of a screen that does not answer.
    pub(super) fn is_of_a_dead_screen(why: &str) -> bool {
        DEAD.iter().any(|sign| why.contains(sign))
    }

    /// Runs the window; the reason when it could not be opened.
    pub(super) fn opened<E: Error + 'static>(run: impl FnOnce() -> Result<(), E>) -> Result<(), String> {
        let former = take_hook();
        set_hook(Box::new(move |panic: &PanicHookInfo<'_>| {
            if reason(panic.payload()).is_none() {
                former(panic);
            }
        }));
        // Nothing of ours is looked at after a panic that is caught here: the program ends with its reason.
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok(ran) => ran.map_err(|error| innermost(&error).to_string()),
            Err(panic) => match reason(panic.as_ref()) {
                Some(why) => Err(why),
                None => resume_unwind(panic),
            },
        }
    }

    /// What lies under an error: the outer ones only say that there is no window, which the sentence says already.
    fn innermost<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
        error.source().map_or(error, innermost)
    }

    fn reason(panic: &(dyn Any + Send)) -> Option<String> {
        let literal = panic.downcast_ref::<&str>().map(ToString::to_string);
        let said = literal.or_else(|| panic.downcast_ref::<String>().cloned())?;
        SIGNS.iter().any(|sign| said.contains(sign)).then(|| said.trim_end_matches('.').replace('\n', " "))
    }

    #[cfg(test)]
    mod tests {
        use std::io;

        use super::*;

        #[test]
        fn a_missing_library_is_a_reason_and_no_panic() {
            let missing = || panic!("Library libxkbcommon-x11.so could not be loaded.");
            assert_eq!(opened::<io::Error>(missing), Err("Library libxkbcommon-x11.so could not be loaded".to_owned()));
            let refused = || Err(io::Error::other("no display"));
            assert_eq!(opened(refused), Err("no display".to_owned()));
            assert_eq!(opened::<io::Error>(|| Ok(())), Ok(()));
        }

        #[test]
        fn a_screen_that_does_not_answer_is_told_from_a_missing_library() {
            let dead = "Create event loop: Os(OsError { line: 788, error: XNotSupported(XOpenDisplayFailed) })";
            assert!(is_of_a_dead_screen(dead));
            assert!(is_of_a_dead_screen(
                "Create event loop: Os(OsError { error: WaylandError(Connection(NoCompositor)) })"
            ));
            assert!(!is_of_a_dead_screen("Library libxkbcommon-x11.so could not be loaded"));
        }

        #[test]
        fn a_mistake_of_ours_stays_one() {
            let mistake = catch_unwind(|| opened::<io::Error>(|| panic!("index out of bounds")));
            assert!(mistake.is_err());
        }
    }
}
