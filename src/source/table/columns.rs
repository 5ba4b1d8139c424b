//! What the columns of a table mean: which is the title, which the text.
//!
//! Meaning goes by names alone. Whether a value is any good as a date is asked elsewhere.

mod names;

use std::sync::Arc;

use hashbrown::HashMap;

use super::{Record, Value};
pub use names::Field;
use names::rank;

/// How well a column fits its field: 0 is best.
type Rank = u16;

/// The meanings of the columns that have been met so far. Objects may bring new ones at any time.
#[derive(Debug, Default)]
pub struct Columns {
    map: Vec<(Field, String)>,
    known: HashMap<Arc<str>, Option<(Field, Rank)>>,
    /// The columns in the order in which they came.
    order: Vec<Arc<str>>,
    /// Those of the last record and what they were used for: most records have them again.
    last: Vec<(Arc<str>, Use)>,
}

/// A column, and what it was understood as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// As written in the table.
    pub column: String,
    pub field: Option<Field>,
    /// The column that goes before this one where both have something.
    pub behind: Option<String>,
}

/// What a column of one record is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It is the field.
    Field(Field),
    /// It could be the field, but a better column is.
    Behind(Field),
    /// Its name says nothing.
    Unknown,
}

impl Columns {
    /// With a map of the user's, which goes before all guesses. Several columns for one field rank in the
    /// order of the map, and the names that are known behind them.
    pub fn new(map: &[(Field, String)]) -> Self {
        Self { map: map.to_vec(), ..Self::default() }
    }

    /// The field that a column can be. The first question about a column costs a search, later ones a
    /// look into a table.
    pub fn field(&mut self, column: &str) -> Option<Field> {
        self.ranked(column).map(|(field, _)| field)
    }

    /// What the columns of a record are used for, in their order. Where several could be a field it is
    /// the best that the record has something in.
    pub fn uses(&mut self, record: &Record) -> Vec<Use> {
        let fields = || record.fields.iter().map(|(column, _)| column);
        let is_same =
            |(one, other): (&Arc<str>, &(Arc<str>, Use))| Arc::ptr_eq(one, &other.0) || *one == other.0;
        if record.fields.len() == self.last.len() && fields().zip(&self.last).all(is_same) {
            return self.last.iter().map(|(_, usage)| *usage).collect();
        }
        let ranked: Vec<_> = record.fields.iter().map(|(column, _)| self.ranked(column)).collect();
        let of = |index: usize| {
            let Some((field, rank)) = ranked[index] else { return Use::Unknown };
            let better = ranked.iter().enumerate().any(|(other, meaning)| {
                meaning.is_some_and(|meaning| meaning.0 == field && (meaning.1, other) < (rank, index))
            });
            if better { Use::Behind(field) } else { Use::Field(field) }
        };
        let uses: Vec<Use> = (0..ranked.len()).map(of).collect();
        self.last = fields().cloned().zip(uses.iter().copied()).collect();
        uses
    }

    /// What a record has for a field.
    pub fn value<'r>(&mut self, record: &'r Record, field: Field) -> Option<&'r Value> {
        let uses = self.uses(record);
        let at = uses.iter().position(|usage| *usage == Use::Field(field))?;
        record.fields.get(at).map(|(_, value)| value)
    }

    /// All columns met so far, in the order in which they came.
    pub fn understood(&self) -> Vec<Understood> {
        let meaning = |column: &Arc<str>| self.known.get(column).copied().flatten();
        let understood = self.order.iter().map(|column| {
            let field = meaning(column);
            let rivals = self.order.iter().filter(|other| meaning(other).map(|m| m.0) == field.map(|m| m.0));
            let best = rivals.min_by_key(|other| meaning(other).map(|m| m.1));
            let behind = best.filter(|best| field.is_some() && *best != column);
            Understood {
                column: column.to_string(),
                field: field.map(|(field, _)| field),
                behind: behind.map(ToString::to_string),
            }
        });
        understood.collect()
    }

    fn ranked(&mut self, column: &str) -> Option<(Field, Rank)> {
        if let Some(known) = self.known.get(column) {
            return *known;
        }
        let found = self.search(column);
        let column: Arc<str> = column.into();
        self.known.insert(column.clone(), found);
        self.order.push(column);
        found
    }

    fn search(&self, column: &str) -> Option<(Field, Rank)> {
        let folded = names::fold(column);
        let mapped = self.map.iter().position(|(_, name)| name == column);
        let mapped = mapped.or_else(|| self.map.iter().position(|(_, name)| names::fold(name) == folded));
        if let Some(index) = mapped {
            return Some((self.map[index].0, index as Rank));
        }
        rank(&folded).map(|(field, rank)| (field, rank.saturating_add(self.map.len() as Rank)))
    }
}

