//! Words as people search for them: without case, marks and the spellings that keyboards and schools disagree on.

use std::ops::Range;

use commonplace_core::limits::SEARCH_TOKEN_CHARS;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The tokens of a text, in order. Words of scripts that put no spaces between them are told by pairs of characters; when
/// `singles` is set, also by single ones, which is right for texts but too loose for queries.
pub(super) fn tokens(text: &str, singles: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let dense = is_unspaced(first);
        let end = rest.find(|c| is_unspaced(c) != dense).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if dense {
            pairs(run, singles, &mut found);
        } else {
            words(run, &mut found);
        }
        rest = after;
    }
    found
}

/// Where a text has words that a query asks for, by the bytes, in order: whole words, and such that begin as the last word of
/// the query does.
pub(super) fn matching(text: &str, query: &str) -> Vec<Range<usize>> {
    let wanted = tokens(query, false);
    let Some(unfinished) = wanted.last() else { return Vec::new() };
    let is_wanted = |word: &str| {
        let word = fold(word.split(['\'', '’', 'ʼ']).next().unwrap_or_default());
        !word.is_empty() && (wanted.contains(&word) || word.starts_with(unfinished.as_str()))
    };
    let words = text.unicode_word_indices().filter(|(_, word)| !word.starts_with(is_unspaced) && is_wanted(word));
    let mut found: Vec<Range<usize>> = words.map(|(at, word)| at..at + word.len()).collect();
    for run in query.split(|c| !is_unspaced(c)).filter(|run| !run.is_empty()) {
        found.extend(text.match_indices(run).map(|(at, run)| at..at + run.len()));
    }
    found.sort_by_key(|range| range.start);
    found.dedup_by(|next, kept| next.start < kept.end);
    found
}

fn words(run: &str, found: &mut Vec<String>) {
    // Turkish puts its endings behind an apostrophe: Ankara'da is about Ankara.
    let parts = run.unicode_words().flat_map(|word| word.split(['\'', '’', 'ʼ']));
    found.extend(parts.map(fold).filter(|token| !token.is_empty()));
}

fn pairs(run: &str, singles: bool, found: &mut Vec<String>) {
    let chars: Vec<char> = run.nfkc().filter(|c| c.is_alphanumeric() || !c.is_ascii()).collect();
    if singles || chars.len() == 1 {
        found.extend(chars.iter().map(char::to_string));
    }
    found.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
}

/// Han, kana, hangul, and the scripts of South-East Asia that write without spaces.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' // Thai, Lao
        | '\u{1000}'..='\u{109F}' // Myanmar
        | '\u{1100}'..='\u{11FF}' // Hangul Jamo
        | '\u{1780}'..='\u{17FF}' // Khmer
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30FF}' // kana
        | '\u{3130}'..='\u{318F}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' // Han
        | '\u{AC00}'..='\u{D7AF}' // Hangul
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9F}' // half-width kana
        | '\u{20000}'..='\u{3FFFF}')
}

/// One word in its searchable form.
fn fold(word: &str) -> String {
    let mut folded = String::new();
    for c in word.nfkd().filter(|c| !is_dropped(*c)).flat_map(char::to_lowercase).filter(|c| !is_dropped(*c)) {
        match unify(c) {
            Some(text) => folded.push_str(text),
            None => folded.push(digit(c)),
        }
    }
    let bare = without_article(&folded);
    bare.chars().filter(|c| c.is_alphanumeric() || !c.is_ascii()).take(SEARCH_TOKEN_CHARS).collect()
}

/// Marks that a reader does not miss: accents, Hebrew points, Arabic vowel signs and the stretching of letters. Vowel signs
/// of Indic scripts are no such marks: without them another word stands there.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}'
        | '\u{0483}'..='\u{0487}'
        | '\u{0591}'..='\u{05C7}'
        | '\u{0610}'..='\u{061A}'
        | '\u{0640}'
        | '\u{064B}'..='\u{065F}'
        | '\u{0670}'
        | '\u{06D6}'..='\u{06ED}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{200B}'..='\u{200F}'
        | '\u{20D0}'..='\u{20FF}')
}

