//! The one door by which a draft becomes an article.
//!
//! Whatever is past this door is valid: nobody checks again. A claim that cannot be believed is a
//! problem; it costs the article its place only where guessing would be worse than leaving it out,
//! which is where its address or its being public hangs on it.

use std::collections::HashSet;
use std::sync::Arc;

use crate::fingerprint::Fingerprint;
use crate::problem::{Place, Problem};
use crate::words;

use super::markdown::{Destination, destination, survey};
use super::slug::{self, slugify};
use super::{
    Article, Body, BodyLink, Card, Claim, Correction, Draft, Image, Kind, Language, Listing, Meta,
    PartialDate, Permalink, Status, Term, TitleSource, Url, prose,
};

/// What holds for all articles of an archive.
#[derive(Clone, Debug, Default)]
pub struct House {
    pub permalink: Permalink,
    /// The host that the articles were first published on, if it is known: `www.example.com`.
    pub original_host: Option<String>,
}

/// What became of a draft.
#[derive(Debug)]
pub struct Admission {
    /// `None` when one of the problems is an error.
    pub article: Option<Article>,
    pub problems: Vec<Problem>,
}

/// The longest title, in characters. A longer one is a whole article in the wrong place.
const LONGEST_TITLE: usize = 1000;

/// Checks a draft. `fingerprint` is that of the bytes it was read from.
pub fn admit(mut draft: Draft, house: &House, fingerprint: Fingerprint) -> Admission {
    let mut desk = Desk { file: draft.file.clone(), problems: Vec::new() };
    if draft.title.is_none() {
        take_headline(&mut draft);
    }
    let text = std::mem::take(&mut draft.body);
    let survey = survey(&text, &|link| is_original(link, house));
    let place = |place: Place| place.down(draft.body_line);

    let (title, title_source) = desk.title(&draft, &survey.lede);
    let kind = desk.kind(draft.kind.as_ref());
    let status = desk.status(draft.status.as_ref());
    let date = match &draft.date {
        Some(claim) => desk.date(claim),
        None => date_of_path(&draft.path),
    };
    let slug = desk.slug(&draft);
    let section = draft.section.as_ref().map(|claim| (claim.value.clone(), Some(claim.place)));
    let section = section.or_else(|| Some((folder_section(&draft.path)?, None)));
    let section = section.and_then(|(name, place)| desk.term("section", &name, place));
    let url = match kind {
        Kind::Article => house.permalink.url(date, section.as_ref().map(|term| &*term.slug), &slug),
        Kind::Page => Permalink::parse("/{slug}.html").unwrap_or_default().url(date, None, &slug),
    };

    let mut links: Vec<BodyLink> = Vec::with_capacity(survey.links.len());
    links.extend(survey.links.into_iter().map(|link| BodyLink { place: place(link.place), ..link }));
    for link in survey.dead_anchors {
        let message = format!("the link “{}” leads to no place in the article", link.target);
        let help = "it leads to the heading whose words it has: `#cost-and-timetable`";
        desk.warning("dead-link", place(link.place), message, help);
    }
    for link in survey.unsafe_links {
        desk.unsafe_link(&link.target, place(link.place));
    }
    for (element, at) in survey.dropped_elements {
        desk.problems.push(
            Problem::warning("html-dropped", &desk.file, format!("the element <{element}> is left out"))
                .at(place(at))
                .help("articles may hold simple HTML only; what cannot harm a reader stays"),
        );
    }
    let image = draft.image.as_ref().and_then(|claim| desk.image(claim, &mut links));
    let canonical_of = draft.canonical_of.as_ref().map(|claim| {
        if destination(&claim.value) == Destination::Inside {
            links.push(BodyLink { target: claim.value.clone(), image: false, place: claim.place });
        }
        claim.value.clone()
    });

    let description = value(&draft.description).map(|text| one_line(&text));
    let corrections = desk.corrections(&draft);
    let card = Card::new(Listing {
        // The headline's own sentence says nothing more below it.
        summary: description
            .clone()
            .or_else(|| prose::summary_of(&prose::printable(&survey.lede)))
            .filter(|summary| summary.trim_end_matches('.') != title),
        title,
        kicker: value(&draft.kicker).map(|text| one_line(&text)),
        url,
        date,
        section,
        authors: desk.terms("author", &draft.authors),
        language: desk.language(draft.language.as_ref()),
        corrected: !corrections.is_empty(),
    });
    let meta = Meta {
        id: value(&draft.id).unwrap_or_else(|| draft.path.clone()),
        kind,
        status,
        card,
        title_source,
        updated: desk.later_date(draft.updated.as_ref()),
        tags: desk.terms("tag", &draft.tags),
        noindex: draft.noindex.as_ref().is_some_and(|claim| claim.value),
        aliases: draft.aliases.iter().filter_map(|claim| desk.alias(claim)).collect(),
        canonical_of,
        original_url: draft.original_url.as_ref().and_then(|claim| desk.address(claim)),
        words: survey.words,
        links,
        file: draft.file,
        fingerprint,
    };
    let body = Body {
        subtitle: value(&draft.subtitle).map(|text| one_line(&text)),
        description,
        date_text: value(&draft.date_text),
        byline: value(&draft.byline),
        dateline: value(&draft.dateline),
        agency: value(&draft.agency),
        source: value(&draft.source),
        series: value(&draft.series),
        image,
        corrections,
        withdrawn_reason: value(&draft.withdrawn_reason),
        rights: value(&draft.rights),
        license: value(&draft.license),
        extra: draft.extra,
        import: draft.import,
        text,
    };
    let refused = desk.problems.iter().any(Problem::is_error);
    Admission { article: (!refused).then_some(Article { meta, body }), problems: desk.problems }
}

