//! The faces: what is bundled, by which name it is asked for, and what stands in where a face has no letter.

use std::sync::{Once, PoisonError};

use iced::Font;
use iced::advanced::graphics::text::cosmic_text::{self, Buffer, Metrics, Shaping, fontdb};
use iced::advanced::graphics::text::{font_system, to_attributes};
use iced::font::{Family, Style, Weight};

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
/// Raised and lowered letters of formulas, and their rarer signs.
pub(crate) const MATH: Font = face("Commonplace Math", Weight::Normal, Style::Normal);
/// Code, tickets and addresses.
pub(crate) const MONO: Font = face("JetBrains Mono", Weight::Normal, Style::Normal);

const fn face(name: &'static str, weight: Weight, style: Style) -> Font {
    Font { family: Family::Name(name), weight, stretch: iced::font::Stretch::Normal, style }
}

/// The bundled faces. Arabic and Devanagari have no name above: shaping falls back to their Noto faces by itself.
pub(crate) const FONTS: [&[u8]; 13] = [
    include_bytes!("../../../../assets/fonts/Literata-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/Literata-SemiBold.ttf"),
    include_bytes!("../../../../assets/fonts/Literata-Italic.ttf"),
    include_bytes!("../../../../assets/fonts/Inter-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/Inter-Medium.ttf"),
    include_bytes!("../../../../assets/fonts/Inter-SemiBold.ttf"),
    include_bytes!("../../../../assets/fonts/JetBrainsMono-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/CommonplaceMath-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/NotoSansArabic-SemiBold.ttf"),
    include_bytes!("../../../../assets/fonts/NotoSansDevanagari-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/NotoSansDevanagari-SemiBold.ttf"),
    include_bytes!("../../../../assets/fonts/Lucide-Subset.ttf"),
];

/// Faces that only drawings use: whoever made one has measured its boxes by the faces that they named. Each with the names under
/// which its metrics are known.
pub(crate) const FONTS_OF_DRAWINGS: [(&[u8], &[&str]); 2] = [
    (
        include_bytes!("../../../../assets/fonts/Tinos-Regular.ttf"),
        &["Times", "Times New Roman", "Liberation Serif", "Nimbus Roman"],
    ),
    (
        include_bytes!("../../../../assets/fonts/Arimo-Regular.ttf"),
        &["Helvetica", "Arial", "Liberation Sans", "Nimbus Sans"],
    ),
];

/// Scripts that only the fonts of the system have, by the key of their name, each with a word to try.
pub(crate) const OF_SYSTEM: [(&str, &str); 3] =
    [("script-chinese", "学习"), ("script-japanese", "まなぶ"), ("script-korean", "배움")];

/// Makes the bundled faces known to the toolkit, once: its fonts are of the whole process. Call it before the first text is
/// laid out.
pub(crate) fn load() {
    static LOADED: Once = Once::new();
    LOADED.call_once(add);
}

/// The same, and of the faces of the system none: what is drawn is then the same on every machine.
#[cfg(test)]
pub(crate) fn load_ours_alone() {
    static LOADED: Once = Once::new();
    LOADED.call_once(|| {
        load();
        let mut system = font_system().write().unwrap_or_else(PoisonError::into_inner);
        let mut faces = system.raw().db().clone();
        let of_system = |face: &&fontdb::FaceInfo| !matches!(face.source, fontdb::Source::Binary(_));
        let all: Vec<_> = faces.faces().filter(of_system).map(|face| face.id).collect();
        for face in all {
            faces.remove_face(face);
        }
        // A new one, since the old one remembers what stands in for what.
        *system.raw() = cosmic_text::FontSystem::new_with_locale_and_db("en-US".to_owned(), faces);
    });
}

fn add() {
    let mut system = font_system().write().unwrap_or_else(PoisonError::into_inner);
    for font in FONTS {
        system.load_font(font.into());
    }
    lean(system.raw().db_mut());
}

