//! QR codes in a terminal: two modules to a character, with the quiet zone that scanners need.

use qrcode::{Color, EcLevel, QrCode};

/// Modules of light around the code (ISO/IEC 18004).
const QUIET: usize = 4;
/// Black on white, whatever the colours of the terminal are; and back to them.
const ON: &str = "\u{1b}[30;107m";
const OFF: &str = "\u{1b}[0m";

/// Draws a text; none when it is too long for a code. In a terminal the colours are set, so that the code is dark on
/// light in a dark one as well; elsewhere only characters are written, as if on light paper.
pub(crate) fn draw(text: &str, terminal: bool) -> Option<String> {
    // Upper case alone fits the alphanumeric mode, which needs 5.5 bits for a letter where bytes need 8.
    let code = QrCode::with_error_correction_level(text.to_ascii_uppercase(), EcLevel::L).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let dark = |x: usize, y: usize| {
        let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < width);
        let module = inside(x).zip(inside(y)).and_then(|(x, y)| colors.get(y * width + x));
        module == Some(&Color::Dark)
    };
    let size = width + 2 * QUIET;
    let mut drawn = String::new();
    for y in (0..size).step_by(2) {
        if terminal {
            drawn.push_str(ON);
        }
        for x in 0..size {
            drawn.push(match (dark(x, y), dark(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        if terminal {
            drawn.push_str(OFF);
        }
        drawn.push('\n');
    }
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules that a drawing shows, without the quiet zone.
    fn modules(drawn: &str) -> Vec<bool> {
        let rows: Vec<Vec<char>> = drawn.lines().map(|line| line.chars().collect()).collect();
        let size = rows[0].len();
        let dark = |x: usize, y: usize| {
            let shown = rows[y / 2][x];
            if y.is_multiple_of(2) { "█▀".contains(shown) } else { "█▄".contains(shown) }
        };
        let inner = QUIET..size - QUIET;
        for edge in (0..size).flat_map(|at| (0..QUIET).flat_map(move |quiet| [(at, quiet), (quiet, at)])) {
            assert!(!dark(edge.0, edge.1), "the quiet zone is light");
        }
        inner.clone().flat_map(|y| inner.clone().map(move |x| (x, y))).map(|(x, y)| dark(x, y)).collect()
    }

    #[test]
    fn every_module_stands_where_it_belongs() {
        for text in ["commonplace:abc", &"commonplace:".repeat(60)] {
            let code = QrCode::with_error_correction_level(text.to_ascii_uppercase(), EcLevel::L).expect("short");
            let expected: Vec<bool> = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
            assert_eq!(modules(&draw(text, false).expect("drawn")), expected);
        }
    }

    #[test]
    fn a_terminal_gets_its_colours_back_after_every_line() {
        let drawn = draw("commonplace:abc", true).expect("drawn");
        assert!(drawn.lines().all(|line| line.starts_with(ON) && line.ends_with(OFF)));
        let plain = drawn.replace(ON, "").replace(OFF, "");
        assert_eq!(plain, draw("commonplace:abc", false).expect("drawn"));
    }

    #[test]
    fn what_is_too_long_is_not_drawn() {
        assert_eq!(draw(&"a".repeat(5_000), true), None);
    }
}
