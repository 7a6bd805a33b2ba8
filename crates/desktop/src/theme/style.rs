//! How the toolkit's own widgets look.

use iced::border::{self, Border};
use iced::widget::{container, progress_bar, rule, scrollable, text_editor, text_input};
use iced::{Background, Color, Shadow, Theme};

use super::{Colors, Contrast, Mode, measure};
use crate::widget::press;

/// How prominent something to press is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// The one thing to do on a screen.
    Filled,
    /// The one thing to do where it takes something away that does not come back.
    Grave,
    /// Another thing to do.
    Outlined,
    /// Tools of the interface.
    Quiet,
    /// A way to somewhere else, among words: begins where the words do.
    Link,
    /// A row of a list or of the shelf; `true` when it is the chosen one.
    Row(bool),
    /// One of several; `true` when it is the chosen one.
    Choice(bool),
}

/// The look of something to press.
pub(crate) fn press(colors: Colors, look: Look) -> impl Fn(press::Status) -> press::Style {
    move |status| {
        let style = match look {
            Look::Filled => filled(colors, status, colors.accent, colors.accent_hover),
            Look::Grave => filled(colors, status, colors.bad, colors.bad_hover),
            Look::Outlined => outlined(colors, status),
            Look::Quiet => quiet(colors, status),
            Look::Link => link(colors, status),
            Look::Row(chosen) => row(colors, status, chosen),
            Look::Choice(chosen) => choice(colors, status, chosen),
        };
        let ring_width = if colors.is_high() { measure::RING_HIGH } else { measure::RING };
        let ring_out = if look == Look::Link { measure::RING_OUT } else { 0.0 };
        press::Style { ring: colors.accent, ring_width, ring_out, ..style }
    }
}

/// The look of a badge to press: on a wash, with an edge of its ink.
pub(crate) fn badge(colors: Colors, ink: Color, wash: Color) -> impl Fn(press::Status) -> press::Style {
    move |status| {
        let ground = match status {
            press::Status::Hovered | press::Status::Pressed => colors.hover,
            press::Status::Idle | press::Status::Disabled => wash,
        };
        let ring_width = if colors.is_high() { measure::RING_HIGH } else { measure::RING };
        press::Style { border: edge(ink), ring: colors.accent, ring_width, ..plain(Some(ground), ink) }
    }
}

fn plain(background: Option<Color>, text: Color) -> press::Style {
    let border = border::rounded(measure::RADIUS);
    press::Style { background, text, border, ring: text, ring_width: measure::RING, ring_out: 0.0 }
}

fn edge(color: Color) -> Border {
    border::rounded(measure::RADIUS).color(color).width(measure::HAIRLINE)
}

fn filled(c: Colors, status: press::Status, ground: Color, under_pointer: Color) -> press::Style {
    match status {
        // On a dialog its ground alone would not be seen.
        press::Status::Disabled => press::Style { border: edge(c.line), ..plain(Some(c.hover), c.faint) },
        press::Status::Hovered | press::Status::Pressed => plain(Some(under_pointer), c.on_accent),
        press::Status::Idle => plain(Some(ground), c.on_accent),
    }
}

fn outlined(c: Colors, status: press::Status) -> press::Style {
    let ground = ground(c, status, None);
    if status == press::Status::Disabled {
        return press::Style { border: edge(c.line), ..plain(ground, c.faint) };
    }
    let border = if c.is_high() { edge(c.edge).width(measure::EDGE_HIGH) } else { edge(c.edge) };
    press::Style { border, ..plain(ground, c.ink) }
}

fn quiet(c: Colors, status: press::Status) -> press::Style {
    let text = match status {
        press::Status::Disabled => c.faint,
        press::Status::Idle => c.muted,
        press::Status::Hovered | press::Status::Pressed => c.ink,
    };
    edged(c, plain(ground(c, status, None), text))
}

