//! Whole letters, as a reader finds them.
