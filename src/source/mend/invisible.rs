//! Characters that nobody sees: out, except where a script is written with them.
//!
//! Not for spaces, which are seen.

use super::Mended;

const SOFT_HYPHEN: char = '\u{ad}';

/// The text without what nobody sees, or `None` if there is nothing to take out.
pub fn remove(text: &str, mended: &mut Mended) -> Option<String> {
    if !text.contains(is_invisible) {
        return None;
    }
    let has_direction = text.chars().any(is_right_to_left);
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if is_invisible(c) && !stays(c, before, chars.clone().next(), has_direction) {
            let count = if c == SOFT_HYPHEN { &mut mended.soft_hyphens } else { &mut mended.zero_width };
            *count += 1;
        } else {
            out.push(c);
            before = Some(c);
        }
    }
    (out.len() < text.len()).then_some(out)
}

fn is_invisible(c: char) -> bool {
    matches!(c, SOFT_HYPHEN | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether an invisible character does something between these two.
fn stays(c: char, before: Option<char>, next: Option<char>, has_direction: bool) -> bool {
    let either = |so: fn(char) -> bool| before.is_some_and(so) || next.is_some_and(so);
    let both = |so: fn(char) -> bool| before.is_some_and(so) && next.is_some_and(so);
    match c {
        '\u{200b}' => both(is_unspaced),
        '\u{200c}' => either(is_joining),
        '\u{200d}' => either(is_joining) || both(is_emoji),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => has_direction,
        _ => false,
    }
}

/// Hebrew, Arabic and their neighbours.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Scripts whose letters change their shape with their neighbours.
fn is_joining(c: char) -> bool {
    let south = matches!(c, '\u{900}'..='\u{109f}' | '\u{1700}'..='\u{18af}' | '\u{1900}'..='\u{1cff}'
        | '\u{a800}'..='\u{abff}' | '\u{11000}'..='\u{11fff}');
    south || is_right_to_left(c)
}

/// South-east Asian scripts, in which U+200B says where a line may be broken.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{1950}'..='\u{19df}' | '\u{1a20}'..='\u{1aaf}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}')
}

/// Pictures, their skin colours and the mark that asks for a coloured one.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{e0020}'..='\u{e007f}')
}
