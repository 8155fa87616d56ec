//! One function a command: what the program calls, and what a library user calls too.

mod pages;

pub use pages::{page, page_names};
