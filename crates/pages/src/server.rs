//! HTTP on the loopback interface alone, with a bound on everything.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Method, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::fields::FORM_BYTES;
use crate::pages::{Pages, Request};
use crate::response::Body;

/// Connections served at once: a browser opens six, and somebody may have two.
const CONNECTIONS: usize = 32;
/// How long the head of a request may take, and how long a form.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long one request may take as a whole: a large attachment on an old disk.
const LONGEST: Duration = Duration::from_secs(600);

/// A place on this machine alone: at this port, or at a free one.
///
/// # Errors
/// When the port is taken.
pub async fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port.unwrap_or(0)))).await
}

/// Serves pages until it is dropped.
pub async fn serve(listener: TcpListener, pages: Pages) {
    let (pages, places) = (Arc::new(pages), Arc::new(Semaphore::new(CONNECTIONS)));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return };
        let Ok((socket, _)) = listener.accept().await else {
            // Out of descriptors, say: it is tried again when some are free.
            tokio::time::sleep(Duration::from_secs(1)).await;
            continue;
        };
        let pages = pages.clone();
        tokio::spawn(async move {
            let answer = service_fn(|request: hyper::Request<Incoming>| {
                let pages = pages.clone();
                async move { Ok::<_, Infallible>(respond(&pages, request).await) }
            });
            let mut http = hyper::server::conn::http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).keep_alive(false);
            let served = http.serve_connection(TokioIo::new(socket), answer);
            if !matches!(timeout(LONGEST, served).await, Ok(Ok(()))) {
                tracing::debug!("a browser left or was too slow");
            }
            drop(place);
        });
    }
}

async fn respond(pages: &Pages, request: hyper::Request<Incoming>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let form = match head.method {
        Method::GET | Method::HEAD => None,
        Method::POST => {
            let kind = head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
            if kind.is_none_or(|kind| !kind.starts_with("application/x-www-form-urlencoded")) {
                return pages.bare(StatusCode::UNSUPPORTED_MEDIA_TYPE, "read-no-form");
            }
            match timeout(PATIENCE, Limited::new(body, FORM_BYTES).collect()).await {
                Ok(Ok(whole)) => Some(whole.to_bytes().to_vec()),
                Ok(Err(_)) => return pages.bare(StatusCode::PAYLOAD_TOO_LARGE, "read-too-much"),
                Err(_) => return pages.bare(StatusCode::REQUEST_TIMEOUT, "read-too-slow"),
            }
        }
        _ => return pages.bare(StatusCode::METHOD_NOT_ALLOWED, "read-no-form"),
    };
    let (path, query) = (head.uri.path().to_owned(), head.uri.query().unwrap_or_default().to_owned());
    pages.respond(Request { path, query, headers: head.headers, form }).await
}
