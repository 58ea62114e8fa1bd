//! The names of fields in queries.

use super::ast::FieldRef;
use crate::fields::{Field, Kind};
use crate::model::CitedBy;

/// The field that queries mean by `name`, without a side before it.
pub fn find(name: &str) -> Option<&'static Field> {
    Field::find(name).map(Field::read_as)
}

/// Splits `imr.page` into the side and `page`.
pub fn split_side(name: &str) -> (Option<CitedBy>, &str) {
    for side in [CitedBy::ClaimsAdministrator, CitedBy::Reviewer] {
        if let Some(rest) = name.strip_prefix(CitedBy::prefix(Some(side))) {
            return (Some(side), rest);
        }
    }
    (None, name)
}

/// The name most like `name` that a field has, if any is like it.
pub fn find_nearest(name: &str) -> Option<String> {
    let (side, bare) = split_side(name);
    let nearest = nearest_of(bare, Field::all().flat_map(Field::names))?;
    Some(format!("{}{nearest}", CitedBy::prefix(side)))
}

/// The one of `names` most like `name`, if any is like it.
pub fn nearest_of<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    const LIKE: f64 = 0.7;
    let name = name.to_lowercase();
    let scored =
        names.into_iter().map(|known| (strsim::jaro_winkler(&name, &known.to_lowercase()), known));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= LIKE).then_some(best.1)
}

impl FieldRef {
    /// Whether it is a fact of citations.
    pub fn is_cited(self) -> bool {
        matches!(self.field.kind, Kind::Cited(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    #[test]
    fn the_example_of_every_field_uses_it() {
        for field in Field::all() {
            let read = parse(field.example).map(|query| query.to_string());
            let name = field.read_as().name;
            assert!(read.is_ok_and(|read| read.contains(name)), "{}", field.example);
        }
    }

    #[test]
    fn a_misspelt_name_finds_its_field() {
        assert_eq!(find_nearest("treatmnet").as_deref(), Some("treatment"));
        assert_eq!(find_nearest("ur.pages").as_deref(), Some("ur.page"));
        assert_eq!(find_nearest("zzz"), None);
    }
}
