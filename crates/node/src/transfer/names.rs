//! Names of exported files: whatever a note or an attachment is called, its file lies below the folder, opens on every
//! common file system, and carries no name that another program obeys.

use std::collections::HashMap;

use commonplace_core::limits::{EXPORT_NAME_BYTES, PATH_BYTES};
use commonplace_core::text::cut;
use unicode_normalization::UnicodeNormalization as _;

/// What takes the place of a character that cannot stand in a file name.
const SUBSTITUTE: char = '_';
/// Names that open a device on Windows, with any extension ("Naming Files, Paths, and Namespaces", Microsoft).
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The path below an export folder for a name that anybody may have chosen: components parted by `/`, none of them
/// empty, hidden, a device, or a way out. The same name always gives the same path, and a path gives itself.
pub(super) fn safe_path(name: &str) -> String {
    let components: Vec<String> = name.split('/').filter(|part| !part.is_empty()).map(safe_component).collect();
    let path = components.join("/");
    match components.last() {
        None => SUBSTITUTE.to_string(),
        Some(last) if path.len() > PATH_BYTES => last.clone(),
        Some(_) => path,
    }
}

/// One component of a path, as [`safe_path`].
pub(super) fn safe_component(name: &str) -> String {
    let plain: String = name.chars().map(|c| if is_unfit(c) { SUBSTITUTE } else { c }).collect();
    let mut safe = without_end(&plain).to_owned();
    // A hidden name may be a program's settings (`.git/hooks`, `.obsidian/plugins`): never written.
    if safe.starts_with(['.', ' ']) {
        safe.replace_range(..1, "_");
    }
    if safe.is_empty() || is_device(&safe) {
        safe.insert(0, SUBSTITUTE);
    }
    without_end(&shorten(&safe)).to_owned()
}

/// Windows drops dots and spaces at the end, so that two names become one.
fn without_end(name: &str) -> &str {
    name.trim_end_matches(['.', ' '])
}

/// The path of a note's file: as [`safe_path`], and Markdown by its ending, so that no note becomes a program.
pub(super) fn note_path(name: &str) -> String {
    let path = safe_path(name);
    if is_markdown(&path) { path } else { safe_path(&format!("{path}.md")) }
}

/// Whether a file of this name is read as a note.
pub(super) fn is_markdown(path: &str) -> bool {
    has_extension(path, "md") || has_extension(path, "markdown")
}

/// Whether a path ends in this extension, in any case.
pub(super) fn has_extension(path: &str, extension: &str) -> bool {
    split_extension(file_name(path)).1.strip_prefix('.').is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// The last component of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The folder that a path lies in, empty at the top.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// The name of a file without its extension.
pub(super) fn stem(path: &str) -> &str {
    split_extension(file_name(path)).0
}

/// Two paths that one file system may take for the same have the same key.
pub(super) fn key(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// Stem and extension with its dot; a leading dot begins no extension.
fn split_extension(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 => name.split_at(dot),
        _ => (name, ""),
    }
}

/// Separators and wildcards of other systems, control characters, and those that turn the direction of a line, by
/// which `gpj.exe` poses as a picture (Unicode TR 36, bidirectional text spoofing).
fn is_unfit(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    c.is_control() || turns || matches!(c, '\\' | '<' | '>' | ':' | '"' | '|' | '?' | '*' | '/' | '\u{feff}')
}

/// At most [`EXPORT_NAME_BYTES`], the extension kept where it is one.
fn shorten(name: &str) -> String {
    if name.len() <= EXPORT_NAME_BYTES {
        return name.to_owned();
    }
    let (stem, extension) = split_extension(name);
    if extension.len() > EXPORT_NAME_BYTES / 4 {
        return cut(name, EXPORT_NAME_BYTES).to_owned();
    }
    format!("{}{extension}", cut(stem, EXPORT_NAME_BYTES - extension.len()))
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let numbered = |prefix| stem.strip_prefix(prefix).is_some_and(is_device_number);
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

fn is_device_number(text: &str) -> bool {
    let mut characters = text.chars();
    let digit = characters.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c));
    digit && characters.next().is_none()
}

/// Paths already given out, so that no two items meet in one file, on file systems that tell cases apart and on those
/// that do not.
#[derive(Debug, Default)]
pub(super) struct Taken {
    paths: HashMap<String, Use>,
    /// Where to go on counting for a name that was taken before.
    counters: HashMap<String, u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    File,
    Folder,
}

