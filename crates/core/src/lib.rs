//! What is said and by whom: ids, keys, canonical bytes, sealed records, device chains, circles, roles, epochs.

pub mod blob;
pub mod chain;
pub mod circle;
pub mod encoding;
pub mod epoch;
pub mod id;
pub mod key;
pub mod limits;
pub mod record;
pub mod set;
pub mod text;
pub mod time;
