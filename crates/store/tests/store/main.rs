//! What the store promises, kept under crashes, damage and full disks.

mod crash;
mod journal;
mod sets;
mod support;
