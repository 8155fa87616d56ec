//! Whether the two sizes of a matrix stand as those of its like: what comes in first, or last.

use std::collections::{BTreeMap, BTreeSet};

use super::attribute::Fault;
use super::groups::Group;
use super::matching::{Claim, likeness};
use super::tables::{is_called_table, is_table, tables, unevenly};
use super::term::Sides;
use crate::expr::Symbol;
use crate::model::{Model, Patterns, bundled};
use crate::number::Integer;

/// Whole names of matrices that lead back from a wider block, or from the heads: a `router` and a `q_down` do not.
const BACK: &[&str] = &[
    "down",
    "down_proj",
    "out",
    "out_proj",
    "out_lin",
    "output",
    "o",
    "o_proj",
    "wo",
    "c_proj",
    "fc2",
    "fc_2",
    "fc_out",
    "lin2",
    "linear2",
    "linear_2",
    "w2",
    "dense_2",
    "dense_4h_to_h",
];

/// How matrices stand: the numbers that come in first, as the formula writes them, or last, as most libraries
/// store them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// `[from, to]`.
    Written,
    /// `[to, from]`.
    Stored,
}

impl Way {
    /// The sizes of a matrix that stands so, the other way round where its file says that it is stored so.
    fn of(self, matrix: &Matrix<'_, '_>) -> [u64; 2] {
        let [from, to] = matrix.sides;
        match (self, matrix.is_said) {
            (Self::Written, false) | (Self::Stored, true) => [from, to],
            (Self::Stored, false) | (Self::Written, true) => [to, from],
        }
    }
}

/// What a formula file says of how its matrices are stored.
pub(super) struct Said {
    /// Those that are stored `[from, to]`.
    inputs_first: Patterns,
    /// Whether all others are stored `[to, from]`: the file comes with the program, or it says of some how they are
    /// stored. In others a block may be written either way.
    is_all: bool,
    /// Whether tables are stored as they are written, rows first: the file comes with the program.
    is_bundled: bool,
}

impl Said {
    pub(super) fn by(model: &Model) -> Self {
        let is_bundled = bundled::is_bundled(model.source());
        Self {
            inputs_first: Patterns::new(model.inputs_first()),
            is_all: is_bundled || model.inputs_first().next().is_some(),
            is_bundled,
        }
    }

    /// Whether a block outside of layers may be a table: files that come with the program are asked for its own name.
    fn calls_table(&self, group: &Group) -> bool {
        is_called_table(group) || (!self.is_bundled && is_table(group))
    }

    /// Whether the tensors of a group are stored `[from, to]`.
    pub(super) fn of(&self, group: &Group) -> bool {
        let mut tensors = group.tensors.iter();
        tensors.any(|tensor| self.inputs_first.cover(&tensor.name))
    }
}

/// A group that is a matrix of a block, of two sizes that are not alike.
struct Matrix<'c, 'g> {
    claim: &'c Claim<'g>,
    block: &'c Symbol,
    sides: [u64; 2],
    sizes: [u64; 2],
    /// Whether its file says that it is stored `[from, to]`.
    is_said: bool,
}

impl Matrix<'_, '_> {
    fn stands(&self, way: Way) -> bool {
        way.of(self) == self.sizes
    }

    /// Whether its name says that it leads back from what the others widen.
    fn leads_back(&self) -> bool {
        let ends = ["weight", "dense", "*"];
        let mut parts = self.claim.group.pattern.rsplit('.');
        let name = parts.find(|part| !ends.contains(part)).unwrap_or_default();
        BACK.contains(&name)
    }

    /// How many letters its name and the definition of another have in common.
    fn likeness(&self, other: &Self) -> usize {
        let term = other.claim.first();
        term.map_or(0, |term| likeness(self.claim.group, term))
    }
}

/// Matrices of one size in a part, which may be told apart by their names.
#[derive(Default)]
struct Class<'c, 'g> {
    matrices: Vec<Matrix<'c, 'g>>,
    /// Whether names said which of them lead back, so that none may stand for another.
    is_led_back: bool,
}

impl Class<'_, '_> {
    /// Reads `3 linear(h, i)`, short for a network of two matrices that widen and one that leads back, as what it is
    /// short for: where all are said to lead one way, those whose names lead back lead the other.
    fn lead_back(&mut self) {
        let sides = self.matrices.first().map(|matrix| matrix.sides);
        let is_alike = self.matrices.iter().all(|m| Some(m.sides) == sides);
        let back = self.matrices.iter().filter(|m| m.leads_back()).count();
        if !is_alike || back == self.matrices.len() {
            return;
        }
        for matrix in self.matrices.iter_mut().filter(|m| m.leads_back()) {
            matrix.sides.reverse();
            self.is_led_back = true;
        }
    }

