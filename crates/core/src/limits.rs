//! Every bound of the program, each with its reason. A number that guards something lives here and nowhere else.

/// Largest envelope, in bytes: each record fits one default gossip message (64 KiB) with room for framing.
pub const ENVELOPE_BYTES: usize = 48 * 1024;
/// Largest sealed head of a record, in bytes: four times the one that names most ids as seen, for what later versions add;
/// a head is never forgotten.
pub const HEAD_BYTES: usize = 4 * 1024;
/// Largest record body, in bytes: the envelope less the worst case of headers, signature and padding.
pub const BODY_BYTES: usize = 40 * 1024;
/// Deepest nesting in records of a later version, which are walked over without being understood.
pub const NESTING: usize = 16;
/// Largest number in a record: exact in every language, and far from overflow when something is added.
pub const LARGEST_NUMBER: u64 = (1 << 53) - 1;
/// Lamport numbers that each hour since 2020 brings: 4,660 records a second. Without the bound one record with the
/// greatest number would leave none for those after it.
pub const LAMPORT_PER_SLOT: u64 = 1 << 24;
/// Most records that one record names as seen: concurrent writers beyond this are joined by the next record.
pub const AFTER_IDS: usize = 16;
/// Most boxes in one boxed record: 256 boxes of 90 bytes are 23 KiB, half an envelope.
pub const BOXES_PER_RECORD: usize = 256;
/// Boxes of a record are filled up to a multiple of this many, so that a relay cannot count a circle's devices.
pub const BOXES_STEP: usize = 8;
/// Most founders of a circle: two or three are advised, eight is a committee.
pub const FOUNDERS: usize = 8;
/// Most devices certified for one person: a person with more has forgotten to revoke some.
pub const DEVICES_PER_PERSON: usize = 16;
/// Most devices named in a removal cut: the roster of the largest circle for which epochs are affordable.
pub const CUT_DEVICES: usize = 512;
/// Most former secrets carried by an epoch record: concurrent rotations that one rotation joins.
pub const EPOCH_BASES: usize = 8;
/// Longest sealed list of former secrets, in bytes: eight of 53 bytes, the array head and the 16-byte seal.
pub const EPOCH_OLD_BYTES: usize = 512;
/// Most addresses in a ticket: two carriers on four networks; more would not fit a QR code.
pub const TICKET_ADDRESSES: usize = 8;
/// Longest address in a ticket, in bytes: a relayed address with two peer ids.
pub const TICKET_ADDRESS_BYTES: usize = 256;
/// Most relays that a circle names: one may die and another lie, and there is still a choice.
pub const CIRCLE_RELAYS: usize = 4;
/// Most relays on a ticket: one may be away, and the QR code still fits a screen.
pub const TICKET_RELAYS: usize = 2;
/// Longest ticket, in bytes before its text form.
pub const TICKET_BYTES: usize = 4096;
/// Most records in the answer to somebody who joins: grant, welcome, and the control records that a stranger needs first.
pub const JOIN_RECORDS: usize = 8;
/// Longest message of the joining handshake, in bytes: eight records and their frame.
pub const JOIN_MESSAGE_BYTES: usize = JOIN_RECORDS * ENVELOPE_BYTES + 1024;
/// Longest payload that is handed over when two people pair, in bytes: the text of the longest ticket, or what a person's
/// own devices have to tell each other before they meet in records.
pub const PAIRING_PAYLOAD_BYTES: usize = 24 * 1024;
/// Longest message of pairing, in bytes: a payload, its padding and its seal.
pub const PAIRING_MESSAGE_BYTES: usize = PAIRING_PAYLOAD_BYTES + 1024;
/// Most messages of one side in one pairing: it needs six.
pub const PAIRING_MESSAGES: usize = 8;
/// Pairings at once that peers have begun: those who ask, and guesses at codes.
pub const PAIRING_STREAMS: usize = 16;
/// Pairings at once that one peer has begun: it asks, and tries a code.
pub const PAIRING_STREAMS_PER_PEER: usize = 2;
/// Requests of strangers before a person at once: what fits on a screen beside other things.
pub const PAIRING_REQUESTS: usize = 4;
/// Requests of strangers that may come in a row before they are spaced out: a class that comes in.
pub const PAIRING_REQUESTS_AT_ONCE: u32 = 8;
/// How often a further request of a stranger may come before a person.
pub const PAIRING_REQUEST_EVERY: std::time::Duration = std::time::Duration::from_secs(15);
/// Questions for a nameplate that are answered in a row, and one more a second: all 2,048 take longer than an offer lasts.
pub const PAIRING_QUERIES_AT_ONCE: u32 = 32;
/// The same of one peer, which gets one more every two seconds.
pub const PAIRING_QUERIES_PER_PEER: u32 = 8;
/// Peers of which it is remembered how often they have asked.
pub const PAIRING_PACED_PEERS: usize = 256;
/// Wishes of people here to come in, or to let somebody in, that wait at once.
pub const PAIRING_SEARCHES: usize = 8;
/// Codes that are open at once.
pub const PAIRING_OFFERS: usize = 4;
/// Wrong guesses that an offer survives no more of, and that a search makes at most: three in 2^33.
pub const PAIRING_GUESSES: u8 = 3;
/// Longest text that is looked at for a spoken code, in bytes: four words of eight letters and whatever stands between.
pub const SPOKEN_CODE_BYTES: usize = 256;
/// Circles that somebody who returns is given back in one answer; further ones in the next.
pub const RETURN_CIRCLES: usize = 64;
/// Circles that one peer gives to somebody who returns, unless it has proved to be a device of theirs: more than people are in
/// together, and no more than a list that one can look through.
pub const RETURN_CIRCLES_OF_PEER: usize = 64;
/// Circles that somebody who returns names as held: as many as a home has at most, at 17 bytes each.
pub const RETURN_HELD: usize = 1024;
/// Most records that show somebody that they are out: the removal, and what their node may have missed that it rests on.
/// Sixteen parts of an answer, so that other circles have room in it; a busy circle's month.
pub const ENDING_RECORDS: usize = 16 * JOIN_RECORDS;
/// Longest answer to somebody who returns, in bytes: 64 circles of 2 KiB and room for welcomes with many boxes.
pub const RETURN_ANSWER_BYTES: usize = 1 << 20;
/// Longest other message of returning, in bytes: the circles that are held, a certificate and a signature.
pub const RETURN_MESSAGE_BYTES: usize = RETURN_HELD * 17 + 2048;
/// Records written after a removal that are looked at for each line of a circle's history, to count those which the removed
/// person can still read: a class's month, read in a moment.
pub const READABLE: usize = 2048;
/// The same for a whole history: some seconds on a slow disk.
pub const READABLE_IN_ALL: usize = 16 * READABLE;
/// How old a circle's secret becomes at most before a steward who writes begins another epoch, in milliseconds: for so
/// long at most whoever got hold of it, and of no device's key, reads on.
pub const EPOCH_MILLIS: u64 = 30 * 24 * 3600 * 1000;
/// For how long a home that was found equal with somebody knows enough of a lost device's last words to take it away, in
/// milliseconds. What it wrote on that last day and showed to others is what may have to be let stand again.
pub const COMPARED_MILLIS: u64 = 24 * 3600 * 1000;
/// How long a home that was made from recovery words looks for its circles, in milliseconds: a term's holidays.
pub const RETURN_MILLIS: u64 = 90 * 24 * 3600 * 1000;
/// Longest circle title, in bytes of UTF-8: two lines on a small window.
pub const TITLE_BYTES: usize = 256;
/// Longest device or person name, in bytes of UTF-8.
pub const NAME_BYTES: usize = 128;
/// Most control records that count in a circle, besides its genesis: ancestry costs one bit per pair, 20,000 are
/// 50 MB. Of more, those on the most senior grounds count.
pub const CONTROL_RECORDS: usize = 20_000;
/// Records of a circle that may wait for the secret of their epoch, unverified and so by anybody: a week of a busy
/// circle comes from one peer, who fills half of them at most, and at most 480 MB from all who want to fill a disk.
pub const WAITING_RECORDS: usize = 10_000;
/// Largest attachment, sealed, that is fetched without being asked for: pictures and most papers. Members may attach
/// gigabytes, and a small disk decides for itself.
pub const BLOB_UNASKED_BYTES: u64 = 32 << 20;
/// A record that takes at least so many bytes in the journal has a large body: ten times its head.
pub const BIG_RECORD_BYTES: u32 = 4 * 1024;
/// Large bodies that are looked at at one time when a circle takes too much room: 4 MiB at least, which go before others are
/// looked at.
pub const BODIES_LOOKED_AT: usize = 1024;
/// Bodies that were let go and are asked for at one time: some hundred opened notes.
pub const BODIES_WANTED: usize = 1024;
/// Threads that were read a while ago at most, whose bodies therefore stay: more than anybody has open, and few enough that an
/// export, which reads all of them, does not keep a circle above its room.
pub const THREADS_READ: usize = 64;
/// Things that are named of all that would go first: a screen.
pub const GOING_SHOWN: usize = 8;
/// Rows of a list in one answer: what no window shows at once; further ones are asked for page by page.
pub const ANSWER_ROWS: usize = LIST_ROWS_AT_ONCE;
/// Folders in which the contents of a book are looked for: from that of a chapter upwards, or from the outermost inwards.
pub const BOOK_DEPTH: usize = 8;
/// Chapters of a book that come in its own order: the Rust book has 110.
pub const BOOK_CHAPTERS: usize = 1_024;
/// Books of one person in one folder whose contents are read: whoever brings a book again and again has several.
pub const SHELF_BOOKS_PER_FOLDER: usize = 16;
/// Books whose contents are read on one way through a list: two for each of thirty learners. For each its thread is folded.
pub const SHELF_BOOKS: usize = 64;
/// Chapters that are looked for on one way through a list: all of some forty books like the Rust book. Each reads a few rows.
pub const SHELF_CHAPTERS: usize = 4_096;
/// Folders in which contents are looked for on one way through a list, each by one look into the index: sixteen a book.
pub const SHELF_FOLDERS: usize = 1_024;
/// Longest file of remembered addresses, in bytes: 1,024 peers with 32 addresses of 100 bytes each.
pub const ADDRESS_FILE_BYTES: u64 = 4 << 20;
/// Files in a backup: a million attachments and a thousand journal segments.
pub const BACKUP_FILES: usize = 1 << 20;
/// Longest of the small files in a backup, in bytes: its letter is 1.5 KiB, keys are 2 KiB.
pub const BACKUP_SMALL_BYTES: usize = 64 * 1024;
/// Work that a backup may ask for before it opens, as the logarithm of scrypt's N: four times what the slowest laptop that
/// wrote it would choose; a file that asks for more wants to keep the program busy.
pub const BACKUP_SCRYPT_LOG: u8 = 22;
/// Recovery words of a root key: BIP39's number for 256 bits.
pub const RECOVERY_WORDS: usize = 24;
/// Longest text of recovery words, in bytes: 24 words of eight letters and the spaces between.
pub const RECOVERY_TEXT_BYTES: usize = RECOVERY_WORDS * 9;
/// Recovery words that a check asks for: nobody who wrote down others has three of them by chance.
pub const CHECKED_WORDS: usize = 3;
/// Longest passphrase, in bytes: a page of text that somebody pasted is a mistake.
pub const PASSPHRASE_BYTES: usize = 1024;
/// Least memory, in KiB, and passes with which a passphrase is hashed: OWASP's least for Argon2id. A key file that says
/// less was made by nobody honest.
pub const KDF_LEAST: (u32, u32) = (19 * 1024, 2);
/// Least memory, in KiB, and passes with which a new passphrase is hashed, whatever the caller asks for: half a second on
/// the slowest laptop that runs this, and no less for whoever guesses with many.
pub const KDF_FLOOR: (u32, u32) = (64 * 1024, 3);
/// Memory, in KiB, and passes with which a new passphrase is hashed: 0.7 s on a slow laptop.
pub const KDF_USUAL: (u32, u32) = (256 * 1024, 3);
/// Most memory, in KiB, and passes that a key file may ask for: 1 GiB and 16 passes are some ten seconds on a slow laptop;
/// more is a file that wants to kill the program.
pub const KDF_MOST: (u32, u32) = (1024 * 1024, 16);
/// Lanes that a key file may ask for at most; we use one.
pub const KDF_LANES: u32 = 4;
/// Former devices of this home whose keys are kept to read what was sealed to them: as many as a person may have.
pub const FORMER_DEVICES: usize = DEVICES_PER_PERSON;
/// Longest draft that is kept, in bytes: the longest note.
pub const DRAFT_BYTES: usize = 1 << 20;
/// Most control records that count under one cited grant, and most proofs under one invitation: a steward's two busy years.
/// What one person writes fills a fifth of the circle's bound at most.
pub const CONTROL_RECORDS_PER_GRANT: usize = 4_096;
/// Most control records that do not count and through which others have still seen what came before: their ancestry
/// costs, for a moment, as much as that of those that count.
pub const CONTROL_BRIDGES: usize = 20_000;
/// Heads of removal cuts from which the way down a chain is remembered: 32 bytes for each record below. Far more than
/// the removals that one batch of records is judged against.
pub const CHAIN_PATHS: usize = 1_024;
/// How far ahead of our clock a record's slot may be, in hours; further ones wait outside the set.
pub const SLOT_AHEAD_HOURS: u32 = 2;
/// Largest sealed part of a slip, in bytes: what one device says of 190 others.
pub const SLIP_SEALED_BYTES: usize = 4096;
/// Longest content of a slip, in bytes: the sealed part less nonce, seal and length.
pub const SLIP_CONTENT_BYTES: usize = SLIP_SEALED_BYTES - 24 - 16 - 2;
/// Largest slip, in bytes: the sealed part with what stands before it and the signature.
pub const SLIP_BYTES: usize = SLIP_SEALED_BYTES + 160;
/// Most chains of which one frontier speaks: 20 bytes each in one slip, and a school's whole year.
pub const FRONTIER_HEADS: usize = 190;
/// Bytes that the chains of a frontier take, at 20 each, together with what it names of bodies that were let go, at 7 for each
/// run of them: what is left of a slip's content beside the rest.
pub const FRONTIER_BYTES: usize = SLIP_CONTENT_BYTES - 120;
/// Most slips of one circle that a node keeps: twice the devices of the largest circle, and 4 MiB at most.
pub const SLIPS: usize = 1024;
/// Hours after which a slip is passed on no longer: 90 days, a summer away from school.
pub const SLIP_HOURS: u32 = 90 * 24;
/// Longest part of a device's word to the other ones of its person that one slip holds, in bytes: a slip's content less
/// kind, device, place and lengths.
pub const PRIVATE_PAGE_BYTES: usize = 4000;
/// Most such parts of one device: 128,000 bytes, some drafts of the length of a question and two thousand read marks.
/// Sixteen devices write half of the slips that a circle may have.
pub const PRIVATE_PAGES: usize = 32;
/// Longest draft that own devices pass on to each other, in bytes: the longest question. A longer one stays on the laptop
/// on which it is written, and the others are told that it is there.
pub const PRIVATE_DRAFT_BYTES: usize = 33 * 1024;
/// Drafts and settings that own devices share: one for each thread in which somebody writes at a time, several times over.
pub const PRIVATE_VALUES: usize = 256;
/// Longest name of such a value, in bytes: what a screen calls a draft, with an id in it.
pub const PRIVATE_KEY_BYTES: usize = 160;
/// Devices of which it is remembered what was heard of them, and most writings of one value that were made apart: three
/// times as many as a person may have, for former ones.
pub const PRIVATE_WRITERS: usize = 4 * DEVICES_PER_PERSON;
/// Read marks that own devices pass on, the latest ones: 20 bytes each, a third of their pages.
pub const PRIVATE_MARKS: usize = 2_048;
/// Reviews that own devices pass on, in bytes: those of some 700 cards, those learnt of last. A quarter of their pages.
pub const PRIVATE_REVIEWED_BYTES: usize = 32 * 1024;
/// The same for reviews of other cards, others each time, so that a laptop that comes later has them all in the end.
pub const PRIVATE_REVIEWED_TURN_BYTES: usize = 8 * 1024;
/// Longest value of a setting, in bytes.
pub const SETTING_BYTES: usize = 256;

