//! Counts the terms of one article.

/// How often each term is in one article: in the title in the upper bits, elsewhere in the lower.
#[derive(Default)]
pub struct Tally {
    counts: Vec<u32>,
    /// The terms that were met, the first `met` of these.
    terms: Vec<u32>,
    met: usize,
}

const TITLE_BIT: u32 = 20;
/// The weight of a word in the title.
pub const TITLE: u32 = 1 << TITLE_BIT;

impl Tally {
    /// Counts a term. Whether it is a new one in the article is a toss-up, so nothing hangs on that but a sum.
    #[inline]
    pub fn add(&mut self, term: u32, weight: u32) {
        let place = term as usize;
        if place >= self.counts.len() {
            self.counts.resize((place + 1).next_power_of_two(), 0);
        }
        if self.met == self.terms.len() {
            self.terms.resize((self.met * 2).max(1024), 0);
        }
        let count = &mut self.counts[place];
        self.terms[self.met] = term;
        self.met += usize::from(*count == 0);
        *count += weight;
    }

    /// Gives each term with its counts, and forgets them.
    pub fn drain(&mut self, mut each: impl FnMut(u32, u32, u32)) {
        for term in &self.terms[..self.met] {
            let count = std::mem::take(&mut self.counts[*term as usize]);
            each(*term, count >> TITLE_BIT, count & (TITLE - 1));
        }
        self.met = 0;
    }
}
