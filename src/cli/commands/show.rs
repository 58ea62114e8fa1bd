//! `imr show`

use std::path::Path;

use anyhow::bail;

use super::{open_library, read_options, word_forms};
use crate::cli::args::{Global, ReadArgs, ShowArgs};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::ingest::{LetterReader, ReadLetter, Reading};
use crate::library::{Highlighter, Letter};
use crate::model::ParsedLetter;

pub(in crate::cli) fn run(global: &Global, args: &ShowArgs) -> anyhow::Result<Exit> {
    let highlighter = match &args.query {
        Some(query) => Highlighter::read(query, &word_forms(&args.words)?)?,
        None => Highlighter::none(),
    };
    let path = Path::new(&args.letter);
    if path.is_file() {
        print(global, args, &highlighter, &[read(path)?.parsed()])?;
    } else {
        let letters = open_library(global)?.show(&args.letter.parse()?)?;
        let parsed: Vec<ParsedLetter<'_>> = letters.iter().map(Letter::parsed).collect();
        print(global, args, &highlighter, &parsed)?;
    }
    Ok(Exit::Found)
}

fn print(
    global: &Global,
    args: &ShowArgs,
    highlighter: &Highlighter,
    letters: &[ParsedLetter<'_>],
) -> anyhow::Result<()> {
    out::write(global, args.output.format(), |renderer, to| {
        letters.iter().enumerate().try_for_each(|(number, letter)| {
            if number > 0 {
                writeln!(to)?;
            }
            renderer.letter(letter, &|field, text| highlighter.mark(field, text), to)
        })
    })?;
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<ReadLetter> {
    match LetterReader::new(&read_options(&ReadArgs::default())?).read(path) {
        Reading::Letter(letter) => Ok(*letter),
        Reading::Unreadable { reason, .. } => bail!("{}: {reason}", path.display()),
        Reading::NotALetter => bail!("{}: not a letter", path.display()),
    }
}
