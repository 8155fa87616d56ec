//! `emit`: a formula as source text of another language.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Source};
use crate::emit::{Formula, Language, NotEmitted, Range, emit as write};
use crate::eval::{Environment, decide};
use crate::expr::{Assumptions, Bindings, Domain, Expr, ExprKind, Predicate, Symbol, deep_at};
use crate::model::{Definition, Model, Resolver};
use crate::number::Integer;
use crate::render::{Style, latex, latex_symbol, plain, plain_condition};
use crate::sweep::{Names, Program};

/// The form in which a formula is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A programming language, a database or a spreadsheet.
    Code(Language),
    /// LaTeX, an equation a line.
    Latex,
}

/// What is wanted of a formula file.
#[derive(Clone, Debug)]
pub struct Emission {
    /// In which form.
    pub target: Target,
    /// The definition; the main one where there is none.
    pub of: Option<Symbol>,
    /// Values that are written into the text.
    pub bindings: Bindings,
    /// The ranges of columns, where they are narrower than the file says.
    pub ranges: Vec<(Symbol, Integer, Integer)>,
}

/// A formula in another language, and readings that were chosen in the file.
#[derive(Clone, Debug)]
pub struct Emitted {
    /// The text.
    pub text: String,
    /// Readings that were chosen.
    pub notes: Vec<Diagnostic>,
}

/// Writes a definition of a formula file in another language, exact over the ranges of its columns.
///
/// A parameter without a value becomes a column or an argument; one with a default, or that an
/// assumption fixes, is written in with that value, which the text tells.
///
/// ```
/// use longhand::diagnostic::{Code, Diagnostic, Source};
/// use longhand::emit::Language;
/// use longhand::tasks::{Emission, Target, emit};
///
/// let file = Source::new("square.lh", "param h\narea = 12 h^2");
/// let nothing = |_: &str| Err(Diagnostic::error(Code::FILE, "there is no other file"));
/// let text = emit(&file, &nothing, &Emission::to(Target::Code(Language::Python))).unwrap().text;
/// assert!(text.ends_with("def area(h):\n    return 12 * h * h\n"), "{text}");
/// ```
///
/// # Errors
/// What is wrong with the file, or why the text would not be exact.
pub fn emit(
    file: &Source,
    beside: &Resolver<'_>,
    wanted: &Emission,
) -> Result<Emitted, Vec<Diagnostic>> {
    let reading = Model::load(file, beside)?;
    let model = reading.value;
    let bindings = model.in_own_names(&wanted.bindings)?;
    let wanted = &Emission {
        bindings,
        ..wanted.clone()
    };
    let name = wanted.name(&model)?;
    model.valuation(None, &wanted.bindings)?;
    let text = match wanted.target {
        Target::Latex => equations(&model, &name),
        Target::Code(language) => code(&model, &name, language, wanted)?,
    };
    Ok(Emitted {
        text,
        notes: reading.notes,
    })
}

impl Emission {
    /// The main definition in a form, for the ranges that the file states.
    pub fn to(target: Target) -> Self {
        Self {
            target,
            of: None,
            bindings: Bindings::new(),
            ranges: Vec::new(),
        }
    }

    fn name(&self, model: &Model) -> Result<Symbol, Vec<Diagnostic>> {
        let named = model.asked_for(self.of.as_ref());
        let named = named.map_err(|error| vec![error])?;
        Ok(named.symbol.clone())
    }
}

/// The definitions that one needs, each an equation, those it uses first.
fn equations(model: &Model, name: &Symbol) -> String {
    let lines = needed(model, name).into_iter().map(|definition| {
        format!(
            "{} = {}\n",
            latex_symbol(&definition.symbol),
            latex(&definition.expr, &Style::default())
        )
    });
    lines.collect()
}

/// The definitions that one needs, itself among them, those it uses first.
fn needed<'m>(model: &'m Model, name: &Symbol) -> Vec<&'m Definition> {
    let mut names = BTreeSet::from([name.clone()]);
    let mut definitions: Vec<_> = model.definitions_in_order().collect();
    definitions.reverse();
    definitions.retain(|definition| {
        let is_needed = names.contains(&definition.symbol);
        if is_needed {
            names.extend(definition.expr.free_symbols());
        }
        is_needed
    });
    definitions.reverse();
    definitions
}

