//! Which part each sentence plays: the roles that together have the most points.

use super::features::Features;
use super::weights::{self, ROLES};
use crate::model::Role;

/// How many points the best way to a role has, and the role before it.
type Way = (i32, usize);

/// The roles of sentences with these `features`: of all ways to give roles, the one with the most
/// points, each sentence's own and those for following the one before (Viterbi's algorithm).
pub(super) fn assign(features: &[Features]) -> Vec<Role> {
    let table = weights::table();
    let mut ways: Vec<[Way; ROLES.len()]> = Vec::with_capacity(features.len());
    for features in features {
        let own = table.roles(features);
        let next = match ways.last() {
            None => own.map(|points| (points, 0)),
            Some(before) => std::array::from_fn(|role| {
                let (points, from) = best(
                    (0..ROLES.len())
                        .map(|from| (before[from].0 + table.behind_role[from][role], from)),
                );
                (points + own[role], from)
            }),
        };
        ways.push(next);
    }
    trace(&ways)
}

/// Goes back along the best way.
fn trace(ways: &[[Way; ROLES.len()]]) -> Vec<Role> {
    let Some(last) = ways.last() else { return Vec::new() };
    let (_, mut role) = best(last.iter().enumerate().map(|(role, way)| (way.0, role)));
    let mut roles = Vec::with_capacity(ways.len());
    for way in ways.iter().rev() {
        roles.push(ROLES[role]);
        role = way[role].1;
    }
    roles.reverse();
    roles
}

/// The first of `ways` with the most points.
fn best(ways: impl Iterator<Item = Way>) -> Way {
    ways.fold((i32::MIN, 0), |best, way| if way.0 > best.0 { way } else { best })
}
