//! Tests of the whole: the floor plan, and runs of the real binary. Everything is in `it/`; there is no library.
