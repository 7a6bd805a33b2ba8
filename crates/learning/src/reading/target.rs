//! Where a link in a text leads. Nothing outside is opened by it, and nothing is fetched.

use super::{Link, slug};

/// What a link is, once looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page on the web, or a letter: shown whole, with its host, and copied if somebody wants it.
    Outside {
        /// The host that it really leads to, or the address of the letter.
        host: String,
        /// All of it.
        whole: String,
    },
    /// Another note.
    Note(Named),
    /// A heading of the same text, by its [slug].
    Heading(String),
    /// Anything else: not offered.
    Refused(String),
}

/// A note as a link names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// A path or a title.
    pub name: String,
    /// The heading meant, by its [slug].
    pub heading: Option<String>,
    /// Whether it is a title in the first place, as in `[[Osmosis]]`, and a path in the second.
    pub by_title: bool,
}

/// Longest link that is looked at, in bytes.
const LONGEST: usize = 2_048;

/// Looks at a link.
#[must_use]
pub fn target(link: &Link) -> Target {
    let (Link::Address(words) | Link::Note(words)) = link;
    let refused = || Target::Refused(shown(words));
    if words.len() > LONGEST || words.chars().any(|c| c.is_control() || is_invisible(c)) {
        return refused();
    }
    match link {
        Link::Note(name) => named(name, true).unwrap_or_else(refused),
        Link::Address(address) => match scheme(address) {
            None if address.starts_with("//") => refused(),
            None => named(&decoded(address), false).unwrap_or_else(refused),
            Some((scheme, rest)) => outside(address, &scheme, rest).unwrap_or_else(refused),
        },
    }
}

fn outside(whole: &str, scheme: &str, rest: &str) -> Option<Target> {
    let host = match scheme {
        "http" | "https" => host(rest)?,
        "mailto" => rest.split('?').next().filter(|address| !address.is_empty())?.to_owned(),
        _ => return None,
    };
    Some(Target::Outside { host, whole: whole.to_owned() })
}

fn named(words: &str, by_title: bool) -> Option<Target> {
    let (name, heading) = words.split_once('#').unwrap_or((words, ""));
    let name = if by_title { name } else { name.split('?').next().unwrap_or_default() }.trim();
    let heading = Some(slug(heading)).filter(|heading| !heading.is_empty());
    match (name.is_empty(), heading) {
        (true, heading) => heading.map(Target::Heading),
        (false, heading) => Some(Target::Note(Named { name: name.to_owned(), heading, by_title })),
    }
}

fn scheme(link: &str) -> Option<(String, &str)> {
    let (scheme, rest) = link.split_once(':')?;
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    (named && plain).then(|| (scheme.to_ascii_lowercase(), rest))
}

/// The host of a URL; what stands before an `@` is not it, however much it looks like one.
fn host(rest: &str) -> Option<String> {
    let authority = rest.strip_prefix("//")?.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// Characters that turn a line around or cannot be seen.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn shown(link: &str) -> String {
    link.chars().filter(|c| !c.is_control() && !is_invisible(*c)).take(120).collect()
}

/// Where the address of a file leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileAddress {
    /// To this path of this computer.
    Here(String),
    /// To another computer.
    Elsewhere(String),
}

/// What a `file:` address (RFC 8089) means; none if the text is none.
#[must_use]
pub fn file_address(address: &str) -> Option<FileAddress> {
    let (scheme, rest) = address.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") || !rest.starts_with('/') {
        return None;
    }
    let Some(named) = rest.strip_prefix("//") else { return Some(FileAddress::Here(decoded(rest))) };
    let (host, path) = named.find('/').map_or((named, ""), |slash| named.split_at(slash));
    if host.is_empty() || host.eq_ignore_ascii_case("localhost") {
        return (!path.is_empty()).then(|| FileAddress::Here(decoded(path)));
    }
    Some(FileAddress::Elsewhere(shown(host)))
}

/// Undoes percent-encoding where it gives UTF-8.
#[must_use]
pub fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = |at: usize| after.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, hex(0), hex(1)) {
            bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(link: &str) -> Target {
        super::target(&Link::Address(link.into()))
    }

    fn host_of(link: &str) -> Option<String> {
        match target(link) {
            Target::Outside { host, .. } => Some(host),
            _ => None,
        }
    }

    #[test]
    fn the_host_is_the_one_that_would_be_asked() {
        assert_eq!(host_of("https://en.wikipedia.org/wiki/Osmosis").as_deref(), Some("en.wikipedia.org"));
        assert_eq!(host_of("https://bank.example@evil.example/x").as_deref(), Some("evil.example"));
        assert_eq!(host_of("https://evil.example\\@bank.example/").as_deref(), Some("evil.example"));
        assert_eq!(host_of("HTTP://Example.ORG?x").as_deref(), Some("example.org"));
        assert_eq!(host_of("mailto:ana@example.org?subject=x").as_deref(), Some("ana@example.org"));
    }

    #[test]
    fn other_schemes_and_tricks_are_refused() {
        for link in ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://", "//example.org/x"] {
            assert!(matches!(target(link), Target::Refused(_)), "{link}");
        }
        assert!(matches!(target("https://a.example/\u{202e}gpj"), Target::Refused(_)));
        assert!(matches!(target(&format!("https://a.example/{}", "x".repeat(LONGEST))), Target::Refused(_)));
    }

    #[test]
    fn a_path_is_another_note_and_a_hash_is_a_heading() {
        let named = |name: &str, heading: Option<&str>, by_title| {
            Target::Note(Named { name: name.into(), heading: heading.map(Into::into), by_title })
        };
        assert_eq!(target("ch02%20cells.md#osmosis"), named("ch02 cells.md", Some("osmosis"), false));
        assert_eq!(target("#The%20membrane"), Target::Heading("the-membrane".into()));
        assert!(matches!(target("#"), Target::Refused(_)));
        let wiki = |name: &str| super::target(&Link::Note(name.into()));
        assert_eq!(wiki("Rust: what for?#Safe & fast"), named("Rust: what for?", Some("safe--fast"), true));
        assert_eq!(wiki("javascript:alert(1)"), named("javascript:alert(1)", None, true), "a title, never an address");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%ff"), "%ff");
    }

    #[test]
    fn the_address_of_a_file_leads_to_a_path_or_to_another_computer() {
        let here = |path: &str| Some(FileAddress::Here(path.into()));
        for address in ["file:///home/my%20notes", "file:/home/my%20notes", "FILE://localhost/home/my%20notes"] {
            assert_eq!(file_address(address), here("/home/my notes"), "{address}");
        }
        assert_eq!(file_address("file://nas/biology"), Some(FileAddress::Elsewhere("nas".into())));
        assert_eq!(file_address("file://nas"), Some(FileAddress::Elsewhere("nas".into())));
        for no_address in ["file://", "file:notes.md", "files:///home", "/home/file:/x", "file"] {
            assert_eq!(file_address(no_address), None, "{no_address}");
        }
    }
}
