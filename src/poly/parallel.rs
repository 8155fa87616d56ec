//! When a second thread is worth its start.

/// So many products of terms are worth waking threads for.
const LARGE: u64 = 1 << 19;

/// Whether so many products of terms are worth sharing between threads, and there are several.
pub(super) fn is_large(products: u64) -> bool {
    products >= LARGE && rayon::current_num_threads() > 1
}
