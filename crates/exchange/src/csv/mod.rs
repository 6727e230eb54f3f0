//! The folder of CSV files that a program is imported from and exported to.

mod cells;
mod folder;
mod reader;
mod tables;

pub(crate) use folder::record;
pub use folder::{Folder, REQUIRED, Source, read, write};
