//! Selecting words that are read, over as many paragraphs, cells and lines as somebody likes, whichever way they run. It
//! stands around all of them: the words themselves only know which part of them is selected.

use std::any::Any;
use std::time::Instant;

use iced::advanced::Shell;
use iced::advanced::clipboard::Kind;
use iced::advanced::mouse::{Click, click};
use iced::advanced::widget::Id;
use iced::advanced::widget::operation::{Operation, Scrollable};
use iced::keyboard::key::Named;
use iced::keyboard::{self, Modifiers};
use iced::{Event, Point, Rectangle, Vector, mouse, window};
use unicode_segmentation::UnicodeSegmentation;

use super::around::{Coming, Hear, Inner};
use super::direction;
use super::prose::Part;
use crate::limits::{STEP, STEP_MOST, STEP_PART};

/// What somebody does who selects.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Selecting {
    /// This is selected now, or nothing any longer.
    Words(Option<String>),
    /// They draw on over the upper or the lower edge: what is there is to come so far in sight, in pixels.
    Beyond(f32),
}

/// Lets words be selected; tells what is selected, or that nothing is any longer.
pub(crate) struct Select<'a, Message> {
    on_select: Box<dyn Fn(Selecting) -> Message + 'a>,
    /// A sign that stands in the words for their drawing only, and is not copied.
    hidden: char,
}

impl<'a, Message> Select<'a, Message> {
    /// Tells by `on_select`. `hidden` is left out.
    pub(crate) fn new(on_select: impl Fn(Selecting) -> Message + 'a, hidden: char) -> Self {
        Self { on_select: Box::new(on_select), hidden }
    }
}

/// A place between two letters: which part, and which byte of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Place {
    part: usize,
    byte: usize,
}

/// From where to where: whole words and parts go with their ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    from: Place,
    to: Place,
}

impl Span {
    fn of(one: Place, other: Place) -> Self {
        Self { from: one.min(other), to: one.max(other) }
    }

    fn with(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    fn is_empty(self) -> bool {
        self.from == self.to
    }
}

/// What is remembered of it.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// What was pressed first, and how much of it goes with it; and where the other end is.
    selected: Option<(Span, Place)>,
    drags: Option<click::Kind>,
    /// When the last step over an edge was made.
    stepped: Option<Instant>,
    last: Option<Click>,
    held: Modifiers,
    told: Option<String>,
}

impl State {
    fn whole(&self) -> Option<Span> {
        let (anchor, focus) = self.selected?;
        Some(anchor.with(Span::of(focus, focus)))
    }
}

impl<'a, Message> Hear<'a, Message> for Select<'_, Message> {
    type State = State;

    fn hear(&self, state: &mut State, mut coming: Coming<'_, '_, Message>, mut inner: Inner<'_, 'a, Message>) {
        let event = coming.event;
        inner.update(coming.instead(event));
        let Coming { cursor, clipboard, shell, .. } = coming;
        let taken = shell.is_event_captured();
        match event {
            // What is selected stays so while somebody presses a button, perhaps for what is selected.
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) if !taken => {
                if let Some(at) = cursor.position_over(inner.seen()) {
                    press(state, at, &mut inner);
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                if let Some(at) = cursor.land().position().filter(|_| state.drags.is_some()) {
                    draw_to(state, at, &mut inner);
                    shell.request_redraw();
                }
            }
            // A pointer that is held still beyond the edge says nothing more: each frame looks where it is.
            Event::Window(window::Event::RedrawRequested(now)) if state.drags.is_some() => {
                let at = cursor.land().position();
                let Some((at, by)) = at.and_then(|at| Some((at, step(inner.seen(), at.y)?))) else { return };
                if state.stepped.is_none_or(|stepped| *now >= stepped + STEP) {
                    state.stepped = Some(*now);
                    draw_to(state, at, &mut inner);
                    shell.publish((self.on_select)(Selecting::Beyond(by)));
                }
                shell.request_redraw_at(*now + STEP);
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) if state.drags.take().is_some() => {
                self.tell(state, &mut inner, shell);
            }
            // A text that is another one now has lost what was selected of it.
            Event::Window(window::Event::RedrawRequested(_)) if state.told.is_some() && state.drags.is_none() => {
                self.tell(state, &mut inner, shell);
            }
            Event::Keyboard(keyboard::Event::ModifiersChanged(held)) => state.held = *held,
            Event::Keyboard(keyboard::Event::KeyPressed { key, physical_key, modifiers, .. }) if !taken => {
                let copies = key.to_latin(*physical_key) == Some('c') && *modifiers == Modifiers::COMMAND;
                if copies && state.told.is_some() {
                    clipboard.write(Kind::Standard, self.gathered(&mut inner).listed());
                    shell.capture_event();
                } else if let Some(forth) = walks(key).filter(|_| modifiers.shift() && state.told.is_some()) {
                    walk(state, forth, modifiers.command(), &mut inner);
                    self.tell(state, &mut inner, shell);
                    shell.capture_event();
                    shell.request_redraw();
                }
            }
            _ => {}
        }
    }
}