fn code(
    model: &Model,
    name: &Symbol,
    language: Language,
    wanted: &Emission,
) -> Result<String, Vec<Diagnostic>> {
    let assumptions = model.assumptions();
    let (definitions, mut taken) = settled(model, wanted);
    let definitions = decided(&definitions, assumptions);
    let environment = Environment::new()
        .with_definitions(&definitions)
        .with_functions(&assumptions.functions);
    let mut columns = environment.missing(&Expr::symbol(name.clone()));
    // As the file declares them, however the formula is written.
    columns.sort_by_key(|column| {
        model
            .parameters()
            .position(|parameter| parameter.symbol == *column)
    });
    let is_used = |condition: &&Predicate| {
        let operands = condition.operands();
        let mut names = operands
            .iter()
            .flat_map(|operand| environment.missing(operand));
        names.all(|name| columns.contains(&name))
    };
    let conditions: Vec<Predicate> = assumptions
        .general()
        .conditions
        .iter()
        .filter(is_used)
        .cloned()
        .collect();
    taken.retain(|(symbol, _)| depends_on(model, name, symbol));
    let taken = taken
        .iter()
        .map(|(symbol, value)| format!("{symbol} = {}", plain(value)));
    let taken = taken
        .chain(conditions.iter().map(plain_condition))
        .collect();
    let names = Names {
        columns: &columns,
        definitions: &definitions,
        functions: &assumptions.functions,
    };
    let result = Expr::symbol(name.clone());
    let program = Program::compile(std::slice::from_ref(&result), &conditions, names)
        .ok_or_else(|| vec![beyond_integers(model, name, names)])?;
    let definition = model.definition(name);
    let formula = Formula {
        name,
        title: definition.and_then(|definition| definition.description.as_deref()),
        program: &program,
        ranges: columns
            .iter()
            .map(|column| range(assumptions, column, &wanted.ranges))
            .collect(),
        taken,
    };
    write(&formula, language).map_err(|reason| vec![explained(reason)])
}

/// What names stand for, and the parameters among them with their values.
///
/// A parameter whose range is given becomes a column, whatever its default.
fn settled(model: &Model, wanted: &Emission) -> (Bindings, Vec<(Symbol, Expr)>) {
    let fixed = model.assumptions().fixed();
    let mut definitions = model.assumptions().definitions.clone();
    let mut taken = Vec::new();
    for parameter in model.parameters() {
        let symbol = &parameter.symbol;
        let has_range = wanted.ranges.iter().any(|(ranged, ..)| ranged == symbol);
        let default = parameter.default.as_ref().filter(|_| !has_range);
        let value = wanted.bindings.get(symbol).or(default);
        if let Some(value) = value.or_else(|| fixed.get(symbol)) {
            definitions.insert(symbol.clone(), value.clone());
            taken.push((symbol.clone(), value.clone()));
        }
    }
    (definitions, taken)
}

/// The definitions without the questions that settled values answer: a text is no number, and what it is asked
/// for is not asked again.
fn decided(definitions: &Bindings, assumptions: &Assumptions) -> Bindings {
    let environment = Environment::new()
        .with_definitions(definitions)
        .with_functions(&assumptions.functions);
    let mut all = definitions.clone();
    for (symbol, expr) in definitions.iter() {
        all.insert(symbol.clone(), answered(expr, &environment));
    }
    all
}

fn answered(expr: &Expr, environment: &Environment<'_>) -> Expr {
    deep_at(expr.depth(), || match expr.kind() {
        ExprKind::Conditional(conditional) => match decide(&conditional.condition, environment) {
            Ok(true) => answered(&conditional.then, environment),
            Ok(false) => answered(&conditional.otherwise, environment),
            Err(_) => expr.map_children(|child| answered(child, environment)),
        },
        ExprKind::Bracket(condition) => match decide(condition, environment) {
            Ok(holds) => Expr::integer(i64::from(holds)),
            Err(_) => expr.map_children(|child| answered(child, environment)),
        },
        // Its index may be called as a definition is.
        ExprKind::BigOperator(_) => expr.clone(),
        _ => expr.map_children(|child| answered(child, environment)),
    })
}

/// Whether a definition uses a name, through others too.
fn depends_on(model: &Model, name: &Symbol, used: &Symbol) -> bool {
    let environment = Environment::new()
        .with_definitions(&model.assumptions().definitions)
        .with_functions(&model.assumptions().functions);
    environment
        .missing(&Expr::symbol(name.clone()))
        .contains(used)
}

/// The range that was given, else that of the domain.
fn range(
    assumptions: &Assumptions,
    symbol: &Symbol,
    given: &[(Symbol, Integer, Integer)],
) -> Range {
    if let Some((_, low, high)) = given.iter().find(|(name, ..)| name == symbol) {
        return (Some(low.clone()), Some(high.clone()));
    }
    match assumptions.domains.get(symbol) {
        Some(Domain::Integer { min, max }) => (
            min.as_ref().map(crate::number::Rational::ceil),
            max.as_ref().map(crate::number::Rational::floor),
        ),
        Some(Domain::Boolean) => (Some(Integer::ZERO), Some(Integer::ONE)),
        _ => (None, None),
    }
}

