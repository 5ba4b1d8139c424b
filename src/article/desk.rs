//! The desk at which the claims of a draft are checked, one by one, and problems written down.

use std::sync::Arc;

use hashbrown::HashSet;

use crate::problem::{Place, Problem};
use crate::words;

use super::admit::{dated_stem, host_of, one_line};
use super::draft::ImageClaim;
use super::markdown::{Destination, destination};
use super::slug::{self, slugify};
use super::{
    BodyLink, Claim, Correction, Draft, Image, Kind, Language, PartialDate, Status, Term, TitleSource, Url,
    prose,
};

/// The longest title, in characters. A longer one is a whole article in the wrong place.
const LONGEST_TITLE: usize = 1000;

/// Where claims are checked and problems written down.
pub(super) struct Desk {
    pub file: String,
    pub problems: Vec<Problem>,
}

impl Desk {
    fn error(&mut self, code: &'static str, place: Place, message: String, help: &str) {
        self.problems.push(Problem::error(code, &self.file, message).at(place).help(help));
    }

    pub fn warning(&mut self, code: &'static str, place: Place, message: String, help: &str) {
        self.problems.push(Problem::warning(code, &self.file, message).at(place).help(help));
    }

    pub fn title(&mut self, draft: &Draft, lede: &str) -> (String, TitleSource) {
        let claimed = draft.title.as_ref().map(|claim| (one_line(&claim.value), claim.place));
        if let Some((title, place)) = claimed.filter(|(title, _)| !title.is_empty()) {
            let length = title.chars().count();
            if length > LONGEST_TITLE {
                let message = format!("the title has {length} characters; {LONGEST_TITLE} are the limit");
                self.error("long-title", place, message, "move the text below the front matter");
            }
            let source = match draft.title_source.as_ref().map(|claim| claim.value.as_str()) {
                Some("lede") => TitleSource::Lede,
                Some("file-name") => TitleSource::FileName,
                _ => TitleSource::Headline,
            };
            return (title, source);
        }
        let stem = draft.path.rsplit('/').next().unwrap_or("");
        let from_name = words::sentence_case(dated_stem(stem).map_or(stem, |(_, rest)| rest));
        match prose::title_of(&prose::printable(lede)) {
            title if !title.is_empty() => (title, TitleSource::Lede),
            _ if from_name.is_empty() => ("Untitled".to_owned(), TitleSource::FileName),
            _ => (from_name, TitleSource::FileName),
        }
    }

    pub fn kind(&mut self, claim: Option<&Claim<String>>) -> Kind {
        match claim.map(|claim| (claim.value.as_str(), claim.place)) {
            None | Some(("article", _)) => Kind::Article,
            Some(("page", _)) => Kind::Page,
            Some((other, place)) => {
                let message = format!("there is no kind “{other}”");
                self.error("unknown-kind", place, message, "write `article` or `page`");
                Kind::Article
            }
        }
    }

    pub fn status(&mut self, claim: Option<&Claim<String>>) -> Status {
        match claim.map(|claim| (claim.value.as_str(), claim.place)) {
            None | Some(("published", _)) => Status::Published,
            Some(("draft", _)) => Status::Draft,
            Some(("embargoed", _)) => Status::Embargoed,
            Some(("withdrawn", _)) => Status::Withdrawn,
            Some((other, place)) => {
                let message = format!("there is no status “{other}”");
                let help = "write `published`, `draft`, `embargoed` or `withdrawn`";
                self.error("unknown-status", place, message, help);
                Status::Draft
            }
        }
    }

    pub fn date(&mut self, claim: &Claim<String>) -> PartialDate {
        PartialDate::parse(&claim.value).unwrap_or_else(|error| {
            let help = "write `2024-03-26`, or `\"2024-03\"` or `\"2024\"` if no more is known";
            self.error("unreadable-date", claim.place, error.to_string(), help);
            PartialDate::Unknown
        })
    }

    /// A date that nothing hangs on: unreadable, it is ignored.
    pub fn later_date(&mut self, claim: Option<&Claim<String>>) -> PartialDate {
        let Some(claim) = claim else { return PartialDate::Unknown };
        PartialDate::parse(&claim.value).unwrap_or_else(|error| {
            self.warning("unreadable-date", claim.place, error.to_string(), "write it as `2024-03-26`");
            PartialDate::Unknown
        })
    }

    pub fn slug(&mut self, draft: &Draft) -> String {
        if let Some(claim) = draft.slug.as_ref().filter(|claim| !claim.value.trim().is_empty()) {
            // WordPress keeps the slugs of other scripts percent-encoded.
            let slug = percent_encoding::percent_decode_str(claim.value.trim()).decode_utf8_lossy();
            let Some(fault) = slug::fault(&slug) else { return slug.into_owned() };
            let message = format!("“{}” cannot be a slug: {fault}", slug.escape_debug());
            let made = slugify(&slug);
            if slug::fault(&made).is_none() && !slug.contains(['/', '\\']) && !slug.starts_with('.') {
                self.warning("bad-slug", claim.place, message, &format!("it is read as `{made}`"));
                return made;
            }
            let help = match made {
                made if made.is_empty() => "a slug is a few words joined by hyphens".to_owned(),
                made => format!("write `{made}`"),
            };
            self.error("bad-slug", claim.place, message, &help);
            return "bad-slug".to_owned();
        }
        let mut parts = draft.path.rsplit('/');
        let mut stem = parts.next().unwrap_or("");
        if stem == "index" || stem == "_index" {
            stem = parts.next().unwrap_or(stem);
        }
        let stem = dated_stem(stem).map_or(stem, |(_, rest)| rest);
        if slug::fault(stem).is_none() {
            return stem.to_owned();
        }
        match slugify(stem) {
            made if made.is_empty() || slug::fault(&made).is_some() => "article".to_owned(),
            made => made,
        }
    }

