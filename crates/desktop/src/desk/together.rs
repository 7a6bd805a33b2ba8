//! Learning in pairs.

use commonplace_core::limits::POST_TITLE_BYTES;
use commonplace_learning::reading::is_invisible;
use commonplace_node::answer::Pair;
use iced::Task;

use super::{Desk, Message, Page};
use crate::screen::editor::Purpose;
use crate::screen::{PAGE_SCROLL, pairs};
use crate::ui::Ui;
use crate::widget::travel;

impl Desk {
    /// Learning in pairs in the open circle.
    pub(super) fn show_pairs(&mut self) -> Task<Message> {
        let Some(circle) = self.circle().filter(|_| !self.waits()).map(|circle| circle.id) else {
            return Task::none();
        };
        self.trail.clear();
        let (page, task) = pairs::Page::open(circle, &self.reach);
        self.page = Page::Pairs(Box::new(page));
        Task::batch([travel::unfocus(), travel::to_start(PAGE_SCROLL), task.map(Message::Pairs)])
    }

    pub(super) fn pairs(&mut self, message: pairs::Message, ui: &Ui) -> Task<Message> {
        let Page::Pairs(page) = &mut self.page else { return Task::none() };
        match page.update(message, &self.reach) {
            pairs::Action::Run(task) => task.map(Message::Pairs),
            pairs::Action::Plan(pair) => self.plan_of(&pair, ui),
            pairs::Action::Back => self.show_home(),
        }
    }

    /// A meeting of two, with both names in its title.
    fn plan_of(&mut self, pair: &Pair, ui: &Ui) -> Task<Message> {
        // What is written has none of the marks that fence a name on a screen.
        let plain = |words: &str| words.chars().filter(|c| !is_invisible(*c)).collect::<String>();
        let title = titled(plain(&ui.both(&pair.person, &pair.with)), &pair.skills, &ui.text.get("pair-and"));
        let agenda = ui.text.get("meeting-template");
        self.write(Purpose::Plan { circle: pair.circle, with: Some((pair.id, title)), agenda }, ui.colors)
    }
}

/// Both names, and of the skills as many as a title holds.
fn titled(both: String, skills: &[String], comma: &str) -> String {
    let mut title = both;
    for (place, skill) in skills.iter().enumerate() {
        let before = if place == 0 { ": " } else { comma };
        if title.len() + before.len() + skill.len() > POST_TITLE_BYTES {
            break;
        }
        title = format!("{title}{before}{skill}");
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_holds_as_many_skills_as_fit() {
        let both = "Ana and Ben".to_owned();
        assert_eq!(titled(both.clone(), &["Osmosis".into(), "Graphs".into()], ", "), "Ana and Ben: Osmosis, Graphs");
        assert_eq!(titled(both.clone(), &[], ", "), both);
        let long = vec!["x".repeat(200); 9];
        assert!(titled(both, &long, ", ").len() <= POST_TITLE_BYTES);
    }
}
