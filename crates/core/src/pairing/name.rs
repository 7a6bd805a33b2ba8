//! What a node is called by those who do not know it: two words that follow from its transport key, the same on every
//! screen. Anybody can compute them, and they prove nothing: a key whose name is a given one is found in a second.

const CONTEXT: &str = "commonplace 2026 nearby name 1";

/// How it is.
const MANNERS: [&str; 128] = [
    "amber", "azure", "balmy", "beige", "blue", "bold", "brave", "breezy", "bright", "brisk", "bronze", "calm",
    "candid", "cedar", "cheery", "chilly", "civic", "clear", "clever", "cloudy", "coral", "cosmic", "cosy", "cream",
    "crimson", "crisp", "curly", "dapper", "daring", "dawn", "deep", "dewy", "eager", "early", "easy", "ebony", "fair",
    "famous", "fancy", "fast", "fern", "fleet", "floral", "fluffy", "free", "fresh", "frosty", "gentle", "glad",
    "golden", "grand", "grassy", "green", "hardy", "hazel", "honest", "humble", "icy", "indigo", "ivory", "jade",
    "jolly", "keen", "kind", "lemon", "light", "lilac", "lively", "loyal", "lucky", "lunar", "maroon", "mellow",
    "mild", "mint", "misty", "modest", "mossy", "neat", "nimble", "noble", "nutty", "olive", "opal", "orange",
    "patient", "peach", "pearl", "plucky", "polar", "proud", "purple", "quick", "quiet", "rapid", "red", "rosy",
    "ruby", "rustic", "sandy", "scarlet", "shiny", "silent", "silver", "sleek", "snowy", "solar", "spry", "starry",
    "steady", "sturdy", "sunny", "swift", "tawny", "teal", "tender", "tidy", "topaz", "trusty", "velvet", "vivid",
    "warm", "wild", "windy", "wise", "witty", "yellow", "zesty",
];

/// What it is.
const ANIMALS: [&str; 128] = [
    "alpaca", "badger", "bat", "bear", "beaver", "bee", "beetle", "bison", "bobcat", "buffalo", "bunny", "camel",
    "canary", "cat", "cheetah", "chipmunk", "cobra", "corgi", "coyote", "crab", "crane", "crow", "deer", "dingo",
    "dolphin", "donkey", "dove", "duck", "eagle", "eel", "egret", "elk", "emu", "falcon", "ferret", "finch", "fish",
    "fox", "frog", "gazelle", "gecko", "giraffe", "goat", "goose", "gopher", "hamster", "hare", "hawk", "hedgehog",
    "heron", "hippo", "horse", "hyena", "ibex", "ibis", "impala", "jackal", "jaguar", "jay", "kestrel", "kiwi",
    "koala", "lamb", "lark", "lemur", "leopard", "lion", "lizard", "llama", "lobster", "lynx", "magpie", "mallard",
    "manatee", "marten", "meerkat", "mole", "moose", "mouse", "mule", "mustang", "newt", "ocelot", "okapi", "orca",
    "oriole", "osprey", "otter", "owl", "panda", "panther", "parrot", "peacock", "pelican", "penguin", "pigeon",
    "plover", "pony", "puffin", "puma", "quail", "rabbit", "raccoon", "raven", "robin", "salmon", "seal", "sloth",
    "snail", "sparrow", "squid", "stork", "swallow", "swan", "tapir", "tiger", "toad", "toucan", "trout", "turtle",
    "walrus", "weasel", "whale", "wolf", "wombat", "wren", "yak", "zebra",
];

/// The name of the node whose transport id has this text form.
#[must_use]
pub fn nearby_name(peer: &str) -> String {
    let [manner, animal, ..] = blake3::derive_key(CONTEXT, peer.as_bytes());
    let of = |list: &[&'static str; 128], byte: u8| list.get(usize::from(byte & 127)).copied().unwrap_or_default();
    format!("{} {}", of(&MANNERS, manner), of(&ANIMALS, animal))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_words_are_alike_and_all_are_easy_to_type() {
        let all: BTreeSet<&str> = MANNERS.iter().chain(&ANIMALS).copied().collect();
        assert_eq!(all.len(), 256);
        assert!(all.iter().all(|word| (3..=8).contains(&word.len()) && word.bytes().all(|c| c.is_ascii_lowercase())));
    }

    #[test]
    fn a_name_is_the_same_wherever_it_is_computed() {
        assert_eq!(nearby_name("12D3KooWabc"), nearby_name("12D3KooWabc"));
        let names: BTreeSet<String> = (0..100).map(|number| nearby_name(&format!("12D3KooW{number}"))).collect();
        assert!(names.len() > 90, "a hundred laptops have {} names", names.len());
    }
}