impl<Message> Select<'_, Message> {
    fn gathered(&self, inner: &mut Inner<'_, '_, Message>) -> Gather {
        let mut gather = Gather { hidden: self.hidden, parts: Vec::new() };
        inner.operate(&mut gather);
        gather
    }

    fn tell(&self, state: &mut State, inner: &mut Inner<'_, '_, Message>, shell: &mut Shell<'_, Message>) {
        let words = self.gathered(inner).words();
        let words = (!words.trim().is_empty()).then_some(words);
        if state.told != words {
            state.told.clone_from(&words);
            shell.publish((self.on_select)(Selecting::Words(words)));
        }
    }
}

/// Begins anew, or goes on up to here while Shift is held.
fn press<Message>(state: &mut State, at: Point, inner: &mut Inner<'_, '_, Message>) {
    let click = Click::new(at, mouse::Button::Left, state.last);
    let here = around(at, click.kind(), inner);
    state.selected = match state.selected {
        Some((anchor, _)) if state.held.shift() => {
            Some((anchor, if here.from < anchor.from { here.from } else { here.to }))
        }
        _ => Some((here, here.to)),
    };
    (state.last, state.drags) = (Some(click), Some(click.kind()));
    mark(state, inner);
}

/// The end that is drawn is here now.
fn draw_to<Message>(state: &mut State, at: Point, inner: &mut Inner<'_, '_, Message>) {
    let (Some(kind), Some((anchor, _))) = (state.drags, state.selected) else { return };
    let here = around(at, kind, inner);
    state.selected = Some((anchor, if here.from < anchor.from { here.from } else { here.to }));
    mark(state, inner);
}

/// The step that a pointer at this height asks for, if it is over the upper or the lower edge of what is seen.
fn step(seen: Rectangle, y: f32) -> Option<f32> {
    let over = (y - seen.y).min(0.0) + (y - seen.y - seen.height).max(0.0);
    (over != 0.0).then(|| (over * STEP_PART).clamp(-STEP_MOST, STEP_MOST))
}

/// The place at this point; with it its word, or all its words, if it was pressed twice or three times.
fn around<Message>(at: Point, kind: click::Kind, inner: &mut Inner<'_, '_, Message>) -> Span {
    let mut nearest = Nearest { at, kind, best: None, part: 0, scrolled: Scrolled::default() };
    inner.operate(&mut nearest);
    nearest.best.map_or(Span::of(Place::default(), Place::default()), |(_, span)| span)
}

fn mark<Message>(state: &State, inner: &mut Inner<'_, '_, Message>) {
    let span = state.whole().filter(|span| !span.is_empty());
    inner.operate(&mut Mark { span, part: 0 });
}

/// Whether a key moves an end, and to the right: forth in the order of reading where words run from the left.
fn walks(key: &keyboard::Key) -> Option<bool> {
    match key {
        keyboard::Key::Named(Named::ArrowRight) => Some(true),
        keyboard::Key::Named(Named::ArrowLeft) => Some(false),
        _ => None,
    }
}

