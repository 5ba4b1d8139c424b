//! The search index: what it adds to a build, what it costs by itself beside Markdown of the same texts, and
//! what a reader has to load of it.

mod alone;
mod query;
mod size;

use crate::attic::Attic;
use crate::clocks::Cost;
use crate::disk::Fault;
use crate::edits::{self, Edit, tick};
use crate::goals::{self, Target};
use crate::grid::{Grid, nothing, seconds, thousands};
use crate::maker::Archive;
use crate::record::Record;
use crate::runs::{self, Run};

use alone::Alone;
use query::Query;
use size::Size;

/// What was measured of one archive.
pub struct Measured {
    without: Run,
    with: Run,
    unchanged: Run,
    edits: Vec<(Edit, Edited)>,
    /// Files of the index that each of some articles wrote that were published one after the other; sorted.
    published: Vec<usize>,
    alone: Alone,
    size: Size,
    /// What a first query loads, by the share of the articles that have its word. `None` without Node.
    queries: Option<Vec<Query>>,
}

/// A build after an edit.
struct Edited {
    wall: f64,
    /// Files of the index.
    written: usize,
}

/// Measures one archive, which is as it was afterwards, and built with its index.
pub fn measure(archive: &Archive, attic: &Attic, record: &mut Record) -> Result<Measured, Fault> {
    Edit::ALL.iter().try_for_each(|edit| edit.of(archive)?.undo())?;
    let repeats = runs::Repeats::of(archive.count());
    archive.set_search(false)?;
    let without = runs::cold(archive, attic, repeats.rest, record)?;
    archive.set_search(true)?;
    let with = runs::cold(archive, attic, repeats.rest, record)?;
    let unchanged = runs::nothing(archive, repeats.nothing, record)?;
    let size = Size::of(archive)?;
    let queries = query::all(archive)?;
    let edits = [Edit::NewestDay, Edit::NewDay, Edit::Headline, Edit::BackDated];
    let edits = edits.map(|edit| Ok((edit, edited(archive, edit)?)));
    let edits = edits.into_iter().collect::<Result<_, Fault>>()?;
    let published = published(archive)?;
    let alone = Alone::median(archive, repeats.rest)?;
    Ok(Measured { without, with, unchanged, edits, published, alone, size, queries })
}

/// The index of an archive without its site: tables of what it costs and how large it is.
pub fn alone(archive: &Archive, markdown: bool) -> Result<String, Fault> {
    let mut size = Size::default();
    let Alone { index, markdown: of_markdown } = Alone::of(archive, &mut |files| size.add(files))?;
    let mut rows = vec![["", "CPU s", "µs an article"].map(str::to_owned).to_vec()];
    for (label, cost) in
        [("the index alone, one thread", index), ("Markdown of the same texts, one thread", of_markdown)]
    {
        let each = format!("{:.1}", cost.cpu * 1e6 / archive.count() as f64);
        rows.push(vec![label.to_owned(), seconds(cost.cpu), each]);
    }
    let target = |label, measured, most| Target { label, measured, at_most: Some(most), at_least: None };
    let targets = [
        target(CPU, index.cpu / of_markdown.cpu, 5.0),
        target(BYTES, size.gzipped() / archive.count() as f64, 600.0),
    ];
    let tables = [Grid(rows), size.table(archive), goals::table(&targets)].map(|grid| grid.print(markdown));
    let heading = if markdown { "### " } else { "" };
    Ok(format!(
        "{heading}The search of {} articles, in memory\n\n{}",
        thousands(archive.count()),
        tables.join("\n")
    ))
}

const CPU: &str = "the index alone ÷ Markdown of the same texts, processor time";
const BYTES: &str = "bytes of the index for an article, gzipped";

fn edited(archive: &Archive, edit: Edit) -> Result<Edited, Fault> {
    let change = edit.of(archive)?;
    let since = tick(archive)?;
    change.make()?;
    let built = runs::build(archive, &[])?;
    change.check(true)?;
    let written = runs::written(&archive.public().join("search"), since)?;
    tick(archive)?;
    change.undo()?;
    tick(archive)?;
    runs::build(archive, &[])?;
    Ok(Edited { wall: built.wall, written })
}