/// Letters that stand for the same one, and do not decompose.
fn unify(c: char) -> Option<&'static str> {
    Some(match c {
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ς' => "σ",
        'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ة' | 'ە' => "ه",
        'ک' => "ك",
        _ => return None,
    })
}

/// Arabic-Indic and Persian digits as the others write them.
fn digit(c: char) -> char {
    let value = match c {
        '\u{0660}'..='\u{0669}' => u32::from(c) - 0x0660,
        '\u{06F0}'..='\u{06F9}' => u32::from(c) - 0x06F0,
        _ => return c,
    };
    char::from_digit(value, 10).unwrap_or(c)
}

/// The Arabic article is written together with its word.
fn without_article(word: &str) -> &str {
    word.strip_prefix("ال").filter(|rest| rest.chars().count() >= 3).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_equal(words: &[&str], token: &str) {
        for word in words {
            assert_eq!(tokens(word, true), [token], "{word}");
        }
    }

    #[test]
    fn turkish_dots_do_not_matter() {
        all_equal(&["ISPARTA", "Isparta", "ısparta", "isparta"], "isparta");
        all_equal(&["İstanbul", "istanbul", "ISTANBUL", "İSTANBUL", "I\u{307}stanbul"], "istanbul");
        all_equal(&["şeker", "Şeker", "seker", "ŞEKER"], "seker");
        assert_eq!(tokens("Ankara'da ışık", true), ["ankara", "da", "isik"]);
    }

    #[test]
    fn arabic_spellings_meet() {
        all_equal(&["أحمد", "احمد", "إحمد", "أَحْمَد", "احـــمد"], "احمد");
        all_equal(&["مدرسة", "مدرسه", "المدرسة"], "مدرسه");
        all_equal(&["على", "علي", "علی"], "علي");
        all_equal(&["٢٠٢٦", "2026", "۲۰۲۶"], "2026");
    }

    #[test]
    fn scripts_without_spaces_are_told_by_pairs() {
        assert_eq!(tokens("化学键", false), ["化学", "学键"]);
        assert_eq!(tokens("化学", true), ["化", "学", "化学"]);
        assert_eq!(tokens("键", false), ["键"]);
        assert_eq!(tokens("光合成はC3", false), ["光合", "合成", "成は", "c3"]);
        assert_eq!(tokens("ｶﾀｶﾅ", false), tokens("カタカナ", false));
    }

    #[test]
    fn what_was_asked_for_is_shown_where_it_stands() {
        let shown = |text: &'static str, query| -> Vec<&str> {
            matching(text, query).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(shown("Why does Osmosis work? osmotic!", "work osmo"), ["Osmosis", "work", "osmotic"]);
        assert_eq!(shown("Osmosis works", "osmo work"), ["works"], "only the last word may be unfinished");
        assert_eq!(shown("Ankara'da ışık", "ankara isik"), ["Ankara'da", "ışık"]);
        assert_eq!(shown("في المدرسة", "مدرسه"), ["المدرسة"]);
        assert_eq!(shown("水と化学反応", "化学"), ["化学"]);
        assert_eq!(shown("Osmosis", " "), [""; 0]);
    }

    #[test]
    fn other_marks_and_letters_are_folded() {
        all_equal(&["Ångström", "angstrom", "ÅNGSTRÖM"], "angstrom");
        all_equal(&["Straße", "STRASSE"], "strasse");
        all_equal(&["Ὀδυσσεύς", "οδυσσευσ"], "οδυσσευσ");
        all_equal(&["ﬁeld", "FIELD"], "field");
        assert_ne!(tokens("कि", true), tokens("की", true), "vowel signs of Hindi make another word");
    }
}
