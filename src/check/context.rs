//! What a document has said so far: names and their meanings, the nearest scope first.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::circular::cut_cycles;
use super::meanings::Meanings;
use super::report::Used;
use super::standing::Stated;
use crate::diagnostic::Span;
use crate::document::Place;
use crate::expr::{Assumptions, Bindings, Expr, Lambda, Symbol, deep};

/// A meaning of a name.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) value: Expr,
    pub(super) place: Place,
    pub(super) span: Span,
    /// Whether it is a number, so that it holds only where it was said.
    pub(super) is_number: bool,
}

/// How near a meaning is; the greatest wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// In another section.
    Elsewhere,
    /// In a section that holds this one.
    Above,
    /// In the same section.
    Section,
    /// In the same block.
    Block,
    /// In the same list item.
    Item,
    /// In the same row or clause.
    Row,
}

/// All that was said.
#[derive(Debug, Default)]
pub(super) struct Context {
    entries: BTreeMap<Symbol, Meanings>,
    /// The numbers in which the chains behind definitions end.
    results: BTreeMap<Symbol, Meanings>,
    /// The section that holds each section.
    parents: Vec<Option<usize>>,
    /// What is taken for granted throughout: domains, conditions, functions.
    granted: Assumptions,
    /// Where the functions of the document were defined.
    heads: BTreeMap<Symbol, (Span, Place)>,
    /// Conditions that were stated.
    pub(super) stated: Stated,
    /// Names of one of a kind, `one expert`, by the kind.
    counted: BTreeMap<String, Symbol>,
    /// Names met anywhere so far.
    met: BTreeSet<Symbol>,
}

impl Context {
    pub(super) fn new(parents: Vec<Option<usize>>) -> Self {
        Self {
            parents,
            ..Self::default()
        }
    }

    /// Takes things for granted throughout.
    pub(super) fn grant(&mut self, granted: Assumptions) {
        self.granted = granted;
    }

    /// Whether a function stands for something.
    pub(super) fn knows_function(&self, name: &Symbol) -> bool {
        self.granted.functions.contains_key(name)
    }

    /// Where the text defined a function; none where it is granted from the beginning.
    pub(super) fn function_at(&self, name: &Symbol) -> Option<(Span, Place)> {
        self.heads.get(name).copied()
    }

    /// What a function stands for.
    pub(super) fn function(&self, name: &Symbol) -> Option<&Lambda> {
        self.granted.functions.get(name)
    }

    /// Lets a function stand for something from here on.
    pub(super) fn define_function(&mut self, name: &Symbol, lambda: Lambda, at: (Span, Place)) {
        self.forget_function(name);
        self.granted.functions.insert(name.clone(), lambda);
        self.heads.insert(name.clone(), at);
    }

    /// Forgets what a function stands for, and its derivatives: they are those of another one from here on.
    pub(super) fn forget_function(&mut self, name: &Symbol) {
        self.granted.functions.remove(name);
        let prime = Symbol::new(&format!("{}'", name.name()));
        // In the order of names they stand together.
        let primed = self.granted.functions.range::<Symbol, _>(&prime..);
        let primed = primed.map_while(|(other, _)| {
            let more = other.name().strip_prefix(prime.name())?;
            Some((other, more))
        });
        let is_of = |more: &str| more.bytes().all(|byte| byte == b'\'');
        let gone: Vec<Symbol> = primed
            .filter(|(_, more)| is_of(more))
            .map(|(other, _)| other.clone())
            .collect();
        for name in gone {
            self.granted.functions.remove(&name);
        }
    }

