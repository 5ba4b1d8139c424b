//! An index of several parts: after any edits it is, byte for byte, that of a build from nothing, and what was
//! not concerned was not written.

use proptest::prelude::*;

use super::{SETTINGS, is_of_index, written};
use crate::any::cases;
use crate::sandbox::Sandbox;

/// What may be done to an archive, by the numbers of its articles.
#[derive(Clone, Debug)]
enum Edit {
    Publish { after: usize },
    BackDate { day: usize },
    Remove(usize),
    Retitle(usize),
    Reword(usize),
    Redate { article: usize, day: usize },
    Withdraw(usize),
    Positions,
}

#[derive(Clone, Debug)]
struct Article {
    day: usize,
    title: String,
    body: String,
    withdrawn: bool,
}

#[derive(Clone, Default)]
struct Archive {
    articles: Vec<Option<Article>>,
    positions: bool,
}

impl Article {
    fn new(number: usize, day: usize) -> Self {
        let words: Vec<String> =
            (0..20).map(|word| format!("word{}", (number * 7 + word * word) % 90)).collect();
        Self { day, title: format!("Story {number}"), body: words.join(" "), withdrawn: false }
    }

    fn text(&self) -> String {
        // From 2008 on, so that there are two decades.
        let (year, month, day) = (2008 + self.day / 336, self.day % 336 / 28 + 1, self.day % 28 + 1);
        let status = if self.withdrawn { "withdrawn" } else { "published" };
        let Self { title, body, .. } = self;
        format!(
            "+++\ntitle = \"{title}\"\ndate = {year}-{month:02}-{day:02}\nstatus = \"{status}\"\n+++\n\n{body}\n"
        )
    }
}

const DAYS: usize = 5 * 336;

impl Archive {
    fn of(count: usize) -> Self {
        let articles = (0..count).map(|number| Some(Article::new(number, number * (DAYS - 20) / count)));
        Self { articles: articles.collect(), positions: false }
    }

    fn change(&mut self, edit: &Edit) {
        let count = self.articles.len();
        match edit {
            Edit::Publish { after } => self.articles.push(Some(Article::new(count, DAYS - 20 + after % 20))),
            Edit::BackDate { day } => self.articles.push(Some(Article::new(count, *day))),
            Edit::Remove(at) => self.articles[at % count] = None,
            Edit::Positions => self.positions = !self.positions,
            Edit::Retitle(at) | Edit::Reword(at) | Edit::Withdraw(at) | Edit::Redate { article: at, .. } => {
                let Some(article) = &mut self.articles[at % count] else { return };
                match edit {
                    Edit::Retitle(_) => article.title.push_str(" again"),
                    Edit::Reword(_) => article.body.push_str(" other words"),
                    Edit::Redate { day, .. } => article.day = *day,
                    _ => article.withdrawn = true,
                }
            }
        }
    }

    fn write(&self, sandbox: &Sandbox) {
        let settings = format!("{SETTINGS}[search]\npositions = {}\n", self.positions);
        if !sandbox.exists("backfile.toml") || sandbox.read("backfile.toml") != settings {
            sandbox.write("backfile.toml", settings);
        }
        for (number, article) in self.articles.iter().enumerate() {
            let name = format!("content/{number}.md");
            match article.as_ref().map(Article::text) {
                None if sandbox.exists(&name) => drop(sandbox.remove(&name)),
                Some(text) if !sandbox.exists(&name) || sandbox.read(&name) != text => {
                    sandbox.write(&name, text);
                }
                _ => {}
            }
        }
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let article = || 0..1000usize;
    prop_oneof![
        4 => (0..20usize).prop_map(|after| Edit::Publish { after }),
        2 => (0..DAYS).prop_map(|day| Edit::BackDate { day }),
        2 => article().prop_map(Edit::Remove),
        2 => article().prop_map(Edit::Retitle),
        2 => article().prop_map(Edit::Reword),
        2 => (article(), 0..DAYS).prop_map(|(article, day)| Edit::Redate { article, day }),
        1 => article().prop_map(Edit::Withdraw),
        1 => Just(Edit::Positions),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 20, ..cases(6) })]

    #[test]
    fn after_any_edits_the_index_is_that_of_a_clean_build(
        count in 30..130usize,
        script in prop::collection::vec(edit(), 1..5),
    ) {
        let (kept, clean) = (Sandbox::new(), Sandbox::new());
        let mut archive = Archive::of(count);
        archive.write(&kept);
        kept.build();
        for edit in &script {
            archive.change(edit);
            archive.write(&kept);
            archive.write(&clean);
            let before = kept.tree("public");
            let names = written(&kept);
            for folder in ["public", ".backfile"] {
                let _ = std::fs::remove_dir_all(clean.path(folder));
            }
            clean.build();
            let (after, expected) = (kept.tree("public"), clean.tree("public"));
            prop_assert_eq!(after.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
            let wrong: Vec<_> = after.keys().filter(|name| after[*name] != expected[*name]).collect();
            prop_assert!(wrong.is_empty(), "{:?}: {:?}", edit, wrong);
            let all = before.keys().chain(after.keys()).filter(|name| is_of_index(name));
            let differ: std::collections::BTreeSet<String> =
                all.filter(|name| before.get(*name) != after.get(*name)).cloned().collect();
            prop_assert_eq!(names, differ, "written or deleted are the files that differ: {:?}", edit);
        }
    }
}
