//! What the store promises, kept under crashes, damage and full disks.

mod blobs;
mod crash;
mod derived;
mod faults;
mod journal;
mod search;
mod sets;
mod support;
mod upkeep;
