//! What is read as a dateline, and what is not one.

use super::*;

const TEXT: &str = "The president said on Monday that the road would be open by the end of the week.";

#[test]
fn datelines_are_read() {
    let cases = [
        ("KYIV, Ukraine (AP) — ", "KYIV, Ukraine|AP|"),
        ("LITTLE ROCK, Ark. (EP) — ", "LITTLE ROCK, Ark.|EP|"),
        ("WASHINGTON (Reuters) - ", "WASHINGTON|Reuters|"),
        ("WASHINGTON, Nov 19 (Reuters) - ", "WASHINGTON|Reuters|Nov 19"),
        ("NEW YORK — ", "NEW YORK||"),
        ("LONDON -- ", "LONDON||"),
        ("PARIS, 3 mai (AFP) – ", "PARIS|AFP|3 mai"),
        ("Berlin (dpa) - ", "Berlin|dpa|"),
        ("Exampleville (Example Pradesh): ", "Exampleville (Example Pradesh)||"),
        ("New Delhi: ", "New Delhi||"),
        ("MUMBAI: ", "MUMBAI||"),
        ("EXAMPLETON, NC / EXAMPLEWIRE / December 5, 2023 / ", "EXAMPLETON, NC|EXAMPLEWIRE|December 5, 2023"),
        ("SAN FRANCISCO, June 5, 2023 /PRNewswire/ -- ", "SAN FRANCISCO|PRNewswire|June 5, 2023"),
        ("JAKARTA, KOMPAS.com - ", "JAKARTA|KOMPAS.com|"),
        ("TEMPO.CO, Jakarta - ", "Jakarta|TEMPO.CO|"),
        ("Jakarta, CNN Indonesia -- ", "Jakarta|CNN Indonesia|"),
        ("MADRID, 3 Jun. (EUROPA PRESS) - ", "MADRID|Europa Press|3 Jun."),
        ("Roma, 3 giu. (askanews) - ", "Roma|askanews|3 giu."),
        ("WARSZAWA (PAP) – ", "WARSZAWA|PAP|"),
        ("(AP) — ", "|AP|"),
        ("(CNN)", "|CNN|"),
        ("Washington (CNN) ", "Washington|CNN|"),
        ("New Delhi [India], May 3 (ANI): ", "New Delhi, India|ANI|May 3"),
        ("MOSCOW/KYIV, Nov 19 (Reuters) - ", "MOSCOW/KYIV|Reuters|Nov 19"),
        ("WINSTON-SALEM, N.C. (AP) — ", "WINSTON-SALEM, N.C.|AP|"),
        ("PARIS (AP, May 3) — ", "PARIS|AP|May 3"),
        ("SMITHVILLE, Ohio — ", "SMITHVILLE, Ohio||"),
        ("LAHORE, May 3: ", "LAHORE||May 3"),
        ("ROME — ", "ROME||"),
        ("RIO DE JANEIRO (AP) — ", "RIO DE JANEIRO|AP|"),
        ("  KYIV (AP) —\u{a0}", "KYIV|AP|"),
        ("THE HAGUE, Netherlands (AP) — ", "THE HAGUE, Netherlands|AP|"),
        ("ST. LOUIS (AP) — ", "ST. LOUIS|AP|"),
        ("Roma, 3 mag. - (Adnkronos) - ", "Roma|Adnkronos|3 mag."),
        ("(ANSA) - ROMA, 03 MAG - ", "ROMA|ANSA|03 MAG"),
        ("LOS ANGELES--(BUSINESS WIRE)--", "LOS ANGELES|Business Wire|"),
        ("NEW YORK--", "NEW YORK||"),
        ("ST. PAUL, Minn. (AP) _ ", "ST. PAUL, Minn.|AP|"),
        ("Frankfurt/Main (dpa) - ", "Frankfurt/Main|dpa|"),
        ("Paris, le 3 mai (AFP) - ", "Paris|AFP|le 3 mai"),
        ("Islamabad, May 3 (XPP): ", "Islamabad|XPP|May 3"),
        ("Düsseldorf (dpa/lnw) - ", "Düsseldorf|dpa|"),
    ];
    for (start, wanted) in cases {
        let paragraph = format!("{start}{TEXT}");
        let found = read(&paragraph);
        assert!(found.is_some(), "{start}");
        let found = found.unwrap();
        let parts = [Some(found.place), found.agency, found.date_text].map(Option::unwrap_or_default);
        assert_eq!(parts.join("|"), wanted);
        assert_eq!(&paragraph[found.length..], TEXT, "{start}");
    }
}

#[test]
fn a_dateline_may_stand_alone_if_it_names_an_agency() {
    assert_eq!(read("KYIV, Ukraine (AP) —").map(|found| found.length), Some("KYIV, Ukraine (AP) —".len()));
    assert_eq!(read("NEW YORK —"), None);
}

#[test]
fn other_paragraphs_have_none() {
    let paragraphs = [
        "",
        "NATO — the alliance — said on Monday that it would",
        "NATO — The alliance said on Monday that it would be open",
        "WARNING — do not touch this until the end of the week",
        "WARNING — Do not touch this until the end of the week",
        "Q: What did you do on Monday when the road was closed?",
        "UPDATE: The road is open again since the end of the week.",
        "EDITOR'S NOTE: The road is open again since the end of the week.",
        "EDITOR'S NOTE — The road is open again, they say.",
        "BREAKING: The road is open again since the end of the week.",
        "BREAKING NEWS — The road is open again since Monday.",
        "0130 GMT — Death toll rises to ten on Monday, police said",
        "The mayor (Dem.) — who was there — said on Monday that",
        "Smith: I disagree with all of that and so should all of you",
        "A.B. Smith (AP) — The road as it was seen on Monday",
        "BERLIN. The road is open again since the end of the week.",
        "SMITH: The road is open again since the end of the week.",
        "JOHN SMITH: The road is open again since the end of the week.",
        "Smith (Labour): The road is open again since Monday, is it",
        "London: the road is open again since the end of the week.",
        "Monday — The road is open again since the end of the week",
        "The road (AP) — The road is open again since the end of week",
        "By Jane Doe (AP) — The road is open again since the end",
        "MAN KILLED IN CRASH — The road is open again since the end",
        "FIFA — The road is open again since the end of the week.",
        "Obama (D) — The road is open again since the end of the week.",
        "LIVE UPDATES — The road is open again since the end of it",
        "Police said – The road is open again since the end of the week",
        "A well-known road - The road is open again since the end",
        "The vote was 3–2 — The road is open again since the end of it",
        "Paris and London – The road is open again since the end",
        "US — The road is open again since the end of the week, he said",
        "TODAY: The road is open again since the end of the week.",
        "THE MAYOR — The road is open again since the end of the week.",
        "Jane Doe, 45: The road is open again since the end of it",
    ];
    for paragraph in paragraphs {
        assert_eq!(read(paragraph), None, "{paragraph}");
    }
}

proptest::proptest! {
    #[test]
    fn lengths_lie_between_characters(
        any in "\\PC{0,160}",
        head in "([A-ZÀ-Ý]{2,9}|[A-Z][a-zà-ÿ]{1,7}|[(/,\\]] ?|3 |\\(AP\\)|[ ,]| [—–-] ?|: ){0,12}",
    ) {
        for text in [&any, &head, &format!("{head} (AP) — {any}"), &format!("KYIV, {any}")] {
            if let Some(found) = read(text) {
                assert!(found.length > 0 && text.is_char_boundary(found.length));
            }
        }
    }
}
