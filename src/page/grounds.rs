//! The grounds that a page stands on, apart from what the archive has for it: the program, its
//! template with all that this reaches, and those settings that it can show.
//!
//! Every page of one template stands on the same grounds, so they are put into one fingerprint once,
//! and a page's own fingerprint is made of that and of its sketch.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::{Archive, Shelf};
use crate::article::Card;
use crate::fingerprint::{self, Fingerprint};

use super::{Masthead, Sketch, Templates};

/// The name under which the JSON feed stands, which no template makes.
pub(super) const JSON_FEED: &str = "feed.json";

/// What each kind of page stands on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// By template; the JSON feed is among them.
    kinds: BTreeMap<String, Ground>,
    /// Every single ground by its name, as messages write it: `the program`, `templates/base.html`,
    /// `the setting title`.
    pub single: BTreeMap<String, Fingerprint>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Ground {
    fingerprint: Fingerprint,
    names: BTreeSet<String>,
}

/// The settings that the program itself puts on a page of this template, whatever the template does
/// with them.
fn settings_of(template: &str) -> &'static [&'static str] {
    match template {
        "robots.txt" | "sitemap.xml" | "sitemap-index.xml" => &["base_url"],
        "feed.xml" | "opensearch.xml" => &["title", "base_url"],
        JSON_FEED => &["title", "description", "base_url", "generator"],
        "front.html" => &["title", "description", "base_url", "date_format", "week_starts"],
        "year.html" | "month.html" | "day.html" => &["title", "base_url", "date_format", "week_starts"],
        "404.html" | "redirect.html" | "search.html" | "shelves.html" => &["title", "base_url"],
        _ => &["title", "base_url", "date_format"],
    }
}

const PROGRAM: &str = "the program";

fn setting(name: &str) -> String {
    match name {
        "nav" => "the ways in (`site.nav`)".to_owned(),
        "pages" => "the standing pages (`site.pages`)".to_owned(),
        name => format!("the setting `{name}`"),
    }
}

impl Grounds {
    pub fn new(masthead: &Masthead, templates: &Templates) -> Self {
        let parts = masthead.parts();
        let mut single =
            BTreeMap::from([(PROGRAM.to_owned(), Fingerprint::of(fingerprint::PROGRAM.as_bytes()))]);
        single.extend(parts.iter().map(|(name, fingerprint)| (setting(name), *fingerprint)));
        for (name, text) in templates.sources() {
            single.insert(format!("templates/{name}"), Fingerprint::of(text.as_bytes()));
        }
        let ground = |template: &str| {
            let mut names = BTreeSet::from([PROGRAM.to_owned(), setting("language")]);
            names.extend(settings_of(template).iter().map(|name| setting(name)));
            if let Some(reach) = templates.reach(template) {
                names.extend(reach.templates.iter().map(|name| format!("templates/{name}")));
                match &reach.site {
                    Some(mentioned) => names.extend(mentioned.iter().map(|name| setting(name))),
                    None => names.extend(parts.keys().map(|name| setting(name))),
                }
            }
            names.retain(|name| single.contains_key(name));
            let fingerprints: Vec<_> = names.iter().map(|name| (name, single.get(name))).collect();
            Ground { fingerprint: Fingerprint::of_hash(&fingerprints), names }
        };
        let kinds = templates.sources().keys().map(String::as_str).chain([JSON_FEED]);
        Self { kinds: kinds.map(|kind| (kind.to_owned(), ground(kind))).collect(), single }
    }

    /// The fingerprint of a page: of all that it is made of. Equal fingerprints mean equal bytes.
    pub fn fingerprint(&self, sketch: &Sketch) -> Fingerprint {
        let ground = self.kinds.get(sketch.template()).map(|ground| ground.fingerprint);
        Fingerprint::of_hash(&(ground, &sketch.page, &sketch.content))
    }

    /// The fingerprint of all pages of a shelf but its feeds: of the articles that it holds, in order,
    /// as lists show them.
    pub fn of_shelf(&self, archive: &Archive, shelf: &Shelf) -> Fingerprint {
        let ground = |template| self.kinds.get(template).map(|ground| ground.fingerprint);
        let cards: Vec<&Card> = archive.on_shelf(shelf).cards().collect();
        Fingerprint::of_hash(&(ground("shelf.html"), ground("leaf.html"), shelf.kind, &shelf.term, cards))
    }

    /// The names of what a page of this template stands on.
    pub fn of(&self, template: &str) -> impl Iterator<Item = &str> {
        self.kinds.get(template).into_iter().flat_map(|ground| &ground.names).map(String::as_str)
    }
}
