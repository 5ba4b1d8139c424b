//! What `backfile import` says of what it did: the columns, the margins, the table of rules, the report.

use crate::sandbox::Sandbox;

const TABLE: &str = "ID,Überschrift,Text,Body,日付,Pub_Date\n\
    A1,Ferry Runs Again,\"By JANE QUILL\n\nThe ferry crossed on Thursday.\n\nAdvertisment\n\n\
    12:30 The tide 潮 turned.\",,x,1987-03-26\n\
    A2,Pier Is Closed,,<p>The old pier is closed.</p>,,1987-11\n";

#[test]
fn a_dry_run_says_how_each_column_is_understood() {
    let sandbox = Sandbox::new();
    sandbox.write("t.csv", TABLE);
    let run = sandbox.run(&["import", "t.csv", "--dry-run"]);
    let expected = "\
t.csv:
  ID           id
  Überschrift  title
  Text         text
  日付         kept in [extra]
  Pub_Date     date
  Body         text, where `Text` has nothing
t.csv#A1 → content/1987/03/26/ferry-runs-again.md: created
t.csv#A2 → content/1987/11/pier-is-closed.md: created
lines became  by the rule    lines  in articles
field         byline             1            1
text          paragraph          1            1
text          time-stamp         1            1
left out      advertisement      1            1
Would import 2 articles: 2 created, 1 line left out and recorded
";
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, expected, ""));
    assert!(sandbox.names("content").is_empty());
}

#[test]
fn the_margin_says_what_each_line_became() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.csv", TABLE).write("in/b.md", "# Of its own\n\nText.\n");
    let run = sandbox.run(&["import", "in", "--explain"]);
    let expected = "\
in/a.csv#A1 → content/1987/03/26/ferry-runs-again.md
1  byline    byline        │ By JANE QUILL

3  text      paragraph     │ The ferry crossed on Thursday.

5  left out  advertisement │ Advertisment

7  text      time-stamp    │ 12:30 The tide 潮 turned.

in/a.csv#A2 → content/1987/11/pier-is-closed.md
  HTML says itself what is what; there are no lines to decide

in/b.md → content/undated/b.md
  Markdown says itself what is what; there are no lines to decide

lines became  by the rule    lines  in articles
field         byline             1            1
text          paragraph          1            1
text          time-stamp         1            1
left out      advertisement      1            1
Would import 3 articles: 3 created, 1 without a date, 1 line left out and recorded
";
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, expected, ""));
    assert!(sandbox.names("content").is_empty());
}

#[test]
fn the_report_has_a_line_for_each_line_that_is_not_plain_text() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.csv", TABLE);
    sandbox.write("in/b.txt", "date 1987-10-01 It was na\u{c3}\u{af}ve, and so\u{ad}ft.\n\nAdvertisment\n");
    let run = sandbox.run(&["import", "in", "--dry-run", "--report", "report.jsonl"]);
    assert_eq!(run.code, 0, "{run:?}");
    let ferry = "\"source\":\"in/a.csv#A1\",\"file\":\"content/1987/03/26/ferry-runs-again.md\"";
    let soft = "\"source\":\"in/b.txt\",\"file\":\"content/1987/10/01/it-was-naive-and-soft.md\"";
    let expected = format!(
        "{{{ferry},\"line\":1,\"became\":\"field\",\"field\":\"byline\",\"rule\":\"byline\",\"text\":\"By JANE QUILL\"}}\n\
         {{{ferry},\"line\":5,\"became\":\"removed\",\"rule\":\"advertisement\",\"text\":\"Advertisment\"}}\n\
         {{{ferry},\"line\":7,\"became\":\"paragraph\",\"rule\":\"time-stamp\",\"text\":\"12:30 The tide 潮 turned.\"}}\n\
         {{{soft},\"line\":1,\"became\":\"field\",\"field\":\"date\",\"rule\":\"header-date\",\"text\":\"date 1987-10-01\"}}\n\
         {{{soft},\"line\":3,\"became\":\"removed\",\"rule\":\"advertisement\",\"text\":\"Advertisment\"}}\n\
         {{{soft},\"mended\":{{\"mojibake\":1,\"soft_hyphens\":1,\"zero_width\":0}}}}\n"
    );
    assert_eq!(sandbox.read("report.jsonl"), expected);
    assert!(
        run.out.contains("mended: 1 letter that went through a wrong encoding\nmended: 1 soft hyphen\n"),
        "{}",
        run.out
    );
}

#[test]
fn it_is_said_what_a_headline_was_made_from() {
    let sandbox = Sandbox::new();
    sandbox
        .write("in/harbour-ferry-crosses-again.txt", "The ferry is to cross the harbour again on Monday.\n");
    sandbox.write("in/x.txt", "Nobody knows when the pier was closed.\n");
    let run = sandbox.run(&["import", "in"]);
    let expected = "\
in/harbour-ferry-crosses-again.txt → content/undated/harbour-ferry-crosses-again.md: created (headline made from the file's name)
in/x.txt → content/undated/nobody-knows-when-the-pier-was-closed.md: created (headline made from the text)
lines became  by the rule  lines  in articles
text          paragraph        2            2
Imported 2 files: 2 created, 2 without a date
";
    assert_eq!(run.out, expected);
    // A second time there is nothing to correct.
    assert!(!sandbox.run(&["import", "in"]).out.contains("headline made"));
}

#[test]
fn as_many_are_undated_as_the_list_shows() {
    let sandbox = Sandbox::new();
    let dates = ["", "194X", "1940?", "1940", "0000-00-00", "1940-05", "1940-05-06"];
    let rows: String =
        dates.iter().enumerate().map(|(at, date)| format!("Story {at},Text {at}.,{date}\n")).collect();
    sandbox.write("t.csv", format!("title,text,date\n{rows}"));
    let run = sandbox.run(&["import", "t.csv"]);
    assert_eq!(run.out.lines().last(), Some("Imported 7 articles: 7 created, 3 without a date"));
    assert_eq!(sandbox.run(&["list", "--undated"]).out.lines().count(), 3);
}

#[test]
fn the_date_in_a_files_name_is_its_date() {
    let sandbox = Sandbox::new();
    for name in ["2019-04-pier", "2019-04-03-ferry", "2019-lamp", "2019-04-3-gull"] {
        sandbox.write(&format!("in/{name}.txt"), format!("Nothing is in the text of {name}.\n"));
    }
    let run = sandbox.run(&["import", "in", "--format", "json"]);
    let json = run.json();
    let dates: Vec<Option<&str>> =
        json["imported"].as_array().unwrap().iter().map(|one| one["date"].as_str()).collect();
    assert_eq!(dates, [Some("2019-04-03"), None, Some("2019-04"), None]);
}

#[test]
fn a_form_that_no_reader_knows_is_said() {
    let sandbox = Sandbox::new();
    sandbox.write("in/b.docx.gz", "PK");
    let run = sandbox.run(&["import", "in/b.docx.gz"]);
    let expected = "\
error[unknown-form]: no reader knows this form
  --> in/b.docx.gz
  = help: there are readers for .txt, .md, .csv, .tsv, .json and .jsonl, packed as .gz or not; `--as` says which to take

";
    assert_eq!((run.code, run.err.as_str()), (1, expected));
}
