//! Which of a treatment's regions, sides and levels belongs to which of its services.

use super::mention::Mention;
use crate::letter::body::{Body, Place, Spot};
use crate::model::{Service, Side};

/// The services of `mentions` with their places of the body; one with different regions left and
/// right is two.
pub(super) fn place(treatment: &str, spots: &[Spot], mentions: &[Mention]) -> Vec<Service> {
    let mut shares: Vec<Vec<&Spot>> = vec![Vec::new(); mentions.len()];
    for spot in spots {
        if let Some(owner) = owner(treatment, spot, mentions) {
            shares[owner].push(spot);
        }
    }
    let inherited: Vec<Option<usize>> = (0..mentions.len())
        .map(|at| shares[at].is_empty().then(|| lender(at, mentions, &shares)).flatten())
        .collect();
    let mut services = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let spots = &shares[inherited[at].unwrap_or(at)];
        let names: Vec<Option<&str>> = match &mention.name {
            Some(name) => name.split(" + ").map(Some).collect(),
            None => vec![None],
        };
        for name in names {
            services.extend(by_side(spots).into_iter().map(|body| service(name, body)));
        }
    }
    services
}

fn service(name: Option<&str>, body: Body) -> Service {
    Service {
        name: name.map(str::to_owned),
        body: body.regions.into_iter().map(str::to_owned).collect(),
        side: body.side,
        levels: body.levels,
    }
}

/// The mention that `spot` belongs to: the one within whose words it stands; the next one, where
/// only the previous is cut off from it; else the previous one.
fn owner(treatment: &str, spot: &Spot, mentions: &[Mention]) -> Option<usize> {
    if let Some(at) = mentions.iter().position(|m| m.start <= spot.start && spot.end <= m.end) {
        return Some(at);
    }
    let next = mentions.iter().position(|mention| mention.start >= spot.end);
    let before = mentions.iter().rposition(|mention| mention.start < spot.start);
    match (before, next) {
        (Some(before), Some(next)) => {
            let is_cut =
                |from: usize, to: usize| treatment.get(from..to).is_some_and(has_separator);
            let is_next =
                is_cut(mentions[before].end, spot.start) && !is_cut(spot.end, mentions[next].start);
            Some(if is_next { next } else { before })
        }
        (one, other) => one.or(other),
    }
}

fn has_separator(gap: &str) -> bool {
    gap.contains([',', ';', '/', '&', '+']) || gap.contains(" and ") || gap.contains(" with ")
}

/// The mention whose places a service without any shares: its neighbour of the same category.
fn lender(at: usize, mentions: &[Mention], shares: &[Vec<&Spot>]) -> Option<usize> {
    let lends = |other: &usize| {
        !shares[*other].is_empty() && mentions[*other].category == mentions[at].category
    };
    (at + 1..mentions.len()).find(lends).or_else(|| (0..at).rev().find(lends))
}

/// The places put together; apart by side where left and right have different regions.
fn by_side(spots: &[&Spot]) -> Vec<Body> {
    let whole = Body::of(spots.iter().copied());
    let is_side = |spot: &&Spot| matches!(spot.what, Place::Side(Side::Left | Side::Right));
    if whole.side != Some(Side::Bilateral) || !spots.iter().any(is_side) {
        return vec![whole];
    }
    let starts: Vec<usize> = (0..spots.len()).filter(|&at| is_side(&spots[at])).collect();
    let parts: Vec<Body> = (0..starts.len())
        .map(|part| {
            let from = if part == 0 { 0 } else { starts[part] };
            let to = starts.get(part + 1).copied().unwrap_or(spots.len());
            Body::of(spots[from..to].iter().copied())
        })
        .collect();
    let differ = parts.windows(2).all(|pair| pair[0].regions != pair[1].regions);
    let is_told = parts.iter().all(|part| !part.regions.is_empty());
    if differ && is_told { parts } else { vec![whole] }
}
