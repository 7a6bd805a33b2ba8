//! Whose work is in the program, and on what terms: this project's, the libraries' that are compiled into it, the fonts'.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{MetadataCommand, Package};

use super::Error;

/// Licences of which every Debian carries the text, by words of it, with the least length of the whole text: a
/// file that only names the licence is a notice, and is kept.
const KEPT_BY_DEBIAN: [(&str, usize); 4] = [
    ("Apache License", 8_000),
    ("Mozilla Public License", 12_000),
    ("CC0 1.0 Universal", 5_000),
    ("GNU GENERAL PUBLIC LICENSE", 12_000),
];
/// How the files begin in which libraries say whose they are.
const NOTICES: [&str; 6] = ["license", "licence", "copying", "notice", "copyright", "unlicense"];
/// Features are chosen for the package of this folder.
const MANIFEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
const LINE: &str = "------------------------------------------------------------------------\n";

/// The whole text of the file `copyright`.
///
/// # Errors
/// When cargo cannot say what the program is made of, or a library names no terms.
pub(crate) fn whole() -> Result<String, Error> {
    let libraries = libraries()?;
    let mut notices = Notices::default();
    notices.take("Commonplace", &root().join("LICENSE-MIT"))?;
    if cfg!(feature = "desktop") {
        for (font, licence) in fonts()? {
            notices.take(&format!("font {font}"), &licence)?;
        }
    }
    let mut list = String::new();
    for library in &libraries {
        let name = format!("{} {}", library.name, library.version);
        let terms = terms(library).ok_or_else(|| format!("{name} does not say on what terms it is given"))?;
        list += &format!("{name}: {terms}");
        if !library.authors.is_empty() {
            list += &format!(" ({})", library.authors.join(", "));
        }
        list.push('\n');
        for file in notices_of(library)? {
            notices.take(&name, &file)?;
        }
    }
    Ok(format!(
        "Commonplace\n\
         Copyright: 2026 The Commonplace authors\n\
         License: MIT or Apache-2.0, as you like\n\n\
         The program is one file. Compiled into it are the libraries below, from https://crates.io,\n\
         each with its terms, and the fonts whose notices stand further down. The notices that they\n\
         come with follow the list.\n\n\
         On Debian systems the texts of the Apache License 2.0, the Mozilla Public License 2.0, CC0 1.0\n\
         and the GNU licences, where a library offers one as a choice that is not made here, lie in\n\
         /usr/share/common-licenses. The sources of libraries under the Mozilla Public License lie\n\
         unchanged at https://crates.io.\n\n\
         {LINE}Libraries\n{LINE}{list}\n{notices}",
        notices = notices.told()
    ))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Everything that the program is compiled from, apart from what stands in this project.
fn libraries() -> Result<Vec<Package>, Error> {
    let inside = inside()?;
    // For this machine's kind alone: what only others need is not in the program, and perhaps not here.
    let host = Command::new("rustc").args(["--print", "host-tuple"]).output()?;
    let host = String::from_utf8(host.stdout)?.trim().to_owned();
    let options = ["--offline".to_owned(), "--locked".to_owned(), "--filter-platform".to_owned(), host];
    let metadata = MetadataCommand::new().manifest_path(MANIFEST).other_options(options).exec()?;
    let of_others = metadata.packages.into_iter().filter(|package| package.source.is_some());
    let named = |package: &Package| (package.name.to_string(), format!("v{}", package.version));
    let mut found: Vec<Package> = of_others.filter(|package| inside.contains(&named(package))).collect();
    found.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    Ok(found)
}

/// Names and versions of what is compiled in: of cargo's two lists the one that knows which features are on.
fn inside() -> Result<BTreeSet<(String, String)>, Error> {
    let mut tree = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    tree.args(["tree", "--offline", "--locked", "--manifest-path", MANIFEST]);
    tree.args(["--edges", "normal", "--prefix", "none", "--format", "{p}"]);
    if cfg!(not(feature = "desktop")) {
        tree.arg("--no-default-features");
    }
    let listed = tree.output()?;
    if !listed.status.success() {
        return Err(String::from_utf8_lossy(&listed.stderr).into());
    }
    let package = |line: &str| {
        let mut words = line.split(' ');
        Some((words.next()?.to_owned(), words.next()?.to_owned()))
    };
    Ok(String::from_utf8(listed.stdout)?.lines().filter_map(package).collect())
}

fn terms(library: &Package) -> Option<String> {
    let by_file = || library.license_file.as_ref().map(|file| format!("see {file}"));
    library.license.clone().or_else(by_file)
}

fn notices_of(library: &Package) -> Result<Vec<PathBuf>, Error> {
    let folder = library.manifest_path.parent().ok_or("a library without a folder")?;
    let mut found: Vec<PathBuf> = library.license_file.iter().map(|file| folder.join(file).into()).collect();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_file() && NOTICES.iter().any(|start| name.starts_with(start)) && !found.contains(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Each font with the file that holds its terms.
fn fonts() -> Result<Vec<(String, PathBuf)>, Error> {
    let folder = root().join("assets/fonts");
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "ttf") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let face = name.split('-').next().unwrap_or(&name).to_owned();
            let terms = ["OFL", "LICENSE"].map(|terms| folder.join(format!("{face}-{terms}.txt")));
            let terms = terms.into_iter().find(|file| file.exists());
            found.insert(face.clone(), terms.ok_or_else(|| format!("the font {face} has no licence beside it"))?);
        }
    }
    Ok(found.into_iter().collect())
}

