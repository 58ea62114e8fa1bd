//! The `imr` program: argv to exit code.

fn main() {}
