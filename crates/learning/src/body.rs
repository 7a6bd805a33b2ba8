//! How payloads become bytes: one DAG-CBOR array for each kind, with bounds checked on both ways.

use commonplace_core::encoding::{decode, encode};
use commonplace_core::limits;
use commonplace_core::record::{Kind, Lane};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::catalogue::{Class, Thread, Unreadable};
use crate::entry::Content;
use commonplace_core::id::RecordId;

/// Why something cannot be written. The bounds hold for what is written here and for what arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// More bytes than allowed.
    #[error("{what} of {len} bytes, where {max} are allowed")]
    TooLong {
        /// Which part.
        what: &'static str,
        /// Its length in bytes.
        len: usize,
        /// Bytes allowed.
        max: usize,
    },
    /// More items than allowed.
    #[error("{len} {what}, where {max} are allowed")]
    TooMany {
        /// Which list.
        what: &'static str,
        /// Its items.
        len: usize,
        /// Items allowed.
        max: usize,
    },
    /// Nothing where something is needed.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// Further in the future than people write.
    #[error("the {0} is too far in the future")]
    TooFar(&'static str),
    /// What others wrote there cannot be continued: their changes are damaged in a way that shows only now.
    #[error("the {0} cannot be changed any more")]
    Unworkable(&'static str),
}

/// A payload: the body of one kind of record.
pub trait Payload: Serialize + DeserializeOwned {
    /// Its number in the catalogue.
    const KIND: Kind;
    /// Its replication class.
    const LANE: Lane;
    /// What it is for.
    const CLASS: Class;
    /// Items of its array in this version.
    const ITEMS: usize;

    /// The thread it belongs to; none when it begins one.
    fn thread(&self) -> Option<Thread>;

    /// The item it is about, within the thread.
    fn target(&self) -> Option<RecordId>;

    /// Whether all parts are within bounds.
    ///
    /// # Errors
    /// [`Unfit`] says which part is not.
    fn check(&self) -> Result<(), Unfit>;

    /// The payload as content of a draft.
    ///
    /// # Errors
    /// [`Unfit`] when a part is out of bounds.
    fn content(&self) -> Result<Content, Unfit> {
        self.check()?;
        let body = encode(self);
        at_most("body", body.len(), limits::BODY_BYTES)?;
        Ok(Content { lane: Self::LANE, kind: Self::KIND, body })
    }

    /// The payload of a body.
    ///
    /// # Errors
    /// [`Unreadable`] when the bytes are not one, or are of a later version.
    fn read(body: &[u8]) -> Result<Self, Unreadable> {
        if body.is_empty() {
            return Err(Unreadable::Dropped);
        }
        if array_items(body).is_some_and(|items| items > Self::ITEMS) {
            return Err(Unreadable::NewerVersion);
        }
        let payload: Self = decode(body, limits::BODY_BYTES).map_err(|_| Unreadable::Malformed)?;
        payload.check().map_err(|_| Unreadable::Malformed)?;
        Ok(payload)
    }
}

/// Items of the CBOR array that begins here, if a short array does (RFC 8949, major type 4).
fn array_items(body: &[u8]) -> Option<usize> {
    let head = *body.first()?;
    (0x80..0x98).contains(&head).then(|| usize::from(head - 0x80))
}

pub(crate) fn at_most(what: &'static str, len: usize, max: usize) -> Result<(), Unfit> {
    if len > max { Err(Unfit::TooLong { what, len, max }) } else { Ok(()) }
}

pub(crate) fn count(what: &'static str, len: usize, max: usize) -> Result<(), Unfit> {
    if len > max { Err(Unfit::TooMany { what, len, max }) } else { Ok(()) }
}

pub(crate) fn filled(what: &'static str, text: &str, max: usize) -> Result<(), Unfit> {
    if text.trim().is_empty() {
        return Err(Unfit::Empty(what));
    }
    at_most(what, text.len(), max)
}

pub(crate) fn replaced(ids: &[RecordId]) -> Result<(), Unfit> {
    count("replaced records", ids.len(), limits::REPLACED_IDS)
}

/// Declares a payload: a struct that is written as an array of its fields, in this order. What was added later is left out
/// when it says nothing, so that what was written before stays as it was.
macro_rules! payload {
    (
        $(#[$doc:meta])*
        pub struct $name:ident = $kind:literal, $lane:ident, $class:ident {
            $($(#[$field_doc:meta])* pub $field:ident: $type:ty,)+
        } $(later {
            $(#[$later_doc:meta])* pub $later:ident: $later_type:ty,
        })?
        thread($thread_self:ident) = $thread:expr;
        target($target_self:ident) = $target:expr;
        check($check_self:ident) = $check:expr;
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)+
            $($(#[$later_doc])* pub $later: $later_type,)?
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeTuple as _;
                #[allow(unused_mut, reason = "only some have a later field")]
                let mut items = <Self as $crate::body::Payload>::ITEMS;
                $(items -= usize::from(self.$later == <$later_type>::default());)?
                let mut array = serializer.serialize_tuple(items)?;
                $(array.serialize_element(&self.$field)?;)+
                $(if self.$later != <$later_type>::default() {
                    array.serialize_element(&self.$later)?;
                })?
                array.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;
                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("the fields of ", stringify!($name)))
                    }

                    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<$name, A::Error> {
                        use serde::de::Error as _;
                        let short = || A::Error::invalid_length(<$name as $crate::body::Payload>::ITEMS, &"more items");
                        Ok($name {
                            $($field: items.next_element::<$type>()?.ok_or_else(short)?,)+
                            $($later: items.next_element::<$later_type>()?.unwrap_or_default(),)?
                        })
                    }
                }
                deserializer.deserialize_seq(Fields)
            }
        }

        impl $crate::body::Payload for $name {
            const KIND: commonplace_core::record::Kind = commonplace_core::record::Kind($kind);
            const LANE: commonplace_core::record::Lane = commonplace_core::record::Lane::$lane;
            const CLASS: $crate::catalogue::Class = $crate::catalogue::Class::$class;
            const ITEMS: usize = [$(stringify!($field),)+ $(stringify!($later),)?].len();

            fn thread(&$thread_self) -> Option<$crate::catalogue::Thread> {
                $thread
            }

            fn target(&$target_self) -> Option<commonplace_core::id::RecordId> {
                $target
            }

            fn check(&$check_self) -> Result<(), $crate::body::Unfit> {
                $check
            }
        }
    };
}
pub(crate) use payload;

/// Declares an enum that is written as a small number. A later version's choices come with a new kind.
macro_rules! numbered {
    (
        $(#[$doc:meta])*
        pub enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $number:literal,)+ }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(into = "u8", try_from = "u8")]
        pub enum $name { $($(#[$variant_doc])* $variant = $number,)+ }

        impl From<$name> for u8 {
            fn from(value: $name) -> Self {
                value as Self
            }
        }

        impl TryFrom<u8> for $name {
            type Error = $crate::body::UnknownNumber;
            fn try_from(number: u8) -> Result<Self, $crate::body::UnknownNumber> {
                match number {
                    $($number => Ok(Self::$variant),)+
                    _ => Err($crate::body::UnknownNumber(number)),
                }
            }
        }
    };
}
pub(crate) use numbered;

/// A number that stands for nothing in this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown number {0}")]
pub struct UnknownNumber(pub(crate) u8);
