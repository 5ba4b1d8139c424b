//! Which characters make words, and which scripts have no blanks between them.
//!
//! The same classes stand in `words.js` as regular expressions.

use unicode_normalization::char::is_combining_mark;

/// Characters inside a word that nobody sees: soft hyphens, joiners.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}')
}

pub fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{2bc}' | '\u{ff07}')
}

/// What stays in a term: letters, digits, marks.
pub fn is_kept(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || !letter.is_ascii()
            && letter != '\u{2bc}'
            // Dashes and quotation marks, which would be looked for in long tables.
            && !('\u{2010}'..='\u{2027}').contains(&letter)
            && (letter.is_alphanumeric() || is_combining_mark(letter))
}

/// What words are made of in a text.
pub fn is_word(letter: char) -> bool {
    is_kept(letter) || is_invisible(letter)
}

/// Marks and invisible characters: part of whatever they follow.
pub fn is_neutral(letter: char) -> bool {
    is_invisible(letter) || is_combining_mark(letter)
}

pub fn is_hebrew(letter: char) -> bool {
    ('\u{5d0}'..='\u{5ea}').contains(&letter)
}

/// Scripts whose words have no blanks between them, and Korean, whose words carry their grammar as endings.
pub fn is_unspaced(letter: char) -> bool {
    letter >= '\u{e00}'
        && matches!(letter,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}'
            | '\u{3031}'..='\u{3035}' | '\u{3041}'..='\u{30ff}' | '\u{3105}'..='\u{318f}'
            | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}' | '\u{1b000}'..='\u{1b16f}'
            | '\u{20000}'..='\u{3ffff}')
}
