//! The program without a face: one engine that owns store, replicator and views; commands in, answers and events out.

pub mod answer;
pub mod backup;
pub mod command;
pub mod control;
pub mod doctor;
pub mod engine;
pub mod error;
pub mod event;
mod evict;
pub mod home;
pub mod node;
mod order;
pub mod relay;
pub mod runtime;
mod schedule;
pub mod sentence;
mod sets;
pub mod sheet;
pub mod text;
pub mod transfer;
pub mod zone;

/// What the search takes for the same, for whoever shows why something was found or looks through names of its own.
pub use commonplace_store::{matching, words_of};
