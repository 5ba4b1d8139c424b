//! Which edits are tried, and how often.

use proptest::prelude::*;

use super::archive::{DATES, NAMES};
use super::script::{Edit, Field, Harm};

fn field() -> impl Strategy<Value = Field> {
    use prop::option::of;
    use prop::sample::select;
    prop_oneof![
        "[A-C]{1,2}".prop_map(Field::Title),
        select(DATES.to_vec()).prop_map(Field::Date),
        of(select(vec!["World", "Local", "Sport"])).prop_map(Field::Section),
        select(vec![&[][..], &["pier"], &["Gale & Co"], &["pier", "tide"]]).prop_map(Field::Tags),
        of(select(vec!["Jo Example", "Ann Other"])).prop_map(Field::Author),
        of("[A-C]{1,2}").prop_map(Field::Description),
        of("[A-C]{1,2}").prop_map(Field::Kicker),
        of(select(vec!["ar", "fr"])).prop_map(Field::Language),
        of(select(vec!["draft", "withdrawn", "embargoed"])).prop_map(Field::Status),
        of(select(vec!["/old/ferry.php", "/old", "/old/x/", "/2024/03/26/pier.html"])).prop_map(Field::Alias),
        of("[A-C]{1,2}").prop_map(Field::Correction),
        select(vec!["x", "![p](/2024/03/26/pier.svg)", "[a](/about.md)", "## H\n\ny[^1]\n\n[^1]: z"])
            .prop_map(Field::Body),
    ]
}

fn of_one_source() -> impl Strategy<Value = Edit> {
    use prop::option::of;
    use prop::sample::select;
    let place = || 0..100usize;
    let settings = vec![
        ("title", Some("Other")),
        ("description", Some("All of it")),
        ("copyright", Some("© us")),
        ("base_url", Some("https://test.example/sub")),
        ("base_url", None),
        ("date_format", Some("%d.%m.%Y")),
        ("week_starts", Some("monday")),
        ("language", Some("ar")),
        ("permalink", Some("/{year}/{slug}.html")),
        ("permalink", Some("/{section}/{slug}/")),
        ("original_site", Some("https://old.example")),
    ];
    let templates = vec![
        "templates/base.html",
        "templates/components.html",
        "templates/article.html",
        "templates/day.html",
        "templates/parts/extra.html",
        "templates/feed.xml",
    ];
    let files = vec!["static/x.txt", "static/backfile.css", "static/old", "content/2024/03/26/pier.svg"];
    let links = vec!["content/lost.md", "content/2024/03/lost.txt"];
    prop_oneof![
        12 => (place(), field()).prop_map(|(number, field)| Edit::Story(number, field)),
        3 => (0..NAMES.len()).prop_map(Edit::Add),
        2 => place().prop_map(Edit::Remove),
        2 => (place(), 0..NAMES.len()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => place().prop_map(Edit::Ending),
        2 => (select(links), prop::bool::ANY).prop_map(|(name, there)| Edit::Dangling(name, there)),
        2 => (select(files), of(select(vec!["one", "two"]))).prop_map(|(name, text)| Edit::File(name, text)),
        4 => (select(templates), of(0..3u8)).prop_map(|(name, number)| Edit::Template(name, number)),
        3 => select(settings).prop_map(|(key, value)| Edit::Setting(key, value)),
    ]
}

fn of_sources() -> impl Strategy<Value = Edit> {
    let two = (of_one_source(), of_one_source());
    prop_oneof![
        5 => of_one_source(),
        1 => two.prop_map(|(first, second)| Edit::Two(Box::new(first), Box::new(second))),
    ]
}

pub fn edit() -> impl Strategy<Value = Edit> {
    use prop::sample::select;
    let place = || 0..1000usize;
    let parts = || select(vec!["cache", "manifest", "lock"]);
    let harm = select(vec![Harm::Cut, Harm::Flip, Harm::Overwrite]);
    prop_oneof![
        24 => of_sources(),
        1 => place().prop_map(Edit::Touch),
        1 => prop::option::of(parts()).prop_map(Edit::Forget),
        2 => (parts(), harm, place()).prop_map(|(name, harm, at)| Edit::Damage(name, harm, at)),
        1 => place().prop_map(Edit::RemovePage),
        2 => (place(), prop::bool::ANY).prop_map(|(page, same)| Edit::ReplacePage(page, same)),
        4 => (0..200u64, of_sources(), prop::bool::ANY).prop_map(|(after, edit, undone)| Edit::Killed {
            after,
            edit: Box::new(edit),
            undone,
        }),
    ]
}
