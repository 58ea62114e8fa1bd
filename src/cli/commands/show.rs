//! `imr show`

use std::path::Path;

use anyhow::{anyhow, bail};

use super::{open_index, question, read_options};
use crate::cli::args::{Global, ReadArgs, ShowArgs};
use crate::cli::exit::Exit;
use crate::cli::out;
use crate::index::{IndexError, Reader};
use crate::ingest::{LetterReader, Reading};
use crate::model::Determination;

pub(in crate::cli) fn run(global: &Global, args: &ShowArgs) -> anyhow::Result<Exit> {
    let question = match &args.query {
        Some(query) => Some(question(query, &args.words)?),
        None => None,
    };
    let (letters, item) = find(global, &args.letter)?;
    if letters.is_empty() {
        anstream::eprintln!("imr: no letter `{}` in the index", args.letter);
        return Ok(Exit::Nothing);
    }
    if let Some(number) = item
        && !letters.iter().any(|letter| letter.items.iter().any(|one| one.item == number))
    {
        bail!("`{}` has no item {number}; it has {}", args.letter, letters[0].items.len());
    }
    out::write(global, args.output.format(), |renderer, to| {
        let marks = |field, text: &str| {
            question.as_ref().map_or_else(Vec::new, |question| question.mark(field, text))
        };
        letters.iter().enumerate().try_for_each(|(number, letter)| {
            if number > 0 {
                writeln!(to)?;
            }
            renderer.letter(letter, item, &marks, to)
        })
    })?;
    Ok(Exit::Found)
}

/// The letters that are meant: by path, or by case number (more than one may carry it).
fn find(global: &Global, meant: &str) -> anyhow::Result<(Vec<Determination>, Option<u32>)> {
    if Path::new(meant).is_file() {
        return Ok((vec![read(Path::new(meant))?], None));
    }
    let (case, item) = split_item(meant)?;
    let reader = open_index(global)?;
    Ok((letters_of_case(&reader, case)?, item))
}

fn read(path: &Path) -> anyhow::Result<Determination> {
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

/// The letters that carry a case number.
pub(super) fn letters_of_case(
    reader: &Reader,
    case: &str,
) -> Result<Vec<Determination>, IndexError> {
    let letters = reader.letters().of_case(case)?;
    Ok(letters.into_iter().map(|letter| letter.determination).collect())
}
