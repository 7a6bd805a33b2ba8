//! Where a link in a text leads. Nothing is opened by it, and nothing is fetched.

/// What a link is, once looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A page on the web, or a letter: shown whole, with its host, and copied if somebody wants it.
    Outside {
        /// The host that it really leads to, or the address of the letter.
        host: String,
        /// All of it.
        whole: String,
    },
    /// Another note, by path or title.
    Note(String),
    /// Anything else: not offered.
    Refused(String),
}

/// Longest link that is looked at, in bytes.
const LONGEST: usize = 2_048;

/// Looks at a link.
pub(crate) fn target(link: &str) -> Target {
    let refused = || Target::Refused(shown(link));
    if link.len() > LONGEST || link.chars().any(|c| c.is_control() || is_invisible(c)) {
        return refused();
    }
    let Some((scheme, rest)) = scheme(link) else {
        let path = link.split('#').next().unwrap_or_default();
        return if path.is_empty() || path.starts_with("//") { refused() } else { Target::Note(decoded(path)) };
    };
    match scheme.as_str() {
        "http" | "https" => host(rest).map_or_else(refused, |host| Target::Outside { host, whole: link.to_owned() }),
        "mailto" if !rest.is_empty() => {
            let host = rest.split('?').next().unwrap_or_default().to_owned();
            Target::Outside { host, whole: link.to_owned() }
        }
        _ => refused(),
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
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn shown(link: &str) -> String {
    link.chars().filter(|c| !c.is_control() && !is_invisible(*c)).take(120).collect()
}

/// Undoes percent-encoding where it gives UTF-8.
pub(crate) fn decoded(path: &str) -> String {
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
    fn a_path_is_another_note() {
        assert_eq!(target("ch02%20cells.md#osmosis"), Target::Note("ch02 cells.md".into()));
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%ff"), "%ff");
    }
}
