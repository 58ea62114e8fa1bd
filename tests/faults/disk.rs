//! Disks that are full, or may not be written.
//!
//! Where the system lets nobody mount a small disk, the tests that need one say so and end.

use std::process::Command;

use super::indexed;
use super::letters::good_letter;
use super::place::{IMR, Place, Run};

/// Runs a shell script in the folder of `place`, `$IMR` being the program.
pub(super) fn shell(place: &Place, script: &str) -> Run {
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).current_dir(place.path("")).env("IMR", IMR);
    Run::of(&shell.env_remove("IMR_INDEX").output().unwrap())
}

/// As [`shell`], with the index on a disk of its own of this size.
fn on_a_small_disk(place: &Place, size: &str, script: &str) -> Option<Run> {
    let mounted = "mv index kept && mkdir index && mount -t tmpfs -o size=$SIZE none index \
                   && cp -a kept/. index && echo mounted || exit 77\n";
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c"]);
    command.arg(format!("{mounted}{script}")).current_dir(place.path(""));
    command.env("IMR", IMR).env("SIZE", size).env_remove("IMR_INDEX");
    let run = command.output().map(|output| Run::of(&output));
    match run {
        Ok(run) if run.stdout.starts_with("mounted") => Some(run),
        _ => {
            eprintln!("SKIPPED: this system does not let us mount a disk");
            None
        }
    }
}

/// Letters whose index is larger than the disks of these tests.
fn add_many(place: &Place) {
    for number in 100..600 {
        let words: String = (0..400).map(|word| format!("w{} ", number * 1000 + word)).collect();
        place.write(&format!("more/{number}.txt"), good_letter(number) + &words);
    }
}

#[test]
fn a_full_disk_is_told_and_leaves_the_old_index() {
    let place = indexed(5);
    add_many(&place);
    let script = "$IMR index -q; echo code $?; $IMR check; $IMR search --json -n 0\n";
    let Some(run) = on_a_small_disk(&place, "800k", script) else { return };
    assert!(run.stdout.contains("code 2"), "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("No space left on device"), "{}", run.stderr);
    assert!(run.stdout.contains("the index is whole"), "{}", run.stdout);
    assert!(run.stdout.contains(r#""letters":5"#), "{}", run.stdout);
}

#[test]
fn a_full_disk_with_room_again_is_gone_on_with() {
    let place = indexed(5);
    add_many(&place);
    let script = "$IMR index -q --commit-every 0; echo code $?; $IMR check \
                  && mount -o remount,size=90m index && $IMR index && $IMR check\n";
    let Some(run) = on_a_small_disk(&place, "1500k", script) else { return };
    assert!(run.stdout.contains("code 2"), "{}{}", run.stdout, run.stderr);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("505 letters in the index"), "{}", run.stdout);
}

#[test]
fn files_that_may_not_grow_are_told_and_leave_the_old_index() {
    let place = indexed(5);
    let before = place.findings();
    add_many(&place);
    let run = shell(&place, "trap '' XFSZ; ulimit -f 60; $IMR index -q");
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("File too large"), "{}", run.stderr);
    place.assert_whole();
    assert_eq!(place.findings(), before);
    assert_eq!(place.index(&[])["letters_in_index"], 505);
}

#[test]
fn an_index_that_may_not_be_written_is_searched_all_the_same() {
    let place = indexed(5);
    let script = "mount -o remount,ro index && $IMR index -q; echo code $?
                  $IMR check && $IMR search norco && $IMR facets year && echo searched\n";
    let Some(run) = on_a_small_disk(&place, "9m", script) else { return };
    assert!(run.stdout.contains("code 2"), "{}", run.stdout);
    assert!(run.stderr.contains("Read-only file system"), "{}", run.stderr);
    assert!(run.stdout.ends_with("searched\n"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_report_that_cannot_be_written_is_told() {
    let place = indexed(2);
    let run = place.run(&["index", "--report", "no/such/folder/report.jsonl"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("cannot write the report `no/such/folder"), "{}", run.stderr);
    let full = place.run(&["index", "--rebuild", "-q", "--report", "/dev/full"]);
    assert!(full.stderr.contains("cannot write the report"), "{}", full.stderr);
    place.assert_whole();
}
