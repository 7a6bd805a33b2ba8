//! Notices of the desktop: one call over the session bus, the same that every Linux desktop understands.

/// Shows a notice in the place of the one before, so that there is never more than one. Waits a moment for the desktop;
/// call it inside the toolkit's runtime, on a thread that may wait.
#[cfg(target_os = "linux")]
pub(crate) fn show(heading: &str, words: &str) {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
    match runtime.block_on(tokio::time::timeout(bus::PATIENCE, bus::show(heading, words))) {
        Ok(Ok(())) => {}
        // A desktop without notices is a desktop, too: the window asks for attention besides.
        Ok(Err(error)) => tracing::debug!(%error, "no notice"),
        Err(_late) => tracing::debug!("no notice: the desktop is busy"),
    }
}

/// Other systems have no session bus; there the window asks for attention, and that is all.
#[cfg(not(target_os = "linux"))]
pub(crate) fn show(_heading: &str, _words: &str) {}

#[cfg(target_os = "linux")]
mod bus {
    use std::collections::HashMap;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use zbus::zvariant::Value;

    use crate::APPLICATION_ID;

    /// How long the desktop may take.
    pub(super) const PATIENCE: Duration = Duration::from_secs(5);
    /// The service, its path and its interface, by the specification of freedesktop.org.
    const NAME: &str = "org.freedesktop.Notifications";
    const PATH: &str = "/org/freedesktop/Notifications";
    /// How long it is shown: as the desktop likes.
    const AS_USUAL: i32 = -1;

    /// The notice that stands, to be replaced by the next.
    static STANDING: AtomicU32 = AtomicU32::new(0);

    pub(super) async fn show(heading: &str, words: &str) -> zbus::Result<()> {
        let bus = zbus::Connection::session().await?;
        let (icon, actions) = (APPLICATION_ID, Vec::<&str>::new());
        let hints =
            HashMap::from([("desktop-entry", Value::from(APPLICATION_ID)), ("category", Value::from("im.received"))]);
        let standing = STANDING.load(Ordering::Relaxed);
        let notice = ("Commonplace", standing, icon, heading, words, actions, hints, AS_USUAL);
        let answer = bus.call_method(Some(NAME), PATH, Some(NAME), "Notify", &notice).await?;
        STANDING.store(answer.body().deserialize()?, Ordering::Relaxed);
        Ok(())
    }
}
