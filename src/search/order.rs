//! The order of texts by their bytes. Most comparisons need the first eight alone.

use crate::search::vocabulary::Texts;

/// Puts numbers of texts in the order of the texts.
pub fn alphabetical(numbers: &mut Vec<u32>, texts: &Texts) {
    let heads = numbers.drain(..).map(|number| (head(texts.get(number)), number));
    let mut keyed: Vec<(u64, u32)> = heads.collect();
    keyed.sort_unstable_by(|left, right| {
        left.0.cmp(&right.0).then_with(|| texts.get(left.1).cmp(texts.get(right.1)))
    });
    numbers.extend(keyed.into_iter().map(|(_, number)| number));
}

/// The first eight bytes as a number that sorts like them; shorter texts are filled with zeros.
#[inline]
pub fn head(text: &str) -> u64 {
    let bytes = text.as_bytes();
    match bytes.first_chunk() {
        Some(first) => u64::from_be_bytes(*first),
        None => {
            bytes.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)) << (8 * (8 - bytes.len())).min(63)
        }
    }
}