/// Plaintext of one blob segment, in bytes: with the 16-byte seal exactly 256 KiB, a whole BLAKE3 subtree.
pub const SEGMENT_PLAIN_BYTES: usize = SEGMENT_BYTES - 16;
/// One sealed blob segment, in bytes.
pub const SEGMENT_BYTES: usize = 256 * 1024;
/// Largest attachment, in bytes: its list of segment hashes (1 MiB) still fits in memory and in sixteen frames.
pub const BLOB_BYTES: u64 = 8 * 1024 * 1024 * 1024;

// ---- bundles: records and attachments in a file ---------------------------------------------------------------------

/// Longest payload of a bundle's frame, in bytes: the list of segment hashes of the largest attachment, and its size.
pub const BUNDLE_FRAME_BYTES: usize = 1024 * 1024 + 4096;
/// Most sections in a bundle's index: each attachment is two, and an index of them is a frame.
pub const BUNDLE_SECTIONS: usize = 32 * 1024;
/// Largest file of a bundle, in bytes: FAT32, as on most sticks, holds files of less than 4 GiB. What is more goes into a
/// further part.
pub const BUNDLE_PART_BYTES: u64 = (4 << 30) - 4 * (1 << 20);
/// Longest payload of a frame that says what somebody has, in bytes.
pub const HAVE_FRAME_BYTES: usize = 64 * 1024;
/// Most records and attachments that all lists together say somebody has, of those read for one bundle: 16 bytes each in
/// memory, 64 MiB. What is more is sent again.
pub const HAVE_IDS: usize = 4_000_000;
/// Most attachments of which somebody says that they have a part: 4 KiB each at most, and counted as that many ids.
pub const HAVE_PARTS: usize = 4_096;
/// Most lists of what somebody has that are read from one folder, those of a large circle. Who comes after them counts as
/// having nothing.
pub const HAVES_PER_FOLDER: usize = 64;
/// Most bundles read from one folder, newest first: a stick that went through a school.
pub const BUNDLES_PER_FOLDER: usize = 1_024;
/// Bytes of records handed to the door at a time: what one fsync makes durable.
pub const BUNDLE_BATCH_BYTES: usize = 256 * 1024;
/// Bytes of a bundle between two reports of progress.
pub const BUNDLE_REPORT_BYTES: u64 = 32 * 1024 * 1024;

