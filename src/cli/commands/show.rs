//! `imr show`

use std::path::Path;

use anyhow::{anyhow, bail};

use super::{open_index, question, read_options};
use crate::cli::args::{Global, ReadArgs, ShowArgs};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::ingest::{LetterReader, ReadLetter, Reading};
use crate::model::ParsedLetter;
use crate::search::Question;

pub(in crate::cli) fn run(global: &Global, args: &ShowArgs) -> anyhow::Result<Exit> {
    let question = match &args.query {
        Some(query) => Some(question(query, &args.words)?),
        None => None,
    };
    if Path::new(&args.letter).is_file() {
        let letter = read(Path::new(&args.letter))?;
        print(global, args, question.as_ref(), &[letter.parsed()])?;
        return Ok(Exit::Found);
    }
    let (case, item) = split_item(&args.letter)?;
    let letters = open_index(global)?.letters().of_case(case)?;
    let Some(first) = letters.first() else {
        anstream::eprintln!("imr: no letter `{}` in the index", args.letter);
        return Ok(Exit::Nothing);
    };
    let parsed: Vec<ParsedLetter<'_>> =
        letters.iter().map(|letter| ParsedLetter { item, ..letter.parsed() }).collect();
    if let Some(number) = item
        && !parsed.iter().any(|letter| letter.items().next().is_some())
    {
        let count = first.determination.items.len();
        bail!("`{}` has no item {number}; it has {count}", args.letter);
    }
    print(global, args, question.as_ref(), &parsed)?;
    Ok(Exit::Found)
}

fn print(
    global: &Global,
    args: &ShowArgs,
    question: Option<&Question>,
    letters: &[ParsedLetter<'_>],
) -> anyhow::Result<()> {
    out::write(global, args.output.format(), |renderer, to| {
        let marks = |field, text: &str| {
            question.map_or_else(Vec::new, |question| question.mark(field, text))
        };
        letters.iter().enumerate().try_for_each(|(number, letter)| {
            if number > 0 {
                writeln!(to)?;
            }
            renderer.letter(letter, &marks, to)
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

/// `CM14-0050318#2` as case number and item.
pub(super) fn split_item(meant: &str) -> anyhow::Result<(&str, Option<u32>)> {
    match meant.split_once('#') {
        None => Ok((meant, None)),
        Some((case, item)) => {
            let number =
                item.parse().map_err(|_| anyhow!("`{item}` is no item number in `{meant}`"))?;
            Ok((case, Some(number)))
        }
    }
}
