//! Which column becomes which field, and where the rest goes.

use super::{told, with_table};
use crate::import::read;
use crate::sandbox::Sandbox;

#[test]
fn columns_are_known_by_the_names_in_use() {
    for columns in [
        "title,text,date,url,author,section,tags,description,source,language",
        "Headline,Content,Published,Link,Byline,Category,Keywords,Summary,Publication,Lang",
        "title_page,maintext,date_publish,web_url,authors,section_name,topics,excerpt,source_domain,Language",
        "webTitle,fields.bodyText,webPublicationDate,canonical_link,creator,sectionName,tag,abstract,domain,lang",
        "headline.main,article,pub_date,permalink,by,news_desk,subjects,snippet,sitename,locale",
        "Titel,Inhalt,Datum,URL,Autor,Ressort,Schlagwörter,Vorspann,Zeitung,Sprache",
    ] {
        let row = "Ferry Runs Again,The ferry crossed on Thursday.,1987-03-26,https://old.example/1,Jane Quill,\
             Harbour,ferry; tide,It is back.,The Ledger,de";
        let sandbox = with_table("t.csv", format!("{columns}\n{row}\n"));
        assert_eq!(
            told(&sandbox, "content/1987/03/26/ferry-runs-again.md"),
            "title = \"Ferry Runs Again\"\ndescription = \"It is back.\"\ndate = 1987-03-26\nsection = \"Harbour\"\n\
             tags = [\"ferry\", \"tide\"]\nauthors = [\"Jane Quill\"]\nbyline = \"Jane Quill\"\nsource = \"The Ledger\"\n\
             original_url = \"https://old.example/1\"\nlanguage = \"de\"\n\n\
             The ferry crossed on Thursday.",
            "{columns}"
        );
    }
}

const TWO: &str = "{\"title\":\"One\",\"artikel\":\"From artikel.\",\"text\":\"From text.\",\"v2\":\"From v2.\"}\n\
     {\"title\":\"Two\",\"text\":\"From text.\",\"v2\":\"From v2.\"}\n\
     {\"title\":\"Three\",\"text\":\"From text.\"}\n";

fn texts(sandbox: &Sandbox) -> [String; 3] {
    ["one", "two", "three"]
        .map(|name| read(sandbox, &format!("content/undated/{name}.md")).1.trim().to_owned())
}

#[test]
fn a_map_goes_first_and_the_known_names_stand_behind_it() {
    let sandbox = Sandbox::new();
    sandbox.write("t.jsonl", TWO);
    assert_eq!(sandbox.run(&["import", "t.jsonl", "--map", "text=artikel"]).code, 0);
    assert_eq!(texts(&sandbox), ["From artikel.", "From text.", "From text."]);
    let extra = &read(&sandbox, "content/undated/one.md").0["extra"];
    assert_eq!((extra["text"].as_str(), extra["v2"].as_str()), (Some("From text."), Some("From v2.")));
}

#[test]
fn the_command_line_goes_before_the_settings_and_these_before_known_names() {
    let sandbox = Sandbox::new();
    sandbox.write("backfile.toml", "title = \"T\"\n[import.columns]\ntext = [\"v2\"]\n");
    sandbox.write("t.jsonl", TWO);
    assert_eq!(sandbox.run(&["import", "t.jsonl"]).code, 0);
    assert_eq!(texts(&sandbox), ["From v2.", "From v2.", "From text."]);
    assert_eq!(sandbox.run(&["import", "t.jsonl", "--map", "text=artikel"]).code, 0);
    assert_eq!(texts(&sandbox), ["From artikel.", "From v2.", "From text."]);
}

