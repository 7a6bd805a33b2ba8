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

// ---- net: connections, links, gossip -------------------------------------------------------------------------------

/// Longest frame of a link, in bytes: a record and its routing, the same bound as a gossip message.
pub const FRAME_BYTES: usize = 64 * 1024;
/// Longest gossip message, in bytes; a constant of the protocol for ever, since an unequal pair falls silent.
pub const GOSSIP_BYTES: usize = 64 * 1024;
/// Most frames that wait to be written on one link.
pub const LINK_QUEUE_FRAMES: usize = 64;
/// Most bytes of frames that wait to be written on one link: 24 of the longest frames.
pub const LINK_QUEUE_BYTES: usize = 1536 * 1024;
/// Most received frames that wait to be taken from one link: what one stranger can make us hold, half a MiB.
pub const LINK_INBOX_FRAMES: usize = 8;
/// Most events that wait for the node before the network pauses.
pub const NET_EVENTS: usize = 256;
/// Most commands of the node that wait for the network.
pub const NET_COMMANDS: usize = 256;
/// Most established connections: 200 ends cost 15 MB, and 200 descriptors stay under the 256 of macOS.
pub const NET_CONNECTIONS: u32 = 200;
/// Most connections in the making, each way: strangers that never finish a handshake hold no more than these.
pub const NET_PENDING_CONNECTIONS: u32 = 32;
/// Most connections with one peer: both dialled at the same moment.
pub const NET_CONNECTIONS_PER_PEER: u32 = 2;
/// Resident memory of the process above which new connections are refused, in bytes.
pub const NET_MEMORY_BYTES: usize = 1536 * 1024 * 1024;
/// Most streams at once that one connection carries.
pub const NET_STREAMS_PER_CONNECTION: usize = 64;
/// Most streams at once that one peer has opened to us beside the link: a swarm of blob segments.
pub const NET_INBOUND_STREAMS_PER_PEER: usize = 16;
/// Most streams at once that all peers have opened to us.
pub const NET_INBOUND_STREAMS: usize = 256;
/// Most peers in the address book: several circles of the largest size.
pub const BOOK_PEERS: usize = 1024;
/// Most addresses remembered of one peer: two carriers on four networks.
pub const BOOK_ADDRESSES: usize = 8;
/// Most typed addresses that wait for an answer.
pub const DIAL_PLACES: usize = 64;
/// Most peers found on the local network that are followed: a large hall.
pub const NET_DISCOVERED_PEERS: usize = 512;
/// Most bans at once; the one that ends first gives way.
pub const NET_BANS: usize = 1024;
/// Most gossip messages whose verdict is awaited.
pub const GOSSIP_UNDECIDED: usize = 1024;
/// Most gossip messages that wait for one slow neighbour: 64 times 64 KiB are 4 MiB, not the 5,000 of the library.
pub const GOSSIP_QUEUE: usize = 64;
