//! Memory that is at hand for what is written.
//!
//! A virtual machine gives memory that lies free back to its host, and gets it again page by page when it is
//! first touched: that took three times as long as writing the files that were to lie there. Which of two
//! measurements meets such pages is chance, so all that write a whole site touch as much before.

/// Bytes of a site for each article, on the disk or in its cache, and what the program itself takes.
const OF_ARTICLE: u64 = 32 << 10;
const OF_PROGRAM: u64 = 256 << 20;
/// Bytes in a page on most machines; where pages are larger each is touched several times.
const PAGE: usize = 4096;

/// Touches as much memory as the site of so many articles takes, and gives it back; half of what is
/// available at most.
pub fn touch(articles: usize) {
    let wanted = articles as u64 * OF_ARTICLE + OF_PROGRAM;
    let bytes = usize::try_from(wanted.min(available() / 2)).unwrap_or(0);
    let mut memory = vec![0_u8; bytes];
    memory.iter_mut().step_by(PAGE).for_each(|byte| *byte = 1);
    std::hint::black_box(&memory);
}

/// In bytes; none where the system does not say.
fn available() -> u64 {
    let said = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = said.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) << 10
}
