//! What a text as a whole speaks of, by its words: looked for once it matters, however many relations ask.

use std::cell::OnceCell;

use super::walk::Walk;

/// Something a text may speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// Texts in which a prime differentiates.
    Derivatives,
    /// Texts in which a letter before a bracket may be a sequence.
    Sequences,
    /// Texts in which capitals may be linear maps.
    LinearMaps,
    /// Texts in which ordinals or infinite cardinals are added and multiplied.
    Ordinals,
}

/// Whether the text speaks of each topic.
#[derive(Debug, Default)]
pub(super) struct Topics {
    derivatives: OnceCell<bool>,
    sequences: OnceCell<bool>,
    linear_maps: OnceCell<bool>,
    ordinals: OnceCell<bool>,
}

impl Walk<'_> {
    /// Whether the text has a word of a topic.
    pub(super) fn speaks_of(&self, topic: Topic) -> bool {
        let (known, words) = match topic {
            Topic::Derivatives => (&self.topics.derivatives, DERIVATIVES),
            Topic::Sequences => (&self.topics.sequences, SEQUENCES),
            Topic::LinearMaps => (&self.topics.linear_maps, LINEAR_MAPS),
            Topic::Ordinals => (&self.topics.ordinals, ORDINALS),
        };
        let text = self.document.source.text();
        *known.get_or_init(|| words.iter().any(|word| text.contains(word)))
    }
}

const DERIVATIVES: &[&str] = &[
    "erivative",
    "ifferentia",
    "bleitung",
    "bleiten",
    "érivée",
    "ériver",
    "erivada",
    "erivar",
    "роизводн",
    "导数",
    "求导",
    "導數",
    "微分",
    "導関数",
    "미분",
    "도함수",
];

const SEQUENCES: &[&str] = &[
    "ecurrence",
    "equence",
    "ecursion",
    "수열",
    "점화식",
    "数列",
    "漸化式",
    "递推",
    "ekursion",
    "suite",
    "écurrence",
    "sucesi",
    "ecurren",
    "оследовательност",
];

const LINEAR_MAPS: &[&str] = &[
    "linear operator",
    "linear map",
    "eigenvector",
    "nilpotent",
    "self-adjoint",
    "线性映射",
    "特征向量",
    "선형변환",
    "고유벡터",
    "線形写像",
    "固有ベクトル",
    "Eigenvektor",
    "собственный вектор",
];

const ORDINALS: &[&str] = &[
    "ordinal",
    "Ordinal",
    "順序数",
    "序数",
    "서수",
    "порядков",
    "cardinal",
    "Kardinalzahl",
    "濃度",
    "基数",
    "無限集合",
];
