//! What the store promises, kept under crashes, damage and full disks.

mod blob_faults;
mod blobs;
mod compaction;
mod crash;
mod derived;
mod faults;
mod full;
mod journal;
mod kill;
mod rot;
mod search;
mod sets;
mod support;
mod upkeep;
