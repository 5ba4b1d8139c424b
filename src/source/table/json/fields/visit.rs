//! The visitors that `serde_json` leads through an object. What they find goes into the sink.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::super::super::Value;
use super::Sink;

/// A value, and where it stands.
pub(super) enum Node<'s, 'n> {
    /// The record itself, which must be an object.
    Top(&'s mut Sink<'n>),
    /// A member of an object.
    Member(&'s mut Sink<'n>),
    /// The item of a list at an index; scalars and names of objects are put to the items so far.
    Item(&'s mut Sink<'n>, &'s mut Vec<String>, usize),
}

impl<'n> Node<'_, 'n> {
    fn sink(&mut self) -> &mut Sink<'n> {
        match self {
            Self::Top(sink) | Self::Member(sink) | Self::Item(sink, ..) => sink,
        }
    }

    fn scalar<E: Error>(self, text: String) -> Result<(), E> {
        match self {
            Self::Top(_) => return Err(E::custom("this is not an object")),
            Self::Member(sink) => sink.put_text(text),
            Self::Item(_, items, _) => {
                if !text.trim_start().is_empty() {
                    items.push(text);
                }
            }
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(mut self, deserializer: D) -> Result<(), D::Error> {
        if !self.sink().exact || matches!(self, Self::Top(_)) {
            return deserializer.deserialize_any(self);
        }
        // Only the text of a value tells how its number is spelled.
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        if raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            return self.scalar(raw.to_owned());
        }
        serde_json::Deserializer::from_str(raw).deserialize_any(self).map_err(D::Error::custom)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.scalar(text.to_owned())
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<(), E> {
        self.scalar(truth.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.scalar(number.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.scalar(number.to_string())
    }

    fn visit_f64<E: Error>(mut self, number: f64) -> Result<(), E> {
        self.sink().respelled = true;
        self.scalar(number.to_string())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        match self {
            Self::Top(_) => Err(E::custom("this is not an object")),
            _ => Ok(()),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        match self {
            Self::Top(sink) | Self::Member(sink) => members(sink, map),
            Self::Item(sink, items, index) => {
                let (from, back) = (sink.fields.len(), sink.enter(&index.to_string()));
                members(sink, map)?;
                items.extend(sink.name_of(from));
                sink.path.truncate(back);
                Ok(())
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        match self {
            Self::Top(_) => Err(A::Error::custom("this is not an object")),
            Self::Member(sink) => list(sink, seq),
            Self::Item(sink, _, index) => {
                let back = sink.enter(&index.to_string());
                list(sink, seq)?;
                sink.path.truncate(back);
                Ok(())
            }
        }
    }
}

fn members<'de, A: MapAccess<'de>>(sink: &mut Sink<'_>, mut map: A) -> Result<(), A::Error> {
    while let Some(back) = map.next_key_seed(Key(sink))? {
        map.next_value_seed(Node::Member(sink))?;
        sink.path.truncate(back);
    }
    Ok(())
}

fn list<'de, A: SeqAccess<'de>>(sink: &mut Sink<'_>, mut seq: A) -> Result<(), A::Error> {
    let (mut items, mut index) = (Vec::new(), 0);
    while seq.next_element_seed(Node::Item(sink, &mut items, index))?.is_some() {
        index += 1;
    }
    if !items.is_empty() {
        sink.put(Value::List(items));
    }
    Ok(())
}

/// The name of a member, which the sink enters.
struct Key<'s, 'n>(&'s mut Sink<'n>);

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        Ok(self.0.enter(name))
    }
}
