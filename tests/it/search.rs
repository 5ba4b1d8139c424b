//! The search index of a built site: what is in it, what must not be, and which of its files a build writes.
//! What readers find in it is tested with the reader's half, in `tests/search/`.

mod divided;

use std::collections::BTreeSet;

use crate::rebuilt::is_of_index;
use crate::sandbox::Sandbox;

const SETTINGS: &str = "title = \"Test\"\nbase_url = \"https://test.example\"\n";

/// The bytes of a file of the index: those that are packed, unpacked.
fn unpacked(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = text.split_once(',').map_or("", |(_, value)| value.trim_end_matches(");\n"));
    let Some(packed) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) else {
        return value.as_bytes().to_vec();
    };
    let digits = packed.bytes().filter_map(|byte| DIGITS.iter().position(|digit| *digit == byte));
    let (mut bytes, mut rest, mut bits) = (Vec::new(), 0usize, 0);
    for digit in digits {
        (rest, bits) = ((rest << 6 | digit) & 0xffff, bits + 6);
        if bits >= 8 {
            bits -= 8;
            bytes.push((rest >> bits) as u8);
        }
    }
    bytes
}

/// Whether a text is in a file of the index, as it is or as part of a term.
fn holds(sandbox: &Sandbox, text: &str) -> bool {
    let tree = sandbox.tree("public");
    let files = tree.iter().filter(|(name, _)| is_of_index(name));
    let mut files = files.map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap());
    files.any(|file| {
        let bytes = unpacked(&file);
        file.contains(text) || bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

/// Builds, and gives the files of the index that were written or deleted.
#[track_caller]
fn written(sandbox: &Sandbox) -> BTreeSet<String> {
    let run = sandbox.run(&["build", "--format", "json", "--verbose"]);
    assert!(run.code < 2, "{run:?}");
    let changes = run.json()["changes"].as_array().unwrap().clone();
    let names = changes.iter().map(|change| change["file"].as_str().unwrap().to_owned());
    names.filter(|name| is_of_index(name)).collect()
}

fn story(number: usize) -> (String, String, String) {
    let (year, month, day) = (2019 + number / 336, number % 336 / 28 + 1, number % 28 + 1);
    let front = format!("title = \"Story {number}\"\ndate = {year}-{month:02}-{day:02}");
    let words: Vec<String> =
        (0..80).map(|word| format!("word{}", (number * 31 + word * word) % 900)).collect();
    (format!("{year}/{month:02}/{day:02}/story-{number}"), front, words.join(" "))
}

fn archive(articles: usize) -> Sandbox {
    let sandbox = Sandbox::new();
    for number in 0..articles {
        let (name, front, body) = story(number);
        sandbox.article(&name, &front, &body);
    }
    sandbox
}

#[test]
fn what_is_not_published_is_in_no_file_of_it() {
    let sandbox = Sandbox::new();
    let article = |name: &str, more: &str| {
        let front =
            format!("title = \"Title {name}\"\ndate = 2024-03-26\ndescription = \"About {name}.\"\n{more}");
        let body = format!("Body {name}\n\n![Picture {name}](none.png)");
        sandbox.article(&format!("2024/03/26/{name}"), &front, &body);
    };
    article("publishedword", "");
    article("withdrawnword", "status = \"withdrawn\"");
    article("draftedword", "draft = true");
    article("embargoedword", "status = \"embargoed\"");
    article("hiddenword", "noindex = true");
    sandbox.article("about", "title = \"About\"\nkind = \"page\"", "Standingword.");
    for options in [&["build"][..], &["build", "--drafts"]] {
        let run = sandbox.run(options);
        assert!(run.code < 2, "{run:?}");
        assert!(holds(&sandbox, "publishedword") && holds(&sandbox, "ndingword"), "{options:?}");
        for word in ["withdrawnword", "draftedword", "embargoedword", "hiddenword"] {
            assert!(!holds(&sandbox, word), "{word} {options:?}");
        }
    }
    // What was published leaves it when it is withdrawn.
    article("publishedword", "status = \"withdrawn\"");
    sandbox.run(&["build"]);
    assert!(!holds(&sandbox, "publishedword"));
}

#[test]
fn words_come_from_all_that_is_printed_and_from_no_markup() {
    let sandbox = Sandbox::new();
    sandbox.article(
        "2024/03/26/a",
        "title = \"Headlineword\"\ndate = 2024-03-26\nkicker = \"Kickerword\"\nsubtitle = \"Deckword\"\n\
         description = \"Standfirstword.\"\nbyline = \"By Bylineword\"\ndateline = \"DATELINEWORD\"\n\
         tags = [\"Tagword\"]\n[[corrections]]\ndate = 2024-03-27\ntext = \"Correctionword.\"",
        "## Headingword\n\nBodyword[^n] <span class=\"markupword\">rawword</span> [linkword](https://elsewhere.example).\n\n\
         | Cellword |\n|---|\n| x |\n\n[^n]: Noteword.",
    );
    sandbox.run(&["build"]);
    for word in [
        "headlineword",
        "kickerword",
        "deckword",
        "standfirstword",
        "bylineword",
        "datelineword",
        "tagword",
        "correctionword",
        "headingword",
        "bodyword",
        "rawword",
        "linkword",
        "cellword",
        "noteword",
    ] {
        assert!(holds(&sandbox, &word[3..]), "{word}");
    }
    for word in ["markupword", "elsewhere"] {
        assert!(!holds(&sandbox, &word[3..]), "{word}");
    }
}

#[test]
fn with_search_off_there_is_nothing_of_it() {
    let sandbox = archive(60);
    sandbox.write("static/search/extra.txt", "mine");
    sandbox.build();
    let of_search = |sandbox: &Sandbox| {
        let names = sandbox.names("public").into_iter();
        names.filter(|name| name.contains("search")).collect::<BTreeSet<_>>()
    };
    assert!(of_search(&sandbox).len() > 10, "{:?}", of_search(&sandbox));
    assert!(sandbox.read("public/index.html").contains("role=\"search\""));
    sandbox.write("backfile.toml", format!("{SETTINGS}[search]\nenabled = false\n"));
    sandbox.build();
    assert_eq!(
        of_search(&sandbox),
        BTreeSet::from(["search/extra.txt", "search/index.html"].map(str::to_owned))
    );
    assert!(!sandbox.read("public/search/index.html").contains("search.js"), "it only leads on");
    for page in ["index.html", "404.html", "2019/01/01/story-0.html"] {
        assert!(!sandbox.read(&format!("public/{page}")).contains("search"), "{page}");
    }
    sandbox.write("backfile.toml", SETTINGS);
    sandbox.build();
    assert!(sandbox.exists("public/search/manifest.js") && sandbox.exists("public/search/extra.txt"));
}

#[test]
fn publishing_an_article_writes_at_most_four_files() {
    for articles in [1, 40, 100, 400] {
        let sandbox = archive(articles);
        sandbox.build();
        let (_, front, _) = story(articles + 30);
        sandbox.article("new", &front, "What nobody wrote before, in no other article.");
        let names = written(&sandbox);
        assert!((1..=4).contains(&names.len()), "{articles}: {names:?}");
        assert_eq!(written(&sandbox), BTreeSet::new(), "{articles}: and nothing after that");
    }
}

#[test]
fn a_correction_in_the_past_writes_the_files_of_its_words() {
    let sandbox = archive(400);
    sandbox.build();
    let files = sandbox.names("public").into_iter().filter(|name| is_of_index(name)).count();
    let (name, front, body) = story(7);
    sandbox.article(&name, &front.replace("Story 7", "History 7"), &body);
    let names = written(&sandbox);
    assert!(names.iter().all(|name| !name.contains("/live/")), "{names:?}");
    assert!(!names.is_empty() && names.len() < files / 3, "{} of {files}: {names:?}", names.len());
}

#[test]
fn a_file_of_it_that_is_damaged_or_lost_is_made_again() {
    let sandbox = archive(60);
    sandbox.build();
    let before = sandbox.tree("public");
    for name in ["public/search/live/t0.js", "public/search/manifest.js", "public/search/live/d0.js"] {
        sandbox.write(name, "mine");
        let run = sandbox.run(&["build", "--verify"]);
        assert!(run.code == 1 && run.out.contains(name) || run.err.contains(name), "{run:?}");
        sandbox.build();
        sandbox.remove(name);
        sandbox.build();
        assert!(sandbox.tree("public") == before, "{name}");
    }
    sandbox.remove(".backfile/search");
    assert_eq!(written(&sandbox), BTreeSet::new(), "nothing is another");
    sandbox.write(".backfile/search", "damaged");
    let (name, front, _) = story(3);
    sandbox.article(&name, &front, "Other words.");
    assert!(!written(&sandbox).is_empty());
    assert_eq!(sandbox.run(&["build", "--verify"]).code, 0);
}

#[test]
fn a_static_file_gives_way_to_it() {
    let sandbox = archive(60);
    sandbox.write("static/search/manifest.js", "mine");
    let run = sandbox.run(&["build"]);
    assert!(run.err.contains("url-collision") && run.err.contains("static/search/manifest.js"), "{run:?}");
    assert!(sandbox.read("public/search/manifest.js").starts_with("__s("));
    assert_eq!(written(&sandbox), BTreeSet::new());
}

#[test]
fn a_stranger_in_its_folder_stays() {
    let sandbox = archive(60);
    sandbox.write("public/search/live/t0.js", "not ours");
    let run = sandbox.run(&["build"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("foreign-file") && run.err.contains("public/search/live/t0.js"), "{run:?}");
    assert_eq!(sandbox.read("public/search/live/t0.js"), "not ours");
    sandbox.remove("public/search/live/t0.js");
    sandbox.build();
    assert_eq!(sandbox.run(&["build", "--verify"]).code, 0);
}

#[test]
fn positions_are_the_terms_in_their_order() {
    let sandbox = Sandbox::new();
    sandbox.write("backfile.toml", format!("{SETTINGS}[search]\npositions = true\n"));
    sandbox.article(
        "a",
        "title = \"Two Ferries\"\ndate = 2024-03-26",
        "They sank\nat once.\n\nNobody cried.",
    );
    sandbox.build();
    let sequences = sandbox.read("public/search/live/p0.js");
    assert_eq!(sequences, "__s(\"live/p0\",[\"two ferri . they sank at onc . nobodi cri . .\"]);\n");
    assert!(sandbox.read("public/search/manifest.js").contains("\"positions\":true"));
    sandbox.write("backfile.toml", SETTINGS);
    sandbox.build();
    assert!(!sandbox.exists("public/search/live/p0.js"));
}

#[test]
fn an_archive_is_divided_by_the_calendar() {
    let sandbox = archive(1500);
    sandbox.write("backfile.toml", format!("{SETTINGS}[search]\nmax_segment = 1000\n"));
    sandbox.build();
    let names = sandbox.names("public");
    let folders: BTreeSet<&str> = names
        .iter()
        .filter(|name| is_of_index(name))
        .filter_map(|name| name.strip_prefix("search/")?.split_once('/').map(|(folder, _)| folder))
        .filter(|folder| *folder != "words")
        .collect();
    assert!(folders.contains("live") && folders.len() > 2, "{folders:?}");
}

#[test]
fn settings_that_cannot_be_are_refused() {
    let sandbox = Sandbox::new();
    for (setting, said) in [
        ("max_segment = 10", "`max_segment` is 10"),
        ("max_segment = -3", "`max_segment` is -3"),
        ("max_segment = \"many\"", "max_segment"),
        ("enabled = \"no\"", "enabled"),
        ("enable = true", "did you mean `enabled`?"),
    ] {
        sandbox.write("backfile.toml", format!("{SETTINGS}[search]\n{setting}\n"));
        let run = sandbox.run(&["build"]);
        assert!(
            run.code != 0 && run.err.contains(said) && run.err.contains("backfile.toml:4"),
            "{setting}: {run:?}"
        );
    }
}

#[test]
fn its_files_can_be_explained() {
    let sandbox = archive(60);
    sandbox.build();
    let explained = |address: &str| sandbox.run(&["build", "--explain", address]).out;
    assert!(
        explained("/search/live/t0.js").contains("of the part “live” of the search index, with 44 articles")
    );
    assert!(explained("public/search/manifest.js").contains("joins the parts of the search index"));
    assert!(explained("/search/").contains("the archive can be searched"));
}
