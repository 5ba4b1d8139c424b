//! What a word is: from a text to the terms that the index knows.
//!
//! A text is split into pieces (`split`); a piece is put into one form, stemmed in its language and folded
//! (`form`, `stem`, `fold`), or cut into pairs of letters where a script has no blanks. The reader's half
//! does the same in `words.js`, and `docs/search-words.md` says it in words. Whoever changes one of the
//! three changes all, and the format's number: an index and a query that differ never meet.

mod fold;
mod form;
mod head;
mod letters;
mod split;
mod stem;

pub use fold::fold;
pub use form::{key, pairs, plain, term};
pub use head::Head;
pub use split::{Piece, split};
pub use stem::Language;

/// Calls `each` with every term of a text, in order. What the reader's half does with a query, for
/// tests; an index looks words up as they are written, which saves nearly all of this work.
pub fn terms(text: &str, language: Language, mut each: impl FnMut(&str)) {
    split(text, |piece| {
        if piece.unspaced {
            pairs(piece.text, &mut each);
        } else {
            let term = term(piece.text, language);
            if !term.is_empty() {
                each(&term);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: &str, expect: &str) {
        let mut found = Vec::new();
        terms(text, Language::of(language), |term| found.push(term.to_owned()));
        assert_eq!(found.join(" "), expect, "{text}");
    }

    #[test]
    fn words_are_lowered_stemmed_and_folded() {
        check("The Councils’ elections", "en", "the council elect");
        check("Les élections à Orléans", "fr", "le elect a orlean");
        check("Häuser in Großbritannien", "de", "haus in grossbritanni");
        check("Økonomien i Ålborg", "da", "okonomi i alborg");
        check("Łódź Kraków", "pl", "lodz krakow");
    }

    #[test]
    fn letters_at_apostrophes_go() {
        check("China's l’homme don't O'Brien rock 'n' roll", "", "china homme don brien rock n roll");
    }

    #[test]
    fn numbers_keep_their_groups_and_dates_do_not() {
        check("2,084 of 1.234.567 on 12.03.2024, 3.5", "", "2084 of 1234567 on 12 03 2024 3 5");
    }

    #[test]
    fn scripts_without_blanks_give_pairs() {
        check("東京都 2024年", "ja", "東京 京都 2024 年");
        check("ｶﾞｽ", "ja", "ガス");
        check("서울시", "ko", "서울 울시");
    }

    #[test]
    fn arabic_and_hebrew_are_folded() {
        check("الْقَاهِرَة أحمد", "ar", "قاهره احمد");
        check("צה\"ל שלום", "he", "צהל שלומ");
    }

    #[test]
    fn noise_goes() {
        check(&"x".repeat(41), "", "");
        check("a1b2c3d4e5f6a7b8c9 A380 COVID-19", "", "a380 covid 19");
        check("soft\u{ad}hyphen", "", "softhyphen");
    }
}
