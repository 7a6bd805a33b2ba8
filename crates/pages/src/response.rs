//! Answers over HTTP, with what every one of them says to the browser.

use std::io;

use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};

/// The bytes of an answer, of a file perhaps piece by piece.
pub(crate) type Body = UnsyncBoxBody<Bytes, io::Error>;

/// What a page may do: be shown, with our style and our pictures, and send its forms back here.
const PAGE: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                    frame-ancestors 'none'";
/// What an attachment may do that somebody opens by itself: nothing. A drawing may use the styles that stand in it.
const FILE: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Said with every answer. The browser keeps no copy, guesses no type, tells no other site where somebody comes from, and
/// asks for no name of a site before somebody goes there. `same-origin` tells other sites as little as `no-referrer`,
/// under which browsers would not say either which page a form comes from.
const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::X_DNS_PREFETCH_CONTROL, "off"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// A page.
pub(crate) fn page(status: StatusCode, html: String) -> Response<Body> {
    with(status, "text/html; charset=utf-8", PAGE, whole(html.into()))
}

/// The style or the mark of the pages.
pub(crate) fn asset(kind: &'static str, text: &'static str) -> Response<Body> {
    with(StatusCode::OK, kind, FILE, whole(Bytes::from_static(text.as_bytes())))
}

/// An attachment of this type.
pub(crate) fn file(kind: &'static str, length: u64, body: Body) -> Response<Body> {
    let mut response = with(StatusCode::OK, kind, FILE, body);
    response.headers_mut().insert(header::CONTENT_LENGTH, length.into());
    response
}

/// Goes on with another page, whatever was asked.
pub(crate) fn see(path: &str) -> Response<Body> {
    let mut response = with(StatusCode::SEE_OTHER, "text/plain", PAGE, whole(Bytes::new()));
    set(&mut response, header::LOCATION, path);
    response
}

/// Sets a header to a value that we made.
pub(crate) fn set(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn whole(bytes: Bytes) -> Body {
    Full::new(bytes).map_err(|never| match never {}).boxed_unsync()
}

fn with(status: StatusCode, kind: &'static str, policy: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}