/// The field that a name stands for, wherever it stands.
pub fn field_of_name(name: &str) -> Option<Field> {
    rank(&names::fold(name)).map(|(field, _)| field)
}

/// Reads `field=column`, as people write it on the command line.
///
/// # Errors
///
/// A message for people: there is no such field, or one half is missing.
pub fn parse_map(text: &str) -> Result<(Field, String), String> {
    let Some((field, column)) = text.split_once('=').map(|(field, column)| (field.trim(), column.trim()))
    else {
        return Err(format!("“{text}” says no column; write it as text=artikel"));
    };
    if column.is_empty() {
        return Err(format!("“{text}” says no column; write it as {field}=artikel"));
    }
    let folded = names::fold(field);
    if let Some(field) = Field::ALL.into_iter().find(|known| known.as_str() == folded) {
        return Ok((field, column.to_owned()));
    }
    let near = |known: &Field| strsim::damerau_levenshtein(known.as_str(), &folded);
    let nearest = Field::ALL.into_iter().min_by_key(near).filter(|known| near(known) <= 2);
    // A name that tables use for a field is as good a hint as a slip of the finger.
    let meant = rank(&folded).map(|(field, _)| field).or(nearest);
    Err(match meant {
        Some(meant) => format!("there is no field “{field}”; did you mean {}?", meant.as_str()),
        None => {
            let all: Vec<&str> = Field::ALL.iter().map(|field| field.as_str()).collect();
            format!("there is no field “{field}”; the fields are {}", all.join(", "))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(fields: &[(&str, &str)]) -> Record {
        let fields = fields.iter().map(|(name, text)| ((*name).into(), Value::Text((*text).to_owned())));
        Record { number: 1, line: 1, fields: fields.collect(), bytes: 0 }
    }

    #[test]
    fn the_best_name_wins_and_the_next_stands_in() {
        let mut columns = Columns::new(&[]);
        let both = record(&[("maintext", "x"), ("Text", "y"), ("description", "z"), ("odd", "o")]);
        let expected =
            [Use::Behind(Field::Text), Use::Field(Field::Text), Use::Field(Field::Description), Use::Unknown];
        assert_eq!(columns.uses(&both), expected);
        let one = record(&[("maintext", "x"), ("description", "z")]);
        assert_eq!(columns.value(&one, Field::Text), Some(&Value::Text("x".into())));
        assert_eq!(columns.value(&one, Field::Title), None);
        let understood = columns.understood();
        assert_eq!(understood[0].behind.as_deref(), Some("Text"));
        assert_eq!((understood[1].field, &understood[1].behind), (Some(Field::Text), &None));
        assert_eq!((understood[3].field, &understood[3].behind), (None, &None));
    }

    #[test]
    fn a_map_goes_before_guesses() {
        let mut columns = Columns::new(&[(Field::Text, "artikel".into()), (Field::Kicker, "title".into())]);
        assert_eq!(columns.field("Artikel"), Some(Field::Text));
        assert_eq!(columns.field("text"), Some(Field::Text));
        let both = record(&[("text", "x"), ("artikel", "y")]);
        assert_eq!(columns.uses(&both), [Use::Behind(Field::Text), Use::Field(Field::Text)]);
        assert_eq!(columns.field("title"), Some(Field::Kicker));
        assert_eq!(columns.field("headline"), Some(Field::Title));
    }

    #[test]
    fn maps_are_parsed() {
        assert_eq!(parse_map("text = artikel"), Ok((Field::Text, "artikel".into())));
        assert_eq!(parse_map("url=a=b"), Ok((Field::Url, "a=b".into())));
        for (text, part) in [
            ("tittle=x", "did you mean title?"),
            ("headline=x", "did you mean title?"),
            ("zzz=x", "the fields are title, subtitle"),
            ("text", "says no column"),
            ("text=", "says no column"),
        ] {
            let message = parse_map(text).unwrap_err();
            assert!(message.contains(part), "{message}");
        }
    }
}
