//! A guideline, as one side cited it for one disputed item.

use serde::{Deserialize, Serialize};

/// One guideline cited by one side, or the statement that nothing was cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Who cited it.
    pub cited_by: CitedBy,
    /// The body of guidelines. `None` where the letter states that no medical evidence was
    /// cited; `guideline` is `None` then and `text` holds the statement.
    pub source: Option<Source>,
    /// The canonical title (`Low Back Complaints`), or the title as written where no canonical
    /// one is known. `None` where only the source is named.
    pub guideline: Option<String>,
    /// The year of the edition, four digits, if stated.
    pub edition: Option<String>,
    /// Section names as written, in order.
    pub sections: Vec<String>,
    /// Pages, ranges expanded (`74-97` gives 24 entries), in order of citation, no page twice.
    pub pages: Vec<String>,
    /// What the letter wrote, flowed.
    pub text: String,
}

/// The two sides that cite guidelines for a disputed item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CitedBy {
    /// The claims administrator's utilization review, for its denial (`ur.` in queries).
    ClaimsAdministrator,
    /// The expert reviewer, for the determination (`imr.` in queries).
    Reviewer,
}

/// The bodies of guidelines that letters cite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Source {
    /// Medical Treatment Utilization Schedule, including the ACOEM chapters it adopts.
    #[serde(rename = "MTUS")]
    Mtus,
    /// Official Disability Guidelines.
    #[serde(rename = "ODG")]
    Odg,
    /// American College of Occupational and Environmental Medicine, cited outside the MTUS.
    #[serde(rename = "ACOEM")]
    Acoem,
    /// Anything else: journals, textbooks, drug labels, web pages.
    Other,
}

impl CitedBy {
    /// What stands before the names of fields that keep to this side, in queries and facets;
    /// nothing where either side is meant.
    pub fn prefix(side: Option<Self>) -> &'static str {
        match side {
            None => "",
            Some(Self::ClaimsAdministrator) => "ur.",
            Some(Self::Reviewer) => "imr.",
        }
    }

    /// The name in JSON and facets.
    pub fn name(self) -> &'static str {
        match self {
            Self::ClaimsAdministrator => "claims_administrator",
            Self::Reviewer => "reviewer",
        }
    }
}

impl Source {
    /// The name in JSON and facets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mtus => "MTUS",
            Self::Odg => "ODG",
            Self::Acoem => "ACOEM",
            Self::Other => "Other",
        }
    }
}