/// The text of a claim, without white space around it; nothing if it is empty.
fn value(claim: &Option<Claim<String>>) -> Option<String> {
    claim.as_ref().map(|claim| prose::printable(claim.value.trim())).filter(|text| !text.is_empty())
}

fn one_line(text: &str) -> String {
    prose::printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A first line `# Headline` is the title of a text that names none.
fn take_headline(draft: &mut Draft) {
    let body = draft.body.trim_start_matches(['\n', '\r']);
    let Some(rest) = body.strip_prefix("# ") else { return };
    let (headline, below) = rest.split_once('\n').unwrap_or((rest, ""));
    let line = draft.body_line + draft.body[..draft.body.len() - body.len()].matches('\n').count() as u32;
    let headline = headline.trim().trim_end_matches('#').trim_end().to_owned();
    let place = Place { line: line + 1, column: 3, length: headline.chars().count().max(1) as u32 };
    draft.title = Some(Claim { value: headline, place });
    draft.body_line = line + 1;
    draft.body = below.to_owned();
}

/// A date in the file's name, as Jekyll has it, or else in its folders: `2024/03/26/`.
fn date_of_path(path: &str) -> PartialDate {
    let stem = path.rsplit('/').next().unwrap_or(path);
    if let Some((date, _)) = dated_stem(stem) {
        return date;
    }
    let folders: Vec<&str> = path.split('/').collect();
    let folders = &folders[..folders.len() - 1];
    let is_year = |part: &&str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let Some(year) = folders.iter().position(is_year) else { return PartialDate::Unknown };
    let parts: Vec<&str> = folders[year..]
        .iter()
        .take(3)
        .enumerate()
        .take_while(|(at, part)| {
            *at == 0 || part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit())
        })
        .map(|(_, part)| *part)
        .collect();
    PartialDate::parse(&parts.join("-")).unwrap_or(PartialDate::Unknown)
}

/// `2015-03-17-title`: the date, and what stands behind it.
fn dated_stem(stem: &str) -> Option<(PartialDate, &str)> {
    let (date, rest) = stem.split_at_checked(10)?;
    let parsed = PartialDate::parse(date).ok().filter(|date| date.day().is_some())?;
    let rest = if rest.is_empty() { stem } else { rest.strip_prefix(['-', '_', ' '])? };
    Some((parsed, if rest.is_empty() { stem } else { rest }))
}

/// The first folder below `content/` is the section, unless it is a part of a date.
fn folder_section(path: &str) -> Option<String> {
    let (folder, _) = path.split_once('/')?;
    let named = !folder.bytes().all(|byte| byte.is_ascii_digit()) && folder != "undated";
    named.then(|| words::sentence_case(folder))
}

fn is_original(link: &str, house: &House) -> bool {
    house.original_host.as_deref().is_some_and(|host| host_of(link) == Some(host))
}