    /// Whether they may stand so, whichever of them is which where their names do not say it.
    fn may(&self, way: Way) -> bool {
        if self.is_named() {
            return self.matrices.iter().all(|matrix| matrix.stands(way));
        }
        let mut expected: Vec<[u64; 2]> = self.matrices.iter().map(|m| way.of(m)).collect();
        let mut found: Vec<[u64; 2]> = self.matrices.iter().map(|m| m.sizes).collect();
        expected.sort_unstable();
        found.sort_unstable();
        expected == found
    }

    /// Whether names say which is which: each is more like its own definition than like those of the others
    /// that lead another way.
    fn is_named(&self) -> bool {
        let others = |own: &Matrix<'_, '_>| {
            let others = self.matrices.iter().filter(|m| m.sides != own.sides);
            others.map(|other| own.likeness(other)).max().unwrap_or(0)
        };
        let mut matrices = self.matrices.iter();
        self.is_led_back || matrices.all(|matrix| matrix.likeness(matrix) > others(matrix))
    }

    /// How many can stand only so.
    fn votes(&self, way: Way, other: Way) -> usize {
        if self.is_named() {
            let only = |matrix: &&Matrix<'_, '_>| matrix.stands(way) && !matrix.stands(other);
            self.matrices.iter().filter(only).count()
        } else {
            usize::from(self.may(way) && !self.may(other))
        }
    }

    /// Those that do not stand so.
    fn others(&self, way: Way) -> Vec<Fault> {
        if self.may(way) {
            return Vec::new();
        }
        let turned = self.matrices.iter().filter(|matrix| !matrix.stands(way));
        let faults = turned.map(|matrix| {
            let tensors = matrix.claim.group.tensors.clone();
            let shape = alike(matrix.claim.group).unwrap_or_default();
            let stacked = shape.get(..shape.len().saturating_sub(2));
            let expected = [stacked.unwrap_or_default(), &way.of(matrix)].concat();
            Fault::Turned { tensors, expected }
        });
        faults.collect()
    }
}

/// The two sizes of the tensors of a group, all alike.
pub(super) fn sizes(group: &Group) -> Option<[u64; 2]> {
    match alike(group)? {
        [one, other] => Some([*one, *other]),
        _ => None,
    }
}

/// The sizes of the tensors of a group, where they are all alike.
fn alike(group: &Group) -> Option<&[u64]> {
    let first = group.tensors.first()?;
    let is_alike = |shape: &[u64]| shape == first.shape && !first.is_packed;
    let mut shapes = group.tensors.iter().map(|tensor| tensor.shape.as_slice());
    shapes.all(is_alike).then_some(first.shape.as_slice())
}

/// The two sizes of a matrix: those of a tensor, or of each in a stack of as many as a factor of the term
/// counts, such as all experts of a layer.
fn matrix_sizes(claim: &Claim<'_>) -> Option<[u64; 2]> {
    match alike(claim.group)? {
        [one, other] => Some([*one, *other]),
        [number, one, other] => {
            let number = Integer::from(*number);
            let mut factors = claim.first()?.factors.iter();
            factors
                .any(|factor| factor.value == number)
                .then_some([*one, *other])
        }
        _ => None,
    }
}

/// The matrix of a block that a claim is, or several from the same numbers beside one another.
fn matrix<'c, 'g>(claim: &'c Claim<'g>, said: &Said) -> Option<Matrix<'c, 'g>> {
    let sizes = matrix_sizes(claim)?;
    let first = claim.first()?.sides.as_ref()?;
    let mut held = claim.held.iter().map(|term| term.sides.as_ref());
    let from = first.from.to_usize()? as u64;
    let values = sizes[0].checked_mul(sizes[1])?;
    if from == 0 || values % from != 0 {
        return None;
    }
    let ends = [from, values / from];
    // Columns of a matrix are no matrix, unless they are all of it.
    let is_all = first.to.to_usize().map(|to| to as u64) == Some(ends[1]);
    let is_alike = |sides: Option<&Sides>| {
        sides.is_some_and(|sides| {
            (&sides.block, &sides.from) == (&first.block, &first.from) && (sides.is_whole || is_all)
        })
    };
    let is_turnable = sizes[0] != sizes[1] && sizes.iter().all(|size| *size > 1);
    (is_turnable && held.all(is_alike)).then_some(Matrix {
        claim,
        block: &first.block,
        sides: ends,
        sizes,
        is_said: said.of(claim.group),
    })
}

