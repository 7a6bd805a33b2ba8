//! What is read as text: addresses, the lines of the control socket, what people search for.

use commonplace_net::{Address, Locator, PeerId};
use commonplace_node::answer::Answer;
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::text;

/// A typed address, and each line of the file of remembered ones.
pub(super) fn address(bytes: &[u8]) {
    for line in text(bytes).lines() {
        if let Ok(address) = line.parse::<Address>() {
            let written = address.to_string();
            assert!(written.parse::<Address>().is_ok_and(|same| same == address), "{written}");
            let _said = (address.can_be_dialled(), address.is_loopback(), address.peer());
        }
        if let Ok(place) = line.parse::<Locator>() {
            let written = place.to_string();
            assert!(written.parse::<Locator>().is_ok_and(|same| same == place), "{written}");
            let _said = place.of_relay();
        }
        let _typed = line.parse::<PeerId>();
    }
}

/// A line of JSON from another process of the same user, in each direction.
pub(super) fn control(bytes: &[u8]) {
    comes_back::<Command>(bytes);
    comes_back::<Answer>(bytes);
    comes_back::<Error>(bytes);
}

fn comes_back<T: Serialize + DeserializeOwned + PartialEq>(bytes: &[u8]) {
    if let Ok(value) = serde_json::from_slice::<T>(bytes) {
        let line = serde_json::to_vec(&value).expect("what was read can be written");
        assert!(serde_json::from_slice::<T>(&line).is_ok_and(|same| same == value), "{}", text(&line));
    }
}

pub(super) fn query(bytes: &[u8]) {
    commonplace_store::decoders::search(&text(bytes));
}
