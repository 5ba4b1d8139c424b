//! Other programs on the machine. What they take of the processors makes wall times longer, and is told
//! beside them.

use nix::sys::resource::UsageWho;

use crate::clocks;
use crate::disk::Fault;

/// The processors of the machine from one moment on.
pub struct Watch {
    start: Option<Moment>,
}

/// Seconds, of all processors together.
#[derive(Clone, Copy)]
struct Moment {
    /// Since the machine started.
    all: f64,
    busy: f64,
    /// Of ourselves and the programs that we started.
    ours: f64,
}

impl Watch {
    pub fn start() -> Result<Self, Fault> {
        Ok(Self { start: moment()? })
    }

    /// The part of the processors' time that others had, from zero to one. Known on Linux only.
    pub fn others(&self) -> Result<Option<f64>, Fault> {
        let (Some(start), Some(end)) = (self.start, moment()?) else { return Ok(None) };
        let others = (end.busy - start.busy) - (end.ours - start.ours);
        Ok(Some((others / (end.all - start.all)).clamp(0.0, 1.0)))
    }
}

fn moment() -> Result<Option<Moment>, Fault> {
    let Some(numbers) = statistics() else { return Ok(None) };
    let [user, nice, system, idle, waiting, ..] = numbers[..] else { return Ok(None) };
    let ours = clocks::processor(UsageWho::RUSAGE_SELF)? + clocks::processor(UsageWho::RUSAGE_CHILDREN)?;
    let busy = user + nice + system;
    Ok(Some(Moment { all: busy + idle + waiting, busy, ours }))
}

/// The first line of `/proc/stat`, which counts in hundredths of a second.
fn statistics() -> Option<Vec<f64>> {
    let text = std::fs::read_to_string("/proc/stat").ok()?;
    let numbers = text.lines().next()?.strip_prefix("cpu ")?;
    numbers.split_whitespace().map(|number| Some(number.parse::<f64>().ok()? / 100.0)).collect()
}