impl Taken {
    /// Gives out this safe path, or one with a number where another item or folder stands already.
    pub(super) fn claim(&mut self, path: &str) -> String {
        let mut claimed = String::with_capacity(path.len());
        let mut components = path.split('/').peekable();
        while let Some(component) = components.next() {
            let r#use = if components.peek().is_some() { Use::Folder } else { Use::File };
            claimed = self.claim_component(&claimed, component, r#use);
        }
        claimed
    }

    fn claim_component(&mut self, folder: &str, component: &str, r#use: Use) -> String {
        let wanted = join(folder, component);
        if self.take(&wanted, r#use) {
            return wanted;
        }
        let (stem, extension) = split_extension(component);
        // What belongs in one folder stays together, so for folders the counting begins anew.
        let counter = key(&wanted);
        let mut number = if r#use == Use::File { self.counters.get(&counter).copied().unwrap_or(1) } else { 1 };
        loop {
            number += 1;
            let path = join(folder, &format!("{stem}-{number}{extension}"));
            if self.take(&path, r#use) {
                self.counters.insert(counter, number);
                return path;
            }
        }
    }

    /// Folders are shared, files are not.
    fn take(&mut self, path: &str, r#use: Use) -> bool {
        let before = self.paths.get(&key(path)).copied();
        match (before, r#use) {
            (None, _) => {
                self.paths.insert(key(path), r#use);
                true
            }
            (Some(before), now) => before == Use::Folder && now == Use::Folder,
        }
    }
}

/// A path below a folder; the empty folder is the top.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hostile_names_become_harmless_ones() {
        let long = "x".repeat(300);
        for (name, safe) in [
            ("../../etc/passwd", "_/_/etc/passwd"),
            ("/abs/olute.md", "abs/olute.md"),
            (r"C:\x", "C__x"),
            (r"..\x", "_._x"),
            ("a\0b", "a_b"),
            ("CON", "_CON"),
            ("con.md", "_con.md"),
            ("lpt1.txt", "_lpt1.txt"),
            ("comma.md", "comma.md"),
            ("\u{202e}gpj.exe", "_gpj.exe"),
            (".git/hooks/post-commit", "_git/hooks/post-commit"),
            ("notes. . ", "notes"),
            ("", "_"),
            ("...", "_"),
            ("What is DNA?", "What is DNA_"),
            ("şeker/çay.md", "şeker/çay.md"),
        ] {
            let found = safe_path(name);
            assert_eq!(found, safe, "{name:?}");
            assert!(stays_below(&found), "{name:?} gave {found:?}");
        }
        assert!(safe_path(&format!("{long}.png")).ends_with("x.png"));
        assert!(safe_path(&long).len() <= EXPORT_NAME_BYTES);
    }

    #[test]
    fn a_note_is_always_markdown() {
        assert_eq!(note_path("run.sh"), "run.sh.md");
        assert_eq!(note_path("a/b.MD"), "a/b.MD");
        assert!(is_markdown(&note_path(&"ö".repeat(500))));
    }

    #[test]
    fn items_of_one_name_get_numbers() {
        let mut taken = Taken::default();
        assert_eq!(taken.claim("a/Salt.md"), "a/Salt.md");
        assert_eq!(taken.claim("a/salt.md"), "a/salt-2.md");
        assert_eq!(taken.claim("a/SALT.md"), "a/SALT-3.md");
        assert_eq!(taken.claim("a"), "a-2", "a folder stands there");
        assert_eq!(taken.claim("a/Salt.md/x.md"), "a/Salt-4.md/x.md", "a file stands there");
        assert_eq!(taken.claim("a/Salt.md/y.md"), "a/Salt-4.md/y.md", "and what was together stays together");
        assert_eq!(taken.claim("Cafe\u{301}.md"), "Cafe\u{301}.md");
        assert_eq!(taken.claim("Café.md"), "Café-2.md", "composed and decomposed are one name elsewhere");
    }

    fn stays_below(path: &str) -> bool {
        let normal = |component: Component<'_>| matches!(component, Component::Normal(name) if !name.is_empty());
        !path.is_empty() && Path::new(path).components().all(normal) && path.split('/').all(is_portable)
    }

    fn is_portable(name: &str) -> bool {
        let ends_well = !name.is_empty() && !name.starts_with('.') && !name.ends_with(['.', ' ']);
        ends_well && name.len() <= EXPORT_NAME_BYTES && !name.chars().any(is_unfit) && !is_device(name)
    }

    fn hostile_name() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<String>(),
            prop::sample::select(vec![
                "..", ".", "/", "\\", "C:", "\0", "CON", "aux.", "\u{202e}", " ", "COM1", "nul.md", ".git", "é", "md",
                "~",
            ])
            .prop_map(str::to_owned),
            "[a-z]{0,300}",
        ];
        prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn every_name_stays_below_the_folder(name in hostile_name()) {
            let path = safe_path(&name);
            prop_assert!(stays_below(&path), "{name:?} gave {path:?}");
            prop_assert!(path.len() <= PATH_BYTES);
            prop_assert_eq!(&safe_path(&path), &path, "a safe path is its own");
            prop_assert!(stays_below(&note_path(&name)) && is_markdown(&note_path(&name)));
        }

        #[test]
        fn no_two_items_meet(names in prop::collection::vec("[aAbB./]{1,6}", 1..40)) {
            let mut taken = Taken::default();
            let mut files = std::collections::HashSet::new();
            for name in &names {
                let path = taken.claim(&safe_path(name));
                prop_assert!(files.insert(key(&path)), "{path} twice");
            }
            for file in &files {
                let inside = format!("{file}/");
                prop_assert!(!files.iter().any(|other| other.starts_with(&inside)), "{file} is file and folder");
            }
        }
    }
}
