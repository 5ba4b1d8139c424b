//! How far a JSON value reaches, without reading it: brackets are counted and strings passed over.
//!
//! Whether what is between the brackets is JSON is not asked here.

use memchr::memchr3;

/// Brackets inside brackets, at most. `serde_json` reads no more either.
const DEEPEST: u32 = 127;

/// What has become of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// It ends before this byte of the bytes given last.
    Whole(usize),
    More,
    /// It cannot be right, which is seen at this byte: a line end in a string, or the wrong bracket.
    Broken(usize),
}

/// A walk over an object, list or string, through any number of pieces.
#[derive(Debug, Default)]
pub struct Walk {
    depth: u32,
    /// One bit for each open bracket, the innermost lowest: set for a list.
    lists: u128,
    in_string: bool,
    escaped: bool,
}

impl Walk {
    /// Goes over the next bytes. The first of all must be `{`, `[` or `"`.
    pub fn over(&mut self, bytes: &[u8]) -> Extent {
        let mut at = 0;
        while at < bytes.len() {
            if self.in_string {
                match self.string(bytes, at) {
                    Extent::Whole(end) => at = end,
                    other => return other,
                }
            } else {
                if self.step(bytes[at]).is_none() {
                    return Extent::Broken(at);
                }
                at += 1;
            }
            if self.depth == 0 && !self.in_string {
                return Extent::Whole(at);
            }
        }
        Extent::More
    }

    /// A byte outside strings. `None` when it is the wrong bracket, or one too many.
    fn step(&mut self, byte: u8) -> Option<()> {
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => {
                if self.depth == DEEPEST {
                    return None;
                }
                self.depth += 1;
                self.lists = self.lists << 1 | u128::from(byte == b'[');
            }
            b'}' | b']' => {
                if self.depth == 0 || (self.lists & 1 == 1) != (byte == b']') {
                    return None;
                }
                self.depth -= 1;
                self.lists >>= 1;
            }
            _ => {}
        }
        Some(())
    }

    /// To the end of the string that the byte is in.
    fn string(&mut self, bytes: &[u8], mut at: usize) -> Extent {
        loop {
            if std::mem::take(&mut self.escaped) {
                at += 1;
            }
            let Some(found) = bytes.get(at..).and_then(|rest| memchr3(b'"', b'\\', b'\n', rest)) else {
                return Extent::More;
            };
            at += found + 1;
            match bytes[at - 1] {
                b'"' => {
                    self.in_string = false;
                    return Extent::Whole(at);
                }
                b'\n' => return Extent::Broken(at - 1),
                _ if at == bytes.len() => {
                    self.escaped = true;
                    return Extent::More;
                }
                _ => self.escaped = true,
            }
        }
    }
}

/// The extent of any value at the start of the bytes, scalars included, which end before a delimiter.
pub fn value(bytes: &[u8]) -> Extent {
    match bytes.first() {
        Some(b'{' | b'[' | b'"') => Walk::default().over(bytes),
        _ => {
            let delimits = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b'{' | b'[' | b'"' | b'\n');
            bytes.iter().position(delimits).map_or(Extent::More, |end| Extent::Whole(end.max(1)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extents() {
        for (json, extent) in [
            (r#"{} x"#, Extent::Whole(2)),
            (r#"{"a":["}",{}]},"#, Extent::Whole(14)),
            (r#"{"a":"\"}"}"#, Extent::Whole(11)),
            (r#"{"a":"\\"}"#, Extent::Whole(10)),
            (r#"{"a":"x"#, Extent::More),
            (r#"{"a":]"#, Extent::Broken(5)),
            ("{\"a\":\"x\n", Extent::Broken(7)),
        ] {
            assert_eq!(Walk::default().over(json.as_bytes()), extent, "{json}");
        }
    }

    #[test]
    fn pieces_make_no_difference() {
        let json = br#"{"a":["}\"\\",{"b":"\u00e9"}],"c":[[],{}]}"#;
        for at in 0..json.len() {
            let mut walk = Walk::default();
            assert_eq!(walk.over(&json[..at]), Extent::More);
            assert_eq!(walk.over(&json[at..]), Extent::Whole(json.len() - at), "{at}");
        }
    }
}
