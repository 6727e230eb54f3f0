//! Results on standard output, all else on standard error. `println!` panics when nobody reads any more.

use std::io::{ErrorKind, Write};

/// The width that everything printed for a person keeps to.
pub(crate) const WIDTH: usize = 80;

/// Writes text on standard output. When its reader has gone (`evenkeel report … | head`) the rest is for nobody, but
/// the command ends as it would have; when it cannot be written (a full disk) the command has failed.
pub(crate) fn write(text: &str) {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            note!("evenkeel: writing the result failed: {error}");
            std::process::exit(1);
        }
        Ok(()) | Err(_) => {}
    }
}

/// Writes text on standard error. A command does not fail because nobody can read it.
pub(crate) fn write_note(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// A line of the result.
macro_rules! say {
    () => { $crate::output::write("\n") };
    ($($text:tt)*) => { $crate::output::write(&format!("{}\n", format_args!($($text)*))) };
}
pub(crate) use say;

/// A line about the result, or instead of one.
macro_rules! note {
    ($($text:tt)*) => { $crate::output::write_note(&format!("{}\n", format_args!($($text)*))) };
}
pub(crate) use note;

/// The lines of a text at most so wide, broken between words, and inside a word that is wider itself.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for word in text.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        if used > 0 && used + 1 + letters.len() > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        } else if used > 0 {
            line.push(' ');
            used += 1;
        }
        for letter in letters {
            if used == width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(letter);
            used += 1;
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_breaks_between_words_and_inside_a_word_that_is_too_wide() {
        assert_eq!(wrapped("", 5), [""]);
        assert_eq!(wrapped("one two", 7), ["one two"]);
        assert_eq!(wrapped("one two", 6), ["one", "two"]);
        assert_eq!(wrapped("a évening-x b", 4), ["a", "éven", "ing-", "x b"]);
    }
}
