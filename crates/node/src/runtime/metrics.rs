//! Health and figures of a relay, for this machine only: numbers without names.

use std::convert::Infallible;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use commonplace_net::NetHandle;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::relaying::lock;
use crate::relay::Counts;

/// Askers served at once: a monitor, and somebody who looks.
const ASKERS: usize = 8;
/// How long one may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves `/healthz` and `/metrics` until the process ends.
pub(super) async fn serve(listener: TcpListener, counts: Arc<Mutex<Counts>>, net: NetHandle) {
    let places = Arc::new(Semaphore::new(ASKERS));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return };
        let Ok((socket, _)) = listener.accept().await else {
            // Out of descriptors, say: it is tried again when some are free.
            tokio::time::sleep(Duration::from_secs(1)).await;
            continue;
        };
        let (counts, net) = (counts.clone(), net.clone());
        tokio::spawn(async move {
            let answer = service_fn(|request: Request<Incoming>| {
                let response = respond(&request, *lock(&counts), net.peers().len());
                async move { Ok::<_, Infallible>(response) }
            });
            let mut http = hyper::server::conn::http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).keep_alive(false);
            let served = http.serve_connection(TokioIo::new(socket), answer);
            if !matches!(timeout(PATIENCE, served).await, Ok(Ok(()))) {
                tracing::debug!("somebody who asked for figures left or was too slow");
            }
            drop(place);
        });
    }
}

fn respond<B>(request: &Request<B>, counts: Counts, peers: usize) -> Response<String> {
    let (status, kind, body) = match (request.method(), request.uri().path()) {
        (&Method::GET, "/healthz") => (StatusCode::OK, "text/plain; charset=utf-8", "ok\n".to_owned()),
        (&Method::GET, "/metrics") => {
            (StatusCode::OK, "application/openmetrics-text; version=1.0.0; charset=utf-8", figures(counts, peers))
        }
        _ => (StatusCode::NOT_FOUND, "text/plain; charset=utf-8", "not here\n".to_owned()),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    if let Ok(kind) = kind.parse() {
        response.headers_mut().insert(hyper::header::CONTENT_TYPE, kind);
    }
    response
}

fn figures(counts: Counts, peers: usize) -> String {
    let mut registry = Registry::with_prefix("commonplace_relay");
    let mut gauge = |name: &str, help: &str, value: u64| {
        let gauge = Gauge::<i64>::default();
        gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        registry.register(name, help, gauge);
    };
    gauge("peers", "Connected peers", peers as u64);
    gauge("links", "Links that are up", counts.links);
    gauge("sessions", "Open sessions", counts.sessions);
    gauge("leases", "Leases at work", counts.leases);
    gauge("leases_full", "Leases that have refused something for want of room", counts.full);
    gauge("stored_bytes", "Bytes of records kept", counts.bytes);
    gauge("attachments", "Attachments kept whole", counts.kept);
    gauge("attachment_bytes", "Bytes set aside for attachments", counts.kept_bytes);
    let mut counter = |name: &str, help: &str, value: u64| {
        let counter = Counter::<u64, AtomicU64>::default();
        counter.inc_by(value);
        registry.register(name, help, counter);
    };
    counter("records_taken", "Records taken since the start", counts.taken);
    counter("records_refused", "Records refused since the start", counts.refused);
    counter("attachments_fetched", "Attachments fetched from members since the start", counts.attachments);
    counter("lease_changes", "Changes of leases since the start", counts.changed);
    counter("turned_away", "Questions that no gate fitted since the start", counts.turned_away);
    counter("misbehaved", "Peers closed for misbehaving since the start", counts.misbehaved);
    let mut text = String::new();
    // Writing into memory fails at nothing.
    let _written = encode(&mut text, &registry);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_numbers_without_names() {
        let counts = Counts { bytes: 4711, taken: 12, ..Counts::default() };
        let text = figures(counts, 3);
        assert!(text.contains("commonplace_relay_stored_bytes 4711"), "{text}");
        assert!(text.contains("commonplace_relay_records_taken_total 12"), "{text}");
        assert!(!text.contains('{'), "no labels, which could name somebody: {text}");
    }

    #[test]
    fn only_two_pages_are_there() {
        let ask = |method: &str, path: &str| {
            let request = Request::builder().method(method).uri(path).body(()).expect("a request");
            respond(&request, Counts::default(), 0).status()
        };
        assert_eq!(ask("GET", "/healthz"), StatusCode::OK);
        assert_eq!(ask("GET", "/metrics"), StatusCode::OK);
        assert_eq!(ask("POST", "/metrics"), StatusCode::NOT_FOUND);
        assert_eq!(ask("GET", "/"), StatusCode::NOT_FOUND);
    }
}
