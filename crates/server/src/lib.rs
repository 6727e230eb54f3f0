#![doc = include_str!("../README.md")]
#![allow(
    clippy::disallowed_methods,
    reason = "the clock, files and surroundings come in here and nowhere else"
)]

mod cli;
mod clock;
mod commands;
pub mod demo;
mod output;
mod progress;
mod stop;
mod table;

/// Runs the command line; the exit status.
pub fn run() -> std::process::ExitCode {
    commands::run(<cli::Cli as clap::Parser>::parse())
}
