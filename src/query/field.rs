//! The fields that a query may name.

use super::ast::FieldRef;
use crate::model::CitedBy;

/// A field of the query language.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name before the colon.
    pub name: &'static str,
    /// What stands after the colon.
    pub kind: Kind,
    /// What it holds, in a line.
    pub about: &'static str,
    /// A query that uses it.
    pub example: &'static str,
}

/// What kind of value a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words and phrases.
    Words,
    /// One of a few values.
    Choice(&'static [&'static str]),
    /// A case number.
    Case,
    /// A fact of a citation; `ur.` or `imr.` may stand before the name.
    Cited(Fact),
    /// A date: a year, a month, a day.
    Date,
    /// A whole number.
    Number,
    /// A class of drugs.
    Class,
    /// Groups clauses that must hold for one and the same citation.
    OneCitation,
}

/// The facts of a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// The body of guidelines.
    Source,
    /// Words of the title.
    Guideline,
    /// Words of a section's name.
    Section,
    /// A page.
    Page,
    /// The year of the edition.
    Edition,
}

/// The values of `source:`; `none` where the letter states that nothing was cited.
pub const SOURCES: &[&str] = &["MTUS", "ODG", "ACOEM", "Other", "none"];

const fn field(
    name: &'static str,
    kind: Kind,
    about: &'static str,
    example: &'static str,
) -> Field {
    Field { name, kind, about, example }
}

/// All fields, those for most people first.
pub static FIELDS: &[Field] = &[
    field("treatment", Kind::Words, "the treatment in dispute", "treatment:(norco OR hydrocodone)"),
    field("diagnosis", Kind::Words, "the diagnoses", r#"diagnosis:"lumbar radiculopathy""#),
    field("rationale", Kind::Words, "the decision rationale", "rationale:radiculopathy"),
    field("summary", Kind::Words, "the clinical case summary", "summary:laminectomy"),
    field(
        "outcome",
        Kind::Choice(&["upheld", "overturned"]),
        "how the item was decided; the bare words mean the same",
        "outcome:overturned",
    ),
    field("category", Kind::Words, "the treatment category and subcategory", "category:Injection"),
    field("class", Kind::Class, "treatments with a drug of this class", "class:opioid"),
    field("page", Kind::Cited(Fact::Page), "a page cited", "imr.page:[74 TO 97]"),
    field(
        "guideline",
        Kind::Cited(Fact::Guideline),
        "words of the title of a guideline cited",
        r#"ur.guideline:"chronic pain""#,
    ),
    field(
        "section",
        Kind::Cited(Fact::Section),
        "words of the name of a section cited",
        r#"section:"epidural steroid""#,
    ),
    field("source", Kind::Cited(Fact::Source), "who issued a guideline cited", "imr.source:ODG"),
    field("edition", Kind::Cited(Fact::Edition), "the year of a guideline cited", "edition:2009"),
    field(
        "cite",
        Kind::OneCitation,
        "one citation that has all of it, apart from other citation clauses",
        "cite:(page:46 source:MTUS) cite:(source:ODG)",
    ),
    field(
        "cited_by",
        Kind::Choice(&["claims_administrator", "reviewer"]),
        "the side that cited a guideline",
        "-cited_by:reviewer",
    ),
    field("citation", Kind::Words, "the citations as the letter words them", "citation:neurology"),
    field("decided", Kind::Date, "the date of the decision", "decided:[2014-01 TO 2014-06-30]"),
    field("injured", Kind::Date, "the dates of injury", "injured:2011"),
    field("age", Kind::Number, "the patient's age in years", "age:>=65"),
    field("gender", Kind::Choice(&["female", "male"]), "the patient's gender", "gender:female"),
    field("specialty", Kind::Words, "the reviewer's specialties", r#"specialty:"pain management""#),
    field("licensed", Kind::Words, "the states of the reviewer's licences", "licensed:California"),
    field("case", Kind::Case, "the case number", "case:CM14-0050318"),
    field(
        "priority",
        Kind::Choice(&["standard", "expedited"]),
        "how fast the review had to be",
        "priority:expedited",
    ),
    field(
        "layout",
        Kind::Choice(&["rationales", "decisions", "notice", "professional_review", "unknown"]),
        "how the letter is laid out",
        "layout:notice",
    ),
    field(
        "requested",
        Kind::Words,
        "what was requested, of which a part was authorized",
        "requested:therapy",
    ),
    field("authorized", Kind::Words, "the part that was authorized", "authorized:*"),
    field("text", Kind::Words, "the whole text of letters without readable items", "text:surgery"),
];

/// Other names of fields: what the facets call them.
const ALIASES: &[(&str, &str)] = &[("year", "decided")];

/// The field called `name`, without a side before it.
pub fn find(name: &str) -> Option<&'static Field> {
    let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, name)| name);
    FIELDS.iter().find(|field| field.name == name)
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
    let names =
        FIELDS.iter().map(|field| field.name).chain(ALIASES.iter().map(|(alias, _)| *alias));
    let nearest = nearest_of(bare, names)?;
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
        for field in FIELDS {
            let read = parse(field.example).map(|query| query.to_string());
            assert!(read.is_ok_and(|read| read.contains(field.name)), "{}", field.example);
        }
    }

    #[test]
    fn a_misspelt_name_finds_its_field() {
        assert_eq!(find_nearest("treatmnet").as_deref(), Some("treatment"));
        assert_eq!(find_nearest("ur.pages").as_deref(), Some("ur.page"));
        assert_eq!(find_nearest("zzz"), None);
    }
}
