//! Sorting many large things in little memory.

use std::cmp::Ordering;

use rayon::prelude::*;

/// Sorts things by sorting their places: a sort needs as much room again as it moves. Keeps the order of
/// equal things; costs 8 bytes for each thing, and is fast where most are in order already.
pub fn by_places<T: Sync>(things: &mut [T], order: impl Fn(&T, &T) -> Ordering + Sync) {
    let mut from: Vec<u32> = (0..things.len() as u32).collect();
    from.par_sort_by(|a, b| order(&things[*a as usize], &things[*b as usize]));
    let mut to = vec![0; things.len()];
    for (place, index) in (0..).zip(from) {
        to[index as usize] = place;
    }
    for place in 0..things.len() {
        while to[place] as usize != place {
            let other = to[place] as usize;
            things.swap(place, other);
            to.swap(place, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_a_sort_does() {
        for seed in 0..50u64 {
            let number = |at: u64| (at + seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56;
            let mut things: Vec<(u64, u64)> = (0..seed * 7).map(|at| (number(at), at)).collect();
            let mut expected = things.clone();
            by_places(&mut things, |a, b| a.0.cmp(&b.0));
            expected.sort_by_key(|thing| thing.0);
            assert_eq!(things, expected);
        }
    }
}
