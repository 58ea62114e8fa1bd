//! What a determination letter says: plain data that knows no other room.
//!
//! The shapes serialise to the JSON that `imr parse` prints. A fact that the letter does not
//! state is `None` or empty, never guessed.

mod citation;
mod determination;
mod outcome;
mod warning;

pub use citation::{Citation, CitedBy, Source};
pub use determination::{
    Dates, Determination, DisputedItem, Format, Gender, Layout, Patient, Priority, Reviewer,
};
pub use outcome::{LetterOutcome, Outcome};
pub use warning::{Warning, WarningKind};
