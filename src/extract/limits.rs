//! What one file may cost.

use std::time::Duration;

/// What one file may cost before it is given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file. Letters have some 50,000; scans of them a few million.
    pub max_file_size: u64,
    /// Wall time to read one file. Letters take about a millisecond.
    pub time_per_file: Duration,
    /// Address space of the worker process, in bytes. Letters take some 10 MB.
    pub memory_per_file: u64,
    /// Wall time of the program that reads scans, for one file.
    pub time_for_ocr: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_file_size: 64 << 20,
            time_per_file: Duration::from_secs(20),
            memory_per_file: 512 << 20,
            time_for_ocr: Duration::from_secs(300),
        }
    }
}
