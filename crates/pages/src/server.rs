//! HTTP on the loopback interface alone, with a bound on everything.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Method, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;
use tokio::time::timeout;

use crate::fields::FORM_BYTES;
use crate::pages::{Pages, Request};
use crate::response::Body;

/// Connections at once: a browser opens six, and somebody may have two. One more takes the place of the one that has been
/// open longest without having asked for anything whole.
pub(crate) const CONNECTIONS: usize = 32;
/// How long the head of a request may take, and how long a form.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
/// How long one request may take as a whole: a large attachment on an old disk.
const LONGEST: Duration = Duration::from_secs(600);

/// A place on this machine alone: at this port, or at a free one.
///
/// # Errors
/// When the port is taken.
pub async fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port.unwrap_or(0)))).await
}

/// Connections that have not asked for anything whole, in the order in which they came.
#[derive(Debug, Clone, Default)]
struct Unheard(Arc<Mutex<BTreeMap<u64, AbortHandle>>>);

impl Unheard {
    fn all(&self) -> MutexGuard<'_, BTreeMap<u64, AbortHandle>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// This one has asked, or is over.
    fn heard(&self, number: u64) {
        self.all().remove(&number);
    }

    /// Ends the one that came first.
    fn end_first(&self) {
        if let Some((_, first)) = self.all().pop_first() {
            first.abort();
        }
    }
}

/// Serves pages until it is dropped.
pub async fn serve(listener: TcpListener, pages: Pages) {
    let (pages, places) = (Arc::new(pages), Arc::new(Semaphore::new(CONNECTIONS)));
    let unheard = Unheard::default();
    for number in 0.. {
        let Ok((socket, _)) = listener.accept().await else {
            // Out of descriptors, say: it is tried again when some are free.
            tokio::time::sleep(Duration::from_secs(1)).await;
            continue;
        };
        if places.available_permits() == 0 {
            unheard.end_first();
        }
        let Ok(place) = places.clone().acquire_owned().await else { return };
        let (pages, asks) = (pages.clone(), unheard.clone());
        // Held until it is written down: a quick one is not written down after it is over.
        let mut waiting = unheard.all();
        let served = tokio::spawn(async move {
            let answer = service_fn(|request: hyper::Request<Incoming>| {
                let (pages, asks) = (pages.clone(), asks.clone());
                async move { Ok::<_, Infallible>(respond(&pages, request, || asks.heard(number)).await) }
            });
            let mut http = hyper::server::conn::http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).keep_alive(false);
            let served = http.serve_connection(TokioIo::new(socket), answer);
            if !matches!(timeout(LONGEST, served).await, Ok(Ok(()))) {
                tracing::debug!("a browser left or was too slow");
            }
            asks.heard(number);
            drop(place);
        });
        waiting.insert(number, served.abort_handle());
    }
}

/// The answer to a request; `heard` is told once all of it has come.
async fn respond(pages: &Pages, request: hyper::Request<Incoming>, heard: impl FnOnce()) -> Response<Body> {
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
    heard();
    let (path, query) = (head.uri.path().to_owned(), head.uri.query().unwrap_or_default().to_owned());
    pages.respond(Request { path, query, headers: head.headers, form }).await
}
