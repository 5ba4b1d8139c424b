//! Numbers that look random and are the same for the same seed, on every machine and in every version:
//! SplitMix64. Integers only, because the last digit of a logarithm is not the same everywhere.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The stream of one article for one purpose: what is drawn for one changes nothing for another.
    pub fn new(seed: u64, article: u64, purpose: u64) -> Self {
        let mut stream = Self(seed ^ purpose.wrapping_mul(0xA076_1D64_78BD_642F));
        stream.0 = stream.draw() ^ article.wrapping_mul(0xE703_7ED1_A0B4_28DB);
        stream.draw();
        stream
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number from zero up to and without `limit`, which is not zero.
    pub fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.draw()) * limit as u128) >> 64) as usize
    }

    /// A number from `low` up to and with `high`.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// Whether something happens that does so `times` in a thousand.
    pub fn in_thousand(&mut self, times: usize) -> bool {
        self.below(1000) < times
    }

    /// One of several, each as likely as the others.
    pub fn one_of<'a, T: ?Sized>(&mut self, things: &[&'a T]) -> &'a T {
        things[self.below(things.len())]
    }
}

/// Zipf's law over ranks from zero: the second is half as frequent as the first, the third a third.
#[derive(Debug)]
pub struct Zipf {
    /// The rank for each value of the upper sixteen bits of a draw.
    ranks: Vec<u16>,
}

impl Zipf {
    /// Over at most 65,536 ranks; of more than a few thousand the rarest may never be drawn.
    pub fn new(count: usize) -> Self {
        let slots = 1_u128 << 16;
        let weight = |rank: usize| (1_u128 << 40) / (rank as u128 + 1);
        let total: u128 = (0..count).map(weight).sum();
        let mut ranks = Vec::with_capacity(slots as usize);
        let mut sum = 0;
        for rank in 0..count {
            sum += weight(rank);
            ranks.resize((sum * slots / total) as usize, rank as u16);
        }
        Self { ranks }
    }

    pub fn draw(&self, random: &mut Random) -> usize {
        usize::from(self.ranks[(random.draw() >> 48) as usize])
    }
}
