//! Something to press, by pointer or by keyboard. The toolkit's own button cannot take the focus.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad};
use iced::advanced::widget::operation::{Focusable, Operation};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget};
use iced::border::Border;
use iced::keyboard::key::Named;
use iced::widget::Id;
use iced::{
    Color, Element, Event, Length, Padding, Rectangle, Renderer, Shadow, Size, Theme, Vector, keyboard, mouse, touch,
    window,
};

use crate::theme::measure;

/// What somebody does with it just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing.
    Idle,
    /// Points at it.
    Hovered,
    /// Holds it down.
    Pressed,
    /// It cannot be pressed now.
    Disabled,
}

/// How it looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    /// Its ground.
    pub(crate) background: Option<Color>,
    /// Its text and icons.
    pub(crate) text: Color,
    /// Its edge.
    pub(crate) border: Border,
    /// The ring around it while it has the focus.
    pub(crate) ring: Color,
    /// How wide that is.
    pub(crate) ring_width: f32,
    /// How far out of the edge it lies: words without room around them are not to be crossed.
    pub(crate) ring_out: f32,
}

type StyleOf<'a> = Box<dyn Fn(Status) -> Style + 'a>;

/// Something to press.
pub(crate) struct Press<'a, Message> {
    id: Option<Id>,
    content: Element<'a, Message>,
    on_press: Option<Message>,
    on_menu: Option<Message>,
    style: StyleOf<'a>,
    padding: Padding,
    width: Length,
    height: Length,
    stops: bool,
    ringed: bool,
    status: Option<Status>,
}

impl<'a, Message> Press<'a, Message> {
    /// Shows `content`; does nothing until it is told what.
    pub(crate) fn new(content: impl Into<Element<'a, Message>>, style: impl Fn(Status) -> Style + 'a) -> Self {
        let content = content.into();
        let size = content.as_widget().size_hint();
        Self {
            id: None,
            content,
            on_press: None,
            on_menu: None,
            style: Box::new(style),
            padding: Padding::ZERO,
            width: size.width.fluid(),
            height: size.height.fluid(),
            stops: true,
            ringed: false,
            status: None,
        }
    }

    /// Its name, for giving it the focus.
    pub(crate) fn id(mut self, id: &'static str) -> Self {
        self.id = Some(Id::new(id));
        self
    }

    /// What to tell when it is pressed; nothing makes it look disabled.
    pub(crate) fn on_press(mut self, message: impl Into<Option<Message>>) -> Self {
        self.on_press = message.into();
        self
    }

    /// What to tell when somebody presses it with the other button.
    pub(crate) fn on_menu(mut self, menu: Message) -> Self {
        self.on_menu = Some(menu);
        self
    }

    /// Room between edge and content.
    pub(crate) fn padding(mut self, padding: impl Into<Padding>) -> Self {
        self.padding = padding.into();
        self
    }

    /// Its width.
    pub(crate) fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// Its height.
    pub(crate) fn height(mut self, height: impl Into<Length>) -> Self {
        self.height = height.into();
        self
    }

    /// Whether Tab stops at it. Rows of a long list do not: there the arrows walk.
    pub(crate) fn stops(mut self, stops: bool) -> Self {
        self.stops = stops;
        self
    }

    /// Whether it has a ring although Tab does not stop at it: the arrows have.
    pub(crate) fn ringed(mut self, ringed: bool) -> Self {
        self.ringed = ringed;
        self
    }

    fn status(&self, held: bool, hovered: bool) -> Status {
        match (&self.on_press, hovered, held) {
            (None, ..) => Status::Disabled,
            (Some(_), true, true) => Status::Pressed,
            (Some(_), true, false) => Status::Hovered,
            (Some(_), false, _) => Status::Idle,
        }
    }
}

#[derive(Debug, Default)]
struct State {
    held: bool,
    focused: bool,
}

impl Focusable for State {
    fn is_focused(&self) -> bool {
        self.focused
    }

    fn focus(&mut self) {
        self.focused = true;
    }

    fn unfocus(&mut self) {
        self.focused = false;
    }
}

