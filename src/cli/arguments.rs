//! Arguments before clap reads them: words of a query that begin with a minus.

use std::ffi::OsString;

use clap::{Arg, Command, CommandFactory};

use super::args::Args;

/// Puts a space before words of a query that begin with a minus (`-norco`), so that they are not
/// taken for options. Other commands than those that take a query are left to refuse them.
pub(super) fn keep_excluded_words(arguments: &[OsString]) -> Vec<OsString> {
    let program = Args::command();
    let mut command: Option<&Command> = None;
    let mut is_value = false;
    let kept = arguments.iter().enumerate().map(|(number, argument)| {
        let text = argument.to_str().unwrap_or_default();
        let after_option = std::mem::replace(&mut is_value, takes_value(text, &program, command));
        match command {
            _ if number == 0 || after_option => argument.clone(),
            None => {
                command = program.find_subcommand(text);
                argument.clone()
            }
            Some(command) if takes_query(command) && is_excluded_word(text) => {
                format!(" {text}").into()
            }
            Some(_) => argument.clone(),
        }
    });
    kept.collect()
}

/// Whether a command takes a query of its own, apart from options.
fn takes_query(command: &Command) -> bool {
    command.get_positionals().any(|positional| positional.get_id() == "query")
}

/// Whether the argument after this one is its value.
fn takes_value(text: &str, program: &Command, command: Option<&Command>) -> bool {
    let takes = |option: &&Arg| option.get_action().takes_values();
    let options = program.get_opts().chain(command.into_iter().flat_map(Command::get_opts));
    let mut options = options.filter(takes);
    match text.strip_prefix("--") {
        Some(long) => options.any(|option| option.get_long() == Some(long)),
        None => text.strip_prefix('-').is_some_and(|short| {
            options.any(|option| option.get_short().is_some_and(|one| short == one.to_string()))
        }),
    }
}

/// Whether an argument begins with a minus and is none of the short options.
fn is_excluded_word(argument: &str) -> bool {
    let Some(word) = argument.strip_prefix('-') else { return false };
    let limit = word.strip_prefix('n').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    let switches = word.bytes().all(|byte| b"vqhV".contains(&byte));
    !word.starts_with('-') && !limit && !switches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(typed: &[&str]) -> Vec<String> {
        let arguments: Vec<OsString> = typed.iter().map(OsString::from).collect();
        let kept = keep_excluded_words(&arguments).into_iter();
        kept.map(|argument| argument.into_string().unwrap()).collect()
    }

    #[test]
    fn excluded_words_are_no_options() {
        assert!(is_excluded_word("-norco"));
        assert!(is_excluded_word("-\"no relief\" epidural"));
        assert!(!is_excluded_word("-n5"));
        assert!(!is_excluded_word("-vv"));
        assert!(!is_excluded_word("--json"));
        assert!(!is_excluded_word("epidural"));
    }

    #[test]
    fn only_words_of_queries_are_kept_from_being_options() {
        let query = ["imr", "--index", "x", "search", "-norco", "-n", "5", "--sort", "-decided"];
        let mut expected = query.map(String::from);
        expected[4] = " -norco".into();
        assert_eq!(kept(&query), expected);
        let paths = ["imr", "index", "-x", "corpus"];
        assert_eq!(kept(&paths), paths);
    }
}
