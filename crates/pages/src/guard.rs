//! Who is let in. Programs of other people on this machine can reach the port, and pages of strangers can make the
//! browser ask it: neither has the key, and neither can make up a form.

use std::sync::atomic::{AtomicU64, Ordering};

use blake3::Hash;

/// Names the cookie that holds the key.
const COOKIE: &str = "commonplace";

/// What is looked at of a request before anything else is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Asked<'a> {
    /// The path, without the query.
    pub(crate) path: &'a str,
    /// Whether it wants something done.
    pub(crate) acts: bool,
    /// The header `Host`.
    pub(crate) host: Option<&'a str>,
    /// The header `Origin`.
    pub(crate) origin: Option<&'a str>,
    /// The header `Sec-Fetch-Site`, which newer browsers send.
    pub(crate) site: Option<&'a str>,
    /// The header `Cookie`.
    pub(crate) cookie: Option<&'a str>,
}

/// What becomes of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict<'a> {
    /// Let in, to this path below the place.
    In(&'a str),
    /// Came with the key: gets the cookie.
    Enters,
    /// Asked under another name than this machine's own, as a page does that pretends to be on it.
    Elsewhere,
    /// Has no key, or an old one.
    Stranger,
    /// Comes from a page that is not ours.
    Foreign,
}

/// The secrets of one run.
#[derive(Debug)]
pub(crate) struct Guard {
    host: String,
    place: String,
    key: String,
    forms: [u8; 32],
    next: AtomicU64,
}

impl Guard {
    /// Secrets made of `seed`, which nobody else may know, for a server on this port.
    pub(crate) fn new(seed: [u8; 32], port: u16) -> Self {
        let part = |of: &str| Hash::from(blake3::derive_key(of, &seed));
        let hex = |of: &str, digits: usize| part(of).to_hex()[..digits].to_owned();
        Self {
            host: format!("127.0.0.1:{port}"),
            place: hex("commonplace 2026 pages place", 16),
            key: hex("commonplace 2026 pages key", 32),
            forms: *part("commonplace 2026 pages forms").as_bytes(),
            next: AtomicU64::new(1),
        }
    }

    /// The address that lets in whoever has it.
    pub(crate) fn address(&self) -> String {
        format!("http://{}/{}/enter/{}", self.host, self.place, self.key)
    }

    /// What all paths begin with. The cookie is sent to this path alone: without it, to every server of this machine,
    /// since browsers do not part cookies by port.
    pub(crate) fn base(&self) -> String {
        format!("/{}/", self.place)
    }

    /// The cookie, as a header sets it.
    pub(crate) fn cookie(&self) -> String {
        format!("{COOKIE}={}; Path={}; HttpOnly; SameSite=Strict", self.key, self.base())
    }

    /// Looks at a request.
    pub(crate) fn judge<'a>(&self, asked: &Asked<'a>) -> Verdict<'a> {
        if asked.host != Some(self.host.as_str()) {
            return Verdict::Elsewhere;
        }
        let inside = asked.path.strip_prefix('/').and_then(|path| path.split_once('/'));
        let Some((_, path)) = inside.filter(|(place, _)| same(place, &self.place)) else {
            return if asked.acts && !self.is_ours(asked) { Verdict::Foreign } else { Verdict::Stranger };
        };
        if asked.acts && !self.is_ours(asked) {
            return Verdict::Foreign;
        }
        if !asked.acts && path.strip_prefix("enter/").is_some_and(|key| same(key, &self.key)) {
            return Verdict::Enters;
        }
        if self.has_key(asked.cookie) { Verdict::In(path) } else { Verdict::Stranger }
    }

    /// Whether a request comes from a page of this server, as the browser says.
    fn is_ours(&self, asked: &Asked<'_>) -> bool {
        let ours = asked.origin.and_then(|origin| origin.strip_prefix("http://")) == Some(self.host.as_str());
        ours && asked.site.is_none_or(|site| site == "same-origin")
    }

    fn has_key(&self, cookies: Option<&str>) -> bool {
        let named = |cookie: &str| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('=').map(ToOwned::to_owned);
        // A browser may have one of an earlier run for the same path: each is looked at.
        cookies.unwrap_or_default().split(';').filter_map(named).any(|key| same(&key, &self.key))
    }

    /// A token for one form that is sent to this path.
    pub(crate) fn token(&self, path: &str) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        format!("{number:x}-{}", self.seal(path, number))
    }

    /// The number of the form that a token was made for, if it was made for this path.
    pub(crate) fn number(&self, path: &str, token: &str) -> Option<u64> {
        let (number, seal) = token.split_once('-')?;
        let number = u64::from_str_radix(number, 16).ok()?;
        same(seal, &self.seal(path, number)).then_some(number)
    }

    fn seal(&self, path: &str, number: u64) -> String {
        let sealed = [&number.to_le_bytes(), path.as_bytes()].concat();
        blake3::keyed_hash(&self.forms, &sealed).to_hex()[..32].to_owned()
    }
}

