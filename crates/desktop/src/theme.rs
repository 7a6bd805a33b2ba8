//! Every number and every colour of the face. No other module holds one.

pub(crate) mod style;

use iced::font::{Family, Style, Weight};
use iced::{Color, Font};

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
    /// The shelf with titles.
    pub(crate) const SHELF: f32 = 232.0;
    /// The shelf folded to its marks.
    pub(crate) const SHELF_FOLDED: f32 = 60.0;
    /// The list beside a page.
    pub(crate) const LIST: f32 = 372.0;
    /// One row of the list: title, two lines of excerpt, one line beside; all rows are alike, so that the list can be
    /// windowed by arithmetic.
    pub(crate) const ROW: f32 = 112.0;
    /// A line of text to read: about 66 characters of the reading face.
    pub(crate) const LINE: f32 = 620.0;
    /// A hint under the pointer, at most.
    pub(crate) const HINT: f32 = 300.0;
    /// Dialogs.
    pub(crate) const DIALOG: f32 = 480.0;
    /// A page with a form or a table on it.
    pub(crate) const FORM: f32 = 680.0;
    /// Corners of buttons and fields.
    pub(crate) const RADIUS: f32 = 5.0;
    /// Corners of marks.
    pub(crate) const RADIUS_MARK: f32 = 4.0;
    /// Width of the ring around what has the focus.
    pub(crate) const RING: f32 = 2.0;
    /// Gap between a thing and its ring.
    pub(crate) const RING_GAP: f32 = 2.0;
    /// A bar that says how far something is.
    pub(crate) const BAR: f32 = 4.0;
    /// A hairline.
    pub(crate) const HAIRLINE: f32 = 1.0;
    /// Tallest picture in a text, so that one picture never fills the window.
    pub(crate) const PICTURE: f32 = 460.0;
    /// The composer under a question.
    pub(crate) const COMPOSER: f32 = 132.0;
}

/// The serif: titles, and whatever is read rather than operated.
pub(crate) const SERIF: Font = face("Literata", Weight::Normal, Style::Normal);
/// The serif for titles and strong passages.
pub(crate) const SERIF_STRONG: Font = face("Literata", Weight::Semibold, Style::Normal);
/// The serif for emphasis.
pub(crate) const SERIF_ITALIC: Font = face("Literata", Weight::Normal, Style::Italic);
/// The sans: whatever is operated.
pub(crate) const SANS: Font = face("Inter", Weight::Normal, Style::Normal);
/// The sans for buttons and names.
pub(crate) const SANS_MEDIUM: Font = face("Inter", Weight::Medium, Style::Normal);
/// The sans for labels.
pub(crate) const SANS_STRONG: Font = face("Inter", Weight::Semibold, Style::Normal);
/// Code, tickets and addresses.
pub(crate) const MONO: Font = face("JetBrains Mono", Weight::Normal, Style::Normal);

const fn face(name: &'static str, weight: Weight, style: Style) -> Font {
    Font { family: Family::Name(name), weight, stretch: iced::font::Stretch::Normal, style }
}

/// The bundled faces. Arabic has no face of its own above: shaping falls back to Noto Sans Arabic by name.
pub(crate) const FONTS: [&[u8]; 10] = [
    include_bytes!("../../../assets/fonts/Literata-Regular.ttf"),
    include_bytes!("../../../assets/fonts/Literata-SemiBold.ttf"),
    include_bytes!("../../../assets/fonts/Literata-Italic.ttf"),
    include_bytes!("../../../assets/fonts/Inter-Regular.ttf"),
    include_bytes!("../../../assets/fonts/Inter-Medium.ttf"),
    include_bytes!("../../../assets/fonts/Inter-SemiBold.ttf"),
    include_bytes!("../../../assets/fonts/JetBrainsMono-Regular.ttf"),
    include_bytes!("../../../assets/fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../../../assets/fonts/NotoSansArabic-SemiBold.ttf"),
    include_bytes!("../../../assets/fonts/Lucide-Subset.ttf"),
];

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Mode {
    /// Ink on warm paper.
    #[default]
    Light,
    /// Lamp light.
    Dark,
}

