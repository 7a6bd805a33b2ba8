//! No command: the window.

use super::{Done, Setting};
use crate::failure::Failure;

/// Opens the window, or says in one sentence why it cannot.
#[cfg(feature = "desktop")]
pub(crate) fn open(setting: &Setting) -> Done {
    if !has_display() {
        return Err(Failure::Said(setting.text.get("cli-no-display")));
    }
    let language = setting.language.map(|language| language.code().to_owned());
    let options = commonplace_desktop::Options { home: setting.folder.clone(), language };
    commonplace_desktop::run(options).map_err(|error| {
        let why = innermost(&error).to_string();
        Failure::Said(setting.text.with("cli-no-window", &[("why", why.into())]))
    })
}

/// What lies under an error: the outer ones only say that there is no window, which the sentence says already.
#[cfg(feature = "desktop")]
fn innermost<'a>(error: &'a (dyn std::error::Error + 'static)) -> &'a (dyn std::error::Error + 'static) {
    error.source().map_or(error, innermost)
}

/// This binary has no window.
#[cfg(not(feature = "desktop"))]
pub(crate) fn open(setting: &Setting) -> Done {
    Err(Failure::Said(setting.text.get("cli-headless")))
}

#[cfg(feature = "desktop")]
fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
