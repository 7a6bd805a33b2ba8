//! Moving what scrolls: by its own height, and to something inside it.

use iced::advanced::widget::operate;
use iced::advanced::widget::operation::{Focusable, Operation, Outcome, Scrollable, focusable};
use iced::widget::Id;
use iced::widget::operation::{AbsoluteOffset, scroll_to};
use iced::{Rectangle, Task, Vector};
use iced_runtime::Action;
use iced_runtime::task::effect;

/// Moves by this part of what is seen: 1 is a whole page down.
pub(crate) fn by_page<M: Send + 'static>(scroll: &'static str, part: f32) -> Task<M> {
    operate(ByPage { scroll: Id::new(scroll), part }).discard()
}

/// Moves to what has this id, if it is there.
pub(crate) fn to<M: Send + 'static>(scroll: &'static str, target: Id) -> Task<M> {
    let find = Find { scroll: Id::new(scroll), target, top: None, found: None };
    operate(find).then(move |y| scroll_to(scroll, AbsoluteOffset { x: None, y: Some(y) }))
}

/// Moves to the beginning.
pub(crate) fn to_start<M: Send + 'static>(scroll: &'static str) -> Task<M> {
    scroll_to(scroll, AbsoluteOffset { x: None, y: Some(0.0) })
}

/// Moves so far that what has the focus can be seen.
pub(crate) fn reveal<M: Send + 'static>(scroll: &'static str) -> Task<M> {
    operate(Reveal { scroll: Id::new(scroll), seen: None, focused: None, enters: false, inside: false })
        .then(move |y| scroll_to(scroll, AbsoluteOffset { x: None, y: Some(y) }))
}

/// Takes the focus from whatever has it, so that keys belong to the page. It asks for no answer, so that what is chained to it,
/// a field's focus most of all, comes in the same moment.
pub(crate) fn unfocus<M>() -> Task<M> {
    effect(Action::widget(focusable::unfocus()))
}

/// Moves so far that the place in what has this id can be seen that stands `part` of its height below its beginning.
pub(crate) fn to_part<M: Send + 'static>(scroll: &'static str, target: Id, part: f32) -> Task<M> {
    let find = Sight { scroll: Id::new(scroll), target, part, seen: None, found: None };
    operate(find).then(move |y| scroll_to(scroll, AbsoluteOffset { x: None, y: Some(y) }))
}

/// Where what has this id is on the window, however far it has been scrolled; none if it is not there.
pub(crate) fn place_of(target: Id) -> Task<Option<Rectangle>> {
    operate(Place { targets: vec![target], found: Vec::new(), focused: None, by: Vector::ZERO, next: Vector::ZERO })
        .map(|(found, _)| found.first().map(|(_, bounds)| *bounds))
}

/// Which of these holds the focus, the innermost if more than one does; none if none does.
pub(crate) fn holder_of_focus(targets: Vec<Id>) -> Task<Option<usize>> {
    operate(Place { targets, found: Vec::new(), focused: None, by: Vector::ZERO, next: Vector::ZERO }).map(
        |(found, focused)| {
            let focused = focused?.center();
            let holders = found.into_iter().filter(|(_, bounds)| bounds.contains(focused));
            holders.min_by(|(_, one), (_, other)| one.area().total_cmp(&other.area())).map(|(target, _)| target)
        },
    )
}

/// Targets by their number and where they are, and what has the focus.
type Places = (Vec<(usize, Rectangle)>, Option<Rectangle>);

struct Place {
    targets: Vec<Id>,
    found: Vec<(usize, Rectangle)>,
    focused: Option<Rectangle>,
    /// How far what is traversed now has been scrolled, and what is traversed next besides.
    by: Vector,
    next: Vector,
}

impl Operation<Places> for Place {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<Places>)) {
        let before = self.by;
        self.by = before + std::mem::take(&mut self.next);
        operate(self);
        self.by = before;
    }

    fn scrollable(&mut self, _: Option<&Id>, _: Rectangle, _: Rectangle, by: Vector, _: &mut dyn Scrollable) {
        self.next = by;
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        if let Some(target) = self.targets.iter().position(|target| id == Some(target)) {
            self.found.push((target, bounds - self.by));
        }
    }

    fn focusable(&mut self, _: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        if state.is_focused() {
            self.focused = Some(bounds - self.by);
        }
    }

    fn finish(&self) -> Outcome<Places> {
        Outcome::Some((self.found.clone(), self.focused))
    }
}

