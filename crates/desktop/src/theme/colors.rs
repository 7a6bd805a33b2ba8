//! Colours by what they are for, in four sets: light and dark, each in usual and in high contrast.

use iced::Color;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Mode {
    /// Ink on warm paper.
    #[default]
    Light,
    /// Lamp light.
    Dark,
}

/// How far apart text and ground are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Contrast {
    /// Calm: WCAG AA, 4.5:1.
    #[default]
    Usual,
    /// For tired or weak eyes and bright sun: WCAG AAA, 7:1; lines and edges are seen too, and what is chosen has one.
    High,
}

/// Colours by what they are for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Colors {
    /// Which set it is.
    pub(crate) mode: Mode,
    /// In which contrast.
    pub(crate) contrast: Contrast,
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
    /// Disputed: the margin of the passage, and what was made from it.
    pub(crate) disputed: Color,
    /// Behind it.
    pub(crate) disputed_wash: Color,
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
    /// Behind what somebody looks for.
    pub(crate) found: Color,
    /// The same where one is of these; an edge says so, too.
    pub(crate) found_here: Color,
    /// Over the page while a dialog is open.
    pub(crate) scrim: Color,
}

const fn hex(rgb: u32) -> Color {
    Color::from_rgb8((rgb >> 16 & 0xff) as u8, (rgb >> 8 & 0xff) as u8, (rgb & 0xff) as u8)
}

impl Colors {
    /// The colours of a mode in usual contrast.
    pub(crate) const fn of(mode: Mode) -> Self {
        Self::in_contrast(mode, Contrast::Usual)
    }

    /// The colours of a mode in this contrast.
    pub(crate) const fn in_contrast(mode: Mode, contrast: Contrast) -> Self {
        match (mode, contrast) {
            (Mode::Light, Contrast::Usual) => Self::LIGHT,
            (Mode::Dark, Contrast::Usual) => Self::DARK,
            (Mode::Light, Contrast::High) => Self::LIGHT_HIGH,
            (Mode::Dark, Contrast::High) => Self::DARK_HIGH,
        }
    }

    /// Whether edges are drawn where usually a ground says enough.
    pub(crate) const fn is_high(&self) -> bool {
        matches!(self.contrast, Contrast::High)
    }

    /// Least contrast of text in this set.
    pub(crate) const fn least(&self) -> f32 {
        if self.is_high() { HIGH_TEXT_CONTRAST } else { TEXT_CONTRAST }
    }

    /// `color`, moved towards ink until it can be read on `ground`: for colours that come from elsewhere, such as a syntax
    /// theme made for another paper.
    pub(crate) fn legible(&self, color: Color, ground: Color) -> Color {
        let mix = |part: f32| {
            let of = |from: f32, to: f32| from + (to - from) * part;
            Color::from_rgb(of(color.r, self.ink.r), of(color.g, self.ink.g), of(color.b, self.ink.b))
        };
        (0..=10_u8)
            .map(|step| mix(f32::from(step) / 10.0))
            .find(|mixed| contrast(*mixed, ground) >= self.least())
            .unwrap_or(self.ink)
    }

    const LIGHT: Self = Self {
        mode: Mode::Light,
        contrast: Contrast::Usual,
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
        disputed: hex(0x5c_5000),
        disputed_wash: hex(0xf3_eca4),
        good: hex(0x33_602a),
        good_wash: hex(0xe3_ecd5),
        warn: hex(0x8a_3f12),
        warn_wash: hex(0xf8_e2d2),
        bad: hex(0x99_2b22),
        bad_hover: hex(0x7c_211a),
        bad_wash: hex(0xf8_dfda),
        found: hex(0xf6_e7a6),
        found_here: hex(0xf0_bb5c),
        scrim: Color { a: 0.42, ..hex(0x2a_241d) },
    };

    const DARK: Self = Self {
        mode: Mode::Dark,
        contrast: Contrast::Usual,
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
        disputed: hex(0xe2_d458),
        disputed_wash: hex(0x37_320e),
        good: hex(0xa6_cd93),
        good_wash: hex(0x25_331e),
        warn: hex(0xed_ae83),
        warn_wash: hex(0x40_2818),
        bad: hex(0xf0_a198),
        bad_hover: hex(0xf6_bab3),
        bad_wash: hex(0x43_211d),
        found: hex(0x4b_3d12),
        found_here: hex(0x76_5110),
        scrim: Color { a: 0.6, ..hex(0x05_0404) },
    };

    const LIGHT_HIGH: Self = Self {
        mode: Mode::Light,
        contrast: Contrast::High,
        page: hex(0xff_fefa),
        shelf: hex(0xf7_f3ea),
        raised: hex(0xff_ffff),
        sunken: hex(0xf4_efe4),
        hover: hex(0xed_e5d4),
        selected: hex(0xe2_d8c2),
        ink: hex(0x14_100b),
        muted: hex(0x2e_2820),
        faint: hex(0x3a_332a),
        line: hex(0x85_7a66),
        edge: hex(0x4a_4236),
        accent: hex(0x0b_3a49),
        accent_hover: hex(0x06_262f),
        on_accent: hex(0xff_ffff),
        question: hex(0x4f_2d00),
        question_wash: hex(0xfb_e8c0),
        disputed: hex(0x3d_3500),
        disputed_wash: hex(0xf9_f2ae),
        good: hex(0x1a_4012),
        good_wash: hex(0xdc_ebcb),
        warn: hex(0x5e_2405),
        warn_wash: hex(0xfb_dcc6),
        bad: hex(0x6e_1410),
        bad_hover: hex(0x4f_0d0a),
        bad_wash: hex(0xfb_d9d3),
        found: hex(0xfa_e69a),
        found_here: hex(0xf2_b340),
        scrim: Color { a: 0.66, ..hex(0x14_100b) },
    };

