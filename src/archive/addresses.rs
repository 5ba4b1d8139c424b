//! Which article has which address, and which folders those addresses need.
//!
//! Addresses are compared as files, without regard to case, because that is what they become on the
//! disks and hosts of this world. A file cannot be a folder either: `/a.html` and `/a.html/b` collide.

use std::borrow::Cow;
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::article::Meta;
use crate::article::url::collision_key;

use super::Index;

/// The addresses of an archive's articles: about 25 bytes for each.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    files: HashTable<Index>,
    /// Of which article the folder is needed, and how many bytes of its key name it.
    folders: HashTable<(Index, u16)>,
    /// The folder of the article that was the last to take its address.
    last: String,
    state: DefaultHashBuilder,
}

fn key_of(metas: &[Meta], index: Index) -> Cow<'_, str> {
    metas[index as usize].card.url.collision_key()
}

/// The folders that a file needs: `2024`, `2024/03` and `2024/03/26` for an article of that day.
pub(super) fn folders(key: &str) -> impl Iterator<Item = &str> {
    key.match_indices('/').map(|(at, _)| &key[..at])
}

impl Addresses {
    pub fn for_articles(count: usize) -> Self {
        Self { files: HashTable::with_capacity(count), ..Self::default() }
    }

    /// Gives an article its address, unless it is in another's way; then the answer is the other.
    pub fn take(&mut self, metas: &[Meta], index: Index) -> Result<(), Index> {
        let key = key_of(metas, index);
        let (above, _) = key.rsplit_once('/').unwrap_or(("", ""));
        // Most articles follow one of the same folder, which needed the same of those above.
        let known = self.last == above;
        let hash = self.state.hash_one(&*key);
        let file = self.files.find(hash, |index| key_of(metas, *index) == key).copied();
        let file = file.or_else(|| self.folder(metas, &key));
        let other = file.or_else(|| folders(&key).filter(|_| !known).find_map(|f| self.file(metas, f)));
        if let Some(other) = other {
            return Err(other);
        }
        if !known {
            above.clone_into(&mut self.last);
        }
        for folder in folders(&key).filter(|_| !known) {
            if self.folder(metas, folder).is_none() {
                let rehash =
                    |seat: &(Index, u16)| self.state.hash_one(&key_of(metas, seat.0)[..usize::from(seat.1)]);
                let hash = self.state.hash_one(folder);
                self.folders.insert_unique(hash, (index, folder.len() as u16), rehash);
            }
        }
        let rehash = |index: &Index| self.state.hash_one(&*key_of(metas, *index));
        self.files.insert_unique(hash, index, rehash);
        Ok(())
    }

    /// The article with which a file of this key could not stand in one folder: it has the same key, or
    /// needs a folder there, or stands where this one needs a folder.
    pub fn in_the_way(&self, metas: &[Meta], key: &str) -> Option<Index> {
        self.file(metas, key)
            .or_else(|| self.folder(metas, key))
            .or_else(|| folders(key).find_map(|folder| self.file(metas, folder)))
    }

    /// The article at an address.
    pub fn at(&self, metas: &[Meta], url: &str) -> Option<Index> {
        let index = self.file(metas, &collision_key(url))?;
        (metas[index as usize].card.url.as_str() == url).then_some(index)
    }

    fn file(&self, metas: &[Meta], key: &str) -> Option<Index> {
        self.files.find(self.state.hash_one(key), |index| key_of(metas, *index) == key).copied()
    }

    fn folder(&self, metas: &[Meta], key: &str) -> Option<Index> {
        let same = |seat: &&(Index, u16)| key_of(metas, seat.0)[..usize::from(seat.1)] == *key;
        self.folders.find(self.state.hash_one(key), |seat| same(&seat)).map(|seat| seat.0)
    }
}
