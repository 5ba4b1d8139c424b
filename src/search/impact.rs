//! How strongly a term stands for an article: BM25F, in six bits.
//!
//! What depends on the whole archive, how rare a term is, is left to the reader's half, which knows how many
//! segments it has, and so is how soon more of the same stops to count. So the index of a segment hangs on
//! its own articles only; the average lengths are constants for the same reason.

/// The highest impact; the lowest is 1.
pub const HIGHEST: u8 = 63;

/// What a weighted count must be for each impact above 1: impacts are steps on a scale of ratios, from 0.15 to
/// 60. Even steps of the strength itself tell the best articles of a common word apart far worse.
const STEPS: [f64; 62] = {
    // Ratios, and not a logarithm: those are the same on every machine.
    const LOWEST: f64 = 0.15;
    const RATIO: f64 = 1.1014599476471452;
    const HALF: f64 = 1.0495046201171032;
    let mut steps = [LOWEST * HALF; 62];
    let mut at = 1;
    while at < steps.len() {
        steps[at] = steps[at - 1] * RATIO;
        at += 1;
    }
    steps
};

/// What a word in a title counts, against one in the text.
const TITLE: f64 = 5.0;
/// Usual lengths in words, and how much a length counts.
const TITLE_WORDS: f64 = 10.0;
const TITLE_SHARE: f64 = 0.5;
const TEXT_WORDS: f64 = 500.0;
const TEXT_SHARE: f64 = 0.75;

/// What the lengths of an article make of its counts.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    title: f64,
    text: f64,
    /// The impacts of terms that are so often in the text and not in the title, which most are.
    few: [u8; 8],
}

impl Scale {
    /// For an article with so many words in its title, and so many elsewhere.
    pub fn of(title_words: u32, text_words: u32) -> Self {
        let norm = |share: f64, words: u32, usual: f64| 1.0 - share + share * f64::from(words) / usual;
        let title = TITLE / norm(TITLE_SHARE, title_words, TITLE_WORDS);
        let text = 1.0 / norm(TEXT_SHARE, text_words, TEXT_WORDS);
        let few = std::array::from_fn(|in_text| step(text * in_text as f64));
        Self { title, text, few }
    }

    /// The impact, from 1 to `HIGHEST`, of a term that is so often in the title and, headings counted twice,
    /// in the text.
    #[inline]
    pub fn impact(self, in_title: u32, in_text: u32) -> u8 {
        match self.few.get(in_text as usize) {
            Some(impact) if in_title == 0 => *impact,
            _ => step(self.title * f64::from(in_title) + self.text * f64::from(in_text)),
        }
    }
}

/// The impact of a weighted count.
fn step(count: f64) -> u8 {
    1 + STEPS.partition_point(|step| *step <= count) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_short_articles_count_more() {
        let usual = Scale::of(10, 500);
        assert_eq!([usual.impact(0, 1), usual.impact(0, 4), usual.impact(1, 1)], [21, 35, 39]);
        assert!(Scale::of(10, 100).impact(0, 1) > usual.impact(0, 1));
        assert_eq!(usual.impact(500, 500), HIGHEST);
    }
}
