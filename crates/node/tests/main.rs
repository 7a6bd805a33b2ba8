//! Stories of whole nodes in virtual time: engines on real stores, joined by links that the test cuts and restores.

mod apart;
mod backup;
mod cards;
mod clocks;
mod delivery;
mod devices;
mod disputes;
mod full;
mod inviting;
mod library;
mod linking;
mod meetings;
mod pairing;
mod private;
mod quick_votes;
mod reach;
mod relays;
mod removed;
mod room;
mod skills;
mod stories;
mod world;
