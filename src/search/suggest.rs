//! What was probably meant, where nothing was found.

use crate::index::{IndexError, Reader};

use super::question::Question;

/// The query with words of the index in place of those that it does not have.
///
/// # Errors
/// When the index cannot be read.
pub fn suggest(_reader: &Reader, _question: &Question) -> Result<Option<String>, IndexError> {
    Ok(None)
}
