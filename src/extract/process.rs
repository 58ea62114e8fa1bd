//! The parent's side of a worker process: starts it, feeds it, times it, and says why it died.

use std::io::{self, ErrorKind};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::worker::{ANSWER_ERROR, ANSWER_TEXT, READY, WORKER_ARG, decode_error};
use super::{ExtractError, Limits, pipe};

/// How long a worker may take to start, on a machine under load.
const START_TIME: Duration = Duration::from_secs(30);
/// How long a worker may take to end after its pipes are closed.
const END_TIME: Duration = Duration::from_millis(200);
/// Bytes of a worker's last words that are looked at.
const LAST_WORDS: usize = 4096;
/// A file that timed out is to blame unless its reader got less than this part of the time.
const STALLED: u32 = 10;
/// Where in `/proc/PID/stat`, counted from the state of the process, the times stand that it spent
/// in user and in kernel mode.
const USER_TIME: usize = 11;
/// What those times are told in, on Linux (`USER_HZ`).
const TICKS_PER_SECOND: u32 = 100;
/// The signals by which others end a process; a process that fails gets other ones.
const FROM_OUTSIDE: [Signal; 5] =
    [Signal::KILL, Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT];

/// A running worker process. Dropping it ends the process.
#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
    /// The system ends a worker with the thread that started it, so no other thread may use it.
    thread: ThreadId,
}

impl Worker {
    /// Starts a worker and waits until it is ready.
    pub(super) fn start(program: &Path, limits: &Limits) -> Result<Self, ExtractError> {
        let fail = |error: io::Error| {
            ExtractError::Worker(format!("`{}` does not start: {error}", program.display()))
        };
        let mut child = Command::new(program)
            .arg(WORKER_ARG)
            .arg(limits.memory_per_file.to_string())
            // The allocator would reserve address space far ahead of need, and now and then run
            // into the limit with a file that takes little.
            .env("MIMALLOC_ARENA_RESERVE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // In a group of its own: Ctrl-C is the parent's business.
            .process_group(0)
            .spawn()
            .map_err(fail)?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(fail(ErrorKind::BrokenPipe.into()));
        };
        let mut worker = Self { child, input, output, thread: std::thread::current().id() };
        worker.expect_ready().map_err(fail)?;
        Ok(worker)
    }

    fn expect_ready(&mut self) -> io::Result<()> {
        pipe::set_nonblocking(&self.input)?;
        pipe::set_nonblocking(&self.output)?;
        let mut ready = [0];
        pipe::read_exact(&mut self.output, &mut ready, Instant::now() + START_TIME)?;
        if ready == [READY] { Ok(()) } else { Err(ErrorKind::InvalidData.into()) }
    }

    /// Whether the calling thread started this worker.
    pub(super) fn is_mine(&self) -> bool {
        self.thread == std::thread::current().id()
    }

    /// Has the worker read a file. After a [`Death`] the worker is of no more use.
    pub(super) fn extract(
        &mut self,
        bytes: &[u8],
        limits: &Limits,
    ) -> Result<Result<String, ExtractError>, Death> {
        let deadline = Instant::now() + limits.time_per_file;
        let worked = self.work_time();
        self.exchange(bytes, deadline).map_err(|error| match error.kind() {
            ErrorKind::TimedOut if self.has_hardly_run(worked, limits) => Death::Stalled,
            ErrorKind::TimedOut => Death::TimedOut,
            _ => Death::Broken,
        })
    }

    /// Whether the worker was given next to no time since it had worked for so long.
    fn has_hardly_run(&self, before: Option<Duration>, limits: &Limits) -> bool {
        let since = self.work_time().zip(before).map(|(now, before)| now.saturating_sub(before));
        // Each of the two times lacks up to a tick.
        let untold = Duration::from_secs(2) / TICKS_PER_SECOND;
        since.is_some_and(|since| since + untold < limits.time_per_file / STALLED)
    }

