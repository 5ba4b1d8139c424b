//! What a line at the end of a text is, by its look alone: an end mark, a jump line, rights, contributors, a
//! trailer, a source. Whether it stands where these are believed, `tail` knows.

use super::lexicon::Lexicon;
use super::openings::{self, Openings};
use super::{agencies, byline, look};

/// Lines of nothing but stars, dashes and underscores below the text.
pub(super) fn is_separator(line: &str) -> bool {
    line.len() >= 3 && line.bytes().all(|byte| b" -_*=~".contains(&byte))
}

/// `-30-`, `ENDS`.
pub(super) fn is_end_mark(line: &str) -> bool {
    static MARKS: Lexicon = Lexicon::new(&[
        "30",
        "###",
        "# # #",
        "#####",
        "end",
        "ends",
        "(end)",
        "(ends)",
        "0",
        "(more)",
        "more",
        "ende",
        "fin",
        "fine",
        "fim",
        "einde",
        "koniec",
        "tamat",
        "the end",
        "end of story",
        "endit",
        "ends.",
    ]);
    if line.len() > 24 {
        return false;
    }
    let bare = line.trim_matches(['-', '–', '—', '*', '/', ' ', '\u{a0}']);
    // A number or a word alone may be part of a list; between dashes it is a mark.
    let between = line.len() > bare.len() || line.starts_with(['#', '(']);
    MARKS.has_folded(bare) && (between || matches!(line, "ENDS" | "ENDE" | "END" | "FIN" | "ENDIT"))
}

/// `Continued on A6`, `See MAYOR, Page A6`.
pub(super) fn is_jump_line(line: &str) -> bool {
    static STARTS: Openings = Openings::new(&[
        "continued on page",
        "continued on",
        "continued from page",
        "continued from",
        "continues on page",
        "continues on",
        "fortsetzung auf seite",
        "fortsetzung von seite",
        "suite page",
        "suite de la page",
        "lire la suite page",
        "continúa en la página",
        "viene de la página",
        "continua na página",
        "continua a pagina",
        "segue a pagina",
        "vervolg op pagina",
        "dokończenie na str.",
        "bersambung ke halaman",
    ]);
    if line.len() > 60 || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let bare = line.trim_matches(['(', ')', '[', ']', ' ', '.', '»', '→', '>']);
    let page = |text: &str| {
        let text = text.trim_start_matches([',', ' ', ':', '\u{a0}']);
        let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase()).trim_start_matches('-');
        text.len() <= 5
            && digits.len() + 2 >= text.len()
            && !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if STARTS.of(bare).any(|(_, rest)| page(rest)) {
        return true;
    }
    let see = ["see", "please see", "turn to"].iter().find_map(|start| openings::after(bare, start));
    let see = see.and_then(|rest| rest.rsplit_once([',', ' '])).filter(|_| look::words(bare) <= 5);
    // Above what was carried over: `MAYOR, from A1`.
    let from = bare.split_once(" from ").filter(|(_, last)| page(last));
    let see = see.or_else(|| from.map(|(name, last)| (name.trim_end_matches(','), last)));
    see.is_some_and(|(name, last)| {
        let name = name
            .trim_end_matches([' ', ','])
            .trim_end_matches("Page")
            .trim_end_matches("page")
            .trim_matches([' ', ',']);
        page(last) && look::is_upper(name)
    })
}

/// A line about copyright.
pub(super) fn is_rights(text: &str) -> bool {
    if text.len() > 600 || look::is_wider(text, 300) {
        return false;
    }
    let is_marked = text.starts_with("(c) ") || text.starts_with("(C) ");
    let bare = if is_marked { text } else { text.trim_start_matches(['(', '[', '*', ' ']) };
    let begins = |start: &str| look::begins_with(bare, start);
    let names_year = || ["20", "19", "©", "(c)", "(C)"].iter().any(|sign| bare.contains(sign));
    bare.starts_with('©')
        || is_marked && bare[4..].starts_with(|c: char| c.is_ascii_digit())
        || begins("copyright ") && names_year()
        || begins("all rights reserved")
        || look::ends_with(text, "all rights reserved.") && !look::is_wider(text, 200)
        || begins("alle rechte vorbehalten")
        || begins("tous droits réservés")
        || begins("todos los derechos reservados")
        || begins("todos os direitos reservados")
        || begins("tutti i diritti riservati")
}

