//! How somebody comes into a circle, or gets another device.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::pairing::Purpose;
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Author, Membership};
use crate::command::RoleName;
use crate::error::PairingEnd;

/// An invitation, to be handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The invitation's record.
    pub id: RecordId,
    /// The text to hand over.
    pub ticket: String,
    /// Into which circle.
    pub circle: String,
    /// How many people may use it.
    pub uses: u16,
    /// Which role it gives.
    pub role: RoleName,
    /// Honest members refuse it after this.
    pub expires: Timestamp,
}

/// An invitation as the circle has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its record.
    pub id: RecordId,
    /// Into which circle.
    pub circle: String,
    /// Who invites.
    pub by: Author,
    /// Which role it gives.
    pub role: RoleName,
    /// How many people may use it.
    pub uses: u16,
    /// Who has come in by it.
    pub came: Vec<Author>,
    /// Honest members refuse it after this.
    pub expires: Timestamp,
    /// Whether nobody took it back, and its inviter may still invite.
    pub open: bool,
    /// Whether this person may take it back.
    pub may_take_back: bool,
}

/// A node in a network with this machine that is no relay of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nearby {
    /// Its transport id.
    pub id: String,
    /// Two words that follow from the id: all that strangers see.
    pub name: String,
    /// Whether it is this one.
    pub me: bool,
    /// Whose it is, once it has proved a circle.
    pub person: Option<Author>,
    /// Titles of the circles that it shares with us.
    pub circles: Vec<String>,
    /// The `id` of the [`Pairing`] by which it asks to be let in, if it does.
    pub asks: Option<String>,
}

/// Where two people stand who pair: one of them asks to come into a circle of the other. Or one person with two laptops: the
/// new one asks to become a device of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairing {
    /// Names it as long as it lasts.
    pub id: String,
    /// What for.
    pub purpose: PairingPurpose,
    /// How far it is.
    pub state: PairingState,
    /// With state `over`: why it came to nothing.
    pub why: Option<PairingEnd>,
    /// Whether it is we who ask.
    pub asking: bool,
    /// The random name of the other node.
    pub node: Option<String>,
    /// Its transport id.
    pub peer: Option<String>,
    /// With state `words`: what must be the same on both screens. With state `code`: what to say; only who asked for the
    /// code is told.
    pub words: Option<String>,
    /// The same as digits, four for each word: its place in the list. For whoever does not read the words' letters.
    pub digits: Option<String>,
    /// With states `code` and `wrong`: wrong guesses that are left.
    pub guesses: Option<u8>,
    /// Into which circle. For who asks: known once the ticket is here.
    pub circle: Option<CircleId>,
    /// Its title.
    pub title: Option<String>,
    /// What the one who asks is called, once that is known. With purpose `device`: whose device it becomes, once the keys
    /// are handed over.
    pub person: Option<String>,
    /// With purpose `device`: what the new device is called, once that is settled.
    pub device: Option<String>,
    /// With state `code`: nobody comes in by it after this.
    pub expires: Option<Timestamp>,
    /// With state `code` and purpose `device`: the code and where this node can be reached, as one text for a QR code. Only
    /// who asked for the code is told.
    #[serde(default)]
    pub link: Option<String>,
}

/// What two people pair for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairingPurpose {
    /// Who asks comes into a circle.
    Join,
    /// Who asks becomes a device of the other's person.
    Device,
}

impl From<Purpose> for PairingPurpose {
    fn from(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Join => Self::Join,
            Purpose::Device => Self::Device,
        }
    }
}

/// How far a pairing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairingState {
    /// We look for a node, or wait for one that asks.
    Waiting,
    /// A code stands.
    Code,
    /// Somebody has tried another code.
    Wrong,
    /// We have asked; a member there has to answer.
    Asking,
    /// Somebody asks us; a person here has to answer.
    Asked,
    /// Words stand on both screens; the member has to say whether they are the same. With purpose `device` both have to.
    Words,
    /// The ticket is handed over, or the keys are.
    Confirmed,
    /// Who asked is a member now, or a device of the person.
    Joined,
    /// It came to nothing.
    Over,
}

/// Where joining stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joining {
    /// The circle.
    pub id: CircleId,
    /// Its title as the ticket gives it.
    pub title: String,
    /// `joined` or `pending`.
    pub state: Membership,
}

/// Where coming into a circle stands, as far as bundles bring it about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Admission {
    /// What we ask is on its way.
    Asked,
    /// We are in since.
    LetIn,
    /// A member says that the ticket has expired.
    Expired,
    /// A member says that the ticket is used up.
    UsedUp,
    /// A member says that the ticket is false.
    Refused,
}
