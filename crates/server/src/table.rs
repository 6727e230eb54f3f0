//! Tables for people: aligned columns, at most 80 wide, bold only on a terminal.

use crate::output::say;
use std::io::IsTerminal;

/// A table to print. Columns after the first are numbers unless they are marked as words.
pub(crate) struct Table {
    head: Vec<&'static str>,
    words: Vec<usize>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new<const N: usize>(head: [&'static str; N]) -> Self {
        Self { head: head.to_vec(), words: vec![0], rows: Vec::new() }
    }

    /// Aligns a column left.
    pub(crate) fn words(mut self, column: usize) -> Self {
        self.words.push(column);
        self
    }

    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.to_vec());
    }

    /// The lines of the table, its head first.
    pub(crate) fn lines(&self) -> Vec<String> {
        let head: Vec<String> = self.head.iter().map(ToString::to_string).collect();
        let width = |column: usize| {
            let cells = self.rows.iter().chain([&head]).filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
                let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
                if self.words.contains(&column) { format!("{cell}{gap}") } else { format!("{gap}{cell}") }
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let mut lines = vec![bold(&line(&head))];
        lines.extend(self.rows.iter().map(line));
        lines
    }

    /// Prints it on standard output.
    pub(crate) fn print(&self) {
        for line in self.lines() {
            say!("{line}");
        }
    }
}

/// Bold on a terminal, unless the person asked for no colour.
pub(crate) fn bold(text: &str) -> String {
    let styled = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if styled { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_left_and_numbers_right() {
        let mut table = Table::new(["client", "hours", "note"]).words(2);
        table.row(["É-1".to_owned(), "9 h".to_owned(), "ok".to_owned()]);
        table.row(["client-12".to_owned(), "10 h 30".to_owned(), String::new()]);
        assert_eq!(
            table.lines(),
            ["client       hours  note", "É-1            9 h  ok", "client-12  10 h 30"]
        );
    }
}
