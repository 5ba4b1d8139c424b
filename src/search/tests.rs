//! The same articles give the same files, however the work is divided.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::search::document::{Date, Document, Field, Piece};
use crate::search::manifest::manifest;
use crate::search::part::Part;
use crate::search::plan::plan;
use crate::search::script::File;
use crate::search::segment::segment;
use crate::search::vocabulary::Vocabulary;

/// An article made of its number.
fn article(number: usize) -> Document {
    let word = |salt: usize| format!("word{}", (number * 7919 + salt * salt * 104_729) % (10 + salt * 40));
    let body: Vec<String> = (0..60 + number % 50).map(word).collect();
    let day = number / 3;
    Document {
        url: format!("{number}.html"),
        title: format!("Councils elected “{}” in {number}", word(3)),
        date: Date::new(2001 + day as i32 / 336, day as u32 / 28 % 12 + 1, day as u32 % 28 + 1),
        date_text: format!("day {day}"),
        section: Some((["World", "Sport"][number % 2].into(), ["world", "sport"][number % 2].into())),
        tags: vec!["Water".into(), "water".into()],
        authors: vec!["Ruth Abernathy".into()],
        language: ["en", "de-AT", "zh"][number % 3].into(),
        summary: body[..9].join(" "),
        pieces: vec![
            Piece { field: Field::Title, text: format!("Councils elected {} in {number}", word(3)) },
            Piece { field: Field::Body, text: format!("{} 東京都知事 Häuser", body.join(" ")) },
        ],
    }
}

/// All files of an index of so many articles, in parts of a length, on so many threads.
fn index(count: usize, length: usize, threads: usize, positions: bool) -> Vec<File> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let dates: Vec<Date> = (0..count).map(|number| article(number).date).collect();
    pool.install(|| {
        let made: Vec<_> = plan(&dates, 100_000)
            .into_par_iter()
            .map(|planned| {
                let numbers: Vec<usize> = planned.documents.collect();
                let part = |vocabulary: &mut Vocabulary, numbers: &[usize]| {
                    Part::of(numbers.iter().map(|number| article(*number)), vocabulary, positions)
                };
                let parts: Vec<Part> =
                    numbers.par_chunks(length).map_init(Vocabulary::default, part).collect();
                segment(&planned.name, &parts)
            })
            .collect();
        let (files, summaries): (Vec<_>, Vec<_>) =
            made.into_iter().map(|made| (made.files, made.summary)).unzip();
        let mut files = files.concat();
        files.extend(manifest(&summaries, positions));
        files
    })
}

fn by_path(files: Vec<File>) -> BTreeMap<String, Vec<u8>> {
    let count = files.len();
    let files: BTreeMap<_, _> = files.into_iter().map(|file| (file.path, file.bytes)).collect();
    assert_eq!(files.len(), count, "two files with one name");
    files
}

#[test]
fn the_division_of_the_work_leaves_no_trace() {
    let one = by_path(index(1500, 1500, 1, true));
    assert!(one == by_path(index(1500, 100, 16, true)));
    assert!(one == by_path(index(1500, 7, 3, true)));
    let scripts = one.values().all(|bytes| bytes.starts_with(b"__s(\"") && bytes.ends_with(b");\n"));
    assert!(scripts && one.contains_key("manifest.js") && one.contains_key("live/t0.js"));
}

#[test]
fn publishing_one_article_rewrites_few_files() {
    for count in [10, 40, 1500] {
        let (before, after) =
            (by_path(index(count, 500, 2, false)), by_path(index(count + 1, 500, 2, false)));
        let changed: Vec<_> = after
            .iter()
            .filter(|(path, bytes)| before.get(*path) != Some(bytes))
            .map(|(path, _)| path)
            .collect();
        let gone = before.keys().filter(|path| !after.contains_key(*path)).count();
        assert!(changed.len() + gone <= 4, "{count}: {changed:?}, {gone} gone");
    }
}

#[test]
fn nothing_gives_a_manifest() {
    let files = by_path(index(0, 10, 1, false));
    assert_eq!(files.keys().collect::<Vec<_>>(), ["manifest.js"]);
}
