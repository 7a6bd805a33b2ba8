//! What lies under a dialog: seen, and neither pressed, typed into nor given the focus.

use super::around::Hear;

/// Keeps what is inside out of reach while it is `true`. It stays around it when it opens, so that nothing below forgets
/// where it was.
pub(crate) struct Veil(pub(crate) bool);

impl<Message> Hear<'_, Message> for Veil {
    type State = ();

    fn is_closed(&self) -> bool {
        self.0
    }
}
