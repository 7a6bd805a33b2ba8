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

    /// A sentence about several people. Where oneself is among them it is another one, since languages bend their verbs.
    pub(crate) fn about(&self, key: &str, authors: &[Author]) -> String {
        let (me, others): (Vec<&Author>, Vec<&Author>) = authors.iter().partition(|author| author.me);
        let mine = !me.is_empty() && !others.is_empty();
        let named = if others.is_empty() { me } else { others };
        let names = self.names(named);
        let key = if mine { format!("{key}-mine") } else { key.to_owned() };
        self.text.with(&key, &[("names", names.into())])
    }

    /// The names of several, as they stand in a sentence.
    pub(crate) fn names<'a>(&self, people: impl IntoIterator<Item = &'a Author>) -> String {
        people.into_iter().map(|author| self.name(author)).collect::<Vec<_>>().join(", ")
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
