//! A folder of its own for each test, and the program in it, cut off from the machine's settings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use backfile::config;

/// An archive that a test may do with as it likes.
pub struct Sandbox {
    folder: tempfile::TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Sandbox {
    /// An empty archive: settings with a title, and `content/`.
    pub fn new() -> Self {
        let sandbox = Self { folder: tempfile::tempdir().unwrap() };
        sandbox.write("backfile.toml", "title = \"Test\"\nbase_url = \"https://test.example\"\n");
        std::fs::create_dir_all(sandbox.path("content")).unwrap();
        sandbox
    }

    /// A folder with nothing in it.
    pub fn bare() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The archive that is the repository itself, with the theme as files over the embedded one.
    pub fn sample() -> Self {
        let sandbox = Self::bare();
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["content", "templates", "static"] {
            for (name, bytes) in tree(&repository.join(folder)) {
                sandbox.write(&format!("{folder}/{name}"), bytes);
            }
        }
        sandbox.write(config::FILE, std::fs::read(repository.join(config::FILE)).unwrap());
        sandbox
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    /// An article at `content/NAME.md` with this front matter.
    pub fn article(&self, name: &str, front: &str, body: &str) -> &Self {
        self.write(&format!("content/{name}.md"), format!("+++\n{front}\n+++\n\n{body}\n"))
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// A file of the built site.
    pub fn page(&self, name: &str) -> String {
        self.read(&format!("public/{name}"))
    }

    pub fn remove(&self, name: &str) -> &Self {
        std::fs::remove_file(self.path(name)).unwrap();
        self
    }

    pub fn exists(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Runs the program in the folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[])
    }

    /// The same with variables of the environment.
    pub fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_backfile"))
            .args(arguments)
            .current_dir(self.root())
            .env_clear()
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        Run::new(&output, self.root())
    }

    /// Builds, and expects that nothing is wrong.
    #[track_caller]
    pub fn build(&self) -> Run {
        let run = self.run(&["build"]);
        assert_eq!(run.code, 0, "{run:?}");
        run
    }

    /// Every file below a folder with its bytes.
    pub fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path(folder))
    }

    /// The names of all files below a folder.
    pub fn names(&self, folder: &str) -> BTreeSet<String> {
        self.tree(folder).into_keys().collect()
    }

    /// Every file below a folder with its bytes and the time when it was last written.
    pub fn stamps(&self, folder: &str) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        let stamp = |name: &str| self.path(folder).join(name).metadata().unwrap().modified().unwrap();
        self.tree(folder).into_iter().map(|(name, bytes)| (name.clone(), (bytes, stamp(&name)))).collect()
    }
}

impl Run {
    fn new(output: &Output, root: &Path) -> Self {
        let text =
            |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(root.to_str().unwrap(), "ROOT").to_string();
        Self {
            code: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// The codes of the problems in a result as JSON, in their order.
    pub fn codes(&self) -> Vec<String> {
        let problems = self.json()["problems"].as_array().unwrap().clone();
        problems.iter().map(|problem| problem["code"].as_str().unwrap().to_owned()).collect()
    }
}

/// Every file below a folder with its bytes, by its name in it.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}