    /// How long the worker has worked since it was started. None where the system does not tell.
    fn work_time(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // The name of the program, in parentheses, may hold blanks.
        let (_, fields) = stat.rsplit_once(')')?;
        let mut times = fields.split_whitespace().skip(USER_TIME).take(2);
        let ticks = times.next()?.parse::<u64>().ok()? + times.next()?.parse::<u64>().ok()?;
        Some(Duration::from_secs(ticks) / TICKS_PER_SECOND)
    }

    fn exchange(
        &mut self,
        bytes: &[u8],
        deadline: Instant,
    ) -> io::Result<Result<String, ExtractError>> {
        pipe::write_all(&mut self.input, &(bytes.len() as u64).to_le_bytes(), deadline)?;
        pipe::write_all(&mut self.input, bytes, deadline)?;
        let mut head = [0; 9];
        pipe::read_exact(&mut self.output, &mut head, deadline)?;
        let [tag, length @ ..] = head;
        let mut payload = vec![0; usize::try_from(u64::from_le_bytes(length)).unwrap_or(0)];
        pipe::read_exact(&mut self.output, &mut payload, deadline)?;
        let payload = String::from_utf8(payload).map_err(|_| ErrorKind::InvalidData)?;
        match tag {
            ANSWER_TEXT => Ok(Ok(payload)),
            ANSWER_ERROR => Ok(Err(decode_error(&payload))),
            _ => Err(ErrorKind::InvalidData.into()),
        }
    }

    /// What it wrote before it ended; a worker that lives on is not waited for.
    fn last_words(&mut self) -> io::Result<Vec<u8>> {
        let mut errors = self.child.stderr.take().ok_or(ErrorKind::BrokenPipe)?;
        pipe::set_nonblocking(&errors)?;
        pipe::read_to_end(&mut errors, LAST_WORDS, Instant::now() + Duration::from_secs(1))
    }

    /// Whether it ends by itself, for which it is given a moment: its pipes close before that.
    fn has_ended(&mut self) -> bool {
        let deadline = Instant::now() + END_TIME;
        while matches!(self.child.try_wait(), Ok(None)) {
            if Instant::now() >= deadline {
                return false;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        true
    }

    /// Ends the worker and says what the file did to it.
    pub(super) fn bury(mut self, death: Death, limits: &Limits) -> ExtractError {
        match death {
            Death::TimedOut => return ExtractError::TimedOut(limits.time_per_file),
            Death::Stalled => return ExtractError::Stalled(limits.time_per_file),
            Death::Broken => {}
        }
        let words = self.last_words().unwrap_or_default();
        let words = String::from_utf8_lossy(&words);
        let ended = self.has_ended();
        let _ = self.child.kill();
        match self.child.wait() {
            Ok(_) if !ended => ExtractError::Crashed("it closed its output and ran on".into()),
            _ if words.contains("memory allocation of") => {
                ExtractError::OutOfMemory(limits.memory_per_file)
            }
            Ok(status) => signal_from_outside(status).map_or_else(
                || ExtractError::Crashed(describe_exit(status, &words)),
                ExtractError::Killed,
            ),
            Err(error) => ExtractError::Crashed(error.to_string()),
        }
    }
}

impl Drop for Worker {
    /// Leaves neither a running process nor a zombie.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How a file was the end of a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Death {
    /// It took too long.
    TimedOut,
    /// It took too long because it was hardly given any time.
    Stalled,
    /// The pipes broke.
    Broken,
}

fn signal_from_outside(status: ExitStatus) -> Option<i32> {
    let signals = FROM_OUTSIDE.map(Signal::as_raw);
    status.signal().filter(|signal| signals.contains(signal))
}

fn describe_exit(status: ExitStatus, words: &str) -> String {
    let reason = if words.contains("overflowed its stack") { ": stack overflow" } else { "" };
    match (status.signal(), status.code()) {
        (Some(signal), _) => format!("signal {signal}{reason}"),
        (None, Some(code)) => format!("exit code {code}{reason}"),
        (None, None) => "unknown end".to_owned(),
    }
}
