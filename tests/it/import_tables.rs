//! `backfile import` of tables: every form, every way of naming columns, and what is wrong in them.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::import::{outcomes, read};
use crate::sandbox::Sandbox;

mod again;
mod fields;
mod runs;

/// Two articles as a table of commas; the text of the first has line ends and quotes in it.
const CSV: &str = "Headline,Body,Published At,Author\n\
    Ferry Runs Again,\"The ferry \"\"Hale\"\" crossed on Thursday, with 40 aboard.\n\n\
    The way back took an hour, against the wind and the tide.\",1987-03-26,Jane Quill\n\
    Pier Is Closed,The old pier is closed for the winter.,1987-11,\n";

/// The same as objects, one on each line.
const LINES: &str = "{\"headline\":\"Ferry Runs Again\",\"body\":\"The ferry \\\"Hale\\\" crossed on Thursday, with 40 \
    aboard.\\n\\nThe way back took an hour, against the wind and the tide.\",\"published_at\":\"1987-03-26\",\
    \"author\":\"Jane Quill\"}\n\
    {\"headline\":\"Pier Is Closed\",\"body\":\"The old pier is closed for the winter.\",\
    \"published_at\":\"1987-11\",\"author\":null}\n";

pub fn packed(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

/// An archive with a table that was imported without a word.
#[track_caller]
pub fn with_table(name: &str, table: impl AsRef<[u8]>) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(name, table);
    let run = sandbox.run(&["import", name]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    sandbox
}

/// What an article says of itself, without where it came from, and its text.
pub fn told(sandbox: &Sandbox, file: &str) -> String {
    let (mut front, text) = read(sandbox, file);
    front.remove("import");
    format!("{front}\n{}", text.trim())
}

#[test]
fn all_forms_give_the_same_articles() {
    let list = format!("[{}]", LINES.trim().replace("}\n{", "},\n{"));
    let wrapped = format!("{{\"status\":\"ok\",\"response\":{{\"total\":2,\"results\":{list}}}}}");
    let (tabs, semicolons) = (CSV.replace(',', "\t"), CSV.replace(',', ";"));
    let utf16: Vec<u8> = format!("\u{feff}{CSV}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let forms: [(&str, Vec<u8>); 10] = [
        ("t.csv", CSV.into()),
        ("t.csv", CSV.replace('\n', "\r\n").into()),
        ("t.csv", utf16),
        ("t.csv.gz", packed(CSV)),
        ("t.tsv", tabs.replace("Thursday\t", "Thursday,").replace("hour\t", "hour,").into()),
        ("t.csv", semicolons.replace("Thursday;", "Thursday,").replace("hour;", "hour,").into()),
        ("t.jsonl", LINES.into()),
        ("t.ndjson.gz", packed(LINES)),
        ("t.json", list.into()),
        ("t.json", wrapped.into()),
    ];
    for (name, table) in forms {
        let sandbox = with_table(name, &table);
        let names: Vec<String> = sandbox.names("content").into_iter().collect();
        assert_eq!(names, ["1987/03/26/ferry-runs-again.md", "1987/11/pier-is-closed.md"], "{name}");
        assert_eq!(
            told(&sandbox, "content/1987/03/26/ferry-runs-again.md"),
            "title = \"Ferry Runs Again\"\ndescription = 'The ferry \"Hale\" crossed on Thursday, with 40 aboard.'\n\
             date = 1987-03-26\nauthors = [\"Jane Quill\"]\nbyline = \"Jane Quill\"\n\n\
             The ferry \"Hale\" crossed on Thursday, with 40 aboard.\n\n\
             The way back took an hour, against the wind and the tide.",
            "{name}"
        );
        assert_eq!(
            told(&sandbox, "content/1987/11/pier-is-closed.md"),
            "title = \"Pier Is Closed\"\ndescription = \"The old pier is closed for the winter.\"\n\
             date = \"1987-11\"\n\nThe old pier is closed for the winter.",
            "{name}"
        );
    }
}

#[test]
fn a_bad_row_costs_itself_only() {
    let sandbox = Sandbox::new();
    let rows = "title,text,date\n\
        One,\"Of two\nlines.\",2019-01-01\n\
        Two,too,many,2019-01-02\n\
        Three,\"Never closed,2019-01-03\n\
        Four,Whole again.,2019-01-04\n\
        Five,Its date is strange.,soon\n\
        ,,2019-01-06\n";
    sandbox.write("t.csv", rows);
    let run = sandbox.run(&["import", "t.csv"]);
    let expected = "\
error[bad-record]: record 2: the row has 4 fields; the header names 3 columns
 --> t.csv:4:1
  |
4 | Two,too,many,2019-01-02
  | ^
  = help: a text with a “,” or a line end in it must stand in quotes

error[bad-record]: record 3: the quote that opens here is not closed
 --> t.csv:5:1
  |
5 | Three,\"Never closed,2019-01-03
  | ^
  = help: line 5 was left out, up to the next whole row; close the quote, and write quotes inside a text twice

warning[unreadable-date]: “soon” is not a date
 --> t.csv:7:1
  |
7 | Five,Its date is strange.,soon
  | ^
  = help: the article is undated; the text is kept as `date_text`

error[empty]: the record has neither a title nor a text
 --> t.csv:8:1
  |
8 | ,,2019-01-06
  | ^
  = help: `--map text=COLUMN` says which column has the text

";
    assert_eq!(run.err, expected);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.out.lines().last(),
        Some("Imported 6 articles: 3 created, 3 failed, 1 without a date, 3 errors, 1 warning")
    );
    let names: Vec<String> = sandbox.names("content").into_iter().collect();
    assert_eq!(names, ["2019/01/01/one.md", "2019/01/04/four.md", "undated/five.md"]);
}