/// `www.example.com` of `https://www.example.com/a`.
pub(crate) fn host_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("//")?;
    rest.split(['/', '?', '#']).next()
}

/// Where claims are checked and problems written down.
struct Desk {
    file: String,
    problems: Vec<Problem>,
}

impl Desk {
    fn error(&mut self, code: &'static str, place: Place, message: String, help: &str) {
        self.problems.push(Problem::error(code, &self.file, message).at(place).help(help));
    }

    fn warning(&mut self, code: &'static str, place: Place, message: String, help: &str) {
        self.problems.push(Problem::warning(code, &self.file, message).at(place).help(help));
    }

    fn title(&mut self, draft: &Draft, lede: &str) -> (String, TitleSource) {
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

    fn kind(&mut self, claim: Option<&Claim<String>>) -> Kind {
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

    fn status(&mut self, claim: Option<&Claim<String>>) -> Status {
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

    fn date(&mut self, claim: &Claim<String>) -> PartialDate {
        PartialDate::parse(&claim.value).unwrap_or_else(|error| {
            let help = "write `2024-03-26`, or `\"2024-03\"` or `\"2024\"` if no more is known";
            self.error("unreadable-date", claim.place, error.to_string(), help);
            PartialDate::Unknown
        })
    }

    /// A date that nothing hangs on: unreadable, it is ignored.
    fn later_date(&mut self, claim: Option<&Claim<String>>) -> PartialDate {
        let Some(claim) = claim else { return PartialDate::Unknown };
        PartialDate::parse(&claim.value).unwrap_or_else(|error| {
            self.warning("unreadable-date", claim.place, error.to_string(), "write it as `2024-03-26`");
            PartialDate::Unknown
        })
    }

    fn slug(&mut self, draft: &Draft) -> String {
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

    fn term(&mut self, noun: &str, name: &str, place: Option<Place>) -> Option<Term> {
        let name = one_line(name);
        let slug = slugify(&name);
        if !slug.is_empty() {
            return Some(Term { name: Arc::from(name), slug: Arc::from(slug) });
        }
        let message = format!("“{name}” gives the {noun} no address");
        let help = "a name needs a letter or a digit";
        self.warning("bad-name", place.unwrap_or(Place::line(1)), message, help);
        None
    }

    fn terms(&mut self, noun: &str, claims: &[Claim<String>]) -> Vec<Term> {
        let mut seen = HashSet::new();
        let named = claims.iter().filter(|claim| !claim.value.trim().is_empty());
        let terms = named.filter_map(|claim| self.term(noun, &claim.value, Some(claim.place)));
        terms.filter(|term| seen.insert(term.slug.clone())).collect()
    }

    fn language(&mut self, claim: Option<&Claim<String>>) -> Option<Arc<str>> {
        let claim = claim?;
        if Language::is_tag(claim.value.trim()) {
            return Some(Arc::from(Language::new(&claim.value).tag()));
        }
        let message = format!("“{}” is not a language tag", claim.value);
        self.warning("bad-language", claim.place, message, "write `en`, `fr` or `pt-BR`");
        None
    }

    fn alias(&mut self, claim: &Claim<String>) -> Option<Url> {
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

    fn address(&mut self, claim: &Claim<String>) -> Option<String> {
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

    fn unsafe_link(&mut self, target: &str, place: Place) {
        let shown: String = target.chars().take(40).collect();
        let message = format!("the link to “{}” is left out", shown.escape_debug());
        let help = "only http, https, mailto and links inside the archive are kept";
        self.warning("unsafe-link", place, message, help);
    }

    fn image(&mut self, claim: &Claim<super::draft::ImageClaim>, links: &mut Vec<BodyLink>) -> Option<Image> {
        let src = claim.value.src.trim().to_owned();
        match destination(&src) {
            Destination::Inside => {
                links.push(BodyLink { target: src.clone(), image: true, place: claim.place });
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

    fn corrections(&mut self, draft: &Draft) -> Vec<Correction> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(value: &str) -> Option<Claim<String>> {
        Some(Claim { value: value.to_owned(), place: Place::line(2) })
    }

    fn draft(path: &str, body: &str) -> Draft {
        Draft {
            file: format!("content/{path}.md"),
            path: path.to_owned(),
            body: body.to_owned(),
            ..Draft::default()
        }
    }

    fn admitted(draft: Draft) -> Meta {
        let admission = admit(draft, &House::default(), Fingerprint::default());
        admission.article.unwrap_or_else(|| panic!("{:?}", admission.problems)).meta
    }

    fn refused(draft: Draft) -> String {
        let admission = admit(draft, &House::default(), Fingerprint::default());
        assert!(admission.article.is_none());
        let problem = &admission.problems[0];
        format!("{}: {} ({})", problem.code, problem.message, problem.help.as_deref().unwrap_or(""))
    }

    #[test]
    fn dates_come_from_the_path_when_nothing_else_gives_them() {
        assert_eq!(
            admitted(draft("posts/2015-03-17-hello", "x")).card.url.as_str(),
            "/2015/03/17/hello.html"
        );
        assert_eq!(admitted(draft("2024/03/26/pier", "x")).card.url.as_str(), "/2024/03/26/pier.html");
        assert_eq!(admitted(draft("news/2019/04/pier", "x")).card.url.as_str(), "/2019/04/pier.html");
        assert_eq!(admitted(draft("news/pier", "x")).card.url.as_str(), "/undated/pier.html");
    }

    #[test]
    fn the_address_does_not_hang_on_the_title() {
        let mut one = draft("2024/03/26/pier", "x");
        one.title = claim("One");
        let mut two = draft("2024/03/26/pier", "x");
        two.title = claim("Two");
        assert_eq!(admitted(one).card.url, admitted(two).card.url);
    }

    #[test]
    fn titles_are_found() {
        let meta = admitted(draft("a/b", "# The *pier*\n\nText."));
        assert_eq!((meta.card.title.as_str(), meta.title_source), ("The *pier*", TitleSource::Headline));
        let meta = admitted(draft("a/b", "The pier opens. Text."));
        assert_eq!((meta.card.title.as_str(), meta.title_source), ("The pier opens", TitleSource::Lede));
        let meta = admitted(draft("a/2015-03-17-pier-opens", "## Only\n"));
        assert_eq!((meta.card.title.as_str(), meta.title_source), ("Pier opens", TitleSource::FileName));
    }

    #[test]
    fn sections_come_from_the_folder() {
        assert_eq!(
            &*admitted(draft("local-news/pier", "x")).card.section.as_ref().unwrap().name,
            "Local news"
        );
        assert_eq!(admitted(draft("2024/03/pier", "x")).card.section, None);
    }

    #[test]
    fn what_would_get_a_wrong_address_is_refused() {
        let mut bad = draft("a/b", "x");
        bad.slug = claim("../../etc/passwd");
        assert_eq!(
            refused(bad),
            "bad-slug: “../../etc/passwd” cannot be a slug: it holds a slash (write `etc-passwd`)"
        );
        let mut bad = draft("a/b", "x");
        bad.date = claim("yesterday");
        assert!(refused(bad).starts_with("unreadable-date: “yesterday” is not a date"));
        let mut bad = draft("a/b", "x");
        bad.title = claim(&"t".repeat(10_000));
        assert!(refused(bad).starts_with("long-title: the title has 10000 characters"));
        let mut bad = draft("a/b", "x");
        bad.status = claim("drafft");
        assert!(refused(bad).starts_with("unknown-status: "));
    }

    #[test]
    fn unsafe_links_are_problems_with_places() {
        let mut bad = draft("a/b", "ok\n\n[x](javascript:alert)");
        bad.body_line = 4;
        let admission = admit(bad, &House::default(), Fingerprint::default());
        assert!(admission.article.is_some());
        assert_eq!(admission.problems[0].code, "unsafe-link");
        assert_eq!(admission.problems[0].place, Some(Place { line: 7, column: 1, length: 21 }));
    }

    #[test]
    fn aliases_become_paths() {
        let mut old = draft("a/b", "x");
        old.aliases = ["/old/story", "https://paper.example/a/b.html", "c.php", "/../x", "/?p=1"]
            .map(|a| claim(a).unwrap())
            .into();
        let admission = admit(old, &House::default(), Fingerprint::default());
        let aliases: Vec<String> =
            admission.article.unwrap().meta.aliases.iter().map(Url::to_string).collect();
        assert_eq!(aliases, ["/old/story/", "/a/b.html", "/c.php"]);
        assert_eq!(admission.problems.len(), 2);
    }
}
