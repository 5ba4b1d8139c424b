//! Gives the program a fingerprint of its own source, so that pages made by another one are made again.
//!
//! The version alone would not do: whoever works on the program builds it many times between two
//! versions.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut hasher = DefaultHasher::new();
    for name in ["Cargo.toml", "Cargo.lock", "src", "templates", "static"] {
        println!("cargo::rerun-if-changed={name}");
        let path = root.join(name);
        // An installed package may come without its lock file.
        if path.exists() {
            read(&path, &mut hasher)?;
        }
    }
    println!("cargo::rustc-env=BACKFILE_SOURCE={:016x}", hasher.finish());
    Ok(())
}

/// Reads a file, or all files below a folder in the order of their names.
fn read(path: &Path, hasher: &mut DefaultHasher) -> std::io::Result<()> {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> =
            std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| read(entry, hasher));
    }
    path.file_name().hash(hasher);
    std::fs::read(path)?.hash(hasher);
    Ok(())
}
