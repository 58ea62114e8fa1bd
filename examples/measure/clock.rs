//! Wall and CPU time of this process.

use std::time::Instant;

use serde_json::{Value, json};

/// A stage under way.
pub(crate) struct Clock {
    wall: Instant,
    cpu: f64,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self { wall: Instant::now(), cpu: cpu_seconds() }
    }

    /// Seconds since the start, with what the stage did.
    pub(crate) fn stop(&self, did: &Value) -> Value {
        let wall = self.wall.elapsed().as_secs_f64();
        json!({ "wall": wall, "cpu": cpu_seconds() - self.cpu, "did": did })
    }
}

/// User and system time of all threads, and of children that have ended, in seconds. Linux counts
/// them in hundredths.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name in parentheses may hold spaces; fields 14 to 17 of the whole are times.
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(4);
    ticks.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}
