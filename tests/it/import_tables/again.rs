//! The same table again: unchanged, changed, longer, edited, and twice in itself.

use super::{outcomes, packed, with_table};
use crate::sandbox::Sandbox;

const IDS: &str = "id,title,text,date\n\
    A1,One,The text of one.,2019-01-01\n\
    A2,Two,The text of two.,2019-01-02\n\
    A3,Three,The text of three.,2019-01-03\n";

fn again(sandbox: &Sandbox, table: &str) -> Vec<String> {
    sandbox.write("t.csv", table);
    let run = sandbox.run(&["import", "t.csv", "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    outcomes(&run)
}

#[test]
fn a_second_run_touches_nothing() {
    let sandbox = with_table("t.csv", IDS);
    let before = sandbox.stamps("content");
    assert_eq!(again(&sandbox, IDS), ["unchanged"; 3]);
    sandbox.remove("t.csv").write("t.csv.gz", packed(IDS));
    assert_eq!(outcomes(&sandbox.run(&["import", "t.csv.gz", "--format", "json"])), ["duplicate"; 3]);
    assert!(sandbox.stamps("content") == before, "a file was written");
}

#[test]
fn a_changed_record_changes_its_file_in_place() {
    for table in [IDS.to_owned(), IDS.replace("id,title", "url,title")] {
        let sandbox = with_table("t.csv", &table);
        let changed = table.replace("Two,The text of two.,2019-01-02", "Second,A new text.,2020-02-02");
        assert_eq!(again(&sandbox, &changed), ["unchanged", "updated", "unchanged"]);
        let file = sandbox.read("content/2019/01/02/two.md");
        assert!(file.contains("title = \"Second\"") && file.contains("A new text."), "{file}");
        assert_eq!(sandbox.names("content").len(), 3);
        assert_eq!(again(&sandbox, &changed), ["unchanged"; 3]);
    }
}

/// The number of a record says little: the same number in tomorrow's table is another story.
#[test]
fn a_record_that_only_a_number_tells_is_the_same_while_it_tells_the_same() {
    let table = IDS.replace("id,", "number,");
    let sandbox = with_table("t.csv", &table);
    let corrected = table.replace("The text of two.", "The new text of two.");
    assert_eq!(again(&sandbox, &corrected), ["unchanged", "updated", "unchanged"]);
    let other =
        corrected.replace("Two,The new text of two.,2019-01-02", "Fire,A barn burned down.,2020-02-02");
    assert_eq!(again(&sandbox, &other), ["unchanged", "created", "unchanged"]);
    assert!(sandbox.exists("content/2019/01/02/two.md"));
}

#[test]
fn rows_above_move_nobody_who_has_a_name() {
    for table in [IDS.to_owned(), IDS.replace("id,title", "url,title")] {
        let sandbox = with_table("t.csv", &table);
        let before = sandbox.stamps("content");
        let longer = table.replace("A1,", "A0,Zero,The text of zero.,2019-01-01\nA1,");
        assert_eq!(again(&sandbox, &longer), ["created", "unchanged", "unchanged", "unchanged"]);
        let after = sandbox.stamps("content");
        assert!(before.iter().all(|(name, stamp)| after.get(name) == Some(stamp)));
        let changed = longer.replace("text of two", "other text of two");
        assert_eq!(again(&sandbox, &changed), ["unchanged", "unchanged", "updated", "unchanged"]);
        assert_eq!(sandbox.names("content").len(), 4);
    }
}

/// Records without an id or an address are known by their number, which rows above them move. Their
/// articles must not be written over for that.
#[test]
fn rows_above_cost_nothing_where_only_numbers_tell_records() {
    let table = IDS.replace("id,", "number,");
    let sandbox = with_table("t.csv", &table);
    let before = sandbox.stamps("content");
    let longer = table.replace("A1,", "A0,Zero,The text of zero.,2019-01-01\nA1,");
    assert_eq!(again(&sandbox, &longer), ["created", "duplicate", "duplicate", "duplicate"]);
    let after = sandbox.stamps("content");
    assert!(before.iter().all(|(name, stamp)| after.get(name) == Some(stamp)));
    // The new one is known by its number, too.
    let changed = longer.replace("text of zero", "other text of zero");
    assert_eq!(again(&sandbox, &changed), ["updated", "duplicate", "duplicate", "duplicate"]);
    assert_eq!(sandbox.names("content").len(), 4);
}

/// An address that all records share is no name for any of them.
#[test]
fn records_that_share_a_name_share_no_file() {
    let table = "url,title,text\nhttps://x.example/,One,Text one.\nhttps://x.example/,Two,Text two.\n";
    let sandbox = with_table("t.csv", table);
    let longer = table.replace("text\n", "text\nhttps://x.example/,Zero,Text zero.\n");
    assert_eq!(again(&sandbox, &longer), ["created", "unchanged", "unchanged"]);
    let names: Vec<String> = sandbox.names("content").into_iter().collect();
    assert_eq!(names, ["undated/one.md", "undated/two.md", "undated/zero.md"]);
}

#[test]
fn an_edited_article_is_kept_and_said() {
    let sandbox = with_table("t.csv", IDS);
    let file = "content/2019/01/02/two.md";
    let edited = sandbox.read(file).replace("text of two", "words of two");
    sandbox.write(file, &edited);
    sandbox.write("t.csv", IDS.replace("text of two", "changed text of two"));
    let run = sandbox.run(&["import", "t.csv"]);
    let expected = "warning[edited]: it was edited after it was imported, and is kept as it is\n  \
         --> content/2019/01/02/two.md\n  = help: `backfile import --force` writes the source's text over it\n\n";
    assert_eq!((run.code, run.err.as_str()), (0, expected));
    assert_eq!(run.out.lines().last(), Some("Imported 3 articles: 2 unchanged, 1 kept as edited, 1 warning"));
    assert_eq!(sandbox.read(file), edited);
    assert_eq!(sandbox.run(&["import", "t.csv", "--force"]).code, 0);
    assert!(sandbox.read(file).contains("changed text of two"));
}

/// A story of enough words to be compared.
const STORY: &str = "The ferry Constance Hale made her first crossing since January on Thursday with forty people \
    aboard and a cargo of salt and rope for the chandler on Netloft Row who had waited for it all winter and said \
    that he had never seen the harbour so quiet in his life or so cold";

#[test]
fn a_record_that_stands_twice_is_one_article() {
    let row = "One,The text of one.,2019-01-01\n";
    let sandbox = Sandbox::new();
    assert_eq!(again(&sandbox, &format!("title,text,date\n{row}{row}")), ["created", "duplicate"]);
    assert_eq!(sandbox.names("content").len(), 1);
}

#[test]
fn near_duplicates_are_said_and_linked_on_request() {
    let table = format!(
        "title,text,date\nFerry Runs Again,{STORY}.,1987-03-26\nHale Is Back,{STORY}!,1987-03-27\n\
         Hale,{STORY}.,1987-03-28\n"
    );
    let sandbox = Sandbox::new();
    sandbox.write("t.csv", table);
    let said = |help: &str| {
        [("hale-is-back", "27", "99"), ("hale", "28", "100")]
            .map(|(slug, day, percent)| {
                format!(
                    "warning[near-duplicate]: {percent} % of its text is that of \
                     content/1987/03/26/ferry-runs-again.md\n  --> content/1987/03/{day}/{slug}.md\n  = help: {help}\n\n"
                )
            })
            .concat()
    };
    let run = sandbox.run(&["import", "t.csv"]);
    let help = "if it is the same story, say so: `canonical_of`, or `import --link-duplicates`";
    assert_eq!((run.code, run.err), (0, said(help)));
    assert!(!sandbox.read("content/1987/03/27/hale-is-back.md").contains("canonical_of"));

    let run = sandbox.run(&["import", "t.csv", "--link-duplicates"]);
    assert_eq!((run.code, run.err), (0, said("it names that article as `canonical_of` now")));
    for file in ["27/hale-is-back", "28/hale"] {
        let text = sandbox.read(&format!("content/1987/03/{file}.md"));
        assert!(text.contains("canonical_of = \"/1987/03/26/ferry-runs-again.html\"\n"), "{text}");
    }
    assert_eq!(sandbox.build().err, "");
}