    pub fn term(&mut self, noun: &str, name: &str, place: Option<Place>) -> Option<Term> {
        let name = one_line(name);
        let slug = slugify(&name);
        if !slug.is_empty() {
            return Some(Term::new(&name, &slug));
        }
        let message = format!("“{name}” gives the {noun} no address");
        let help = "a name needs a letter or a digit";
        self.warning("bad-name", place.unwrap_or(Place::line(1)), message, help);
        None
    }

    pub fn terms(&mut self, noun: &str, claims: &[Claim<String>]) -> Vec<Term> {
        let mut seen = HashSet::with_capacity(claims.len());
        let named = claims.iter().filter(|claim| !claim.value.trim().is_empty());
        let terms = named.filter_map(|claim| self.term(noun, &claim.value, Some(claim.place)));
        terms.filter(|term| seen.insert(term.slug.clone())).collect()
    }

    pub fn language(&mut self, claim: Option<&Claim<String>>) -> Option<Arc<str>> {
        let claim = claim?;
        if Language::is_tag(claim.value.trim()) {
            return Some(Arc::from(Language::tidy(&claim.value)));
        }
        let message = format!("“{}” is not a language tag", claim.value);
        self.warning("bad-language", claim.place, message, "write `en`, `fr` or `pt-BR`");
        None
    }

    pub fn alias(&mut self, claim: &Claim<String>) -> Option<Url> {
        let written = claim.value.trim();
        let path = match host_of(written) {
            Some(host) => written.split_once(host).map_or("", |(_, path)| path),
            None => written,
        };
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
        let mut path = if decoded.starts_with('/') { decoded } else { format!("/{decoded}") };
        // A file without an ending is served as a download; a folder with a page in it is not.
        if !path.ends_with('/') && !path.rsplit('/').next().unwrap_or("").contains('.') {
            path.push('/');
        }
        let url = Url::parse(&path).filter(|url| url.as_str() != "/");
        if url.is_none() {
            let message = format!("“{written}” cannot be an alias");
            self.warning("bad-alias", claim.place, message, "write a path such as `/old/story.html`");
        }
        url
    }

    pub fn address(&mut self, claim: &Claim<String>) -> Option<String> {
        let address = claim.value.trim();
        let lower = address.to_ascii_lowercase();
        let web = lower.starts_with("http://") || lower.starts_with("https://");
        if web && !address.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Some(address.to_owned());
        }
        let message = format!("“{address}” is not a web address");
        self.warning("bad-address", claim.place, message, "write it whole, with `https://`");
        None
    }

    pub fn unsafe_link(&mut self, target: &str, place: Place) {
        let shown: String = target.chars().take(40).collect();
        let message = format!("the link to “{}” is left out", shown.escape_debug());
        let help = "only http, https, mailto and links inside the archive are kept";
        self.warning("unsafe-link", place, message, help);
    }

    pub fn image(&mut self, claim: &Claim<ImageClaim>, links: &mut Vec<BodyLink>) -> Option<Image> {
        let src = claim.value.src.trim().to_owned();
        match destination(&src) {
            Destination::Inside => {
                links.push(BodyLink { target: src.as_str().into(), image: true, place: claim.place });
            }
            Destination::Outside => {}
            Destination::Here | Destination::Unsafe => {
                self.unsafe_link(&src, claim.place);
                return None;
            }
        }
        Some(Image {
            src,
            alt: claim.value.alt.as_deref().map(one_line).unwrap_or_default(),
            caption: claim.value.caption.as_deref().map(one_line),
            credit: claim.value.credit.as_deref().map(one_line),
        })
    }

    pub fn corrections(&mut self, draft: &Draft) -> Vec<Correction> {
        let kinds = ["correction", "clarification", "update"];
        let mut corrections = Vec::new();
        for Claim { value: claim, place } in &draft.corrections {
            if claim.text.trim().is_empty() {
                let message = "the correction has no text".to_owned();
                self.warning("empty-correction", *place, message, "say what was wrong");
                continue;
            }
            let kind = claim.kind.as_ref().map_or("correction", |kind| kind.value.as_str());
            if !kinds.contains(&kind) {
                let message = format!("there is no kind of correction “{kind}”");
                let help = "write `correction`, `clarification` or `update`";
                self.warning("unknown-kind", *place, message, help);
            }
            corrections.push(Correction {
                date: self.later_date(claim.date.as_ref()),
                kind: if kinds.contains(&kind) { kind.to_owned() } else { "correction".to_owned() },
                text: claim.text.trim().to_owned(),
            });
        }
        corrections
    }
}
