//! What every page has around it.

use commonplace_node::text::Text;
use maud::{DOCTYPE, Markup, html};

use super::{Face, Page, Place};

/// The whole page.
pub(crate) fn whole(face: &Face<'_>, page: &Page) -> String {
    let circle = face.circle.title.as_str();
    // What has happened is said first: a page that is there when it is loaded is announced by its title.
    let happened = match (face.refused, face.said) {
        (Some(_), _) => Some(face.say("read-title-refused")),
        (None, Some(said)) => Some(face.say(said)),
        (None, None) => None,
    };
    let parts = happened.into_iter().chain([page.title.clone()]);
    let parts = parts.chain((page.title != circle).then(|| circle.to_owned()));
    let title = parts.chain([face.say("app-name")]).collect::<Vec<_>>().join(" – ");
    let inside = html! {
        a.skip href="#main" { (face.say("read-skip")) }
        header {
            p.circle { a href=(face.to("")) { bdi { (circle) } } }
            nav aria-label=(face.say("read-nav")) {
                ul {
                    (entry(face, page.place, Place::Home, "", "read-home"))
                    (entry(face, page.place, Place::Notes, "notes", "filter-notes"))
                    (entry(face, page.place, Place::Questions, "questions", "filter-questions"))
                    @if face.circle.quick_votes > 0 { (entry(face, page.place, Place::Votes, "votes", "votes")) }
                    @if face.may_write() {
                        (entry(face, page.place, Place::Write, "write", "read-write"))
                        (entry(face, page.place, Place::Ask, "ask", "ask"))
                    }
                }
            }
            form.search role="search" method="get" action=(face.to("search")) {
                label for="query" { (face.say("search-hint")) }
                div.line {
                    input #query type="search" name="q" autocomplete="off" dir="auto" maxlength="512";
                    button type="submit" { (face.say("read-search")) }
                }
            }
        }
        main #main tabindex="-1" {
            (refused(face))
            @if let (Some(said), None) = (face.said, face.refused) {
                p.said role="status" { (face.say(said)) }
            }
            h1 { bdi { (page.title) } }
            (page.body)
        }
        footer { p { (face.say("read-foot")) } }
    };
    document(face.text, &title, Some(&face.to("")), &inside)
}

/// What was refused, at the head of the page, with a way to the field. It has the focus when the page comes.
fn refused(face: &Face<'_>) -> Markup {
    html! {
        @if let Some(refused) = face.refused {
            div.trouble #trouble role="alert" tabindex="-1" autofocus {
                p { strong { (face.say("read-refused")) } }
                p { a href=(format!("#{}", super::form::id(&refused.form, refused.field))) { (refused.why) } }
            }
        }
    }
}

fn entry(face: &Face<'_>, here: Place, place: Place, path: &str, key: &str) -> Markup {
    let current = (here == place).then_some("page");
    html! { li { a href=(face.to(path)) aria-current=[current] { (face.say(key)) } } }
}

/// A page for whoever is not let in, or goes on at once: it tells nothing of the circle. With a `base`, in our style.
pub(crate) fn bare(text: &Text, base: Option<&str>, title: &str, body: &Markup) -> String {
    let inside = html! {
        main #main {
            h1 { (title) }
            (body)
        }
    };
    document(text, &format!("{title} – {}", text.get("app-name")), base, &inside)
}

/// Leads on into the circle. A page that is reached from elsewhere has no cookie yet when it goes on by itself as an
/// answer to the first request, but has when it is the page that goes on.
pub(crate) fn entrance(text: &Text, base: &str) -> String {
    let title = text.get("read-entered");
    let inside = html! {
        main #main {
            h1 { (title) }
            p { a href=(base) { (text.get("read-enter")) } }
        }
    };
    let language = text.language();
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) dir=(direction(text)) {
            head {
                meta charset="utf-8";
                meta http-equiv="refresh" content=(format!("0; url={base}"));
                title { (title) }
                link rel="icon" href=(format!("{base}mark.svg"));
            }
            body { (inside) }
        }
    };
    page.into_string()
}

fn direction(text: &Text) -> &'static str {
    if text.language().is_right_to_left() { "rtl" } else { "ltr" }
}

fn document(text: &Text, title: &str, base: Option<&str>, inside: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(text.language().code()) dir=(direction(text)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                @if let Some(base) = base {
                    link rel="stylesheet" href=(format!("{base}style.css"));
                    link rel="icon" type="image/svg+xml" href=(format!("{base}mark.svg"));
                }
            }
            body { (inside) }
        }
    };
    page.into_string()
}
