//! What the store promises, kept under crashes, damage and full disks.

mod blobs;
mod crash;
mod derived;
mod journal;
mod sets;
mod support;
