//! `backfile import`: a text as it was scraped becomes Markdown, once and for good.

use serde_json::{Value, json};

use crate::html;
use crate::sandbox::{Run, Sandbox};

/// A text of the form that most come in: a header, no headline, marks of advertisements, headings.
pub const STORM: &str = " date 2024-03-26 As winter storms grow heavier along the coast, the harbor council of Port Merrow has voted to raise the breakwater by two meters. The old wall will not hold for another ten years, its engineers said.

Advertisment

Raising the Wall

The work is to begin in June and to end before the storms of the next winter, according to the harbormaster. Barges will carry the stone from the quarry at Tallis, and the slip will be closed to pleasure boats for the summer.

Sounding the Bell

Advertisment

Until then the old bell on the pier head will be rung by hand whenever the gauge passes three meters. Volunteers have signed up for the nights of the whole spring, and the library has lent them a lamp.

Counting the Cost

The town has set aside four million for the wall, most of it borrowed. The council will meet again in April to say who pays for the rest, and whether the bell can be kept.
";

/// What `sha256sum` prints for it.
const STORM_SHA256: &str = "889db9b61c2e66a405460afb3441c077d01ebfe0e8cf3d957620ae11c0d120c8";

pub const STORM_FILE: &str = "content/2024/03/26/as-winter-storms-grow-heavier-along-the-coast.md";

