//! Other processes: a second writer, a person who presses Ctrl-C, a reader that goes away.

use std::fs;
use std::io::Read;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use imr_search::index::{Catalog, WriterOptions};
use rustix::process::{Pid, Signal, kill_process};

use super::indexed;
use super::letters::good_letter;
use super::pdf_builder::pdf_of_text;
use super::place::{Place, Run};

#[test]
fn a_second_writer_is_told_who_the_first_is_and_readers_do_not_wait() {
    let place = indexed(3);
    let held = Catalog::open(&place.path("index"), WriterOptions::default()).unwrap();
    for arguments in [&["index"][..], &["index", "--rebuild"]] {
        let second = place.run(arguments);
        assert_eq!(second.code, 2);
        let holder = format!("process {}", std::process::id());
        assert!(second.stderr.contains(&holder), "{}", second.stderr);
    }
    place.assert_whole();
    assert_eq!(place.run(&["search", "norco"]).code, 0);
    drop(held);
    place.index(&[]);
}

#[test]
fn a_first_build_tells_readers_that_it_is_under_way() {
    let place = Place::new();
    let held = Catalog::open(&place.path("index"), WriterOptions::default()).unwrap();
    let during = place.run(&["search", "norco"]);
    let builder = format!("is being built for the first time, by process {}", std::process::id());
    assert!(during.stderr.contains(&builder), "{}", during.stderr);
    drop(held);
    let after_it_died = place.run(&["search", "norco"]);
    assert!(after_it_died.stderr.contains("was not built to its end"), "{}", after_it_died.stderr);
    place.write("1.txt", good_letter(2));
    place.index(&["corpus"]);
    let whole = place.run(&["search", "norco"]);
    assert_eq!((whole.code, &*whole.stderr), (0, ""));
    let kept = Catalog::rebuild(&place.path("index"), WriterOptions::default()).unwrap();
    let beside = place.run(&["search", "norco"]);
    assert_eq!((beside.code, &*beside.stderr), (0, ""), "a rebuild is nobody's business");
    drop(kept);
}

/// The processes that this one started.
fn children(of: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter(|id| parent(*id) == Some(of)).collect()
}

/// The parent of a process that runs.
fn parent(of: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{of}/stat")).ok()?;
    let mut fields = stat.rsplit(')').next()?.split_whitespace();
    let state = fields.next()?;
    fields.next()?.parse().ok().filter(|_| state != "Z")
}

/// Waits until something holds, but not for ever.
fn wait_for(what: &str, holds: impl Fn() -> bool) {
    let begin = Instant::now();
    while !holds() {
        assert!(begin.elapsed() < Duration::from_secs(60), "{what} never came");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn interrupt(run: &Child) {
    kill_process(Pid::from_child(run), Signal::INT).unwrap();
}

#[test]
fn ctrl_c_ends_a_run_at_once_and_keeps_what_was_committed() {
    let place = Place::new();
    for number in 1..=2000 {
        place.write(&format!("{number}.pdf"), pdf_of_text(&good_letter(number)));
    }
    let mut run = place
        .imr(&["index", "corpus", "-q", "--commit-every", "0"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let is_committed = || place.run(&["search", "medically"]).code == 0;
    wait_for("a commit", is_committed);
    let workers = children(run.id());
    assert!(!workers.is_empty(), "PDFs are read by workers");
    interrupt(&run);
    let begin = Instant::now();
    let status = run.wait().unwrap();
    assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
    assert_eq!(status.code(), Some(130));
    wait_for("the workers' end", || workers.iter().all(|worker| parent(*worker).is_none()));
    let mut said = String::new();
    run.stderr.unwrap().read_to_string(&mut said).unwrap();
    assert!(said.contains("interrupted") && !said.contains("panicked"), "{said}");
    place.assert_whole();
    assert_eq!(place.run(&["search", "medically"]).code, 0);
}

#[test]
fn ctrl_c_ends_a_run_that_waits_for_a_program_that_reads_scans() {
    let place = Place::new();
    place.write("scan.pdf", pdf_of_text(""));
    let mut run =
        place.imr(&["index", "corpus", "-q", "--ocr", "sh -c 'exec sleep 47'"]).spawn().unwrap();
    let started = || children(run.id()).iter().any(|child| is_named(*child, "sleep"));
    wait_for("the program", started);
    let programs = children(run.id());
    interrupt(&run);
    let begin = Instant::now();
    assert_eq!(run.wait().unwrap().code(), Some(130));
    assert!(begin.elapsed() < Duration::from_secs(1));
    wait_for("the program's end", || programs.iter().all(|id| parent(*id).is_none()));
}

fn is_named(process: u32, name: &str) -> bool {
    let comm = fs::read_to_string(format!("/proc/{process}/comm"));
    comm.is_ok_and(|comm| comm.trim() == name)
}

#[test]
fn a_search_whose_reader_goes_away_ends_quietly() {
    let place = indexed(400);
    for format in ["json", "jsonl", "csv", "text"] {
        let arguments = ["search", "--limit", "100000", "--format", format];
        let mut search =
            place.imr(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 1];
        search.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let run = Run::of(&search.wait_with_output().unwrap());
        assert_eq!((run.code, &*run.stderr), (0, ""), "{format}");
    }
}

#[test]
fn a_run_whose_reader_goes_away_goes_on() {
    let place = Place::new();
    (1..=90).for_each(|number| place.write(&format!("{number}.txt"), good_letter(number)));
    place.write("broken.pdf", "%PDF-1.4");
    let mut run = place
        .imr(&["index", "corpus", "-v", "--commit-every", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop((run.stdout.take(), run.stderr.take()));
    assert_eq!(run.wait().unwrap().code(), Some(0));
    place.assert_whole();
    assert_eq!(place.index(&[])["letters_in_index"], 90);
}
