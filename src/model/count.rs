//! A number, its parts, and how much of it one token uses.

use super::relevant::relevant;
use super::told::is_of_model;
use super::{Definition, FromConfig, Lack, Layers, Model, Origin, Untold, Valuation};
use crate::diagnostic::{Code, Diagnostic};
use crate::eval::{EvalError, Value, evaluate};
use crate::expr::{Bindings, Expr, Symbol};
use crate::number::Rational;

/// A number and its parts.
#[derive(Clone, Debug)]
pub struct Count {
    /// What is counted.
    pub symbol: Symbol,
    /// The number.
    pub total: Value,
    /// Its parts, which add up to it.
    pub parts: Vec<PartCount>,
    /// What each layer adds, where a parameter counts layers.
    pub layers: Option<Layers>,
    /// Why that is not told, where it could be asked.
    pub untold: Option<Untold>,
    /// How much of it is not embedding, where a part is named so.
    pub non_embedding: Option<NonEmbedding>,
    /// How much of it one token uses, where it has declared parts.
    pub active: Option<Active>,
    /// Why that is not told, where a parameter that only this needs has no value.
    pub no_active: Option<Diagnostic>,
    /// The values of the parameters, in the order of the file.
    pub bindings: Vec<Bound>,
}

/// A part of what is counted.
#[derive(Clone, Debug)]
pub struct PartCount {
    /// Its name, or the summand as written where it has none.
    pub name: Expr,
    /// What it is.
    pub description: Option<String>,
    /// How much it is.
    pub count: Value,
    /// Its own named parts, which add up to it.
    pub parts: Vec<PartCount>,
}

/// What is left without the embedding, by the two conventions that are in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NonEmbedding {
    /// Without the parts `embedding` and `position`.
    pub head_counted: Rational,
    /// Without the parts `embedding`, `position` and `head`.
    pub head_not_counted: Rational,
}

/// Parameters in use for one token, by the three conventions that are in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Active {
    /// All but the experts that a token does not use; embedding and output layer count.
    pub embedding_and_head: Rational,
    /// Of embedding and output layer only the output layer counts.
    pub head_only: Rational,
    /// Neither embedding nor output layer counts.
    pub neither: Rational,
    /// Whether no part says that a token uses less than all of it.
    pub is_dense: bool,
    /// Parts of which a token uses more than all, with both numbers: what says so is wrong.
    pub beyond: Vec<(Symbol, [Rational; 2])>,
}

/// A parameter, its value, and who gave it.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The parameter.
    pub symbol: Symbol,
    /// What it is.
    pub description: Option<String>,
    /// Its value.
    pub value: Value,
    /// Who gave it.
    pub from: Giver,
    /// Whether the number depends on it here.
    pub is_used: bool,
    /// Whether it is a model that answers for it, and no key of a configuration.
    pub is_of_model: bool,
}

/// Who gave a parameter its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Giver {
    /// A key of the configuration.
    Key(String),
    /// The command line.
    Given,
    /// A case.
    Case,
    /// The default of the formula file, or the library's own, where these keys give no value.
    Default(Vec<(String, Lack)>),
    /// The bundled file, by the model type or the class that picked it.
    Family,
    /// An assumption that fixes it.
    Assumption,
}

impl Valuation<'_> {
    /// A definition at these values and its parts; without a name `total`, else the last.
    ///
    /// # Errors
    /// A name that is not defined, a parameter without a value, and what evaluation runs into.
    pub fn count(
        &self,
        of: Option<&Symbol>,
        bound: &FromConfig,
        given: &Bindings,
    ) -> Result<Count, Vec<Diagnostic>> {
        let at = At {
            model: self.model,
            valuation: self,
            bound,
        };
        let whole = at.whole(of)?;
        let parts = at.parts(whole)?;
        let (layers, untold) = match self.layers(whole, &parts) {
            Ok(layers) => (layers, None),
            Err(untold) => (None, Some(untold)),
        };
        let (active, no_active) = match at.active(whole) {
            Ok(active) => (active, None),
            Err(errors) => match errors.as_slice() {
                [error] if error.code == Code::MISSING_VALUE => (None, Some(error.clone())),
                _ => return Err(errors),
            },
        };
        Ok(Count {
            symbol: whole.symbol.clone(),
            total: at.value(&Expr::symbol(whole.symbol.clone()))?,
            layers,
            untold,
            parts,
            non_embedding: at.non_embedding(whole)?,
            active,
            no_active,
            bindings: at.bindings(whole, given),
        })
    }
}

