//! Files with postings and what is in them, written down for the tests of the reader's half.
//!
//! `tests/search/decode.test.mjs` holds `decode.js` against it. A change of the format that is meant changes
//! `postings.json` in the same commit: `BACKFILE_SEARCH=write cargo test search` writes it anew.

use std::path::Path;

use serde_json::{Value, json};

use crate::search::bits::base64;
use crate::search::merge::Posting;
use crate::search::term_file::{Shard, alone, head, impacts, members, shard};

/// How many articles the segments have: one, few, and enough for the head of a very common term.
const SEGMENTS: [u32; 4] = [1, 7, 100, 1300];
const TERMS: u64 = 45;

#[test]
fn the_readers_half_is_tested_with_the_postings_of_the_index() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/fixtures/postings.json");
    let cases: Vec<String> = cases().iter().map(Value::to_string).collect();
    let text = format!("[\n{}\n]\n", cases.join(",\n"));
    if std::env::var("BACKFILE_SEARCH").is_ok_and(|value| value == "write") {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(text == std::fs::read_to_string(&path).unwrap_or_default(), "postings.json has other postings");
}

/// For each segment its terms, each as it is in files of its own, and the file that has them all.
fn cases() -> Vec<Value> {
    let mut random = 1u64;
    let mut below = move |limit: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % limit
    };
    let mut cases = Vec::new();
    for all in SEGMENTS {
        let mut file = Shard::default();
        for (number, term) in (0u32..).zip(terms()) {
            // Some are in every article.
            let each = if number % 15 == 0 { 1 } else { 1 + below(u64::from(all).min(40)) * below(20) };
            let impact = |document: u32| match term.contains(':') {
                true => 0,
                false => 1 + (document * 31 + number) as u8 % 63,
            };
            let list: Vec<Posting> = (0..all)
                .filter(|_| below(each) == 0)
                .map(|document| Posting { document, impact: impact(document) })
                .collect();
            if list.is_empty() {
                continue;
            }
            file.add(&term, all, &list);
            let (documents, strengths): (Vec<u32>, Vec<u8>) =
                list.iter().map(|posting| (posting.document, posting.impact)).unzip();
            cases.push(json!({
                "all": all,
                "term": term,
                "documents": documents,
                "impacts": strengths,
                "shard64": shard(&term, 64),
                "alone": base64(&alone(&term, all, &list)),
                "members": base64(&members(all, &list)),
                "strengths": base64(&impacts(&list)),
                "head": base64(&head(all, &list)),
            }));
        }
        cases.push(json!({ "all": all, "file": base64(&file.finish()) }));
    }
    cases
}

/// Terms in order: long and short ones, with letters of one to three bytes, words and filters.
fn terms() -> Vec<String> {
    let name = |number: u64| if number % 7 == 3 { "section:w" } else { "word" };
    let mut terms: Vec<String> = (0..TERMS)
        .map(|number| format!("{}{}{}", name(number), "é日".repeat(number as usize % 9), number * 37 % 101))
        .collect();
    terms.sort();
    terms
}
