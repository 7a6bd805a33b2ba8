//! Several rows at once, as file managers let one choose them. Pure.

use std::collections::BTreeSet;

use crate::ui::card::Item;

/// Rows chosen at most: what one act does in a moment.
pub(crate) const MOST: usize = 500;

/// The rows that something is about to be done with, and from where Shift counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chosen {
    items: BTreeSet<Item>,
    anchor: Option<usize>,
}

impl Chosen {
    /// How many.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether this is one of them.
    pub(crate) fn has(&self, item: Item) -> bool {
        self.items.contains(&item)
    }

    /// None of them any more.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Something was opened: Shift counts from there.
    pub(crate) fn stand_at(&mut self, place: usize) {
        self.items.clear();
        self.anchor = Some(place);
    }

    /// One more, or one less.
    pub(crate) fn toggle(&mut self, place: usize, item: Item) {
        if !self.items.remove(&item) && self.items.len() < MOST {
            self.items.insert(item);
        }
        self.anchor = Some(place);
    }

    /// From where Shift counts up to this place, and nothing else.
    pub(crate) fn reach(&mut self, from: Option<usize>, to: usize, at: impl Fn(usize) -> Option<Item>) {
        let anchor = *self.anchor.get_or_insert(from.unwrap_or(to));
        // Of too many those nearest to where it began.
        let (first, last) = if anchor <= to {
            (anchor, to.min(anchor + MOST - 1))
        } else {
            (to.max((anchor + 1).saturating_sub(MOST)), anchor)
        };
        self.items = (first..=last).filter_map(at).collect();
    }

    /// All of them.
    pub(crate) fn all(&mut self, items: impl Iterator<Item = Item>) {
        self.items = items.take(MOST).collect();
    }

    /// Keeps those that still are in the list.
    pub(crate) fn keep(&mut self, is_there: impl Fn(Item) -> bool) {
        self.items.retain(|item| is_there(*item));
    }
}

#[cfg(test)]
mod tests {
    use commonplace_core::id::RecordId;

    use super::*;

    fn item(place: usize) -> Item {
        Item::Note(RecordId::of(&place.to_be_bytes()))
    }

    fn places(chosen: &Chosen) -> Vec<usize> {
        (0..2_000).filter(|place| chosen.has(item(*place))).collect()
    }

    #[test]
    fn shift_counts_from_what_was_pressed_last() {
        let mut chosen = Chosen::default();
        chosen.stand_at(3);
        chosen.reach(None, 5, |place| Some(item(place)));
        assert_eq!(places(&chosen), [3, 4, 5]);
        chosen.reach(None, 1, |place| Some(item(place)));
        assert_eq!(places(&chosen), [1, 2, 3]);
        chosen.toggle(7, item(7));
        chosen.toggle(2, item(2));
        assert_eq!(places(&chosen), [1, 3, 7]);
        chosen.reach(None, 3, |place| Some(item(place)));
        assert_eq!(places(&chosen), [2, 3]);
    }

    #[test]
    fn never_more_than_one_act_can_do() {
        let mut chosen = Chosen::default();
        chosen.stand_at(1_000);
        chosen.reach(None, 0, |place| Some(item(place)));
        assert_eq!((chosen.len(), chosen.has(item(1_000))), (MOST, true));
        chosen.all((0..2_000).map(item));
        assert_eq!(chosen.len(), MOST);
        chosen.toggle(1_999, item(1_999));
        assert_eq!(chosen.len(), MOST);
    }
}
