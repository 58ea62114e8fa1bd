//! Questions in the query language.

use std::fmt;

use imr_search::model::CitedBy;

use super::{Ask, Fact, Text};

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(None, text) => write!(f, "{text}"),
            Self::Text(Some(field), text) => write!(f, "{field}:{text}"),
            Self::Outcome(outcome) => f.write_str(outcome),
            Self::Keyword(field, value) => write!(f, "{field}:{value}"),
            Self::Present(field) => write!(f, "{field}:*"),
            Self::Range(.., text) => f.write_str(text),
            Self::Cited(side, fact) => write!(f, "{}{fact}", prefix(*side)),
            Self::OneCitation(side, facts) => {
                write!(f, "{}cite:(", prefix(*side))?;
                facts.iter().try_for_each(|fact| write!(f, "{fact} "))?;
                f.write_str(")")
            }
            Self::All(parts) => join(f, parts, " "),
            Self::Any(parts) => join(f, parts, " OR "),
            Self::Not(inner) => write!(f, "NOT {inner}"),
        }
    }
}

fn prefix(side: Option<CitedBy>) -> &'static str {
    match side {
        None => "",
        Some(CitedBy::ClaimsAdministrator) => "ur.",
        Some(CitedBy::Reviewer) => "imr.",
    }
}

fn join(f: &mut fmt::Formatter<'_>, parts: &[Ask], word: &str) -> fmt::Result {
    let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
    write!(f, "({})", parts.join(word))
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(source) => write!(f, "source:{source}"),
            Self::Title(text) => write!(f, "guideline:{text}"),
            Self::Section(text) => write!(f, "section:{text}"),
            Self::Page(page) => write!(f, "page:{page}"),
            Self::Pages(from, to) => write!(f, "page:[{from} TO {to}]"),
            Self::Edition(year) => write!(f, "edition:{year}"),
            Self::Some(field) => write!(f, "{field}:*"),
            Self::Path(field, path) => write!(f, "{field}:\"{}\"", path.join("/")),
            Self::Either(one, other) => write!(f, "({one} OR {other})"),
        }
    }
}
