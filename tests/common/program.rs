//! The program, run from outside on an index of `corpus/`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

/// The folder of the project.
pub(crate) const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

/// An index of `corpus/`, made once for all tests of a binary.
static INDEX: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let output = imr_in(folder.path(), &["index", "corpus"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    folder
});

/// The index of `corpus/`.
pub(crate) fn index() -> PathBuf {
    INDEX.path().into()
}

/// Runs `imr` on the index of `corpus/`.
pub(crate) fn imr(arguments: &[&str]) -> Output {
    imr_in(&index(), arguments)
}

/// Runs `imr` on the index in `index`, in the project's folder.
pub(crate) fn imr_in(index: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_imr"))
        .args(arguments)
        .env("IMR_INDEX", index)
        .env_remove("NO_COLOR")
        .current_dir(PROJECT)
        .output()
        .unwrap()
}

/// What a successful run printed.
pub(crate) fn printed(arguments: &[&str]) -> String {
    let output = imr(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// What a run printed as JSON; nothing found is no failure.
pub(crate) fn json(arguments: &[&str]) -> Value {
    let output = imr(&[arguments, &["--json"]].concat());
    assert_ne!(output.status.code(), Some(2), "{arguments:?}: {}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Every letter of `corpus/` as `imr parse` gives it.
pub(crate) fn parsed() -> Vec<Value> {
    let lines = printed(&["parse", "corpus"]);
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Bytes as text.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