    const DARK_HIGH: Self = Self {
        mode: Mode::Dark,
        contrast: Contrast::High,
        page: hex(0x0b_0908),
        shelf: hex(0x00_0000),
        raised: hex(0x14_110e),
        sunken: hex(0x00_0000),
        hover: hex(0x22_1d18),
        selected: hex(0x2f_2820),
        ink: hex(0xff_faf0),
        muted: hex(0xe6_dccb),
        faint: hex(0xd6_cab6),
        line: hex(0x7d_7262),
        edge: hex(0xb8_ab95),
        accent: hex(0xa9_e2ee),
        accent_hover: hex(0xc9_eff7),
        on_accent: hex(0x04_161c),
        question: hex(0xff_d58f),
        question_wash: hex(0x2e_2109),
        disputed: hex(0xf6_ea78),
        disputed_wash: hex(0x2b_2705),
        good: hex(0xbf_e8ab),
        good_wash: hex(0x14_2110),
        warn: hex(0xff_c59d),
        warn_wash: hex(0x33_190a),
        bad: hex(0xff_bdb5),
        bad_hover: hex(0xff_d5cf),
        bad_wash: hex(0x3a_1310),
        found: hex(0x3d_3004),
        found_here: hex(0x5c_3d00),
        scrim: Color { a: 0.76, ..hex(0x00_0000) },
    };
}

/// Contrast of two opaque colours by WCAG 2.2 (relative luminance, success criterion 1.4.3).
pub(crate) fn contrast(one: Color, other: Color) -> f32 {
    let (one, other) = (one.relative_luminance(), other.relative_luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Least contrast of text, WCAG AA.
pub(crate) const TEXT_CONTRAST: f32 = 4.5;
/// The same in high contrast, WCAG AAA.
pub(crate) const HIGH_TEXT_CONTRAST: f32 = 7.0;

#[cfg(test)]
mod tests {
    use super::super::style::SELECTION;
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
            ("disputed", c.disputed),
            ("good", c.good),
            ("warn", c.warn),
            ("bad", c.bad),
        ];
        let washes = [
            ("question", c.question, c.question_wash),
            ("good", c.good, c.good_wash),
            ("warn", c.warn, c.warn_wash),
            ("bad", c.bad, c.bad_wash),
            ("disputed", c.disputed, c.disputed_wash),
            ("ink on disputed", c.ink, c.disputed_wash),
            ("muted on disputed", c.muted, c.disputed_wash),
            ("muted on good", c.muted, c.good_wash),
            ("ink on warn", c.ink, c.warn_wash),
            ("ink on bad", c.ink, c.bad_wash),
            ("ink on good", c.ink, c.good_wash),
            ("ink on question", c.ink, c.question_wash),
            ("what is looked for", c.ink, c.found),
            ("where one is of it", c.ink, c.found_here),
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

    const ALL: [(Mode, Contrast); 4] = [
        (Mode::Light, Contrast::Usual),
        (Mode::Dark, Contrast::Usual),
        (Mode::Light, Contrast::High),
        (Mode::Dark, Contrast::High),
    ];

    #[test]
    fn every_text_can_be_read_on_its_ground() {
        for (mode, contrasting) in ALL {
            let colors = Colors::in_contrast(mode, contrasting);
            for (name, text, ground) in text_pairs(&colors) {
                let ratio = contrast(text, ground);
                assert!(ratio >= colors.least(), "{mode:?} {contrasting:?} {name}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn what_is_marked_can_be_read_through_the_mark() {
        for (mode, contrasting) in ALL {
            let c = Colors::in_contrast(mode, contrasting);
            for ground in [c.page, c.raised, c.sunken] {
                let over = |under: f32, above: f32| under + (above - under) * SELECTION;
                let marked =
                    Color::from_rgb(over(ground.r, c.accent.r), over(ground.g, c.accent.g), over(ground.b, c.accent.b));
                let ratio = contrast(c.ink, marked);
                assert!(ratio >= c.least(), "{mode:?} {contrasting:?} selection: {ratio:.2}");
            }
        }
    }

    #[test]
    fn edges_and_rings_can_be_seen() {
        for (mode, contrasting) in ALL {
            let c = Colors::in_contrast(mode, contrasting);
            for ground in [c.page, c.raised] {
                let ratio = contrast(c.edge, ground);
                assert!(ratio >= 3.0, "{mode:?} {contrasting:?} edge: {ratio:.2}");
            }
            for ground in [c.page, c.shelf, c.raised, c.hover, c.selected] {
                assert!(contrast(c.accent, ground) >= 3.0, "{mode:?} {contrasting:?} ring");
            }
            assert!(contrast(c.accent, c.found_here) >= 3.0, "{mode:?} {contrasting:?} edge of a place");
            // Usually a hairline only parts; in high contrast it is seen, too.
            let hairlines = [c.page, c.shelf, c.raised].map(|ground| contrast(c.line, ground));
            assert!(!c.is_high() || hairlines.iter().all(|ratio| *ratio >= 3.0), "{mode:?} {hairlines:?}");
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
        for (mode, contrasting) in ALL {
            let c = Colors::in_contrast(mode, contrasting);
            for foreign in [hex(0xb4_c4d0), hex(0x30_3a52)] {
                assert!(contrast(c.legible(foreign, c.sunken), c.sunken) >= c.least(), "{mode:?} {contrasting:?}");
            }
            assert_eq!(c.legible(c.accent, c.sunken), c.accent, "what can be read stays as it is");
        }
    }
}
