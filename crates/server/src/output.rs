//! Results on standard output. `println!` panics when nobody reads any more; a command just ends.

use std::io::{ErrorKind, Write};

/// Writes text on standard output. When its reader has gone (`evenkeel report … | head`) there is nothing left to do;
/// when it cannot be written (a full disk) the command has failed.
pub(crate) fn write(text: &str) {
    if let Err(error) = std::io::stdout().write_all(text.as_bytes()) {
        if error.kind() == ErrorKind::BrokenPipe {
            std::process::exit(0);
        }
        eprintln!("evenkeel: writing the result failed: {error}");
        std::process::exit(1);
    }
}

/// A line of the result.
macro_rules! say {
    () => { $crate::output::write("\n") };
    ($($text:tt)*) => { $crate::output::write(&format!("{}\n", format_args!($($text)*))) };
}
pub(crate) use say;
