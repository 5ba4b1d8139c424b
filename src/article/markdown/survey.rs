//! Reads a text once, when its article is admitted, for what the archive must know of it.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::article::BodyLink;
use crate::article::prose::{any, any_run};
use crate::problem::{Place, Places};

use super::{Anchors, Destination, destination, headings, options, plain, raw};

/// What the archive needs to know of a text.
#[derive(Debug, Default, PartialEq)]
pub struct Survey {
    pub words: u32,
    /// The text of the first paragraph, for a summary.
    pub lede: String,
    /// Links and images that are neither external nor inside the page.
    pub links: Vec<BodyLink>,
    /// Links to places in the text that are not there.
    pub dead_anchors: Vec<BodyLink>,
    /// Links whose scheme is not allowed; `render` leaves them out.
    pub unsafe_links: Vec<BodyLink>,
    /// Raw HTML elements that `render` leaves out, each once.
    pub dropped_elements: Vec<(String, Place)>,
}

/// Reads a text for what the archive must know of it. `ours` says whether an external address is one of
/// this site's own former ones. Costs about as much as rendering, and next to nothing without markup.
pub fn survey(text: &str, ours: &dyn Fn(&str) -> bool) -> Survey {
    plain::survey(text).unwrap_or_else(|| parsed(text, ours))
}

/// The same of any text.
pub(super) fn parsed(text: &str, ours: &dyn Fn(&str) -> bool) -> Survey {
    let mut survey = Survey::default();
    let mut places = Places::of(text);
    let mut place = |range: Range<usize>| {
        let length = text[range.clone()].chars().take(LONGEST_PLACE).take_while(|c| *c != '\n').count();
        Place { length: length.max(1) as u32, ..places.start(range.start) }
    };
    let mut paragraph = None;
    let mut raw_html = String::new();
    let mut raw_line = 0;
    let note = |survey: &mut Survey, target: &str, image: bool, place: Place| {
        let link = BodyLink { target: target.into(), image, place };
        match destination(target) {
            Destination::Inside => survey.links.push(link),
            Destination::Outside if ours(target) => survey.links.push(link),
            Destination::Unsafe => survey.unsafe_links.push(link),
            Destination::Here if target.len() > 1 => survey.dead_anchors.push(link),
            Destination::Outside | Destination::Here => {}
        }
    };
    let parser = Parser::new_ext(text, options()).into_offset_iter();
    let mut take = |(event, range): (Event<'_>, Range<usize>)| match event {
        Event::Start(Tag::Paragraph) if survey.lede.is_empty() => paragraph = Some(String::new()),
        Event::End(TagEnd::Paragraph) => {
            if let Some(text) = paragraph.take() {
                survey.lede = text.trim().to_owned();
            }
        }
        Event::Text(part) | Event::Code(part) => {
            survey.words += count_words(&part);
            if let Some(text) = &mut paragraph {
                text.push_str(&part);
            }
        }
        Event::SoftBreak | Event::HardBreak => {
            if let Some(text) = &mut paragraph {
                text.push(' ');
            }
        }
        Event::Start(Tag::Link { dest_url, .. }) => {
            note(&mut survey, &dest_url, false, place(range));
        }
        Event::Start(Tag::Image { dest_url, .. }) => {
            note(&mut survey, &dest_url, true, place(range));
        }
        Event::Html(part) | Event::InlineHtml(part) => {
            let place = place(range);
            if raw_html.is_empty() {
                raw_line = place.line;
            }
            raw::dropped(&part, place, &mut survey.dropped_elements);
            raw_html.push_str(&part);
        }
        _ => {}
    };
    // Raw HTML needs a `<`.
    if memchr::memchr(b'<', text.as_bytes()).is_some() {
        let mut events: Vec<(Event<'_>, _)> = parser.collect();
        raw::defuse_ranged(&mut events);
        events.into_iter().for_each(&mut take);
    } else {
        parser.for_each(&mut take);
    }
    if !raw_html.is_empty() {
        for (target, image) in raw::seen(&raw_html).links {
            note(&mut survey, &target, image, Place::line(raw_line));
        }
    }
    if !survey.dead_anchors.is_empty() {
        let mut events: Vec<Event<'_>> = Parser::new_ext(text, options()).collect();
        let anchors = Anchors::of(&headings(&mut events, false), &raw_html);
        survey.dead_anchors.retain(|link| anchors.find(&link.target).is_none());
    }
    survey
}

/// Words, parted by white space.
pub(super) fn count_words(text: &str) -> u32 {
    count_words_parted_by(text, |byte| (byte == b' ') | (byte.wrapping_sub(0x09) <= 0x0d - 0x09))
}

/// The same for a text without control characters other than the line end.
pub(super) fn count_words_of_plain(text: &str) -> u32 {
    count_words_parted_by(text, |byte| byte <= b' ')
}

fn count_words_parted_by(text: &str, is_space: impl Fn(u8) -> bool) -> u32 {
    // So few that the number of words fits into a byte, as then the processor counts many side by side.
    const STEP: usize = 192;
    if !text.is_ascii() && has_wide_space(text.as_bytes()) {
        return text.split_whitespace().count() as u32;
    }
    let starts = |(before, byte): (&u8, &u8)| u8::from(is_space(*before) & !is_space(*byte));
    let first = text.bytes().next().is_some_and(|byte| !is_space(byte));
    let second = text.as_bytes().get(1..).unwrap_or_default();
    let parts = text.as_bytes().chunks(STEP).zip(second.chunks(STEP));
    let count = |(before, bytes): (&[u8], &[u8])| before.iter().zip(bytes).map(starts).sum::<u8>();
    u32::from(first) + parts.map(|part| u32::from(count(part))).sum::<u32>()
}

/// Whether there may be white space beyond ASCII.
fn has_wide_space(bytes: &[u8]) -> bool {
    let narrow = |at: usize| match bytes.get(at + 1..at + 3) {
        Some([0x80, last]) => matches!(last, 0..=0x8a | 0xa8 | 0xa9 | 0xaf),
        Some([second, _]) => *second == 0x81,
        _ => false,
    };
    let wide = |[one, next]: [u8; 2]| {
        (one == 0xc2) & ((next == 0x85) | (next == 0xa0))
            | (one == 0xe1) & (next == 0x9a)
            | (one == 0xe3) & (next == 0x80)
    };
    // Few texts have one of the first bytes.
    any(bytes, |byte| (byte == 0xc2) | (byte == 0xe1) | (byte == 0xe3)) && any_run(bytes, wide)
        || memchr::memchr_iter(0xe2, bytes).any(narrow)
}

/// A place is not marked further than this, in characters.
const LONGEST_PLACE: usize = 200;
