//! Whatever bytes come in: an article, or a problem that says why not. Never nothing, never a crash.

use backfile::article::{House, admit};
use backfile::fingerprint::Fingerprint;
use backfile::source::{self, File, Format, Manner};
use proptest::prelude::*;

use crate::any::cases;

/// Pieces of which trouble is made.
const PIECES: &[&str] = &[
    "+++\n",
    "---\n",
    "\n",
    "\n\n",
    "title = \"x\"\n",
    "title: x\n",
    "date = 2024-13-45\n",
    "date: 2024-02-30\n",
    "date 2024-03-26 ",
    "date = \"0000\"\n",
    "tags = [\"\", \"é\"]\n",
    "tags: [a, [b]]\n",
    "aliases = [\"/../x\", \"//\"]\n",
    "image = 3\n",
    "corrections = [{}]\n",
    "[extra]\n",
    "[import]\n",
    "&a *a\n",
    "\u{0}",
    "\u{feff}",
    "\r",
    "\u{2028}",
    "\u{ad}",
    "# ",
    "## Head\n",
    "[a](b.md)",
    "![a](<b c>)",
    "[^1]",
    "[^1]: note\n",
    "| a |\n|--|\n",
    "```\n",
    "<b",
    "<script>",
    "-->",
    "<!--",
    "&#x0;",
    "{#id}",
    "Advertisment\n",
    "By Jo\n",
    "A sentence that is long enough to be running text, with a stop at its end. ",
    "\t",
    "  \n",
    "\\",
    "*",
    "_",
    "`",
    "日本。",
    "ﬁ",
    "e\u{301}",
];

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..14);
    prop_oneof![
        4 => pieces.prop_map(|pieces| pieces.concat().into_bytes()),
        1 => prop::collection::vec(any::<u8>(), 0..200),
        1 => prop::collection::vec(prop::sample::select(&b"\xff\xfe+-=\n\"[]: a\xe9"[..]), 0..60),
    ]
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn any_bytes_are_an_article_or_a_problem(bytes in bytes(), path in "[a-z0-9é/_ .-]{0,20}") {
        for format in [Format::Markdown, Format::Text] {
            let reading = source::read(&File { name: "content/x", path: &path, bytes: &bytes }, format, &Manner::default());
            let problems = match reading.draft {
                None => reading.problems,
                Some(draft) => {
                    let admission = admit(draft, &House::default(), Fingerprint::of(&bytes));
                    if let Some(article) = admission.article {
                        prop_assert!(!article.meta.card.title.is_empty());
                        continue;
                    }
                    admission.problems
                }
            };
            prop_assert!(problems.iter().any(|problem| problem.is_error()), "left out without a word");
        }
    }
}
