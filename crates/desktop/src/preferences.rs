//! What the window remembers between two days.

use commonplace_node::text::Language;
use iced::{Point, Size};
use serde::{Deserialize, Serialize};

use crate::theme::{Contrast, Mode, measure, scale};

/// Remembered choices. Whatever is missing or unreadable is as on the first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Preferences {
    /// Light or dark, and in which contrast.
    pub(crate) paper: Paper,
    /// The language chosen here, by its code; that of the system if none.
    pub(crate) language: Option<Chosen>,
    /// How large everything is drawn on this laptop's screen.
    pub(crate) scale: Scale,
    /// What of the news is told while the window has not the focus.
    pub(crate) notices: Notices,
    /// Whether short messages stay until somebody closes them.
    pub(crate) lasting: bool,
    /// Where the window was.
    pub(crate) place: Place,
}

/// One of them, chosen anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Another paper.
    Paper(Paper),
    /// Another language.
    Language(Language),
    /// Another scale.
    Scale(Scale),
    /// Other notices.
    Notices(Notices),
    /// Whether short messages stay.
    Lasting(bool),
}

/// Light or dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Paper {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// Light, in high contrast.
    ContrastLight,
    /// Dark, in high contrast.
    ContrastDark,
}

/// What of the news is told outside of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Notices {
    /// Whatever is new in one's circles.
    All,
    /// What concerns this person: answers to them, who asks to be let in, who lets them in.
    #[default]
    Mine,
    /// Nothing.
    None,
}

/// How large everything is drawn, in percent; one of [`scale::STEPS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub(crate) struct Scale(u16);

impl Default for Scale {
    fn default() -> Self {
        Self(scale::USUAL)
    }
}

impl From<u16> for Scale {
    /// The step next to it: a file may say anything.
    fn from(percent: u16) -> Self {
        let nearest = scale::STEPS.into_iter().min_by_key(|step| step.abs_diff(percent));
        nearest.map_or_else(Self::default, Self)
    }
}

impl From<Scale> for u16 {
    fn from(scale: Scale) -> Self {
        scale.0
    }
}

impl Scale {
    /// In percent.
    pub(crate) const fn percent(self) -> u16 {
        self.0
    }

    /// As the toolkit wants it.
    pub(crate) fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }

    /// One step larger, as far as there is one.
    pub(crate) fn larger(self) -> Self {
        scale::STEPS.into_iter().find(|step| *step > self.0).map_or(self, Self)
    }

    /// One step smaller, as far as there is one.
    pub(crate) fn smaller(self) -> Self {
        scale::STEPS.into_iter().rev().find(|step| *step < self.0).map_or(self, Self)
    }
}

/// Where the window was, in pixels of the system, whatever the scale. Numbers that no screen has are taken for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Place {
    /// Width and height, while it was not maximised.
    size: Option<(u16, u16)>,
    /// Its upper left corner, where the system tells one.
    corner: Option<(i16, i16)>,
    /// Whether it filled the screen.
    pub(crate) maximized: bool,
}

impl Place {
    /// Whether somebody has had the window there before.
    pub(crate) fn is_chosen(self) -> bool {
        self.size.is_some()
    }

    /// How large it opens.
    pub(crate) fn size(self) -> Size {
        let Some((width, height)) = self.size else { return measure::WINDOW };
        let (least, most) = (measure::WINDOW_MIN, measure::WINDOW_MAX);
        Size::new(f32::from(width).clamp(least.width, most.width), f32::from(height).clamp(least.height, most.height))
    }

    /// Where it opens, if that is known. Never above or left of the first screen, where nobody could take hold of it.
    pub(crate) fn corner(self) -> Option<Point> {
        let (x, y) = self.corner.filter(|(x, y)| *x >= 0 && *y >= 0)?;
        Some(Point::new(f32::from(x), f32::from(y)))
    }

    /// It has another size.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what the type holds")]
    pub(crate) fn resized(&mut self, size: Size) {
        let whole = |length: f32| length.round().clamp(0.0, f32::from(u16::MAX)) as u16;
        self.size = Some((whole(size.width), whole(size.height)));
    }

    /// It is elsewhere.
    #[expect(clippy::cast_possible_truncation, reason = "clamped to what the type holds")]
    pub(crate) fn moved(&mut self, corner: Point) {
        let whole = |length: f32| length.round().clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i16;
        self.corner = Some((whole(corner.x), whole(corner.y)));
    }
}

/// A language by its ISO 639-1 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Chosen(pub(crate) Language);

