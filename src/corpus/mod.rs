//! Walks folders and reads files. Empty as yet.
