//! Tests of the whole: the floor plan, and runs of the real binary, are in `it/`. The library is what these and the fuzz
//! targets (`fuzz/`) share.

pub mod decoders;
