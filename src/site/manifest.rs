//! The manifest: which files of the output folder are ours. Nothing else is ever deleted.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::article::Url;
use crate::fingerprint::Fingerprint;
use crate::fs;

use super::{Site, plain};

const FIRST_LINE: &str = "backfile manifest 1";

/// What is known of an output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// By path in the output folder.
    pub files: BTreeMap<String, Written>,
    /// Whether the build that wrote it came to its end.
    pub finished: bool,
}

/// A file as we wrote it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub hash: Fingerprint,
    /// In bytes.
    pub length: u64,
}

impl Manifest {
    /// The manifest of the last build into this output folder. Missing or damaged: an empty one, which
    /// costs nothing but that files of that build are not known as ours.
    pub fn load(site: &Site) -> Self {
        let read = || {
            let bytes = fs::read_if_there(&path(site)).ok()??;
            let text = String::from_utf8(bytes).ok()?;
            let mut lines = text.lines();
            (lines.next()? == FIRST_LINE).then_some(())?;
            let finished = lines.next()? == "finished";
            let files = lines.map(parse_line).collect::<Option<BTreeMap<_, _>>>()?;
            Some(Self { files, finished })
        };
        read().unwrap_or_default()
    }

    pub fn save(&self, site: &Site) -> Result<(), fs::Error> {
        let state = if self.finished { "finished" } else { "begun" };
        let mut text = format!("{FIRST_LINE}\n{state}\n");
        for (file, written) in &self.files {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{}\t{}\t{file}", written.hash, written.length);
        }
        let path = path(site);
        fs::create_folder(path.parent().unwrap_or(Path::new(".")))?;
        fs::replace(&path, text.as_bytes())
    }
}

/// One manifest for each output folder, however that is written.
fn path(site: &Site) -> PathBuf {
    let folder = Fingerprint::of(plain(&site.output).as_os_str().as_encoded_bytes()).to_string();
    site.root.join(".backfile").join(format!("manifest-{}", &folder[..16]))
}

/// A line of the file. A path that would lead out of the folder makes the whole manifest damaged.
fn parse_line(line: &str) -> Option<(String, Written)> {
    let mut parts = line.splitn(3, '\t');
    let hash = Fingerprint::parse(parts.next()?)?;
    let length = parts.next()?.parse().ok()?;
    let file = parts.next()?;
    Url::parse(&format!("/{file}")).filter(|url| url.file() == file)?;
    Some((file.to_owned(), Written { hash, length }))
}
