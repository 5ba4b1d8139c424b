//! The benchmark of imports: makes up a table of articles of any size, imports it with the program, and
//! sets the times beside those of reading the table and of writing the files, which no import can avoid.
//!
//! ```text
//! just bench-import 10000 100000
//! cargo bench --bench import -- make 10000 /tmp/articles.jsonl
//! ```
//!
//! It asserts nothing about time: it ends with 0 whatever the numbers are, and with 1 when something
//! could not be imported or did not come out as it should.

mod maker;
mod runs;
mod steps;
mod table;
mod wire;

// What both benchmarks are made of. The other one needs parts that this one does not.
#[path = "../archive/attic.rs"]
mod attic;
#[path = "../archive/bystanders.rs"]
mod bystanders;
#[expect(dead_code)]
#[path = "../archive/clocks.rs"]
mod clocks;
#[path = "../archive/copies.rs"]
mod copies;
#[path = "../archive/days.rs"]
mod days;
#[expect(dead_code)]
#[path = "../archive/disk.rs"]
mod disk;
#[path = "../archive/goals.rs"]
mod goals;
#[path = "../archive/grid.rs"]
mod grid;
#[path = "../archive/prose.rs"]
mod prose;
#[path = "../archive/random.rs"]
mod random;
#[path = "../archive/record.rs"]
mod record;
#[expect(dead_code)]
#[path = "../archive/stories.rs"]
mod stories;
#[path = "../archive/vocabulary.rs"]
mod vocabulary;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use attic::Attic;
use bystanders::Watch;
use disk::Fault;
use record::Record;
use table::Measured;

/// Benchmark of Backfile's imports
#[derive(Parser)]
#[command(name = "cargo bench --bench import --")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Make up a table of articles
    Make {
        /// How many articles
        #[arg(value_parser = number)]
        articles: usize,
        /// The file, which becomes the table: JSONL
        file: PathBuf,
        /// Another seed is another paper
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Import tables of these sizes, and print tables; 10,000 and 100,000 articles if none is named
    Run {
        /// How many articles each
        #[arg(value_parser = number)]
        articles: Vec<usize>,
        /// The folder for the tables and their archives, one folder each, and for `results.json`
        #[arg(long, default_value = concat!(env!("CARGO_TARGET_TMPDIR"), "/bench-import"))]
        dir: PathBuf,
        /// Another seed is another paper
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Print tables in Markdown
        #[arg(long)]
        markdown: bool,
        /// Do not wait after an earlier call; creating files may then be slower than it is
        #[arg(long)]
        hurry: bool,
    },
    /// What a call of the benchmark starts for each single measurement
    #[command(hide = true)]
    Step {
        /// The step, as JSON
        step: String,
    },
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
        Task::Make { articles, file, seed } => maker::write(&file, articles, seed),
        Task::Step { step } => steps::run(&step),
        Task::Run { articles, dir, seed, markdown, hurry } => {
            let attic = Attic::new(&dir);
            if !hurry {
                attic.rest();
            }
            run(&articles, &dir, seed, &attic, markdown)
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(articles: &[usize], dir: &Path, seed: u64, attic: &Attic, markdown: bool) -> Result<(), Fault> {
    let sizes = if articles.is_empty() { &[10_000, 100_000] } else { articles };
    let mut record = Record::open(dir)?;
    for size in sizes {
        record.articles = *size;
        let input = maker::make(&dir.join(size.to_string()), *size, seed)?;
        let watch = Watch::start()?;
        let runs = runs::all(&input, attic, &mut record)?;
        let measured = Measured { input, runs, others: watch.others()? };
        println!("{}", table::of(&measured, markdown));
    }
    attic.clear()
}

/// `1000`, `1_000` and `1,000` are the same.
fn number(text: &str) -> Result<usize, String> {
    text.replace([',', '_'], "").parse().map_err(|_| format!("{text} is no number"))
}
