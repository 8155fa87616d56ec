//! Drafts → statements: names resolved, parts checked.

use crate::diagnostic::{Code, Span};
use crate::expr::{Relation, Symbol};
use crate::number::{Rational, Written};

use super::ast::{Ast, AstKind};
use super::draft::{Draft, Part as Piece};
use super::file::{binding, unquoted};
use super::names::spell;
use super::pairs::Kind;
use super::resolve::Resolver;
use super::scope::{Binding, Chain, Link, Spanned};
use super::statement::{
    Approx, Case, Compare, Definition, Expect, FunctionDeclaration, Param, Part, Show, Solve,
    StatementKind, Step,
};

use crate::expr::Expr;

impl Resolver<'_> {
    /// The statement that a draft stands for; `None` where a part is missing, for which the
    /// grammar has no place.
    pub(super) fn statement(&mut self, draft: &Draft) -> Option<StatementKind> {
        Some(match draft.kind {
            Kind::Title => StatementKind::Title(self.string(draft.text()?)),
            Kind::Section => StatementKind::Section(self.string(draft.text()?)),
            Kind::Include => StatementKind::Use(self.string(draft.text()?)),
            Kind::Buffers => {
                let values = draft.value().map(|ast| self.spanned(ast));
                StatementKind::Buffers(self.texts(draft), values)
            }
            Kind::InputsFirst => StatementKind::InputsFirst(self.texts(draft)),
            Kind::Param => StatementKind::Param(self.param(draft)?),
            Kind::Function => StatementKind::Function(self.function_declaration(draft)?),
            Kind::Definition | Kind::Part => StatementKind::Definition(self.definition(draft)?),
            Kind::Assume => StatementKind::Assume(
                draft
                    .asts()
                    .map(|ast| Spanned {
                        value: self.assumption(ast),
                        span: self.text.original(ast.span),
                    })
                    .collect(),
            ),
            Kind::Approx => StatementKind::Approx(self.approx(draft)?),
            Kind::Show => StatementKind::Show(self.show(draft)?),
            Kind::Case => StatementKind::Case(self.case(draft)?),
            Kind::Solve => StatementKind::Solve(Solve {
                equation: self.equation(draft.claim()?),
                unknown: self.declared_name(draft.name()?),
                case: self.case_name(draft),
            }),
            Kind::Expect => StatementKind::Expect(Expect {
                claim: self.claim(draft.claim()?),
                case: self.case_name(draft),
                description: self.description(draft),
            }),
            Kind::Compare => StatementKind::Compare(Compare {
                name: self.declared_name(draft.name()?),
                reference: self.spanned(draft.value()?),
                case: self.case_name(draft),
                description: self.description(draft),
            }),
            Kind::Step => StatementKind::Step(self.step(draft)?),
            _ => return None,
        })
    }

    fn string(&self, span: Span) -> Spanned<String> {
        Spanned {
            value: unquoted(self.text, span),
            span: self.text.original(span),
        }
    }

    pub(super) fn symbol(&self, span: Span) -> Spanned<Symbol> {
        Spanned {
            value: Symbol::new(&spell(self.text.slice(span))),
            span: self.text.original(span),
        }
    }

    fn spanned(&mut self, ast: &Ast) -> Spanned<Expr> {
        Spanned {
            value: self.expr(ast),
            span: self.text.original(ast.span),
        }
    }

    fn description(&self, draft: &Draft) -> Option<Spanned<String>> {
        draft.text().map(|span| self.string(span))
    }

    fn case_name(&self, draft: &Draft) -> Option<Spanned<String>> {
        draft.parts.iter().find_map(|part| match part {
            Piece::Case(span) => Some(self.string(*span)),
            _ => None,
        })
    }

    /// A name that has to be declared.
    fn declared_name(&mut self, span: Span) -> Spanned<Symbol> {
        let symbol = self.symbol(span);
        if self.scope.closed && !self.is_declared(symbol.value.name()) {
            self.unknown(symbol.value.name(), span);
        }
        symbol
    }

    fn param(&mut self, draft: &Draft) -> Option<Param> {
        let keys = draft.parts.iter().filter_map(|part| match part {
            Piece::Key(span) => Some(Spanned {
                value: self.text.slice(*span).to_owned(),
                span: self.text.original(*span),
            }),
            _ => None,
        });
        let keys = keys.collect();
        Some(Param {
            name: self.symbol(draft.name()?),
            description: self.description(draft),
            domain: self.domain(draft),
            default: draft.value().map(|ast| self.spanned(ast)),
            keys,
        })
    }

    fn function_declaration(&mut self, draft: &Draft) -> Option<FunctionDeclaration> {
        let mut parameters: Vec<Spanned<Symbol>> = Vec::new();
        for span in draft.names().skip(1) {
            let parameter = self.symbol(span);
            if parameters
                .iter()
                .any(|other| other.value == parameter.value)
            {
                let message = format!("`{}` is an argument twice", parameter.value);
                let error = self.text.error(Code::REDEFINITION, span, message);
                self.fail(error);
            }
            parameters.push(parameter);
        }
        self.locals = parameters.iter().map(|p| p.value.clone()).collect();
        let body = draft.value().map(|ast| self.spanned(ast));
        self.locals.clear();
        Some(FunctionDeclaration {
            name: self.symbol(draft.name()?),
            parameters,
            body: body?,
            description: self.description(draft),
            covers: self.covers(draft),
        })
    }

    /// All texts of a statement.
    fn texts(&self, draft: &Draft) -> Vec<Spanned<String>> {
        let texts = draft.parts.iter().filter_map(|piece| match piece {
            Piece::Text(span) => Some(self.string(*span)),
            _ => None,
        });
        texts.collect()
    }

    /// The patterns behind `covers`.
    fn covers(&self, draft: &Draft) -> Vec<Spanned<String>> {
        let patterns = draft.parts.iter().filter_map(|piece| match piece {
            Piece::Covers(span) => Some(self.string(*span)),
            _ => None,
        });
        patterns.collect()
    }

    fn definition(&mut self, draft: &Draft) -> Option<Definition> {
        let mut sides = self.sides(draft).into_iter();
        let first = sides.next()?;
        let mut part = Part::default();
        for piece in &draft.parts {
            if let Piece::Active(ast) = piece {
                part.active = Some(self.spanned(ast));
            }
        }
        Some(Definition {
            name: self.symbol(draft.name()?),
            sign: first.sign,
            body: Spanned {
                value: first.expr,
                span: first.span,
            },
            steps: sides.collect(),
            description: self.description(draft),
            covers: self.covers(draft),
            part: (draft.kind == Kind::Part).then_some(part),
        })
    }

    /// The sides behind the name of a definition, each with its sign.
    fn sides(&mut self, draft: &Draft) -> Vec<Link> {
        let mut sides = Vec::new();
        let mut before = (Relation::Equal, Span::default());
        for part in &draft.parts {
            match part {
                Piece::Sign(relation, sign) => {
                    before = (relation.unwrap_or(Relation::Implies), *sign);
                }
                Piece::Value(ast) => {
                    let (relation, sign) = before;
                    if !matches!(relation, Relation::Equal | Relation::Approx) {
                        let error = self.text.error(
                            Code::UNEXPECTED,
                            sign,
                            "a definition goes on with `=` or `≈`",
                        );
                        self.fail(
                            error.hint("a claim stands in a statement of its own: `expect …`"),
                        );
                    }
                    sides.push(Link {
                        relation,
                        sign: self.text.original(sign),
                        expr: self.expr(ast),
                        span: self.text.original(ast.span),
                    });
                }
                _ => {}
            }
        }
        sides
    }

    fn step(&mut self, draft: &Draft) -> Option<Step> {
        let side = self.sides(draft).into_iter().next()?;
        Some(Step {
            name: self.declared_name(draft.name()?),
            relation: side.relation,
            sign: side.sign,
            body: Spanned {
                value: side.expr,
                span: side.span,
            },
            description: self.description(draft),
        })
    }

    fn approx(&mut self, draft: &Draft) -> Option<Approx> {
        let name = self.declared_name(draft.name()?);
        let large: Vec<Span> = draft.names().skip(1).collect();
        let large = large.into_iter().map(|span| self.declared_name(span));
        let large = large.collect();
        let within = draft.parts.iter().find_map(|part| match part {
            Piece::Within(span) => Some(*span),
            _ => None,
        });
        let over = draft.parts.iter().filter_map(|part| match part {
            Piece::Values(name, low, high) => Some((*name, low, high)),
            _ => None,
        });
        let over: Vec<_> = over
            .filter_map(|(name, low, high)| self.values(name, [low, high]))
            .collect();
        Some(Approx {
            name,
            large,
            over,
            within: within.and_then(|span| self.share(span)),
        })
    }

    /// `h = 1024..16384`: the name, the least and the greatest value.
    fn values(
        &mut self,
        name: Span,
        [low, high]: [&Ast; 2],
    ) -> Option<(Spanned<Symbol>, Rational, Rational)> {
        let name = self.declared_name(name);
        let span = low.span.to(high.span);
        let (low, high) = (self.spanned(low).value, self.spanned(high).value);
        let (Some(low), Some(high)) = (low.as_number(), high.as_number()) else {
            let message = format!("the range of `{}` does not end in numbers", name.value);
            let error = self.text.error(Code::NUMBER, span, message);
            self.fail(error.hint("write it as `h = 1024..16384`"));
            return None;
        };
        if low > high {
            let message = format!("the range of `{}` ends before it begins", name.value);
            let error = self.text.error(Code::NUMBER, span, message);
            self.fail(error.hint("write the least value first: `h = 1024..16384`"));
            return None;
        }
        Some((name, low, high))
    }

    /// A share such as `1%`.
    fn share(&mut self, span: Span) -> Option<Spanned<Rational>> {
        let value = Written::parse(self.text.slice(span)).ok()?.value();
        if !value.is_positive() || value >= Rational::from(1) {
            let message = "an error to stay within lies between 0 and 100%";
            let error = self.text.error(Code::NUMBER, span, message);
            self.fail(error.hint("write it in percent: `within 1%`"));
        }
        Some(Spanned {
            value,
            span: self.text.original(span),
        })
    }

    /// `show NAME in FP32, FP16`: the first unit was read as part of the expression.
    fn show(&mut self, draft: &Draft) -> Option<Show> {
        let value = draft.value()?;
        let (shown, mut units) = match &value.kind {
            AstKind::In(shown, target) => (shown.as_ref(), vec![target.span]),
            _ => (value, Vec::new()),
        };
        if let (true, Some(first)) = (units.is_empty(), draft.name()) {
            let message = "what should this be shown in?";
            let error = self.text.error(Code::UNEXPECTED, first, message);
            self.fail(
                error.hint("write `show total in FP32, FP16`; each value has its own `show`"),
            );
            return None;
        }
        units.extend(draft.names());
        Some(Show {
            value: self.spanned(shown),
            units: units.into_iter().map(|span| self.unit(span)).collect(),
            case: self.case_name(draft),
        })
    }

    fn unit(&mut self, span: Span) -> Spanned<Symbol> {
        self.check_target(span);
        Spanned {
            value: Symbol::new(self.text.slice(span)),
            span: self.text.original(span),
        }
    }

    fn case(&mut self, draft: &Draft) -> Option<Case> {
        let mut bindings: Vec<Binding> = Vec::new();
        for (name, value) in draft.parts.iter().filter_map(binding) {
            let symbol = self.declared_name(name);
            if bindings.iter().any(|other| other.symbol == symbol.value) {
                let message = format!("`{}` is given twice", symbol.value);
                let error = self.text.error(Code::REDEFINITION, name, message);
                self.fail(error);
            }
            let value = self.spanned(value);
            bindings.push(Binding {
                symbol: symbol.value,
                name: symbol.span,
                value: value.value,
                span: value.span,
            });
        }
        let from = draft.parts.iter().find_map(|part| match part {
            Piece::Origin(span) => Some(self.string(*span)),
            _ => None,
        });
        Some(Case {
            name: self.string(draft.text()?),
            from,
            bindings,
        })
    }

    /// A chain with at least one relation.
    fn claim(&mut self, ast: &Ast) -> Chain {
        let chain = self.chain(ast);
        if chain.links.is_empty() {
            let message = "a claim needs a relation";
            let error = self.text.error(Code::UNEXPECTED, ast.span, message);
            self.fail(error.hint("write what it should equal: `expect total = 12`"));
        }
        chain
    }

    /// A chain with exactly one `=`.
    fn equation(&mut self, ast: &Ast) -> Chain {
        let chain = self.chain(ast);
        let is_equation =
            matches!(chain.links.as_slice(), [link] if link.relation == Relation::Equal);
        if !is_equation {
            let message = "an equation has one `=`";
            let error = self.text.error(Code::UNEXPECTED, ast.span, message);
            self.fail(error.hint("write `solve total in FP16 = 100 GB for total`"));
        }
        chain
    }
}
