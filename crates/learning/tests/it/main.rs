//! Stories, laws, hostile bytes and frozen vectors, in one binary: each one links Loro again.

mod cards;
mod disputes;
mod hostile;
mod laws;
mod meetings;
mod notes;
mod people;
mod questions;
mod quick_votes;
mod skills;
mod vectors;
mod views;
