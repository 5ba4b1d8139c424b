//! Plain text, as articles are scraped, exported or typed.
//!
//! The reader works as an editor does: first what stands above the text, then what stands below it, then
//! the text. It is conservative: whole lines that match exactly are taken out, everything else stays
//! under the reader's eyes, and what became of every line is told in [`Row`]s.

mod agencies;
mod body;
pub(super) mod byline;
mod caption;
mod compose;
mod dateline;
mod dates;
mod endings;
mod header;
mod headline;
mod labels;
mod layout;
mod lexicon;
mod look;
mod manner;
mod names;
mod noise;
mod notes;
mod openings;
mod piece;
mod places;
mod roles;
pub mod rules;
mod span;
mod tail;
mod top;

use std::borrow::Cow;

use crate::article::front_matter::{Entry, Node, Table, Value};
use crate::article::printed_date::{self, Printed};
use crate::article::{Claim, Draft, PartialDate, Removed, SourceNote, prose};
use crate::problem::Place;

use self::caption::Caption;
use self::dates::Seen;
use self::labels::Dated;
use self::layout::Unit;
use self::piece::Piece;
use super::{File, Reading};

pub use manner::{Given, Manner};
pub use piece::{Became, Row};

/// A text while it is read.
struct Reader<'a> {
    text: &'a str,
    manner: &'a Manner,
    given: &'a Given,
    pieces: Vec<Piece<'a>>,
    draft: Draft,
    dates: Vec<Seen>,
    /// As printed, and as understood.
    captions: Vec<(String, Claim<Caption>)>,
    contributors: Vec<Claim<String>>,
    job_title: Option<String>,
    is_letter: bool,
}

/// Reads a text. Costs one pass over its lines for each group of rules, and copies what the draft keeps.
pub fn read(file: &File<'_>, text: &str, given: &Given, manner: &Manner) -> Reading {
    let draft = Draft { file: file.name.to_owned(), path: file.path.to_owned(), ..Draft::default() };
    let mut reader = Reader {
        text,
        manner,
        given,
        pieces: piece::pieces(text),
        draft,
        dates: Vec::new(),
        captions: Vec::new(),
        contributors: Vec::new(),
        job_title: None,
        is_letter: false,
    };
    let units = reader.decide();
    reader.draft.body = compose::markdown(&reader.pieces, &units);
    let problems =
        if reader.draft.date.is_none() && given.date.is_none() { header::doubtful(file, text) } else { None };
    let rows: Vec<Row> = reader.pieces.iter().map(Piece::row).collect();
    let draft = reader.into_draft(file, &units, &rows);
    Reading { draft: Some(draft), problems: problems.into_iter().collect(), rows, ..Reading::default() }
}

impl<'a> Reader<'a> {
    /// Decides every piece, and says which belong together.
    fn decide(&mut self) -> Vec<Unit> {
        header::date(self);
        if let (None, Some(date)) = (&self.draft.date, &self.given.date) {
            self.draft.date = Some(Claim { value: date.clone(), place: Place::line(1) });
        }
        header::labels(self);
        self.noise();
        tail::marks(self);
        if self.manner.aggressive {
            span::keep_longest(self);
        }
        tail::part_brackets(self);
        top::lines(self);
        self.gaps();
        let mut units = layout::units(&self.pieces);
        let text_at = top::units(self, &units);
        let dateline =
            units.get(text_at..).into_iter().flatten().find(|unit| self.pieces[unit.start].is_open());
        let dateline = dateline.map(|unit| unit.start);
        if dateline.is_some_and(|at| top::take_dateline(self, at)) {
            units = layout::units(&self.pieces);
        }
        tail::corrections(self, &units);
        tail::units(self, &units, text_at);
        for unit in units.clone() {
            if self.pieces[unit.start].is_open() {
                caption::take(self, unit);
            }
        }
        body::units(self, &units);
        dates::settle(&mut self.draft, &self.dates);
        units
    }

    /// Marks of advertisements, wherever they stand.
    fn noise(&mut self) {
        for piece in self.pieces.iter_mut().filter(|piece| piece.is_open()) {
            if let Some(rule) = noise::anywhere(piece.text, &self.manner.noise) {
                piece.is_removed(rule);
            }
        }
    }

    /// A blank line above something that was taken out parts what is left as well.
    fn gaps(&mut self) {
        let mut gap = false;
        for piece in &mut self.pieces {
            if piece.is_open() {
                piece.gap |= gap;
                gap = false;
            } else {
                gap |= piece.gap;
            }
        }
    }

