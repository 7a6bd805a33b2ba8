//! Fields in which somebody types, wherever they stand: the other button of the mouse and the menu key ask what can be done
//! with their words. What is chosen is done as by its keys: the toolkit's fields know no other way. And what is pasted or
//! typed into them is such that they can draw it.

use iced::advanced::widget;
use iced::advanced::widget::operation::{Focusable, Operation, Scrollable};
use iced::keyboard::key::{Named, NativeCode, Physical};
use iced::keyboard::{self, Key, Location, Modifiers};
use iced::{Event, Point, Rectangle, Size, Vector, mouse};
use iced_runtime::core::SmolStr;

use super::around::{Coming, Hear, Inner};
use super::text::{Lines, typed};

/// What is done with the words of the field that has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// What is marked goes into the clipboard.
    Cut,
    /// It goes there, too, and stays.
    Copy,
    /// What is in the clipboard comes.
    Paste,
    /// All of it is marked.
    MarkAll,
}

impl Deed {
    /// The letter that does it with the command key.
    pub(crate) const fn letter(self) -> char {
        match self {
            Self::Cut => 'x',
            Self::Copy => 'c',
            Self::Paste => 'v',
            Self::MarkAll => 'a',
        }
    }

    /// What a keyboard tells when somebody does it.
    fn events(self) -> [Event; 4] {
        let key = || Key::Character(self.letter().to_string().into());
        let released = keyboard::Event::KeyReleased {
            key: key(),
            modified_key: key(),
            physical_key: Physical::Unidentified(NativeCode::Unidentified),
            location: Location::Standard,
            modifiers: Modifiers::COMMAND,
        };
        let held = |modifiers| Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers));
        let pressed = pressed(key(), Modifiers::COMMAND, None);
        [held(Modifiers::COMMAND), pressed, Event::Keyboard(released), held(Modifiers::empty())]
    }
}

/// Tells where somebody asks what can be done with a field, and does what they choose.
pub(crate) struct Fields<Message> {
    /// Told of the place under which a menu is to lie.
    pub(crate) on_ask: fn(Rectangle) -> Message,
    /// Whether the menu is open: then keys are its own.
    pub(crate) asked: bool,
    /// What was chosen last, and the how manieth choice that was: each is done once.
    pub(crate) chosen: Option<(u64, Deed)>,
}

impl<'a, Message> Hear<'a, Message> for Fields<Message> {
    /// The number of the choice that was done last; what was chosen before these fields were there is none of theirs.
    type State = Option<u64>;

    fn hear(&self, state: &mut Option<u64>, coming: Coming<'_, '_, Message>, mut inner: Inner<'_, 'a, Message>) {
        let Coming { event, cursor, clipboard, shell } = coming;
        let (typed, mut lines) = (typed(event), Lines(clipboard));
        let mut coming = Coming { event: typed.as_ref().unwrap_or(event), cursor, clipboard: &mut lines, shell };
        let done = *state.get_or_insert(self.chosen.map_or(0, |(number, _)| number));
        if let Some((number, deed)) = self.chosen.filter(|(number, _)| *number != done) {
            *state = Some(number);
            for event in deed.events() {
                inner.update(coming.instead(&event));
            }
        }
        let place = match coming.event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Right)) => pressed_on(&mut coming, &mut inner),
            Event::Keyboard(keyboard::Event::KeyPressed { .. }) if self.asked => return,
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) if asks(key, *modifiers) => {
                focused(&mut inner)
            }
            _ => None,
        };
        match place {
            Some(place) => {
                coming.shell.publish((self.on_ask)(place));
                coming.shell.capture_event();
            }
            None => inner.update(coming),
        }
    }
}

/// Whether a key asks what can be done.
fn asks(key: &Key, modifiers: Modifiers) -> bool {
    match key {
        Key::Named(Named::ContextMenu) => true,
        Key::Named(Named::F10) => modifiers.shift(),
        _ => false,
    }
}

/// Where the other button was pressed, if that was on a field; it has the focus then. One that has it keeps its mark.
fn pressed_on<Message>(coming: &mut Coming<'_, '_, Message>, inner: &mut Inner<'_, '_, Message>) -> Option<Rectangle> {
    let cursor = coming.cursor;
    let at = cursor.position().filter(|_| inner.interaction(cursor) == mouse::Interaction::Text)?;
    let mut look = Look { at: Some(at), ..Look::default() };
    inner.operate(&mut look);
    let (_, has_focus) = look.found?;
    if !has_focus {
        let left = mouse::Button::Left;
        for event in [mouse::Event::ButtonPressed(left), mouse::Event::ButtonReleased(left)] {
            inner.update(coming.instead(&Event::Mouse(event)));
        }
    }
    Some(Rectangle::new(at, Size::ZERO))
}

/// Where the field is that has the focus, if a field has it and not a button.
fn focused<Message>(inner: &mut Inner<'_, '_, Message>) -> Option<Rectangle> {
    let mut look = Look::default();
    inner.operate(&mut look);
    let (place, _) = look.found?;
    let cursor = mouse::Cursor::Available(place.position() + INSIDE);
    (inner.interaction(cursor) == mouse::Interaction::Text).then_some(place)
}

/// From the corner of a field to its inside, in pixels.
const INSIDE: Vector = Vector::new(4.0, 4.0);

/// Looks for what can have the focus at a point, or for what has it.
#[derive(Default)]
struct Look {
    at: Option<Point>,
    found: Option<(Rectangle, bool)>,
    /// How far what is traversed now has been scrolled, and what is traversed next besides.
    by: Vector,
    next: Vector,
}

impl Operation for Look {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let before = self.by;
        self.by = before + std::mem::take(&mut self.next);
        operate(self);
        self.by = before;
    }

    fn scrollable(&mut self, _: Option<&widget::Id>, _: Rectangle, _: Rectangle, by: Vector, _: &mut dyn Scrollable) {
        self.next = by;
    }

    fn focusable(&mut self, _: Option<&widget::Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        let bounds = bounds - self.by;
        let is_it = self.at.map_or_else(|| state.is_focused(), |at| bounds.contains(at));
        if is_it {
            self.found = Some((bounds, state.is_focused()));
        }
    }
}

/// A key that is pressed, and what it types.
pub(crate) fn pressed(key: Key, modifiers: Modifiers, text: Option<SmolStr>) -> Event {
    Event::Keyboard(keyboard::Event::KeyPressed {
        key: key.clone(),
        modified_key: key,
        physical_key: Physical::Unidentified(NativeCode::Unidentified),
        location: Location::Standard,
        modifiers,
        repeat: false,
        text,
    })
}
