//! Times as people say them, from where the window stands.

use commonplace_core::time::Timestamp;

use super::Ui;

/// How long ago; after a week the date.
pub(crate) fn ago(ui: &Ui, then: Timestamp) -> String {
    ui.text.ago(ui.now, then)
}

/// The day, month and year.
pub(crate) fn date(ui: &Ui, time: Timestamp) -> String {
    ui.text.date(time)
}
