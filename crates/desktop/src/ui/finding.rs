//! What the connection doctor has found.

use commonplace_node::answer::{Finding, Severity};
use commonplace_node::doctor::sentences;
use iced::Element;

use super::Ui;
use crate::icon::Icon;

impl Ui {
    /// What was found, and what to try next.
    pub(crate) fn finding<'a, Message: 'a>(&self, finding: &Finding) -> Element<'a, Message> {
        let (icon, ink, wash) = match finding.severity {
            Severity::Good => (Icon::Check, self.colors.good, self.colors.good_wash),
            Severity::Note => (Icon::Info, self.colors.question, self.colors.question_wash),
            Severity::Problem => (Icon::Warning, self.colors.warn, self.colors.warn_wash),
        };
        // In the language of this window, which need not be that of the node.
        let (said, next) = sentences(&finding.id, finding.about.as_deref(), finding.minutes, &self.text);
        let words = next.map_or_else(|| said.clone(), |next| format!("{said}\n{next}"));
        self.notice(icon, &words, ink, wash)
    }
}
