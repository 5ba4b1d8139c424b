//! The benchmark: makes up a news archive of any size, builds it with the program in the ways that
//! matter, and sets the times beside those of the work that no builder can avoid.
//!
//! ```text
//! just bench 1000 100000
//! cargo bench --bench archive -- make 10000 /tmp/paper
//! ```
//!
//! It asserts nothing about time: it ends with 0 whatever the numbers are, and with 1 when something
//! could not be built or did not come out as it should.

mod attic;
mod bystanders;
mod clocks;
mod copies;
mod days;
mod disk;
mod edits;
mod floors;
mod goals;
mod grid;
mod maker;
mod memory;
mod preview;
mod prose;
mod random;
mod record;
mod rendering;
mod runs;
mod search;
mod stories;
mod table;
mod targets;
mod vocabulary;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::sleep;
use std::time::{Duration, Instant};

use clap::{Args, Parser, Subcommand};

use attic::Attic;
use bystanders::Watch;
use disk::Fault;
use maker::Outcome;
use record::Record;
use table::Measured;

/// Benchmark of Backfile
#[derive(Parser)]
#[command(name = "cargo bench --bench archive --")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Make up an archive
    Make {
        /// How many articles
        #[arg(value_parser = number)]
        articles: usize,
        /// The folder, which becomes the archive
        dir: PathBuf,
        /// Another seed is another paper
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Build archives of these sizes, and print tables; 1,000 and 10,000 articles if none is named
    Run {
        #[command(flatten)]
        papers: Papers,
        /// Do not wait after an earlier call; creating files may then be slower than it is
        #[arg(long)]
        hurry: bool,
        /// Measure everything so many times, one round after another: on a machine that others use too, the builds
        /// and their floors then meet the same disturbance
        #[arg(long, default_value_t = 1)]
        rounds: usize,
    },
    /// Build archives of these sizes with a search index and without, and print tables; 1,000 and 10,000
    /// articles if none is named
    Search {
        #[command(flatten)]
        papers: Papers,
        /// Make the index in memory, on one thread, and build nothing: for sizes of which a site takes long
        #[arg(long)]
        alone: bool,
    },
    /// Preview archives of these sizes, and print tables; 1,000 and 10,000 articles if none is named
    Preview(Papers),
}

/// Archives to be measured, and how that is told.
#[derive(Args)]
struct Papers {
    /// How many articles each
    #[arg(value_parser = number)]
    articles: Vec<usize>,
    /// The folder for the archives, one folder each, and for `results.json`
    #[arg(long, default_value = concat!(env!("CARGO_TARGET_TMPDIR"), "/bench"))]
    dir: PathBuf,
    /// Another seed is another paper
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print tables in Markdown
    #[arg(long)]
    markdown: bool,
}

/// That of the program, so that the floors are allocated for in the same way.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // `cargo bench` adds a flag of its own, for a harness that this is not.
    let mut words: Vec<_> = std::env::args_os().filter(|word| word != "--bench").collect();
    if words.len() == 1 {
        words.push("run".into());
    }
    let done = match Arguments::parse_from(words).task {
        Task::Make { articles, dir, seed } => make(articles, &dir, seed),
        Task::Run { papers, hurry, rounds } => {
            let attic = Attic::new(&papers.dir);
            if !hurry {
                attic.rest();
            }
            run(&papers, &attic, Rounds { count: rounds, hurry })
        }
        Task::Search { papers, alone: true } => search_alone(&papers),
        Task::Search { papers, alone: false } => search(&papers),
        Task::Preview(papers) => preview(&papers),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn make(articles: usize, dir: &Path, seed: u64) -> Result<(), Fault> {
    let start = Instant::now();
    let (archive, outcome) = maker::make(dir, articles, seed)?;
    let verb = if outcome == Outcome::Made { "made" } else { "found, made before," };
    let seconds = start.elapsed().as_secs_f64();
    println!("{articles} articles {verb} in {} ({seconds:.1} s)", archive.root.display());
    Ok(())
}

impl Papers {
    /// The sizes that were named, or those that take a minute.
    fn sizes(&self) -> &[usize] {
        if self.articles.is_empty() { &[1_000, 10_000] } else { &self.articles }
    }

    /// The archive of a size, made if it is not there.
    fn archive(&self, size: usize) -> Result<maker::Archive, Fault> {
        let (archive, outcome) = maker::make(&self.dir.join(size.to_string()), size, self.seed)?;
        if outcome == Outcome::Made {
            // Lest a careful program read again what was written a moment ago.
            sleep(Duration::from_secs(3));
        }
        Ok(archive)
    }
}

fn search_alone(papers: &Papers) -> Result<(), Fault> {
    for size in papers.sizes() {
        let archive = papers.archive(*size)?;
        archive.set_search(true)?;
        println!("{}", search::alone(&archive, papers.markdown)?);
    }
    Ok(())
}

fn search(papers: &Papers) -> Result<(), Fault> {
    let attic = Attic::new(&papers.dir);
    let mut record = Record::open(&papers.dir)?;
    for size in papers.sizes() {
        record.articles = *size;
        let archive = papers.archive(*size)?;
        println!("{}", search::measure(&archive, &attic, &mut record)?.print(&archive, papers.markdown));
    }
    attic.clear()
}

fn preview(papers: &Papers) -> Result<(), Fault> {
    for size in papers.sizes() {
        let archive = papers.archive(*size)?;
        println!("{}", preview::measure(&archive)?.print(&archive, papers.markdown));
    }
    Ok(())
}

/// How often everything is measured.
#[derive(Clone, Copy)]
struct Rounds {
    count: usize,
    hurry: bool,
}

fn run(papers: &Papers, attic: &Attic, rounds: Rounds) -> Result<(), Fault> {
    let mut record = Record::open(&papers.dir)?;
    for size in papers.sizes() {
        record.articles = *size;
        let archive = papers.archive(*size)?;
        println!("{}", table::of(&measure(archive, attic, rounds, &mut record)?, papers.markdown));
    }
    attic.clear()
}

fn measure(
    archive: maker::Archive,
    attic: &Attic,
    rounds: Rounds,
    record: &mut Record,
) -> Result<Measured, Fault> {
    let watch = Watch::start()?;
    let (mut runs, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..rounds.count.max(1) {
        runs.push(runs::all(&archive, attic, record)?);
        floors.push(floors::all(&archive, attic, record)?);
        if rounds.hurry {
            attic.clear()?;
        }
    }
    let (runs, floors) = (runs::merged(&runs), floors::merged(&floors));
    let measured = Measured { archive, runs, floors, others: watch.others()? };
    let built = measured.run(runs::Kind::Cold).map(|run| run.written);
    let written = measured.floor(floors::Kind::Writing).map(|floor| floor.count);
    if built != written {
        return Err(format!("a cold build wrote {built:?} files, but the site has {written:?}").into());
    }
    Ok(measured)
}

/// `1000`, `1_000` and `1,000` are the same.
fn number(text: &str) -> Result<usize, String> {
    text.replace([',', '_'], "").parse().map_err(|_| format!("{text} is no number"))
}
