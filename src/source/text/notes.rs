//! Notes about an article by those who made it: corrections, clarifications, updates, and notes to readers.

use super::look;
use super::openings::Openings;

/// Notes about the article by those who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note<'a> {
    /// `correction`, `clarification` or `update`.
    pub kind: &'static str,
    /// As printed: `Nov. 25`.
    pub date: Option<&'a str>,
    pub text: &'a str,
}

static NOTES: [(&str, Openings); 3] = [
    (
        "correction",
        Openings::new(&[
            "corrections",
            "correction",
            "corrected",
            "erratum",
            "errata",
            "errata corrige",
            "korrektur",
            "berichtigung",
            "richtigstellung",
            "rectificatif",
            "correctif",
            "corrección",
            "fe de errores",
            "fe de erratas",
            "correção",
            "correzione",
            "rettifica",
            "correctie",
            "rectificatie",
            "sprostowanie",
            "koreksi",
            "ralat",
        ]),
    ),
    (
        "clarification",
        Openings::new(&[
            "clarification",
            "klarstellung",
            "précision",
            "aclaración",
            "esclarecimento",
            "precisazione",
            "verduidelijking",
            "wyjaśnienie",
            "klarifikasi",
        ]),
    ),
    (
        "update",
        Openings::new(&[
            "updates",
            "update",
            "updated",
            "aktualisierung",
            "mise à jour",
            "actualización",
            "atualização",
            "aggiornamento",
            "aktualizacja",
            "pembaruan",
        ]),
    ),
];

/// `Correction, Nov. 25: An earlier version …`
pub(super) fn note(text: &str) -> Option<Note<'_>> {
    let text = text.trim_start_matches(['*', '(', '[', ' ']);
    let first = text.chars().next()?;
    if !first.is_uppercase() {
        return None;
    }
    let (kind, rest) = NOTES.iter().find_map(|(kind, names)| Some((*kind, names.behind(text)?)))?;
    let mark = rest.find([':', '—', '–'])?;
    let between = rest[..mark].trim_matches([',', ' ', '(', ')', '[', ']', '\u{a0}']);
    let between = ["on ", "vom ", "du ", "del ", "de ", "am ", "dated "]
        .iter()
        .find_map(|word| between.strip_prefix(word))
        .unwrap_or(between);
    let dated =
        between.is_empty() || between.bytes().any(|byte| byte.is_ascii_digit()) && between.len() <= 40;
    let said = rest[mark..].trim_start_matches([':', '—', '–', ' ', '\u{a0}']).trim_end_matches([']']).trim();
    let date = (!between.is_empty()).then_some(between);
    // A label and a line without a stop is a headline: `UPDATE: Governor is found`.
    let told = look::ends_with_stop(said) && look::words(said) >= 3
        || said.bytes().any(|byte| byte.is_ascii_digit()) && said.len() <= 30;
    (dated && told).then_some(Note { kind, date, text: said })
}

/// `This story has been corrected to show …`, as a sentence at an end.
pub(super) fn is_corrected(text: &str) -> bool {
    static BEGINNINGS: Openings = Openings::new(&[
        "this story",
        "this article",
        "this version",
        "this report",
        "an earlier version of this",
        "a previous version of this",
    ]);
    let says = [
        "been corrected",
        "was corrected",
        "corrects",
        "misstated",
        "misspelled",
        "incorrectly",
        "been clarified",
    ];
    text.len() <= 600 && BEGINNINGS.behind(text).is_some() && says.iter().any(|word| text.contains(word))
}

/// `Editor’s note: …`, which is for readers and stays.
pub(super) fn is_editors_note(text: &str) -> bool {
    static NAMES: Openings = Openings::new(&[
        "editor's note",
        "editors' note",
        "editors note",
        "editor's notes",
        "anmerkung der redaktion",
        "anm. d. red.",
        "note de la rédaction",
        "ndlr",
        "nota de la redacción",
        "nota del editor",
        "nota da redação",
        "nota do editor",
        "nota della redazione",
        "ndr",
        "noot van de redactie",
        "od redakcji",
        "catatan redaksi",
    ]);
    let text = text.trim_start_matches(['(', '[', '*', ' ']);
    text.starts_with(char::is_alphabetic) && NAMES.behind(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_are_told_from_sentences() {
        let note = note("Correction, Nov. 25: An earlier version named the wrong pier.").unwrap();
        assert_eq!((note.kind, note.date), ("correction", Some("Nov. 25")));
        assert_eq!(note.text, "An earlier version named the wrong pier.");
        for text in [
            "Corrections officers were on strike: nobody came to work.",
            "Update your boat: the harbour is open to all of them.",
            "correction: lower case is somebody’s sentence, not a label",
        ] {
            assert_eq!(super::note(text), None, "{text}");
        }
    }
}