    /// The words of a unit, its lines joined.
    fn text_of(&self, unit: &Unit) -> Cow<'a, str> {
        match &self.pieces[unit.clone()] {
            [piece] => Cow::Borrowed(piece.text),
            pieces => Cow::Owned(piece::joined(pieces)),
        }
    }

    /// How many bytes the words of a unit take.
    fn length_of(&self, unit: &Unit) -> usize {
        self.pieces[unit.clone()].iter().map(|piece| piece.text.len() + 1).sum::<usize>() - 1
    }

    /// A text that is a date and nothing else.
    fn printed(&self, text: &str) -> Option<Printed> {
        printed_date::whole(text, self.manner.date_order)
    }

    /// The article's date as far as it is known by now.
    fn known_date(&self) -> Option<PartialDate> {
        let claimed = self.draft.date.as_ref().and_then(|claim| PartialDate::parse(&claim.value).ok());
        claimed.filter(|date| date.is_known()).or_else(|| self.dates.first().map(|seen| seen.date))
    }

    /// Takes a line of nothing but dates.
    fn take_dates(&mut self, at: usize) -> bool {
        let piece = self.pieces[at];
        let Some(dates) = labels::dates(piece.text, self.manner.date_order) else { return false };
        let mut rule = rules::PRINTED_DATE;
        for (dated, text, printed) in dates {
            let updated = dated == Dated::Updated;
            if updated {
                rule = rules::UPDATED;
            }
            self.dates.push(Seen::new(updated, printed, text, piece.place()));
        }
        self.pieces[at].is_field(if rule == rules::UPDATED { "updated" } else { "date" }, rule);
        true
    }

    /// Takes a line of topics.
    fn take_topics(&mut self, at: usize) -> bool {
        let piece = self.pieces[at];
        let Some(topics) = labels::topics(piece.text) else { return false };
        let place = piece.place();
        self.draft.tags.extend(topics.into_iter().map(|topic| Claim { value: topic.to_owned(), place }));
        self.pieces[at].is_field("tags", rules::TOPIC);
        true
    }

    /// Notes who wrote the article.
    fn sign(&mut self, signed: byline::Byline, place: Place) {
        let claim = |value: String| Claim { value, place };
        self.draft.authors.extend(signed.people.into_iter().map(claim));
        if let (Some(agency), None) = (signed.agency, &self.draft.agency) {
            self.draft.agency = Some(claim(agency));
        }
        if let (Some(outlet), None) = (signed.outlet, &self.draft.source) {
            self.draft.source = Some(claim(outlet));
        }
        if self.job_title.is_none() {
            self.job_title = signed.job_title;
        }
    }

    fn into_draft(mut self, file: &File<'_>, units: &[Unit], rows: &[Row]) -> Draft {
        self.title(file, units);
        let mut entries = Vec::new();
        let mut extra = |key: &str, value: Value, place: Place| {
            entries.push(Entry { key: key.to_owned(), key_place: place, node: Node { value, place } });
        };
        if let Some(title) = self.job_title {
            extra("job_title", Value::Text(title), Place::line(1));
        }
        if let Some(place) = self.contributors.first().map(|claim| claim.place) {
            let names = self.contributors.into_iter();
            let nodes = names.map(|claim| Node { value: Value::Text(claim.value), place: claim.place });
            extra("contributors", Value::List(nodes.collect()), place);
        }
        if let Some(place) = self.captions.first().map(|(_, claim)| claim.place) {
            let tables = self.captions.into_iter().map(|(_, claim)| caption_table(claim));
            extra("captions", Value::List(tables.collect()), place);
        }
        let mut draft = self.draft;
        draft.extra = Table(entries);
        draft.import = Some(SourceNote {
            file: file.name.to_owned(),
            // Whoever imports it knows the checksum of what it was read from.
            sha256: String::new(),
            removed: removed(self.text, rows),
        });
        draft
    }

    /// The title, where no line gave one, and the summary.
    fn title(&mut self, file: &File<'_>, units: &[Unit]) {
        let body = || units.iter().filter(|unit| self.pieces[unit.start].is_body());
        let sentence = body().map(|unit| self.text_of(unit)).find(|text| look::is_prose(text));
        let lede = sentence.or_else(|| body().next().map(|unit| self.text_of(unit))).unwrap_or_default();
        let line = body().next().map_or(1, |unit| self.pieces[unit.start].line);
        let claim = |value: String| Some(Claim { value, place: Place::line(line) });
        if let Some(title) = &self.given.title {
            self.draft.title = claim(title.clone());
        }
        if self.draft.title.is_none() {
            let told = prose::telling_name(file.path, &self.draft.body);
            self.draft.title_source = claim(if told.is_some() { "file-name" } else { "lede" }.to_owned());
            self.draft.title = told
                .or_else(|| Some(prose::title_of(&lede)).filter(|title| !title.is_empty()))
                .and_then(claim);
        }
        if self.draft.description.is_none() {
            self.draft.description = prose::summary_of(&lede).and_then(claim);
        }
    }
}

/// The pieces that are not in the body, for the `[import]` table.
fn removed(text: &str, rows: &[Row]) -> Vec<Removed> {
    let taken = rows.iter().filter(|row| !row.became.is_body());
    taken
        .map(|row| Removed { line: row.line, rule: row.rule, text: text[row.range.clone()].to_owned() })
        .collect()
}

fn caption_table(claim: Claim<Caption>) -> Node {
    let place = claim.place;
    let entry = |key: &str, text: String| Entry {
        key: key.to_owned(),
        key_place: place,
        node: Node { value: Value::Text(text), place },
    };
    let Caption { text, credit } = claim.value;
    let mut entries = Vec::new();
    if !text.is_empty() {
        entries.push(entry("text", text));
    }
    entries.extend(credit.map(|credit| entry("credit", credit)));
    Node { value: Value::Table(Table(entries)), place }
}
