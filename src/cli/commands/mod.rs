//! The commands, a file each: what it takes as arguments, and its way from them to a task and to
//! text. `command` lists them.

mod approx;
mod check;
mod command;
mod count;
mod derive;
mod diff;
mod emit;
mod equal;
mod eval;
mod pages;
mod prove;
mod size;
mod solve;
mod sweep;
mod transform;
mod verify;

pub(super) use command::{Command, run};
