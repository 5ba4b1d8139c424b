//! Words that announce what stands behind them: `Title:`, `Updated on`, `Tags:`, `Correction:`, in the
//! languages of the papers that are read most.

use crate::article::printed_date::{self, DateOrder, Printed};

use super::openings::Openings;

/// Labels of a header, lower case, and the field that each names.
const LABELS: &[(&str, &[&str])] = &[
    (
        "title",
        &[
            "title",
            "headline",
            "titel",
            "titre",
            "título",
            "titulo",
            "titolo",
            "judul",
            "tytuł",
            "überschrift",
        ],
    ),
    ("subtitle", &["subtitle", "subheadline", "deck", "standfirst", "untertitel", "sous-titre", "subtítulo"]),
    ("kicker", &["kicker"]),
    (
        "date",
        &[
            "date",
            "published",
            "publication date",
            "date published",
            "pub date",
            "datum",
            "fecha",
            "data",
            "tanggal",
        ],
    ),
    (
        "byline",
        &["author", "authors", "by", "byline", "autor", "autoren", "auteur", "autore", "autores", "penulis"],
    ),
    (
        "section",
        &[
            "section", "category", "desk", "rubrik", "ressort", "rubrique", "sección", "seção", "sezione",
            "kategori",
        ],
    ),
    ("original_url", &["url", "link", "permalink"]),
    ("source", &["publication", "newspaper", "source", "quelle", "fuente", "fonte", "sumber", "bron"]),
    ("tags", &["tags", "tag", "keywords", "topics", "subjects", "schlagwörter", "mots-clés", "etiquetas"]),
    ("language", &["language"]),
    ("description", &["summary", "description", "abstract", "zusammenfassung", "résumé", "resumen"]),
];

/// `Title: The pier opens`: the field and the bytes before its value.
pub(super) fn header(line: &str) -> Option<(&'static str, usize)> {
    let (label, value) = line.split_once(':')?;
    if label.len() > 24 || value.trim().is_empty() || value.starts_with("//") {
        return None;
    }
    let lower = label.trim().to_lowercase();
    let field = LABELS.iter().find(|(_, names)| names.contains(&lower.as_str()))?.0;
    Some((field, line.len() - value.trim_start().len()))
}

/// Which of an article's dates a line gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dated {
    Printed,
    Updated,
}

static PUBLISHED: Openings = Openings::new(&[
    "published on",
    "published at",
    "published",
    "first published on",
    "first published",
    "posted on",
    "posted",
    "date",
    "issued on",
    "released on",
    "created on",
    "veröffentlicht am",
    "veröffentlicht",
    "erschienen am",
    "publié le",
    "publicado el",
    "publicado en",
    "publicado em",
    "publicado",
    "pubblicato il",
    "pubblicato",
    "gepubliceerd op",
    "gepubliceerd",
    "opublikowano",
    "data publikacji",
    "diterbitkan",
    "dipublikasikan",
    "publicerad",
    "publisert",
]);

static UPDATED: Openings = Openings::new(&[
    "updated on",
    "updated at",
    "last updated on",
    "last updated at",
    "last updated",
    "last modified on",
    "last modified",
    "last update",
    "updated",
    "modified on",
    "modified",
    "zuletzt aktualisiert am",
    "zuletzt aktualisiert",
    "aktualisiert am",
    "aktualisiert",
    "stand",
    "mis à jour le",
    "mise à jour le",
    "mis à jour",
    "mise à jour",
    "actualizado el",
    "actualizado a las",
    "actualizado",
    "última actualización",
    "atualizado em",
    "atualizado",
    "aggiornato il",
    "aggiornato alle",
    "aggiornato",
    "ultimo aggiornamento",
    "laatste update",
    "bijgewerkt op",
    "bijgewerkt",
    "laatst bijgewerkt",
    "zaktualizowano",
    "aktualizacja",
    "diperbarui",
    "terakhir diperbarui",
    "uppdaterad",
    "oppdatert",
]);

/// A line of nothing but dates: `Tuesday, March 28, 2017, 3:59 p.m.`, `Published on: … | Updated on: …`.
/// Each with its text as printed.
pub(super) fn dates(line: &str, order: DateOrder) -> Option<Vec<(Dated, &str, Printed)>> {
    let possible = line.len() <= 160 && line.bytes().any(|byte| byte.is_ascii_digit());
    if !possible {
        return None;
    }
    if let Some(one) = dated(line, order) {
        return Some(vec![one]);
    }
    let parted = line.contains(['|', '•', '·', ';']) || line.contains(" - ");
    if !parted {
        return None;
    }
    let parts: Vec<&str> = line
        .split(['|', '•', '·', ';'])
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    // A paper's name may stand beside a date: `Merrow Zeitung | 15. März 2020`.
    let named = |part: &str| {
        part.split(' ').count() <= 4
            && !part.ends_with('.')
            && !part.bytes().any(|byte| byte.is_ascii_digit())
    };
    let mut dates = Vec::new();
    for part in &parts {
        match dated(part, order) {
            Some(date) => dates.push(date),
            None if named(part) => {}
            None => return None,
        }
    }
    (!dates.is_empty() && parts.len() <= 4).then_some(dates)
}