/// Lets a family without an italic stand upright where emphasis asks for one. Shaping looks among faces of the style asked
/// for and no others, so that an emphasised word of Arabic, Hindi or Chinese would be boxes.
fn lean(faces: &mut fontdb::Database) {
    let family = |face: &fontdb::FaceInfo| face.families.first().map(|(name, _)| name.clone());
    let upright = |face: &&fontdb::FaceInfo| face.style == fontdb::Style::Normal;
    let slanted: Vec<_> = faces.faces().filter(|face| !upright(face)).filter_map(family).collect();
    let alone = |face: &&fontdb::FaceInfo| family(face).is_some_and(|family| !slanted.contains(&family));
    let stand_ins: Vec<_> = faces.faces().filter(upright).filter(alone).cloned().collect();
    for face in stand_ins {
        faces.push_face_info(fontdb::FaceInfo { style: fontdb::Style::Italic, ..face });
    }
}

/// The keys of those of [`OF_SYSTEM`] that no font of this system has. Takes its time: call it away from the window.
pub(crate) fn missing_scripts() -> Vec<&'static str> {
    // A copy, so that the window can go on drawing meanwhile; the faces themselves are shared.
    let faces = font_system().write().unwrap_or_else(PoisonError::into_inner).raw().db().clone();
    let mut system = cosmic_text::FontSystem::new_with_locale_and_db("en-US".to_owned(), faces);
    OF_SYSTEM.iter().filter(|(_, word)| !shows(&mut system, SANS, word)).map(|(key, _)| *key).collect()
}

/// Whether every letter of `words` has a shape in `font` or in what stands in for it.
fn shows(system: &mut cosmic_text::FontSystem, font: Font, words: &str) -> bool {
    let mut buffer = Buffer::new(system, Metrics::new(super::size::BODY, super::size::BODY));
    buffer.set_text(system, words, &to_attributes(font), Shaping::Advanced, None);
    buffer.shape_until_scroll(system, false);
    // Glyph 0 is what a face draws for a letter that it has not: a box.
    let mut glyphs = buffer.layout_runs().flat_map(|run| run.glyphs.iter());
    glyphs.all(|glyph| glyph.glyph_id != 0)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// A machine without fonts: only what is bundled.
    fn bare() -> cosmic_text::FontSystem {
        let mut faces = fontdb::Database::new();
        for font in FONTS {
            faces.load_font_source(fontdb::Source::Binary(Arc::new(font)));
        }
        lean(&mut faces);
        cosmic_text::FontSystem::new_with_locale_and_db("en-US".to_owned(), faces)
    }

    #[test]
    fn every_face_shows_every_script_that_is_bundled_for() {
        let faces = [
            ("serif", SERIF),
            ("serif strong", SERIF_STRONG),
            ("serif italic", SERIF_ITALIC),
            ("sans", SANS),
            ("sans medium", SANS_MEDIUM),
            ("sans strong", SANS_STRONG),
            ("mono", MONO),
        ];
        let words = ["learning", "öğrenme İış", "étudier ¿ñ?", "изучение", "μάθηση", "تعلُّم", "शिक्षा हिन्दी।"];
        let mut system = bare();
        for (name, face) in faces {
            for word in words {
                assert!(shows(&mut system, face, word), "{word} in {name}");
            }
        }
    }

    #[test]
    fn a_script_that_nothing_has_is_told() {
        let mut system = bare();
        for (key, word) in OF_SYSTEM {
            assert!(!shows(&mut system, SANS, word), "{key}");
        }
    }

    #[test]
    fn conjuncts_of_devanagari_are_joined() {
        let mut system = bare();
        let mut buffer = Buffer::new(&mut system, Metrics::new(16.0, 16.0));
        // KA, virama, SSA: three letters that are written as one.
        buffer.set_text(&mut system, "क्ष", &to_attributes(SANS), Shaping::Advanced, None);
        buffer.shape_until_scroll(&mut system, false);
        assert_eq!(buffer.layout_runs().map(|run| run.glyphs.len()).sum::<usize>(), 1);
    }
}
