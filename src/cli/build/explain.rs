//! `backfile build --explain URL`.

use anstream::println;
use anstyle::Style;

use crate::cli::{Exit, Global, report};
use crate::site::{self, Explanation, Input, Options, Site, State};

const BOLD: Style = Style::new().bold();

/// So many inputs that have not changed are named; the rest are counted.
const NAMED: usize = 12;

pub(super) fn run(
    global: &Global,
    site: &Site,
    options: Options,
    address: &str,
) -> Result<Exit, site::Error> {
    let explanation = site::explain(site, options, address)?;
    if global.is_json() {
        report::json(&explanation);
    } else {
        print(&explanation, global.verbose);
    }
    Ok(Exit::Done)
}

fn print(explanation: &Explanation, all: bool) {
    let Explanation { url, file, reason, grounds, sources, state } = explanation;
    println!("{BOLD}{url}{BOLD:#}  ({file})");
    println!("  is there because: {reason}");
    let changed = |input: &&Input| input.change.is_some();
    section("made with", grounds, all);
    section("made of", sources, all);
    println!("  {BOLD}{}{BOLD:#}", sentence(*state));
    let mut named = 0;
    for Input { name, change } in grounds.iter().chain(sources).filter(changed) {
        println!("    {name}: {}", change.as_deref().unwrap_or_default());
        named += 1;
    }
    if *state == State::Changed && named == 0 {
        println!("    nothing of the above: the last build had other options, or other settings for links");
    }
}

fn section(title: &str, inputs: &[Input], all: bool) {
    if inputs.is_empty() {
        return;
    }
    println!("  {title}:");
    let limit = if all { usize::MAX } else { NAMED };
    for input in inputs.iter().take(limit) {
        println!("    {}", input.name);
    }
    if inputs.len() > limit {
        println!("    … and {} more; --verbose names them", inputs.len() - limit);
    }
}

fn sentence(state: State) -> &'static str {
    match state {
        State::Unchanged => "nothing of it has changed since the last build: it stays as it is",
        State::New => "no build has made it yet: the next one will",
        State::Changed => "the next build makes it again, because of:",
        State::Damaged => "the next build makes it again, because the file is not as the last one left it",
    }
}
