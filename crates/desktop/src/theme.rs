//! Every number and every colour of the face. No other module holds one. `docs/design-language.md` says why they are so.

mod colors;
mod faces;
pub(crate) mod style;

pub(crate) use self::colors::{Colors, Contrast, Mode};
#[cfg(test)]
pub(crate) use self::colors::{TEXT_CONTRAST, contrast};
#[cfg(test)]
pub(crate) use self::faces::load_ours_alone;
pub(crate) use self::faces::{
    FONTS, FONTS_OF_DRAWINGS, MATH, MONO, SANS, SANS_MEDIUM, SANS_STRONG, SERIF, SERIF_ITALIC, SERIF_STRONG, load,
    missing_scripts,
};

/// Type scale in pixels: one step is about a fifth, as in printed books.
pub(crate) mod size {
    /// Counts, dates, labels of marks.
    pub(crate) const CAPTION: f32 = 12.0;
    /// What stands beside a thing: author, tags, the status line.
    pub(crate) const META: f32 = 13.0;
    /// Buttons, fields, lists, sentences of the interface.
    pub(crate) const BODY: f32 = 14.0;
    /// Titles in a list.
    pub(crate) const ROW_TITLE: f32 = 16.5;
    /// Text to read for long.
    pub(crate) const READING: f32 = 17.0;
    /// Third-level headings and titles of panes.
    pub(crate) const SUBHEADING: f32 = 20.0;
    /// Second-level headings and titles of dialogs.
    pub(crate) const HEADING: f32 = 24.0;
    /// The title of what is being read.
    pub(crate) const TITLE: f32 = 32.0;
    /// The one line of the first screen.
    pub(crate) const DISPLAY: f32 = 44.0;
    /// Code beside reading text: a mono face looks larger than a serif of the same size.
    pub(crate) const CODE: f32 = 14.0;
}

/// Line heights, relative to the size.
pub(crate) mod leading {
    /// Headings and titles: the tightest that holds the descenders of Literata (ascent 1.177, descent 0.308, centred in
    /// the line). What reaches out of its line is left behind by the software renderer when the text changes (iced 0.14).
    pub(crate) const TIGHT: f32 = 1.36;
    /// The same for Noto Sans Arabic, whose dots stand lower.
    pub(crate) const TIGHT_ARABIC: f32 = 1.56;
    /// The interface.
    pub(crate) const NORMAL: f32 = 1.42;
    /// Reading: about 66 characters a line need much room between lines.
    pub(crate) const READING: f32 = 1.62;
    /// Code.
    pub(crate) const CODE: f32 = 1.5;
}

/// How large everything is drawn. All other numbers here are multiplied by it, so that a pane folds by the room that it
/// really has.
pub(crate) mod scale {
    /// Steps in percent: small enough to see each, few enough to reach the end.
    pub(crate) const STEPS: [u16; 8] = [80, 90, 100, 110, 125, 150, 175, 200];
    /// The one to begin with.
    pub(crate) const USUAL: u16 = 100;
}

/// Spacing scale in pixels.
pub(crate) mod space {
    /// Between a mark and its word.
    pub(crate) const XXS: f32 = 4.0;
    /// Inside a button, between a title and its line.
    pub(crate) const XS: f32 = 8.0;
    /// Between related things.
    pub(crate) const S: f32 = 12.0;
    /// Between things.
    pub(crate) const M: f32 = 16.0;
    /// Room at the edge of a pane.
    pub(crate) const L: f32 = 24.0;
    /// Between parts of a page.
    pub(crate) const XL: f32 = 36.0;
    /// Above the first line of a page.
    pub(crate) const XXL: f32 = 56.0;
}

/// Widths and heights in pixels.
pub(crate) mod measure {
    use iced::Size;

