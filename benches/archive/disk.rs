//! Files and folders, with the path in every error.

use std::fmt::Display;
use std::path::Path;

/// What went wrong, for people.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

pub fn read_text(path: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(path).map_err(at(path))
}

pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Fault> {
    std::fs::write(path, bytes).map_err(at(path))
}

/// Makes the folder and those above it.
pub fn create_folder(path: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(path).map_err(at(path))
}

/// Removes a folder and all that it holds, if it is there.
pub fn remove_folder(path: &Path) -> Result<(), Fault> {
    if path.exists() { std::fs::remove_dir_all(path).map_err(at(path)) } else { Ok(()) }
}

/// Lets the system write to the disk what earlier work left to be written, lest it do so meanwhile.
pub fn settle() -> Result<(), Fault> {
    std::process::Command::new("sync").status()?;
    Ok(())
}

/// Adds the path to an error.
pub fn at<E: Display>(path: &Path) -> impl Fn(E) -> Fault {
    move |error| format!("{}: {error}", path.display()).into()
}
