//! Reading from and writing to another process until a deadline.

use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

/// Makes reads and writes of this pipe return at once, so that a deadline can be kept.
pub(super) fn set_nonblocking(pipe: impl AsFd) -> io::Result<()> {
    let flags = fcntl_getfl(&pipe)?;
    Ok(fcntl_setfl(&pipe, flags | OFlags::NONBLOCK)?)
}

/// Writes all bytes, or fails: with `TimedOut` at the deadline.
pub(super) fn write_all<P: Write + AsFd>(
    pipe: &mut P,
    mut bytes: &[u8],
    deadline: Instant,
) -> io::Result<()> {
    while !bytes.is_empty() {
        match pipe.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(error) => wait_after(&error, pipe.as_fd(), PollFlags::OUT, deadline)?,
        }
    }
    Ok(())
}

/// Fills the buffer, or fails: with `TimedOut` at the deadline, `UnexpectedEof` at the end.
pub(super) fn read_exact<P: Read + AsFd>(
    pipe: &mut P,
    mut buffer: &mut [u8],
    deadline: Instant,
) -> io::Result<()> {
    while !buffer.is_empty() {
        match pipe.read(buffer) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => buffer = &mut buffer[count..],
            Err(error) => wait_after(&error, pipe.as_fd(), PollFlags::IN, deadline)?,
        }
    }
    Ok(())
}

/// Reads to the end, at most so many bytes; fails with `TimedOut` at the deadline.
pub(super) fn read_to_end<P: Read + AsFd>(
    pipe: &mut P,
    most: usize,
    deadline: Instant,
) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 1 << 16];
    while bytes.len() < most {
        match pipe.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(error) => wait_after(&error, pipe.as_fd(), PollFlags::IN, deadline)?,
        }
    }
    bytes.truncate(most);
    Ok(bytes)
}

/// After a read or write that could not go on: waits until it can.
fn wait_after(
    error: &io::Error,
    pipe: BorrowedFd,
    event: PollFlags,
    deadline: Instant,
) -> io::Result<()> {
    match error.kind() {
        ErrorKind::Interrupted => return Ok(()),
        ErrorKind::WouldBlock => {}
        kind => return Err(kind.into()),
    }
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(ErrorKind::TimedOut.into());
    }
    let timeout = Timespec::try_from(left).map_err(|_| ErrorKind::TimedOut)?;
    match poll(&mut [PollFd::from_borrowed_fd(pipe, event)], Some(&timeout)) {
        Ok(0) => Err(ErrorKind::TimedOut.into()),
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
