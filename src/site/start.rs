//! The first files of an archive, and an empty article.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::article::PartialDate;
use crate::article::slug::{self, slugify};
use crate::{config, fs};

use super::{Error, Site, import::folder_of};

/// Makes a new archive that builds at once: settings, one article, a standing page. Files that are
/// there stay as they are. Gives the names of the files it made.
pub fn start(folder: &Path, title: &str, today: PartialDate) -> Result<Vec<String>, Error> {
    if folder.join(config::FILE).exists() {
        let message = format!("{} is an archive already: it has a {}", fs::shown(folder), config::FILE);
        return Err(Error::Refused(message));
    }
    let settings = format!(
        "title = {title}\n# description = \"What this archive holds, in one sentence.\"\n\
         # The address where it will be, for feeds, sitemaps and citations:\n\
         # base_url = \"https://archive.example.com\"\nlanguage = \"en\"\n",
        title = toml_text(title)
    );
    let welcome = format!(
        "+++\ntitle = \"The archive opens\"\ndescription = \"A first article, to be replaced by yours.\"\n\
         date = {today}\nsection = \"News\"\ntags = [\"archive\"]\nauthors = [\"The Editors\"]\n+++\n\n\
         This article is `content/{}/the-archive-opens.md`. Write your own beside it, or turn texts that you\n\
         have into articles with `backfile import`.\n\n## What goes where\n\n\
         Articles lie in `content/`, one file each. What stands between the lines `+++` says what they are:\n\
         the headline, the date, the section, who wrote it.\n",
        folder_of(today)
    );
    let about = format!(
        "+++\ntitle = \"About\"\nkind = \"page\"\n+++\n\nWhat {title} is, who made it, and how to reach them.\n"
    );
    let welcome_file = format!("content/{}/the-archive-opens.md", folder_of(today));
    let files = [
        (config::FILE, settings),
        (welcome_file.as_str(), welcome),
        ("content/about.md", about),
        (".gitignore", "/public\n/.backfile\n".to_owned()),
    ];
    let mut made = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        if !path.exists() {
            fs::create_folder(path.parent().unwrap_or(folder))?;
            fs::replace(&path, text.as_bytes())?;
            made.push(name.to_owned());
        }
    }
    Ok(made)
}

/// Makes an article with a headline and no text, and gives its file.
pub fn new_article(
    site: &Site,
    title: &str,
    date: PartialDate,
    section: Option<&str>,
) -> Result<PathBuf, Error> {
    #[derive(Serialize)]
    struct Front<'a> {
        title: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        date: Option<toml::Value>,
        #[serde(skip_serializing_if = "Option::is_none")]
        section: Option<&'a str>,
        status: &'static str,
    }
    let mut slug = slugify(title);
    if slug::fault(&slug).is_some() && !slug.is_empty() {
        slug.push_str("-article");
    }
    if slug.is_empty() {
        return Err(Error::Refused("a headline needs a letter or a digit".to_owned()));
    }
    let path = site.content().join(folder_of(date)).join(format!("{slug}.md"));
    if path.exists() {
        return Err(Error::Refused(format!("{} is there already", fs::shown(&path))));
    }
    let date = crate::article::store::toml_date(date);
    let front = toml::to_string(&Front { title, date, section, status: "draft" }).unwrap_or_default();
    fs::create_folder(path.parent().unwrap_or(&site.root))?;
    fs::replace(&path, format!("+++\n{front}+++\n\n").as_bytes())?;
    Ok(path)
}

fn toml_text(text: &str) -> String {
    toml::Value::from(text).to_string()
}