fn beyond_integers(model: &Model, name: &Symbol, names: Names<'_>) -> Diagnostic {
    let message = format!("`{name}` needs more than integer arithmetic");
    let error = Diagnostic::error(Code::NOT_EMITTED, message);
    let is_beyond =
        |expr: &Expr| Program::compile(std::slice::from_ref(expr), &[], names).is_none();
    let mut used = needed(model, name).into_iter();
    let Some(culprit) = used.find(|definition| is_beyond(&definition.expr)) else {
        return error.hint("a root, a text, a unit or an open sum is in it");
    };
    let part = smallest(&culprit.expr, names.definitions, &is_beyond);
    let in_which = if culprit.symbol == *name {
        String::new()
    } else {
        format!(" in `{}`", culprit.symbol)
    };
    let error = error.hint(format!(
        "`{}`{in_which} is no integer arithmetic",
        plain(part)
    ));
    match columns_of_steps(model, part) {
        Some(names) => error.hint(format!(
            "how many steps a sum has, and what each asks, has to be known: give {names}"
        )),
        None => error.hint("write a definition that does without it, with --of NAME"),
    }
}

/// The parameters without a value that say how far a sum goes, or that its steps ask about; nothing for what is no sum.
fn columns_of_steps(model: &Model, part: &Expr) -> Option<String> {
    let ExprKind::BigOperator(operator) = part.kind() else {
        return None;
    };
    let mut names = BTreeSet::new();
    match &operator.range {
        crate::expr::Range::Interval(from, to) => {
            names.extend(from.free_symbols());
            names.extend(to.free_symbols());
        }
        crate::expr::Range::Elements(list) => names.extend(list.free_symbols()),
    }
    asked(&operator.body, &mut names);
    names.remove(&operator.index);
    let open = names.iter().filter(|name| {
        let parameter = model.parameter(name);
        parameter.is_some_and(|parameter| parameter.default.is_none())
    });
    let given: Vec<String> = open.map(|name| format!("`{name}=…`")).collect();
    (!given.is_empty()).then(|| given.join(", "))
}

/// The names in the conditions of an expression.
fn asked(expr: &Expr, names: &mut BTreeSet<Symbol>) {
    deep_at(expr.depth(), || {
        let condition = match expr.kind() {
            ExprKind::Conditional(conditional) => Some(&conditional.condition),
            ExprKind::Bracket(condition) => Some(condition),
            _ => None,
        };
        let operands = condition.into_iter().flat_map(Predicate::operands);
        names.extend(operands.flat_map(Expr::free_symbols));
        for child in expr.children() {
            asked(child, names);
        }
    });
}

/// The innermost part of which something is true that is true of the whole, names opened. What a big
/// operator runs over says nothing without its index.
fn smallest<'e>(
    whole: &'e Expr,
    definitions: &'e Bindings,
    is_so: &impl Fn(&Expr) -> bool,
) -> &'e Expr {
    let mut found = whole;
    loop {
        let opened = found.as_symbol().and_then(|name| definitions.get(name));
        let parts = match found.kind() {
            ExprKind::BigOperator(_) => Vec::new(),
            _ => found.children(),
        };
        let part = opened.into_iter().chain(parts).find(|part| is_so(part));
        // A text is told with the question that it stands in.
        let is_text = |part: &&Expr| part.children().is_empty() && part.as_symbol().is_none();
        let Some(part) = part.filter(|part| !is_text(part)) else {
            return found;
        };
        found = part;
    }
}

fn explained(reason: NotEmitted) -> Diagnostic {
    let error = |message: String| Diagnostic::error(Code::NOT_EMITTED, message);
    match reason {
        NotEmitted::NoRange(symbol) => error(format!(
            "how large `{symbol}` can get is not known, so no width can be proved"
        ))
        .hint(format!("say it: --range '{symbol} = 1..1000000'")),
        NotEmitted::TooWide {
            bits,
            most,
            language,
            instead,
        } => error(format!(
            "values need {bits} bits beside the sign, and {language} is exact up to {most}"
        ))
        .hint(instead),
        NotEmitted::Fraction => error(
            "the value can be a fraction, which only Python is given".into(),
        )
        .hint("assume what makes it whole (`assume n divides h`), or round it with floor or ceil"),
        NotEmitted::TooLong => error("the formula is too long to be written in one piece".into())
            .hint("write a definition that it uses, with --of NAME"),
    }
}
