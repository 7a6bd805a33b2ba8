//! The menu: what can be done with one thing or with several. Rows of the list, what is open, answers and comments have the
//! same one; it lies at the pointer, or under what was pressed, whole inside the window.

use iced::widget::operation::AbsoluteOffset;
use iced::widget::{Column, Id, column, container, mouse_area, opaque, operation, pin, space};
use iced::{Element, Fill, Point, Rectangle, Shrink, Size, Task};

use crate::icon::Icon;
use crate::keys::{self, Key};
use crate::theme::style::{self, Look};
use crate::theme::{SANS, SANS_STRONG, leading, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{caption, hairline};
use crate::widget::{Clamp, Press, text};

/// The name of what scrolls in it where the window is low.
const SCROLL: &str = "menu-scroll";
/// Height of a line that parts it, with the room around it.
const PART: f32 = 2.0 * gap::XXS + measure::HAIRLINE;

/// For what it is.
#[derive(Debug, Clone)]
pub(crate) enum Heading {
    /// One thing, by its title or whose it is.
    Words(String),
    /// So many.
    Count(usize),
}

/// A line of it.
#[derive(Debug, Clone)]
pub(crate) struct Line<M> {
    icon: Option<Icon>,
    words: &'static str,
    key: Option<Key>,
    /// How the key is written that does the same.
    written: &'static str,
    message: M,
    apart: bool,
}

impl<M> Line<M> {
    /// A line that tells this; `words` is the key of what it says.
    pub(crate) fn new(icon: Icon, words: &'static str, message: M) -> Self {
        Self { icon: Some(icon), words, key: None, written: "", message, apart: false }
    }

    /// One without a sign, and beside its words the key that does the same once the menu is gone.
    pub(crate) fn plain(words: &'static str, written: &'static str, message: M) -> Self {
        Self { icon: None, words, key: None, written, message, apart: false }
    }

    /// The same by this key, which stands beside the words and does it while the menu is open, too.
    pub(crate) fn by(self, key: Key) -> Self {
        Self { key: Some(key), written: keys::written(key), ..self }
    }

    /// The same, told to whoever is around.
    pub(crate) fn map<N>(self, told: impl Fn(M) -> N) -> Line<N> {
        let Self { icon, words, key, written, message, apart } = self;
        Line { icon, words, key, written, message: told(message), apart }
    }

    /// The same, under a line across.
    pub(crate) fn apart(self) -> Self {
        Self { apart: true, ..self }
    }
}

/// Where it lies.
#[derive(Debug, Clone)]
pub(crate) enum At {
    /// Where somebody pressed the other button.
    Pointer,
    /// Under what has this name, or over it where there is no room.
    Under(Id),
}

/// A menu.
#[derive(Debug, Clone)]
pub(crate) struct Menu<M> {
    heading: Heading,
    lines: Vec<Line<M>>,
    cursor: usize,
    /// What it lies under; nothing but a point where somebody pressed.
    beside: Rectangle,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Message {
    /// Somebody chooses the line at this place.
    Choose(usize),
}

impl<M> Menu<M> {
    /// For what `heading` says.
    pub(crate) fn new(heading: Heading, lines: Vec<Line<M>>) -> Self {
        Self { heading, lines, cursor: 0, beside: Rectangle::default() }
    }

    /// The same, told to whoever is around.
    pub(crate) fn map<N>(self, told: impl Fn(M) -> N) -> Menu<N> {
        let lines = self.lines.into_iter().map(|line| line.map(&told)).collect();
        Menu { heading: self.heading, lines, cursor: self.cursor, beside: self.beside }
    }

    /// It lies under this.
    pub(crate) fn lie_under(&mut self, beside: Rectangle) {
        self.beside = beside;
    }

    /// Whether there is anything to choose.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// One line up or down, round and round.
    pub(crate) fn walk<N: Send + 'static>(&mut self, down: bool) -> Task<N> {
        let count = self.lines.len().max(1);
        self.cursor = (self.cursor + if down { 1 } else { count - 1 }) % count;
        // Only where the window is so low that the menu scrolls.
        let above = self.lines[..self.cursor].iter().map(Line::height).sum::<f32>();
        operation::scroll_to(SCROLL, AbsoluteOffset { x: None, y: Some((above - measure::ENTRY).max(0.0)) })
    }

    /// The place of the line that the arrows are at.
    pub(crate) fn cursor(&self) -> usize {
        self.cursor
    }

    /// The place of the line that this key does.
    pub(crate) fn by_key(&self, key: Key) -> Option<usize> {
        self.lines.iter().position(|line| line.key == Some(key))
    }

    /// What the line at this place tells.
    pub(crate) fn into_message(self, place: usize) -> Option<M> {
        self.lines.into_iter().nth(place).map(|line| line.message)
    }

    fn size(&self, window: Size) -> Size {
        let lines = self.lines.iter().map(Line::height).sum::<f32>();
        let height = measure::ENTRY + lines + 2.0 * gap::XXS;
        Size::new(measure::MENU.min(window.width - 2.0 * gap::XS), height.min(window.height - 2.0 * gap::XS))
    }

    /// Its upper left corner.
    pub(crate) fn place(&self, ui: &Ui) -> Point {
        let Self { beside, .. } = self;
        let size = self.size(ui.size);
        let fit = |at: f32, length: f32, whole: f32| at.min(whole - length - gap::XS).max(gap::XS);
        let x = if ui.right_to_left() { beside.x + beside.width - size.width } else { beside.x };
        let below = beside.y + beside.height;
        let fits_below = below + size.height + gap::XS <= ui.size.height;
        let y = if fits_below || beside.height == 0.0 { below } else { beside.y - size.height };
        Point::new(fit(x, size.width, ui.size.width), fit(y, size.height, ui.size.height))
    }

    /// It over all else, and what lies beside it: pressing that does this.
    pub(crate) fn layers<'a, N: Clone + 'a>(
        &'a self,
        ui: &'a Ui,
        told: fn(Message) -> N,
        close: N,
    ) -> [Element<'a, N>; 2] {
        let beside = mouse_area(space().width(Fill).height(Fill)).on_press(close.clone()).on_right_press(close);
        [opaque(beside), pin(opaque(self.view(ui).map(told))).position(self.place(ui)).into()]
    }

    fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let size = self.size(ui.size);
        let mut lines = Column::new();
        for (place, line) in self.lines.iter().enumerate() {
            if line.apart && place > 0 {
                lines = lines.push(container(hairline(&ui.colors)).padding([gap::XXS, 0.0]));
            }
            lines = lines.push(line.view(ui, place, place == self.cursor));
        }
        let lines = ui.scroll(lines).id(SCROLL).height(Shrink);
        let sheet = container(column![self.heading(ui), lines]).padding(gap::XXS);
        sheet.width(size.width).max_height(size.height).style(style::sheet(ui.colors)).into()
    }

    fn heading<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let heading: Element<'a, Message> = match &self.heading {
            Heading::Words(words) => {
                let words = Clamp::new(words, 1).font(SANS_STRONG).size(size::CAPTION, leading::NORMAL);
                words.color(ui.colors.muted).start(ui.start()).into()
            }
            Heading::Count(count) => {
                let words = caption(ui.text.with("chosen-count", &[("count", (*count).into())]), &ui.colors);
                ui.placed(words).into()
            }
        };
        container(heading).height(measure::ENTRY).padding([gap::XS, gap::S]).width(Fill).into()
    }
}

