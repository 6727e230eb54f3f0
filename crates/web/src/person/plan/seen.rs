//! What whoever fills in a form has seen: a short digest of the rows it changes, so that two people who change the same
//! rows do not overwrite each other.

use sha2::{Digest, Sha256};
use std::fmt::{Debug, Write as _};

/// The digest of some rows. `words` are those of their words that do not print.
pub(super) fn digest(rows: &impl Debug, words: &[&str]) -> String {
    let hash = Sha256::digest(format!("{rows:?} {words:?}"));
    hash.iter().take(12).fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_rows_and_other_words_are_told_apart() {
        let all = [digest(&[1], &["a"]), digest(&[2], &["a"]), digest(&[1], &["b"])];
        assert_eq!(all[0], digest(&[1], &["a"]));
        assert!(all[0] != all[1] && all[0] != all[2] && all[0].len() == 24);
    }
}
