//! `â€™` for `’` and `Ã©` for `é`: UTF-8 that was read as Windows-1252 or Latin-1.
//!
//! A sequence is mended where its letters, as bytes, are one character in UTF-8 and nobody would write
//! them so: `É”` at the end of a shouted quotation are such bytes too, and stay.

/// The text with its characters made whole, and how many; `None` if there are none.
pub fn mend(text: &str) -> Option<(String, usize)> {
    let found = sequences(text);
    let is_spoilt = found.iter().any(|sequence| sequence.grade == Grade::Sure);
    if !is_spoilt {
        return None;
    }
    let quotes = text.contains("â€œ");
    let mut out = String::with_capacity(text.len());
    let (mut at, mut count) = (0, 0);
    for sequence in &found {
        let end = sequence.start + sequence.length;
        match sequence.grade {
            Grade::Cut if !quotes => continue,
            Grade::Never => continue,
            Grade::Cut | Grade::Likely | Grade::Sure => {}
        }
        out.push_str(text.get(at..sequence.start)?);
        out.push(sequence.whole);
        at = end;
        count += 1;
    }
    out.push_str(text.get(at..)?);
    Some((out, count))
}

/// How sure we are that letters are one spoilt character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grade {
    Never,
    /// `â€` whose third letter, a control character, was lost: a closing quotation mark where `â€œ` opens.
    Cut,
    /// Mended if the text has others that are sure.
    Likely,
    Sure,
}

/// Letters of a text that are the bytes of one character; places in bytes.
struct Sequence {
    start: usize,
    length: usize,
    whole: char,
    grade: Grade,
}

/// All sequences in order, none overlapping.
fn sequences(text: &str) -> Vec<Sequence> {
    let mut found: Vec<Sequence> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(step) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0xc3)) {
        let start = at + step;
        let Some(mut sequence) = text.get(start..).and_then(|rest| sequence(rest, start)) else {
            at = start + 1;
            continue;
        };
        at = start + sequence.length;
        sequence.grade = grade(text, &sequence);
        // Two in a row are not written by chance.
        if let Some(last) = found.last_mut().filter(|last| last.start + last.length == start) {
            last.grade = doubly(last);
            sequence.grade = doubly(&sequence);
        }
        found.push(sequence);
    }
    found
}

/// The grade of a sequence beside another. A control may be a part of what was spoilt twice.
fn doubly(sequence: &Sequence) -> Grade {
    match sequence.grade {
        Grade::Never if !sequence.whole.is_control() => Grade::Never,
        Grade::Cut => Grade::Cut,
        _ => Grade::Sure,
    }
}

/// The sequence that a text begins with.
fn sequence(text: &str, start: usize) -> Option<Sequence> {
    let mut chars = text.chars();
    let lead = byte_of(chars.next()?)?;
    let wanted = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut length = 2;
    for (at, slot) in bytes.iter_mut().enumerate().take(wanted).skip(1) {
        let next = chars.next();
        let Some(byte) = next.and_then(byte_of).filter(|byte| (0x80..0xc0).contains(byte)) else {
            let is_cut = at == 2 && bytes[..2] == [0xe2, 0x80];
            return is_cut.then_some(Sequence { start, length, whole: '”', grade: Grade::Cut });
        };
        *slot = byte;
        length += next.map_or(0, char::len_utf8);
    }
    let whole = std::str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
    Some(Sequence { start, length, whole, grade: Grade::Never })
}

fn grade(text: &str, sequence: &Sequence) -> Grade {
    let end = sequence.start + sequence.length;
    let before = text.get(..sequence.start).and_then(|text| text.chars().next_back());
    let next = text.get(end..).and_then(|text| text.chars().next());
    let last = text.get(sequence.start..end).and_then(|text| text.chars().next_back());
    let is_small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    // A capital before a closing mark may be the end of a shouted word, and not inside another.
    let ends_word = last.is_some_and(is_closing) && !is_small(before) && !is_small(next);
    match sequence.whole {
        _ if sequence.grade == Grade::Cut => Grade::Cut,
        // Controls are nobody's character, and N'Ko is what `ß“` would be.
        '\u{80}'..='\u{9f}' | '\u{7c0}'..='\u{7ff}' | '\u{e000}'..='\u{f8ff}' => Grade::Never,
        '\u{a0}'..='\u{36f}' if ends_word => Grade::Likely,
        '\u{a0}'..='\u{36f}' => Grade::Sure,
        // Vietnamese: its `á` is also a letter at the end of a quoted word.
        '\u{1e00}'..='\u{1fff}' if last.is_some_and(is_closing) => Grade::Likely,
        '\u{1e00}'..='\u{2bff}' | '\u{fb00}'..='\u{fb06}' | '\u{feff}'..='\u{ffff}' => Grade::Sure,
        '\u{1f000}'..='\u{1faff}' => Grade::Sure,
        // One letter of Greek, Cyrillic, Hebrew or Chinese alone is hardly meant; words are two in a row.
        _ => Grade::Likely,
    }
}

/// Marks that stand behind words.
fn is_closing(c: char) -> bool {
    matches!(c, '…' | '‘' | '’' | '“' | '”' | '–' | '—' | '‹' | '›' | '«' | '»' | '•' | '\u{a0}')
}

/// The byte that reads as this character in Windows-1252, or in Latin-1 where that knows none.
fn byte_of(c: char) -> Option<u8> {
    const UPPER: [char; 27] = [
        '€', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 'Ž', '‘', '’', '“', '”', '•', '–', '—',
        '˜', '™', 'š', '›', 'œ', 'ž', 'Ÿ',
    ];
    const BYTES: [u8; 27] = [
        0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94,
        0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
    ];
    match c {
        '\u{80}'..='\u{ff}' => u8::try_from(c).ok(),
        _ => UPPER.iter().position(|upper| *upper == c).and_then(|at| BYTES.get(at)).copied(),
    }
}
