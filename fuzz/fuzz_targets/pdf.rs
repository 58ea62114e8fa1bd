//! Whatever the bytes of a file: text or an error, no panic, no overflow of the stack.

#![no_main]

use imr_search::extract::extract_in_process;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = extract_in_process(bytes);
});
