//! Labels at the start of a text, and what stands behind them.
//!
//! Not for what the labels mean: see `labels`, `notes` and `endings`.

/// Labels in lower case.
///
/// Nearly every text begins with none of them, and its first two bytes say so for all of them at once.
pub(super) struct Openings {
    labels: &'static [&'static str],
    /// For each first letter, whatever its case, a bit for each letter that is behind it in a label. Signs
    /// are taken for letters.
    pairs: [u32; Self::LETTERS],
}

impl Openings {
    const LETTERS: usize = 32;

    pub const fn new(labels: &'static [&'static str]) -> Self {
        let mut pairs = [0; Self::LETTERS];
        let mut at = 0;
        while at < labels.len() {
            let label = labels[at].as_bytes();
            pairs[Self::letter(label[0])] |= 1 << Self::letter(label[1]);
            at += 1;
        }
        Self { labels, pairs }
    }

    /// Capitals and small letters of ASCII differ in a higher bit.
    const fn letter(byte: u8) -> usize {
        byte as usize % Self::LETTERS
    }

    /// Whether a label may be there. Letters beyond ASCII can be small ones of ASCII.
    #[inline]
    fn may_open(&self, text: &str) -> bool {
        let Some([first, second]) = text.as_bytes().first_chunk() else { return false };
        let pairs = self.pairs[Self::letter(*first)];
        let pair = if second.is_ascii() { 1 << Self::letter(*second) } else { u32::MAX };
        !first.is_ascii() || pairs & pair != 0
    }

    /// The labels that a text begins with, and what stands behind each.
    #[inline]
    pub fn of<'a>(&self, text: &'a str) -> impl Iterator<Item = (&'static str, &'a str)> {
        let labels = if self.may_open(text) { self.labels } else { &[] };
        labels.iter().filter_map(move |label| Some((*label, after(text, label)?)))
    }

    /// What stands behind the first of the labels that a text begins with.
    #[inline]
    pub fn behind<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.of(text).next().map(|(_, rest)| rest)
    }
}

/// What stands behind a label (lower case) at the start of a text, in whatever case.
#[inline]
pub(super) fn after<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    // Most texts begin with no label, which their first bytes say.
    let [text_start, label_start] = [text, label].map(|text| text.as_bytes().first_chunk::<2>());
    let differs = |byte: u8, expected: u8| {
        byte.to_ascii_lowercase() != expected && byte.is_ascii() && expected.is_ascii()
    };
    let ([first, second], [expected, next]) = (*text_start?, *label_start?);
    if differs(first, expected) || differs(second, next) {
        return None;
    }
    let third = text.as_bytes().get(2).zip(label.as_bytes().get(2));
    let is_plain = first.is_ascii() && second.is_ascii();
    if is_plain && third.is_some_and(|(third, last)| differs(*third, *last)) {
        return None;
    }
    behind(text, label)
}

fn behind<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for expected in label.chars() {
        let c = rest.next()?;
        let c = if c == '’' { '\'' } else { c.to_ascii_lowercase() };
        if c != expected && (c.is_ascii() || !c.to_lowercase().eq([expected])) {
            return None;
        }
    }
    let rest = rest.as_str();
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    static LABELS: Openings = Openings::new(&["note", "note to readers", "été", "kürze", "l'essentiel"]);

    #[test]
    fn labels_are_known_in_any_case() {
        for (text, rest) in [
            ("Note: one", ": one"),
            ("NOTE TO READERS", " TO READERS"),
            ("ÉTÉ 2020", " 2020"),
            ("KÜRZE", ""),
            ("\u{212a}ürze", ""),
            ("L’essentiel:", ":"),
        ] {
            assert_eq!(LABELS.behind(text), Some(rest), "{text}");
        }
        for text in ["", "n", "é", "notes", "nöte", "ete", "The note", "—", "l"] {
            assert_eq!(LABELS.behind(text), None, "{text}");
        }
        assert_eq!(LABELS.of("Note to readers").count(), 2);
    }
}
