//! Makes a number of the tables in `data/`, for the version of the parser: letters that were read
//! with other tables are read again.

use std::path::{Path, PathBuf};
use std::{fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=data");
    let mut tables = Vec::new();
    find_tables(Path::new("data"), &mut tables)?;
    tables.sort_unstable();
    let mut number = FNV_OFFSET;
    for table in tables {
        number = fnv1a(number, table.as_os_str().as_encoded_bytes());
        number = fnv1a(number, &fs::read(&table)?);
    }
    println!("cargo:rustc-env=IMR_TABLES={number}");
    Ok(())
}

fn find_tables(folder: &Path, tables: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find_tables(&path, tables)?;
        } else if path.extension().is_some_and(|extension| extension == "tsv") {
            tables.push(path);
        }
    }
    Ok(())
}

/// The 32-bit hash of Fowler, Noll and Vo: the same on every machine and with every compiler.
fn fnv1a(number: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(number, |number, &byte| (number ^ u32::from(byte)).wrapping_mul(FNV_PRIME))
}

const FNV_OFFSET: u32 = 0x811c_9dc5;
const FNV_PRIME: u32 = 0x0100_0193;