/// Texts, each once, with all whose notice it is.
#[derive(Default)]
struct Notices {
    of: BTreeMap<String, BTreeSet<String>>,
}

impl Notices {
    fn take(&mut self, of: &str, file: &Path) -> Result<(), Error> {
        let text = String::from_utf8_lossy(&fs::read(file)?).replace("\r\n", "\n");
        let text = text.trim_matches('\n').trim_end().to_owned();
        let by_debian = KEPT_BY_DEBIAN
            .iter()
            .any(|(words, least)| text.len() >= *least && text.chars().take(400).collect::<String>().contains(words));
        if !by_debian && !text.is_empty() {
            self.of.entry(text).or_default().insert(of.to_owned());
        }
        Ok(())
    }

    fn told(&self) -> String {
        let mut by_whom: Vec<_> = self.of.iter().collect();
        by_whom.sort_by_key(|(_, of)| of.first());
        let told = |(text, of): (&String, &BTreeSet<String>)| {
            let of: Vec<&str> = of.iter().map(String::as_str).collect();
            format!("{LINE}{}\n{LINE}{text}\n\n", of.join(", "))
        };
        by_whom.into_iter().map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_inside_is_named_with_its_terms() {
        let whole = whole().expect("it is written");
        for library in ["libp2p 0.57", "sled 0.34", "blake3 1."] {
            assert!(whole.lines().any(|line| line.starts_with(library) && line.contains(": ")), "{library}");
        }
        let with_window = cfg!(feature = "desktop");
        assert_eq!(whole.lines().any(|line| line.starts_with("iced 0.")), with_window, "only with a window");
        assert_eq!(whole.contains("font Literata"), with_window, "only with a window");
        assert!(!whole.contains("commonplace-core 0"), "what is ours is no library");
        for absent in ["proptest", "iced_wgpu", "hickory-resolver"] {
            assert!(!whole.contains(&format!("\n{absent} ")), "{absent} is not inside");
        }
    }

    #[test]
    fn each_notice_stands_once_and_texts_that_debian_has_do_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("written");
            path
        };
        let mut notices = Notices::default();
        notices.take("alice 1.0", &file("mit", "Copyright alice\n\nas you like\n")).expect("read");
        notices.take("bob 2.0", &file("same", "Copyright alice\r\n\r\nas you like")).expect("read");
        notices.take("eve 3.0", &file("apache", &format!("Apache License\n{}", "words ".repeat(2_000)))).expect("read");
        notices.take("eve 3.0", &file("notice", "Apache License, see elsewhere. Copyright eve")).expect("read");
        let told = notices.told();
        assert!(told.contains("alice 1.0, bob 2.0") && told.matches("as you like").count() == 1, "{told}");
        assert!(!told.contains("words words") && told.contains("Copyright eve"), "{told}");
    }
}
