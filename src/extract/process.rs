//! The parent's side of a worker process: starts it, feeds it, times it, and says why it died.

use std::io::{self, ErrorKind};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

use super::worker::{ANSWER_ERROR, ANSWER_TEXT, READY, WORKER_ARG, decode_error};
use super::{ExtractError, Limits, pipe};

/// How long a worker may take to start, on a machine under load.
const START_TIME: Duration = Duration::from_secs(30);
/// Bytes of a worker's last words that are looked at.
const LAST_WORDS: usize = 4096;

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
        self.exchange(bytes, deadline).map_err(|error| match error.kind() {
            ErrorKind::TimedOut => Death::TimedOut,
            _ => Death::Broken,
        })
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

    /// Ends the worker and says what the file did to it.
    pub(super) fn bury(mut self, death: Death, limits: &Limits) -> ExtractError {
        if death == Death::TimedOut {
            return ExtractError::TimedOut(limits.time_per_file);
        }
        let words = self.last_words().unwrap_or_default();
        // It has ended by itself, or will not: how it ended is known already.
        let _ = self.child.kill();
        let words = String::from_utf8_lossy(&words);
        match self.child.wait() {
            _ if words.contains("memory allocation of") => {
                ExtractError::OutOfMemory(limits.memory_per_file)
            }
            Ok(status) => ExtractError::Crashed(describe_exit(status, &words)),
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
    /// The pipes broke.
    Broken,
}

fn describe_exit(status: ExitStatus, words: &str) -> String {
    let reason = if words.contains("overflowed its stack") { ": stack overflow" } else { "" };
    match (status.signal(), status.code()) {
        (Some(signal), _) => format!("signal {signal}{reason}"),
        (None, Some(code)) => format!("exit code {code}{reason}"),
        (None, None) => "unknown end".to_owned(),
    }
}
