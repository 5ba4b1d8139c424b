//! One JSON object to fields, in a single pass and without a tree in between.
//!
//! Members of inner objects get names with dots. Lists of scalars are lists. A list of objects that have
//! a `value`, `name`, `webTitle` or `title` is the list of these, and the rest of each object is left
//! out; `[{"name": "Ann", "url": …}]` means Ann. Other things in lists get their index for a name:
//! `media.0.url`. Null and empty texts are left out, numbers are as written.

mod visit;

use std::sync::Arc;

use hashbrown::HashSet;
use serde::de::DeserializeSeed;

use super::super::Value;
use visit::Node;

/// So many names of columns are shared among records. Data whose keys are numbers has no end of them.
const MOST_SHARED: usize = 10_000;

/// The members by which an object in a list is known, the best first.
const NAMES: [&str; 4] = ["value", "name", "webTitle", "title"];

/// The columns of a record and what it has in them.
pub type Fields = Vec<(Arc<str>, Value)>;

/// The names of columns that have been seen, each in memory once.
#[derive(Debug, Default)]
pub struct Names {
    shared: HashSet<Arc<str>>,
    /// Those of the last record, which most records have again.
    last: Vec<Arc<str>>,
}

/// The fields of an object.
///
/// # Errors
///
/// The text is not JSON, or not an object.
pub fn read(text: &str, names: &mut Names) -> serde_json::Result<Fields> {
    match read_in(text, names) {
        Err(error) => match without_nan(text) {
            Some(mended) => read_in(&mended, names),
            None => Err(error),
        },
        read => read,
    }
}

fn read_in(text: &str, names: &mut Names) -> serde_json::Result<Fields> {
    let (fields, respelled) = pass(text, names, false)?;
    if !respelled {
        return Ok(fields);
    }
    Ok(pass(text, names, true)?.0)
}

/// With `exact`, numbers are kept letter by letter, which takes longer. Otherwise the second result says
/// whether a number may have been spelled differently.
fn pass(text: &str, names: &mut Names, exact: bool) -> serde_json::Result<(Fields, bool)> {
    let Names { shared, last } = names;
    let fields = Vec::with_capacity(last.len());
    let mut sink = Sink { shared, last, path: String::new(), fields, exact, respelled: false };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Node::Top(&mut sink).deserialize(&mut deserializer)?;
    deserializer.end()?;
    let (fields, respelled) = (sink.fields, sink.respelled);
    names.last.clear();
    names.last.extend(fields.iter().map(|(name, _)| name.clone()));
    Ok((fields, respelled))
}

/// Where the visitors put what they find.
struct Sink<'n> {
    shared: &'n mut HashSet<Arc<str>>,
    last: &'n [Arc<str>],
    /// The names of the members that the visitor is in, with dots.
    path: String,
    fields: Fields,
    exact: bool,
    respelled: bool,
}

impl Sink<'_> {
    fn put(&mut self, value: Value) {
        let again = self.last.get(self.fields.len()).filter(|name| ***name == *self.path);
        let name = match again.or_else(|| self.shared.get(self.path.as_str())) {
            Some(name) => name.clone(),
            None => {
                let name: Arc<str> = self.path.as_str().into();
                if self.shared.len() < MOST_SHARED {
                    self.shared.insert(name.clone());
                }
                name
            }
        };
        self.fields.push((name, value));
    }

    fn put_text(&mut self, text: String) {
        if !text.trim_start().is_empty() {
            self.put(Value::Text(text));
        }
    }

    /// Goes down to a member; gives what to go back to.
    fn enter(&mut self, name: &str) -> usize {
        let back = self.path.len();
        if back > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        back
    }

    /// What the object that was just read, whose fields start at `from`, is known by. Its fields go.
    fn name_of(&mut self, from: usize) -> Option<String> {
        let start = self.path.len() + 1;
        let found = NAMES.iter().find_map(|name| {
            self.fields[from..].iter().position(|(column, value)| {
                column.get(start..) == Some(name) && matches!(value, Value::Text(_))
            })
        })?;
        let (_, value) = self.fields.drain(from..).nth(found)?;
        match value {
            Value::Text(text) => Some(text),
            Value::List(_) => None,
        }
    }
}

/// The text with `null` for the `NaN` and `Infinity` that Python writes and JSON does not have; `None`
/// if there are none.
fn without_nan(text: &str) -> Option<String> {
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = memchr::memchr3(b'"', b'N', b'I', &text.as_bytes()[at..]) {
        at += found;
        let word = ["NaN", "Infinity"].into_iter().find(|word| text[at..].starts_with(word));
        match word {
            Some(word) => {
                out.push_str(text[copied..at].trim_end_matches('-'));
                out.push_str("null");
                at += word.len();
                copied = at;
            }
            None if text[at..].starts_with('"') => at = string_end(text.as_bytes(), at),
            None => at += 1,
        }
    }
    out.push_str(&text[copied..]);
    (copied > 0).then_some(out)
}

/// Behind the string that opens at a byte.
fn string_end(bytes: &[u8], open: usize) -> usize {
    match super::extent::value(&bytes[open..]) {
        super::extent::Extent::Whole(length) => open + length,
        _ => bytes.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(json: &str) -> String {
        let mut names = Names::default();
        let fields = read(json, &mut names).unwrap_or_else(|error| panic!("{json}: {error}"));
        let said = fields.iter().map(|(name, value)| match value {
            Value::Text(text) => format!("{name}={text}"),
            Value::List(items) => format!("{name}=[{}]", items.join("|")),
        });
        said.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn objects_become_fields() {
        for (json, expected) in [
            (r#"{"a":"x","b":null,"c":"","d":[],"e":true}"#, "a=x e=true"),
            (
                r#"{"n":1.10,"m":12345678901234567890123,"k":-0,"e":[1e5,2]}"#,
                "n=1.10 m=12345678901234567890123 k=-0 e=[1e5|2]",
            ),
            (r#"{"headline":{"main":"M","kicker":null},"x":{"y":{"z":1}}}"#, "headline.main=M x.y.z=1"),
            (r#"{"tags":[{"id":"1","webTitle":"A"},{"webTitle":"B"}]}"#, "tags=[A|B]"),
            (r#"{"k":[{"name":"subject","value":"Peace"}]}"#, "k=[Peace]"),
            (r#"{"m":[{"url":"u","w":1.0},{"url":"v"}]}"#, "m.0.url=u m.0.w=1.0 m.1.url=v"),
            (r#"{"m":[["a"],["b","c"]],"n":[null,"x"]}"#, "m.0=[a] m.1=[b|c] n=[x]"),
            (r#"{"a":NaN,"b":"NaN","c":[-Infinity,2]}"#, "b=NaN c=[2]"),
            (r#"{"":"x","a\u00e9\n":"\ud83d\ude00"}"#, "=x a\u{e9}\n=\u{1f600}"),
        ] {
            assert_eq!(said(json), expected, "{json}");
        }
    }

    #[test]
    fn what_is_no_object_is_an_error() {
        for json in ["[]", "1", "", "{", r#"{"a" 1}"#, r#"{"a":1} x"#, r#"{"a":tru}"#, "null"] {
            assert!(read(json, &mut Names::default()).is_err(), "{json}");
        }
    }
}