#[test]
fn a_broken_line_of_json_costs_itself_only() {
    let sandbox = Sandbox::new();
    let lines = "{\"title\":\"One\",\"text\":\"First.\"}\n\
        {\"title\":\"Two\",\"text\":\"Second.\"\n\
        [1, 2]\n\
        {\"title\":\"Four\",\"text\":\"Fourth.\"}\n";
    sandbox.write("t.jsonl", lines);
    let run = sandbox.run(&["import", "t.jsonl"]);
    let expected = "\
error[bad-record]: record 2: the line ends before the object does
 --> t.jsonl:2:1
  |
2 | {\"title\":\"Two\",\"text\":\"Second.\"
  | ^
  = help: an object stands on one line and ends with }; write a line end inside a text as \\n

error[bad-record]: record 3: this is not an object
 --> t.jsonl:3:1
  |
3 | [1, 2]
  | ^
  = help: every record must be an object: {\"title\": \"…\", \"text\": \"…\"}

";
    assert_eq!((run.code, run.err.as_str()), (1, expected));
    let names: Vec<String> = sandbox.names("content").into_iter().collect();
    assert_eq!(names, ["undated/four.md", "undated/one.md"]);
}

#[test]
fn a_packed_table_that_is_cut_off_gives_what_is_whole() {
    let rows: String = (0..20_000).map(|row| format!("Row {row},Text {}.\n", row * 7919 % 20_011)).collect();
    let whole = packed(format!("title,text\n{rows}"));
    let sandbox = Sandbox::new();
    sandbox.write("t.csv.gz", &whole[..whole.len() / 40]);
    let run = sandbox.run(&["import", "t.csv.gz", "--format", "json"]);
    assert_eq!((run.code, run.codes()), (1, vec!["bad-record".to_owned()]));
    let json = run.json();
    let message = json["problems"][0]["message"].as_str().unwrap();
    assert!(message.contains("the file cannot be read further"), "{message}");
    assert_eq!(outcomes(&run).len(), sandbox.names("content").len() + 1);
    assert!(outcomes(&run).len() > 100);
}

#[test]
fn packed_texts_are_read_as_the_texts_they_are() {
    let text = "date 2024-03-26 The lamp was lit.\n";
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt.gz", packed(text)).write("in/2019-04-pier.md.GZ", packed("Text *as is*.\n"));
    let run = sandbox.run(&["import", "in", "--format", "json"]);
    assert_eq!((run.code, outcomes(&run)), (0, vec!["created".to_owned(); 2]), "{run:?}");
    let names: Vec<String> = sandbox.names("content").into_iter().collect();
    assert_eq!(names, ["2019/04/pier.md", "2024/03/26/the-lamp-was-lit.md"]);
    // Packed or not, it is one text.
    sandbox.write("other/a.txt", text).write("in/a.txt.gz", packed(format!("{text}\nIt went out.\n")));
    assert_eq!(outcomes(&sandbox.run(&["import", "other", "--format", "json"])), ["duplicate"]);
    assert_eq!(outcomes(&sandbox.run(&["import", "in", "--format", "json"])), ["unchanged", "updated"]);
    assert!(sandbox.read("content/2024/03/26/the-lamp-was-lit.md").contains("It went out."));
}

#[test]
fn packed_texts_that_cannot_be_read_are_problems() {
    let sandbox = Sandbox::new();
    let cut = packed("date 2024-03-26 The lamp was lit.\n");
    sandbox.write("in/a.txt.gz", &cut[..cut.len() / 2]);
    sandbox.write("in/b.txt.gz", packed(vec![b'a'; (16 << 20) + 1]));
    sandbox.write("in/c.txt.gz", packed("date 2024-03-27 The lamp went out.\n"));
    let run = sandbox.run(&["import", "in"]);
    assert_eq!(run.code, 1);
    let expected = "\
error[unreadable]: it cannot be unpacked: incomplete deflate stream
  --> in/a.txt.gz
  = help: it may be damaged or cut off; pack it again, or remove it

error[too-large]: the file has more than 16.8 MB when it is unpacked; an article may have 16.8 MB
 --> in/b.txt.gz:1:1
  = help: if it holds many articles, divide it into one file for each

";
    assert_eq!(run.err, expected);
    assert!(sandbox.exists("content/2024/03/27/the-lamp-went-out.md"), "the others are imported");
}
