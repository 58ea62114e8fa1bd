//! The text of files, as the index sees it: `cargo run --example extract_text -- FILE...`

use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for path in std::env::args_os().skip(1) {
        match imr_search::extract::extract_in_process(&std::fs::read(&path)?) {
            Ok(text) => out.write_all(text.body.as_bytes())?,
            Err(error) => {
                writeln!(std::io::stderr(), "{}: {error}", std::path::Path::new(&path).display())?
            }
        }
    }
    Ok(())
}