impl<M> Line<M> {
    fn height(&self) -> f32 {
        measure::ENTRY + if self.apart { PART } else { 0.0 }
    }

    fn view<'a>(&'a self, ui: &'a Ui, place: usize, ringed: bool) -> Element<'a, Message> {
        let words = Clamp::new_owned(ui.text.get(self.words), 1).font(SANS).size(size::BODY, leading::NORMAL);
        let words = container(words.start(ui.start())).width(Fill);
        let keys = caption(self.written, &ui.colors).wrapping(text::Wrapping::None);
        let icon = self.icon.map(|icon| Element::from(icon.at(size::BODY).color(ui.colors.muted)));
        let parts = icon.into_iter().chain([words.into(), keys.into()]);
        Press::new(ui.across(parts).spacing(gap::S), style::press(ui.colors, Look::Row(false)))
            .padding([(measure::ENTRY - size::BODY * leading::NORMAL) / 2.0, gap::S])
            .width(Fill)
            .height(measure::ENTRY)
            .stops(false)
            .ringed(ringed)
            .on_press(Message::Choose(place))
            .into()
    }
}

#[cfg(test)]
mod tests {
    use commonplace_core::time::Timestamp;
    use commonplace_node::text::Language;

    use super::*;
    use crate::theme::Mode;

    fn ui(language: Language, width: f32, height: f32) -> Ui {
        Ui { size: Size::new(width, height), ..Ui::new(Mode::Light, language, Timestamp::from_millis(0)) }
    }

    fn menu(beside: Rectangle) -> Menu<()> {
        let line = || Line::new(Icon::Copy, "copy", ());
        let mut menu = Menu::new(Heading::Count(2), vec![line(), line().apart(), line()]);
        menu.lie_under(beside);
        menu
    }

    #[test]
    fn it_is_whole_inside_the_window_wherever_somebody_presses() {
        for language in [Language::English, Language::Arabic] {
            for (width, height) in [(1280.0, 800.0), (640.0, 480.0), (320.0, 100.0)] {
                let ui = ui(language, width, height);
                for at in [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height), (width / 2.0, height / 2.0)] {
                    let menu = menu(Rectangle::new(at.into(), Size::ZERO));
                    let (place, size) = (menu.place(&ui), menu.size(ui.size));
                    assert!(place.x >= 0.0 && place.x + size.width <= width, "{at:?} of {width}: {place:?} {size:?}");
                    assert!(
                        place.y >= 0.0 && place.y + size.height <= height,
                        "{at:?} of {height}: {place:?} {size:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn it_lies_under_its_button_where_lines_begin_and_over_it_at_the_lower_edge() {
        let button = Rectangle::new(Point::new(600.0, 100.0), Size::new(60.0, 30.0));
        let place = |language, button| menu(button).place(&ui(language, 1280.0, 800.0));
        assert_eq!(place(Language::English, button), Point::new(600.0, 130.0));
        assert_eq!(place(Language::Arabic, button), Point::new(660.0 - measure::MENU, 130.0));
        let low = Rectangle::new(Point::new(600.0, 760.0), button.size());
        assert!(place(Language::English, low).y < 760.0 - measure::ENTRY * 3.0);
    }

    #[test]
    fn arrows_go_round() {
        let mut menu = menu(Rectangle::default());
        for (down, cursor) in [(true, 1), (true, 2), (true, 0), (false, 2)] {
            drop(menu.walk::<()>(down));
            assert_eq!(menu.cursor(), cursor);
        }
    }
}
