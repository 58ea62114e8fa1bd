//! A folder of its own for the program: a corpus, an index, and what `imr` says of them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use serde_json::Value;

/// The program.
pub(crate) const IMR: &str = env!("CARGO_BIN_EXE_imr");

/// Facets that together see most of what is indexed of an item.
const FACETS: [&str; 6] = ["guideline", "page", "category", "outcome", "year", "treatment"];

/// A temporary folder with a `corpus`; the index is `index` beside it.
pub(crate) struct Place {
    folder: tempfile::TempDir,
}

/// How the program ended.
pub(crate) struct Run {
    /// The exit code; -1 where a signal ended it.
    pub code: i32,
    /// Results.
    pub stdout: String,
    /// Everything else.
    pub stderr: String,
}

impl Place {
    /// An empty corpus and no index.
    pub(crate) fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(place.path("corpus")).unwrap();
        place
    }

    /// A path below the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file of the corpus, dated so that it is not taken for one that still changes.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path("corpus").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        touch(&path);
    }

    /// Takes a file of the corpus away.
    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path("corpus").join(name)).unwrap();
    }

    /// The program in this folder, with these arguments, to be started.
    pub(crate) fn imr(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(IMR);
        command.args(arguments).current_dir(self.folder.path()).env_remove("IMR_INDEX");
        command
    }

    /// Runs the program. It never panics.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&self.imr(arguments).output().unwrap())
    }

    /// Runs `imr index` with these further arguments, which must go well, and gives its report.
    pub(crate) fn index(&self, arguments: &[&str]) -> Value {
        let run = self.run(&[&["index", "--json", "-q"], arguments].concat());
        assert_eq!(run.code, 0, "imr index {arguments:?}: {}", run.stderr);
        serde_json::from_str(&run.stdout).unwrap()
    }

    /// Asserts that `imr check` finds nothing wrong.
    pub(crate) fn assert_whole(&self) {
        let run = self.run(&["check"]);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    }

    /// All that a person can find in the index: every item with its paths, and counts by facets.
    pub(crate) fn findings(&self) -> Value {
        let found = self.run(&["search", "--json", "--limit", "100000", "--sort", "case"]);
        let mut found: Value = serde_json::from_str(&found.stdout).unwrap();
        for hit in found["hits"].as_array_mut().unwrap() {
            hit.as_object_mut().unwrap().remove("score");
        }
        let mut findings = BTreeMap::from([("hits", found["hits"].take())]);
        for field in FACETS {
            let counts = self.run(&["facets", field, "--json"]);
            findings.insert(field, serde_json::from_str(&counts.stdout).unwrap());
        }
        serde_json::to_value(findings).unwrap()
    }

    /// What [`Place::findings`] gives of an index of the same corpus that is made from nothing.
    pub(crate) fn findings_anew(&self) -> Value {
        let fresh = self.path("fresh");
        let arguments = ["index", "corpus", "-q"];
        let run = Run::of(&self.imr(&arguments).env("IMR_INDEX", &fresh).output().unwrap());
        assert_eq!(run.code, 0, "{}", run.stderr);
        fs::rename(self.path("index"), self.path("kept")).unwrap();
        fs::rename(&fresh, self.path("index")).unwrap();
        let findings = self.findings();
        fs::remove_dir_all(self.path("index")).unwrap();
        fs::rename(self.path("kept"), self.path("index")).unwrap();
        findings
    }
}

impl Run {
    /// What a finished process said.
    pub(crate) fn of(output: &Output) -> Self {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let run = Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        };
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        run
    }
}

/// Gives a file a time of modification that no other has, some years ago.
pub(crate) fn touch(path: &Path) {
    static SECONDS: AtomicU64 = AtomicU64::new(1_500_000_000);
    let seconds = SECONDS.fetch_add(1, Ordering::Relaxed);
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

/// The count of a fate in the report of a run.
pub(crate) fn count(report: &Value, fate: &str) -> u64 {
    report["files"][fate].as_u64().unwrap()
}

/// Asserts that every file seen is in exactly one counter.
pub(crate) fn assert_adds_up(report: &Value) {
    let fates = ["indexed", "unchanged", "duplicate", "unreadable", "not_a_letter"];
    let sum: u64 = fates.iter().map(|fate| count(report, fate)).sum();
    assert_eq!(report["seen"].as_u64(), Some(sum), "{report}");
}
