//! The manifest: which files of the output folder are ours. Nothing else is ever deleted.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::fingerprint::Fingerprint;
use crate::fs;

use super::Site;

const FIRST_LINE: &str = "backfile manifest 1";

/// By path in the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest(pub BTreeMap<String, Written>);

/// A file as we wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub hash: Fingerprint,
    /// In bytes.
    pub length: u64,
}

impl Manifest {
    /// The manifest of the last build into this output folder. Missing, damaged or another folder's: an
    /// empty one, which costs nothing but that files of that build are not known as ours.
    pub fn load(site: &Site) -> Self {
        let read = || {
            let bytes = fs::read_if_there(&path(site)).ok()??;
            let text = String::from_utf8(bytes).ok()?;
            let mut lines = text.lines();
            let same = lines.next()? == FIRST_LINE && lines.next()? == fs::slashed(&site.output);
            same.then_some(())?;
            lines.map(parse_line).collect::<Option<BTreeMap<_, _>>>().map(Self)
        };
        read().unwrap_or_default()
    }

    pub fn save(&self, site: &Site) -> Result<(), fs::Error> {
        let mut text = format!("{FIRST_LINE}\n{}\n", fs::slashed(&site.output));
        for (file, written) in &self.0 {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{}\t{}\t{file}", written.hash, written.length);
        }
        let path = path(site);
        fs::create_folder(path.parent().unwrap_or(Path::new(".")))?;
        fs::replace(&path, text.as_bytes())
    }
}

fn path(site: &Site) -> std::path::PathBuf {
    site.root.join(".backfile").join("manifest")
}

fn parse_line(line: &str) -> Option<(String, Written)> {
    let mut parts = line.splitn(3, '\t');
    let hash = Fingerprint::parse(parts.next()?)?;
    let length = parts.next()?.parse().ok()?;
    Some((parts.next()?.to_owned(), Written { hash, length }))
}
