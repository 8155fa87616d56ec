//! From a formula file to a worked page.

use std::collections::BTreeMap;

use super::cases::Cases;
use super::definitions::Definitions;
use super::order;
use super::questions;
use super::worked::{
    Block, Worked, WorkedApproximation, WorkedDefinition, WorkedExpect, WorkedParameter,
};
use super::{Board, DeriveError, Goal, within_ranges};
use crate::derivation::{Judged, StepVerdict};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{Assumptions, Bindings, Expr, Symbol};
use crate::growth::{self, GrowthError, ValueRange};
use crate::judge::{self, Budget, Reason, Verdict};
use crate::model::{
    Approximation, Assumption, Checked, Expect, Item, Model, Parameter, Place, Subject,
};
use crate::poly::PolyError;

/// What to work out beyond what the file asks for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The one case to work out; all of them where none is named.
    pub case: Option<String>,
    /// Values given from outside; they make a case of their own.
    pub bindings: Bindings,
    /// The one definition to work out, with what it needs; all of them where none is named.
    pub of: Option<Symbol>,
}

/// Works a formula file out: every definition, approximation, table and question in it. Its claims
/// have been checked ([`Model::check`]).
///
/// # Errors
/// All that went wrong, with places: values that are missing or do not fit, equations that
/// cannot be solved, relations of growth that cannot be used, limits.
pub fn work_out(
    model: &Model,
    checked: &[Checked<'_>],
    wanted: &Wanted,
    budget: &Budget,
) -> Result<Worked, Vec<Diagnostic>> {
    let mut page = Page::new(model, checked, wanted, budget);
    let worked = page.definitions();
    let mut blocks = Blocks::default();
    for item in order::items(model) {
        match page.block(item, &worked) {
            Ok(Some(block)) => {
                blocks.push(block);
                blocks.0.append(&mut page.beside);
                blocks.0.extend(page.parts_of(item));
            }
            Ok(None) => {}
            Err(found) => page.errors.extend(found),
        }
    }
    if !page.cases_shown {
        // Values from outside need a table even where the file has no case.
        match page.cases() {
            Ok(block) => blocks
                .0
                .extend(block.into_iter().chain(page.beside.drain(..))),
            Err(found) => page.errors.extend(found),
        }
    }
    if page.errors.is_empty() {
        let assumptions = model.assumptions().clone();
        let title = model.title().map(str::to_owned);
        Ok(Worked {
            title,
            blocks: blocks.0,
            names: names(model),
            assumptions,
            notes: page.notes,
        })
    } else {
        // A case that is not there is missed by every block that speaks of cases.
        Err(each_once(page.errors))
    }
}

/// Every name the file declares.
fn names(model: &Model) -> Vec<Symbol> {
    let parameters = model.parameters().map(|parameter| parameter.symbol.clone());
    let definitions = model
        .definitions()
        .map(|definition| definition.symbol.clone());
    let functions = model.functions().map(|function| function.symbol.clone());
    parameters.chain(definitions).chain(functions).collect()
}

/// The blocks so far; parameters and assumptions that follow each other share one.
#[derive(Default)]
struct Blocks(Vec<Block>);

impl Blocks {
    fn push(&mut self, block: Block) {
        match (self.0.last_mut(), block) {
            (Some(Block::Parameters(known)), Block::Parameters(more)) => known.extend(more),
            (Some(Block::Assumptions(known)), Block::Assumptions(more)) => known.extend(more),
            (_, block) => self.0.push(block),
        }
    }
}

/// The most definitions that stand one on the other: each claim is judged through all of them.
const MAX_DEPTH: usize = 256;

/// So many definitions may reach a limit of the judge; after one more the rest is given up, since
/// each takes as long as the limits allow.
const MAX_TOO_LARGE: usize = 2;

/// Whether a limit kept the judge from deciding a step.
fn reaches_a_limit(judged: &Judged) -> bool {
    let is_limit = |found: &StepVerdict| {
        matches!(
            &found.verdict,
            Verdict::Undecided {
                because: Reason::Budget(_)
            }
        )
    };
    judged.verdicts().iter().any(is_limit)
}

/// A limit keeps the result of a definition as it is written.
fn left_as_written(symbol: &Symbol, limit: &PolyError) -> Diagnostic {
    let message = format!("`{symbol}` is left as it is written: {limit}");
    Diagnostic::warning(Code::LIMIT, message).hint(limit.hint())
}

/// A page under way.
struct Page<'a> {
    model: &'a Model,
    checked: &'a [Checked<'a>],
    wanted: &'a Wanted,
    budget: &'a Budget,
    definitions: Definitions<'a>,
    approximations: Vec<(Symbol, Vec<Symbol>)>,
    cases_shown: bool,
    /// Tables that follow the one of the cases.
    beside: Vec<Block>,
    notes: Vec<Diagnostic>,
    errors: Vec<Diagnostic>,
}

