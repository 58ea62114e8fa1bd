//! The fonts of one document, each read once.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::object::{Dict, MaybeRef};

use super::font::Font;

/// Fonts by the place of their dictionary, which is the same for every page that uses them.
#[derive(Default)]
pub(super) struct FontCache {
    by_place: HashMap<usize, Rc<Font>>,
    /// Fonts by object number: finds them without reading their dictionary again.
    by_object: HashMap<u32, Option<Rc<Font>>>,
}

impl FontCache {
    /// The font of this name among the fonts of a page's resources.
    pub(super) fn find(&mut self, fonts: &Dict, name: &[u8]) -> Option<Rc<Font>> {
        match fonts.get_raw::<Dict>(name)? {
            MaybeRef::NotRef(dict) => Some(self.read(&dict)),
            MaybeRef::Ref(reference) => {
                if let Some(font) = self.by_object.get(&reference.obj_number) {
                    return font.clone();
                }
                let font = fonts.get::<Dict>(name).map(|dict| self.read(&dict));
                self.by_object.insert(reference.obj_number, font.clone());
                font
            }
        }
    }

    /// The font of this dictionary.
    pub(super) fn read(&mut self, dict: &Dict) -> Rc<Font> {
        let place = dict.data().as_ptr() as usize;
        Rc::clone(self.by_place.entry(place).or_insert_with(|| Rc::new(Font::read(dict))))
    }
}