/// A model at its values.
struct At<'a> {
    model: &'a Model,
    valuation: &'a Valuation<'a>,
    bound: &'a FromConfig,
}

impl<'a> At<'a> {
    /// The definition that is counted.
    fn whole(&self, of: Option<&Symbol>) -> Result<&'a Definition, Vec<Diagnostic>> {
        self.model.asked_for(of).map_err(|error| vec![error])
    }

    fn value(&self, expr: &Expr) -> Result<Value, Vec<Diagnostic>> {
        evaluate(expr, &self.valuation.environment()).map_err(|error| {
            let missing = match &error {
                EvalError::Unbound { symbol } => self.bound.missing(symbol),
                _ => None,
            };
            vec![missing.unwrap_or_else(|| self.valuation.explain(&error))]
        })
    }

    /// The parts of the whole: those that the file declares, else its summands.
    fn parts(&self, whole: &Definition) -> Result<Vec<PartCount>, Vec<Diagnostic>> {
        let declared: Vec<&Definition> = self.declared(whole);
        if declared.is_empty() {
            let terms = whole.expr.terms();
            let terms = terms.iter().map(|term| self.part(term));
            return terms.collect();
        }
        let symbols = declared
            .iter()
            .map(|part| Expr::symbol(part.symbol.clone()));
        symbols.map(|symbol| self.part(&symbol)).collect()
    }

    /// The declared parts, where it is them that the whole is made of.
    fn declared(&self, whole: &Definition) -> Vec<&'a Definition> {
        if whole.part.is_some() || whole.symbol.name() != "total" {
            return Vec::new();
        }
        let definitions = self.model.definitions();
        definitions
            .filter(|definition| definition.part.is_some())
            .collect()
    }

    fn part(&self, name: &Expr) -> Result<PartCount, Vec<Diagnostic>> {
        let definition = name
            .as_symbol()
            .and_then(|symbol| self.model.definition(symbol));
        let description = definition.and_then(|definition| definition.description.clone());
        Ok(PartCount {
            name: name.clone(),
            description,
            count: self.value(name)?,
            parts: match definition.and_then(|definition| self.named_terms(definition)) {
                Some(terms) => {
                    let terms = terms.iter().map(|term| self.part(term));
                    terms.collect::<Result<_, _>>()?
                }
                None => Vec::new(),
            },
        })
    }

    /// The summands of a definition, where all of them are definitions by name.
    fn named_terms<'d>(&self, definition: &'d Definition) -> Option<&'d [Expr]> {
        let terms = definition.expr.terms();
        let is_defined = |term: &Expr| {
            let symbol = term.as_symbol();
            symbol.is_some_and(|symbol| self.model.definition(symbol).is_some())
        };
        (terms.len() > 1 && terms.iter().all(is_defined)).then_some(terms)
    }

    /// What one token uses: of parts that do not say, all.
    fn active(&self, whole: &Definition) -> Result<Option<Active>, Vec<Diagnostic>> {
        let parts = self.declared(whole);
        let share = |part: &Definition| part.part.as_ref().and_then(|part| part.active.clone());
        if parts.is_empty() {
            return Ok(None);
        }
        let is_dense = !parts.iter().any(|part| share(part).is_some());
        let mut in_use = Rational::from(0);
        let mut beyond = Vec::new();
        for part in &parts {
            let all = self.number(&Expr::symbol(part.symbol.clone()))?;
            let used = match share(part) {
                Some(share) => self.number(&share)?,
                None => all.clone(),
            };
            in_use = &in_use + &used;
            if used > all || (used.is_negative() && !all.is_negative()) {
                beyond.push((part.symbol.clone(), [used, all]));
            }
        }
        let (embedding, head) = (
            self.named(&parts, "embedding")?,
            self.named(&parts, "head")?,
        );
        // A head that shares the embedding is the embedding.
        let lookup = if head.is_zero() && self.is_tied() {
            Rational::from(0)
        } else {
            embedding.clone()
        };
        Ok(Some(Active {
            head_only: &in_use - &lookup,
            neither: &(&in_use - &embedding) - &head,
            embedding_and_head: in_use,
            is_dense,
            beyond,
        }))
    }

    /// What is left without the embedding.
    fn non_embedding(&self, whole: &Definition) -> Result<Option<NonEmbedding>, Vec<Diagnostic>> {
        let parts = self.declared(whole);
        if !parts.iter().any(|part| part.symbol.name() == "embedding") {
            return Ok(None);
        }
        let total = self.number(&Expr::symbol(whole.symbol.clone()))?;
        let looked_up = &self.named(&parts, "embedding")? + &self.named(&parts, "position")?;
        let head_counted = &total - &looked_up;
        let head_not_counted = &head_counted - &self.named(&parts, "head")?;
        Ok(Some(NonEmbedding {
            head_counted,
            head_not_counted,
        }))
    }

    /// The part of this name; 0 where there is none.
    fn named(&self, parts: &[&Definition], name: &str) -> Result<Rational, Vec<Diagnostic>> {
        match parts.iter().find(|part| part.symbol.name() == name) {
            Some(part) => self.number(&Expr::symbol(part.symbol.clone())),
            None => Ok(Rational::from(0)),
        }
    }

    fn number(&self, expr: &Expr) -> Result<Rational, Vec<Diagnostic>> {
        let value = self.value(expr)?;
        Ok(value.as_number().cloned().unwrap_or_default())
    }

    /// Whether the output layer shares the embedding.
    fn is_tied(&self) -> bool {
        let tied = Expr::symbol("tied");
        matches!(self.value(&tied), Ok(Value::Boolean(true)))
    }

    /// Whether a definition has no value here without a parameter.
    fn needs(&self, whole: &Definition, symbol: &Symbol) -> bool {
        let mut bindings = self.valuation.bindings().clone();
        bindings.remove(symbol);
        let environment = self.model.environment(&bindings);
        evaluate(&Expr::symbol(whole.symbol.clone()), &environment).is_err()
    }

    fn bindings(&self, whole: &Definition, given: &Bindings) -> Vec<Bound> {
        let environment = self.valuation.environment();
        let relevant = relevant(self.model, &environment, &whole.symbol);
        let assigned = self.valuation.assigned().iter();
        let bound = assigned.filter_map(|assigned| {
            let value = evaluate(&assigned.value, &self.valuation.environment()).ok()?;
            let symbol = assigned.symbol.clone();
            let from = match assigned.origin {
                Origin::Given if given.get(&symbol).is_some() => Giver::Given,
                Origin::Given => match self.bound.bound(&symbol) {
                    Some(bound) if bound.is_told => Giver::Family,
                    Some(bound) => Giver::Key(bound.key.clone()),
                    None if self.bound.open(&symbol).is_some() => self.taken(&symbol),
                    None => Giver::Given,
                },
                Origin::Case => Giver::Case,
                Origin::Assumption => Giver::Assumption,
                Origin::Default => self.taken(&symbol),
            };
            let parameter = self.model.parameter(&symbol);
            Some(Bound {
                description: parameter.and_then(|parameter| parameter.description.clone()),
                is_of_model: parameter.is_some_and(|parameter| {
                    let keys = &parameter.keys;
                    !keys.is_empty() && keys.iter().all(|key| is_of_model(key))
                }),
                is_used: relevant.contains(&symbol) && self.needs(whole, &symbol),
                symbol,
                value,
                from,
            })
        });
        bound.collect()
    }

    fn taken(&self, symbol: &Symbol) -> Giver {
        let open = self.bound.open(symbol);
        Giver::Default(open.map(|open| open.keys.clone()).unwrap_or_default())
    }
}
