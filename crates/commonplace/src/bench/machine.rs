//! The machine under the figures, as far as its system tells.

use std::fs;
use std::path::Path;

use serde::Serialize;

/// Where a run took place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Machine {
    /// Processors that this process may use.
    pub(super) cores: usize,
    /// Operating system and architecture.
    pub(super) system: String,
    /// Kind of the file system under the homes, such as `ext4`; none where the system does not tell.
    pub(super) filesystem: Option<String>,
    /// `release`, or `dev`, whose figures mean little.
    pub(super) profile: &'static str,
    /// Version of the program.
    pub(super) version: &'static str,
}

impl Machine {
    /// This one, with homes in `folder`.
    pub(super) fn with(folder: &Path) -> Self {
        let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        Self {
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            filesystem: filesystem(&mounts, &folder),
            profile: if cfg!(debug_assertions) { "dev" } else { "release" },
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// The kind of the file system that holds `folder`: of the deepest mount above it, the latest, which hides the others.
fn filesystem(mounts: &str, folder: &Path) -> Option<String> {
    let mounted = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        let (at, kind) = (words.next()?.replace("\\040", " "), words.next()?);
        folder.starts_with(&at).then(|| (Path::new(&at).components().count(), kind.to_owned()))
    });
    mounted.max_by_key(|(depth, _)| *depth).map(|(_, kind)| kind)
}

/// Lets the count of memory begin anew. Without the right to do so, the peak is that of the whole process.
pub(super) fn forget_peak() {
    let _peak_of_all_instead = fs::write("/proc/self/clear_refs", "5");
}

/// Most memory held at one time, in bytes.
pub(super) fn peak_rss() -> Option<u64> {
    of_status("VmHWM:")
}

/// Memory held now, in bytes.
#[cfg(feature = "desktop")]
pub(super) fn held_rss() -> Option<u64> {
    of_status("VmRSS:")
}

fn of_status(field: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}

/// Clock ticks of `/proc` in a second: the same on all Linux systems that this runs on.
const TICKS: f64 = 100.0;

/// Processor time of this process so far.
pub(super) fn cpu_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is a name in parentheses that may itself hold spaces.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / TICKS)
}

/// Bytes of all files below a folder.
pub(super) fn bytes_below(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let bytes = entries.flatten().map(|entry| match entry.metadata() {
        Ok(data) if data.is_dir() => bytes_below(&entry.path()),
        Ok(data) => data.len(),
        Err(_) => 0,
    });
    bytes.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deepest_mount_says_the_file_system() {
        let mounts = "/dev/vda / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n/dev/sdb /mnt/usb\\040stick vfat rw 0 0\n";
        let of = |folder: &str| filesystem(mounts, Path::new(folder));
        assert_eq!(of("/tmp/x").as_deref(), Some("tmpfs"));
        assert_eq!(of("/tmpx").as_deref(), Some("ext4"));
        assert_eq!(of("/mnt/usb stick/a").as_deref(), Some("vfat"));
        assert_eq!(filesystem("", Path::new("/")), None);
    }

    #[test]
    fn files_of_folders_in_folders_count() {
        let folder = tempfile::tempdir().expect("folder");
        fs::create_dir(folder.path().join("deep")).expect("folder");
        fs::write(folder.path().join("a"), [0; 10]).expect("write");
        fs::write(folder.path().join("deep/b"), [0; 5]).expect("write");
        assert_eq!(bytes_below(folder.path()), 15);
    }
}
