//! A file of rows in blocks: the form in which the cache and the manifest lie on the disk.
//!
//! Blocks come first, then a head that names them, then where the head is. So rows are written as they
//! come, a reader can look at the head alone, and blocks can be read by several threads. Every part has
//! a checksum; a file of which any part is damaged is not believed at all. A new one takes the place of
//! the old only when it is whole.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use bitcode::{Decode, Encode};
use rayon::prelude::*;

use crate::fingerprint::Fingerprint;

/// The last bytes of every ledger. The number is that of the form; rows have theirs in the kind.
const MARK: &[u8; 8] = b"ledger 1";
/// Where the head is, its checksum, the mark.
const TAIL: u64 = 8 + 16 + 8;

#[derive(Debug, Encode, Decode)]
struct Contents {
    kind: String,
    /// The owner's own.
    head: Vec<u8>,
    blocks: Vec<Block>,
}

#[derive(Clone, Copy, Debug, Encode, Decode)]
struct Block {
    start: u64,
    length: u64,
    checksum: Fingerprint,
}

/// A ledger to read from.
#[derive(Debug)]
pub(super) struct Ledger {
    file: Mutex<File>,
    contents: Contents,
}

impl Ledger {
    /// Opens a ledger of this kind. `Ok(None)` when there is none; the error says what is wrong with it.
    pub fn open(path: &Path, kind: &str) -> Result<Option<Self>, String> {
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.to_string()),
        };
        let contents = read_contents(&mut file).ok_or("it is damaged")?;
        if contents.kind != kind {
            return Err("it is that of another version".to_owned());
        }
        Ok(Some(Self { file: Mutex::new(file), contents }))
    }

    pub fn head(&self) -> &[u8] {
        &self.contents.head
    }

    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.contents.blocks.len()
    }

    /// A block's bytes; `None` if they are not what was written.
    pub fn block(&self, number: usize) -> Option<Vec<u8>> {
        let block = self.contents.blocks.get(number)?;
        let bytes = self.bytes(*block).ok()?;
        (Fingerprint::of(&bytes) == block.checksum).then_some(bytes)
    }

    fn bytes(&self, block: Block) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(block.length).map_err(io::Error::other)?];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(block.start))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

fn read_contents(file: &mut File) -> Option<Contents> {
    let length = file.metadata().ok()?.len();
    let mut tail = [0; TAIL as usize];
    file.seek(SeekFrom::Start(length.checked_sub(TAIL)?)).ok()?;
    file.read_exact(&mut tail).ok()?;
    let (start, rest) = tail.split_first_chunk::<8>()?;
    let (checksum, mark) = rest.split_at(16);
    let start = u64::from_le_bytes(*start);
    if mark != MARK || start > length - TAIL {
        return None;
    }
    let mut bytes = vec![0; usize::try_from(length - TAIL - start).ok()?];
    file.seek(SeekFrom::Start(start)).ok()?;
    file.read_exact(&mut bytes).ok()?;
    (Fingerprint::of(&bytes).bytes() == checksum).then(|| bitcode::decode(&bytes).ok())?
}

/// A ledger while it is written, beside the one whose place it takes in the end.
#[derive(Debug)]
pub(super) struct Writer {
    path: PathBuf,
    new: PathBuf,
    file: BufWriter<File>,
    blocks: Vec<Block>,
    at: u64,
}

impl Writer {
    pub fn create(path: &Path) -> Result<Self, crate::fs::Error> {
        crate::fs::create_folder(path.parent().unwrap_or(Path::new(".")))?;
        let new = crate::fs::unfinished(path);
        let file = File::create(&new).map_err(|error| crate::fs::Error::write(path, error))?;
        Ok(Self { path: path.to_owned(), new, file: BufWriter::new(file), blocks: Vec::new(), at: 0 })
    }

    /// Adds a block as the last.
    pub fn block(&mut self, bytes: &[u8]) -> Result<(), crate::fs::Error> {
        let block = self.append(bytes, Fingerprint::of(bytes))?;
        self.blocks.push(block);
        Ok(())
    }

