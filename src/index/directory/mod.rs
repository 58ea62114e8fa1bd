//! The index folder, as the engine sees it: one that is only read, and one that is written.

mod handle;
mod read;
mod write;

pub(super) use read::ReadDirectory;
pub(super) use write::WriteDirectory;
