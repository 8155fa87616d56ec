//! Whether a table, which is no matrix of a block, stands with its rows first.

use std::collections::BTreeSet;

use super::assignment::is_uneven;
use super::attribute::Fault;
use super::groups::{Group, Held};
use super::matching::Claim;
use super::shapes::unsigned;
use super::term::Term;
use super::ways::{Said, sizes};

/// What the names of tables have in them whose last size is the width of the model.
const TABLES: &[&str] = &["emb", "wte", "wpe", "shared", "lm_head"];

/// How the names of tables themselves end.
const OWN: &[&str] = &[
    "embed",
    "embedding",
    "embeddings",
    "emb",
    "wte",
    "wpe",
    "shared",
    "lm_head",
];

/// Whether the name of a group says that rows are taken from it, or that what holds it does.
pub(super) fn is_table(group: &Group) -> bool {
    TABLES.iter().any(|word| group.pattern.contains(word))
}

/// Whether the name of a group itself says that rows are taken from it: `embedding_mapping` is a matrix.
pub(super) fn is_called_table(group: &Group) -> bool {
    let name = group.pattern.trim_end_matches(".weight");
    OWN.iter().any(|word| name.ends_with(word))
}

/// Tables whose rows are columns. Bundled files write rows first, `N*h` for one row of `h` numbers a place; in others
/// a table outside of the layers is told that has the width of the model, the size of a norm, first.
pub(super) fn tables(
    claims: &[(usize, Claim<'_>)],
    widths: &BTreeSet<u64>,
    is_bundled: bool,
) -> Vec<(usize, Fault)> {
    let mut faults = Vec::new();
    for (part, claim) in claims {
        let is_block = claim.held.iter().any(|term| term.sides.is_some());
        let Some([rows, width]) = sizes(claim.group).filter(|_| !is_block) else {
            continue;
        };
        let is_written = if is_bundled {
            as_written(claim, [rows, width])
        } else {
            None
        };
        let is_turned = is_written.map_or_else(
            || {
                let is_once = claim.group.stack().is_none() && is_table(claim.group);
                is_once && widths.contains(&rows) && !widths.contains(&width)
            },
            |is_written| !is_written,
        );
        if is_turned {
            let tensors = claim.group.tensors.clone();
            let expected = vec![width, rows];
            faults.push((*part, Fault::Turned { tensors, expected }));
        }
    }
    faults
}

/// Matrices of several blocks under one name, wide in some layers and narrow in others, that stand the other way round
/// than the file with the program says.
pub(super) fn unevenly(claims: &[(usize, Claim<'_>)], said: &Said) -> Vec<(usize, Fault)> {
    let mut faults = Vec::new();
    for (part, claim) in claims.iter().filter(|(_, claim)| is_uneven(claim.group)) {
        let sides = claim.held.iter().map(|term| {
            let sides = term.sides.as_ref().filter(|sides| sides.is_whole)?;
            Some([sides.from.to_usize()? as u64, sides.to.to_usize()? as u64])
        });
        let Some(sides) = sides.collect::<Option<Vec<[u64; 2]>>>() else {
            continue;
        };
        let is_first = said.of(claim.group);
        let stands = |[one, other]: [u64; 2]| {
            let shape = if is_first { [one, other] } else { [other, one] };
            sides.contains(&shape)
        };
        let is_turned = |tensor: &&Held| match tensor.shape.as_slice() {
            [one, other] => !stands([*one, *other]) && stands([*other, *one]),
            _ => false,
        };
        for tensor in claim.group.tensors.iter().filter(is_turned) {
            let mut expected = tensor.shape.clone();
            expected.reverse();
            let tensors = vec![tensor.clone()];
            faults.push((*part, Fault::Turned { tensors, expected }));
        }
    }
    faults
}

/// Whether two sizes stand as the factors of their term do, rows first; nothing where these do not say.
fn as_written(claim: &Claim<'_>, [rows, width]: [u64; 2]) -> Option<bool> {
    let [term] = claim.held.as_slice() else {
        return None;
    };
    let number = claim.group.tensors.len() as u128;
    let (rows, width) = (u128::from(rows), u128::from(width));
    // What is taken off a number in front leaves its value as it was.
    let mut factors = term.factors.iter().map(|factor| unsigned(&factor.value));
    let all = factors.try_fold(unsigned(&term.coefficient)?, |all, one| {
        all.checked_mul(one?)
    });
    if rows < 2 || width < 2 || all != number.checked_mul(rows * width) {
        return None;
    }
    if splits(term, number, [rows, width])? {
        return Some(true);
    }
    splits(term, number, [width, rows])?.then_some(false)
}

/// Whether the factors of a term are, one after another, those that count tensors, those of the rows and those of the
/// width; the number in front is of any.
fn splits(term: &Term, number: u128, [rows, width]: [u128; 2]) -> Option<bool> {
    let factors: Option<Vec<u128>> = term.factors.iter().map(|f| unsigned(&f.value)).collect();
    let (factors, coefficient) = (factors?, unsigned(&term.coefficient)?);
    let product = |some: Option<&[u128]>| -> Option<u128> {
        let mut some = some?.iter();
        some.try_fold(1_u128, |all, one| all.checked_mul(*one))
    };
    let is = |size: u128, product: u128| {
        product > 0 && size.is_multiple_of(product) && coefficient.is_multiple_of(size / product)
    };
    let ends = 0..=factors.len();
    let found = ends.clone().any(|first| {
        ends.clone().skip(first).any(|second| {
            let shares = [
                (number, 0..first),
                (rows, first..second),
                (width, second..factors.len()),
            ];
            shares.into_iter().all(|(size, range)| {
                product(factors.get(range)).is_some_and(|product| is(size, product))
            })
        })
    });
    Some(found)
}
