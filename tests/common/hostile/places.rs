//! What is no file at all, names, permissions.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use super::{Content, Expect, Hostile, letter};

pub(super) fn kinds() -> Vec<Hostile> {
    let place = |name: &str, what, content| Hostile {
        name: name.into(),
        what,
        expect: Expect::NeverOpened,
        content,
    };
    let named = |name: &[u8], what| Hostile {
        name: OsString::from_vec(name.to_vec()),
        what,
        expect: Expect::Indexed,
        content: Content::Bytes(Box::new(|| letter().into_bytes())),
    };
    vec![
        place("directory.pdf", "a directory with the name of a letter", Content::Directory),
        place("pipe.txt", "a named pipe: opening it would wait forever", Content::Fifo),
        place(
            "link_to_itself.pdf",
            "a symbolic link to itself",
            Content::Link("link_to_itself.pdf"),
        ),
        place("link_to_nothing.txt", "a symbolic link to nothing", Content::Link("no/such/file")),
        place("link_to_parent", "a symbolic link to the directory above", Content::Link("..")),
        Hostile {
            name: "locked.txt".into(),
            what: "a file without permission to read (root may)",
            expect: Expect::Unreadable,
            content: Content::Locked(letter().into_bytes()),
        },
        named(b"name_not_utf8_\xff\xfe.txt", "a name that is no UTF-8"),
        named(b"name with\na line feed.txt", "a name with a line feed in it"),
        named(b"name with \"quotes\" and 'more', and, commas.txt", "a name with quotes"),
        named(b"--name-like-an-option.txt", "a name that looks like an option"),
        named(&[b"n".repeat(240).as_slice(), b".txt"].concat(), "a name as long as they may be"),
        named(b"UPPER.TXT", "a name in capitals"),
    ]
}

/// Makes what a path is to hold.
pub(super) fn write(path: &Path, content: &Content) -> io::Result<()> {
    match content {
        Content::Bytes(make) => fs::write(path, make()),
        Content::Locked(bytes) => {
            fs::write(path, bytes)?;
            fs::set_permissions(path, fs::Permissions::from_mode(0o000))
        }
        Content::Directory => fs::create_dir_all(path),
        Content::Fifo => match Command::new("mkfifo").arg("--").arg(path).status()?.success() {
            true => Ok(()),
            false => Err(io::Error::other("mkfifo failed")),
        },
        Content::Link(target) => symlink(target, path),
    }
}