fn dated(text: &str, order: DateOrder) -> Option<(Dated, &str, Printed)> {
    if let Some(printed) = printed_date::whole(text, order) {
        return Some((Dated::Printed, text, printed));
    }
    if !text.starts_with(char::is_alphabetic) {
        return None;
    }
    for (dated, labels) in [(Dated::Updated, &UPDATED), (Dated::Printed, &PUBLISHED)] {
        for (_, rest) in labels.of(text) {
            let rest = rest.trim_start_matches([':', ' ', '\u{a0}', '-', '–', '—', ',']);
            if let Some(printed) = printed_date::whole(rest, order) {
                return Some((dated, rest, printed));
            }
        }
    }
    None
}

/// `Topic | Harbour`, `Tags: harbour, ferries`: the topics.
pub(super) fn topics(line: &str) -> Option<Vec<&str>> {
    static NAMES: Openings = Openings::new(&[
        "topics",
        "topic",
        "tags",
        "tag",
        "keywords",
        "related topics",
        "filed under",
        "more about",
        "themen",
        "thema",
        "schlagworte",
        "schlagwörter",
        "mots-clés",
        "sujets",
        "temas",
        "etiquetas",
        "tópicos",
        "argomenti",
        "onderwerpen",
        "tagi",
        "tematy",
        "topik",
    ]);
    if line.len() > 300 || memchr::memchr2(b'|', b':', line.as_bytes()).is_none() {
        return None;
    }
    let value = NAMES.of(line).find_map(|(_, rest)| rest.trim_start().strip_prefix(['|', ':']))?;
    let topics: Vec<&str> =
        value.split([',', '|', ';']).map(str::trim).filter(|topic| !topic.is_empty()).collect();
    let short = topics.iter().all(|topic| topic.split(' ').count() <= 6 && !topic.ends_with('.'));
    (short && !topics.is_empty()).then_some(topics)
}

/// `RELATED: …`, `Read also: …`: a line that leads to another article.
pub(super) fn leads_elsewhere(line: &str) -> bool {
    static NAMES: Openings = Openings::new(&[
        "related",
        "related story",
        "related stories",
        "related articles",
        "read more",
        "read also",
        "also read",
        "see also",
        "more",
        "watch",
        "lesen sie auch",
        "mehr zum thema",
        "lire aussi",
        "à lire aussi",
        "lea también",
        "lee también",
        "le puede interesar",
        "leia também",
        "leia mais",
        "leggi anche",
        "lees ook",
        "czytaj też",
        "czytaj także",
        "baca juga",
        "läs också",
        "les også",
        "læs også",
        "читайте также",
    ]);
    line.contains(':') && NAMES.of(line).any(|(_, rest)| rest.trim_start().starts_with(':'))
}

/// `Story highlights` and the like, above a list of points.
pub(super) fn is_highlights(line: &str) -> bool {
    static NAMES: Openings = Openings::new(&[
        "story highlights",
        "highlights",
        "key points",
        "key takeaways",
        "key facts",
        "at a glance",
        "in brief",
        "quick read",
        "das wichtigste in kürze",
        "auf einen blick",
        "l'essentiel",
        "à retenir",
        "lo esencial",
        "puntos clave",
        "claves",
        "destaques",
        "resumo",
        "punti chiave",
        "in sintesi",
        "in het kort",
        "najważniejsze informacje",
        "poin penting",
    ]);
    line.len() <= 40 && NAMES.of(line).any(|(_, rest)| rest.trim_matches([':', ' ']).is_empty())
}

/// `Dear Editor:` and the like: the text is a letter.
pub(super) fn is_salutation(line: &str) -> bool {
    static NAMES: Openings = Openings::new(&[
        "dear",
        "to the editor",
        "sir",
        "sirs",
        "madam",
        "editor",
        "letter to the editor",
        "sehr geehrte",
        "liebe redaktion",
        "an die redaktion",
        "monsieur",
        "madame",
        "cher",
        "chère",
        "señor",
        "estimado",
        "estimada",
        "senhor",
        "caro",
        "cara",
        "egregio",
        "gentile",
        "geachte",
        "beste redactie",
        "szanowna",
        "szanowny",
        "kepada",
    ]);
    line.len() <= 60 && line.ends_with([':', ',', '!', '—', '–', '-']) && NAMES.behind(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_announce_fields() {
        let read = |line: &'static str| header(line).map(|(field, at)| (field, &line[at..]));
        assert_eq!(read("Title: The pier opens"), Some(("title", "The pier opens")));
        assert_eq!(read("ÜBERSCHRIFT:  Der Pier"), Some(("title", "Der Pier")));
        assert_eq!(read("Mayor: I disagree"), None);
        assert_eq!(read("https://paper.example/a"), None);
    }

    #[test]
    fn topics_are_short() {
        assert_eq!(topics("Topic | Example Minister"), Some(vec!["Example Minister"]));
        assert_eq!(topics("Tags: harbour, ferries"), Some(vec!["harbour", "ferries"]));
        assert_eq!(
            topics("Topics of the day are the pier and the ferry: nobody speaks of anything else."),
            None
        );
    }
}