// ---- net: connections, links, gossip -------------------------------------------------------------------------------

/// Longest frame of a link, in bytes: a record and its routing, the same bound as a gossip message.
pub const FRAME_BYTES: usize = 64 * 1024;
/// Longest gossip packet, in bytes; a constant of the protocol for ever, since an unequal pair falls silent.
pub const GOSSIP_PACKET_BYTES: usize = 64 * 1024;
/// Longest gossip message, in bytes: a packet less its headers and the name of the channel.
pub const GOSSIP_BYTES: usize = GOSSIP_PACKET_BYTES - 256;
/// Most frames that wait to be written on one link.
pub const LINK_QUEUE_FRAMES: usize = 64;
/// Most bytes of frames that wait to be written on one link: 24 of the longest frames.
pub const LINK_QUEUE_BYTES: usize = 1536 * 1024;
/// Most received frames that wait to be taken from one link: what one stranger can make us hold, half a MiB.
pub const LINK_INBOX_FRAMES: usize = 8;
/// Longest packet of multicast DNS, in bytes (RFC 6762, section 17).
pub const MDNS_PACKET_BYTES: usize = 9000;
/// Most announced addresses taken from one packet: a peer with two carriers on eight networks, and as many again.
pub const MDNS_ANNOUNCEMENTS: usize = 32;
/// Most addresses of this machine on which multicast is listened to.
pub const MDNS_INTERFACES: usize = 64;
/// Most events that wait for the node before the network pauses.
pub const NET_EVENTS: usize = 256;
/// Most commands of the node that wait for the network.
pub const NET_COMMANDS: usize = 256;
/// Most established connections: 200 ends cost 15 MB, and 200 descriptors stay under the 256 of macOS.
pub const NET_CONNECTIONS: u32 = 200;
/// Most connections in the making, each way: strangers that never finish a handshake hold no more than these.
pub const NET_PENDING_CONNECTIONS: u32 = 32;
/// Most connections with one peer: both dialled at the same moment, while a relay still carries a third.
pub const NET_CONNECTIONS_PER_PEER: u32 = 3;
/// Most relays at which a node holds a place: three for each of five circles.
pub const NET_RELAYS: usize = 16;
/// Most peers that hold a place at a relay: a school, at 75 kB each.
pub const RELAY_RESERVATIONS: usize = 512;
/// Most connections that a relay carries at once; each is two of its own streams.
pub const RELAY_CIRCUITS: usize = 128;
/// Most connections that a relay carries at once for one peer: half a class that cannot be reached otherwise.
pub const RELAY_CIRCUITS_PER_PEER: usize = 16;
/// Longest time that a relay carries one connection: a lesson. The library's two minutes would cut every session short.
pub const RELAY_CIRCUIT_TIME: std::time::Duration = std::time::Duration::from_secs(3600);
/// Most bytes that a relay carries on one connection, each way: the text of any circle and some pictures. The library's
/// 128 KiB would not carry one page of a session.
pub const RELAY_CIRCUIT_BYTES: u64 = 256 * 1024 * 1024;
/// Places that a relay gives to one address in an hour: a school behind one public address, starting its laptops twice.
pub const RELAY_PLACES_PER_ADDRESS: u32 = 600;
/// Places, and connections through it, that a relay gives to one peer in an hour: one that is looked for every minute.
pub const RELAY_PLACES_PER_PEER: u32 = 60;
/// Relay gate keys of one lease that let their holders in: that of the newest epoch, and of those begun beside it.
pub const LEASE_GATE_KEYS: usize = 4;
/// Retired keys of one lease: as many epochs as a member may have slept through.
pub const LEASE_RETIRED_KEYS: usize = sync::GATE_KEYS;
/// Records of one lease in which members find the newest secret: that which begins the epoch, and welcomes to it.
pub const LEASE_DOORS: usize = 16;
/// Admin keys of one lease: the devices of a dozen stewards.
pub const LEASE_ADMINS: usize = 32;
/// Longest lease, in bytes: its bounds, three times over.
pub const LEASE_BYTES: usize = 32 * 1024;
/// Gates that one question shows: of all keys that a member may hold.
pub const LEASE_GATES_SHOWN: usize = sync::GATE_KEYS;
/// Records that one question lets go of.
pub const LEASE_DROPS: usize = 1024;
/// Slips that one answer brings to the holder of a pass: of each member's device one, more than a relay hears of in a week.
pub const LEASE_ANSWERS: usize = 128;
/// Slips of holders of passes that a relay keeps of one circle: a class that joins in one evening. Who floods it keeps out
/// others who ask, and no member.
pub const LEASE_ASKS: usize = 64;
/// Most days that a circle has its relays keep: ten years; what is to be kept longer is kept for good.
pub const RELAY_DAYS: u16 = 3650;
/// Hours by which a lease's horizon moves on: a week, so that it changes seldom, and does not go to and fro between stewards
/// whose clocks differ.
pub const LEASE_HORIZON_HOURS: u32 = 7 * 24;
/// Records that a relay lets go of at a time when a horizon moves on: some 10 ms of work.
pub const LEASE_SWEEP: usize = 1024;
/// Attachments that one question offers: 12 KiB, and what a class attaches in an hour.
pub const LEASE_OFFERS: usize = 256;
/// Attachments that a relay keeps of one circle: a picture a day for ten years. Each is 100 bytes of memory.
pub const LEASE_ATTACHMENTS: usize = 4096;
/// The part of a lease's room that attachments may take, one in so many: text comes before pictures.
pub const LEASE_ATTACHMENTS_PART: u64 = 2;
/// Attachments that a relay fetches at one time: each holds up to 8 MiB on its way to the disk.
pub const RELAY_FETCHES: usize = 6;
/// Of these, so many for one circle: members who give a byte a minute keep out their own.
pub const RELAY_FETCHES_PER_LEASE: usize = 2;
/// Others at a relay that one answer names.
pub const LEASE_PEERS: usize = 128;
/// Longest message of a lease stream, in bytes: the records of all doors, at 48 KiB each.
pub const LEASE_MESSAGE_BYTES: usize = 1024 * 1024;
/// Questions about leases that one peer may ask at once, and all: each costs some hundred hashes.
pub const LEASE_STREAMS_PER_PEER: usize = 4;
/// See [`LEASE_STREAMS_PER_PEER`].
pub const LEASE_STREAMS: usize = 64;
/// Bytes that a relay keeps of one circle where nothing else was said: the text of a class for its years.
pub const LEASE_QUOTA: u64 = 1024 * 1024 * 1024;
/// Most established connections of a relay: those who hold a place, and some that come to find them.
pub const RELAY_CONNECTIONS: u32 = 640;
/// Resident memory of the process above which new connections are refused, in bytes.
pub const NET_MEMORY_BYTES: usize = 1536 * 1024 * 1024;
/// Most streams at once that one connection carries.
pub const NET_STREAMS_PER_CONNECTION: u32 = 64;
/// Most incoming streams of one connection whose protocol is not agreed yet; each may hold 256 KiB that nobody reads.
pub const NET_NEGOTIATING_STREAMS: usize = 16;
/// Most unread bytes of one QUIC stream: 100 Mbit/s over 160 ms, and more than any link's queue.
pub const QUIC_STREAM_BYTES: u32 = 2 * 1024 * 1024;
/// Most unread bytes of one QUIC connection: two full streams.
pub const QUIC_CONNECTION_BYTES: u32 = 4 * 1024 * 1024;
/// Most streams at once that one peer has opened to us beside the link: a swarm of blob segments.
pub const NET_INBOUND_STREAMS_PER_PEER: usize = 16;
/// Attachments that one peer may fetch from us at once: as many as a node fetches at a time, and two questions.
pub const BLOB_STREAMS_PER_PEER: usize = 6;
/// Attachments that all peers may fetch from us at once: each holds three segments, 768 KiB, and reads the disk.
pub const BLOB_STREAMS: usize = 32;
/// Devices remembered as holders of one attachment: more than anybody needs to hear of.
pub const BLOB_HOLDERS: usize = 16;
/// Peers from which one attachment is fetched at once: more bring nothing on a shared link, and each costs a stream.
pub const BLOB_SOURCES: usize = 8;
/// Most segments asked of one peer and not yet delivered: 8 MiB are half a second at 16 MiB/s, and enough for any LAN.
pub const BLOB_WINDOW: usize = 32;
/// Fewest segments asked of a peer at once: one is on its way while the next is read.
pub const BLOB_WINDOW_LEAST: usize = 2;
/// Attempts to join that one stranger may make at once: tickets to two circles.
pub const JOIN_STREAMS_PER_PEER: usize = 2;
/// Attempts to join at once, apart from the attachments: those who fetch do not keep out those who knock.
pub const JOIN_STREAMS: usize = 16;
/// Most streams at once that all peers have opened to us.
pub const NET_INBOUND_STREAMS: usize = 256;
/// Most peers in the address book: several circles of the largest size.
pub const BOOK_PEERS: usize = 1024;
/// Most addresses remembered of one peer: two carriers and two families of addresses, with the bridges of virtual machines
/// that a developer's laptop shows beside its real interfaces.
pub const BOOK_ADDRESSES: usize = 32;
/// Most places of peers that are tried because a relay names them, and not remembered: some visits to a few relays.
pub const BOOK_HINTS: usize = 64;
/// How long news wait at most before a relay hears of them, each time another while: so it does not learn to the second who
/// was awake, and what is written within it comes in one piece. Longer than this people wait who write to each other by it.
pub const RELAY_NEWS_WAIT: std::time::Duration = std::time::Duration::from_secs(5);
/// Peers named by a relay in one visit that are tried; of more others the next time, a minute later.
pub const LEASE_PEERS_TRIED: usize = 16;
/// Most targets that are dialled at once; each may have two dials in the air, the bound of those in the making.
pub const NET_DIALS: usize = 16;
/// Most typed addresses that wait for an answer.
pub const DIAL_PLACES: usize = 64;
/// Most peers found on the local network that are followed: a large hall.
pub const NET_DISCOVERED_PEERS: usize = 512;
/// Most bans at once; the one that ends first gives way.
pub const NET_BANS: usize = 1024;
/// Links that one peer may open to us in a row; it earns one a second. An honest one has pauses of a second and more.
pub const NET_LINK_OPENINGS: u32 = 8;
/// Part of the places for inbound connections that is kept free: while fewer are, those who share no circle make room.
pub const NET_SPARE_PART: u32 = 8;
/// Most peers that came from one IP address (of IPv6, from one network of 64 bits) and share no circle with us: a class
/// behind one router comes in by and by, and whoever is many at one place takes no place from others.
pub const NET_STRANGERS_PER_ADDRESS: usize = 32;
/// Most peers that are marked as useful; whoever was marked longest ago gives way. As many as the address book holds.
pub const NET_USEFUL_PEERS: usize = BOOK_PEERS;
/// Bytes taken of one connection that its buffers cannot hold, so that the peer must have taken some: twice the most that
/// Linux grants one socket.
pub const NET_BUFFERED_BYTES: u64 = 8 * 1024 * 1024;
/// Most gossip messages whose verdict is awaited.
pub const GOSSIP_UNDECIDED: usize = 1024;
/// Most of them from one neighbour: an eighth of the events that wait for the node, so that no stranger fills the queue.
pub const GOSSIP_UNDECIDED_PER_PEER: usize = NET_EVENTS / 8;
/// Rejected gossip messages from one neighbour within an hour after which it is shut out: an honest one judges what it
/// passes on, and errs only while versions differ.
pub const GOSSIP_REJECTED: u32 = 16;
/// Most neighbours whose rejected messages are counted; the one counted longest ago gives way.
pub const GOSSIP_COUNTED_PEERS: usize = NET_BANS;
/// Most gossip messages that wait for one slow neighbour: 64 times 64 KiB are 4 MiB, not the 5,000 of the library.
pub const GOSSIP_QUEUE: usize = 64;