struct ByPage {
    scroll: Id,
    part: f32,
}

impl Operation for ByPage {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn scrollable(
        &mut self,
        id: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        _: Vector,
        state: &mut dyn Scrollable,
    ) {
        if id == Some(&self.scroll) {
            state.scroll_by(AbsoluteOffset { x: 0.0, y: bounds.height * self.part }, bounds, content);
        }
    }
}

/// Room above and below what is revealed, in pixels.
const AROUND: f32 = 24.0;

/// Looks for what has the focus inside of what scrolls, and how far to scroll for it.
struct Reveal {
    scroll: Id,
    /// What scrolls, and how far it has.
    seen: Option<(Rectangle, f32)>,
    focused: Option<Rectangle>,
    /// What is traversed next is the content of what scrolls.
    enters: bool,
    /// What is traversed now is.
    inside: bool,
}

impl Operation<f32> for Reveal {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<f32>)) {
        let enters = std::mem::take(&mut self.enters);
        self.inside |= enters;
        operate(self);
        self.inside &= !enters;
    }

    fn scrollable(&mut self, id: Option<&Id>, bounds: Rectangle, _: Rectangle, by: Vector, _: &mut dyn Scrollable) {
        if id == Some(&self.scroll) {
            self.seen = Some((bounds, by.y));
            self.enters = true;
        }
    }

    fn focusable(&mut self, _: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        if state.is_focused() && self.inside {
            self.focused = Some(bounds);
        }
    }

    fn finish(&self) -> Outcome<f32> {
        let (Some((seen, by)), Some(focused)) = (self.seen, self.focused) else { return Outcome::None };
        let top = focused.y - seen.y;
        let (highest, lowest) = (top - AROUND, top + focused.height + AROUND - seen.height);
        if by > highest {
            Outcome::Some(highest.max(0.0))
        } else if by < lowest {
            Outcome::Some(lowest)
        } else {
            Outcome::None
        }
    }
}

/// Looks for how far to scroll to see a place in something.
struct Sight {
    scroll: Id,
    target: Id,
    part: f32,
    seen: Option<(Rectangle, f32)>,
    found: Option<Rectangle>,
}

impl Operation<f32> for Sight {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<f32>)) {
        operate(self);
    }

    fn scrollable(&mut self, id: Option<&Id>, bounds: Rectangle, _: Rectangle, by: Vector, _: &mut dyn Scrollable) {
        if id == Some(&self.scroll) {
            self.seen = Some((bounds, by.y));
        }
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        if id == Some(&self.target) && self.found.is_none() {
            self.found = Some(bounds);
        }
    }

    fn finish(&self) -> Outcome<f32> {
        let (Some((seen, by)), Some(found)) = (self.seen, self.found) else { return Outcome::None };
        let at = found.y + found.height * self.part - seen.y;
        let in_sight = at - by >= 2.0 * AROUND && at - by <= seen.height - 3.0 * AROUND;
        if in_sight { Outcome::None } else { Outcome::Some((at - seen.height / 3.0).max(0.0)) }
    }
}

/// Looks for how far something is below the beginning of what scrolls.
struct Find {
    scroll: Id,
    target: Id,
    top: Option<f32>,
    found: Option<f32>,
}

impl Operation<f32> for Find {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<f32>)) {
        operate(self);
    }

    fn scrollable(&mut self, id: Option<&Id>, bounds: Rectangle, _: Rectangle, _: Vector, _: &mut dyn Scrollable) {
        if id == Some(&self.scroll) {
            self.top = Some(bounds.y);
        }
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        if id == Some(&self.target) && self.found.is_none() {
            self.found = Some(bounds.y);
        }
    }

    fn finish(&self) -> Outcome<f32> {
        match (self.top, self.found) {
            (Some(top), Some(found)) => Outcome::Some(found - top),
            _ => Outcome::None,
        }
    }
}
