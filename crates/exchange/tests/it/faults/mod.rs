//! One test for every error the format names: the file, the line and the column of the fault, and that it is the only
//! one.

use crate::base::{Edit, accepted, base, columns, files, refused};

mod cascades;
mod cells;
mod clocks;
mod empty;
mod form;
mod headers;
mod keys;
mod marks;
mod messages;
mod missing;
mod overlaps;
mod pairs;
mod together;
mod unknown;
