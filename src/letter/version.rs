//! The version of the parser. An index knows by it which letters to read again.

/// Grows with every change of the code that changes what the parser gives for a letter.
const CODE: u32 = 6;

/// Made from the tables in `data/` by the build script: an expert who adds a spelling gets the
/// letters read again.
const TABLES: u32 = match u32::from_str_radix(env!("IMR_TABLES"), 10) {
    Ok(number) => number,
    Err(_) => panic!("the build script gives a number"),
};

/// Changes with the code and with every table.
pub const PARSER_VERSION: u32 = TABLES.wrapping_add(CODE);
