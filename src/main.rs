//! The command line tool; all of it lives in the library's `cli` room.

use std::process::ExitCode;

fn main() -> ExitCode {
    longhand::cli::main()
}
