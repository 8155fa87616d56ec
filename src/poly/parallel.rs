//! When a second thread is worth its start, and how what several make is put together.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// So many products of terms are worth waking threads for.
const LARGE: u64 = 1 << 19;

/// Whether so many products of terms are worth sharing between threads, and there are several.
pub(super) fn is_large(products: u64) -> bool {
    products >= LARGE && rayon::current_num_threads() > 1
}

/// Keys of terms and the sums beside them.
pub(super) struct Listed<T> {
    pub(super) keys: Vec<u64>,
    pub(super) totals: Vec<T>,
}

impl<T> Listed<T> {
    pub(super) fn new() -> Self {
        Self {
            keys: Vec::new(),
            totals: Vec::new(),
        }
    }

    fn append(&mut self, other: &mut Self) {
        self.keys.append(&mut other.keys);
        self.totals.append(&mut other.totals);
    }
}

/// What `make` lists for each part, one after the other, made by all threads: each takes the next
/// part that is not taken yet, with a state of its own. Ends early past so many terms.
pub(super) fn in_order<P: Sync, S, T: Send>(
    parts: &[P],
    most: usize,
    state: impl Fn() -> S + Sync,
    make: impl Fn(&mut S, &P, &mut Listed<T>) + Sync,
) -> Listed<T> {
    let next = AtomicUsize::new(0);
    let line = Mutex::new(Line::new());
    let work = || {
        let mut state = state();
        let mut room = Listed::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(part) = parts.get(place) else {
                return;
            };
            make(&mut state, part, &mut room);
            let mut line = line.lock().unwrap_or_else(PoisonError::into_inner);
            room = line.put(place, room);
            if line.terms > most {
                next.store(parts.len(), Ordering::Relaxed);
            }
        }
    };
    rayon::scope(|scope| {
        for _ in 1..rayon::current_num_threads() {
            scope.spawn(|_| work());
        }
        work();
    });
    let line = line.into_inner();
    line.unwrap_or_else(PoisonError::into_inner).all
}

/// Lists that stand in line, and those that have come to its head as one.
///
/// The room of a list serves again, so that it stays in the cache, and fresh memory is taken for the
/// one list alone.
struct Line<T> {
    all: Listed<T>,
    /// The terms of all lists, those that wait too.
    terms: usize,
    next: usize,
    waiting: BTreeMap<usize, Listed<T>>,
    free: Vec<Listed<T>>,
}

impl<T> Line<T> {
    fn new() -> Self {
        Self {
            all: Listed::new(),
            terms: 0,
            next: 0,
            waiting: BTreeMap::new(),
            free: Vec::new(),
        }
    }

    /// Puts the list of a part in its place, and gives an empty one.
    fn put(&mut self, place: usize, list: Listed<T>) -> Listed<T> {
        self.terms += list.keys.len();
        self.waiting.insert(place, list);
        while let Some(mut list) = self.waiting.remove(&self.next) {
            self.all.append(&mut list);
            self.free.push(list);
            self.next += 1;
        }
        self.free.pop().unwrap_or_else(Listed::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(threads: usize) -> rayon::ThreadPool {
        let builder = rayon::ThreadPoolBuilder::new().num_threads(threads);
        builder.build().unwrap()
    }

    /// Later parts are ready first, since each is shorter than the one before.
    #[test]
    fn parts_stand_in_their_order() {
        let parts: Vec<u64> = (0..200).collect();
        let make = |made: &mut u64, part: &u64, list: &mut Listed<u64>| {
            *made += 1;
            let length = (200 - part) * 10;
            list.keys.extend((0..length).map(|_| *part));
            list.totals.extend((0..length).map(|_| *made));
        };
        for threads in [1, 2, 5] {
            let all = pool(threads).install(|| in_order(&parts, usize::MAX, || 0, make));
            let expected = parts.iter().flat_map(|part| {
                let length = usize::try_from((200 - part) * 10).unwrap();
                std::iter::repeat_n(*part, length)
            });
            assert_eq!(all.keys, expected.collect::<Vec<u64>>());
            assert_eq!(all.totals.len(), all.keys.len());
        }
    }

    #[test]
    fn no_more_is_made_than_is_allowed() {
        let parts = vec![(); 1_000];
        let make = |(): &mut (), (): &(), list: &mut Listed<u64>| list.keys.extend([1; 10]);
        let all = pool(2).install(|| in_order(&parts, 50, || (), make));
        // Each thread may be at one more.
        assert!((51..=80).contains(&all.keys.len()), "{}", all.keys.len());
    }
}