impl<'a> Page<'a> {
    fn new(
        model: &'a Model,
        checked: &'a [Checked<'a>],
        wanted: &'a Wanted,
        budget: &'a Budget,
    ) -> Self {
        Self {
            model,
            checked,
            wanted,
            budget,
            definitions: Definitions::new(model, budget),
            approximations: Vec::new(),
            cases_shown: false,
            beside: Vec::new(),
            notes: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// All definitions, each after those it uses.
    fn definitions(&mut self) -> Vec<WorkedDefinition> {
        let mut worked = Vec::new();
        let mut too_large = 0;
        let mut depths: BTreeMap<Symbol, usize> = BTreeMap::new();
        for definition in self.model.definitions_in_order() {
            let used = definition.expr.free_symbols();
            let below = used.iter().filter_map(|name| depths.get(name)).max();
            let depth = below.map_or(1, |below| below + 1);
            if depth > MAX_DEPTH {
                let message = format!("more than {MAX_DEPTH} definitions stand one on the other");
                let found = Diagnostic::error(Code::LIMIT, message).hint("write some of them out");
                self.errors
                    .push(definition.place.mark(found, "this is one too many"));
                break;
            }
            depths.insert(definition.symbol.clone(), depth);
            if too_large == MAX_TOO_LARGE {
                let message = "the definitions grow too large to be checked";
                let found = Diagnostic::error(Code::LIMIT, message)
                    .hint("raise the limit with --max-terms, or ask for less");
                self.errors
                    .push(definition.place.mark(found, "given up here"));
                break;
            }
            match self.definitions.work_out(definition) {
                Ok(done) => {
                    too_large += usize::from(reaches_a_limit(&done.general));
                    if let Some(limit) = &done.limit {
                        let found = left_as_written(&done.symbol, limit);
                        self.notes
                            .push(definition.place.mark(found, "kept like this"));
                    }
                    worked.push(done);
                }
                Err(error) => {
                    let found = error.to_diagnostic();
                    self.errors
                        .push(definition.place.mark(found, "worked out here"));
                }
            }
        }
        worked
    }

    fn block(
        &mut self,
        item: &Item,
        worked: &[WorkedDefinition],
    ) -> Result<Option<Block>, Vec<Diagnostic>> {
        if !self.speaks_of_what_is_shown(item) {
            return Ok(None);
        }
        Ok(match item {
            Item::Section(section) => Some(Block::Section(section.title.clone())),
            Item::Parameter(parameter) => Some(Block::Parameters(vec![parameter_row(parameter)])),
            Item::Function(function) => self
                .model
                .assumptions()
                .functions
                .get(&function.symbol)
                .map(|lambda| Block::Function {
                    name: function.symbol.clone(),
                    lambda: lambda.clone(),
                    description: function.description.clone(),
                }),
            Item::Assume(assume) => match &assume.assumption {
                Assumption::Condition(condition) => {
                    Some(Block::Assumptions(vec![condition.clone()]))
                }
                Assumption::Growth(relation) => Some(Block::Growth(relation.clone())),
            },
            Item::Definition(definition) => {
                let done = worked.iter().find(|done| done.symbol == definition.symbol);
                done.map(|done| Block::Definition(Box::new(done.clone())))
            }
            Item::Approximation(question) => Some(self.approximation(question)?),
            Item::Case(_) if self.cases_shown => None,
            Item::Case(_) => self.cases()?,
            Item::Show(question) => Some(questions::show(self.model, self.wanted, question)?),
            Item::Solve(question) => Some(questions::solve_equation(
                self.model,
                self.wanted,
                question,
                self.budget,
            )?),
            Item::Expect(expect) => Some(self.expect(expect)),
            // Known values stand in the table of cases, and what is not counted nowhere.
            Item::Compare(_) | Item::Buffers(_) | Item::InputsFirst(_) => None,
        })
    }

    /// Whether an item about a case is about one that the page shows, with the values it shows.
    fn speaks_of_what_is_shown(&self, item: &Item) -> bool {
        let cases = Cases::new(self.model, self.wanted);
        match item {
            Item::Show(question) => cases.shows(question.case.as_deref()),
            Item::Solve(question) => cases.shows(question.case.as_deref()),
            // It was checked at the case's own values.
            Item::Expect(expect) => {
                let case = expect.case.as_deref();
                cases.shows(case) && !case.is_some_and(|name| cases.is_changed(name))
            }
            _ => true,
        }
    }

    fn approximation(&mut self, question: &Approximation) -> Result<Block, Vec<Diagnostic>> {
        let fixing = self.definitions.fixing().to_vec();
        let one =
            |error: DeriveError| vec![question.place.mark(error.to_diagnostic(), "asked for here")];
        let form = self
            .definitions
            .form(&question.symbol, &fixing)
            .map_err(one)?;
        let under = self
            .definitions
            .relevant(&Expr::symbol(question.symbol.clone()), &fixing);
        let mut assumptions = self.definitions.under(&under);
        assumptions.large.clone_from(&question.large);
        let approximation = self
            .approximate(&form, &assumptions)
            .map_err(|error| vec![growth_error(&error, &question.place)])?;
        let mut board = Board::new(form.clone(), assumptions.clone(), &self.budget.poly);
        board.reach(&Goal::Approximate).map_err(one)?;
        let within = match &question.within {
            Some(tolerance) if !question.over.is_empty() => {
                let (over, none) = (&question.over, Bindings::new());
                let found = within_ranges(&form, tolerance, over, &none, &assumptions, self.budget);
                let marked = |error| vec![question.place.mark(error, "asked for here")];
                Some((tolerance.clone(), found.map_err(marked)?))
            }
            Some(tolerance) => {
                let found = Cases::new(self.model, self.wanted).within(
                    &form,
                    tolerance,
                    &assumptions,
                    self.budget,
                    &question.place,
                )?;
                Some((tolerance.clone(), found))
            }
            None => None,
        };
        self.approximations
            .push((question.symbol.clone(), question.large.clone()));
        Ok(Block::Approximation(Box::new(WorkedApproximation {
            symbol: question.symbol.clone(),
            derivation: board.finish().judge(self.budget),
            approximation,
            within,
            over: question
                .over
                .iter()
                .flat_map(ValueRange::conditions)
                .collect(),
            under,
        })))
    }

    fn approximate(
        &self,
        form: &Expr,
        assumptions: &Assumptions,
    ) -> Result<growth::Approximation, GrowthError> {
        judge::approximate(form, assumptions, self.budget)
    }

    fn cases(&mut self) -> Result<Option<Block>, Vec<Diagnostic>> {
        self.cases_shown = true;
        let cases = Cases::new(self.model, self.wanted);
        let tables = cases.tables(&self.definitions, &self.approximations, self.budget)?;
        let mut tables = tables.into_iter();
        let main = tables.next();
        self.beside.extend(tables);
        Ok(main)
    }

    /// The proof that the parts add up to a definition, where they have to.
    fn parts_of(&self, item: &Item) -> Option<Block> {
        let Item::Definition(definition) = item else {
            return None;
        };
        let is_whole = |subject: &Subject<'_>| match subject {
            Subject::Parts(whole) => whole.symbol == definition.symbol,
            _ => false,
        };
        let checked = self
            .checked
            .iter()
            .find(|checked| is_whole(&checked.subject))?;
        Some(Block::Expect(Box::new(WorkedExpect {
            first: checked.lhs.clone(),
            links: vec![(
                checked.relation,
                checked.rhs.clone(),
                checked.verdict.clone()?,
            )],
            case: None,
            description: None,
            is_of_parts: true,
        })))
    }

    fn expect(&self, expect: &Expect) -> Block {
        let links = self
            .checked
            .iter()
            .filter_map(|checked| match checked.subject {
                Subject::Expect(subject, _) if std::ptr::eq(subject, expect) => Some((
                    checked.relation,
                    checked.rhs.clone(),
                    checked.verdict.clone()?,
                )),
                _ => None,
            });
        let links = links.collect();
        Block::Expect(Box::new(WorkedExpect {
            first: expect.chain.first.clone(),
            links,
            case: expect.case.clone(),
            description: expect.description.clone(),
            is_of_parts: false,
        }))
    }
}