    /// What is taken for granted at a place of symbols.
    pub(super) fn granted(
        &self,
        symbols: impl IntoIterator<Item = Symbol>,
        place: &Place,
    ) -> Cow<'_, Assumptions> {
        let stated = self.stated.at(symbols, place);
        if stated.is_empty() {
            return Cow::Borrowed(&self.granted);
        }
        let mut granted = self.granted.clone();
        granted.conditions.extend(stated);
        Cow::Owned(granted)
    }

    /// Gives a name a meaning.
    pub(super) fn add(&mut self, symbol: &Symbol, entry: Entry) {
        if let Some(kind) = one_of(symbol) {
            self.counted.insert(kind, symbol.clone());
        }
        self.entries.entry(symbol.clone()).or_default().add(entry);
    }

    /// Remembers the number in which the chain behind the definition of a name ends.
    pub(super) fn add_result(&mut self, symbol: &Symbol, entry: Entry) {
        self.results.entry(symbol.clone()).or_default().add(entry);
    }

    /// The number in which the chain behind the nearest definition of a name ends.
    pub(super) fn result(&self, symbol: &Symbol, place: &Place) -> Option<&Entry> {
        let results = self.results.get(symbol)?;
        results
            .at(place, &self.parents, false)
            .map(|(entry, _)| entry)
    }

    /// Forgets all meanings of a name.
    pub(super) fn forget(&mut self, symbol: &Symbol) {
        self.entries.remove(symbol);
    }

    /// Remembers that names were met.
    pub(super) fn meet(&mut self, expr: &Expr) {
        self.met.extend(expr.free_symbols());
    }

    /// Whether a name was met before.
    pub(super) fn has_met(&self, symbol: &Symbol) -> bool {
        self.met.contains(symbol)
    }

    /// The meaning of a name at a place: the nearest, and of equally near ones the last. Numbers
    /// of other sections count only where `far` is wanted and nothing else was ever said.
    pub(super) fn meaning(
        &self,
        symbol: &Symbol,
        place: &Place,
        far: bool,
    ) -> Option<(&Entry, Nearness)> {
        let meanings = self.entries.get(symbol).or_else(|| self.one(symbol))?;
        meanings.at(place, &self.parents, far)
    }

    /// What was said of one of a kind, where a name is that of the kind: `8 experts` of `one expert`.
    fn one(&self, symbol: &Symbol) -> Option<&Meanings> {
        let name = symbol.name().to_lowercase();
        let single = name.strip_suffix('s').unwrap_or(&name);
        let one = self
            .counted
            .get(&name)
            .or_else(|| self.counted.get(single))?;
        self.entries.get(one)
    }

    /// What the names in expressions stand for at a place, followed as far as they lead, and what was used. Where
    /// that is more than anybody would write, as among many texts in one file, only what this section and those
    /// above it say counts, and if that is too much as well, nothing.
    pub(super) fn meanings<'e>(
        &self,
        exprs: impl IntoIterator<Item = &'e Expr>,
        place: &Place,
        far: bool,
    ) -> (Bindings, Vec<Used>) {
        let mut names: Vec<Symbol> = Vec::new();
        for expr in exprs {
            names.extend(expr.symbols_in_order());
        }
        let is_short = |found: &Bindings| opened_size(&names, found) <= MOST_OPENED;
        let all = self.followed(names.clone(), place, far, Nearness::Elsewhere);
        if let Some((found, used)) = all.meanings
            && is_short(&found)
        {
            return (found, used);
        }
        // Where all that was met was near, no less would be met without the rest.
        let near = all.has_far.then(|| {
            let near = self.followed(names.clone(), place, far, Nearness::Above);
            near.meanings.filter(|(found, _)| is_short(found))
        });
        near.flatten().unwrap_or_default()
    }

    /// The meanings of names at least so near, followed as far as they lead.
    fn followed(
        &self,
        mut open: Vec<Symbol>,
        place: &Place,
        far: bool,
        least: Nearness,
    ) -> Followed {
        let (mut found, mut used) = (Bindings::new(), Vec::new());
        let mut visited = BTreeSet::new();
        let (mut size, mut has_far) = (0, false);
        while let Some(symbol) = open.pop() {
            if !visited.insert(symbol.clone()) {
                continue;
            }
            let known = self.meaning(&symbol, place, far);
            let Some((entry, nearness)) = known.filter(|(_, nearness)| *nearness >= least) else {
                continue;
            };
            has_far |= nearness == Nearness::Elsewhere;
            size += own_size(&entry.value);
            // However long the chain of definitions is, no more of it is looked at.
            if size > MOST_OPENED {
                let meanings = None;
                return Followed { meanings, has_far };
            }
            open.extend(entry.value.symbols_in_order());
            found.insert(symbol.clone(), entry.value.clone());
            used.push(Used {
                symbol,
                value: entry.value.clone(),
                span: entry.span,
            });
        }
        used.sort_by_key(|used| used.span);
        cut_cycles(&mut found);
        used.retain(|used| found.get(&used.symbol).is_some());
        let meanings = Some((found, used));
        Followed { meanings, has_far }
    }

    /// Assumptions with the meanings of the names in two sides.
    pub(super) fn assumptions(
        &self,
        sides: [&Expr; 2],
        place: &Place,
        far: bool,
    ) -> (Assumptions, Vec<Used>) {
        let (mut definitions, used) = self.meanings(sides, place, far);
        let values = definitions.iter().map(|(_, value)| value);
        let symbols = sides.into_iter().chain(values);
        let symbols: BTreeSet<Symbol> = symbols.flat_map(Expr::free_symbols).collect();
        let granted = self.granted(symbols, place).into_owned();
        for (symbol, value) in granted.definitions.iter() {
            if definitions.get(symbol).is_none() {
                definitions.insert(symbol.clone(), value.clone());
            }
        }
        let assumptions = Assumptions {
            definitions,
            ..granted
        };
        (assumptions, used)
    }
}

