//! What is near and what is not.

use super::word::mixed;
use super::*;

/// A made-up text of so many words.
fn text(seed: u64, words: u64) -> Vec<String> {
    (0..words).map(|at| format!("w{}", mixed(seed * 1_000_003 + at) % 5000)).collect()
}

#[test]
fn capitals_and_punctuation_count_for_nothing() {
    let words = text(1, 60);
    let plain = Sketch::of(&words.join(" "));
    assert!(plain.is_some());
    assert_eq!(plain, Sketch::of(&words.join(", ").to_uppercase()));
    assert_eq!(
        Sketch::of(&"Élan vital, ça va bien. ".repeat(10)),
        Sketch::of(&"ÉLAN VITAL ÇA VA BIEN ".repeat(10))
    );
    assert_ne!(plain, Sketch::of(&text(2, 60).join(" ")));
}

#[test]
fn short_texts_have_no_sketch() {
    assert_eq!(Sketch::of(""), None);
    assert_eq!(Sketch::of(&text(1, 39).join(" ")), None);
    assert!(Sketch::of(&text(1, 40).join(" ")).is_some());
    assert!(Sketch::of(&"新闻机构今天报道".repeat(6)).is_some());
}

#[test]
fn an_edited_text_is_found_and_another_is_not() {
    let mut nearby = Nearby::default();
    for id in 0..500 {
        assert_eq!(nearby.add(id, Sketch::of(&text(u64::from(id), 300).join(" ")).unwrap()), None);
    }
    let mut found = 0;
    for id in 0..500 {
        let mut edited = text(u64::from(id), 300);
        edited[200] = "corrected".to_owned();
        edited.push("and a line at the end of it all".to_owned());
        let near = nearby.add(1000 + id, Sketch::of(&edited.join(" ")).unwrap());
        found += usize::from(near.is_some_and(|(other, _)| other == id));
    }
    // One changed word takes 5 of 300 shingles, the line 7.
    assert!(found >= 498, "{found}");
}

#[test]
fn equal_texts_are_given_the_first_of_them() {
    let mut nearby = Nearby::default();
    let sketch = Sketch::of(&text(7, 100).join(" ")).unwrap();
    assert_eq!(nearby.add(3, sketch), None);
    for id in 4..1000 {
        assert_eq!(nearby.add(id, sketch), Some((3, 1.0)));
    }
    assert_eq!(nearby.texts.len(), 1);
}

#[test]
fn what_is_printed_below_all_texts_hides_no_copy() {
    let mut nearby = Nearby::default();
    let below = text(99, 60).join(" ");
    let whole = |id: u64| Sketch::of(&format!("{} {below}", text(id, 120).join(" "))).unwrap();
    for id in 0..2000 {
        assert_eq!(nearby.add(id, whole(u64::from(id))), None, "{id}");
    }
    let found = (0..2000).filter(|id| nearby.add(9999, whole(u64::from(*id))) == Some((*id, 1.0))).count();
    assert!(found >= 1990, "{found}");
}

#[test]
fn the_estimate_is_about_the_share() {
    for (changed, least, most) in [(0, 1.0, 1.0), (150, 0.6, 0.95), (500, 0.15, 0.55), (1000, 0.0, 0.0)] {
        let mut mean = 0.0;
        for seed in 0..20 {
            let one = text(seed, 1000);
            let mut other = one.clone();
            other.splice(..changed as usize, text(seed + 5000, changed));
            let sketch = |words: &[String]| Sketch::of(&words.join(" ")).unwrap();
            mean += sketch(&one).similarity(&sketch(&other));
        }
        mean /= 20.0;
        assert!((least..=most).contains(&mean), "{changed}: {mean}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_like_itself(text in "(\\PC{1,9} ){40,80}") {
        if let Some(sketch) = Sketch::of(&text) {
            assert!(sketch.0.is_sorted());
            assert!(sketch.0[0] == u32::MAX || sketch.similarity(&sketch) == 1.0);
        }
    }
}
