//! What a reader of a letter finds in its items.
