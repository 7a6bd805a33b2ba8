//! The program's picture in the sizes that icon themes have folders for.

use std::fs;
use std::path::Path;

use commonplace_desktop::emblem;

use super::Error;

/// Sides in pixels, each a folder of the theme `hicolor`.
const SIDES: [u32; 9] = [16, 22, 24, 32, 48, 64, 128, 256, 512];

/// Writes `SIDE.png` for each side into a folder.
pub(crate) fn write(folder: &Path) -> Result<(), Error> {
    for side in SIDES {
        let picture = emblem::png(side).ok_or("the picture could not be drawn")?;
        fs::write(folder.join(format!("{side}.png")), picture)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use commonplace_desktop::APPLICATION_ID;

    use super::*;

    fn linux() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/linux")
    }

    #[test]
    fn the_window_and_the_files_of_the_desktop_go_by_one_name() {
        let entry = fs::read_to_string(linux().join(format!("{APPLICATION_ID}.desktop"))).expect("an entry");
        for line in [format!("Icon={APPLICATION_ID}"), format!("StartupWMClass={APPLICATION_ID}")] {
            assert!(entry.lines().any(|found| found == line), "{line}");
        }
        let data = fs::read_to_string(linux().join(format!("{APPLICATION_ID}.metainfo.xml"))).expect("data");
        for part in [
            format!("<id>{APPLICATION_ID}</id>"),
            format!(">{APPLICATION_ID}.desktop</launchable>"),
            format!("<release version=\"{}\"", env!("CARGO_PKG_VERSION")),
        ] {
            assert!(data.contains(&part), "{part}");
        }
    }

    #[test]
    fn the_entry_speaks_every_language_of_the_program() {
        let entry = fs::read_to_string(linux().join(format!("{APPLICATION_ID}.desktop"))).expect("an entry");
        for key in ["GenericName", "Comment", "Keywords"] {
            let in_english = entry.lines().any(|line| line.starts_with(&format!("{key}=")));
            assert!(in_english, "{key}");
            for language in ["tr", "es", "ar"] {
                let key = format!("{key}[{language}]=");
                assert!(entry.lines().any(|line| line.starts_with(&key) && line.len() > key.len()), "{key}");
            }
        }
    }

    #[test]
    fn every_size_is_drawn() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path()).expect("they are drawn");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), SIDES.len());
    }
}