/// Colours by what they are for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Colors {
    /// Which set it is.
    pub(crate) mode: Mode,
    /// Where one reads and writes.
    pub(crate) page: Color,
    /// The shelf and the status line.
    pub(crate) shelf: Color,
    /// Dialogs and fields.
    pub(crate) raised: Color,
    /// Code and quotations.
    pub(crate) sunken: Color,
    /// Under the pointer.
    pub(crate) hover: Color,
    /// Chosen, and pressed.
    pub(crate) selected: Color,
    /// Text.
    pub(crate) ink: Color,
    /// Text beside the text.
    pub(crate) muted: Color,
    /// Counts, dates, placeholders.
    pub(crate) faint: Color,
    /// Hairlines; they separate and carry no meaning.
    pub(crate) line: Color,
    /// Edges of fields: 3:1, because they show where to type.
    pub(crate) edge: Color,
    /// The one filled button, links, the focus ring.
    pub(crate) accent: Color,
    /// The filled button under the pointer.
    pub(crate) accent_hover: Color,
    /// Text on the filled button.
    pub(crate) on_accent: Color,
    /// A question that waits.
    pub(crate) question: Color,
    /// Behind it.
    pub(crate) question_wash: Color,
    /// Accepted, and safe.
    pub(crate) good: Color,
    /// Behind it.
    pub(crate) good_wash: Color,
    /// Only here, not yet safe.
    pub(crate) warn: Color,
    /// Behind it.
    pub(crate) warn_wash: Color,
    /// Refused or failed.
    pub(crate) bad: Color,
    /// A button that takes away, under the pointer.
    pub(crate) bad_hover: Color,
    /// Behind it.
    pub(crate) bad_wash: Color,
    /// Over the page while a dialog is open.
    pub(crate) scrim: Color,
}

const fn hex(rgb: u32) -> Color {
    Color::from_rgb8((rgb >> 16 & 0xff) as u8, (rgb >> 8 & 0xff) as u8, (rgb & 0xff) as u8)
}

impl Colors {
    /// The colours of a mode.
    pub(crate) const fn of(mode: Mode) -> Self {
        match mode {
            Mode::Light => Self::LIGHT,
            Mode::Dark => Self::DARK,
        }
    }

    const LIGHT: Self = Self {
        mode: Mode::Light,
        page: hex(0xfb_f8f1),
        shelf: hex(0xf4_ede1),
        raised: hex(0xff_fdf8),
        sunken: hex(0xf2_ecdf),
        hover: hex(0xee_e7d9),
        selected: hex(0xe7_decc),
        ink: hex(0x2a_241d),
        muted: hex(0x5c_5346),
        faint: hex(0x68_5e50),
        line: hex(0xe4_dccb),
        edge: hex(0x93_8872),
        accent: hex(0x1f_5566),
        accent_hover: hex(0x17_434f),
        on_accent: hex(0xff_fdf8),
        question: hex(0x7a_4a0c),
        question_wash: hex(0xf7_e9cb),
        good: hex(0x33_602a),
        good_wash: hex(0xe3_ecd5),
        warn: hex(0x8a_3f12),
        warn_wash: hex(0xf8_e2d2),
        bad: hex(0x99_2b22),
        bad_hover: hex(0x7c_211a),
        bad_wash: hex(0xf8_dfda),
        scrim: Color { a: 0.42, ..hex(0x2a_241d) },
    };

    const DARK: Self = Self {
        mode: Mode::Dark,
        page: hex(0x1c_1916),
        shelf: hex(0x16_1310),
        raised: hex(0x26_221d),
        sunken: hex(0x14_1210),
        hover: hex(0x2a_2520),
        selected: hex(0x36_3028),
        ink: hex(0xec_e5d8),
        muted: hex(0xbd_b2a2),
        faint: hex(0xa7_9c8b),
        line: hex(0x34_2e27),
        edge: hex(0x7e_7362),
        accent: hex(0x8f_c6d2),
        accent_hover: hex(0xa9_d6df),
        on_accent: hex(0x0f_2a32),
        question: hex(0xe9_be77),
        question_wash: hex(0x3b_2e17),
        good: hex(0xa6_cd93),
        good_wash: hex(0x25_331e),
        warn: hex(0xed_ae83),
        warn_wash: hex(0x40_2818),
        bad: hex(0xf0_a198),
        bad_hover: hex(0xf6_bab3),
        bad_wash: hex(0x43_211d),
        scrim: Color { a: 0.6, ..hex(0x05_0404) },
    };
}

