//! Addresses, over archives that nobody would think of: every page has its own, leads back to its page,
//! and stays inside the site.

use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path};

use backfile::archive::ShelfKind;
use backfile::article::Url;
use backfile::page::{Page, Period, every, missing_prefixes};
use proptest::prelude::*;

use crate::any::{Any, archive, cases};

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn pages_and_addresses_lead_to_each_other(Any { archive, .. } in archive()) {
        for page in every(&archive) {
            prop_assert_eq!(Page::at(&archive, &page.url()), Some(page));
        }
    }

    #[test]
    fn every_page_has_a_file_of_its_own(Any { archive, .. } in archive()) {
        let mut files: HashMap<String, Page> = HashMap::new();
        for page in every(&archive) {
            let other = files.insert(page.url().collision_key().into_owned(), page.clone());
            prop_assert_eq!(other, None, "and {:?}", page);
        }
    }

    #[test]
    fn the_beginnings_of_addresses_have_files_of_their_own(Any { archive, .. } in archive()) {
        let mut pages: Vec<(Url, Page)> =
            every(&archive).into_iter().map(|page| (page.url(), page)).collect();
        pages.sort();
        let mut files: HashMap<String, Url> =
            pages.iter().map(|(url, _)| (url.collision_key().into_owned(), url.clone())).collect();
        let missing = missing_prefixes(pages.iter().map(|(url, _)| url), &[]);
        for page in &missing {
            let url = page.url();
            prop_assert_eq!(files.insert(url.collision_key().into_owned(), url.clone()), None, "and {}", url);
        }
        for prefix in pages.iter().flat_map(|(url, _)| url.prefixes()) {
            prop_assert!(files.contains_key(&*prefix.collision_key()), "{} is missing", prefix);
        }
    }

    #[test]
    fn no_pages_file_is_in_the_way_of_anothers_folder(Any { archive, .. } in archive()) {
        let pages = every(&archive);
        let files: BTreeSet<String> = pages.iter().map(|page| page.url().file().to_lowercase()).collect();
        for file in &files {
            let folders = file.match_indices('/').map(|(at, _)| &file[..at]);
            for folder in folders {
                prop_assert!(!files.contains(folder), "{} is a page, and a folder of {}", folder, file);
            }
        }
    }

    #[test]
    fn leaves_partition_a_shelf(Any { archive, .. } in archive()) {
        let pages: BTreeSet<Page> = every(&archive).into_iter().collect();
        for kind in ShelfKind::ALL {
            for shelf in archive.shelves(kind) {
                let run = archive.on_shelf(shelf);
                let leaf = |period| Page::Leaf(kind, shelf.term.slug.clone(), period);
                let mut dated = 0;
                for (year, of_year) in run.years() {
                    let count = of_year.len();
                    prop_assert!(pages.contains(&leaf(Period::Year(year))));
                    prop_assert_eq!(run.in_year(year).len(), count);
                    let mut inside = run.loose_in_year(year).len();
                    for ((_, month), of_month) in of_year.months() {
                        let count = of_month.len();
                        prop_assert!(pages.contains(&leaf(Period::Month(year, month))));
                        prop_assert_eq!(run.in_month(year, month).len(), count);
                        let days: usize = of_month.days().map(|(_, run)| run.len()).sum();
                        prop_assert_eq!(days + run.loose_in_month(year, month).len(), count);
                        inside += count;
                    }
                    prop_assert_eq!(inside, count);
                    dated += count;
                }
                prop_assert_eq!(dated + run.undated().len(), shelf.len());
            }
        }
        let listed: usize = archive.all().years().map(|(_, run)| run.len()).sum();
        prop_assert_eq!(listed + archive.all().undated().len(), archive.articles().len());
    }
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn no_address_leaves_the_folder(
        text in prop_oneof!["/([a.é%\\\\: -]{0,3}/?){0,4}", "/(\\.|\\.\\.|a|/){0,6}", "\\PC{0,16}", "/\\PC{0,16}"],
    ) {
        let Some(url) = Url::parse(&text) else { return Ok(()) };
        let file = url.file();
        let normal = Path::new(&file).components().all(|part| matches!(part, Component::Normal(_)));
        prop_assert!(normal && !file.contains(['\\', '\0']), "{} → {}", text, file);
        prop_assert!(!file.contains("//") && !file.ends_with('/'), "{} → {}", text, file);
        for prefix in url.prefixes() {
            prop_assert_eq!(Url::parse(prefix.as_str()), Some(prefix));
        }
    }
}