/// An archive with `STORM` beside it, and the run that imported it.
pub fn imported() -> (Sandbox, Run) {
    let sandbox = Sandbox::new();
    sandbox.write("in/storm.txt", STORM);
    let run = sandbox.run(&["import", "in/storm.txt", "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    (sandbox, run)
}

/// The front matter and the text of a file that was imported.
pub fn read(sandbox: &Sandbox, name: &str) -> (toml::Table, String) {
    let file = sandbox.read(name);
    let (front, text) = file.strip_prefix("+++\n").unwrap().split_once("+++\n").unwrap();
    (front.parse().unwrap(), text.to_owned())
}

pub fn outcomes(run: &Run) -> Vec<String> {
    let imported = run.json()["imported"].as_array().unwrap().clone();
    imported.iter().map(|one| one["outcome"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_text_becomes_an_article() {
    let (sandbox, _) = imported();
    let (front, text) = read(&sandbox, STORM_FILE);
    assert_eq!(front["title"].as_str(), Some("As winter storms grow heavier along the coast"));
    assert_eq!(front["title_source"].as_str(), Some("lede"));
    assert_eq!(front["date"].to_string(), "2024-03-26");
    let description = STORM.lines().next().unwrap().strip_prefix(" date 2024-03-26 ").unwrap();
    assert_eq!(front["description"].as_str(), Some(description));
    let import = &front["import"];
    assert_eq!(import["file"].as_str(), Some("storm.txt"));
    assert_eq!(import["sha256"].as_str(), Some(STORM_SHA256));
    let removed: Vec<(i64, &str)> = import["removed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["line"].as_integer().unwrap(), line["text"].as_str().unwrap()))
        .collect();
    assert_eq!(removed, [(1, "date 2024-03-26"), (3, "Advertisment"), (11, "Advertisment")]);
    let mut expected = STORM.replace(" date 2024-03-26 ", "\n").replace("Advertisment\n\n", "");
    for heading in ["Raising the Wall", "Sounding the Bell", "Counting the Cost"] {
        expected = expected.replace(heading, &format!("## {heading}"));
    }
    assert_eq!(text, expected);
}

#[test]
fn the_result_says_what_became_of_each_file() {
    let (_, run) = imported();
    let expected = json!({
        "imported": [{
            "source": "storm.txt",
            "file": STORM_FILE,
            "outcome": "created",
            "title": "As winter storms grow heavier along the coast",
            "title_made_up": true,
            "date": "2024-03-26",
            "removed": 2
        }],
        "problems": [],
        "rules": [
            { "became": "paragraph", "rule": "paragraph", "articles": 1, "lines": 4 },
            { "became": "heading", "rule": "heading", "articles": 1, "lines": 3 },
            { "became": "field", "rule": "header-date", "articles": 1, "lines": 1 },
            { "became": "removed", "rule": "advertisement", "articles": 1, "lines": 2 },
        ],
        "mended": { "mojibake": 0, "soft_hyphens": 0, "zero_width": 0 }
    });
    assert_eq!(run.json(), expected);
}

#[test]
fn what_is_known_of_a_date_stays_what_is_known() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", "date 2019-04 The lamp was lit.\n");
    sandbox.write("in/b.txt", "date 1987 The lamp was out.\n");
    sandbox.write("in/c.txt", "Nobody knows when.\n");
    assert_eq!(sandbox.run(&["import", "in"]).code, 0);
    for (file, date) in [
        ("content/2019/04/the-lamp-was-lit.md", Some("2019-04")),
        ("content/1987/the-lamp-was-out.md", Some("1987")),
        ("content/undated/nobody-knows-when.md", None),
    ] {
        let (front, _) = read(&sandbox, file);
        assert_eq!(front.get("date").map(|date| date.as_str().unwrap()), date, "{file}");
    }
    sandbox.build();
    for file in
        ["2019/04/the-lamp-was-lit.html", "1987/the-lamp-was-out.html", "undated/nobody-knows-when.html"]
    {
        assert!(sandbox.exists(&format!("public/{file}")), "{file}");
    }
}

#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("in/storm.txt", STORM);
    let run = sandbox.run(&["import", "in", "--dry-run"]);
    assert_eq!(run.code, 0, "{run:?}");
    let expected = format!(
        "in/storm.txt → {STORM_FILE}: created (headline made from the text)\n\
         Would import 1 file: 1 created, 2 lines left out and recorded\n"
    );
    assert_eq!(run.out, expected);
    assert!(sandbox.names("content").is_empty());
}

#[test]
fn a_folder_of_its_own_can_be_named() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", "date 2024-03-26 The lamp was lit.\n");
    for into in ["clippings", "content/clippings/"] {
        assert_eq!(sandbox.run(&["import", "in", "--into", into]).code, 0);
        let names: Vec<String> = sandbox.names("content").into_iter().collect();
        assert_eq!(names, ["clippings/2024/03/26/the-lamp-was-lit.md"]);
    }
    let run = sandbox.run(&["import", "in", "--into", "../elsewhere"]);
    assert_eq!((run.code, run.err.as_str()), (2, "error: --into leads out of content/\n"));
}

#[test]
fn forms_that_no_reader_knows_are_problems() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", "date 2024-03-26 The lamp was lit.\n").write("in/b.docx", "PK");
    let run = sandbox.run(&["import", "in/b.docx", "in/a.txt"]);
    let first = "error[unknown-form]: no reader knows this form\n  --> in/b.docx\n";
    assert!(run.err.starts_with(first), "{}", run.err);
    assert_eq!(run.code, 1);
    assert!(sandbox.exists("content/2024/03/26/the-lamp-was-lit.md"), "the others are imported");
    assert_eq!(sandbox.run(&["import", "nowhere"]).code, 3);
}

#[test]
fn what_lies_beside_is_named() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", "date 2024-03-26 The lamp was lit.\n").write("in/b.docx", "PK");
    sandbox.write("in/c.DOCX", "PK").write("in/README", "x").write("in/.hidden", "x");
    let run = sandbox.run(&["import", "in"]);
    assert!(run.out.ends_with("Passed over, as no reader knows them: 2 .docx, 1 README\n"), "{}", run.out);
    assert_eq!(run.code, 0);
}

#[test]
fn markdowns_signs_come_out_as_written() {
    let paragraphs = [
        "1. FC Köln beat *nobody* by {{ 3 }} goals_to_nil, and #1 fan <b>Ann</b> paid $4.2 million & $5.",
        "* This line begins with a star, and goes on for long enough to be running text, ~~or so~~.",
        "# This one begins with a hash; `code`, [sic] and ![x](y) are in it, and {% raw %} as well.",
        "> And this one is no quotation, though its sign says so: 2 > 1, a < b, and &amp; is five signs.",
        "- Neither a list, nor 1986. What a year that was, with __init__, C:\\dir and [^1] in it.",
    ];
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", format!("date 2024-03-26 {}\n", paragraphs.join("\n\n")));
    assert_eq!(sandbox.run(&["import", "in"]).code, 0);
    sandbox.build();
    let file = sandbox.names("content").into_iter().next().unwrap().replace(".md", ".html");
    let page = sandbox.page(&file);
    let body = html::inside(&page, "div", ("class", "body"));
    assert_eq!(html::text(body), paragraphs.join(" "));
    assert_eq!(body.matches("<p>").count(), paragraphs.len());
}

#[test]
fn markdown_of_other_generators_is_imported() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "in/2015-03-17-hello.md",
        "---\ntitle: 'Hello: again'\ncategories: [World, Europe]\n---\n\nText *as it is*.\n",
    );
    assert_eq!(sandbox.run(&["import", "in"]).code, 0);
    let names: Vec<String> = sandbox.names("content").into_iter().collect();
    assert_eq!(names, ["2015/03/17/hello-again.md"]);
    let (front, text) = read(&sandbox, "content/2015/03/17/hello-again.md");
    let list: Value = serde_json::to_value(&front["tags"]).unwrap();
    assert_eq!((front["section"].as_str(), list), (Some("World"), json!(["Europe"])));
    assert_eq!(text.trim(), "Text *as it is*.");
}