/// So many articles are published one after the other: once in 32 times the newest move on to their month.
const PUBLISHED: usize = 9;

fn published(archive: &Archive) -> Result<Vec<usize>, Fault> {
    let mut counts = Vec::new();
    edits::publish(archive, PUBLISHED, || {
        let since = tick(archive)?;
        runs::build(archive, &[])?;
        counts.push(runs::written(&archive.public().join("search"), since)?);
        Ok(())
    })?;
    tick(archive)?;
    runs::build(archive, &[])?;
    counts.sort_unstable();
    Ok(counts)
}

impl Measured {
    /// All tables.
    pub fn print(&self, archive: &Archive, markdown: bool) -> String {
        let heading = if markdown { "### " } else { "" };
        let (count, threads) = (thousands(archive.count()), rayon::current_num_threads());
        let tables = [self.times(), self.size.table(archive), goals::table(&self.targets(archive))];
        let queries = self.queries.iter().map(|queries| query::table(queries));
        let tables: Vec<String> =
            tables.into_iter().chain(queries).map(|grid| grid.print(markdown)).collect();
        format!("{heading}The search of {count} articles, {threads} threads\n\n{}", tables.join("\n"))
    }

    fn times(&self) -> Grid {
        let mut rows = vec![["", "wall s", "CPU s", "peak MB", "index files"].map(str::to_owned).to_vec()];
        let mut row = |label: &str, cost: Cost, peak: Option<u64>, files: Option<usize>| {
            let megabytes = peak.map_or_else(nothing, |bytes| format!("{:.1}", bytes as f64 / 1e6));
            let cpu = if cost.cpu > 0.0 { seconds(cost.cpu) } else { nothing() };
            let files = files.map_or_else(nothing, thousands);
            rows.push(vec![label.to_owned(), seconds(cost.wall), cpu, megabytes, files]);
        };
        row("cold build without search", self.without.cost, self.without.peak, None);
        row("cold build with search", self.with.cost, self.with.peak, Some(self.size.files()));
        row("nothing changed", self.unchanged.cost, self.unchanged.peak, Some(self.unchanged.written));
        for (edit, edited) in &self.edits {
            let cost = Cost { wall: edited.wall, cpu: 0.0 };
            row(runs::Kind::Edited(*edit).label(), cost, None, Some(edited.written));
        }
        row("the index alone, one thread", self.alone.index, None, Some(self.size.files()));
        row("Markdown of the same texts, one thread", self.alone.markdown, None, None);
        Grid(rows)
    }

    fn targets(&self, archive: &Archive) -> Vec<Target> {
        let mut targets = Vec::new();
        let mut add = |label, measured, at_most: Option<f64>| {
            targets.push(Target { label, measured, at_most, at_least: None });
        };
        let (with, without) = (self.with.cost, self.without.cost);
        add("cold build with search ÷ without, wall", with.wall / without.wall, Some(1.8));
        add("the same, processor time", with.cpu / without.cpu, None);
        let ratio = self.alone.index.cpu / self.alone.markdown.cpu;
        add(CPU, ratio, Some(5.0));
        add(BYTES, self.size.gzipped() / archive.count() as f64, Some(600.0));
        let common = self.queries.iter().flatten().filter(|query| query.share <= 0.055);
        let most = common.map(|query| query.bytes as f64 / 1024.0).fold(0.0, f64::max);
        let limit = (archive.count() <= 100_000).then_some(150.0);
        add("a first query for a word in ≤ 5 % of the articles, KB gzipped", most, limit);
        let written = |at: usize| self.published.get(at).map_or(f64::NAN, |count| *count as f64);
        add(
            "files of the index that publishing an article writes, median of 9",
            written(PUBLISHED / 2),
            Some(4.0),
        );
        add("the same, most of 9", written(PUBLISHED - 1), None);
        targets
    }
}
