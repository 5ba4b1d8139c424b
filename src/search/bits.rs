//! Numbers as bits and bytes: what the files of the index are written with.
//!
//! Bits are written from the highest down, so that JavaScript counts leading zeros with one instruction.

/// A sequence of bits.
#[derive(Clone, Debug, Default)]
pub struct Bits {
    bytes: Vec<u8>,
    /// Bits that do not fill four bytes yet, at the low end.
    rest: u64,
    count: u32,
}

impl Bits {
    /// Appends the lowest `count` bits of a number, at most 32.
    #[inline]
    pub fn push(&mut self, number: u32, count: u32) {
        self.rest = self.rest << count | (u64::from(number) & ((1 << count) - 1));
        self.count += count;
        if self.count >= 32 {
            self.count -= 32;
            self.bytes.extend_from_slice(&((self.rest >> self.count) as u32).to_be_bytes());
        }
    }

    /// Appends a number in Rice's code: its upper part in zeros closed by a one, then its lowest `low` bits.
    #[inline]
    pub fn push_rice(&mut self, number: u32, low: u32) {
        let mut zeros = number >> low;
        if zeros + low < 32 {
            return self.push(1 << low | number & ((1 << low) - 1), zeros + 1 + low);
        }
        while zeros >= 24 {
            self.push(0, 24);
            zeros -= 24;
        }
        self.push(1, zeros + 1);
        self.push(number, low);
    }

    /// The bytes, the last one filled with zeros.
    pub fn finish(mut self) -> Vec<u8> {
        let length = self.bytes.len() + self.count.div_ceil(8) as usize;
        self.push(0, 32 - self.count);
        self.bytes.truncate(length);
        self.bytes
    }
}

/// How many low bits a Rice code has for gaps between `few` of `all` numbers. `decode.js` has the same.
pub fn rice_bits(all: u32, few: u32) -> u32 {
    (u64::from(all) * 7 / 10 / u64::from(few.max(1))).checked_ilog2().unwrap_or(0)
}

/// Appends a number in groups of seven bits, the lowest first.
#[inline]
pub fn push_varint(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 128 {
        bytes.push(number as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes a number off the front; what is missing is zero.
#[inline]
pub fn take_varint(bytes: &mut &[u8]) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some((byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & 127) << shift;
        if *byte < 128 {
            break;
        }
        shift += 7;
    }
    number
}

/// The usual base64, with padding.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    let digit = |number: u32, place: u32| DIGITS[(number >> (18 - 6 * place)) as usize & 63];
    let (groups, rest) = bytes.as_chunks::<3>();
    for [first, second, third] in groups {
        let number = u32::from_be_bytes([0, *first, *second, *third]);
        out.extend_from_slice(&[digit(number, 0), digit(number, 1), digit(number, 2), digit(number, 3)]);
    }
    if let [first, rest @ ..] = rest {
        let number = u32::from_be_bytes([0, *first, rest.first().copied().unwrap_or_default(), 0]);
        let third = if rest.is_empty() { b'=' } else { digit(number, 2) };
        out.extend_from_slice(&[digit(number, 0), digit(number, 1), third, b'=']);
    }
    // Nothing but ASCII was written.
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_from_the_top() {
        let mut bits = Bits::default();
        bits.push(0b101, 3);
        bits.push_rice(9, 2);
        bits.push_rice(60, 1);
        let expect = format!("101{}{}", "00101", "0".repeat(30) + "10");
        let found: String = bits.finish().iter().map(|byte| format!("{byte:08b}")).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn varints_come_back() {
        let mut bytes = Vec::new();
        let numbers = [0, 1, 127, 128, 16_383, 16_384, u32::MAX];
        numbers.iter().for_each(|number| push_varint(&mut bytes, *number));
        let mut rest = &bytes[..];
        assert_eq!(numbers.map(|_| take_varint(&mut rest)), numbers);
        assert!(rest.is_empty());
    }

    #[test]
    fn base64_is_the_usual_one() {
        assert_eq!(
            ["", "f", "fo", "foo", "foob"].map(|text| base64(text.as_bytes())),
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
    }
}
