//! A formula held against the tensors of a checkpoint, part by part: every tensor is covered once, and
//! what disagrees is attributed to its term.

mod assignment;
mod attribute;
mod biases;
mod buffers;
mod exchanged;
mod explained;
mod groups;
mod kin;
mod layers;
mod matching;
mod metadata;
mod numbers;
mod odd;
mod places;
mod shapes;
mod stored;
mod tables;
mod term;
mod terms;
mod ways;

pub use attribute::{Fault, Untold};
pub use buffers::BufferFault;
pub use explained::Explanation;
pub use groups::Held;
pub use metadata::metadata_config;

use std::collections::BTreeSet;

use groups::{Group, apart_by, groups, sum};
use kin::Kin;
use matching::Claim;
use stored::{stored, unscaled};
use ways::Said;

use crate::checkpoint::{Checkpoint, Format};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{Expr, Symbol};
use crate::model::{Config, Definition, Model, Patterns, Valuation};
use crate::number::Integer;

/// A formula held against tensors.
#[derive(Clone, Debug)]
pub struct Verified {
    /// One row a part.
    pub rows: Vec<PartHeld>,
    /// What one parameter would have to be for all parts to agree; several where each alone would do.
    pub explanations: Vec<Explanation>,
    /// Tensors that no part covers.
    pub uncovered: Vec<Held>,
    /// Tensors that several parts cover, with these parts.
    pub doubly: Vec<(Held, Vec<Symbol>)>,
    /// Tensors that are stored and are no parameters: masks, tables, routing biases.
    pub buffers: Vec<Held>,
    /// Buffers that are lost, or as long as nothing beside them.
    pub buffer_faults: Vec<BufferFault>,
    /// Scales, zeros and other tables of quantised weights.
    pub scales: Vec<Held>,
    /// The names of quantised weights whose scale is not there.
    pub unscaled: Vec<String>,
    /// How many values tensors in packed form hold, and how many tensors these are.
    pub packed: (Integer, usize),
    /// The bytes of all data.
    pub data_bytes: Integer,
    /// The bytes of all files.
    pub file_bytes: Integer,
    /// How many files there are.
    pub files: usize,
}

/// A part and its tensors.
#[derive(Clone, Debug)]
pub struct PartHeld {
    /// The part.
    pub symbol: Symbol,
    /// What the formula counts.
    pub formula: Integer,
    /// What its tensors hold, tied copies left out.
    pub tensors: Integer,
    /// How many tensors there are.
    pub count: usize,
    /// The bytes that they take.
    pub bytes: Integer,
    /// Tensors that repeat those of another part, to which this one is tied.
    pub copies: Vec<Held>,
    /// Where they disagree.
    pub faults: Vec<Fault>,
    /// Why they are held in sum alone, where they are.
    pub untold: Option<Untold>,
    /// Whether its matrices are stored with the size first that numbers come in by, `[from, to]`.
    pub inputs_first: bool,
}

impl PartHeld {
    /// Tensors less formula.
    pub fn difference(&self) -> Integer {
        &self.tensors - &self.formula
    }

    /// Whether both are as large, and no tensor is told.
    fn agrees(&self) -> bool {
        self.difference().is_zero() && self.faults.is_empty()
    }
}

impl Verified {
    /// Whether the formula and the tensors agree, each tensor covered once.
    pub fn agrees(&self) -> bool {
        self.rows.iter().all(PartHeld::agrees)
            && self.uncovered.is_empty()
            && self.doubly.is_empty()
            && self.unscaled.is_empty()
            && self.buffer_faults.is_empty()
    }

    /// Whether nothing differs, and of some part it is open whether its tensors are those of the formula.
    pub fn is_open(&self) -> bool {
        let mut rows = self.rows.iter();
        self.agrees() && rows.any(|row| row.untold == Some(Untold::Open))
    }
}

