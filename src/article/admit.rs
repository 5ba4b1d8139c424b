//! The one door by which a draft becomes an article.
//!
//! Whatever is past this door is valid: nobody checks again. A claim that cannot be believed is a
//! problem; it costs the article its place only where guessing would be worse than leaving it out,
//! which is where its address or its being public hangs on it.

use crate::fingerprint::Fingerprint;
use crate::problem::{Place, Problem};
use crate::words;

use super::desk::Desk;
use super::markdown::{Destination, destination, survey};
use super::{
    Article, Body, BodyLink, Card, Claim, Correction, Draft, Image, Kind, Listing, Meta, PartialDate,
    Permalink, Rare, prose,
};

/// What holds for all articles of an archive.
#[derive(Clone, Debug, Default, Hash)]
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
            links.push(BodyLink { target: claim.value.as_str().into(), image: false, place: claim.place });
        }
        claim.value.clone()
    });

    let description = line_of(&draft.description);
    let corrections = desk.corrections(&draft);
    let card = Card::new(Listing {
        // The headline's own sentence says nothing more below it.
        summary: description
            .or_else(|| prose::summary_of(&prose::printable(&survey.lede)))
            .filter(|summary| summary.trim_end_matches('.') != title)
            .map(Into::into),
        title: title.into(),
        kicker: line_of(&draft.kicker).map(Into::into),
        url,
        date,
        section,
        authors: desk.terms("author", &draft.authors).into(),
        language: desk.language(draft.language.as_ref()),
        corrected: !corrections.is_empty(),
    });
    let updated = desk.later_date(draft.updated.as_ref());
    let tags = desk.terms("tag", &draft.tags).into();
    let rare = Rare {
        id: value(draft.id.take()).filter(|id| *id != draft.path),
        aliases: draft.aliases.iter().filter_map(|claim| desk.alias(claim)).collect(),
        canonical_of,
        original_url: draft.original_url.as_ref().and_then(|claim| desk.address(claim)),
    };
    let meta = Meta {
        card,
        file: draft.file.as_str().into(),
        tags,
        links: links.into(),
        updated,
        fingerprint,
        rare: rare.boxed(),
        words: survey.words,
        kind,
        status,
        title_source,
        noindex: draft.noindex.as_ref().is_some_and(|claim| claim.value),
    };
    let body = body(draft, text, image, corrections);
    let refused = desk.problems.iter().any(Problem::is_error);
    Admission { article: (!refused).then_some(Article { meta, body }), problems: desk.problems }
}

/// The body of an article that was admitted before, from a draft of the same bytes. Checks nothing.
pub fn body_of(mut draft: Draft) -> Body {
    let mut desk = Desk { file: String::new(), problems: Vec::new() };
    if draft.title.is_none() {
        take_headline(&mut draft);
    }
    let text = std::mem::take(&mut draft.body);
    let image = draft.image.as_ref().and_then(|claim| desk.image(claim, &mut Vec::new()));
    let corrections = desk.corrections(&draft);
    body(draft, text, image, corrections)
}

fn body(draft: Draft, text: String, image: Option<Image>, corrections: Vec<Correction>) -> Body {
    Body {
        subtitle: value(draft.subtitle).map(prose::into_single_spaced),
        description: value(draft.description).map(prose::into_single_spaced),
        date_text: value(draft.date_text),
        byline: value(draft.byline),
        dateline: value(draft.dateline),
        agency: value(draft.agency),
        source: value(draft.source),
        series: value(draft.series),
        image,
        corrections,
        withdrawn_reason: value(draft.withdrawn_reason),
        rights: value(draft.rights),
        license: value(draft.license),
        extra: draft.extra,
        import: draft.import,
        text,
    }
}

/// The text of a claim, without white space around it; nothing if it is empty.
fn value(claim: Option<Claim<String>>) -> Option<String> {
    claim.map(|claim| prose::into_printable(prose::into_trimmed(claim.value))).filter(|text| !text.is_empty())
}

/// The same of a claim that is needed further, on one line.
fn line_of(claim: &Option<Claim<String>>) -> Option<String> {
    value(claim.clone()).map(prose::into_single_spaced)
}

pub(super) fn one_line(text: &str) -> String {
    prose::into_single_spaced(prose::printable(text))
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

/// `2015-03-17-title` or `2015-03-title`: the date, and what stands behind it. A year alone is none: it
/// may be what the article is about. Nor is a month before digits, which may be half a day.
pub(super) fn dated_stem(stem: &str) -> Option<(PartialDate, &str)> {
    let day = split_date(stem, "2015-03-17".len()).filter(|(date, _)| date.day().is_some());
    let month = || {
        let (date, rest) = split_date(stem, "2015-03".len())?;
        let is_cut = rest != stem && rest.starts_with(|c: char| c.is_ascii_digit());
        (date.month().is_some() && !is_cut).then_some((date, rest))
    };
    day.or_else(month)
}

/// The date in the first bytes of a stem and what stands behind it, or the whole stem if nothing does.
fn split_date(stem: &str, length: usize) -> Option<(PartialDate, &str)> {
    let (date, rest) = stem.split_at_checked(length)?;
    let parsed = PartialDate::parse(date).ok()?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{TitleSource, Url};

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
        for (stem, url) in [
            ("2019-04-pier", "/2019/04/pier.html"),
            ("2019-04_pier", "/2019/04/pier.html"),
            ("2019-04", "/2019/04/2019-04.html"),
            ("2019-04-03", "/2019/04/03/2019-04-03.html"),
            ("2019-pier", "/undated/2019-pier.html"),
            ("2019-20-season", "/undated/2019-20-season.html"),
            ("2019-04-3-pier", "/undated/2019-04-3-pier.html"),
            ("2019-02-30-pier", "/undated/2019-02-30-pier.html"),
            ("201904-pier", "/undated/201904-pier.html"),
            ("2019-04th-pier", "/undated/2019-04th-pier.html"),
            ("2019-0é-pier", "/undated/2019-0é-pier.html"),
        ] {
            assert_eq!(admitted(draft(&format!("news/{stem}"), "x")).card.url.as_str(), url);
        }
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
        assert_eq!((&*meta.card.title, meta.title_source), ("The *pier*", TitleSource::Headline));
        let meta = admitted(draft("a/b", "The pier opens. Text."));
        assert_eq!((&*meta.card.title, meta.title_source), ("The pier opens", TitleSource::Lede));
        let meta = admitted(draft("a/2015-03-17-pier-opens", "## Only\n"));
        assert_eq!((&*meta.card.title, meta.title_source), ("Pier opens", TitleSource::FileName));
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
            admission.article.unwrap().meta.aliases().iter().map(Url::to_string).collect();
        assert_eq!(aliases, ["/old/story/", "/a/b.html", "/c.php"]);
        assert_eq!(admission.problems.len(), 2);
    }
}