/// `(Reporting by Jane Doe; Editing by John Roe)`: its parts, as printed.
pub(super) fn contributors(text: &str) -> Option<Vec<String>> {
    static STARTS: Openings = Openings::new(&[
        "reporting by",
        "additional reporting by",
        "additional reporting",
        "writing by",
        "editing by",
        "compiled by",
        "edited by",
        "with reporting by",
        "with reporting from",
        "with additional reporting by",
        "with inputs from",
        "with input from",
        "with files from",
        "with agency inputs",
        "with agencies",
        "reporting and writing by",
        "contributing",
        "translated by",
        "mitarbeit",
        "mit material von",
        "mit agenturmaterial",
        "avec",
        "con información de",
        "com informações de",
        "con informazioni di",
        "met medewerking van",
        "reportage de",
        "reporte de",
        "editado por",
        "reportagem de",
        "reportagem por",
        "edição de",
        "penulis",
        "editor",
        "editing",
        "reporter",
    ]);
    const ENDS: &[&str] = &[
        "contributed to this report",
        "contributed to this story",
        "contributed to this article",
        "contributed reporting",
        "contributed",
    ];
    if look::is_wider(text, 400) {
        return None;
    }
    let enclosed = text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    let inner = text.trim_start_matches(['(', '[']).trim_end_matches([')', ']', '.', ' ']);
    let start = STARTS.of(inner).next();
    let sentence = ENDS.iter().any(|end| look::ends_with(inner, end));
    // Some of these words begin sentences as well; brackets or a colon tell them apart.
    let sure = start.is_some_and(|(start, rest)| {
        let rest = rest.trim();
        enclosed
            || agencies::is_agency(rest)
            || start.contains(" by") && look::words(inner) <= 40
            || rest.starts_with(':')
    });
    (sure || sentence).then(|| {
        inner.split(';').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    })
}

/// `(AP)`, `dpa/afp`, `jd/ro (AP, dpa)`, `— Reuters`: the agencies that it names, if any. The outer `None`
/// says that it is no trailer.
pub(super) fn trailer(text: &str) -> Option<Option<String>> {
    if look::is_wider(text, 60) {
        return None;
    }
    let bare = text.trim_matches(['(', ')', '[', ']', '-', '–', '—', ' ', '.', '/']);
    if bare.is_empty() {
        return None;
    }
    let all_agencies = |text: &str| {
        let mut parts = text.split([',', '/']).map(str::trim).filter(|part| !part.is_empty()).peekable();
        parts.peek().is_some() && parts.all(agencies::is_agency)
    };
    if all_agencies(bare) {
        return Some(Some(bare.to_owned()));
    }
    if byline::agency(bare).is_some() {
        return Some(Some(bare.to_owned()));
    }
    let (initials, rest) =
        bare.split_once(" (").map_or((bare, ""), |(initials, rest)| (initials, rest.trim_end_matches(')')));
    let mut count = 0;
    let lower = initials.split('/').all(|part| {
        count += 1;
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    let signed = lower
        && (count > 1 && count <= 4 && (rest.is_empty() || all_agencies(rest))
            || !rest.is_empty() && all_agencies(rest));
    signed.then(|| Some(rest.to_owned()).filter(|rest| !rest.is_empty()))
}

/// `SOURCE: Example Corp`.
pub(super) fn source(text: &str) -> Option<&str> {
    static NAMES: Openings =
        Openings::new(&["source", "quelle", "fuente", "fonte", "bron", "źródło", "sumber"]);
    let name = NAMES.behind(text).filter(|_| !look::is_wider(text, 100))?;
    let upper = text.starts_with("SOURCE ");
    let name = match name.trim_start().strip_prefix(':') {
        Some(name) => name,
        None if upper => name,
        None => return None,
    };
    let name = name.trim();
    (!name.is_empty() && !look::is_sentence(name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn end_marks_are_marks_only() {
        for line in ["-30-", "– 30 –", "###", "# # #", "ENDS", "-ends-", "(END)", "-more-"] {
            assert!(is_end_mark(line), "{line}");
        }
        for line in ["30", "End", "More", "0", "The end of it"] {
            assert!(!is_end_mark(line), "{line}");
        }
    }

    #[test]
    fn jump_lines_name_a_page() {
        for line in
            ["Continued on A6", "(Continued from Page A1)", "See MAYOR, Page A6", "Fortsetzung auf Seite 6"]
        {
            assert!(is_jump_line(line), "{line}");
        }
        for line in ["Continued on Monday", "See the mayor, 6", "Continued from the morning", "See you at 8"]
        {
            assert!(!is_jump_line(line), "{line}");
        }
    }

    #[test]
    fn trailers_are_agencies_and_initials() {
        assert_eq!(trailer("jd/ro (AP, dpa)"), Some(Some("AP, dpa".to_owned())));
        assert_eq!(trailer("(AFP)"), Some(Some("AFP".to_owned())));
        assert_eq!(trailer("jd/ro"), Some(None));
        for text in ["He won", "and/or more", "(the mayor)", "yes"] {
            assert_eq!(trailer(text), None, "{text}");
        }
    }

    #[test]
    fn contributors_are_told_from_sentences() {
        let parts = contributors("(Reporting by Jane Doe; Editing by John Roe)").unwrap();
        assert_eq!(parts, ["Reporting by Jane Doe", "Editing by John Roe"]);
        assert!(contributors("John Roe contributed to this report.").is_some());
        for text in
            ["Avec la pluie, personne n’est venu.", "Editor and publisher are one.", "Reporting is hard."]
        {
            assert_eq!(contributors(text), None, "{text}");
        }
    }
}