/// Holds a formula file at its values against a checkpoint.
///
/// # Errors
/// A formula file without parts that cover anything, a part that has no whole value, and a packed
/// tensor whose width nothing tells.
pub fn verify(
    model: &Model,
    valuation: &Valuation<'_>,
    config: Option<&Config>,
    checkpoint: &Checkpoint,
) -> Result<Verified, Vec<Diagnostic>> {
    let parts: Vec<&Definition> = model.definitions().filter(|d| d.part.is_some()).collect();
    if parts.iter().all(|part| part.covers.is_empty()) {
        return Err(vec![nothing_covered(model)]);
    }
    let stored = stored(checkpoint, config)?;
    let mut groups = groups(stored.held);
    let covers = parts
        .iter()
        .map(|part| Patterns::new(part.covers.iter().map(String::as_str)));
    let covers: Vec<Patterns> = covers.collect();
    if covers.iter().any(Patterns::tell_numbers) {
        let of = |tensor: &Held| places_of(&tensor.name, &covers);
        let apart = groups.into_iter().flat_map(|group| apart_by(group, &of));
        groups = apart.collect();
    }
    let owners: Vec<Vec<usize>> = groups.iter().map(|group| owners(group, &covers)).collect();
    let whole = Whole {
        model,
        parts: &parts,
        groups: &groups,
        owners: &owners,
        kin: Kin::new(&groups),
    };
    let Attempt { mut rows, .. } = whole.hold(valuation)?;
    let explanations = if rows.iter().all(PartHeld::agrees) {
        Vec::new()
    } else {
        explained::explanations(&whole, valuation, config, &rows)
    };
    if let [(_, trial)] = explanations.as_slice() {
        explained::attribute(valuation, trial, &mut rows);
    }
    let explanations = explanations.into_iter().map(|(explanation, _)| explanation);
    let explanations: Vec<Explanation> = explanations.collect();
    let (mut uncovered, mut buffers, mut doubly) = (Vec::new(), Vec::new(), Vec::new());
    let told = model.buffers().flat_map(|buffers| &buffers.patterns);
    let told = Patterns::new(told.map(String::as_str));
    let usual = checkpoint.tensors.iter().filter(|tensor| {
        told.cover(&tensor.name)
            || tensor.is_usual_buffer()
            || is_routing_bias(&tensor.name, checkpoint)
    });
    let usual: BTreeSet<&str> = usual.map(|t| t.name.as_str()).collect();
    for (group, owners) in groups.iter().zip(&owners) {
        let tensors = group.tensors.iter().cloned();
        match owners.as_slice() {
            [] => {
                for tensor in tensors {
                    let is_buffer = usual.contains(tensor.name.as_str()) && !tensor.is_packed;
                    if is_buffer {
                        &mut buffers
                    } else {
                        &mut uncovered
                    }
                    .push(tensor);
                }
            }
            [_] => {}
            several => {
                let names = several.iter().filter_map(|at| parts.get(*at));
                let names: Vec<Symbol> = names.map(|part| part.symbol.clone()).collect();
                doubly.extend(tensors.map(|tensor| (tensor, names.clone())));
            }
        }
    }
    let covered: Vec<Group> = groups
        .iter()
        .zip(&owners)
        .filter(|(_, owners)| !owners.is_empty())
        .map(|(group, _)| group.clone())
        .collect();
    let mut buffer_faults = buffers::misfit(&covered, &buffers);
    let parameters = covered.iter().flat_map(|group| &group.tensors);
    let parameters: Vec<&Held> = parameters.chain(&uncovered).collect();
    buffer_faults.extend(buffers::alone(&parameters, &buffers));
    if buffer_faults.is_empty() {
        let may_lack = checkpoint.format == Format::Gguf;
        buffer_faults = buffers::counted((model, valuation), &buffers, may_lack)?;
    }
    let bytes =
        |bytes: u128| i128::try_from(bytes).map_or_else(|_| Integer::from(0), Integer::from);
    Ok(Verified {
        rows,
        explanations,
        uncovered,
        doubly,
        buffer_faults,
        buffers,
        scales: stored.scales,
        unscaled: unscaled(checkpoint, config),
        packed: stored.packed,
        data_bytes: bytes(checkpoint.tensors.iter().map(|t| u128::from(t.bytes)).sum()),
        file_bytes: bytes(checkpoint.files.iter().map(|f| u128::from(f.bytes)).sum()),
        files: checkpoint.files.len(),
    })
}

/// A formula file and all groups of tensors, which are held against each other at values.
struct Whole<'w> {
    model: &'w Model,
    parts: &'w [&'w Definition],
    groups: &'w [Group],
    /// The parts that cover each group, by their places.
    owners: &'w [Vec<usize>],
    kin: Kin<'w>,
}

