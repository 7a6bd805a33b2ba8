//! Who somebody is.

use commonplace_node::answer::Author;
use iced::Element;

use super::Ui;
use super::parts::meta;
use crate::theme::{SANS_MEDIUM, leading, size, space};
use crate::widget::text;

impl Ui {
    /// A person's name; one's own is "you".
    pub(crate) fn name(&self, author: &Author) -> String {
        if author.me { self.text.get("you") } else { author.name.clone() }
    }

    /// Several people in a sentence, oneself last: "you" does not begin one.
    pub(crate) fn names(&self, authors: &[Author]) -> String {
        let (me, others): (Vec<&Author>, Vec<&Author>) = authors.iter().partition(|author| author.me);
        let mut names: Vec<String> = others.into_iter().chain(me).map(|author| self.name(author)).collect();
        match (names.pop(), names.is_empty()) {
            (Some(last), false) => {
                self.text.with("names-and", &[("names", names.join(", ").into()), ("last", last.into())])
            }
            (last, _) => last.unwrap_or_default(),
        }
    }

    /// A name and what stands beside it, parted by dots.
    pub(crate) fn byline<'a, Message: 'a>(
        &self,
        author: &Author,
        beside: impl IntoIterator<Item = String>,
    ) -> Element<'a, Message> {
        let name = text(self.name(author)).font(SANS_MEDIUM).size(size::META).line_height(leading::NORMAL);
        let mut parts: Vec<Element<'a, Message>> = vec![name.into()];
        for part in beside {
            parts.push(meta("·", &self.colors).into());
            parts.push(meta(part, &self.colors).into());
        }
        self.across(parts).spacing(space::XS).into()
    }
}
