//! One stream between two nodes.

use commonplace_sync::Millis;

/// One end of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    A = 0,
    B = 1,
}

impl Side {
    pub(super) const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

#[derive(Debug)]
pub(super) struct Stream {
    pub(super) nodes: [usize; 2],
    /// Which ends have not learnt yet that the stream is gone.
    pub(super) up: [bool; 2],
    pub(super) cut: bool,
    latency: u64,
    /// When the sending side is through with the frames before, and when the last one arrives.
    free_at: [Millis; 2],
    arrives_at: [Millis; 2],
}

impl Stream {
    pub(super) const fn new(nodes: [usize; 2], latency: u64, now: Millis) -> Self {
        Self { nodes, up: [true; 2], cut: false, latency, free_at: [now; 2], arrives_at: [now; 2] }
    }

    pub(super) fn joins(&self, a: usize, b: usize) -> bool {
        self.nodes == [a, b] || self.nodes == [b, a]
    }

    pub(super) fn side_of(&self, node: usize) -> Side {
        if self.nodes[0] == node { Side::A } else { Side::B }
    }

    /// When a frame has left, and when it arrives; never before the frames before it.
    pub(super) fn transmit(
        &mut self,
        from: Side,
        now: Millis,
        bytes: u64,
        bandwidth: u64,
        jitter: u64,
    ) -> (Millis, Millis) {
        let side = from as usize;
        let taken = Millis(self.free_at[side].max(now).0 + bytes / bandwidth);
        let arrives = Millis(taken.0 + self.latency + jitter).max(self.arrives_at[side]);
        self.free_at[side] = taken;
        self.arrives_at[side] = arrives;
        (taken, arrives)
    }
}
