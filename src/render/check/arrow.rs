//! What is said of an arrow that is wrong.

use super::message::text;
use crate::check::{Flaw, Judged, Report};
use crate::judge::Witness;
use crate::render::plain;

/// An arrow that does not lead where it points.
pub(super) fn arrow(claim: &Judged, report: &Report) -> String {
    let sign = claim.relation.sign();
    let point = match &claim.witness {
        Some(Witness::Point(point)) => point.values.first(),
        _ => None,
    };
    let root = point.map(|(name, root)| format!("{} = {}", name.name(), plain(root)));
    match (claim.flaw, root) {
        (Some(Flaw::Apart), _) => {
            format!("what stands behind `{sign}` does not follow from what stands before it")
        }
        (Some(Flaw::ApartBack), _) => {
            format!("what stands before `{sign}` does not follow from what stands behind it")
        }
        (Some(Flaw::Gained), Some(root)) => {
            let before = text(report, claim.lhs);
            format!("`{sign}` gains {root}, which does not solve `{before}`")
        }
        (_, Some(root)) => format!("`{sign}` loses the solution {root}"),
        _ => format!("the equations beside `{sign}` do not have the same solutions"),
    }
}