fn link(c: Colors, status: press::Status) -> press::Style {
    let text = match status {
        press::Status::Disabled => c.faint,
        press::Status::Idle => c.accent,
        press::Status::Hovered | press::Status::Pressed => c.accent_hover,
    };
    plain(None, text)
}

fn row(c: Colors, status: press::Status, chosen: bool) -> press::Style {
    edged(c, plain(ground(c, status, chosen.then_some(c.selected)), c.ink))
}

fn choice(c: Colors, status: press::Status, chosen: bool) -> press::Style {
    let text = if chosen { c.ink } else { c.muted };
    edged(c, plain(ground(c, status, chosen.then_some(c.selected)), text))
}

/// In high contrast what has a ground of its own has an edge as well: two grounds are hard to tell apart.
fn edged(c: Colors, style: press::Style) -> press::Style {
    if c.is_high() && style.background.is_some() { press::Style { border: edge(c.edge), ..style } } else { style }
}

fn ground(c: Colors, status: press::Status, at_rest: Option<Color>) -> Option<Color> {
    match status {
        press::Status::Pressed => Some(c.selected),
        press::Status::Hovered => Some(at_rest.unwrap_or(c.hover)),
        press::Status::Idle | press::Status::Disabled => at_rest,
    }
}

/// The toolkit's theme, for what is not styled one by one.
pub(crate) fn theme(colors: Colors) -> Theme {
    let name = match (colors.mode, colors.contrast) {
        (Mode::Light, Contrast::Usual) => "Commonplace light",
        (Mode::Dark, Contrast::Usual) => "Commonplace dark",
        (Mode::Light, Contrast::High) => "Commonplace light, high contrast",
        (Mode::Dark, Contrast::High) => "Commonplace dark, high contrast",
    };
    Theme::custom(
        name,
        iced::theme::Palette {
            background: colors.page,
            text: colors.ink,
            primary: colors.accent,
            success: colors.good,
            warning: colors.warn,
            danger: colors.bad,
        },
    )
}

/// A ground of one colour.
pub(crate) fn ground_of(color: Color) -> impl Fn(&Theme) -> container::Style {
    move |_| container::Style { background: Some(Background::Color(color)), ..container::Style::default() }
}

/// A sheet above the page: dialogs. Without a shadow: the software renderer draws shadows anew over what it does not
/// redraw, so that a sheet darkens with every key (iced 0.14).
pub(crate) fn sheet(colors: Colors) -> impl Fn(&Theme) -> container::Style {
    move |_| container::Style {
        background: Some(colors.raised.into()),
        border: edge(colors.edge),
        text_color: Some(colors.ink),
        ..container::Style::default()
    }
}

/// A ground with round corners: marks, code, toasts.
pub(crate) fn patch(ground: Color, text: Color, radius: f32) -> impl Fn(&Theme) -> container::Style {
    move |_| container::Style {
        background: Some(ground.into()),
        border: border::rounded(radius),
        text_color: Some(text),
        ..container::Style::default()
    }
}

/// A ring with nothing in it.
pub(crate) fn ring(color: Color, width: f32) -> impl Fn(&Theme) -> container::Style {
    move |_| container::Style {
        // Rounder than any ring is large.
        border: border::rounded(measure::TOOLBAR).color(color).width(width),
        ..container::Style::default()
    }
}

/// A card on the page: something to be looked at as a whole.
pub(crate) fn card(colors: Colors) -> impl Fn(&Theme) -> container::Style {
    move |_| container::Style {
        background: Some(colors.sunken.into()),
        border: if colors.is_high() { edge(colors.edge) } else { border::rounded(measure::RADIUS) },
        text_color: Some(colors.ink),
        ..container::Style::default()
    }
}

/// A bar that says how far something is.
pub(crate) fn bar(colors: Colors) -> impl Fn(&Theme) -> progress_bar::Style {
    move |_| progress_bar::Style {
        background: colors.line.into(),
        bar: colors.accent.into(),
        border: border::rounded(measure::BAR / 2.0),
    }
}