/// One letter more or less, or one word.
fn walk<Message>(state: &mut State, forth: bool, by_word: bool, inner: &mut Inner<'_, '_, Message>) {
    let Some((anchor, focus)) = state.selected else { return };
    let mut step = Step { from: focus, forth, by_word, to: focus, part: 0, before: 0 };
    inner.operate(&mut step);
    // From its other end on, what was pressed first counts no more than where it began.
    let anchor = if step.to < anchor.to && focus >= anchor.to { Span::of(anchor.from, anchor.from) } else { anchor };
    state.selected = Some((anchor, step.to));
    mark(state, inner);
}

/// How far what is being looked through has been scrolled.
#[derive(Debug, Default)]
struct Scrolled {
    by: Vector,
    next: Vector,
}

struct Nearest {
    at: Point,
    kind: click::Kind,
    best: Option<((f32, f32), Span)>,
    part: usize,
    scrolled: Scrolled,
}

impl Operation for Nearest {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let before = self.scrolled.by;
        self.scrolled.by = before + std::mem::take(&mut self.scrolled.next);
        operate(self);
        self.scrolled.by = before;
    }

    fn scrollable(&mut self, _: Option<&Id>, _: Rectangle, _: Rectangle, by: Vector, _: &mut dyn Scrollable) {
        self.scrolled.next = by;
    }

    fn custom(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        let Some(part) = state.downcast_mut::<Part>() else { return };
        let bounds = bounds - self.scrolled.by;
        // Above all the line that one points at, then what stands nearest in it.
        let beside = |from: f32, length: f32, at: f32| (from - at).max(at - from - length).max(0.0);
        let far = (beside(bounds.y, bounds.height, self.at.y), beside(bounds.x, bounds.width, self.at.x));
        if self.best.is_none_or(|(best, _)| far < best) {
            let byte = if self.at.y < bounds.y {
                0
            } else if self.at.y >= bounds.y + bounds.height {
                part.text().len()
            } else {
                part.at(self.at - (bounds.position() - Point::ORIGIN))
            };
            let bytes = match self.kind {
                click::Kind::Single => byte..byte,
                click::Kind::Double => word(part.text(), byte),
                click::Kind::Triple => 0..part.text().len(),
            };
            let place = |byte| Place { part: self.part, byte };
            self.best = Some((far, Span { from: place(bytes.start), to: place(bytes.end) }));
        }
        self.part += 1;
    }
}

/// The word around a byte.
fn word(text: &str, byte: usize) -> std::ops::Range<usize> {
    let words = text.split_word_bound_indices().map(|(start, word)| start..start + word.len());
    words.take_while(|word| word.start <= byte).last().unwrap_or(byte..byte)
}

struct Mark {
    span: Option<Span>,
    part: usize,
}

impl Operation for Mark {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        let Some(part) = state.downcast_mut::<Part>() else { return };
        let bytes = match self.span {
            Some(Span { from, to }) if (from.part..=to.part).contains(&self.part) => {
                let start = if from.part == self.part { from.byte } else { 0 };
                let end = if to.part == self.part { to.byte } else { part.text().len() };
                start..end
            }
            _ => 0..0,
        };
        part.select(bytes);
        self.part += 1;
    }
}

/// What is selected in all of them, in the order of reading.
struct Gather {
    hidden: char,
    parts: Vec<Gathered>,
}

/// What is selected of one.
struct Gathered {
    before: String,
    words: String,
    after: &'static str,
}

impl Gather {
    /// The words alone: what a passage is found by.
    fn words(&self) -> String {
        self.joined(|part| part.words.clone())
    }

    /// The words as they are copied. Of more than one, those of a list come with their numbers and signs.
    fn listed(&self) -> String {
        match self.parts.as_slice() {
            [one] => one.words.clone(),
            _ => self.joined(|part| format!("{}{}", part.before, part.words)),
        }
    }

    fn joined(&self, words: impl Fn(&Gathered) -> String) -> String {
        let mut joined = String::new();
        for (place, part) in self.parts.iter().enumerate() {
            joined.push_str(&words(part));
            if place + 1 < self.parts.len() {
                joined.push_str(part.after);
            }
        }
        joined
    }
}