// What records mean (learning).

/// Most text in a note's first record, in bytes: a body less title, tags and path. Longer notes continue in edits.
pub const NOTE_FIRST_BYTES: usize = 32 * 1024;
/// Longest text of a note, in bytes: a book of 500 pages; what is longer is a file to attach.
pub const NOTE_TEXT_BYTES: usize = 1024 * 1024;
/// Most new text in one edit record, in bytes: leaves room for the operations around it.
pub const EDIT_INSERT_BYTES: usize = 24 * 1024;
/// Most separate places changed by one edit record: at up to 40 bytes each they fill the rest of a body.
pub const EDIT_PLACES: usize = 256;
/// Most operations (characters inserted or deleted) that one edit record may bring: a whole note deleted, and a body.
pub const UPDATE_OPERATIONS: usize = 2 * NOTE_TEXT_BYTES;
/// Longest title of a note or question, in bytes: longer than any file name, so that imported titles are whole.
pub const POST_TITLE_BYTES: usize = 512;
/// Longest text of a question or answer, in bytes; what is longer is a note.
pub const POST_TEXT_BYTES: usize = 32 * 1024;
/// Longest comment, in bytes: two pages.
pub const COMMENT_BYTES: usize = 8 * 1024;
/// Longest reason for a flag or a hiding, in bytes.
pub const REASON_BYTES: usize = 1024;
/// Longest passage that a question quotes, in bytes: a long paragraph.
pub const QUOTE_BYTES: usize = 1024;
/// Longest claim of a dispute, in bytes: two sentences; its reasons have room of their own.
pub const DISPUTE_CLAIM_BYTES: usize = 1024;
/// Longest words for a book, a page or an address that a dispute names, in bytes: a title page, and a link with all its parameters.
pub const DISPUTE_SOURCE_BYTES: usize = 2 * 1024;
/// Disputes of one person that are shown in one thread: who finds more wrong with a text had better write another.
pub const DISPUTES_EACH: usize = 8;
/// Disputes that are shown in one thread, each person's first before anybody's second: what a group works through in a term.
pub const DISPUTES_SHOWN: usize = 64;
/// Rulings shown of one dispute: more moderators than rule apart.
pub const RULINGS_SHOWN: usize = 8;
/// How many must agree, with nobody against, for a dispute to be upheld without a moderator: who disputes, and one more.
pub const DISPUTE_AGREE: usize = 2;
/// Characters of a passage from which on the same words elsewhere are taken from it: four words, which two people do not write alike
/// by chance.
pub const QUOTED_CHARS: usize = 20;
/// Characters that the end of one passage and the beginning of another must share to overlap: two words.
pub const OVERLAP_CHARS: usize = 12;
/// Disputes of one person whose words are looked for in what is shown: what one source-checker does in a term.
pub const DISPUTES_LOOKED_FOR_EACH: usize = 64;
/// And of a circle: to look for 512 in a page of text takes some milliseconds.
pub const DISPUTES_LOOKED_FOR: usize = 512;
/// Steps from what is shown back to what it was made from: card, answer, question, passage, and as many again.
pub const PROVENANCE_DEPTH: usize = 8;
/// Things made from a passage that are told of a dispute, and looked through for it: more than anybody goes through.
pub const MADE_FROM: usize = 64;
/// Disputes of its sources that are told of one item: more would say no more.
pub const SOURCES_TOLD: usize = 8;
/// Longest side of a card, in bytes: two pages, and who needs more has a note and not a card.
pub const CARD_SIDE_BYTES: usize = 8 * 1024;
/// The longest that a card stays away, in days: ten years. Who still knows it then has other cares.
pub const CARD_LONGEST_DAYS: u32 = 3_650;
/// Reviews of one card by one person that are kept, the latest: a card that comes back so often is to be written anew.
pub const REVIEWS_PER_CARD: usize = 256;
/// Seconds by which another device's clock may be ahead. A review that is claimed to be later is left out until then: one of the year
/// 2100 would put a card away for good.
pub const CLOCK_AHEAD_SECONDS: u64 = 24 * 3600;
/// Cards of which the latest reviews are put into the index once more when a node starts: those of a day, and more.
pub const REVIEWS_SETTLED: usize = 500;
/// Cards whose reviews a device keeps: all that somebody learns in a life.
pub const REVIEWED_CARDS: usize = 100_000;
/// Cards that nobody has reviewed yet and that one person begins with in one circle in a day: each comes back some eight times within
/// the month.
pub const NEW_CARDS_A_DAY: usize = 20;
/// Cards that are counted as due: beyond it "more than" says enough.
pub const DUE_COUNTED: usize = 1_000;
/// Longest place of a meeting, in bytes: an address and how to find the room.
pub const PLACE_BYTES: usize = 512;
/// Last moment at which a meeting may be, in milliseconds since 1970: 30 December 9999, so that every year has four digits wherever
/// somebody sits.
pub const MEETING_WHEN_END: u64 = 253_402_128_000_000;
/// Hours after its beginning for which a meeting is still shown as the next one: longer than most last, and who comes late finds it.
pub const MEETING_HOURS: u64 = 3;
/// Meetings passed over in looking for one that is held: a term of daily ones that were called off, and a moment's work.
pub const MEETINGS_SOUGHT: usize = 1_024;
/// Lines under each heading of a recap: what a group goes through in a minute.
pub const RECAP_LINES: usize = 12;
/// Rows of a list looked through for a recap: what a large circle writes in a term.
pub const RECAP_ROWS: usize = 500;
/// Longest file name or path in an imported folder, in bytes.
pub const PATH_BYTES: usize = 1024;
/// Longest media type, in bytes: type and subtype of RFC 6838 (127 each) and the slash.
pub const MEDIA_TYPE_BYTES: usize = 255;
/// Most tags on one item.
pub const TAGS: usize = 32;
/// Longest tag, in bytes.
pub const TAG_BYTES: usize = 64;
/// Most earlier tag writings that one edit takes away: 128 of at most 100 bytes are a third of a body.
pub const TAGS_REMOVED: usize = 128;
/// Fewest options of a quick vote: of fewer there is nothing to choose.
pub const QUICK_VOTE_LEAST: usize = 2;
/// Most options of a quick vote: what is weighed at a glance, and chosen by one key each.
pub const QUICK_VOTE_OPTIONS: usize = 6;
/// Longest question of a quick vote, in bytes: a paragraph that a room reads together.
pub const QUICK_VOTE_BYTES: usize = 1024;
/// Longest option of a quick vote, in bytes: two lines.
pub const QUICK_VOTE_OPTION_BYTES: usize = 256;
/// Most rounds of a quick vote: people who have talked a dozen times need another question.
pub const QUICK_VOTE_ROUNDS: u16 = 16;
/// Sealed choices that one uncovering names at most: 1,024 ids of 34 bytes are 34 KiB of a body. Of more it takes two.
pub const QUICK_VOTE_NAMED: usize = 1024;
/// Quick votes that are looked through for those that ask alike after another one: a term of weekly lessons, twice.
pub const QUICK_VOTES_LOOKED_AT: usize = 64;
/// Most earlier values that one value replaces: writers apart at one time, as many as `after` names, twice.
pub const REPLACED_IDS: usize = 32;
/// Longest self-description, in bytes.
pub const ABOUT_BYTES: usize = 2 * 1024;
/// Most languages in a profile.
pub const LANGUAGES: usize = 16;
/// Longest language tag, in bytes (RFC 5646, section 4.4.1).
pub const LANGUAGE_BYTES: usize = 35;
/// Longest name of a skill, in bytes: a line on a card, in scripts of three bytes too.
pub const SKILL_BYTES: usize = 128;
/// Most skills that somebody offers, and most that somebody needs: more than a person keeps true.
pub const SKILLS: usize = 16;
/// Most people with whom somebody learns at once: an evening a week each, and one for oneself.
pub const PAIRS_AT_ONCE: u8 = 6;
/// With how many people somebody learns at once who said nothing else: one who helps, one who is helped.
pub const PAIRS_USUAL: u8 = 2;
/// Suggestions made to a person at a time: what is weighed without scrolling.
pub const PAIR_SUGGESTIONS: usize = 3;
/// How often two people begin anew with each other: more often than in a life, and far from where numbers end.
pub const PAIR_ROUNDS: u32 = 1 << 20;
/// Days for which "not now" holds on one's own devices: two meetings of a weekly circle.
pub const PAIR_LATER_DAYS: u64 = 14;
/// People of one's circles that somebody does not want to be suggested at a time: with drafts they share the room of own devices.
pub const PAIRS_PASSED: usize = 64;
/// People of a circle whose skills are looked at: far more than can know each other, and a few hundredths of a second of work.
pub const SKILLED_PEOPLE: usize = 1_000;
/// Characters of an excerpt: two lines of a list.
pub const EXCERPT_CHARS: usize = 160;
/// Bytes of text looked at for an excerpt: twice its length in scripts of three bytes, as room for markup.
pub const EXCERPT_SOURCE_BYTES: usize = 1024;
/// Weight of flags that hides an item until a moderator decides: three learners, or one moderator.
pub const FLAG_WEIGHT_HIDES: usize = 3;
/// Most lines compared one by one, both sides together: the worst case is quadratic, some 50 ms here.
pub const DIFF_LINES: usize = 4_000;
/// Most words compared one by one, both sides together, within changed lines.
pub const DIFF_WORDS: usize = 2_000;