/// The parts, and how large the matrices are, of which some stand beside others in one tensor: what is left over
/// of as many may be any of them.
fn joined(claims: &[(usize, Claim<'_>)]) -> BTreeSet<(usize, u64)> {
    // Terms of layers that are counted apart are no matrices beside one another.
    let is_beside = |claim: &Claim<'_>| {
        let first = claim.first().and_then(|term| term.sides.as_ref());
        let size = sizes(claim.group).map(|[one, other]| Integer::from(one) * Integer::from(other));
        let is_all = |sides: &Sides| {
            let is_same = |one: &Sides| (&one.from, &one.to) == (&sides.from, &sides.to);
            let mut held = claim.held.iter().map(|term| term.sides.as_ref());
            held.all(|one| one.is_some_and(is_same)) && size == Some(&sides.from * &sides.to)
        };
        claim.held.len() > 1 && !first.is_some_and(is_all)
    };
    let several = claims.iter().filter(|(_, claim)| is_beside(claim));
    let sizes = several.flat_map(|(part, claim)| {
        let sides = claim.held.iter().filter_map(|term| term.sides.as_ref());
        sides.filter_map(|sides| Some((*part, (&sides.from * &sides.to).to_usize()? as u64)))
    });
    sizes.collect()
}

/// How the matrices of the parts stand.
#[derive(Default)]
pub(super) struct Standing {
    /// Matrices that stand the other way round than the others of their part, and tables whose rows are columns.
    pub(super) faults: Vec<(usize, Fault)>,
    /// Parts whose matrices stand as they are written, `[from, to]`.
    pub(super) written: BTreeSet<usize>,
}

/// Looks at how the matrices of each part stand. Libraries store them either way, and a formula file writes their
/// sides in either order, so that parts may differ; those of one part stand alike. Where the file says how they are
/// stored, they stand so.
///
/// Only parts of which each tensor is known for a term are looked at.
pub(super) fn standing(
    claims: &[(usize, Claim<'_>)],
    complete: &BTreeSet<usize>,
    groups: &[Group],
    said: &Said,
) -> Standing {
    let widths = widths(groups);
    let mut blocks = blocks((claims, said), complete, &widths);
    let joined = joined(claims);
    let mut whole: BTreeMap<(&Symbol, bool), Votes> = BTreeMap::new();
    for ((part, block, is_layered), classes) in &mut blocks {
        classes.values_mut().for_each(Class::lead_back);
        // Sizes of equal products may be of each other's terms.
        let fits = |m: &Matrix<'_, '_>| m.stands(Way::Written) || m.stands(Way::Stored);
        classes.retain(|place, class| {
            let is_known = class.is_named() || !joined.contains(&(*part, *place));
            is_known && class.matrices.iter().all(fits)
        });
        let all = whole.entry((*block, *is_layered)).or_default();
        all.add(Votes::of(classes));
    }
    let mut standing = Standing::default();
    for ((part, block, is_layered), classes) in &blocks {
        let votes = Votes::of(classes);
        let all = whole.get(&(*block, *is_layered)).copied();
        // Where those of a part differ, the others of the model say which are wrong.
        let way = if said.is_all {
            Way::Stored
        } else if votes.is_split() {
            all.unwrap_or(votes).way()
        } else {
            votes.way()
        };
        let mut matrices = classes.values().flat_map(|class| &class.matrices);
        let is_table = !is_layered && matrices.any(|one| said.calls_table(one.claim.group));
        let is_head = |one: &Matrix<'_, '_>| one.claim.group.pattern.contains("lm_head");
        let is_free = is_table
            && !classes
                .values()
                .flat_map(|class| &class.matrices)
                .all(is_head);
        let mut matrices = classes.values().flat_map(|class| &class.matrices);
        let is_written = way == Way::Written || matrices.any(|one| one.is_said && one.stands(way));
        if is_written && !is_table {
            standing.written.insert(*part);
        }
        let is_mixed = |class: &&Class<'_, '_>| !class.may(Way::Written) && !class.may(Way::Stored);
        let wrong = classes.values();
        let wrong =
            wrong.filter(|class| said.is_all && !is_free || votes.is_split() || is_mixed(class));
        let faults = wrong.flat_map(|class| class.others(way));
        standing.faults.extend(faults.map(|fault| (*part, fault)));
    }
    standing
        .faults
        .extend(tables(claims, &widths, said.is_bundled));
    if said.is_bundled {
        standing.faults.extend(unevenly(claims, said));
    }
    standing
}

/// How many matrices can stand only as they are written, and only as most libraries store them.
#[derive(Clone, Copy, Default)]
struct Votes {
    written: usize,
    stored: usize,
}

impl Votes {
    fn of(classes: &BTreeMap<u64, Class<'_, '_>>) -> Self {
        let votes = |way: Way, other: Way| -> usize {
            let classes = classes.values();
            classes.map(|class| class.votes(way, other)).sum()
        };
        Self {
            written: votes(Way::Written, Way::Stored),
            stored: votes(Way::Stored, Way::Written),
        }
    }

    fn add(&mut self, other: Self) {
        self.written += other.written;
        self.stored += other.stored;
    }

    fn is_split(self) -> bool {
        self.written.min(self.stored) > 0
    }

    /// How most of them stand.
    fn way(self) -> Way {
        if self.written > self.stored {
            Way::Written
        } else {
            Way::Stored
        }
    }
}

/// What stands alike: the matrices of a part, of a block, in layers or outside of them; by how large they are.
type Blocks<'c, 'g> = BTreeMap<(usize, &'c Symbol, bool), BTreeMap<u64, Class<'c, 'g>>>;

/// The matrices of complete parts.
fn blocks<'c, 'g>(
    (claims, said): (&'c [(usize, Claim<'g>)], &Said),
    complete: &BTreeSet<usize>,
    widths: &BTreeSet<u64>,
) -> Blocks<'c, 'g> {
    let mut blocks = Blocks::new();
    for (part, claim) in claims.iter().filter(|(part, _)| complete.contains(part)) {
        // A table from which rows are taken stands by itself, whichever way its block is written.
        // Bundled files write most tables as products, and blocks for matrices.
        let is_free = |matrix: &Matrix<'_, '_>| {
            let is_named = !said.is_bundled || is_called_table(matrix.claim.group);
            is_named && is_looked_up(matrix, widths)
        };
        let matrix = matrix(claim, said).filter(|matrix| !is_free(matrix));
        let Some(matrix) = matrix else {
            continue;
        };
        let values = matrix.sizes[0] * matrix.sizes[1];
        let place = (*part, matrix.block, claim.group.stack().is_some());
        let class = blocks.entry(place).or_default().entry(values);
        class.or_default().matrices.push(matrix);
    }
    blocks
}

/// The sizes of norms: the widths of the model. Where no norm has any, the size that most matrices of its layers have.
fn widths(groups: &[Group]) -> BTreeSet<u64> {
    let of_norms = of_norms(groups);
    if !of_norms.is_empty() {
        return of_norms;
    }
    let mut counted: BTreeMap<u64, usize> = BTreeMap::new();
    for [one, other] in groups
        .iter()
        .filter(|g| g.stack().is_some())
        .filter_map(sizes)
    {
        *counted.entry(one).or_default() += 1;
        if one != other {
            *counted.entry(other).or_default() += 1;
        }
    }
    let most = counted.values().max().copied().unwrap_or(0);
    let mut widest = counted.into_iter().filter(|(_, count)| *count == most);
    match (widest.next(), widest.next()) {
        (Some((width, _)), None) => BTreeSet::from([width]),
        _ => BTreeSet::new(),
    }
}

fn of_norms(groups: &[Group]) -> BTreeSet<u64> {
    let shape = |group: &Group| group.tensors.first().map(|tensor| tensor.shape.clone());
    let widths = groups
        .iter()
        .filter(|group| !group.pattern.ends_with("bias"))
        .filter_map(|group| match shape(group)?.as_slice() {
            [width] => Some(*width),
            _ => None,
        });
    widths.collect()
}

/// Whether a matrix outside of the layers is a table from which rows are taken: as it is written, it leads from
/// what is no width of the model to one, and stands so.
fn is_looked_up(matrix: &Matrix<'_, '_>, widths: &BTreeSet<u64>) -> bool {
    let [from, to] = matrix.sides;
    matrix.claim.group.stack().is_none()
        && matrix.stands(Way::Written)
        && !widths.contains(&from)
        && widths.contains(&to)
}
