//! What is on its way to the node, and has to have come there before the window is gone.

use std::sync::Arc;

use tokio::sync::watch;

/// How much is on its way. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Errands(Arc<watch::Sender<usize>>);

/// Something that is on its way, until the last of its clones is dropped.
#[derive(Debug, Clone)]
pub(crate) struct Errand(#[expect(dead_code, reason = "held for the end of it")] Arc<Counted>);

#[derive(Debug)]
struct Counted(Errands);

impl Default for Errands {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }
}

impl Errands {
    /// Something sets out.
    pub(crate) fn begin(&self) -> Errand {
        self.0.send_modify(|count| *count += 1);
        Errand(Arc::new(Counted(self.clone())))
    }

    /// Waits until nothing is on its way.
    pub(crate) async fn over(&self) {
        let mut count = self.0.subscribe();
        // The sender is held here: it does not go while somebody waits.
        let _over = count.wait_for(|count| *count == 0).await;
    }
}

impl Errand {
    /// Does this, which is all of it.
    pub(crate) async fn until<T>(self, work: impl Future<Output = T>) -> T {
        let done = work.await;
        drop(self);
        done
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.0.send_modify(|count| *count -= 1);
    }
}

#[cfg(test)]
mod tests {
    use iced::futures::FutureExt;

    use super::*;

    #[test]
    fn it_is_over_when_the_last_one_has_come() {
        let errands = Errands::default();
        assert!(errands.over().now_or_never().is_some());
        let (first, second) = (errands.begin(), errands.begin());
        let copy = first.clone();
        let mut over = Box::pin(errands.over());
        drop((first, second));
        assert!(over.as_mut().now_or_never().is_none(), "a copy of the first is still on its way");
        drop(copy);
        assert!(over.now_or_never().is_some());
    }
}
