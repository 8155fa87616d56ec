//! The threads that work on rows: started once, then used for batch after batch.

use std::sync::{Arc, Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Several threads.
pub(super) enum Crew {
    /// Those among which the caller is one.
    Own,
    /// Others.
    Hired(Arc<ThreadPool>),
}

/// The crew that was hired last.
static HIRED: Mutex<Option<Arc<ThreadPool>>> = Mutex::new(None);

impl Crew {
    /// A crew of so many threads; none for one thread alone, or where no threads can be started.
    pub(super) fn of(threads: usize) -> Option<Self> {
        if threads < 2 {
            return None;
        }
        if rayon::current_thread_index().is_some() && rayon::current_num_threads() == threads {
            return Some(Self::Own);
        }
        let mut hired = HIRED.lock().unwrap_or_else(PoisonError::into_inner);
        let known = hired.clone();
        let pool = match known.filter(|pool| pool.current_num_threads() == threads) {
            Some(pool) => pool,
            None => Arc::new(ThreadPoolBuilder::new().num_threads(threads).build().ok()?),
        };
        *hired = Some(Arc::clone(&pool));
        Some(Self::Hired(pool))
    }

    /// Runs work whose parts the crew shares.
    pub(super) fn run<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        match self {
            Self::Own => work(),
            Self::Hired(pool) => pool.install(work),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::expr::{Bindings, Expr, Symbol};
    use crate::sweep::{Column, Names, Program};

    #[test]
    fn threads_are_started_once() {
        assert!(Crew::of(1).is_none());
        let hired = || match Crew::of(3) {
            Some(Crew::Hired(pool)) => pool,
            _ => panic!("three threads are hired"),
        };
        let pool = hired();
        let inside = pool.install(|| matches!(Crew::of(3), Some(Crew::Own)));
        assert!(inside);
        assert_eq!(Crew::of(3).unwrap().run(rayon::current_num_threads), 3);
    }

    #[test]
    fn few_rows_start_no_threads() {
        let x = Symbol::new("x");
        let names = Names {
            columns: std::slice::from_ref(&x),
            definitions: &Bindings::new(),
            functions: &BTreeMap::new(),
        };
        let double = Expr::sum([Expr::symbol(x.clone()), Expr::symbol(x.clone())]);
        let program = Program::compile(&[double], &[], names).unwrap();
        let hired = || {
            let hired = HIRED.lock().unwrap_or_else(PoisonError::into_inner);
            hired.as_ref().map(|pool| pool.current_num_threads())
        };
        program.run(&[Column::Small(vec![1; 100])], 11);
        assert_ne!(hired(), Some(11));
    }
}
