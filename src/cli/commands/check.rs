//! `imr check`

use crate::cli::args::{CheckArgs, Global};
use crate::cli::exit::Exit;

pub(in crate::cli) fn run(_global: &Global, _args: &CheckArgs) -> anyhow::Result<Exit> {
    anyhow::bail!("later")
}