#[test]
fn one_blank_line_is_between_front_matter_and_text() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.md", "+++\ntitle = \"A\"\n+++\n\nText.\n");
    assert_eq!(sandbox.run(&["import", "in"]).code, 0);
    assert_eq!(read(&sandbox, "content/undated/a.md").1, "\nText.\n");
}

#[test]
fn no_key_of_an_imported_article_is_lost() {
    let front = "title = \"A\"\nsubtitle = \"s\"\nkicker = \"k\"\ndescription = \"d\"\nslug = \"a.v2\"\n\
         date = 2024-03-26T09:05:00Z\ndate_text = \"t\"\nupdated = 2024-03-27\nsection = \"World\"\ntags = [\"x\"]\n\
         authors = [\"Jo\"]\nbyline = \"By Jo\"\ndateline = \"KYIV\"\nagency = \"AP\"\nsource = \"o\"\n\
         original_url = \"https://old.example/a\"\naliases = [\"/old/a.html\"]\nseries = \"S\"\nlanguage = \"fr\"\n\
         status = \"withdrawn\"\nwithdrawn_reason = \"w\"\ncanonical_of = \"https://c.example/\"\nnoindex = true\n\
         rights = \"r\"\nlicense = \"https://l.example/\"\n[image]\nsrc = \"https://i.example/a.png\"\nalt = \"i\"\n\
         caption = \"c\"\ncredit = \"p\"\n[[corrections]]\ndate = 2024-03-28\nkind = \"update\"\ntext = \"u\"\n\
         [extra]\nown = 1\n";
    let sandbox = Sandbox::new();
    sandbox.write("in/a.md", format!("+++\n{front}+++\n\nText.\n"));
    let run = sandbox.run(&["import", "in"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let (mut imported, _) = read(&sandbox, "content/2024/03/26/a.v2.md");
    imported.remove("import");
    // The file's name says it.
    imported.entry("slug").or_insert_with(|| "a.v2".into());
    let expected: toml::Table = front.parse().unwrap();
    let missing: Vec<&String> = expected.keys().filter(|key| !imported.contains_key(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(imported, expected);
}
