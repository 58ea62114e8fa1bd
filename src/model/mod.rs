//! What a determination letter says: plain data that knows no other room.
//!
//! [`ParsedLetter`] is the JSON that `imr parse` prints; what the index stores follows the shapes
//! themselves. A fact that the letter does not state is `None` or empty, never guessed.

mod citation;
mod condition;
mod determination;
mod in_force;
mod outcome;
mod parsed_json;
mod reasoning;
mod service;
mod source;
mod warning;

pub use citation::{Citation, CitedBy, Source};
pub use condition::Condition;
pub use determination::{
    Dates, Determination, DisputedItem, Gender, Layout, Patient, Priority, Reviewer,
};
pub use in_force::{Period, in_force};
pub use outcome::{LetterOutcome, Outcome};
pub use parsed_json::ParsedLetter;
pub use reasoning::{Basis, BasisKind, Role, Sentence};
pub use service::{Quantity, Service, Side};
pub use source::{Format, LetterSource};
pub use warning::{Warning, WarningKind};
