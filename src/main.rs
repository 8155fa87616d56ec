//! The command line tool; all of it lives in the library.

fn main() {}
