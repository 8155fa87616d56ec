//! Key and value heads that cannot be shared evenly among the heads of the queries.

use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{Bindings, Symbol};
use crate::model::Model;
use crate::number::Integer;

/// A warning where the number of key and value heads does not divide that of the query heads: each of them is
/// shared by as many queries, so no model library runs such a model, though it can be counted.
pub(super) fn uneven(model: &Model, given: &Bindings) -> Option<Diagnostic> {
    let under = |keys: &[&str]| {
        let mut parameters = model.parameters();
        let is_it = |key: &String| keys.contains(&key.rsplit('.').next().unwrap_or(key));
        let found = parameters.find(|parameter| parameter.keys.iter().any(is_it))?;
        let value = given
            .get(&found.symbol)?
            .as_number()
            .and_then(|number| number.to_integer())?;
        Some((found.symbol.clone(), value)) as Option<(Symbol, Integer)>
    };
    let (all, heads) = under(&["num_attention_heads", "n_head", "n_heads"])?;
    let (few, shared) = under(&["num_key_value_heads", "num_kv_heads"])?;
    let (_, rest) = heads.div_rem_floor(&shared)?;
    if rest.is_zero() {
        return None;
    }
    let message = format!(
        "{shared} heads of keys and values (`{few}`) cannot be shared evenly by {heads} heads of queries (`{all}`)"
    );
    let warning = Diagnostic::warning(Code::DEFAULTS, message);
    Some(warning.hint("the number of query heads is a multiple of it in every model that runs"))
}