    /// Adds a block of each part, in their order. All threads make them, and no more than they work at is in
    /// memory at a time.
    pub fn blocks<T: Sync>(
        &mut self,
        parts: &[T],
        encode: impl Fn(&T) -> Vec<u8> + Sync,
    ) -> Result<(), crate::fs::Error> {
        let writer = Mutex::new(&mut *self);
        let write = |part: &T| {
            let bytes = encode(part);
            let checksum = Fingerprint::of(&bytes);
            writer.lock().unwrap_or_else(PoisonError::into_inner).append(&bytes, checksum)
        };
        let blocks = parts.par_iter().with_max_len(1).map(write).collect::<Result<Vec<_>, _>>()?;
        self.blocks.extend(blocks);
        Ok(())
    }

    fn append(&mut self, bytes: &[u8], checksum: Fingerprint) -> Result<Block, crate::fs::Error> {
        let block = Block { start: self.at, length: bytes.len() as u64, checksum };
        self.at += block.length;
        self.file.write_all(bytes).map_err(|error| self.failed(error))?;
        Ok(block)
    }

    /// Takes over a block of another ledger as it is, with its checksum, and puts it in at a place; those
    /// from there on come after it.
    pub fn copy(&mut self, from: &Ledger, number: usize, place: usize) -> Result<(), crate::fs::Error> {
        let Some(block) = from.contents.blocks.get(number) else { return Ok(()) };
        let bytes = from.bytes(*block).map_err(|error| self.failed(error))?;
        let block = self.append(&bytes, block.checksum)?;
        self.blocks.insert(place.min(self.blocks.len()), block);
        Ok(())
    }

    /// Puts the ledger in the place of the old one.
    pub fn finish(mut self, kind: &str, head: Vec<u8>) -> Result<(), crate::fs::Error> {
        let blocks = std::mem::take(&mut self.blocks);
        let contents = bitcode::encode(&Contents { kind: kind.to_owned(), head, blocks });
        let mut write = || {
            self.file.write_all(&contents)?;
            self.file.write_all(&self.at.to_le_bytes())?;
            self.file.write_all(Fingerprint::of(&contents).bytes())?;
            self.file.write_all(MARK)?;
            self.file.flush()
        };
        write().and_then(|()| std::fs::rename(&self.new, &self.path)).map_err(|error| self.failed(error))
    }

    fn failed(&self, error: io::Error) -> crate::fs::Error {
        crate::fs::Error::write(&self.path, error)
    }
}

impl Drop for Writer {
    /// Leaves nothing behind of a ledger that was not finished; a finished one is there no more.
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(folder: &Path) -> PathBuf {
        let path = folder.join("rows");
        let mut writer = Writer::create(&path).unwrap();
        writer.block(b"one").unwrap();
        writer.block(b"two").unwrap();
        writer.finish("test 1", b"head".to_vec()).unwrap();
        path
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path());
        let ledger = Ledger::open(&path, "test 1").unwrap().unwrap();
        assert_eq!((ledger.head(), ledger.len()), (&b"head"[..], 2));
        assert_eq!(ledger.block(1).as_deref(), Some(&b"two"[..]));
        assert_eq!(ledger.block(2), None);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_ledger_that_is_cut_or_changed_anywhere_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path());
        let whole = std::fs::read(&path).unwrap();
        let sound = || {
            let Ok(Some(ledger)) = Ledger::open(&path, "test 1") else { return false };
            (0..ledger.len()).all(|number| ledger.block(number).is_some())
        };
        assert!(sound());
        for at in 0..whole.len() {
            std::fs::write(&path, &whole[..at]).unwrap();
            assert!(!sound(), "cut at {at}");
            let mut changed = whole.clone();
            changed[at] ^= 1;
            std::fs::write(&path, changed).unwrap();
            assert!(!sound(), "changed at {at}");
        }
        assert!(Ledger::open(&path, "test 2").is_err());
        std::fs::remove_file(&path).unwrap();
        assert!(matches!(Ledger::open(&path, "test 1"), Ok(None)));
    }
}
