//! Files that a corpus must survive: each kind with its name, what is wrong with it, and what is
//! expected of the program.
//!
//! | file | what is wrong |
//! |---|---|
//! | `structure` | objects, tables of objects, page trees, encryption |
//! | `streams` | lengths, filters, bombs |
//! | `content` | operators, forms that draw each other |
//! | `fonts` | widths, CMaps, encodings |
//! | `texts` | files that are no PDF |
//! | `places` | what is no file at all, names, permissions |
//!
//! To extend: one line in the list of the file it belongs to.

use std::ffi::OsString;
use std::io;
use std::path::Path;

#[path = "../letters.rs"]
pub(crate) mod letters;
#[path = "../pdf_builder.rs"]
pub(crate) mod pdf_builder;

mod content;
mod fonts;
mod places;
mod streams;
mod structure;
mod texts;

/// What is expected of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expect {
    /// It is reported as unreadable, with the reason.
    Unreadable,
    /// It is read and found to be a letter with a disputed item.
    Indexed,
    /// It is read, but the text is no letter, or not enough of one.
    NotALetter,
    /// It is no file that a walk through the corpus opens.
    NeverOpened,
}

/// What stands in the place of the file.
pub(crate) enum Content {
    /// A file with these bytes, made when they are asked for.
    Bytes(Box<dyn Fn() -> Vec<u8>>),
    /// A file that nobody may read.
    Locked(Vec<u8>),
    /// A directory.
    Directory,
    /// A named pipe that nobody writes to.
    Fifo,
    /// A symbolic link.
    Link(&'static str),
}

/// One bad file.
pub(crate) struct Hostile {
    /// Its name, which tells the kind.
    pub name: OsString,
    /// What is wrong with it.
    pub what: &'static str,
    /// What is expected of the program.
    pub expect: Expect,
    /// The file.
    pub content: Content,
}

impl Expect {
    /// The name in the manifest.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Indexed => "indexed",
            Self::NotALetter => "not_a_letter",
            Self::NeverOpened => "never_opened",
        }
    }
}

impl Hostile {
    /// Puts it into a directory.
    pub(crate) fn write(&self, directory: &Path) -> io::Result<()> {
        places::write(&directory.join(&self.name), &self.content)
    }
}

/// Every kind.
pub(crate) fn kinds() -> Vec<Hostile> {
    let mut kinds = structure::kinds();
    kinds.extend(streams::kinds());
    kinds.extend(content::kinds());
    kinds.extend(fonts::kinds());
    kinds.extend(texts::kinds());
    kinds.extend(places::kinds());
    kinds
}

/// A file whose bytes a function makes.
fn file(
    name: &str,
    what: &'static str,
    expect: Expect,
    make: impl Fn() -> Vec<u8> + 'static,
) -> Hostile {
    Hostile { name: name.into(), what, expect, content: Content::Bytes(Box::new(make)) }
}

/// The letter inside bad files, where there is one.
fn letter() -> String {
    letters::good_letter(77)
}

/// The letter as a PDF.
fn letter_pdf() -> Vec<u8> {
    pdf_builder::pdf_of_text(&letter())
}

/// The operators that show the letter.
fn letter_content() -> Vec<u8> {
    pdf_builder::content_of_lines(letter().lines())
}
