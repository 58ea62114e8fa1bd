//! The index folder, as the engine sees it: one that is only read, and one that is written.

mod handle;
mod read;
mod replace;
mod write;

pub(super) use read::ReadDirectory;
pub(super) use replace::{remove_unfinished, replace};
pub(super) use write::WriteDirectory;
