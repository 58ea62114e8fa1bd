//! Which sentences carry the decision.

use super::features::Features;
use super::weights;
use crate::model::{Role, Sentence};

/// How many sentences are shown as the ground at the most.
const MOST: usize = 3;

/// A sentence whose points are this far below those of the best one is no part of the ground.
const MARGIN: i32 = 10;

/// One to three sentences that carry the decision, in the order of the rationale: those about the
/// patient with the most points of `data/reasoning_weights.tsv`; where none is about the patient,
/// the last guideline. Bare conclusions and restated requests carry nothing.
pub(super) fn choose(sentences: &[Sentence], features: &[Features]) -> Vec<usize> {
    let mut ranked = of_role(sentences, Role::Patient, features);
    ranked.sort_by_key(|&(points, place)| std::cmp::Reverse((points, place)));
    let Some(&(best, _)) = ranked.first() else {
        return sentences.iter().rposition(|one| one.role == Role::Guideline).into_iter().collect();
    };
    let near = ranked.iter().take(MOST).take_while(|&&(points, _)| points + MARGIN >= best);
    let mut ground: Vec<usize> = near.map(|&(_, place)| place).collect();
    ground.sort_unstable();
    ground
}

/// The sentences with `role`: points and place.
fn of_role(sentences: &[Sentence], role: Role, features: &[Features]) -> Vec<(i32, usize)> {
    let table = weights::table();
    let places = (0..sentences.len()).filter(|&place| sentences[place].role == role);
    places.map(|place| (table.ground(&features[place]), place)).collect()
}