/// A hairline.
pub(crate) fn hairline(color: Color) -> impl Fn(&Theme) -> rule::Style {
    move |_| rule::Style { color, radius: 0.0.into(), fill_mode: rule::FillMode::Full, snap: true }
}

/// A field of one line with an edge.
pub(crate) fn field(colors: Colors) -> impl Fn(&Theme, text_input::Status) -> text_input::Style {
    move |_, status| text_input::Style {
        background: colors.raised.into(),
        border: field_edge(colors, matches!(status, text_input::Status::Focused { .. }), hovered(status)),
        icon: colors.faint,
        placeholder: colors.faint,
        value: colors.ink,
        selection: selection(colors),
    }
}

/// A field that looks like the page until one points at it or writes in it: the title in the editor.
pub(crate) fn bare_field(colors: Colors) -> impl Fn(&Theme, text_input::Status) -> text_input::Style {
    move |_, status| text_input::Style {
        background: match status {
            text_input::Status::Focused { .. } => colors.raised.into(),
            text_input::Status::Hovered => colors.sunken.into(),
            _ => Color::TRANSPARENT.into(),
        },
        border: match status {
            text_input::Status::Focused { .. } => border::rounded(measure::RADIUS).color(colors.accent).width(1),
            _ => border::rounded(measure::RADIUS),
        },
        icon: colors.faint,
        placeholder: colors.faint,
        value: colors.ink,
        selection: selection(colors),
    }
}

/// A field of several lines with an edge.
pub(crate) fn area(colors: Colors) -> impl Fn(&Theme, text_editor::Status) -> text_editor::Style {
    move |_, status| text_editor::Style {
        background: colors.raised.into(),
        border: field_edge(
            colors,
            matches!(status, text_editor::Status::Focused { .. }),
            matches!(status, text_editor::Status::Hovered),
        ),
        placeholder: colors.faint,
        value: colors.ink,
        selection: selection(colors),
    }
}

/// Where one writes for long: no edge; the caret is the focus.
pub(crate) fn bare_area(colors: Colors) -> impl Fn(&Theme, text_editor::Status) -> text_editor::Style {
    move |_, _| text_editor::Style {
        background: Color::TRANSPARENT.into(),
        border: Border::default(),
        placeholder: colors.faint,
        value: colors.ink,
        selection: selection(colors),
    }
}

fn hovered(status: text_input::Status) -> bool {
    matches!(status, text_input::Status::Hovered)
}

fn field_edge(colors: Colors, focused: bool, hovered: bool) -> Border {
    let (color, width) = match (focused, hovered) {
        (true, _) => (colors.accent, measure::RING),
        (false, true) => (colors.muted, measure::HAIRLINE),
        (false, false) => (colors.edge, measure::HAIRLINE),
    };
    border::rounded(measure::RADIUS).color(color).width(width)
}

/// How much of the accent lies over what is marked.
pub(crate) const SELECTION: f32 = 0.28;

/// The ground of words that are marked, where one reads and where one writes.
pub(crate) fn selection(colors: Colors) -> Color {
    Color { a: SELECTION, ..colors.accent }
}

/// Thin bars that appear under the pointer and keep out of the way.
pub(crate) fn scroll(colors: Colors) -> impl Fn(&Theme, scrollable::Status) -> scrollable::Style {
    move |_, status| {
        let color = match status {
            scrollable::Status::Dragged { .. } => colors.muted,
            scrollable::Status::Hovered { is_vertical_scrollbar_hovered: true, .. } => colors.edge,
            _ => Color { a: 0.45, ..colors.edge },
        };
        let rail = scrollable::Rail {
            background: None,
            border: Border::default(),
            scroller: scrollable::Scroller { background: color.into(), border: border::rounded(3) },
        };
        scrollable::Style {
            container: container::Style::default(),
            vertical_rail: rail,
            horizontal_rail: rail,
            gap: None,
            auto_scroll: scrollable::AutoScroll {
                background: colors.raised.into(),
                border: edge(colors.line),
                shadow: Shadow::default(),
                icon: colors.muted,
            },
        }
    }
}