impl From<Chosen> for String {
    fn from(chosen: Chosen) -> Self {
        chosen.0.code().to_owned()
    }
}

impl TryFrom<String> for Chosen {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Language::from_locale(&code).map(Self).ok_or(code)
    }
}

impl Paper {
    const ALL: [Self; 5] = [Self::System, Self::Light, Self::Dark, Self::ContrastLight, Self::ContrastDark];

    /// As all laptops of a person name it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::ContrastLight => "contrast-light",
            Self::ContrastDark => "contrast-dark",
        }
    }

    /// The paper of that word; none for one of a later version.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.word() == word)
    }

    /// Mode and contrast, given what the system says.
    pub(crate) fn look(self, system: Mode) -> (Mode, Contrast) {
        match self {
            Self::System => (system, Contrast::Usual),
            Self::Light => (Mode::Light, Contrast::Usual),
            Self::Dark => (Mode::Dark, Contrast::Usual),
            Self::ContrastLight => (Mode::Light, Contrast::High),
            Self::ContrastDark => (Mode::Dark, Contrast::High),
        }
    }

    /// Dark for light and light for dark, in the same contrast.
    pub(crate) const fn other(mode: Mode, contrast: Contrast) -> Self {
        match (mode, contrast) {
            (Mode::Light, Contrast::Usual) => Self::Dark,
            (Mode::Dark, Contrast::Usual) => Self::Light,
            (Mode::Light, Contrast::High) => Self::ContrastDark,
            (Mode::Dark, Contrast::High) => Self::ContrastLight,
        }
    }
}

impl Preferences {
    /// From what [`Host::remembered`](crate::backend::Host::remembered) gave.
    pub(crate) fn read(remembered: &str) -> Self {
        serde_json::from_str(remembered).unwrap_or_default()
    }

    /// For [`Host::remember`](crate::backend::Host::remember).
    pub(crate) fn write(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_anything_else_is_the_first_day() {
        let mut place = Place { maximized: true, ..Place::default() };
        place.resized(Size::new(900.4, 600.0));
        place.moved(Point::new(40.0, 12.6));
        let kept = Preferences {
            paper: Paper::ContrastDark,
            language: Some(Chosen(Language::Turkish)),
            scale: Scale::from(150),
            notices: Notices::None,
            lasting: true,
            place,
        };
        assert_eq!(Preferences::read(&kept.write()), kept);
        assert_eq!((place.size(), place.corner()), (Size::new(900.0, 600.0), Some(Point::new(40.0, 13.0))));
        assert_eq!(Preferences::read(r#"{"paper":"dark"}"#).paper, Paper::Dark);
        for odd in ["", "[]", r#"{"paper":"sepia"}"#, r#"{"language":"tlh"}"#, r#"{"scale":-1}"#] {
            assert_eq!(Preferences::read(odd), Preferences::default(), "{odd}");
        }
    }

    #[test]
    fn the_scale_goes_by_steps_and_no_further() {
        let mut scale = Scale::default();
        let up: Vec<u16> = std::iter::repeat_with(|| {
            scale = scale.larger();
            scale.percent()
        })
        .take(7)
        .collect();
        assert_eq!(up, [110, 125, 150, 175, 200, 200, 200]);
        for _ in 0..20 {
            scale = scale.smaller();
        }
        assert_eq!(scale.percent(), 80);
        assert_eq!([Scale::from(0), Scale::from(160), Scale::from(9_000)].map(Scale::percent), [80, 150, 200]);
    }

    #[test]
    fn a_window_never_opens_where_nobody_finds_it() {
        let far = Preferences::read(r#"{"place":{"size":[65000,3],"corner":[-400,20]}}"#).place;
        assert_eq!(far.size(), Size::new(measure::WINDOW_MAX.width, measure::WINDOW_MIN.height));
        assert_eq!(far.corner(), None);
        assert_eq!(Place::default().size(), measure::WINDOW);
    }

    #[test]
    fn the_other_paper_keeps_its_contrast_and_comes_back() {
        for paper in [Paper::Light, Paper::Dark, Paper::ContrastLight, Paper::ContrastDark] {
            let (mode, contrast) = paper.look(Mode::Light);
            let other = Paper::other(mode, contrast);
            let (turned, kept) = other.look(Mode::Light);
            assert!(turned != mode && kept == contrast);
            assert_eq!(Paper::other(turned, kept), paper);
            assert_eq!(Paper::of(paper.word()), Some(paper));
        }
    }
}
