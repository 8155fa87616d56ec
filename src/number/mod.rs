//! Exact numbers: integers and rationals of any size, and their decimal display.
