//! Every bound of the program, each with its reason. A number that guards something lives here and nowhere else.

/// Largest envelope, in bytes: each record fits one default gossip message (64 KiB) with room for framing.
pub const ENVELOPE_BYTES: usize = 48 * 1024;
/// Largest record body, in bytes: the envelope less the worst case of headers, signature and padding.
pub const BODY_BYTES: usize = 40 * 1024;
/// Most records that one record names as seen: concurrent writers beyond this are joined by the next record.
pub const AFTER_IDS: usize = 16;
/// Most boxes in one boxed record: 256 boxes of 90 bytes are 23 KiB, half an envelope.
pub const BOXES_PER_RECORD: usize = 256;
/// Most founders of a circle: two or three are advised, eight is a committee.
pub const FOUNDERS: usize = 8;
/// Most devices certified for one person: a person with more has forgotten to revoke some.
pub const DEVICES_PER_PERSON: usize = 16;
/// Most devices named in a removal cut: the roster of the largest circle for which epochs are affordable.
pub const CUT_DEVICES: usize = 512;
/// Most former secrets carried by an epoch record: concurrent rotations that one rotation joins.
pub const EPOCH_BASES: usize = 8;
/// Longest circle title, in bytes of UTF-8: two lines on a small window.
pub const TITLE_BYTES: usize = 256;
/// Longest device or person name, in bytes of UTF-8.
pub const NAME_BYTES: usize = 128;
/// Most control records that a circle evaluates: ancestry costs one bit per pair, 20,000 are 50 MB.
pub const CONTROL_RECORDS: usize = 20_000;
/// How far ahead of our clock a record's slot may be, in hours; further ones wait outside the set.
pub const SLOT_AHEAD_HOURS: u32 = 2;

/// Plaintext of one blob segment, in bytes: with the 16-byte seal exactly 256 KiB, a whole BLAKE3 subtree.
pub const SEGMENT_PLAIN_BYTES: usize = SEGMENT_BYTES - 16;
/// One sealed blob segment, in bytes.
pub const SEGMENT_BYTES: usize = 256 * 1024;
/// Largest attachment, in bytes: its list of segment hashes (1 MiB) still fits in memory and in sixteen frames.
pub const BLOB_BYTES: u64 = 8 * 1024 * 1024 * 1024;
