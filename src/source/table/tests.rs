//! Tables of every form, whole and broken, read through the door that callers use.

use std::io::{Cursor, Write};

use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;

use super::*;

fn read(bytes: &[u8], form: Form) -> Vec<Result<Record, BadRecord>> {
    open(Box::new(Cursor::new(bytes.to_vec())), form).unwrap().collect()
}

/// A line for every record: `1: a=x b=y`, and `!2: message` for a bad one, with the lines they are on.
fn said(bytes: &[u8], form: Form) -> String {
    let said = read(bytes, form).into_iter().map(|item| match item {
        Ok(record) => {
            let fields = record.fields.iter().map(|(name, value)| match value {
                Value::Text(text) => format!(" {name}={text}"),
                Value::List(items) => format!(" {name}={items:?}"),
            });
            format!("{}:{}", record.line, fields.collect::<String>())
        }
        Err(bad) => format!("!{}: {}", bad.line, bad.message),
    });
    said.collect::<Vec<_>>().join("\n")
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn forms_by_name() {
    for (name, form) in [
        ("a.csv", Some(Form::Csv)),
        ("a.b.CSV.GZ", Some(Form::Csv)),
        ("a.tab", Some(Form::Tsv)),
        ("a.json.gz", Some(Form::Json)),
        ("a.ndjson", Some(Form::Jsonl)),
        ("a.gz", None),
        ("csv", None),
        ("a.md", None),
    ] {
        assert_eq!(Form::of_name(name), form, "{name}");
    }
}

#[test]
fn rows() {
    for (csv, expected) in [
        ("", ""),
        ("\n\n", ""),
        ("a,b\n", ""),
        ("a,b\n1,2", "2: a=1 b=2"),
        ("a;b\r\n1;2,3\r\n\r\n;4\r\n", "2: a=1 b=2,3\n4: b=4"),
        ("a|b\n1|2\n", "2: a=1 b=2"),
        ("a\tb\n1\t2\n", "2: a=1 b=2"),
        ("\"a,;;;\",b\n1,2\n", "2: a,;;;=1 b=2"),
        ("sep=;\na,x;b\n1;2\n", "3: a,x=1 b=2"),
        ("a,b\r1,2\r3,4\r", "2: a=1 b=2\n3: a=3 b=4"),
        ("a,,b,\n1,2,3,\n", "2: a=1 column 2=2 b=3"),
        ("a\nx\n\ny\n", "2: a=x\n4: a=y"),
        ("a,b\n\"1\n2\",\"say \"\"x\"\"\"\n3,4", "2: a=1\n2 b=say \"x\"\n4: a=3 b=4"),
        ("a,b\n\"x \"y\" z\",2\n", "2: a=x \"y\" z b=2"),
        (
            "a,b\n1,2,,\n3\n4,5,6\n7,8\n",
            "2: a=1 b=2\n!3: the row has 1 fields; the header names 2 columns\n!4: the row has 3 fields; the header names 2 columns\n5: a=7 b=8",
        ),
        ("a,b\nx,\"y\n1,2\n", "!2: the quote that opens here is not closed\n3: a=1 b=2"),
        ("a,b\n\"x\n\",\"y\n1,\"z\"\n", "!3: the quote that opens here is not closed\n4: a=1 b=z"),
        ("a,b\nx,\"y", "!2: the quote that opens here is not closed"),
        (
            "https://x.example/1,x\n",
            "!1: the first line must name the columns; “https://x.example/1” is no name",
        ),
    ] {
        assert_eq!(said(csv.as_bytes(), Form::Csv), expected, "{csv}");
        assert_eq!(said(&packed(csv.as_bytes()), Form::Csv), expected, "{csv}");
    }
}

#[test]
fn quotes_in_tsv_can_be_letters() {
    let tsv = "a\tb\n\"x\" said\ty\n\"q\nr\"\t2\n\"z\t3\n4\t5\n";
    let expected = "2: a=\"x\" said b=y\n3: a=q\nr b=2\n5: a=\"z b=3\n6: a=4 b=5";
    assert_eq!(said(tsv.as_bytes(), Form::Tsv), expected);
}

#[test]
fn objects() {
    let two = "1: a=x\n1: a=y";
    for (json, expected) in [
        ("", ""),
        ("[]", ""),
        (r#"{"a":"x"}"#, "1: a=x"),
        (r#"[{"a":"x"},{"a":"y"}]"#, two),
        (r#"{"a":"x"} {"a":"y"}"#, two),
        (r#"[{"a":"x"}][{"a":"y"}]"#, two),
        (r#"{"articles":[{"a":"x"},{"a":"y"}],"n":2}"#, two),
        (r#"{"response":{"docs":[{"a":"x"},{"a":"y"}]}}"#, two),
        ("[\n{\"a\":\n\"x\"},\n\n{\"a\":\"y\"}\n]\n", "2: a=x\n5: a=y"),
        (
            r#"[{"a":"x"},1,"s",[{}],{"a":"y"}]"#,
            "1: a=x\n!1: this is not an object\n!1: this is not an object\n!1: this is not an object\n1: a=y",
        ),
        (r#"[{"a":"x"}"#, "1: a=x\n!1: the list is not closed"),
        (
            "[{\"a\":\"x\"},\n {\"a\":tru},\n {\"a\":\"y\"}]",
            "1: a=x\n!2: this is no JSON: expected ident, at character 9\n3: a=y",
        ),
        ("[{\"a\":\"x},\n {\"a\":\"y\"}]", "!1: the object is not closed, or a text in it is not\n2: a=y"),
        (
            "[\n  {\n    \"a\": \"x\",\n    \"b\": {\n  },\n  {\n    \"a\": \"y\"\n  }\n]",
            "!9: the object is not closed, or a text in it is not\n6: a=y",
        ),
        ("hello", "!1: this is no JSON"),
    ] {
        assert_eq!(said(json.as_bytes(), Form::Json), expected, "{json}");
    }
}

#[test]
fn lines() {
    for (json, expected) in [
        ("{\"a\":1}\n\n{\"a\":2}", "1: a=1\n3: a=2"),
        ("{\"a\":1},\r\n{\"a\":2}\r\n", "1: a=1\n2: a=2"),
        (
            "{\"a\":1}\n[2]\n{\"a\":\n{\"a\":3}\n",
            "1: a=1\n!2: this is not an object\n!3: the line ends before the object does\n4: a=3",
        ),
        ("[{\"a\":1},\n{\"a\":2}]", "1: a=1\n2: a=2"),
        ("{\n\"a\":1}\n{\n\"a\":2}", "1: a=1\n3: a=2"),
    ] {
        assert_eq!(said(json.as_bytes(), Form::Jsonl), expected, "{json}");
    }
}

#[test]
fn encodings() {
    let text = "\u{feff}title,text\nZoë,“x”\n";
    let utf16 = |pair: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(pair).collect::<Vec<u8>>();
    let windows = b"title,text\nZo\xeb,\x93x\x94\n";
    for bytes in [text.as_bytes(), &utf16(u16::to_le_bytes), &utf16(u16::to_be_bytes), windows] {
        assert_eq!(said(bytes, Form::Csv), "2: title=Zoë text=“x”");
        assert_eq!(said(&packed(bytes), Form::Csv), "2: title=Zoë text=“x”");
    }
    let long: String =
        std::iter::once("a\n".to_owned()).chain((0..60_000).map(|n| format!("ö{n}\n"))).collect();
    let bytes: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(long.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(said(&bytes, Form::Csv), said(long.as_bytes(), Form::Csv));
}

#[test]
fn a_damaged_file_gives_what_it_has_and_says_so() {
    let csv: String =
        std::iter::once("a,b\n".to_owned()).chain((0..9999).map(|n| format!("{n},{}\n", n * 7919))).collect();
    let packed = packed(csv.as_bytes());
    let mut records = read(&packed[..packed.len() / 2], Form::Csv);
    let bad = records.pop().unwrap().unwrap_err();
    assert!(bad.message.starts_with("the file cannot be read further"), "{}", bad.message);
    assert!(records.len() > 1000);
    assert!(records.iter().all(Result::is_ok));
}

#[test]
fn records_can_be_too_large() {
    let large = "x".repeat(17 << 20);
    let json = |a: &str| format!("{{\"a\":\"{a}\"}}");
    let list = format!("[{},\n{},\n{}]", json("1"), json(&large), json("2"));
    let expected = "1: a=1\n!2: the record has more than 16 MiB\n3: a=2";
    assert_eq!(said(list.as_bytes(), Form::Json), expected);
    let lines = format!("{}\n{}\n{}", json("1"), json(&large), json("2"));
    assert_eq!(said(lines.as_bytes(), Form::Jsonl), expected);
    let rows = format!("a,b\n1,2\n{large},x\n3,4\n");
    assert_eq!(
        said(rows.as_bytes(), Form::Csv),
        "2: a=1 b=2\n!3: the record has more than 16 MiB\n4: a=3 b=4"
    );
    let open = format!("a,b\n1,2\n\"{large},x\n3,4\n");
    assert_eq!(
        said(open.as_bytes(), Form::Csv),
        "2: a=1 b=2\n!3: the quote that opens here is not closed\n4: a=3 b=4"
    );
}

/// Texts as people write them: with commas, quotes and line ends inside, but not in front.
fn text() -> impl Strategy<Value = String> {
    "[a-zé][a-zé ,;\"\n\\\\{}\\[\\]]{0,30}[a-zé.]"
}

fn table() -> impl Strategy<Value = Vec<[String; 3]>> {
    prop::collection::vec([text(), text(), text()], 1..8)
}

fn csv_row(row: &[String; 3]) -> String {
    row.iter().map(|text| format!("\"{}\"", text.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
}

fn json_object(row: &[String; 3]) -> String {
    let object: serde_json::Map<_, _> = ["a", "b", "c"]
        .into_iter()
        .zip(row)
        .map(|(name, text)| (name.to_owned(), text.as_str().into()))
        .collect();
    serde_json::to_string(&object).unwrap()
}

/// The records as rows, and how many are bad.
fn rows_of(bytes: &[u8], form: Form) -> (Vec<[String; 3]>, usize) {
    let (mut rows, mut bad) = (Vec::new(), 0);
    for item in read(bytes, form) {
        let Ok(record) = item else {
            bad += 1;
            continue;
        };
        let mut values = record.fields.into_iter().map(|(_, value)| match value {
            Value::Text(text) => text,
            Value::List(items) => items.concat(),
        });
        rows.push([(); 3].map(|()| values.next().unwrap_or_default()));
    }
    (rows, bad)
}

proptest! {
    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for form in [Form::Csv, Form::Tsv, Form::Json, Form::Jsonl] {
            read(&bytes, form);
        }
    }

    #[test]
    fn syntax_never_panics(
        text in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "]", "\"", "\\", ",", ":", "\n", "\r", "a", "\"a\":", " ", "\t", "1.0", "NaN", "\u{feff}",
        ]), 0..80),
    ) {
        let text = text.concat();
        for form in [Form::Csv, Form::Tsv, Form::Json, Form::Jsonl] {
            let items = read(text.as_bytes(), form);
            prop_assert!(items.len() <= text.len() + 1);
            let numbers = items.iter().map(|item| item.as_ref().map_or_else(|bad| bad.number, |good| good.number));
            prop_assert!(numbers.eq(1..=items.len() as u64));
        }
    }

    #[test]
    fn good_rows_around_a_bad_one_arrive(
        before in table(),
        after in table(),
        bad in prop::sample::select(vec!["x,y", "x,y,z,w", "x,\"y z,w", "\"x,y,z", "x,\"y\nz,w", "\"x\ny\",z"]),
    ) {
        let mut lines = vec!["a,b,c".to_owned()];
        lines.extend(before.iter().map(csv_row));
        lines.push(bad.to_owned());
        lines.extend(after.iter().map(csv_row));
        let (rows, bad) = rows_of((lines.join("\n") + "\n").as_bytes(), Form::Csv);
        prop_assert_eq!(rows, [before, after].concat());
        prop_assert_eq!(bad, 1);
    }

    #[test]
    fn good_objects_around_a_bad_one_arrive(
        before in table(),
        after in table(),
        bad in prop::sample::select(vec!["{\"a\":}", "{\"a\" 1}", "{\"a\":\"x}", "{\"a\":[}", "{\"a\":{\"b\":1}", "7"]),
    ) {
        let mut objects: Vec<String> = before.iter().map(json_object).collect();
        objects.push(bad.to_owned());
        objects.extend(after.iter().map(json_object));
        let all = [before, after].concat();
        let (rows, bad) = rows_of(objects.join("\n").as_bytes(), Form::Jsonl);
        prop_assert_eq!((rows, bad), (all.clone(), 1));
        let (rows, _) = rows_of(format!("[\n{}\n]", objects.join(",\n")).as_bytes(), Form::Json);
        prop_assert_eq!(rows, all);
    }
}