#[test]
fn a_map_of_a_field_that_there_is_not_is_refused() {
    let run = Sandbox::new().run(&["import", "t.csv", "--map", "headline=x"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("there is no field “headline”; did you mean title?"), "{}", run.err);
}

#[test]
fn authors_and_the_printed_byline_are_both_kept() {
    let rows = "title,text,authors,byline\n\
        One,Text of one.,\"Quill, Jane; Tidey, Warren\",\"By JANE QUILL and Warren Tidey, AP\"\n\
        Two,Text of two.,,By Anabel Reyes\n\
        Three,Text of three.,Ida Quill,\n";
    let sandbox = with_table("t.csv", rows);
    for (name, expected) in [
        (
            "one",
            "authors = [\"Jane Quill\", \"Warren Tidey\"]\nbyline = \"By JANE QUILL and Warren Tidey, AP\"\n\
             agency = \"AP\"",
        ),
        ("two", "authors = [\"Anabel Reyes\"]\nbyline = \"By Anabel Reyes\""),
        ("three", "authors = [\"Ida Quill\"]\nbyline = \"Ida Quill\""),
    ] {
        let said = told(&sandbox, &format!("content/undated/{name}.md"));
        assert!(said.contains(&format!(".\"\n{expected}\n\n")), "{said}");
    }
}

#[test]
fn what_cannot_be_used_is_kept() {
    let sandbox = Sandbox::new();
    let rows = "title,text,caption,url,modified,Notes,Notes,body\n\
        One,Text.,The pier at dawn,ledger.example/1,the day after,a,b,Another text.\n";
    sandbox.write("t.csv", rows);
    let run = sandbox.run(&["import", "t.csv"]);
    let expected = "\
warning[unreadable-date]: “the day after” is not a date
 --> t.csv:2:1
  |
2 | One,Text.,The pier at dawn,ledger.example/1,the day after,a,b,Another text.
  | ^
  = help: `updated` is left out; the text is kept in [extra] as `modified`

";
    assert_eq!((run.code, run.err.as_str()), (0, expected));
    let extra = read(&sandbox, "content/undated/one.md").0["extra"].to_string();
    assert_eq!(
        extra,
        "{ caption = \"The pier at dawn\", url = \"ledger.example/1\", modified = \"the day after\", Notes = \"a\", \
         \"Notes 2\" = \"b\", body = \"Another text.\" }"
    );
}

#[test]
fn a_title_without_a_text_is_said() {
    let sandbox = Sandbox::new();
    let rows = "title,artikel,Page No\nOne,The text that nobody knows of.,4\nTwo,,\n";
    sandbox.write("t.csv", rows);
    let run = sandbox.run(&["import", "t.csv"]);
    let expected = "\
warning[no-text]: the record has a title and no text
 --> t.csv:2:1
  |
2 | One,The text that nobody knows of.,4
  | ^
  = help: if “artikel” has the text, say `--map text=artikel`

warning[no-text]: the record has a title and no text
 --> t.csv:3:1
  |
3 | Two,,
  | ^
  = help: `--map text=COLUMN` says which column has the text, if one has

";
    assert_eq!((run.code, run.err.as_str()), (0, expected));
    assert_eq!(sandbox.run(&["import", "t.csv", "--deny-warnings"]).code, 1);
    sandbox.write("u.csv", "title,text\nThree,<p> </p>\n");
    assert_eq!(sandbox.run(&["import", "u.csv", "--format", "json"]).codes(), ["no-text"]);
}

#[test]
fn html_becomes_markdown() {
    let html = "<h2>The Boats</h2><p>Of <b>eleven</b> boats &amp; ships three are <a href='https://x.example/'>left</a>.</p>\
         <script>track()</script><ul><li>Tansy</li><li>1. FC</li></ul><p>One<br>two</p>";
    let sandbox = with_table("t.csv", format!("title,text\nBoats &amp; <i>Ships</i>,\"{html}\"\n"));
    assert_eq!(
        told(&sandbox, "content/undated/boats-and-ships.md"),
        "title = \"Boats & Ships\"\n\n\
         ## The Boats\n\nOf **eleven** boats & ships three are [left](https://x.example/).\n\n\
         - Tansy\n- 1\\. FC\n\nOne\\\ntwo"
    );
}

#[test]
fn a_text_with_line_ends_is_read_as_a_text_from_a_file() {
    let text = "Ferry Runs Again\\n\\nBy JANE QUILL\\n\\nPORT MERROW (AP) — The ferry crossed on Thursday.\\n\\n\
         Advertisment\\n\\nThe way back took an hour.";
    let record = format!("{{\"title\":\"Ferry Runs Again\",\"date\":\"1987-03-26\",\"text\":\"{text}\"}}\n");
    let sandbox = with_table("t.jsonl", record);
    assert_eq!(
        told(&sandbox, "content/1987/03/26/ferry-runs-again.md"),
        "title = \"Ferry Runs Again\"\ndescription = \"The ferry crossed on Thursday.\"\ndate = 1987-03-26\n\
         authors = [\"Jane Quill\"]\nbyline = \"By JANE QUILL\"\ndateline = \"PORT MERROW\"\nagency = \"AP\"\n\n\
         The ferry crossed on Thursday.\n\nThe way back took an hour."
    );
}

#[test]
fn a_column_that_is_not_there_is_said() {
    let sandbox = Sandbox::new();
    sandbox.write("m.csv", "title,text\nOne,The text of one.\n");
    let run = sandbox.run(&["import", "m.csv", "--map", "text=txet"]);
    assert!(run.err.starts_with("warning[no-column]: it has no column “txet”\n"), "{}", run.err);
    assert!(run.err.contains("help: its columns are title, text\n"), "{}", run.err);
    assert_eq!(run.code, 0);
}

#[test]
fn a_sign_that_opens_no_tag_stays_in_a_headline() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "m.csv",
        "title,text\n\"If 5 < 6, <em>then</em> 6 > 5 &amp; all is well <3\",The text of one.\n",
    );
    assert_eq!(sandbox.run(&["import", "m.csv"]).code, 0);
    let file = sandbox.names("content").into_iter().next().unwrap();
    let (front, _) = read(&sandbox, &format!("content/{file}"));
    assert_eq!(front["title"].as_str(), Some("If 5 < 6, then 6 > 5 & all is well <3"));
}
