//! What happens to an archive between two builds.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::archive::{Archive, template};
use crate::sandbox::Sandbox;

/// One thing that somebody does. Numbers choose among what is there.
#[derive(Clone, Debug)]
pub enum Edit {
    /// One field of a story gets another value.
    Story(usize, Field),
    Add(usize),
    Remove(usize),
    Rename(usize, usize),
    /// A story becomes a text without front matter, or an article with it.
    Ending(usize),
    /// A link that leads to nothing is put there, or removed.
    Dangling(&'static str, bool),
    /// Two of these before one build.
    Two(Box<Edit>, Box<Edit>),
    /// A static file or an image gets another text, or goes.
    File(&'static str, Option<&'static str>),
    /// A template of the archive gets another text, or goes.
    Template(&'static str, Option<u8>),
    Setting(&'static str, Option<&'static str>),
    /// A source is written again as it was.
    Touch(usize),
    /// The state is removed: all, or one file of it.
    Forget(Option<&'static str>),
    /// A file of the state is cut, or a bit of it is changed, at so many thousandths of its length.
    Damage(&'static str, Harm, usize),
    /// A page is removed by hand.
    RemovePage(usize),
    /// A page is replaced by hand, by bytes of the same length or not.
    ReplacePage(usize, bool),
    /// A build after an edit is killed after so many milliseconds, and then perhaps the edit undone.
    Killed {
        after: u64,
        edit: Box<Edit>,
        undone: bool,
    },
}

#[derive(Clone, Debug)]
pub enum Field {
    Title(String),
    Date(Option<&'static str>),
    Section(Option<&'static str>),
    Tags(&'static [&'static str]),
    Author(Option<&'static str>),
    Description(Option<String>),
    Kicker(Option<String>),
    Language(Option<&'static str>),
    Status(Option<&'static str>),
    Alias(Option<&'static str>),
    Correction(Option<String>),
    Body(&'static str),
}

#[derive(Clone, Copy, Debug)]
pub enum Harm {
    Cut,
    Flip,
    Overwrite,
}

/// How closely a build must hit what differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Every page that differs, and perhaps others.
    AtLeast,
    /// Every file that differs, and of others only what `incremental.rs` allows.
    Exact,
    /// Every page, and no byte may be written.
    NoByte,
    Nothing,
    /// This page, which was changed by hand, and no other.
    Page(usize),
}

impl Edit {
    pub fn aim(&self) -> Aim {
        match self {
            // A story may be given the language that the site has, which no page shows.
            Self::Story(_, Field::Language(_)) => Aim::AtLeast,
            Self::Story(..)
            | Self::Add(_)
            | Self::Remove(_)
            | Self::Rename(..)
            | Self::Ending(_)
            | Self::File(..) => Aim::Exact,
            Self::Template(..) | Self::Setting(..) | Self::Two(..) | Self::Killed { .. } => Aim::AtLeast,
            Self::Dangling(..) | Self::Touch(_) | Self::Forget(Some("cache")) | Self::Damage("cache", ..) => {
                Aim::Nothing
            }
            Self::Forget(_) | Self::Damage(..) => Aim::NoByte,
            Self::RemovePage(page) | Self::ReplacePage(page, _) => Aim::Page(*page),
        }
    }

    /// The places of the stories that it concerns.
    pub fn subjects(&self, archive: &Archive) -> Vec<usize> {
        match self {
            Self::Story(number, _) | Self::Remove(number) | Self::Ending(number) => {
                there(archive, *number).into_iter().collect()
            }
            Self::Add(number) => vec![*number],
            Self::Rename(from, to) => there(archive, *from).into_iter().chain([*to]).collect(),
            _ => Vec::new(),
        }
    }

    /// Changes the sources.
    pub fn change(&self, archive: &mut Archive) {
        match self {
            Self::Story(number, field) => {
                if let Some(place) = there(archive, *number) {
                    field.change(archive, place);
                }
            }
            Self::Add(number) => archive.add(*number),
            Self::Remove(number) => drop(there(archive, *number).and_then(|at| archive.stories.remove(&at))),
            Self::Rename(from, to) => {
                let story = there(archive, *from).and_then(|from| archive.stories.remove(&from));
                archive.stories.extend(story.map(|story| (*to, story)));
            }
            Self::Ending(number) => {
                if let Some(story) = there(archive, *number).and_then(|at| archive.stories.get_mut(&at)) {
                    story.plain = !story.plain;
                }
            }
            Self::Dangling(name, true) => drop(archive.dangling.insert(name)),
            Self::Dangling(name, false) => drop(archive.dangling.remove(name)),
            Self::Two(first, second) => {
                first.change(archive);
                second.change(archive);
            }
            Self::File(name, Some(text)) => drop(archive.files.insert(name, (*text).to_owned())),
            Self::File(name, None) | Self::Template(name, None) => drop(archive.files.remove(name)),
            Self::Template(name, Some(number)) => overlay(archive, name, *number),
            Self::Setting(key, Some(value)) => drop(archive.settings.insert(key, value)),
            Self::Setting(key, None) => drop(archive.settings.remove(key)),
            Self::Killed { edit, .. } => edit.change(archive),
            _ => {}
        }
    }

    /// Does what is done to the state and the output of the last build.
    pub fn harm(&self, archive: &Archive, sandbox: &Sandbox) {
        let pages = || sandbox.names("public").into_iter().collect::<Vec<_>>();
        match self {
            Self::Touch(number) => {
                if let Some(place) = there(archive, *number) {
                    let name = archive.stories[&place].file(place);
                    sandbox.write(&name, sandbox.read(&name));
                }
            }
            Self::Forget(None) => std::fs::remove_dir_all(sandbox.path(".backfile")).unwrap(),
            Self::Forget(Some(name)) => state(sandbox, name).into_iter().for_each(|name| {
                sandbox.remove(&name);
            }),
            Self::Damage(name, harm, at) => {
                for name in state(sandbox, name) {
                    let mut bytes = std::fs::read(sandbox.path(&name)).unwrap();
                    let at = bytes.len() * at / 1000;
                    match harm {
                        Harm::Cut => bytes.truncate(at),
                        Harm::Flip => bytes[at] ^= 4,
                        Harm::Overwrite => bytes = b"nothing of ours".to_vec(),
                    }
                    sandbox.write(&name, bytes);
                }
            }
            Self::RemovePage(page) => {
                sandbox.remove(&format!("public/{}", nth(&pages(), *page)));
            }
            Self::ReplacePage(page, same_length) => {
                let name = format!("public/{}", nth(&pages(), *page));
                let mut bytes = std::fs::read(sandbox.path(&name)).unwrap();
                bytes.iter_mut().for_each(|byte| *byte ^= 1);
                bytes.extend(if *same_length { &b""[..] } else { b"more" });
                sandbox.write(&name, bytes);
                // The clock of the disk may tick more slowly than this test runs.
                let file = std::fs::File::options().write(true).open(sandbox.path(&name)).unwrap();
                file.set_modified(std::time::SystemTime::now()).unwrap();
            }
            _ => {}
        }
    }
}

impl Field {
    fn change(&self, archive: &mut Archive, place: usize) {
        let Some(story) = archive.stories.get_mut(&place) else { return };
        match self.clone() {
            Self::Title(title) => story.title = title,
            Self::Date(date) => story.date = date,
            Self::Section(section) => story.section = section,
            Self::Tags(tags) => story.tags = tags,
            Self::Author(author) => story.author = author,
            Self::Description(text) => story.description = text,
            Self::Kicker(text) => story.kicker = text,
            Self::Language(language) => story.language = language,
            Self::Status(status) => story.status = status,
            Self::Alias(alias) => story.alias = alias,
            Self::Correction(text) => story.correction = text,
            Self::Body(text) => text.clone_into(&mut story.body),
        }
    }
}

/// The place of one of the stories that are there.
fn there(archive: &Archive, number: usize) -> Option<usize> {
    let places: Vec<usize> = archive.stories.keys().copied().collect();
    (!places.is_empty()).then(|| places[number % places.len()])
}

pub fn nth(names: &[String], number: usize) -> &str {
    &names[number % names.len()]
}

/// The files of the state whose names begin so.
fn state(sandbox: &Sandbox, name: &str) -> Vec<String> {
    let names = sandbox.names(".backfile").into_iter().filter(|file| file.starts_with(name));
    names.map(|file| format!(".backfile/{file}")).collect()
}

/// Puts a template into the archive: the theme's with something more that can be seen.
fn overlay(archive: &mut Archive, name: &'static str, number: u8) {
    let of_theme = |from: &str, to: String| {
        let text = template(name.strip_prefix("templates/").unwrap());
        assert!(text.contains(from), "{name} has no {from}");
        text.replacen(from, &to, 1)
    };
    let text = match name {
        "templates/base.html" => of_theme("</body>", format!("<p>{number}</p></body>")),
        "templates/components.html" => of_theme("<span>Earlier</span>", format!("<span>{number}</span>")),
        "templates/article.html" => of_theme("How to cite", format!("How to cite {number}")),
        "templates/day.html" => of_theme("in all years", "{% include \"parts/extra.html\" %}".to_owned()),
        "templates/feed.xml" => of_theme("<generator>", format!("<!-- {number} --><generator>")),
        _ => format!("extra {number}"),
    };
    archive.files.insert(name, text);
    if name == "templates/day.html" {
        archive.files.entry("templates/parts/extra.html").or_insert_with(|| "extra".to_owned());
    }
}

/// Starts a build that is not waited for.
pub fn start(sandbox: &Sandbox, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backfile"));
    command.args(arguments).current_dir(sandbox.root()).env_clear();
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

pub fn kill_after(mut build: Child, time: Duration) {
    std::thread::sleep(time);
    build.kill().unwrap();
    build.wait().unwrap();
}
