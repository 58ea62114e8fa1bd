//! Whatever the bytes of a file: text or an error, no panic, no overflow of the stack.
//!
//! A panic inside the parser of PDFs costs one letter in the worker process and is for its authors
//! to mend, so it ends nothing here either; every other panic does.

#![no_main]

use std::panic::{PanicHookInfo, catch_unwind, set_hook};

use imr_search::extract::extract_in_process;

libfuzzer_sys::fuzz_target!(
    init: set_hook(Box::new(end_unless_in_parser)),
    |bytes: &[u8]| {
        let _ = catch_unwind(|| extract_in_process(bytes));
    }
);

fn end_unless_in_parser(panic: &PanicHookInfo) {
    if !panic.location().is_some_and(|place| place.file().contains("hayro-syntax")) {
        eprintln!("{panic}");
        std::process::abort();
    }
}
