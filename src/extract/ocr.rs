//! Scans: a program that the user names reads what has no text layer.

use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use super::{ExtractError, pipe};

/// Bytes of its output beyond which it is cut.
const MAX_OUTPUT: usize = 64 << 20;

/// A command that writes the text of a scan, or a PDF with a text layer, to standard output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ocr {
    words: Vec<String>,
}

impl Ocr {
    /// Reads a command: words between blanks, quotes keep blanks within a word. `{}` stands for
    /// the path of the scan; without it, the path is the last argument. No shell is involved.
    pub(super) fn parse(command: &str) -> Option<Self> {
        let mut words = split_words(command);
        words.first()?;
        if !words.iter().any(|word| word.contains("{}")) {
            words.push("{}".to_owned());
        }
        Some(Self { words })
    }

    /// Runs it on one file.
    pub(super) fn run(&self, path: &Path, time: Duration) -> Result<Vec<u8>, ExtractError> {
        let program = &self.words[0];
        let child = self
            .start(path)
            .map_err(|error| ExtractError::OcrMissing(format!("`{program}`: {error}")))?;
        output(child, time).map_err(|error| match error.kind() {
            ErrorKind::TimedOut => ExtractError::TimedOut(time),
            _ => ExtractError::Ocr(format!("`{program}`: {error}")),
        })
    }

    fn start(&self, path: &Path) -> io::Result<Child> {
        let mut words = self.words.iter().map(|word| fill_in(word, path));
        Command::new(words.next().unwrap_or_default())
            .args(words)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
    }
}

/// What a program writes until it ends, which it must in this time.
fn output(mut child: Child, time: Duration) -> io::Result<Vec<u8>> {
    let running = Running::new(Pid::from_child(&child));
    let read = child.stdout.take().map_or(Err(ErrorKind::BrokenPipe.into()), |mut output| {
        pipe::set_nonblocking(&output)?;
        pipe::read_to_end(&mut output, MAX_OUTPUT, Instant::now() + time)
    });
    if read.is_err() {
        // The group: the command may have started others.
        let _ = kill_process_group(running.0, Signal::KILL);
    }
    let status = child.wait()?;
    drop(running);
    let bytes = read?;
    if status.success() { Ok(bytes) } else { Err(io::Error::other(status.to_string())) }
}

/// The programs that run now, each the leader of its group.
static RUNNING: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

fn running() -> MutexGuard<'static, Vec<Pid>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A program while it runs.
struct Running(Pid);

impl Running {
    fn new(group: Pid) -> Self {
        running().push(group);
        Self(group)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        running().retain(|group| *group != self.0);
    }
}

/// Ends the programs that read scans: for a process that is about to end itself. In groups of
/// their own, they would not hear of Ctrl-C.
pub fn end_programs() {
    for group in running().drain(..) {
        let _ = kill_process_group(group, Signal::KILL);
    }
}

/// The word with the path in the place of each `{}`.
fn fill_in(word: &str, path: &Path) -> OsString {
    let mut filled = OsString::new();
    for (i, part) in word.split("{}").enumerate() {
        if i > 0 {
            filled.push(path);
        }
        filled.push(part);
    }
    filled
}

fn split_words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote) = (None::<String>, None);
    for c in command.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '\'' || c == '"' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::*;

    fn output(command: &str, path: &str) -> Result<String, ExtractError> {
        let ocr = Ocr::parse(command).expect("a command");
        let bytes = ocr.run(Path::new(path), Duration::from_millis(500))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    #[test]
    fn the_path_comes_last_or_where_the_braces_are() {
        assert_eq!(output("echo -n", "a b.pdf"), Ok("a b.pdf".to_owned()));
        assert_eq!(output("echo -n 'in: {}' out", "x"), Ok("in: x out".to_owned()));
    }

    #[test]
    fn what_is_no_command_is_none() {
        assert_eq!(Ocr::parse("  "), None);
    }

    #[test]
    fn a_program_that_fails_or_is_not_there_is_named() {
        assert_eq!(output("false", "x").map_err(|e| e.kind()), Err("ocr"));
        let error = output("no-such-program-here", "x").expect_err("no program");
        assert!(error.to_string().contains("`no-such-program-here`"), "{error}");
        assert!(error.is_passing(), "another program may be there at the next run");
    }

    #[test]
    fn a_program_that_never_ends_is_ended() {
        assert_eq!(output("sleep 60 #", "x").map_err(|e| e.kind()), Err("ocr"));
        let command = "sh -c 'sleep 60 & sleep 60'";
        assert_eq!(output(command, "x").map_err(|e| e.kind()), Err("timed_out"));
    }
}
