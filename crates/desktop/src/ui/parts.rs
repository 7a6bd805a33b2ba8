//! Words, buttons, fields and marks, all of one making.

use commonplace_node::error::Error;
use iced::widget::{
    Container, Rule, Scrollable, Text, TextInput, column, container, progress_bar, rule, scrollable, tooltip,
};
use iced::{Color, Element, Fill, Padding, Shrink, Theme, alignment};

use super::Ui;
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{
    Colors, SANS, SANS_MEDIUM, SANS_STRONG, SERIF, SERIF_ITALIC, SERIF_STRONG, leading, measure, size, space,
};
use crate::widget::{Around, Press, Sheet, direction, text};

/// Words of the interface.
pub(crate) fn body<'a>(words: impl text::IntoFragment<'a>) -> Text<'a, Theme> {
    text(words).font(SANS).size(size::BODY).line_height(leading::NORMAL)
}

/// Words beside a thing.
pub(crate) fn meta<'a>(words: impl text::IntoFragment<'a>, colors: &Colors) -> Text<'a, Theme> {
    text(words).font(SANS).size(size::META).line_height(leading::NORMAL).color(colors.muted)
}

/// Counts and dates.
pub(crate) fn caption<'a>(words: impl text::IntoFragment<'a>, colors: &Colors) -> Text<'a, Theme> {
    text(words).font(SANS).size(size::CAPTION).line_height(leading::NORMAL).color(colors.faint)
}

/// The name of a part of a page.
pub(crate) fn label<'a>(words: impl text::IntoFragment<'a>, colors: &Colors) -> Text<'a, Theme> {
    text(words).font(SANS_STRONG).size(size::CAPTION).line_height(leading::NORMAL).color(colors.muted)
}

/// A title of `points` pixels.
pub(crate) fn title<'a>(words: &str, points: f32) -> Text<'a, Theme> {
    text(words.to_owned()).font(SERIF_STRONG).size(points).line_height(title_leading(words))
}

/// How far apart the lines of a title stand.
pub(crate) fn title_leading(words: &str) -> f32 {
    if direction::is_right_to_left(words) { leading::TIGHT_ARABIC } else { leading::TIGHT }
}

/// A sentence to be read rather than operated.
pub(crate) fn prose<'a>(words: impl text::IntoFragment<'a>, colors: &Colors) -> Text<'a, Theme> {
    text(words).font(SERIF).size(size::READING).line_height(leading::READING).color(colors.muted)
}

/// An aside in the reading face. Its letters lean out of a tighter line, and what leans out is left behind when it goes.
pub(crate) fn aside<'a>(words: impl text::IntoFragment<'a>, colors: &Colors) -> Text<'a, Theme> {
    text(words).font(SERIF_ITALIC).size(size::ROW_TITLE).line_height(leading::READING).color(colors.muted)
}

