//! Walks corpus folders and reads their files.
//!
//! Takes the folders a person named; gives every file below them, each exactly once, as
//! [`Found`]: what to read, what is left out and why, what could not be looked at. Devices, pipes
//! and sockets are never opened, loops of links are not followed twice, and a folder that cannot
//! be listed is reported, so that nobody takes its files for deleted.

mod read;
mod walk;

pub use read::{ReadError, read};
pub use walk::{Found, FoundFile, Root, RootError, outermost, walk};
