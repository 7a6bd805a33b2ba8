//! What tests stand on: paper records, sets in memory, and a network in virtual time.
//!
//! **Invariant:** nothing here sleeps, reads a clock or draws randomness of its own: the same seed gives the same trace.
//!
//! - [`paper`]: records with a true envelope and nothing sealed inside, a thousand times cheaper than real ones.
//! - [`memory`]: a [`Replica`](commonplace_sync::Replica) in memory.
//! - [`eve`]: somebody who cheats, byte by byte, and the machine that she cheats.
//! - [`pair`]: two nodes and a perfect wire that counts bytes.
//! - [`network`]: many nodes, their links, and everything that goes wrong between them.

pub mod eve;
pub mod memory;
pub mod network;
pub mod pair;
pub mod paper;
