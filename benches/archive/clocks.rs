//! Time: on the wall, and of the processor, of this process, of its children, of one thread.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use nix::time::{ClockId, clock_gettime};

use crate::disk::Fault;

/// What some work took, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    pub wall: f64,
    /// Of all threads, in the program and in the system.
    pub cpu: f64,
}

impl Cost {
    /// The median of each, by itself.
    pub fn median(costs: &[Self]) -> Self {
        Self {
            wall: median(costs.iter().map(|cost| cost.wall)),
            cpu: median(costs.iter().map(|cost| cost.cpu)),
        }
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Work of this process, on all its threads.
pub fn own<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<(T, Cost), Fault> {
    timed(UsageWho::RUSAGE_SELF, work)
}

/// Work of child processes that are started and waited for meanwhile.
pub fn children<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<(T, Cost), Fault> {
    timed(UsageWho::RUSAGE_CHILDREN, work)
}

fn timed<T>(who: UsageWho, work: impl FnOnce() -> Result<T, Fault>) -> Result<(T, Cost), Fault> {
    let before = processor(who)?;
    let start = Instant::now();
    let done = work()?;
    let wall = start.elapsed().as_secs_f64();
    let cpu = processor(who)? - before;
    Ok((done, Cost { wall, cpu }))
}

/// The processor time so far, in seconds; of children, of those that were waited for.
pub fn processor(who: UsageWho) -> Result<f64, Fault> {
    let usage = getrusage(who)?;
    let microseconds = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Ok(microseconds as f64 / 1e6)
}

/// Sums short pieces of work of many threads, where what is done between them does not count.
#[derive(Debug, Default)]
pub struct Tally {
    wall: AtomicU64,
    cpu: AtomicU64,
}

impl Tally {
    /// Does a piece of work by the clock of its own thread.
    pub fn time<T>(&self, work: impl FnOnce() -> T) -> Result<T, Fault> {
        let (start, before) = (Instant::now(), thread()?);
        let done = work();
        let (after, wall) = (thread()?, start.elapsed());
        self.wall.fetch_add(wall.as_nanos() as u64, Ordering::Relaxed);
        self.cpu.fetch_add((after - before).as_nanos() as u64, Ordering::Relaxed);
        Ok(done)
    }

    /// The wall time is what the pieces would take if all threads did nothing else.
    pub fn cost(self, threads: usize) -> Cost {
        let seconds = |nanoseconds: AtomicU64| nanoseconds.into_inner() as f64 / 1e9;
        Cost { wall: seconds(self.wall) / threads as f64, cpu: seconds(self.cpu) }
    }
}

fn thread() -> Result<Duration, Fault> {
    Ok(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?.into())
}
