//! What is mended, and what must stay as it was written.

use super::*;

/// The text as one reads it who takes its UTF-8 for Windows-1252.
fn spoilt(text: &str) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn spoilt_letters_are_made_whole() {
    let cases = [
        ("Itâ€™s â€œopenâ€\u{9d}", "It’s “open”"),
        ("Itâ€™s â€œopenâ€ again", "It’s “open” again"),
        ("cafÃ© crÃ¨me, voilÃ\u{a0}", "café crème, voilà"),
        ("Â£5 and 20Â°", "£5 and 20°"),
        ("MONTRÃ‰AL, CÃ”TE", "MONTRÉAL, CÔTE"),
        ("Ã‰ric", "Éric"),
        ("Ã¢â‚¬Å“twiceÃ¢â‚¬\u{9d} Ã¢â‚¬â„¢", "“twice” ’"),
        ("sÄ… Å‚Ã³dka, Åšroda", "są łódka, Środa"),
        ("ÅŸehir, Ä±rmak", "şehir, ırmak"),
        ("Viá»‡t Nam: ngÆ°á»\u{9d}i", "Việt Nam: người"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"),
        ("ä¸\u{ad}æ–‡", "中文"),
        ("ï»¿Text", "Text"),
        ("a â€“ b â€” c â€¦", "a – b — c …"),
        ("“RÃ©al” – São Tomé", "“Réal” – São Tomé"),
        ("5 â‚¬ ðŸ˜€", "5 € 😀"),
        ("cafÃ\u{83}Â©", "café"),
    ];
    for (given, wanted) in cases {
        let (text, mended) = mend(given.to_owned());
        assert_eq!(text, wanted);
        assert!(mended.mojibake > 0, "{given}");
    }
}

#[test]
fn what_is_written_so_stays() {
    let cases = [
        "Ãngela and São Tomé",
        "CHÂTEAU",
        "PÃO",
        "“IRMÔ",
        "“AMANHû, disse",
        "«OÙ EST LE CAFÉ»…",
        "CAFÉ…",
        "“LE CAFÉ”",
        "Spaß“ und „Ä“",
        "Groß– und",
        "Ø…",
        "ÖSTERREICH™",
        "România, Â și â",
        "Ông Â…",
        "está»…",
        "“Ya está”—dijo",
        "naïveté—and",
        "é",
        "mañana…",
        "ÀÉÎÕÜ",
        "Ärzte",
        "L’ÉTÉ «À»",
        "Straße®",
        "50 €",
        "’n’",
        "中文 Привет שלום",
        "C’È»",
        "ß“ß’",
    ];
    for text in cases {
        assert_eq!(mend(text.to_owned()), (text.to_owned(), Mended::default()), "{text}");
    }
}

#[test]
fn whole_sentences_come_back() {
    let sentences = [
        "“Ça va très bien”, dit-il – à Orléans…",
        "Żółć, gęś i jaźń: „tak”",
        "Güneş doğdu, ışık",
        "Ελληνικά γράμματα",
        "Русский текст",
        "Tiếng Việt có dấu",
        "日本語の記事",
        "हिन्दी समाचार",
        "ข่าวไทย",
        "שלום עולם",
    ];
    for sentence in sentences {
        assert_eq!(mend(spoilt(sentence)).0, sentence);
        assert_eq!(mend(spoilt(&spoilt(sentence))).0, sentence);
        assert_eq!(mend(sentence.to_owned()).0, sentence);
    }
}

#[test]
fn invisible_characters_go_where_they_do_nothing() {
    let cases = [
        ("re\u{ad}port", "report", 1, 0),
        ("a\u{200b}b\u{feff}\u{2060}c\u{200d}\u{200c}\u{200e}", "abc", 0, 6),
        ("\u{202a}plain\u{202c}", "plain", 0, 2),
        ("ok\u{200b}", "ok", 0, 1),
    ];
    for (given, wanted, soft_hyphens, zero_width) in cases {
        let mended = Mended { mojibake: 0, soft_hyphens, zero_width };
        assert_eq!(mend(given.to_owned()), (wanted.to_owned(), mended), "{given}");
    }
    let kept = [
        "می\u{200c}خواهم",
        "क्\u{200d}ष",
        "👩\u{200d}👩\u{200d}👧",
        "❤\u{fe0f}\u{200d}🔥",
        "שלום\u{200e} AP",
        "ไทย\u{200b}ข่าว",
        "\u{202b}عربي\u{202c}",
        "ශ්\u{200d}රී",
    ];
    for text in kept {
        assert_eq!(mend(text.to_owned()), (text.to_owned(), Mended::default()));
    }
}

#[test]
fn it_is_found_wherever_it_stands() {
    for place in 0..600 {
        for damage in ["\u{ad}", "â€™", "\u{feff}", "Ã©"] {
            let text = format!("{}{damage}{}", "x".repeat(place), "y".repeat(place % 7));
            assert_ne!(mend(text).1, Mended::default(), "{damage} at {place}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn no_text_is_too_strange(text in "[Â-ôa-z\u{80}-\u{bf}–-›€ \u{200b}-\u{200f}\u{feff}]{0,40}") {
        let (once, mended) = mend(text.clone());
        assert_eq!(once == text, mended == Mended::default());
    }

    #[test]
    fn latin_text_comes_back(text in "([a-zéàüößñçłśżğ]{1,8}[ ,’“]){1,9}") {
        // A letter alone between spaces is mended in the company of surer ones.
        let text = format!("é {text}");
        assert_eq!(mend(spoilt(&text)).0, text);
    }
}
