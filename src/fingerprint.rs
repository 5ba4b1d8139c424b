//! Fingerprints: what two builds compare instead of the things themselves.
//!
//! What only the program compares is hashed by XXH3, which costs a build next to nothing; with SHA-256 it
//! was a twentieth. Nobody gains by two things with one fingerprint but a stale page in a site of his own.
//! What people see and check elsewhere (`sha256` in an `[import]` table) is a SHA-256.

use std::fmt;
use std::hash::{Hash, Hasher};

use bitcode::{Decode, Encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use twox_hash::XxHash3_128;

/// The program that makes pages, as a text that is another when its source is another.
pub const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("BACKFILE_SOURCE"));

/// 128 bits: enough that two different things never share one by chance.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Stand for something else than a fingerprint where one is expected: no hash is one of them, but by
    /// a chance of one in 2^127.
    pub const ZEROS: Self = Self([0; 16]);
    pub const ONES: Self = Self([0xff; 16]);

    /// The fingerprint of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(XxHash3_128::oneshot(bytes).to_be_bytes())
    }

    /// The fingerprint of all that a reader gives, and how many bytes that is.
    pub fn of_reader(mut reader: impl std::io::Read) -> std::io::Result<(Self, u64)> {
        let mut sink = Sink(XxHash3_128::new());
        let length = std::io::copy(&mut reader, &mut sink)?;
        Ok((Self(sink.0.finish_128().to_be_bytes()), length))
    }

    /// The fingerprint of everything that a value serialises, in the order in which it does.
    ///
    /// Maps inside the value must have a fixed order, or equal values get different fingerprints.
    pub fn of_value<T: Serialize + ?Sized>(value: &T) -> Self {
        // The types that we serialise have text keys only. One that serde_json cannot write would get the
        // fingerprint of nothing.
        serde_json::to_vec(value).map(|bytes| Self::of(&bytes)).unwrap_or_default()
    }

    /// The fingerprint of everything that a value hashes. A type that derives `Hash` hashes all its
    /// fields, with the lengths of lists and texts between them.
    pub fn of_hash<T: Hash + ?Sized>(value: &T) -> Self {
        // Values hash in small pieces, and those are put together faster than they are digested.
        let mut pieces = Pieces(Vec::with_capacity(1024));
        value.hash(&mut pieces);
        Self::of(&pieces.0)
    }

    /// Reads what `Display` writes.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }

    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("it is no fingerprint"))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hexadecimal(&self.0))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The whole SHA-256 as 64 lower-case hexadecimal digits, as `sha256sum` prints it.
pub fn sha256(bytes: &[u8]) -> String {
    sha256_of_parts(|part| part(bytes))
}

/// The same of what is given piece by piece.
pub fn sha256_of_parts(give: impl FnOnce(&mut dyn FnMut(&[u8]))) -> String {
    let mut digest = Sha256::new();
    give(&mut |part| digest.update(part));
    hexadecimal(&digest.finalize())
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let digits = halves.map(|half| DIGITS[usize::from(half)]).collect();
    String::from_utf8(digits).unwrap_or_default()
}

struct Sink(XxHash3_128);

impl std::io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// All that a value hashes.
struct Pieces(Vec<u8>);

impl Hasher for Pieces {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Never asked for: the digest is taken from the hash inside.
    fn finish(&self) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_published_digest() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(Fingerprint::of(b"").to_string(), "99aa06d3014798d86001c324468d497f");
        assert_eq!(Fingerprint::parse("99aa06d3014798d86001c324468d497f"), Some(Fingerprint::of(b"")));
        assert_eq!(Fingerprint::parse("99aa06d3014798d86001c324468d497"), None);
    }

    #[test]
    fn a_reader_gives_what_its_bytes_give() {
        let bytes: Vec<u8> = (0..100_000).map(|at| (at % 251) as u8).collect();
        assert_eq!(Fingerprint::of_reader(&bytes[..]).unwrap(), (Fingerprint::of(&bytes), 100_000));
    }

    #[test]
    fn of_a_value_tells_fields_apart() {
        assert_ne!(Fingerprint::of_value(&("ab", "c")), Fingerprint::of_value(&("a", "bc")));
    }
}