    /// The window when it opens for the first time.
    pub(crate) const WINDOW: Size = Size { width: 1280.0, height: 800.0 };
    /// No screen is larger; a remembered size beyond it is a mistake.
    pub(crate) const WINDOW_MAX: Size = Size { width: 7680.0, height: 4320.0 };
    /// What a system puts above and below a window: its title bar, and a bar at the edge of the screen.
    pub(crate) const FRAME: f32 = 64.0;
    /// Below this nothing can be read.
    pub(crate) const WINDOW_MIN: Size = Size { width: 640.0, height: 480.0 };
    /// The side of the program's picture on its window, in pixels: what window lists show on a dense screen.
    pub(crate) const EMBLEM: u32 = 64;
    /// The largest side at which it is drawn for a file, in pixels: 64 MiB while it is drawn.
    pub(crate) const EMBLEM_MOST: u32 = 4096;
    /// From here on shelf, list and page stand side by side; below, the page takes the place of the list.
    pub(crate) const THREE_PANES: f32 = 1080.0;
    /// From here on the shelf is beside the list; below, it folds to its marks.
    pub(crate) const SHELF_OPEN: f32 = 820.0;
    /// From here on parts stand side by side; below, one under the other.
    pub(crate) const BESIDE: f32 = 620.0;
    /// Below this height no room is left empty above a page.
    pub(crate) const LOW: f32 = 620.0;
    /// The shelf with titles.
    pub(crate) const SHELF: f32 = 232.0;
    /// The shelf folded to its marks.
    pub(crate) const SHELF_FOLDED: f32 = 60.0;
    /// The list beside a page.
    pub(crate) const LIST: f32 = 372.0;
    /// One row of the list: title, two lines of excerpt, one line beside; all rows are alike, so that the list can be
    /// windowed by arithmetic.
    pub(crate) const ROW: f32 = 112.0;
    /// The dot beside what is new.
    pub(crate) const DOT: f32 = 7.0;
    /// A window so wide has room for the words of all tools of a note.
    pub(crate) const TOOLS_IN_WORDS: f32 = 760.0;
    /// Tools above a page: a button of them with the same room over and under it.
    pub(crate) const TOOLBAR: f32 = 52.0;
    /// The outline of a note, beside its text or over it.
    pub(crate) const OUTLINE: f32 = 228.0;
    /// From here on the outline has room beside the text.
    pub(crate) const OUTLINE_BESIDE: f32 = 1560.0;
    /// A line of text to read: about 66 characters of the reading face.
    pub(crate) const LINE: f32 = 620.0;
    /// A hint under the pointer, at most.
    pub(crate) const HINT: f32 = 300.0;
    /// Dialogs.
    pub(crate) const DIALOG: f32 = 480.0;
    /// Dialogs that one looks through: search, commands, what happened to each file.
    pub(crate) const DIALOG_WIDE: f32 = 640.0;
    /// The part of such a dialog that scrolls, at most.
    pub(crate) const DIALOG_LIST: f32 = 420.0;
    /// What of the commands is not their list: room at the edges, heading, field.
    pub(crate) const BESIDE_PALETTE: f32 = 205.0;
    /// The same of the search, which has a line more.
    pub(crate) const BESIDE_SEARCH: f32 = 260.0;
    /// The same of what happened to each file, which has two lines and a button more.
    pub(crate) const BESIDE_OUTCOME: f32 = 330.0;
    /// A menu: words of every language and the keys beside them have room on one line.
    pub(crate) const MENU: f32 = 376.0;
    /// One entry of a menu or of the commands; all are alike, so that they can be scrolled to by arithmetic.
    pub(crate) const ENTRY: f32 = 36.0;
    /// One search result: its title and a line of its text.
    pub(crate) const HIT: f32 = 62.0;
    /// A page with a form or a table on it.
    pub(crate) const FORM: f32 = 680.0;
    /// The first of two columns of words: keys beside what they do, a thing beside how it stands.
    pub(crate) const TERM: f32 = 190.0;
    /// Corners of buttons and fields.
    pub(crate) const RADIUS: f32 = 5.0;
    /// Corners of marks.
    pub(crate) const RADIUS_MARK: f32 = 4.0;
    /// Width of the ring around what has the focus.
    pub(crate) const RING: f32 = 2.0;
    /// The same in high contrast.
    pub(crate) const RING_HIGH: f32 = 3.0;
    /// How far the ring of a link lies out of its words.
    pub(crate) const RING_OUT: f32 = 4.0;
    /// Gap between a thing and its ring.
    pub(crate) const RING_GAP: f32 = 2.0;
    /// A bar that says how far something is.
    pub(crate) const BAR: f32 = 4.0;
    /// The edge of a button in high contrast: there the inks are alike, and its strength tells what can be pressed.
    pub(crate) const EDGE_HIGH: f32 = 2.0;
    /// The line beside a passage that is disputed: as wide as a stroke of a marker, so that it is seen without its colour.
    pub(crate) const DISPUTED: f32 = 4.0;
    /// A hairline.
    pub(crate) const HAIRLINE: f32 = 1.0;
    /// Tallest picture in a text, so that one picture never fills the window.
    pub(crate) const PICTURE: f32 = 460.0;
    /// Tallest picture in a cell of a table.
    pub(crate) const PICTURE_SMALL: f32 = 96.0;
    /// The composer under a question.
    pub(crate) const COMPOSER: f32 = 132.0;
}
