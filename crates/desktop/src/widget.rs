//! Widgets that the toolkit lacks. They know nothing of the program.

pub(crate) mod aim;
pub(crate) mod also;
pub(crate) mod around;
pub(crate) mod clamp;
pub(crate) mod clip;
pub(crate) mod direction;
pub(crate) mod early;
pub(crate) mod fields;
pub(crate) mod kept;
pub(crate) mod markdown;
pub(crate) mod passage;
pub(crate) mod press;
pub(crate) mod prose;
pub(crate) mod select;
pub(crate) mod sheet;
pub(crate) mod tall;
pub(crate) mod text;
pub(crate) mod travel;
pub(crate) mod veil;

pub(crate) use aim::Aim;
pub(crate) use also::Also;
pub(crate) use around::Around;
pub(crate) use clamp::Clamp;
pub(crate) use clip::Clip;
pub(crate) use kept::Kept;
pub(crate) use passage::Passage;
pub(crate) use press::Press;
pub(crate) use prose::Prose;
pub(crate) use select::Select;
pub(crate) use sheet::Sheet;
pub(crate) use tall::Tall;
pub(crate) use text::text;
pub(crate) use veil::Veil;
