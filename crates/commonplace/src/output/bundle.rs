//! Bundles: how far, and what came of them.

use commonplace_core::bundle::HAVE_EXTENSION;
use commonplace_node::answer::{Admission, Bundle, BundleState};
use commonplace_node::text::Value;

use super::screen::{Screen, clean};
use super::whole::DOT;

/// How far one is that is not done, for the side.
pub(super) fn progress(bundle: &Bundle, screen: &Screen) -> Option<String> {
    let done: Value<'_> = screen.size(bundle.done).into();
    match (bundle.state, bundle.of) {
        (BundleState::Writing, _) => Some(screen.text.with("cli-bundle-writing", &[("done", done)])),
        (BundleState::Reading, of) => {
            let of = screen.size(of.unwrap_or_default()).into();
            Some(screen.text.with("cli-bundle-reading", &[("done", done), ("of", of)]))
        }
        _ => None,
    }
}

/// What came of one.
pub(super) fn of(bundle: &Bundle, screen: &Screen) -> String {
    let file = clean(&bundle.file.to_string_lossy());
    if let Some(why) = &bundle.why {
        let why = clean(why);
        // Most sentences name the file themselves.
        return if why.contains(&file) { screen.warn(&why) } else { format!("{}{DOT}{why}", screen.warn(&file)) };
    }
    let circle = clean(bundle.circle.as_deref().unwrap_or_default());
    match bundle.state {
        BundleState::Offered => offered(bundle, &circle, &file, screen),
        BundleState::Read | BundleState::Reading => read(bundle, &circle, &file, screen),
        _ => written(bundle, &circle, &file, screen),
    }
}

fn offered(bundle: &Bundle, circle: &str, file: &str, screen: &Screen) -> String {
    let values = [
        ("circle", circle.into()),
        ("file", file.into()),
        ("records", bundle.records.into()),
        ("blobs", bundle.blobs.into()),
        ("size", screen.size(bundle.of.unwrap_or_default()).into()),
    ];
    if bundle.whole {
        screen.text.with("cli-bundle-offered", &values)
    } else {
        // Without its end, nothing in it says how much there is.
        screen.warn(&screen.text.with("cli-bundle-offered-cut", &values))
    }
}

fn written(bundle: &Bundle, circle: &str, file: &str, screen: &Screen) -> String {
    if bundle.file.extension().is_some_and(|extension| extension == HAVE_EXTENSION) {
        return screen.text.with("cli-bundle-have-written", &[("circle", circle.into()), ("file", file.into())]);
    }
    if bundle.admission.is_some() && bundle.records == 0 {
        return screen.text.with("cli-bundle-asks", &[("circle", circle.into()), ("file", file.into())]);
    }
    let mut lines = vec![screen.text.with(
        "cli-bundle-written",
        &[
            ("circle", circle.into()),
            ("file", file.into()),
            ("records", bundle.records.into()),
            ("blobs", bundle.blobs.into()),
            ("size", screen.size(bundle.done).into()),
        ],
    )];
    lines.extend(line(screen, "cli-bundle-left-out", bundle.left_out));
    lines.extend(line(screen, "cli-bundle-damaged", bundle.refused).map(|said| screen.warn(&said)));
    lines.join("\n")
}

fn read(bundle: &Bundle, circle: &str, file: &str, screen: &Screen) -> String {
    let admission = bundle.admission.map(|admission| {
        let key = match admission {
            Admission::Asked => "cli-bundle-not-yet",
            Admission::LetIn => "cli-joining-joined",
            Admission::Expired => "cli-bundle-expired",
            Admission::UsedUp => "cli-bundle-used-up",
            Admission::Refused => "cli-bundle-false",
        };
        screen.text.with(key, &[("title", circle.into())])
    });
    let mut lines = vec![screen.text.with(
        "cli-bundle-read",
        &[
            ("circle", circle.into()),
            ("file", file.into()),
            ("new", bundle.new.into()),
            ("records", bundle.records.into()),
            ("blobs", bundle.blobs.into()),
        ],
    )];
    lines.extend(admission);
    lines.extend(line(screen, "cli-bundle-let-in", bundle.let_in));
    lines.extend(line(screen, "cli-bundle-turned-away", bundle.turned_away).map(|said| screen.warn(&said)));
    // Before we are in, nothing can be opened: that has been said.
    lines.extend(line(screen, "cli-bundle-waiting", bundle.waiting).filter(|_| bundle.admission.is_none()));
    lines.extend(line(screen, "cli-bundle-later", bundle.later));
    lines.extend(line(screen, "cli-bundle-newer", bundle.newer));
    let refused = line(screen, "cli-bundle-refused", bundle.refused);
    let spoiled = (bundle.spoiled > 0)
        .then(|| screen.text.with("cli-bundle-spoiled", &[("size", screen.size(bundle.spoiled).into())]));
    let cut = (!bundle.whole).then(|| screen.text.get("cli-bundle-cut"));
    lines.extend([refused, spoiled, cut].into_iter().flatten().map(|said| screen.warn(&said)));
    lines.join("\n")
}

fn line(screen: &Screen, key: &str, count: u64) -> Option<String> {
    (count > 0).then(|| screen.text.with(key, &[("count", count.into())]))
}
