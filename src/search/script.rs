//! The form of every file: a classic script that hands its data to the reader's half.
//!
//! Such files load from a folder as well as from any host, without CORS and without range requests, and
//! gzip takes base64 back to about the size of the bytes.

use crate::fingerprint::Fingerprint;
use crate::search::bits::base64;
use crate::search::row::quote;

/// A file of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Below the folder of the index: `2010s/t12.js`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// A file with bytes for `decode.js`.
pub fn packed(name: &str, bytes: &[u8]) -> File {
    script(name, &format!("\"{}\"", base64(bytes)))
}

/// A file with a value in JavaScript.
pub fn script(name: &str, value: &str) -> File {
    let mut text = String::with_capacity(name.len() + value.len() + 12);
    text.push_str("__s(");
    quote(&mut text, name);
    text.push(',');
    text.push_str(value);
    text.push_str(");\n");
    File { path: format!("{name}.js"), bytes: text.into_bytes() }
}

/// A number that is another when the files are others. For versions in addresses; a browser that has an old
/// file of the same name then asks again.
pub fn version<'a>(files: impl IntoIterator<Item = &'a File>) -> u64 {
    let prints: Vec<(&str, Fingerprint)> =
        files.into_iter().map(|file| (file.path.as_str(), Fingerprint::of(&file.bytes))).collect();
    let print = Fingerprint::of_hash(&prints);
    print.bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}
