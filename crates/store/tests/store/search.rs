//! Finding what was written, in the languages that learners write.

use commonplace_core::id::Tag;
use commonplace_store::{Cursor, Document, Search, Store};

use crate::support::{open, store_with};

const CHEMISTRY: Tag = Tag::from_bytes([1; 16]);
const HISTORY: Tag = Tag::from_bytes([2; 16]);

fn search(store: &Store) -> Search {
    Search::new(store.derived("search", 1).expect("opens"))
}

fn document<'a>(key: &'a str, title: &'a str, text: &'a str) -> Document<'a> {
    Document { key: key.as_bytes(), tag: CHEMISTRY, title, text }
}

fn found(search: &Search, query: &str) -> Vec<String> {
    let hits = search.query(None, query, 10).expect("answers");
    hits.into_iter().map(|hit| String::from_utf8(hit.key).expect("text")).collect()
}

#[test]
fn words_are_found_however_they_are_spelled() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path()).0;
    let search = search(&store);
    let library = [
        document("tr", "Isparta'nın gülleri", "İstanbul'a gönderilen ışıklı şişeler"),
        document("ar", "المدرسة الثانوية", "كتبَ أحمدُ عن الكيمياءِ في سنة ٢٠٢٦"),
        document("zh", "化学键", "苯为什么是平面的？"),
        document("ja", "光合成", "カルビン回路はストロマで起こる。"),
        document("ko", "광합성", "식물은 빛을 사용한다"),
        document("de", "Ångström", "Die Länge der Straße"),
        document("th", "เคมี", "ทำไมเบนซีนจึงแบน"),
    ];
    search.update(&library, &[], Cursor(7)).expect("indexed");
    for (query, key) in [
        ("ISPARTA", "tr"),
        ("ısparta", "tr"),
        ("istanbul", "tr"),
        ("ŞİŞELER", "tr"),
        ("sise", "tr"),
        ("ışık", "tr"),
        ("مدرسه", "ar"),
        ("احمد", "ar"),
        ("كيمياء", "ar"),
        ("2026", "ar"),
        ("化学", "zh"),
        ("平面", "zh"),
        ("苯", "zh"),
        ("光合成", "ja"),
        ("ｶﾙﾋﾞﾝ", "ja"),
        ("回路", "ja"),
        ("광합성", "ko"),
        ("식물", "ko"),
        ("angstrom", "de"),
        ("strasse", "de"),
        ("เบนซีน", "th"),
    ] {
        assert_eq!(found(&search, query).first().map(String::as_str), Some(key), "{query}");
    }
    assert_eq!(found(&search, "kartoffel"), Vec::<String>::new());
    assert_eq!(found(&search, " ?! "), Vec::<String>::new());
}

#[test]
fn more_words_come_first_then_titles_then_whole_words() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path()).0;
    let search = search(&store);
    let library = [
        document("text", "Notes", "benzene is flat, and benzene burns"),
        document("both", "Rings", "the benzene ring is aromatic"),
        document("title", "Benzene", "a liquid"),
        document("longer", "Benzenesulfonates", "salts"),
    ];
    search.update(&library, &[], Cursor(4)).expect("indexed");
    assert_eq!(found(&search, "benzene aromatic")[0], "both");
    assert_eq!(found(&search, "benzene"), ["title", "text", "both", "longer"]);
    assert_eq!(found(&search, "benz").len(), 4, "the last word may be unfinished");
    assert_eq!(found(&search, "benz ring"), ["both"], "the others not");
}

#[test]
fn a_document_is_found_as_it_is_now_and_in_its_circle() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = store_with(dir.path(), 4).0;
    let first = search(&store);
    let other = Document { key: b"rome", tag: HISTORY, title: "Salt roads", text: "of Rome" };
    first.update(&[document("salt", "Salt", "sodium"), other], &[], Cursor(2)).expect("indexed");
    first.update(&[document("salt", "Sugar", "glucose")], &[], Cursor(3)).expect("indexed");
    assert_eq!(found(&first, "salt"), ["rome"]);
    assert_eq!(found(&first, "glucose"), ["salt"]);
    drop(store);
    let store = open(dir.path()).0;
    let again = search(&store);
    assert_eq!(again.cursor(), Cursor(3));
    assert_eq!(again.query(Some(CHEMISTRY), "salt", 9).expect("answers"), []);
    assert_eq!(again.query(Some(HISTORY), "salt", 9).expect("answers").len(), 1);
    again.update(&[], &[b"rome", b"unknown"], Cursor(4)).expect("removed");
    assert_eq!(found(&again, "salt"), Vec::<String>::new());
}

#[test]
fn a_thousand_documents_share_blocks() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path()).0;
    let search = search(&store);
    let texts: Vec<_> = (0..1000).map(|n| (format!("note {n}"), format!("word{n} common"))).collect();
    for (number, chunk) in (0..).zip(texts.chunks(90)) {
        let documents: Vec<_> = chunk.iter().map(|(key, text)| document(key, "", text)).collect();
        search.update(&documents, &[], Cursor(number)).expect("indexed");
    }
    assert_eq!(found(&search, "word731 common")[0], "note 731");
    assert_eq!(search.query(None, "common", 2000).expect("answers").len(), 1000);
}

#[test]
fn a_word_of_few_documents_is_found_among_many() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path()).0;
    let search = search(&store);
    // Further apart than one byte tells, and further than two.
    let held = [3, 4, 200, 201, 17_900, 18_000];
    let texts: Vec<_> = (0..=18_000).map(|n| (n.to_string(), if held.contains(&n) { "osmosis" } else { "" })).collect();
    for (number, chunk) in (0..).zip(texts.chunks(997)) {
        let documents: Vec<_> = chunk.iter().map(|(key, text)| document(key, "", text)).collect();
        search.update(&documents, &[], Cursor(number)).expect("indexed");
    }
    let all =
        |query| search.query(None, query, 99).expect("answers").into_iter().map(|hit| hit.key).collect::<Vec<_>>();
    let latest_first: Vec<_> = held.iter().rev().map(|n| n.to_string().into_bytes()).collect();
    assert_eq!(all("osmosis"), latest_first);
    assert_eq!(all("osmo"), latest_first);
    // One of them is about something else now, and what was written long ago is about it.
    search.update(&[document("200", "", "diffusion"), document("7", "", "osmosis")], &[], Cursor(99)).expect("indexed");
    let expected = [7, 18_000, 17_900, 201, 4, 3].map(|n: u32| n.to_string().into_bytes());
    assert_eq!(all("osmosis"), expected);
}