// Store: what one node keeps.

/// Longest key of a local value, in bytes: a path of a few ids.
pub const LOCAL_KEY_BYTES: usize = 256;
/// Longest local value, in bytes: the keyring of the busiest node, or a draft with one record's body.
pub const LOCAL_VALUE_BYTES: usize = 64 * 1024;
/// Most circles of one node: a relay's shelf; each costs a few hundred bytes of memory.
pub const CIRCLES: usize = 16 * 1024;
/// Longest frame content in the journal, in bytes: a local value with its key and lengths, which exceeds an envelope.
pub const JOURNAL_FRAME_BYTES: usize = 1 + 4 + LOCAL_KEY_BYTES + LOCAL_VALUE_BYTES;
/// Where a journal segment ends, in bytes: small enough to rewrite or scan in a second.
pub const JOURNAL_SEGMENT_BYTES: u64 = 64 * 1024 * 1024;
/// Most bytes kept of what was cut from the journal's end, over all starts: one batch of the longest frames.
pub const JOURNAL_CUT_BYTES: usize = 16 * 1024 * 1024;
/// Bytes given up on a full disk, so that the store still opens and reads.
pub const RESERVE_BYTES: u64 = 1024 * 1024;
/// Longest key of a derived entry, in bytes: a few ids in a row.
pub const DERIVED_KEY_BYTES: usize = 512;
/// Longest value of a derived entry, in bytes: sled moves larger ones into files of their own.
pub const DERIVED_VALUE_BYTES: usize = 16 * 1024;
/// Longest name of a derived tree, in bytes.
pub const DERIVED_NAME_BYTES: usize = 64;
/// Longest key of a searchable document, in bytes: an id with what it belongs to.
pub const SEARCH_KEY_BYTES: usize = 96;
/// Characters of a search token: longer words are found by their beginning.
pub const SEARCH_TOKEN_CHARS: usize = 32;
/// Most different tokens of one document that are found: a book's chapter.
pub const SEARCH_DOCUMENT_TOKENS: usize = 4_000;
/// Most words of a query that are looked up.
pub const SEARCH_QUERY_TOKENS: usize = 16;
/// Bytes to which an entry of the search index grows, however far apart its documents are: some 20 of them. It is written
/// again with each; at 512 bytes filling a large index wrote twice as much.
pub const SEARCH_ENTRY_BYTES: usize = 64;
/// Document numbers that an entry spans at least before it is full: a common word's, of two bytes for each document.
pub const SEARCH_ENTRY_SPAN: u32 = 256;
/// Most index entries read for one word: of 256 documents each, a million documents.
pub const SEARCH_POSTING_ENTRIES: usize = 4_096;
/// Most index entries read for an unfinished word: one letter begins very many.
pub const SEARCH_PREFIX_ENTRIES: usize = 1_024;
/// Derived changes that are gathered before sled is given them, in bytes: the words of some thousand short notes. Sled writes a
/// page again for every tenth change of it, and a common word changes with each note.
pub const DERIVED_GATHERED_BYTES: usize = 8 * 1024 * 1024;
/// Derived changes that wait for sled, in bytes; beyond them the writer waits, so that memory is bounded.
pub const DERIVED_PENDING_BYTES: usize = 32 * 1024 * 1024;
/// Derived entries held in memory while the disk has no room for sled, in bytes: the views of some 50,000 records.
pub const DERIVED_MEMORY_BYTES: usize = 96 * 1024 * 1024;
/// Bytes of keys and values after which the index opens sled again, so that the next start reads no more of its log than
/// what these made: up to some ten times as much, in half a second.
pub const INDEX_LOGGED_BYTES: usize = 8 * 1024 * 1024;
/// Free bytes below which the index does not take to the disk again, and beside which a damaged index is kept: the
/// reserve and as much again for what sled writes when it opens.
pub const INDEX_ROOM_BYTES: u64 = 2 * RESERVE_BYTES;
/// Most damaged copies of one attachment that are kept: a disk that spoils more is to be replaced, and the last one stays
/// where it is.
pub const DAMAGED_COPIES: u32 = 100;
/// Most records remembered as damaged when read, until their owner takes note; further ones are found again.
pub const DAMAGED_RECORDS: usize = 1024;

