//! What the program writes into its log, as a test reads it: the lines of its own thread, on which the handlers run.

use std::cell::RefCell;
use std::io::Write;
use std::sync::Once;

thread_local! {
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Begins to listen, once for all tests: a listener for one thread only would miss lines that another thread met first.
pub(crate) fn listen() {
    static LISTENS: Once = Once::new();
    LISTENS.call_once(|| tracing_subscriber::fmt().json().with_writer(|| Lines).init());
}

/// The lines since this was last asked.
pub(crate) fn take() -> String {
    String::from_utf8(LINES.take()).unwrap()
}
