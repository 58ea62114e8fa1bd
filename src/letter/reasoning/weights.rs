//! What each feature of a sentence is worth, read from `data/reasoning_weights.tsv`.

use std::sync::LazyLock;

use super::features::{FeatureId, Features};
use super::words;
use super::words::Class;
use crate::letter::table;
use crate::model::Role;

/// The roles in the order of the table's columns.
pub(super) const ROLES: [Role; 4] =
    [Role::Guideline, Role::Patient, Role::Conclusion, Role::Request];

/// What one feature is worth: points for each role, for lacking, for the ground.
#[derive(Debug, Clone, Copy, Default)]
struct Worth {
    roles: [i32; ROLES.len()],
    lacking: i32,
    ground: i32,
}

/// The features that the table weighs, and what they are worth.
pub(super) struct Weights {
    worth: Vec<Worth>,
    names: Vec<&'static str>,
    /// By class: the word is there, twice or more, at the beginning of the sentence.
    pub(super) present: Vec<Option<FeatureId>>,
    pub(super) twice: Vec<Option<FeatureId>>,
    pub(super) opening: Vec<Option<FeatureId>>,
    /// By class: which classes before it make a feature with it.
    pub(super) behind: Vec<Vec<(Class, FeatureId)>>,
    /// Points for a role (second) behind a sentence of another one (first).
    pub(super) behind_role: [[i32; ROLES.len()]; ROLES.len()],
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(Weights::load);

/// The table.
pub(super) fn table() -> &'static Weights {
    &WEIGHTS
}

impl Weights {
    fn load() -> Self {
        let mut weights = Self {
            worth: Vec::new(),
            names: Vec::new(),
            present: vec![None; Class::MAX.into()],
            twice: vec![None; Class::MAX.into()],
            opening: vec![None; Class::MAX.into()],
            behind: vec![Vec::new(); Class::MAX.into()],
            behind_role: Default::default(),
        };
        for row in table::rows(include_str!("../../../data/reasoning_weights.tsv")) {
            if let Some((&name, points)) = row.split_first() {
                let points: Vec<i32> =
                    points.iter().map(|cell| cell.parse().unwrap_or(0)).collect();
                weights.enter(name, &points);
            }
        }
        weights
    }

    /// Enters a row of the table.
    fn enter(&mut self, name: &'static str, points: &[i32]) {
        let column = |place: usize| points.get(place).copied().unwrap_or_default();
        let roles = std::array::from_fn(column);
        if let Some(before) = name.strip_prefix(":after ") {
            let place = ROLES.iter().position(|role| role.name() == before);
            place.into_iter().for_each(|place| self.behind_role[place] = roles);
            return;
        }
        let id = self.worth.len() as FeatureId;
        self.worth.push(Worth { roles, lacking: column(4), ground: column(5) });
        self.names.push(name);
        let class = |name: &str| words::table().class(name).map(usize::from);
        if let Some((first, second)) = name.split_once(" > ") {
            if let (Some(first), Some(second)) = (class(first), class(second)) {
                self.behind[second].push((first as Class, id));
            }
        } else if let Some(class) = name.strip_prefix('^').and_then(class) {
            self.opening[class] = Some(id);
        } else if let Some(class) = name.strip_suffix('+').and_then(class) {
            self.twice[class] = Some(id);
        } else if let Some(class) = class(name) {
            self.present[class] = Some(id);
        }
    }

    /// The feature called `name`, if the table weighs it.
    pub(super) fn feature(&self, name: &str) -> Option<FeatureId> {
        self.names.iter().position(|&known| known == name).map(|place| place as FeatureId)
    }

    /// The names of all features.
    #[cfg(test)]
    pub(super) fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// Points for each role, in the order of [`ROLES`].
    pub(super) fn roles(&self, features: &Features) -> [i32; ROLES.len()] {
        let mut sums = [0; ROLES.len()];
        for worth in self.worth_of(features) {
            for (sum, points) in sums.iter_mut().zip(worth.roles) {
                *sum += points;
            }
        }
        sums
    }

    /// Points for saying that something is lacking; more than 0 says so.
    pub(super) fn lacking(&self, features: &Features) -> i32 {
        self.worth_of(features).map(|worth| worth.lacking).sum()
    }

    /// Points for serving as the ground.
    pub(super) fn ground(&self, features: &Features) -> i32 {
        self.worth_of(features).map(|worth| worth.ground).sum()
    }

    fn worth_of<'w>(&'w self, features: &'w Features) -> impl Iterator<Item = &'w Worth> {
        features.iter().map(|id| &self.worth[usize::from(id)])
    }
}
