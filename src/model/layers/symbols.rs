//! Which parameters of a formula file count layers.

use crate::expr::Symbol;
use crate::model::{Model, Parameter};

/// How configurations name a number of layers.
const KEYS: &[&str] = &[
    "num_hidden_layers",
    "n_layer",
    "n_layers",
    "num_layers",
    "encoder_layers",
    "decoder_layers",
    "num_encoder_layers",
    "num_decoder_layers",
    "num_global_layers",
    "conf_num_hidden_layers",
    "decoder_num_hidden_layers",
    "depth",
];

/// How they name it more freely: heard where no parameter has one of the keys above.
const OTHER_KEYS: &[&str] = &[
    "layers",
    "nlayers",
    "n_layers",
    "layer_num",
    "num_layer",
    "layers_num",
    "blocks",
    "n_block",
    "n_blocks",
    "num_blocks",
    "nblocks",
    "num_transformer_layers",
];

/// How configurations name what has an entry for each layer.
pub(super) const LISTS: &[&str] = &[
    "layer_types",
    "layers_block_type",
    "hybrid_override_pattern",
];

impl Model {
    /// The parameters that say how many layers there are: by their keys; else by a key of a freer name or the
    /// letter L.
    pub fn layer_symbols(&self) -> Vec<Symbol> {
        let of = |is_one: &dyn Fn(&Parameter) -> bool| -> Vec<Symbol> {
            let found = self.parameters().filter(|parameter| is_one(parameter));
            found.map(|parameter| parameter.symbol.clone()).collect()
        };
        let is_letter = |parameter: &Parameter| parameter.symbol.name() == "L";
        let usual = of(&|parameter| {
            parameter.keys.iter().any(|key| has_usual_name(key))
                || (parameter.keys.is_empty() && is_letter(parameter))
        });
        if !usual.is_empty() {
            return usual;
        }
        of(&|parameter| {
            let mut keys = parameter.keys.iter();
            is_letter(parameter) || keys.any(|key| OTHER_KEYS.contains(&last(key)))
        })
    }
}

fn last(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

fn has_usual_name(key: &str) -> bool {
    let counted = key.strip_suffix(".count").unwrap_or_default();
    KEYS.contains(&last(key)) || LISTS.contains(&counted.trim_end_matches(".letters"))
}

/// Whether a parameter is a list with an entry for each layer by its key.
pub(super) fn is_by_layer(parameter: &Parameter) -> bool {
    let mut keys = parameter.keys.iter();
    keys.any(|key| LISTS.contains(&last(key.trim_end_matches(".letters"))))
}