/// What came of one attempt.
struct Attempt<'w> {
    rows: Vec<PartHeld>,
    /// Groups that are their terms, with the place of their part.
    claims: Vec<(usize, Claim<'w>)>,
}

impl<'w> Whole<'w> {
    /// All parts at values, with what does not agree.
    fn hold(&self, valuation: &Valuation<'_>) -> Result<Attempt<'w>, Vec<Diagnostic>> {
        let mut rows = Vec::new();
        let mut claims = Vec::new();
        let mut complete = BTreeSet::new();
        for (at, part) in self.parts.iter().enumerate() {
            let own = self.groups.iter().zip(self.owners);
            let own = own.filter(|(_, owners)| owners.contains(&at));
            let own: Vec<&Group> = own.map(|(group, _)| group).collect();
            let (row, claimed, is_complete) = row((self.model, valuation), part, &own, &self.kin)?;
            rows.push(row);
            complete.extend(is_complete.then_some(at));
            claims.extend(claimed.into_iter().map(|claim| (at, claim)));
        }
        stored_as_copy(&mut rows);
        let mut told = places::astray(&claims);
        let standing = ways::standing(&claims, &complete, self.groups, &Said::by(self.model));
        told.extend(standing.faults);
        for (at, row) in rows.iter_mut().enumerate() {
            row.inputs_first = standing.written.contains(&at);
        }
        let is_told = !told.is_empty() || rows.iter().any(|row| !row.agrees());
        if !is_told {
            let held = layers::by_part(self.groups, self.owners);
            let symbols: Vec<&Symbol> = self.parts.iter().map(|part| &part.symbol).collect();
            told.extend(layers::unlike(valuation, &symbols, &held));
            told.extend(biases::misfit(self.groups, self.owners));
            if told.is_empty() {
                told.extend(layers::gaps(self.groups, self.owners));
            }
        }
        for (at, fault) in told {
            rows.get_mut(at)
                .into_iter()
                .for_each(|row| row.faults.push(fault.clone()));
        }
        Ok(Attempt { rows, claims })
    }
}

fn nothing_covered(model: &Model) -> Diagnostic {
    let name = model.source().name();
    let message = format!("no part of {name} says which tensors it covers");
    let error = Diagnostic::error(Code::STATEMENT, message);
    error.hint("write `part head = V*h covers \"lm_head.weight\"`")
}

/// The parts that cover a group, by their places. What is asked of its first tensor is asked for
/// all: their names differ in numbers between dots alone.
fn owners(group: &Group, covers: &[Patterns]) -> Vec<usize> {
    let Some(first) = group.tensors.first() else {
        return Vec::new();
    };
    places_of(&first.name, covers)
}

/// The places of the parts that cover a name.
fn places_of(name: &str, covers: &[Patterns]) -> Vec<usize> {
    let places = covers.iter().enumerate();
    let places = places.filter(|(_, patterns)| patterns.cover(name));
    places.map(|(at, _)| at).collect()
}

fn row<'g>(
    (model, valuation): (&Model, &Valuation<'_>),
    part: &Definition,
    groups: &[&'g Group],
    kin: &Kin<'g>,
) -> Result<(PartHeld, Vec<Claim<'g>>, bool), Vec<Diagnostic>> {
    let symbol = Expr::symbol(part.symbol.clone());
    let value = valuation.evaluate(&symbol).map_err(|error| vec![error])?;
    let Some(formula) = value
        .as_number()
        .and_then(crate::number::Rational::to_integer)
    else {
        let message = format!(
            "`{}` is {value}, and tensors are counted whole",
            part.symbol
        );
        return Err(vec![
            part.place.mark(Diagnostic::error(Code::KIND, message), ""),
        ]);
    };
    let tensors = || groups.iter().flat_map(|group| &group.tensors);
    let mut held = PartHeld {
        symbol: part.symbol.clone(),
        formula,
        tensors: sum(tensors()),
        count: tensors().count(),
        bytes: tensors().fold(Integer::from(0), |all, t| &all + &Integer::from(t.bytes)),
        copies: Vec::new(),
        faults: odd::odd_shapes(groups),
        untold: None,
        inputs_first: false,
    };
    let is_as_large = held.difference().is_zero();
    if !is_as_large
        && let Some(free) = untied(model, valuation)
        && whole(&free, &part.symbol).as_ref() == Some(&held.tensors)
    {
        held.copies = tensors().cloned().collect();
        held.tensors = held.formula.clone();
        let Some(terms) = terms::terms(model, &free, &part.symbol) else {
            return Ok((held, Vec::new(), false));
        };
        let attributed = attribute::attributed(groups, &terms, kin, true);
        held.faults.extend(attributed.faults);
        return Ok((held, attributed.claims, false));
    }
    match terms::terms(model, valuation, &part.symbol) {
        Some(terms) => {
            let attributed = attribute::attributed(groups, &terms, kin, is_as_large);
            held.faults.extend(attributed.faults);
            held.untold = attributed.untold;
            return Ok((held, attributed.claims, attributed.is_complete));
        }
        None if is_as_large => {}
        None => held.faults.push(Fault::Unheld {
            values: held.formula.clone(),
            term: (symbol, None),
        }),
    }
    Ok((held, Vec::new(), false))
}

/// A tied tensor that is stored once, under the name of the copy: what one part has too much is what another
/// lacks, and both are one table.
fn stored_as_copy(rows: &mut [PartHeld]) {
    let lacks = |row: &PartHeld| match row.faults.as_slice() {
        [Fault::Unheld { values, .. }] if *values == -&row.difference() => Some(values.clone()),
        _ => None,
    };
    let Some((at, values)) = rows
        .iter()
        .enumerate()
        .find_map(|(at, row)| Some((at, lacks(row)?)))
    else {
        return;
    };
    let Some(copy) = rows.iter_mut().find_map(|row| copy_of(row, &values)) else {
        return;
    };
    if let Some(row) = rows.get_mut(at) {
        row.tensors = row.formula.clone();
        row.count += 1;
        row.bytes = &row.bytes + &Integer::from(copy.bytes);
        row.faults.clear();
    }
}

/// The one tensor of a part that is so large and of no term of it, taken out of what the part holds.
fn copy_of(row: &mut PartHeld, values: &Integer) -> Option<Held> {
    let is_copy = |held: &Held| Integer::from(held.values) == *values;
    match row.faults.as_slice() {
        [] => {
            let at = row.copies.iter().position(is_copy)?;
            Some(row.copies.remove(at))
        }
        [Fault::Surplus { tensors }] => {
            let [only] = tensors.as_slice() else {
                return None;
            };
            if !is_copy(only) || row.difference() != *values {
                return None;
            }
            let copy = only.clone();
            row.tensors = row.formula.clone();
            row.count = row.count.saturating_sub(1);
            row.bytes = &row.bytes - &Integer::from(copy.bytes);
            row.faults.clear();
            Some(copy)
        }
        _ => None,
    }
}

/// The values where nothing is tied.
fn untied<'m>(model: &'m Model, valuation: &Valuation<'m>) -> Option<Valuation<'m>> {
    let ties = model.parameters().filter(|parameter| {
        parameter
            .keys
            .iter()
            .any(|key| key.ends_with("tie_word_embeddings"))
    });
    let mut bindings = valuation.bindings().clone();
    for parameter in ties {
        bindings.insert(parameter.symbol.clone(), Expr::boolean(false));
    }
    model.valuation(None, &bindings).ok()
}

fn whole(valuation: &Valuation<'_>, symbol: &Symbol) -> Option<Integer> {
    whole_of(valuation, &Expr::symbol(symbol.clone()))
}

fn whole_of(valuation: &Valuation<'_>, expr: &Expr) -> Option<Integer> {
    let value = valuation.evaluate(expr).ok()?;
    value.as_number()?.to_integer()
}

/// Whether a tensor is the bias by which a router balances its experts, `layers.3.ffn.gate.bias`, and no bias of a
/// gated network: experts stand beside it.
fn is_routing_bias(name: &str, checkpoint: &Checkpoint) -> bool {
    name.strip_suffix("gate.bias").is_some_and(|block| {
        let experts = format!("{block}experts.");
        block.ends_with(".ffn.")
            && checkpoint
                .tensors
                .iter()
                .any(|other| other.name.starts_with(&experts))
    })
}
