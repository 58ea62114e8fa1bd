//! The fonts of one document, each read once.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::object::{Dict, MaybeRef};

use super::font::Font;

/// No font has this number; what stands in for fonts that are nowhere is kept under it.
const NO_OBJECT: u32 = 0;

/// Fonts by the place of their dictionary, which is the same for every page that uses them.
#[derive(Default)]
pub(super) struct FontCache {
    by_place: HashMap<usize, Rc<Font>>,
    /// Fonts by object number: finds them without reading their dictionary again.
    by_object: HashMap<u32, Rc<Font>>,
}

impl FontCache {
    /// The font of this name among the fonts of a page's resources, or what stands in for it.
    pub(super) fn find(&mut self, fonts: &Dict, name: &[u8]) -> Rc<Font> {
        let object = match fonts.get_raw::<Dict>(name) {
            Some(MaybeRef::Ref(reference)) => reference.obj_number,
            Some(MaybeRef::NotRef(dict)) => return self.read(&dict),
            None => NO_OBJECT,
        };
        if let Some(font) = self.by_object.get(&object) {
            return Rc::clone(font);
        }
        let font = match fonts.get::<Dict>(name) {
            Some(dict) => self.read(&dict),
            None => Rc::new(Font::stand_in()),
        };
        self.by_object.insert(object, Rc::clone(&font));
        font
    }

    /// The font of this dictionary.
    pub(super) fn read(&mut self, dict: &Dict) -> Rc<Font> {
        let place = dict.data().as_ptr() as usize;
        Rc::clone(self.by_place.entry(place).or_insert_with(|| Rc::new(Font::read(dict))))
    }
}