/// Contrast of two opaque colours by WCAG 2.2 (relative luminance, success criterion 1.4.3).
pub(crate) fn contrast(one: Color, other: Color) -> f32 {
    let (one, other) = (one.relative_luminance(), other.relative_luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Least contrast of text, WCAG AA.
pub(crate) const TEXT_CONTRAST: f32 = 4.5;

/// `color`, moved towards `ink` until it can be read on `background`: for colours that come from elsewhere, such as a
/// syntax theme made for another paper.
pub(crate) fn legible(color: Color, ink: Color, background: Color) -> Color {
    let mix = |part: f32| {
        let of = |from: f32, to: f32| from + (to - from) * part;
        Color::from_rgb(of(color.r, ink.r), of(color.g, ink.g), of(color.b, ink.b))
    };
    (0..=10_u8)
        .map(|step| mix(f32::from(step) / 10.0))
        .find(|mixed| contrast(*mixed, background) >= TEXT_CONTRAST)
        .unwrap_or(ink)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every role of text with every ground that it stands on somewhere.
    fn text_pairs(colors: &Colors) -> Vec<(String, Color, Color)> {
        let c = colors;
        let grounds = [
            ("page", c.page),
            ("shelf", c.shelf),
            ("raised", c.raised),
            ("sunken", c.sunken),
            ("hover", c.hover),
            ("selected", c.selected),
        ];
        let texts = [
            ("ink", c.ink),
            ("muted", c.muted),
            ("faint", c.faint),
            ("accent", c.accent),
            ("question", c.question),
            ("good", c.good),
            ("warn", c.warn),
            ("bad", c.bad),
        ];
        let washes = [
            ("question", c.question, c.question_wash),
            ("good", c.good, c.good_wash),
            ("warn", c.warn, c.warn_wash),
            ("bad", c.bad, c.bad_wash),
            ("ink on warn", c.ink, c.warn_wash),
            ("ink on bad", c.ink, c.bad_wash),
            ("ink on good", c.ink, c.good_wash),
            ("ink on question", c.ink, c.question_wash),
            ("button", c.on_accent, c.accent),
            ("button under the pointer", c.on_accent, c.accent_hover),
            ("grave button", c.on_accent, c.bad),
            ("grave button under the pointer", c.on_accent, c.bad_hover),
            ("toast", c.page, c.ink),
        ];
        let mut pairs: Vec<_> = washes.iter().map(|(name, text, wash)| ((*name).to_owned(), *text, *wash)).collect();
        for (text, color) in texts {
            pairs.extend(grounds.iter().map(|(ground, under)| (format!("{text} on {ground}"), color, *under)));
        }
        pairs
    }

    #[test]
    fn every_text_can_be_read_on_its_ground() {
        for mode in [Mode::Light, Mode::Dark] {
            for (name, text, ground) in text_pairs(&Colors::of(mode)) {
                let ratio = contrast(text, ground);
                assert!(ratio >= TEXT_CONTRAST, "{mode:?} {name}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn edges_and_rings_can_be_seen() {
        for mode in [Mode::Light, Mode::Dark] {
            let c = Colors::of(mode);
            for ground in [c.page, c.raised] {
                assert!(contrast(c.edge, ground) >= 3.0, "{mode:?} edge: {:.2}", contrast(c.edge, ground));
            }
            for ground in [c.page, c.shelf, c.raised, c.hover, c.selected] {
                assert!(contrast(c.accent, ground) >= 3.0, "{mode:?} ring");
            }
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((contrast(Color::BLACK, Color::WHITE) - 21.0).abs() < 0.01);
        // #767676 on white is the well-known lightest grey that passes.
        assert!((contrast(hex(0x76_7676), Color::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn a_foreign_colour_is_made_legible() {
        let c = Colors::of(Mode::Light);
        let pale = hex(0xb4_c4d0);
        assert!(contrast(pale, c.sunken) < TEXT_CONTRAST);
        assert!(contrast(legible(pale, c.ink, c.sunken), c.sunken) >= TEXT_CONTRAST);
        assert_eq!(legible(c.accent, c.ink, c.sunken), c.accent, "what can be read stays as it is");
    }
}