/// The place of something that may not be there: what stands after it keeps its place in the tree, and with it its focus and
/// where it was scrolled to.
pub(crate) fn slot<'a, Message: 'a>(part: Option<Element<'a, Message>>) -> Element<'a, Message> {
    part.unwrap_or_else(|| iced::widget::space().into())
}

/// A line across.
pub(crate) fn hairline<'a>(colors: &Colors) -> Rule<'a, Theme> {
    rule::horizontal(measure::HAIRLINE).style(style::hairline(colors.line))
}

/// A line from top to bottom.
pub(crate) fn upright<'a>(colors: &Colors) -> Rule<'a, Theme> {
    rule::vertical(measure::HAIRLINE).style(style::hairline(colors.line))
}

impl Ui {
    /// A button with a word on it.
    pub(crate) fn button<'a, Message: Clone + 'a>(&self, words: String, look: Look) -> Press<'a, Message> {
        let words = text(words).font(SANS_MEDIUM).size(size::BODY).line_height(leading::NORMAL);
        Press::new(words, style::press(self.colors, look)).padding(button_padding(look))
    }

    /// A button with an icon and a word on it.
    pub(crate) fn icon_button<'a, Message: Clone + 'a>(
        &self,
        icon: Icon,
        words: String,
        look: Look,
    ) -> Press<'a, Message> {
        let words = text(words).font(SANS_MEDIUM).size(size::BODY).line_height(leading::NORMAL);
        let parts = self.across([icon.at(size::ROW_TITLE).into(), words.into()]).spacing(space::XS);
        Press::new(parts, style::press(self.colors, look)).padding(button_padding(look))
    }

    /// A button with an icon only. `name` says what it does, in a hint under the pointer.
    pub(crate) fn tool<'a, Message: Clone + 'a>(
        &self,
        icon: Icon,
        name: String,
        message: Message,
    ) -> Element<'a, Message> {
        let press = Press::new(icon.at(size::READING), style::press(self.colors, Look::Quiet)).padding(space::XS);
        self.hint(press.on_press(message), name)
    }

    /// Something with a hint under the pointer.
    pub(crate) fn hint<'a, Message: 'a>(
        &self,
        of: impl Into<Element<'a, Message>>,
        words: String,
    ) -> Element<'a, Message> {
        self.hinted(of, words, tooltip::Position::Bottom)
    }

    /// Something at the lower edge with a hint over it.
    pub(crate) fn hint_above<'a, Message: 'a>(
        &self,
        of: impl Into<Element<'a, Message>>,
        words: String,
    ) -> Element<'a, Message> {
        self.hinted(of, words, tooltip::Position::Top)
    }

    fn hinted<'a, Message: 'a>(
        &self,
        of: impl Into<Element<'a, Message>>,
        words: String,
        position: tooltip::Position,
    ) -> Element<'a, Message> {
        let sheet = style::patch(self.colors.ink, self.colors.page, measure::RADIUS_MARK);
        let words = text(words).font(SANS).size(size::CAPTION).line_height(leading::NORMAL).color(self.colors.page);
        let words = container(words).max_width(measure::HINT).style(sheet).padding([space::XXS, space::XS]);
        tooltip(of, words, position).gap(space::XXS).into()
    }

    /// A field of one line.
    pub(crate) fn field<'a, Message: Clone + 'a>(&self, hint: &str, value: &str) -> TextInput<'a, Message> {
        let aligned = if value.is_empty() { self.start() } else { direction::side(value) };
        text::field(hint, value)
            .font(SANS)
            .size(size::BODY)
            .line_height(leading::NORMAL)
            .padding([space::XS, space::S])
            .align_x(aligned)
            .style(style::field(self.colors))
    }

    /// One of several that need a word of explanation: they stand one under the other, so that long languages and narrow
    /// windows have room. The chosen one has a tick, for whoever sees no difference of ground.
    pub(crate) fn option<'a, Message: Clone + 'a>(
        &self,
        words: String,
        lesson: String,
        chosen: bool,
        message: Message,
    ) -> Element<'a, Message> {
        let tick: Element<'a, Message> = if chosen {
            Icon::Check.at(size::BODY).color(self.colors.accent).into()
        } else {
            iced::widget::space().into()
        };
        let tick = container(tick).width(size::READING);
        let named = column![text(words).font(SANS_MEDIUM).size(size::BODY).line_height(leading::NORMAL)];
        let said = named.push(meta(lesson, &self.colors)).width(Fill).align_x(self.start());
        let parts = self.across([tick.into(), said.into()]).spacing(space::XS);
        Press::new(parts, style::press(self.colors, Look::Choice(chosen)))
            .padding([space::XS, space::S])
            .width(Fill)
            .on_press(message)
            .into()
    }

    /// How far something is, from 0 to 1000.
    pub(crate) fn bar<'a, Message: 'a>(&self, thousandths: u16) -> Element<'a, Message> {
        let bar = progress_bar(0.0..=1000.0, f32::from(thousandths.min(1000))).girth(measure::BAR);
        container(bar.style(style::bar(self.colors))).padding([space::XXS, 0.0]).into()
    }

    /// A button that leads back, with an arrow to where lines of this language begin.
    pub(crate) fn back<'a, Message: Clone + 'a>(&self, message: Message) -> Element<'a, Message> {
        self.icon_button(self.back_icon(), self.text.get("back"), Look::Link).on_press(message).into()
    }

    /// The arrow that points back.
    pub(crate) fn back_icon(&self) -> Icon {
        if self.right_to_left() { Icon::Forward } else { Icon::Back }
    }

    /// The arrow that points onwards.
    pub(crate) fn forward_icon(&self) -> Icon {
        if self.right_to_left() { Icon::Back } else { Icon::Forward }
    }

    /// A mark with a word on it: "open", "accepted".
    pub(crate) fn mark<'a, Message: 'a>(&self, words: String, ink: Color, wash: Color) -> Element<'a, Message> {
        let words = text(words).font(SANS_MEDIUM).size(size::CAPTION).line_height(leading::TIGHT).color(ink);
        let words = words.wrapping(text::Wrapping::None);
        container(words).style(style::patch(wash, ink, measure::RADIUS_MARK)).padding([3.0, 7.0]).into()
    }

    /// Something as wide as there is room, where lines of this language begin.
    pub(crate) fn placed<'a, Message: 'a>(&self, content: impl Into<Element<'a, Message>>) -> Container<'a, Message> {
        container(content).width(Fill).align_x(self.start())
    }

    /// Room of so many pixels where lines of this language begin.
    pub(crate) fn inset(&self, room: f32) -> Padding {
        if self.right_to_left() { Padding::ZERO.right(room) } else { Padding::ZERO.left(room) }
    }

    /// A sentence that something did not go.
    pub(crate) fn refusal<'a, Message: 'a>(&self, words: &str) -> Element<'a, Message> {
        self.notice(Icon::Warning, words, self.colors.bad, self.colors.bad_wash)
    }

    /// A part of a page, under its name.
    pub(crate) fn section<'a, Message: 'a>(&self, key: &str, content: Element<'a, Message>) -> Element<'a, Message> {
        let name = title(&self.text.get(key), size::READING);
        let parts = column![hairline(&self.colors), name, content];
        parts.spacing(space::S).align_x(self.start()).into()
    }

    /// A part of a page, and under it why something in it did not go. The part keeps its place in the tree when it is refused, so
    /// that a field in it keeps the focus and can be mended at once.
    pub(crate) fn with_refusal<'a, Message: 'a>(
        &self,
        content: Element<'a, Message>,
        refused: Option<&Error>,
    ) -> Element<'a, Message> {
        let under = Padding::ZERO.top(space::S);
        let refusal = |error| container(self.refusal(&self.sentence(error))).padding(under).width(Fill).into();
        column![content, slot(refused.map(refusal))].align_x(self.start()).into()
    }

    /// A sentence with an icon on a wash.
    pub(crate) fn notice<'a, Message: 'a>(
        &self,
        icon: Icon,
        words: &str,
        ink: Color,
        wash: Color,
    ) -> Element<'a, Message> {
        let words = direction::placed(body(words.to_owned()).color(self.colors.ink), words);
        let parts = self.across([icon.at(size::READING).color(ink).into(), words.into()]).spacing(space::S);
        container(parts)
            .style(style::patch(wash, ink, measure::RADIUS))
            .padding([space::S, space::M])
            .width(Fill)
            .into()
    }

    /// Something that scrolls from top to bottom, with its bar over its edge.
    pub(crate) fn scroll<'a, Message: 'a>(&self, content: impl Into<Element<'a, Message>>) -> Scrollable<'a, Message> {
        self.scrolling(content, scrollable::Scrollbar::new())
    }

    /// The same as high as it needs to be, with its bar beside it: what does not scroll is as wide as what stands over it.
    pub(crate) fn scroll_beside<'a, Message: 'a>(
        &self,
        content: impl Into<Element<'a, Message>>,
    ) -> Scrollable<'a, Message> {
        self.scrolling(content, scrollable::Scrollbar::new().spacing(space::XXS)).height(Shrink)
    }

    fn scrolling<'a, Message: 'a>(
        &self,
        content: impl Into<Element<'a, Message>>,
        bar: scrollable::Scrollbar,
    ) -> Scrollable<'a, Message> {
        let bar = bar.width(6).scroller_width(6).margin(2);
        scrollable(Around::new(content, Sheet))
            .direction(scrollable::Direction::Vertical(bar))
            .style(style::scroll(self.colors))
            .width(Fill)
            .height(Fill)
    }

    /// What an empty place teaches: what it is for and what to do first.
    pub(crate) fn empty<'a, Message: 'a>(&self, icon: Icon, heading: &str, lesson: String) -> Element<'a, Message> {
        let aligned = alignment::Horizontal::Center;
        let parts = column![
            icon.at(size::TITLE).color(self.colors.faint),
            title(heading, size::SUBHEADING),
            container(self.centered(body(lesson).color(self.colors.muted))).max_width(measure::LIST),
        ];
        container(parts.spacing(space::S).align_x(aligned)).center(Fill).padding(space::L).into()
    }

    /// Lines in the middle, where the toolkit can put them there.
    fn centered<'a>(&self, words: Text<'a, Theme>) -> Text<'a, Theme> {
        if self.right_to_left() { words } else { words.align_x(alignment::Horizontal::Center) }
    }

    /// A page of a form's width in the middle of what there is.
    pub(crate) fn form<'a, Message: 'a>(&self, content: impl Into<Element<'a, Message>>) -> Container<'a, Message> {
        // In a low window the page begins where it can be seen.
        let above = if self.size.height < measure::LOW { space::L } else { space::XXL };
        let padding = Padding { top: above, right: space::L, bottom: above, left: space::L };
        container(container(content).max_width(measure::FORM)).center_x(Fill).padding(padding)
    }
}

fn button_padding(look: Look) -> Padding {
    match look {
        Look::Filled | Look::Grave | Look::Outlined => Padding::from([space::XS, space::M]),
        Look::Link => Padding::from([space::XXS, 0.0]),
        Look::Quiet | Look::Row(_) | Look::Choice(_) => Padding::from([6.0, 10.0]),
    }
}
