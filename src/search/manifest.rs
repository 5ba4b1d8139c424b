//! The files that tell what there is: the manifest, the list of very common terms, the dictionary.
//!
//! They are a pure function of the segments' summaries. The manifest is read first by every query, so what
//! is not always needed is in other files.

use std::collections::BTreeMap;

use crate::search::bits::base64;
use crate::search::dictionary::{Dictionary, FEW as FEW_WORDS, WORDS, dictionary};
use crate::search::part::Facts;
use crate::search::plan::LIVE;
use crate::search::row::quote;
use crate::search::script::{File, script, version};
use crate::search::segment::Summary;

/// The number of the format, which the reader's half must know.
pub const FORMAT: u32 = 1;
/// More sections than this are no list to choose from.
const SECTIONS: usize = 200;

/// The files that join the segments of an archive, given oldest first. `positions` says whether they have
/// the order of words.
pub fn manifest(segments: &[Summary], positions: bool) -> Vec<File> {
    let mut facts = Facts::default();
    segments.iter().for_each(|segment| facts.add(&segment.facts));
    // The words of the past, so that the dictionary stays as it is while the newest articles come in.
    let is_small = segments.len() == 1;
    let past = segments.iter().filter(|segment| segment.name != LIVE || is_small);
    let words = dictionary(past.flat_map(|segment| &segment.words), if is_small { FEW_WORDS } else { WORDS });
    let common = common(segments);
    let mut files: Vec<File> = common.iter().cloned().collect();
    files.push(script("manifest", &contents(segments, &facts, &words, common.as_ref(), positions)));
    files.extend(words.files);
    files
}

fn contents(
    segments: &[Summary],
    facts: &Facts,
    words: &Dictionary,
    common: Option<&File>,
    positions: bool,
) -> String {
    let mut out = format!("{{\"format\":{FORMAT},\"positions\":{positions},\"languages\":");
    list(&mut out, facts.languages.keys().map(String::as_str));
    out.push_str(",\"sections\":[");
    for (place, (slug, name)) in sections(facts).into_iter().enumerate() {
        out.push_str(if place > 0 { ",\n" } else { "" });
        list(&mut out, [slug, name]);
    }
    out.push_str("],\"segments\":[");
    for (place, segment) in segments.iter().enumerate() {
        out.push_str(if place > 0 { ",\n" } else { "\n" });
        describe(&mut out, segment);
    }
    out.push_str("],\n\"words\":");
    list(&mut out, words.prefixes.iter().map(String::as_str));
    out.push_str(&format!(",\"words_version\":\"{}\"", short(version(&words.files))));
    out.push_str(&format!(
        ",\"common\":\"{}\"}}",
        common.map(|file| short(version([file]))).unwrap_or_default()
    ));
    out
}

/// `[name, articles, files with terms, first day, last day, version, days]`
fn describe(out: &mut String, segment: &Summary) {
    out.push('[');
    quote(out, &segment.name);
    let (first, last) = (segment.first.0.max(0), segment.last.0.max(0));
    let version = short(segment.version);
    out.push_str(&format!(",{},{},{first},{last},\"{version}\"", segment.documents, segment.shards));
    if let Some(days) = &segment.days {
        out.push(',');
        quote(out, days);
    }
    out.push(']');
}

fn short(version: u64) -> String {
    format!("{:08x}", (version ^ version >> 32) as u32)
}

fn list<'a>(out: &mut String, texts: impl IntoIterator<Item = &'a str>) {
    out.push('[');
    for (place, text) in texts.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        quote(out, text);
    }
    out.push(']');
}

/// Slugs and names of the sections with most articles, by name. A slug has the name that most articles use.
fn sections(facts: &Facts) -> Vec<(&str, &str)> {
    let mut largest: BTreeMap<&str, (u32, &str)> = BTreeMap::new();
    for ((slug, name), count) in &facts.sections {
        let known = largest.entry(slug).or_default();
        *known = (*known).max((*count, name));
    }
    let mut sections: Vec<_> = largest.into_iter().map(|(slug, (count, name))| (count, slug, name)).collect();
    sections.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.cmp(right.1)));
    sections.truncate(SECTIONS);
    sections.sort_by_key(|(_, slug, name)| (*name, *slug));
    sections.into_iter().map(|(_, slug, name)| (slug, name)).collect()
}

/// The terms with files of their own, and for each segment as bits which of them it has, and which in three
/// files. No file where there are none.
fn common(segments: &[Summary]) -> Option<File> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    segments.iter().flat_map(|segment| &segment.alone).for_each(|(term, _)| {
        places.insert(term, 0);
    });
    if places.is_empty() {
        return None;
    }
    places.values_mut().enumerate().for_each(|(number, place)| *place = number);
    let mut out = String::from("{\"terms\":");
    quote(&mut out, &places.keys().copied().collect::<Vec<_>>().join(" "));
    out.push_str(",\"own\":{");
    let having = segments.iter().filter(|segment| !segment.alone.is_empty());
    for (number, segment) in having.enumerate() {
        out.push_str(if number > 0 { ",\n" } else { "" });
        quote(&mut out, &segment.name);
        let bits = |wanted: fn(&bool) -> bool| {
            let terms = segment.alone.iter().filter(|(_, large)| wanted(large));
            base64(&bitmap(places.len(), terms.map(|(term, _)| places[term.as_str()])))
        };
        out.push_str(&format!(":[\"{}\",\"{}\"]", bits(|_| true), bits(|large| *large)));
    }
    out.push_str("}}");
    Some(script("common", &out))
}

fn bitmap(length: usize, ones: impl Iterator<Item = usize>) -> Vec<u8> {
    let mut bytes = vec![0; length.div_ceil(8)];
    ones.for_each(|one| bytes[one / 8] |= 128 >> (one % 8));
    bytes
}
