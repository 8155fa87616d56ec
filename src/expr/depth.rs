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

/// Levels that the red zone has room for, so that looking at the stack once serves all of them.
const SHALLOW: u32 = 8;

/// The same for a part of this depth: one that is shallow needs no look at the stack, since whoever
/// came this far has looked at it and left room.
pub fn deep_at<R>(depth: u32, level: impl FnOnce() -> R) -> R {
    if depth <= SHALLOW {
        level()
    } else {
        deep(level)
    }
}

/// Runs work that needs so many bytes of stack, on a new piece of it where fewer are left.
pub fn with_room<R>(bytes: usize, work: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(bytes, bytes.saturating_mul(2), work)
}