/// Whether two secrets are the same, in a time that does not tell how much of them is.
fn same(one: &str, other: &str) -> bool {
    blake3::hash(one.as_bytes()) == blake3::hash(other.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard() -> Guard {
        Guard::new([7; 32], 4321)
    }

    /// A request of the person's own browser on a page of ours.
    fn own<'a>(path: &'a str, cookie: &'a str, acts: bool) -> Asked<'a> {
        let (host, cookie) = (Some("127.0.0.1:4321"), Some(cookie));
        Asked { path, acts, host, origin: acts.then_some("http://127.0.0.1:4321"), site: None, cookie }
    }

    fn cookie_of(guard: &Guard) -> String {
        guard.cookie().split(';').next().expect("a value").to_owned()
    }

    #[test]
    fn the_key_lets_in_and_the_cookie_keeps_in() {
        let guard = guard();
        let address = guard.address();
        let path = address.strip_prefix("http://127.0.0.1:4321").expect("here");
        assert_eq!(guard.judge(&own(path, "", false)), Verdict::Enters);
        let (inside, cookie) = (format!("{}note/abc", guard.base()), cookie_of(&guard));
        assert_eq!(guard.judge(&own(&inside, &cookie, false)), Verdict::In("note/abc"));
        assert_eq!(guard.judge(&own(&inside, &format!("commonplace=old; {cookie}"), true)), Verdict::In("note/abc"));
        assert!(guard.cookie().contains("HttpOnly") && guard.cookie().contains("SameSite=Strict"));
    }

    #[test]
    fn without_the_key_nothing_is_told() {
        let guard = guard();
        let inside = format!("{}note/abc", guard.base());
        for (path, cookie) in [
            (inside.as_str(), ""),
            (&inside, "commonplace=0000"),
            ("/", ""),
            ("/0000000000000000/", "commonplace=0000"),
            ("/0000000000000000/enter/0000", ""),
            (&format!("{}enter/0000", guard.base()), ""),
        ] {
            assert_eq!(guard.judge(&own(path, cookie, false)), Verdict::Stranger, "{path}");
        }
        let other = Guard::new([8; 32], 4321);
        assert_eq!(guard.judge(&own(&inside, &cookie_of(&other), false)), Verdict::Stranger);
    }

    #[test]
    fn another_name_for_this_machine_is_refused() {
        let guard = guard();
        let (inside, cookie) = (guard.base(), cookie_of(&guard));
        for host in [None, Some("evil.example:4321"), Some("localhost:4321"), Some("127.0.0.1"), Some("127.0.0.1:80")] {
            let asked = Asked { host, ..own(&inside, &cookie, false) };
            assert_eq!(guard.judge(&asked), Verdict::Elsewhere, "{host:?}");
        }
    }

    #[test]
    fn a_page_of_strangers_makes_nothing_happen() {
        let guard = guard();
        let (inside, cookie) = (format!("{}question/abc/answer", guard.base()), cookie_of(&guard));
        for (origin, site) in [
            (None, None),
            (Some("null"), Some("cross-site")),
            (Some("http://evil.example"), Some("cross-site")),
            (Some("http://127.0.0.1:9999"), Some("same-site")),
            (Some("https://127.0.0.1:4321"), None),
            (Some("http://127.0.0.1:4321"), Some("cross-site")),
        ] {
            let asked = Asked { origin, site, ..own(&inside, &cookie, true) };
            assert_eq!(guard.judge(&asked), Verdict::Foreign, "{origin:?} {site:?}");
        }
    }

    #[test]
    fn a_token_is_good_for_its_own_form_and_each_has_its_number() {
        let guard = guard();
        let (one, other) = (guard.token("question/abc/answer"), guard.token("question/abc/answer"));
        let number = |token: &str| guard.number("question/abc/answer", token);
        assert!(number(&one).is_some() && number(&one) != number(&other));
        assert_eq!(guard.number("question/abd/answer", &one), None);
        assert_eq!(Guard::new([8; 32], 4321).number("question/abc/answer", &one), None);
        for odd in ["", "1", "1-", "-", "x-y", "99999999999999999999-0"] {
            assert_eq!(number(odd), None, "{odd}");
        }
    }
}
