//! Documents that wait for the engine's threads, counted in bytes.
//!
//! The engine's own queue takes ten thousand letters, of whatever size, and whenever its threads
//! write out a segment, it fills: hundreds of megabytes. So who adds documents waits for room
//! here first. A document gives its room back when the engine drops it.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tantivy::TantivyDocument;
use tantivy::schema::{Document, Value};

/// How long to wait for room at the most. The engine's threads may have ended, which adding more
/// tells; where they are only slow, it does no harm.
const PATIENCE: Duration = Duration::from_secs(1);

/// The documents that wait.
pub(super) struct Backlog {
    limit: usize,
    bytes: Mutex<usize>,
    room: Condvar,
}

/// A document that waits.
pub(super) struct Waiting {
    document: TantivyDocument,
    bytes: usize,
    backlog: Arc<Backlog>,
}

impl Backlog {
    /// A backlog with room for `limit` bytes and one letter more.
    pub(super) fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self { limit, bytes: Mutex::new(0), room: Condvar::new() })
    }

    /// Waits until there is room.
    pub(super) fn wait(&self) {
        let bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |bytes: &mut usize| *bytes >= self.limit;
        drop(self.room.wait_timeout_while(bytes, PATIENCE, full));
    }

    /// Puts a document in.
    pub(super) fn add(self: &Arc<Self>, document: TantivyDocument) -> Waiting {
        let texts = document.iter_fields_and_values().filter_map(|(_, value)| value.as_str());
        let bytes = texts.map(str::len).sum();
        *self.bytes.lock().unwrap_or_else(PoisonError::into_inner) += bytes;
        Waiting { document, bytes, backlog: self.clone() }
    }

    fn remove(&self, bytes: usize) {
        let mut waiting = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        *waiting -= bytes;
        if *waiting < self.limit {
            self.room.notify_all();
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.backlog.remove(self.bytes);
    }
}

impl Document for Waiting {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_gives_its_room_back() {
        let field = tantivy::schema::Field::from_field_id(0);
        let mut document = TantivyDocument::default();
        document.add_text(field, "twenty-four bytes of it.");
        let backlog = Backlog::new(24);
        let waiting = backlog.add(document);
        assert_eq!(*backlog.bytes.lock().unwrap(), 24);
        std::thread::scope(|threads| {
            let waiter = threads.spawn(|| backlog.wait());
            drop(waiting);
            waiter.join().unwrap();
        });
        assert_eq!(*backlog.bytes.lock().unwrap(), 0);
    }

    #[test]
    fn nobody_waits_for_ever() {
        let backlog = Backlog::new(0);
        backlog.wait();
    }
}