/// Sync: reconciliation sessions (`docs/protocol.md`).
pub mod sync {
    use std::time::Duration;

    /// Largest frame body on a sync stream, in bytes: with its length prefix 64 KiB, and room for any one record.
    pub const FRAME_BYTES: usize = 64 * 1024 - 4;
    /// Most circles replicated by one node at once: a busy pupil has ten.
    pub const CIRCLES: usize = 64;
    /// Most streams served at once: a large class in one room.
    pub const LINKS: usize = 256;
    /// Most gate keys used of one circle: epochs of five years of monthly rotation, so that who was away still gets in.
    pub const GATE_KEYS: usize = 64;
    /// Newest epochs of one circle that an opener shows: the other side opens in its turn if it knows none of them.
    pub const GATES_SHOWN: usize = 8;
    /// Gates are padded to a multiple of this many with random bytes, so that a stranger cannot count circles: eight of them
    /// with all the epochs shown are in one, which is 1 KiB, once for each link.
    pub const GATES_PADDED: usize = 64;
    /// Most gates in one message: all circles with all the epochs shown.
    pub const GATES_PER_OPEN: usize = CIRCLES * GATES_SHOWN;
    /// Attempts to open sessions that a link may make at once; it gains one more a minute. Each costs about 0.1 ms to answer.
    pub const OPEN_ATTEMPTS: u32 = 16;
    /// Longest proof of membership, in bytes: a device id and a signature, and more than as much again for what a later version adds.
    pub const PROOF_BYTES: usize = 256;
    /// Time in which a peer has to show that it shares a circle.
    pub const SETUP_TIME: Duration = Duration::from_secs(10);
    /// Most sessions of one link that reconcile at once; the others wait their turn.
    pub const SESSIONS_IN_SETUP: usize = 8;
    /// Bytes given to one link and not yet taken by its transport: 20 ms of a 50 MiB/s link, twice the delay of a fast
    /// journal, and 256 such links are still affordable.
    pub const WINDOW_BYTES: usize = 1024 * 1024;
    /// Most bytes of answers that wait for a peer which does not read; beyond it the link is closed.
    pub const BACKLOG_BYTES: usize = 1024 * 1024;
    /// Largest range, in records, that is listed and not split. 16 and 32 measure best (replication figures in the docs).
    pub const LIST_IDS: usize = 32;
    /// Parts into which a differing range is cut.
    pub const SPLIT_PARTS: usize = 16;
    /// Largest range, in records, that is searched for the ids of a peer's list; larger ones are cut first. 4,096 keyed
    /// hashes take 0.4 ms.
    pub const LIST_SCAN_IDS: u64 = 4096;
    /// Frames of one message of ranges; what does not fit waits for the next round, so that no side holds the whole difference.
    pub const RANGES_FRAMES: usize = 4;
    /// Most rounds of one lane in one run. Half a million scattered differences need about forty.
    pub const ROUNDS: u32 = 64;
    /// Most ranges that one session puts off to later rounds: six levels of four frames each.
    pub const RANGES_PARKED: usize = 64 * 1024;
    /// Most orders of records waiting to be sent in one session; while there are more, it does not answer further ranges.
    pub const PUSHES_WAITING: usize = 16 * 1024;
    /// Most records awaiting the answer of this node's own admission, per session.
    pub const INGESTS_WAITING: usize = 64 * 1024;
    /// Slips of which one message tells: all that a circle may have, in 16 KiB.
    pub const SLIPS_TOLD: usize = super::SLIPS;
    /// How long a slip that came from elsewhere waits to be told of: others come together with it, and the peer may tell
    /// of it first.
    pub const SLIP_DELAY: Duration = Duration::from_millis(300);
    /// How long to wait before a slip that a peer tells of is asked for: it may come by itself.
    pub const SLIP_GRACE: Duration = Duration::from_millis(100);
    /// The least time between two times that slips are sent to a peer unasked. Of one key only the latest is sent, so this
    /// is also how often a peer hears of a device that says something new all the time.
    pub const SLIP_PAUSE: Duration = Duration::from_secs(1);
    /// Slips that a peer may send at once: all that a circle may have, and some.
    pub const SLIPS_AT_ONCE: usize = super::SLIPS + 64;
    /// How long it takes a peer to earn the right to send one more: ten a second are what sixty busy devices say.
    pub const SLIP_REFILL: Duration = Duration::from_millis(100);
    /// When a slip that a peer sent too fast is asked for again.
    pub const SLIP_AGAIN: Duration = Duration::from_secs(60);
    /// Record ids that a session remembers as known to the peer: some minutes of a lively circle.
    pub const SEEN_IDS: usize = 1024;
    /// Most announcements waiting for one peer; beyond it comparing sums is cheaper.
    pub const ANNOUNCEMENTS_WAITING: usize = 256;
    /// How long it takes until one more record may be passed on singly, once a flood has used up
    /// [`ANNOUNCEMENTS_WAITING`]: 64 a second.
    pub const ANNOUNCE_PACE: Duration = Duration::from_millis(16);
    /// Most announced records that a circle waits for or asks for at once.
    pub const ASKS_WAITING: usize = 1024;
    /// Sessions per circle up to which every new record is passed on at once, without announcing it first.
    pub const EAGER_SESSIONS: usize = 3;
    /// Most peers to whom a record written here is sent at once; the others hear of it from them or by announcement.
    pub const FANOUT: usize = 16;
    /// How long announcements are gathered: long enough to hear that the peer has it already.
    pub const ANNOUNCE_DELAY: Duration = Duration::from_millis(20);
    /// How long an announced record may still come by itself before it is asked for.
    pub const ASK_GRACE: Duration = Duration::from_millis(60);
    /// How long one peer may take to answer for a record before another one is asked.
    pub const ASK_PATIENCE: Duration = Duration::from_secs(5);
    /// Between two comparisons of sums when nothing happens; varied by a fifth, so that peers do not act in step.
    pub const HEARTBEAT: Duration = Duration::from_secs(60);
    /// After the last record sent or received, until sums are compared: soon enough to say "delivered" while the writer
    /// looks, late enough for a burst to end.
    pub const QUIET: Duration = Duration::from_millis(300);
    /// After a run that moved records, until both compare again, and between two looks whether all of them are sent and
    /// admitted: whoever waits to hear that all is there waits so much longer.
    pub const CONFIRM: Duration = Duration::from_millis(10);
    /// The longest a steady stream of records puts off comparing sums.
    pub const UNQUIET: Duration = Duration::from_secs(5);
    /// The longest pause between runs that do not make two sets equal, because one side refuses what the other holds.
    pub const LONGEST_PAUSE: Duration = Duration::from_secs(16 * 60);
    /// The first pause before records are taken again that could not be taken; it doubles each time, up to
    /// [`LONGEST_PAUSE`]. A full disk is not emptied sooner, and for half a minute nothing is sent a second time anyway.
    pub const FIRST_PAUSE: Duration = Duration::from_secs(32);

