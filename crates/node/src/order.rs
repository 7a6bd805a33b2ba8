//! How names are ordered for people: capitals and accents aside, numbers by what they count, folders before one another as a
//! reader walks through them. Pure.

use commonplace_core::text::cut;
use unicode_normalization::UnicodeNormalization;

/// Digits that numbers are filled up to: more than any book has chapters.
const DIGITS: usize = 3;
/// Between the parts of a path: less than any letter, so that `water/salt` comes right after `water`.
pub(crate) const PART: &str = "\u{1}";
/// Names of files that speak for their folder, and are read first.
const FIRST: [&str; 2] = ["readme", "index"];
/// Endings that say nothing about the place of a note.
const ENDINGS: [&str; 2] = [".md", ".markdown"];

/// Words as lists are ordered by them, in `most` bytes.
pub(crate) fn folded(words: &str, most: usize) -> String {
    let mut folded = String::new();
    let mut number = String::new();
    let plain = words.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).flat_map(char::to_lowercase);
    for c in plain.filter(|c| !c.is_control()).map(of_latin).chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        if !number.is_empty() {
            folded.push_str(&format!("{number:0>DIGITS$}"));
            number.clear();
        }
        folded.push(c);
        if folded.len() >= most {
            break;
        }
    }
    let trimmed = folded.trim_matches(|c: char| !c.is_alphanumeric());
    cut(if trimmed.is_empty() { &folded } else { trimmed }, most).to_owned()
}

/// A digit of Arabic or Persian as that of Latin script: it counts the same.
fn of_latin(c: char) -> char {
    let zero = match c {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        _ => return c,
    };
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

/// The path of a note as a reader walks through its folder: a chapter before its parts, the second before the tenth.
pub(crate) fn of_path(path: &str, most: usize) -> String {
    let lower = path.to_lowercase();
    let ending = ENDINGS.into_iter().find(|ending| lower.ends_with(ending)).map_or(0, str::len);
    let stem = path.get(..path.len().saturating_sub(ending)).unwrap_or(path);
    let mut parts: Vec<String> = stem.split('/').map(|part| folded(part, most)).collect();
    if parts.last().is_some_and(|name| FIRST.contains(&name.as_str())) {
        parts.pop();
    }
    cut(&parts.join(PART), most).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_where_a_reader_looks_for_them() {
        let mut titles = ["Zebra", "“Apple”", "éclair", "Chapter 10", "chapter 2", "Dog", "..."];
        titles.sort_by_key(|title| folded(title, 64));
        assert_eq!(titles, ["...", "“Apple”", "chapter 2", "Chapter 10", "Dog", "éclair", "Zebra"]);
        assert!(folded(&"ü".repeat(500), 64).len() <= 64);
    }

    #[test]
    fn the_chapters_of_a_book_stand_as_they_are_read() {
        let read = [
            "README.md",
            "ch1.md",
            "ch2.md",
            "ch2-1 Salt.md",
            "ch2-10.md",
            "ch10.md",
            "part 3/index.markdown",
            "part 3/Ähren.md",
            "part 3/b/c.md",
            "part 12.md",
        ];
        let mut paths = read;
        paths.reverse();
        paths.sort_by_key(|path| of_path(path, 160));
        assert_eq!(paths, read);
        assert!(of_path(&"deep/".repeat(500), 160).len() <= 160);
        let read = ["فصل ٢.md", "فصل ٩.md", "فصل ١٠.md", "فصل ۱۱.md"];
        let mut paths = read;
        paths.sort_by_key(|path| of_path(path, 160));
        assert_eq!(paths, read);
    }
}
