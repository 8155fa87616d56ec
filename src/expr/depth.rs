//! Bounds on expressions, and recursion that cannot overflow the stack.

/// The deepest expression that substitution builds; the parser's nesting limit is well below.
pub const MAX_DEPTH: u32 = 4_000;

/// The largest expression, in nodes when written out, that substitution builds.
pub const MAX_SIZE: u64 = 8_000_000;

/// Bytes that must be left on the stack before a recursive call; one frame of any pass is smaller.
const RED_ZONE: usize = 128 * 1024;

/// Bytes added to the stack at a time.
const GROWTH: usize = 2 * 1024 * 1024;

/// Runs one level of a recursive pass over an expression, growing the stack when it runs low.
///
/// Every function that recurses along an expression wraps its recursion in this.
pub fn deep<R>(level: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(RED_ZONE, GROWTH, level)
}
