//! A run that is killed at any moment leaves the index of its last commit, and the next run
//! completes it.
//!
//! `IMR_KILL_ROUNDS=200 cargo test --test kill` kills 200 runs; `IMR_KILL_SEED` makes other ones.

// A test that cannot be set up has failed.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed; one that skips says so"
)]

use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

#[path = "common/editions.rs"]
mod editions;
#[path = "common/letters.rs"]
mod letters;
#[path = "common/pdf_builder.rs"]
#[allow(dead_code)]
mod pdf_builder;
#[path = "common/place.rs"]
#[allow(dead_code)]
mod place;

use editions::letter;
use pdf_builder::pdf_of_text;
use place::{Place, touch};

/// Kills before a corpus is compared with its index, and another one begins.
const KILLS_A_CORPUS: u64 = 10;
/// File names in a corpus: `0.txt` and so on, every eighth a PDF.
const NAMES: u64 = 64;

#[test]
fn killed_runs_leave_the_last_commit_and_are_completed() {
    let rounds = from_environment("IMR_KILL_ROUNDS", 20);
    let mut chance = Chance(from_environment("IMR_KILL_SEED", 1).wrapping_mul(0x9e37_79b9) | 1);
    let mut killed = 0;
    for first in (0..rounds).step_by(KILLS_A_CORPUS as usize) {
        let place = Place::new();
        (0..NAMES / 2).for_each(|_| change(&place, &mut chance));
        for _ in first..rounds.min(first + KILLS_A_CORPUS) {
            killed += u64::from(kill_a_run(&place, &mut chance));
            assert_usable(&place);
            (0..1 + chance.below(20)).for_each(|_| change(&place, &mut chance));
        }
        place.index(&["corpus"]);
        place.assert_whole();
        assert_no_leftovers(&place);
        assert_eq!(place.findings(), place.findings_anew());
    }
    assert!(killed * 2 > rounds, "only {killed} of {rounds} runs were still going when killed");
}

/// A rebuild is killed at any moment while somebody searches: no search sees fewer or more letters
/// than before, and the index is as it was until the rebuild has come to its end.
#[test]
fn killed_rebuilds_change_nothing_for_those_who_search() {
    let rounds = from_environment("IMR_KILL_ROUNDS", 6);
    let mut chance = Chance(from_environment("IMR_KILL_SEED", 1).wrapping_mul(0x9e37_79b9) | 1);
    let place = Place::new();
    for number in 0..NAMES as u32 {
        place.write(&format!("{number}.txt"), letter(number, 0));
    }
    place.index(&["corpus"]);
    let before = place.findings();
    let (over, searches) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|threads| {
        threads.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                let found = place.run(&["search", "--json", "-n", "0"]).stdout;
                assert!(found.contains(&format!(r#""letters":{NAMES}"#)), "{found}");
                searches.fetch_add(1, Ordering::Relaxed);
            }
        });
        let _over = SetWhenDropped(&over);
        let mut killed = 0;
        for round in 0..rounds {
            killed += u64::from(kill_after(&place, &["--rebuild"], chance.below(700)));
            place.assert_whole();
            if round % 10 == 9 {
                place.index(&["--rebuild"]);
            }
        }
        assert!(killed * 3 > rounds, "only {killed} of {rounds} rebuilds were still going");
    });
    assert!(searches.into_inner() >= rounds);
    place.index(&[]);
    place.assert_whole();
    assert_no_leftovers(&place);
    assert_eq!(place.findings(), before);
}

struct SetWhenDropped<'a>(&'a AtomicBool);

impl Drop for SetWhenDropped<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn from_environment(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().unwrap())
}

/// Numbers that look like chance and are the same for each seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % limit
    }

    fn name(&mut self) -> String {
        let number = self.below(NAMES);
        format!("{number}.{}", if number.is_multiple_of(8) { "pdf" } else { "txt" })
    }
}

/// Adds, corrects, renames, copies or removes a letter.
fn change(place: &Place, chance: &mut Chance) {
    let (one, other) = (chance.name(), chance.name());
    let path = |name: &str| place.path("corpus").join(name);
    match chance.below(8) {
        0 => drop(fs::rename(path(&one), path(&other))),
        1 if one != other && fs::copy(path(&one), path(&other)).is_ok() => touch(&path(&other)),
        2 => drop(fs::remove_file(path(&one))),
        _ => {
            let text = letter(chance.below(NAMES) as u32, chance.below(3) as u32);
            let is_pdf = one.ends_with("pdf");
            place.write(&one, if is_pdf { pdf_of_text(&text) } else { text.into_bytes() });
        }
    }
}

/// Starts a run and kills it after a while; whether it was still going.
fn kill_a_run(place: &Place, chance: &mut Chance) -> bool {
    let commit_every = ["0", "0", "1", "300"][chance.below(4) as usize];
    // Few runs take longer; the moments shortly after the start matter as much as later ones.
    let longest = if chance.below(2) == 0 { 60 } else { 400 };
    kill_after(place, &["corpus", "--commit-every", commit_every], chance.below(longest))
}

/// Starts a run with these arguments and kills it after so many milliseconds; whether it was still
/// going.
fn kill_after(place: &Place, arguments: &[&str], milliseconds: u64) -> bool {
    let mut run = place
        .imr(&[&["index", "-q"], arguments].concat())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(milliseconds));
    let going = run.try_wait().unwrap().is_none();
    run.kill().unwrap();
    run.wait().unwrap();
    going
}

/// Asserts that the index is whole and can be searched, or that nothing was committed yet.
fn assert_usable(place: &Place) {
    if !place.path("index/meta.json").exists() {
        assert!(place.run(&["check"]).stderr.contains("no index"));
        return;
    }
    place.assert_whole();
    let begin = Instant::now();
    let search = place.run(&["search", "medically necessary"]);
    assert!(search.code == 0 || search.code == 1, "{}", search.stderr);
    assert!(begin.elapsed() < Duration::from_secs(5), "a search waits for nobody");
}

/// Asserts that nothing is in the index folder but the files of the last commit.
fn assert_no_leftovers(place: &Place) {
    let meta: serde_json::Value =
        serde_json::from_slice(&fs::read(place.path("index/meta.json")).unwrap()).unwrap();
    let segments = meta["segments"].as_array().unwrap().iter();
    let ids: BTreeSet<String> =
        segments.map(|segment| segment["segment_id"].as_str().unwrap().replace('-', "")).collect();
    let payload = meta["payload"].as_str().unwrap();
    for entry in fs::read_dir(place.path("index")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let stem = name.split('.').next().unwrap();
        let known = name == "meta.json"
            || name == ".managed.json"
            || name.ends_with(".lock")
            || ids.contains(stem)
            || payload.contains(&format!("\"{name}\""));
        assert!(known, "`{name}` is left over");
    }
}