    /// The pause after so many earlier ones.
    #[must_use]
    pub fn growing_pause(earlier: u32) -> Duration {
        FIRST_PAUSE.saturating_mul(1 << earlier.min(16)).min(LONGEST_PAUSE)
    }

    /// Records of a peer that one session remembers as kept out of the set here: they are 400 KB, and hashed again in
    /// each run, as much work as [`LIST_SCAN_IDS`].
    pub const OUTSIDE_IDS: usize = 4096;
    /// Ended sessions of a link that are remembered: frames that cross the end are no fault. Four times all circles.
    pub const ENDED_SESSIONS: usize = 4 * CIRCLES;
    /// How long a peer may leave a question of ours without any sign of life.
    pub const PATIENCE: Duration = Duration::from_secs(30);
    /// How long a session that was told to wait waits.
    pub const BUSY_RETRY: Duration = Duration::from_secs(2);
    /// Trust that each peer begins with; the link closes when it is spent.
    pub const TRUST: i32 = 100;
    /// How long it takes to earn one point of trust back.
    pub const TRUST_REFILL: Duration = Duration::from_secs(60);
    /// Price of a forged record or a malformed frame: five of them end the link.
    pub const PRICE_INVALID: i32 = 20;
    /// Price of a record that was already sent, or that nothing asked for.
    pub const PRICE_UNASKED: i32 = 1;
    /// Price of leaving a question unanswered.
    pub const PRICE_STALL: i32 = 5;
    /// How long the transport keeps a misbehaving peer out.
    pub const BAN: Duration = Duration::from_secs(3600);
    /// Peers whose trust is remembered after they left, so that coming back does not restore it.
    pub const TRUST_REMEMBERED: usize = 1024;
}

