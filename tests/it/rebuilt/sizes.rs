//! The promise that the past does not change: an edit costs the same in an archive of any size.

use super::*;

const SECTIONS: [&str; 6] = ["World", "Local", "Sport", "Letters", "Weather", "Harbor"];

/// So many articles over four years, with sections, tags and authors.
fn archive(articles: usize) -> Sandbox {
    let sandbox = Sandbox::new();
    for number in 0..articles {
        let (name, front) = story(number, day(number, articles));
        sandbox.article(&name, &front, "Nothing more is known of it.");
    }
    sandbox
}

/// On which day a story is printed, so that all days have about as many.
fn day(number: usize, articles: usize) -> usize {
    number * 4 * 336 / articles
}

/// The story of this number, so many days after the first of 2017; a month has 28 of them here.
fn story(number: usize, day: usize) -> (String, String) {
    let (year, month, day) = (2017 + day / 336, day % 336 / 28 + 1, day % 28 + 1);
    let front = format!(
        "title = \"Story {number}\"\ndate = {year}-{month:02}-{day:02}\nsection = \"{}\"\n\
         tags = [\"tag {}\", \"tag {}\"]\nauthors = [\"Author {}\"]\ndescription = \"It is so.\"",
        SECTIONS[number % 6],
        number % 30,
        (number * 7 + 11) % 30,
        number % 15,
    );
    (format!("{year}/{month:02}/{day:02}/story-{number}"), front)
}

/// How many files a new article makes, and how many a corrected headline.
fn made_in(articles: usize) -> (usize, usize) {
    let sandbox = archive(articles);
    sandbox.build();
    // In the middle of what is there, on a day that has an article: the hardest place.
    let day = day(articles / 2, articles);
    let (name, front) = story(articles, day);
    sandbox.article(&name, &front, "New.");
    let new = without_index(changes(&sandbox, &[])).len();
    let (name, front) = story(articles / 2, day);
    sandbox.article(&name, &front.replace("Story", "History"), "Nothing more is known of it.");
    (new, without_index(changes(&sandbox, &[])).len())
}

#[test]
fn one_edit_makes_as_few_files_in_a_large_archive_as_in_a_small_one() {
    eprintln!("articles | new article | corrected headline");
    let counts = [200, 1000].map(|articles| {
        let (new, corrected) = made_in(articles);
        eprintln!("{articles:>8} | {new:>11} | {corrected:>18}");
        (new, corrected)
    });
    let [(few, little), (many, much)] = counts;
    assert!(few.max(many).max(little).max(much) <= 60, "{counts:?}");
    assert!(few.abs_diff(many) <= 15 && little.abs_diff(much) <= 15, "{counts:?}");
}

#[test]
fn many_small_builds_leave_a_cache_that_is_no_larger_than_a_new_one() {
    let sandbox = archive(4);
    sandbox.build();
    for number in 0..16 {
        let front = format!("title = \"Last {number}\"\ndate = 2030-01-01");
        sandbox.article(&format!("2030/01/01/last-{number:03}"), &front, "Nothing more is known of it.");
        // So that the next build does not doubt what this one reads.
        std::thread::sleep(std::time::Duration::from_millis(60));
        sandbox.build();
    }
    let size = || sandbox.path(".backfile/cache").metadata().unwrap().len();
    let grown = size();
    sandbox.remove(".backfile/cache").build();
    let afresh = size();
    assert!(grown * 20 <= afresh * 21, "{grown} bytes, and {afresh} when written afresh");
}
