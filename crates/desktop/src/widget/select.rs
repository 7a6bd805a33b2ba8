//! Selecting words of a text that is read. The toolkit's text cannot be selected; `iced_selection` draws one that can, and
//! tells nobody what is selected. So this asks it: with the keys that copy, and a clipboard that only listens.

use iced::advanced::clipboard::Kind;
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::Operation;
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay, renderer};
use iced::keyboard::{self, Modifiers};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector, mouse};

/// A text whose words can be selected.
pub(crate) struct Select<'a, Message> {
    content: Element<'a, Message>,
    on_select: Box<dyn Fn(Option<String>) -> Message + 'a>,
    /// Signs that stand in the text for its drawing only, and are not copied.
    hidden: char,
}

impl<'a, Message> Select<'a, Message> {
    /// `content`, which tells by `on_select` what is selected in it, or that nothing is any longer. `hidden` is left out.
    pub(crate) fn new(
        content: impl Into<Element<'a, Message>>,
        on_select: impl Fn(Option<String>) -> Message + 'a,
        hidden: char,
    ) -> Self {
        Self { content: content.into(), on_select: Box::new(on_select), hidden }
    }

    /// What is selected now.
    fn selected(&mut self, tree: &mut Tree, at: &At<'_>, held: Modifiers) -> Option<String> {
        let mut heard = Heard(None);
        let mut messages = Vec::new();
        let mut told = Shell::new(&mut messages);
        for event in [modifiers(Modifiers::COMMAND), copy(), modifiers(held)] {
            self.content.as_widget_mut().update(
                tree,
                &event,
                at.layout,
                mouse::Cursor::Unavailable,
                at.renderer,
                &mut heard,
                &mut told,
                at.viewport,
            );
        }
        let words = heard.0?.replace(self.hidden, "");
        (!words.trim().is_empty()).then_some(words)
    }
}

/// Where the text is.
struct At<'l> {
    layout: Layout<'l>,
    renderer: &'l Renderer,
    viewport: &'l Rectangle,
}

#[derive(Default)]
struct State {
    selected: Option<String>,
    held: Modifiers,
}

fn modifiers(modifiers: Modifiers) -> Event {
    Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers))
}

fn copy() -> Event {
    let key = keyboard::Key::Character("c".into());
    Event::Keyboard(keyboard::Event::KeyPressed {
        key: key.clone(),
        modified_key: key,
        physical_key: keyboard::key::Physical::Code(keyboard::key::Code::KeyC),
        location: keyboard::Location::Standard,
        modifiers: Modifiers::COMMAND,
        text: None,
        repeat: false,
    })
}

/// A clipboard that only listens.
struct Heard(Option<String>);

impl Clipboard for Heard {
    fn read(&self, _kind: Kind) -> Option<String> {
        None
    }

    fn write(&mut self, _kind: Kind, contents: String) {
        self.0 = Some(contents);
    }
}

/// The real clipboard, which gets no signs that nobody sees.
struct Clean<'c> {
    clipboard: &'c mut dyn Clipboard,
    hidden: char,
}

impl Clipboard for Clean<'_> {
    fn read(&self, kind: Kind) -> Option<String> {
        self.clipboard.read(kind)
    }

    fn write(&mut self, kind: Kind, contents: String) {
        self.clipboard.write(kind, contents.replace(self.hidden, ""));
    }
}

/// After what somebody may have selected something.
fn may_select(event: &Event) -> bool {
    match event {
        Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left) | mouse::Event::ButtonPressed(_)) => true,
        Event::Keyboard(keyboard::Event::KeyPressed { modifiers, key, .. }) => {
            modifiers.shift() || modifiers.command() || *key == keyboard::Key::Named(keyboard::key::Named::Escape)
        }
        _ => false,
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Select<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let Some(inner) = tree.children.first_mut() else { return layout::Node::default() };
        self.content.as_widget_mut().layout(inner, renderer, limits)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        if let Some(inner) = tree.children.first_mut() {
            self.content.as_widget_mut().operate(inner, layout, renderer, operation);
        }
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let Some(inner) = tree.children.first_mut() else { return };
        // What is selected stays so while somebody presses a button beside the text, perhaps for what is selected.
        let seen = layout.bounds().intersection(viewport).unwrap_or_default();
        if matches!(event, Event::Mouse(mouse::Event::ButtonPressed(_))) && !cursor.is_over(seen) {
            return;
        }
        let mut clean = Clean { clipboard, hidden: self.hidden };
        self.content.as_widget_mut().update(inner, event, layout, cursor, renderer, &mut clean, shell, viewport);
        let state = tree.state.downcast_mut::<State>();
        if let Event::Keyboard(keyboard::Event::ModifiersChanged(held)) = event {
            state.held = *held;
        }
        if !may_select(event) {
            return;
        }
        let selected = self.selected(inner, &At { layout, renderer, viewport }, state.held);
        if state.selected != selected {
            state.selected.clone_from(&selected);
            shell.publish((self.on_select)(selected));
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        if let Some(inner) = tree.children.first() {
            self.content.as_widget().draw(inner, renderer, theme, style, layout, cursor, viewport);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let inner = tree.children.first();
        inner.map_or(mouse::Interaction::default(), |inner| {
            self.content.as_widget().mouse_interaction(inner, layout, cursor, viewport, renderer)
        })
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let inner = tree.children.first_mut()?;
        self.content.as_widget_mut().overlay(inner, layout, renderer, viewport, translation)
    }
}

impl<'a, Message: 'a> From<Select<'a, Message>> for Element<'a, Message> {
    fn from(select: Select<'a, Message>) -> Self {
        Self::new(select)
    }
}