// Control socket (crate node)

/// Longest line on the control socket, in bytes: the largest note, 1 MiB of text, even if JSON escapes all of it.
pub const CONTROL_LINE_BYTES: usize = 8 * 1024 * 1024;
/// Processes served at once on the control socket; more wait in the kernel's queue.
pub const CONTROL_CONNECTIONS: usize = 64;
/// How long a node may take to greet who connects, in seconds: one that is this busy does not answer.
pub const CONTROL_GREETING_SECONDS: u64 = 3;
/// How long a connected process may take to say its command, in seconds: it has it ready when it connects.
pub const CONTROL_REQUEST_SECONDS: u64 = 10;

// Import and export (crate node)

/// Deepest folder that an import enters, counted from the one that was asked for: deeper ones are loops or accidents.
pub const IMPORT_DEPTH: usize = 32;
/// Most files of one import: a large vault ten times over; the list of them takes some 20 MB.
pub const IMPORT_FILES: usize = 100_000;
/// Most files that no note shows and that are attached to the note of their folder: a folder of programs is no circle's.
pub const IMPORT_LOOSE_FILES: usize = 256;
/// Files of an import that are under way at once: the store makes a batch durable for the price of one.
pub const TRANSFER_AT_ONCE: usize = 64;
/// Most marks of emphasis in one block of an imported note that is read for its links and tags: pairing them takes 0.1 s.
pub const MARKDOWN_MARKS: usize = 8 * 1024;
/// Notes that an export has read ahead of the disk: at most 8 MiB of text.
pub const EXPORT_AHEAD: usize = 8;
/// Longest name of an exported file, in bytes: the 255 of common file systems less a number and what a person adds.
pub const EXPORT_NAME_BYTES: usize = 240;
/// Most of a ledger that is read, in bytes: a line of 100 bytes for each file of the largest import, several times.
pub const EXPORT_LEDGER_BYTES: u64 = 64 * 1024 * 1024;

// What leads to a note.

/// Links of one text that are followed back from what they mean: a page of links has fewer, a dictionary needs no way back.
pub const LINKS_PER_TEXT: usize = 512;
/// Notes and questions that are told to lead to a note: more than anybody looks through.
pub const LEADS: usize = 64;

// The desktop.

/// Most pixels of a picture that is decoded for reading: 8 million are 32 MB while it is made smaller.
pub const PICTURE_PIXELS: u64 = 8_000_000;
/// Largest file of a picture that is read, and most memory that its decoder may take, in bytes.
pub const PICTURE_BYTES: u64 = 64 * 1024 * 1024;
/// Largest drawing (SVG) that is rendered, in bytes: it is text, and its rendering cannot be called off.
pub const DRAWING_BYTES: usize = 2 * 1024 * 1024;
/// Most pictures that one text shows: each costs up to 5 MB of pixels.
pub const PICTURES_PER_TEXT: usize = 64;
/// Rows of a list that are asked for at once: ten screens.
pub const LIST_ROWS: usize = 100;
/// Most rows asked for at once while somebody scrolls far, or when a list is read again: about 1 MB.
pub const LIST_ROWS_AT_ONCE: usize = 2_000;
/// Most search results shown: who needs more needs better words.
pub const SEARCH_HITS: usize = 60;
