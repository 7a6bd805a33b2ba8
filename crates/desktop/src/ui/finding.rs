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
        // What the general sentence leaves to a command is a choice in this window.
        let next = here(&finding.id).map(|key| self.text.get(key)).or(next);
        let words = next.map_or_else(|| said.clone(), |next| format!("{said}\n{next}"));
        self.notice(icon, &words, ink, wash)
    }
}

/// The sentence of what to do in this window, for those findings whose general one names a command.
fn here(id: &str) -> Option<&'static str> {
    match id {
        "nobody-near" => Some("doctor-next-nobody-near"),
        "discovery-quiet" | "discovery-off" => Some("doctor-next-discovery"),
        _ => None,
    }
}