fn parameter_row(parameter: &Parameter) -> WorkedParameter {
    WorkedParameter {
        symbol: parameter.symbol.clone(),
        description: parameter.description.clone(),
        domain: parameter.domain.clone(),
        default: parameter.default.clone(),
    }
}

fn growth_error(error: &GrowthError, place: &Place) -> Diagnostic {
    place.mark(error.to_diagnostic(), "asked for here")
}

/// The errors without those that say of the same thing the same once more: a value that is missing is missing
/// wherever it is asked for.
fn each_once(errors: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = Vec::new();
    for error in errors {
        let is_told = |before: &Diagnostic| {
            before.code == error.code
                && before.message == error.message
                && before.hints == error.hints
        };
        if error.code == Code::MISSING_VALUE && told.iter().any(is_told) || told.contains(&error) {
            continue;
        }
        told.push(error);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;

    const FILE: &str = "param h\nparam n = 1\ntotal = 12 h^2 + n\n\
        case \"a\" h = 2\ncase \"b\" h = 3\n\
        expect total = 49 in \"a\"\nexpect total = 109 in \"b\"\nexpect total > h\n\
        compare total with 50 in \"a\"\nsolve total = 2 h for n in \"b\"";

    /// The statements about cases that a page shows, with the known values in its table.
    fn shown(case: Option<&str>, given: &[(&str, i64)]) -> (Vec<Option<String>>, usize) {
        let model = Model::read(&Source::new("t.lh", FILE)).unwrap().value;
        let budget = Budget::default();
        let checked = model.check(&budget);
        let value = |(name, value): &(&str, i64)| (Symbol::new(name), Expr::integer(*value));
        let wanted = Wanted {
            case: case.map(str::to_owned),
            bindings: given.iter().map(value).collect(),
            of: None,
        };
        let worked = work_out(&model, &checked, &wanted, &budget).unwrap();
        let cases = worked.blocks.iter().filter_map(|block| match block {
            Block::Expect(expect) => Some(expect.case.clone()),
            Block::Solve(solve) => Some(solve.case.clone()),
            _ => None,
        });
        let compared = worked.blocks.iter().map(|block| match block {
            Block::Cases(cases) => cases.rows.iter().map(|row| row.compared.len()).sum(),
            _ => 0,
        });
        (cases.collect(), compared.sum())
    }

    /// 12·2² + 1 = 49 says nothing about h = 5.
    #[test]
    fn what_is_known_of_a_case_is_shown_with_its_values_only() {
        let (a, b) = (Some("a".to_owned()), Some("b".to_owned()));
        let all = vec![a.clone(), b.clone(), None, b.clone()];
        assert_eq!(shown(None, &[]), (all, 1));
        assert_eq!(shown(Some("a"), &[]), (vec![a.clone(), None], 1));
        assert_eq!(shown(Some("a"), &[("h", 5)]), (vec![None], 0));
        assert_eq!(shown(Some("a"), &[("h", 2)]), (vec![a, None], 1));
        assert_eq!(shown(Some("b"), &[("n", 7)]), (vec![None, b], 0));
        assert_eq!(shown(None, &[("h", 5)]), (vec![None], 0));
    }
}
