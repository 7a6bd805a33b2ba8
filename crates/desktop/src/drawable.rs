//! What others wrote, so that it can be drawn.
//!
//! The toolkit's shaper (cosmic-text 0.15) takes a line up to its `\n` or `\r`, and panics where another sign inside of it
//! ends a paragraph and what stands before that sign runs in another direction than what stands behind it. Titles, names
//! and texts come from anybody, so such signs are line ends before a screen has them.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What ends a paragraph besides `\n` and `\r`: class B of the bidirectional algorithm of Unicode.
const ENDS: [char; 5] = ['\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2029}'];
/// The same as they stand in JSON.
const ENDS_IN_JSON: [&str; 5] = [r"\u001c", r"\u001d", r"\u001e", "\u{85}", "\u{2029}"];

/// Whether words hold such a sign.
pub(crate) fn is_not(words: &str) -> bool {
    words.contains(ENDS)
}

/// The same words with line ends in place of such signs.
pub(crate) fn words(words: String) -> String {
    if is_not(&words) { words.replace(ENDS, "\n") } else { words }
}

/// The same in all texts that something holds.
pub(crate) fn drawable<T: Serialize + DeserializeOwned>(told: T) -> T {
    let Ok(json) = serde_json::to_string(&told) else { return told };
    if !ENDS_IN_JSON.iter().any(|end| json.contains(end)) {
        return told;
    }
    let replaced = serde_json::from_str(&json).map(|mut value| {
        replace(&mut value);
        value.to_string()
    });
    replaced.and_then(|json| serde_json::from_str(&json)).unwrap_or(told)
}

fn replace(value: &mut Value) {
    match value {
        Value::String(text) => *text = words(std::mem::take(text)),
        Value::Array(parts) => parts.iter_mut().for_each(replace),
        Value::Object(fields) => fields.values_mut().for_each(replace),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_that_ends_a_paragraph_is_a_line_end_and_all_else_stays() {
        for end in ENDS {
            let told = (vec![format!("salt{end}ملح")], 7, r"\u001c".to_owned());
            assert_eq!(drawable(told), (vec!["salt\nملح".to_owned()], 7, r"\u001c".to_owned()), "{end:?}");
        }
        assert_eq!(drawable("salt\u{2028}ملح\r\n".to_owned()), "salt\u{2028}ملح\r\n");
    }
}