impl Operation for Gather {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        let Some(part) = state.downcast_mut::<Part>().filter(|part| !part.selected().is_empty()) else { return };
        let words = part.selected().replace(self.hidden, "");
        self.parts.push(Gathered { before: part.before().to_owned(), words, after: part.after() });
    }
}

/// Looks for the next place from one, in either direction.
struct Step {
    from: Place,
    forth: bool,
    by_word: bool,
    to: Place,
    part: usize,
    /// How long the part before is.
    before: usize,
}

impl Operation for Step {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        let Some(part) = state.downcast_mut::<Part>() else { return };
        let (text, at) = (part.text(), self.from.byte);
        if self.part == self.from.part {
            // To the right is back where words run from the right.
            self.forth = self.forth != direction::is_right_to_left(text);
            let next = match (self.forth, self.by_word) {
                (true, false) => text.get(at..).and_then(|rest| rest.graphemes(true).next()).map(|one| at + one.len()),
                (true, true) => text.get(at..).filter(|rest| !rest.is_empty()).map(|rest| {
                    let word = rest.split_word_bound_indices().find(|(_, word)| !word.trim().is_empty());
                    word.map_or(text.len(), |(start, word)| at + start + word.len())
                }),
                (false, false) => {
                    let before = text.get(..at).and_then(|before| before.graphemes(true).next_back());
                    before.map(|one| at - one.len())
                }
                (false, true) => text.get(..at).filter(|before| !before.is_empty()).map(|before| {
                    let word = before.split_word_bound_indices().rev().find(|(_, word)| !word.trim().is_empty());
                    word.map_or(0, |(start, _)| start)
                }),
            };
            match next {
                Some(byte) => self.to = Place { part: self.part, byte },
                None if !self.forth && self.part > 0 => self.to = Place { part: self.part - 1, byte: self.before },
                None => {}
            }
        } else if self.part == self.from.part + 1 && self.forth && self.to == self.from {
            self.to = Place { part: self.part, byte: 0 };
        }
        self.before = text.len();
        self.part += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_what_stands_between_its_bounds_in_any_script() {
        let of = |text: &'static str, byte| &text[word(text, byte)];
        assert_eq!(of("salt and water", 6), "and");
        assert_eq!(of("ماء وملح", 2), "ماء");
        assert_eq!(of("salt", 4), "salt");
        assert_eq!(of("", 0), "");
    }

    #[test]
    fn the_farther_over_an_edge_the_longer_the_step_up_to_one_that_the_eye_can_follow() {
        let seen = Rectangle::new(Point::new(0.0, 100.0), iced::Size::new(50.0, 200.0));
        assert_eq!([100.0, 200.0, 300.0].map(|y| step(seen, y)), [None; 3]);
        let steps = [90.0, 80.0, -900.0, 310.0, 1000.0].map(|y| step(seen, y).expect("beyond"));
        assert_eq!(steps, [-3.0, -6.0, -STEP_MOST, 3.0, STEP_MOST]);
    }

    #[test]
    fn an_arrow_moves_an_end_to_its_own_side_whichever_way_words_run() {
        let moved = |text: &str, byte, right| {
            let from = Place { part: 0, byte };
            let mut step = Step { from, forth: right, by_word: false, to: from, part: 0, before: 0 };
            step.custom(None, Rectangle::default(), &mut Part::saying(text));
            step.to.byte
        };
        assert_eq!([moved("salt", 1, true), moved("salt", 1, false)], [2, 0]);
        assert_eq!([moved("ملح", 2, true), moved("ملح", 2, false)], [0, 4]);
    }

    #[test]
    fn a_selection_has_its_ends_in_the_order_of_reading() {
        let place = |part, byte| Place { part, byte };
        let span = Span::of(place(2, 0), place(0, 5));
        assert_eq!((span.from, span.to), (place(0, 5), place(2, 0)));
        assert!(Span::of(place(1, 1), place(1, 1)).is_empty());
    }
}
