//! An archive with a little of everything, for the tests that hold for any archive.

use crate::sandbox::Sandbox;

/// Name, front matter, text.
const ARTICLES: &[(&str, &str, &str)] = &[
    (
        "2024/03/26/pier",
        "title = \"The Pier “Opens”: $4.2 & <more>\"\ndate = 2024-03-26\nsection = \"World\"\n\
         tags = [\"harbor\", \"Überfall & Co\"]\nauthors = [\"Jo Example\", \"Ann Other\"]\n\
         aliases = [\"/old/pier.php\", \"/old/story\"]\noriginal_url = \"https://old.example/pier\"\n\
         [image]\nsrc = \"pier.svg\"\nalt = \"A pier\"\ncaption = \"It stands.\"",
        "# First\n\nSee [the gale](gale.md), [by path](/2024/03/26/gale.html), [old](/old/pier.php), \
         [April](../../../2019/04/april.md#end) and [the web](https://elsewhere.example/).\n\n\
         ![A pier](pier.svg)\n\n## Main\n\nText[^1].\n\n## Contents\n\n## Main\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n\
         [^1]: A note.",
    ),
    (
        "2024/03/26/gale",
        "title = \"Gale\"\ndate = 2024-03-26T09:05:00-05:00\nsection = \"World\"\ntags = [\"harbor\"]\n\
         language = \"ar\"\n[[corrections]]\ndate = 2024-03-28\ntext = \"It was a breeze.\"",
        "Raw <b>HTML</b> with <a href=\"pier.md\">a link</a> and <img src=\"pier.svg\" alt=\"x\">.",
    ),
    (
        "2019/04/april",
        "title = \"April\"\ndate = \"2019-04\"\nsection = \"Local\"",
        "## End\n\nOnly the month.",
    ),
    ("1987/almanac", "title = \"Almanac\"\ndate = \"1987\"\ntags = [\"年鑑\"]", "Only the year."),
    (
        "1899/12/31/old",
        "title = \"Old\"\ndate = 1899-12-31\nauthors = [\"Jo Example\"]",
        "Before the telephone.",
    ),
    ("2020/02/29/leap", "title = \"Leap\"\ndate = 2020-02-29\nsection = \"World\"", "A leap day."),
    (
        "2020/02/28/北京",
        "title = \"北京 2008\"\ndate = 2020-02-28\nlanguage = \"zh\"",
        "港口开放了。渡轮来了。",
    ),
    ("undated/recipe", "title = \"Recipe\"\nsection = \"World\"\ntags = [\"harbor\"]", "Take a fish."),
    ("undated/42", "title = \"42 Ways\"", "Count them."),
    ("about", "title = \"About\"\nkind = \"page\"", "See [the pier](2024/03/26/pier.md)."),
    (
        "2021/05/05/gone",
        "title = \"Gone\"\ndate = 2021-05-05\nstatus = \"withdrawn\"\nsection = \"Only here\"\n\
         withdrawn_reason = \"A court said so.\"",
        "Nobody reads this.",
    ),
    ("2022/06/06/later", "title = \"Later\"\ndate = 2022-06-06\nstatus = \"draft\"", "Not yet."),
    ("2022/06/07/soon", "title = \"Soon\"\ndate = 2022-06-07\nstatus = \"embargoed\"", "Not yet either."),
];

pub const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>\n";

/// The files of the archive below its root.
pub fn files() -> Vec<(String, String)> {
    let article = |(name, front, body): &(&str, &str, &str)| {
        (format!("content/{name}.md"), format!("+++\n{front}\n+++\n\n{body}\n"))
    };
    let mut files: Vec<(String, String)> = ARTICLES.iter().map(article).collect();
    files.push(("content/2024/03/26/pier.svg".to_owned(), SVG.to_owned()));
    files.push(("content/2023/notes.txt".to_owned(), "date 2023-11-05 The town clock struck.\n".to_owned()));
    files
}

/// The archive, written in this order.
pub fn archive_of(files: impl IntoIterator<Item = (String, String)>) -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, text) in files {
        sandbox.write(&name, text);
    }
    sandbox
}

pub fn archive() -> Sandbox {
    archive_of(files())
}