/// Meanings that were followed.
struct Followed {
    /// None where they are more than anybody would write.
    meanings: Option<(Bindings, Vec<Used>)>,
    /// Whether one of them stands neither in the section nor above it.
    has_far: bool,
}

/// How many parts of an expression are no names.
fn own_size(expr: &Expr) -> u64 {
    if expr.as_symbol().is_some() {
        return 0;
    }
    deep(|| {
        let parts = expr.children().into_iter();
        parts.fold(1, |sum: u64, part| sum.saturating_add(own_size(part)))
    })
}

/// Of what kind a name is one: `expert` for `one expert`.
fn one_of(symbol: &Symbol) -> Option<String> {
    let name = symbol.name().to_lowercase();
    let (first, kind) = name.split_once(' ')?;
    let is_one = matches!(first, "one" | "each" | "single" | "a" | "an");
    (is_one && !kind.is_empty()).then(|| kind.to_owned())
}

/// The parts of names once each stands for what it means, and so on.
const MOST_OPENED: u64 = 2_000;

/// How many parts names have together once they are replaced by what they stand for, at every depth.
fn opened_size(names: &[Symbol], meanings: &Bindings) -> u64 {
    fn of(name: &Symbol, meanings: &Bindings, known: &mut BTreeMap<Symbol, u64>) -> u64 {
        if let Some(size) = known.get(name) {
            return *size;
        }
        let size = match meanings.get(name) {
            Some(meaning) => deep(|| within(meaning, meanings, known)),
            None => 1,
        };
        known.insert(name.clone(), size);
        size
    }
    fn within(expr: &Expr, meanings: &Bindings, known: &mut BTreeMap<Symbol, u64>) -> u64 {
        if let Some(name) = expr.as_symbol() {
            return of(name, meanings, known);
        }
        deep(|| {
            let parts = expr.children().into_iter();
            parts.fold(1, |sum: u64, part| {
                sum.saturating_add(within(part, meanings, known))
            })
        })
    }
    let mut known = BTreeMap::new();
    names.iter().fold(0, |sum: u64, name| {
        sum.saturating_add(of(name, meanings, &mut known))
    })
}
