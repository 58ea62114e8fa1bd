//! The table of fields in `docs/query-language.md`.

use super::{Facet, Fact, Field, Kind};

/// The fields as a table in Markdown, a row each.
pub fn markdown_table() -> String {
    let mut table =
        String::from("| field | holds | value | facet | example |\n|---|---|---|---|---|\n");
    for field in Field::all() {
        table.push_str(&format!(
            "| {} | {} | {} | {} | `{}` |\n",
            names(field),
            field.help,
            value(field),
            facet(field),
            field.example.replace('|', "\\|"),
        ));
    }
    table
}

fn names(field: &Field) -> String {
    let names: Vec<String> = field.names().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// What stands after the colon.
fn value(field: &'static Field) -> String {
    match field.read_as().kind {
        Kind::Words(_) | Kind::Cited(Fact::Guideline | Fact::Section) => "words".into(),
        Kind::Choice(values, _) => choice(values),
        Kind::Cited(Fact::Source) => choice(super::SOURCES),
        Kind::Code(_) => "the whole, or its beginning".into(),
        Kind::Date(_) => "a date or range".into(),
        Kind::Number(_) => "a number or range".into(),
        Kind::Cited(Fact::Page | Fact::Edition) => "the whole, or a range".into(),
        Kind::Class => "a class of drugs".into(),
        Kind::OneCitation => "clauses in parentheses".into(),
        Kind::Like(_) => String::new(),
    }
}

fn choice(values: &[&str]) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    values.join(", ")
}

fn facet(field: &Field) -> String {
    match field.facet {
        Facet::None => String::new(),
        Facet::Own | Facet::Flat(_) | Facet::TopOf(_) => "yes".into(),
        Facet::Tree(levels, _) | Facet::Cited(levels, _) => format!("{levels} levels"),
    }
}
