use super::*;

#[test]
fn a_declaration_is_the_one_of_its_name_in_code() {
    for id in FieldId::ALL {
        assert_eq!(id.field().id, *id);
    }
}

#[test]
fn no_name_means_two_fields() {
    let mut names: Vec<&str> = Field::all().flat_map(Field::names).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn quoted_fields_have_places_of_their_own() {
    let quoted = Field::all().filter_map(|field| field.text()?.quoted);
    let mut places: Vec<u8> = quoted.map(|quoted| quoted.place).collect();
    places.sort_unstable();
    assert_eq!(places, Vec::from_iter(1..=places.len() as u8));
}

/// `FIELDS=write cargo test --lib fields` writes the table anew.
#[test]
fn the_documentation_has_the_table_of_fields() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/query-language.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (begin, end) = ("<!-- fields: begin -->\n", "<!-- fields: end -->");
    let (before, rest) = text.split_once(begin).unwrap();
    let (table, after) = rest.split_once(end).unwrap();
    if std::env::var("FIELDS").is_ok_and(|what| what == "write") {
        let whole = format!("{before}{begin}{}{end}{after}", markdown_table());
        return std::fs::write(path, whole).unwrap();
    }
    assert_eq!(table, markdown_table());
}
