//! The reader's half as one file: its scripts in their order, without what only people read.
//!
//! No bundler: the scripts are classic ones that follow each other, and their comments stand on lines of their
//! own. Nothing else is changed, so line breaks, names and the order of statements stay.

/// The scripts in the order in which a page needs them; `stem/*.js` follow when an archive has articles in
/// their languages.
pub const SCRIPTS: [&str; 9] = [
    "words.js",
    "stem.js",
    "decode.js",
    "load.js",
    "query.js",
    "match.js",
    "suggest.js",
    "pages.js",
    "search.js",
];

/// Joins scripts. Lines that are comments, the indentation, and the prologue of all but the first go.
pub fn joined<'a>(scripts: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::from("\"use strict\";\nglobalThis.Backfile ??= {};\n");
    for script in scripts {
        let mut in_comment = false;
        for line in script.lines().map(str::trim) {
            let starts = line.starts_with("/*");
            in_comment |= starts;
            if !in_comment && !is_idle(line) {
                out.push_str(line);
                out.push('\n');
            }
            if in_comment && line.ends_with("*/") {
                in_comment = false;
            }
        }
    }
    out
}

fn is_idle(line: &str) -> bool {
    line.is_empty()
        || line.starts_with("//")
        || line == "\"use strict\";"
        || line == "globalThis.Backfile ??= {};"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_prologues_go() {
        let one = "/*\n * What for.\n */\n\"use strict\";\n\nglobalThis.Backfile ??= {};\n\n\
                   \x20 /** A. */\n  const a = 1; // b\n";
        let other = "/* C */\n\"use strict\";\n// d\na(/* e */);\n";
        let expect = "\"use strict\";\nglobalThis.Backfile ??= {};\nconst a = 1; // b\na(/* e */);\n";
        assert_eq!(joined([one, other]), expect);
    }
}