impl<Message: Clone> Press<'_, Message> {
    fn pointer(&self, state: &mut State, event: &Event, over: bool, shell: &mut Shell<'_, Message>) {
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                // The ring is for the keyboard; the pointer takes it away wherever it presses.
                state.focused = false;
                if over && self.on_press.is_some() {
                    state.held = true;
                    shell.capture_event();
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerLifted { .. }) => {
                let held = std::mem::take(&mut state.held);
                if let (true, true, Some(message)) = (held, over, &self.on_press) {
                    shell.publish(message.clone());
                    shell.capture_event();
                }
            }
            Event::Touch(touch::Event::FingerLost { .. }) => state.held = false,
            _ => {}
        }
    }

    fn keyboard(&self, state: &State, event: &Event, shell: &mut Shell<'_, Message>) {
        let Event::Keyboard(keyboard::Event::KeyPressed { key: keyboard::Key::Named(key), modifiers, .. }) = event
        else {
            return;
        };
        let pressed = matches!(key, Named::Enter | Named::Space) && modifiers.is_empty();
        if let (true, true, Some(message)) = (state.focused, pressed, &self.on_press) {
            shell.publish(message.clone());
            shell.capture_event();
        }
    }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Press<'_, Message> {
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
        Size { width: self.width, height: self.height }
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::padded(limits, self.width, self.height, self.padding, |limits| {
            self.content.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
        })
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        let bounds = layout.bounds();
        operation.container(self.id.as_ref(), bounds);
        if self.stops && self.on_press.is_some() {
            operation.focusable(self.id.as_ref(), bounds, tree.state.downcast_mut::<State>());
        }
        operation.traverse(&mut |operation| {
            for (content, layout) in tree.children.iter_mut().zip(layout.children()) {
                self.content.as_widget_mut().operate(content, layout, renderer, operation);
            }
        });
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
        for (content, layout) in tree.children.iter_mut().zip(layout.children()) {
            self.content.as_widget_mut().update(content, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
        if shell.is_event_captured() {
            return;
        }
        let over = cursor.is_over(layout.bounds());
        if let (Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Right)), Some(menu), true) =
            (event, &self.on_menu, over)
        {
            shell.publish(menu.clone());
            shell.capture_event();
        }
        let state = tree.state.downcast_mut::<State>();
        self.pointer(state, event, over, shell);
        self.keyboard(state, event, shell);
        let status = self.status(state.held, over);
        if let Event::Window(window::Event::RedrawRequested(_)) = event {
            self.status = Some(status);
        } else if self.status.is_some_and(|shown| shown != status) {
            shell.request_redraw();
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let state = tree.state.downcast_ref::<State>();
        let style = (self.style)(self.status.unwrap_or_else(|| self.status(state.held, false)));
        if style.background.is_some() || style.border.width > 0.0 {
            quad(renderer, bounds, style.border, style.background.unwrap_or(Color::TRANSPARENT));
        }
        for (content, layout) in tree.children.iter().zip(layout.children()) {
            let inherited = renderer::Style { text_color: style.text };
            self.content.as_widget().draw(content, renderer, theme, &inherited, layout, cursor, viewport);
        }
        if state.focused || self.ringed {
            ring(renderer, bounds, style);
        }
    }

    fn mouse_interaction(
        &self,
        _tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if cursor.is_over(layout.bounds()) && self.on_press.is_some() {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::default()
        }
    }
}

/// The ring lies inside where there is room, so that no neighbour or edge of a pane cuts it off.
fn ring(renderer: &mut Renderer, bounds: Rectangle, style: Style) {
    let radius = style.border.radius;
    let on_fill = style.background.is_some_and(|ground| ground == style.ring);
    let color = if on_fill { style.text } else { style.ring };
    let inset = if on_fill { measure::RING_GAP } else { 0.0 };
    let bounds = bounds.shrink(inset).expand(style.ring_out);
    quad(renderer, bounds, Border { color, width: style.ring_width, radius }, Color::TRANSPARENT);
}

fn quad(renderer: &mut Renderer, bounds: Rectangle, border: Border, background: Color) {
    use iced::advanced::Renderer as _;
    let shadow = Shadow { color: Color::TRANSPARENT, offset: Vector::ZERO, blur_radius: 0.0 };
    renderer.fill_quad(Quad { bounds, border, shadow, snap: true }, background);
}

impl<'a, Message: Clone + 'a> From<Press<'a, Message>> for Element<'a, Message> {
    fn from(press: Press<'a, Message>) -> Self {
        Self::new(press)
    }
}

#[cfg(test)]
mod tests {
    use iced_test::simulator;

    use super::*;
    use crate::theme::style::{self, Look};
    use crate::theme::{Colors, Mode};

    fn press(words: &'static str, message: Option<u8>) -> Press<'static, u8> {
        Press::new(crate::widget::text(words), style::press(Colors::of(Mode::Light), Look::Filled)).on_press(message)
    }

    #[test]
    fn the_pointer_presses_it() {
        let mut ui = simulator(press("go", Some(7)));
        ui.click("go").expect("it is there");
        assert_eq!(ui.into_messages().collect::<Vec<_>>(), [7]);
    }

    #[test]
    fn disabled_it_is_silent() {
        let mut ui = simulator(press("go", None));
        ui.click("go").expect("it is there");
        assert_eq!(ui.into_messages().count(), 0);
    }
}
