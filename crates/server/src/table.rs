//! Tables for people: aligned columns, at most 80 wide, bold only on a terminal.

use crate::output::{WIDTH, say, wrapped};
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
        let widths = self.fitted((0..self.head.len()).map(width).collect());
        let mut lines: Vec<_> = self.printed(&head, &widths).iter().map(|line| bold(line)).collect();
        lines.extend(self.rows.iter().flat_map(|row| self.printed(row, &widths)));
        lines
    }

    /// Takes what is too much from the widest column of words, which then goes on below.
    fn fitted(&self, mut widths: Vec<usize>) -> Vec<usize> {
        let gaps = 2 * widths.len().saturating_sub(1);
        let over = (widths.iter().sum::<usize>() + gaps).saturating_sub(WIDTH);
        let words = widths.iter_mut().enumerate().filter(|(column, _)| self.words.contains(column));
        if let Some((_, widest)) = words.max_by_key(|(_, width)| **width) {
            *widest = widest.saturating_sub(over).max(1);
        }
        widths
    }

    /// A row: one line, or more where a cell of words is wider than its column.
    fn printed(&self, row: &[String], widths: &[usize]) -> Vec<String> {
        let cell = |(column, (cell, width)): (usize, (&String, &usize))| match self.words.contains(&column) {
            true => wrapped(cell, *width),
            false => vec![cell.clone()],
        };
        let cells: Vec<_> = row.iter().zip(widths).enumerate().map(cell).collect();
        let line = |number: usize| {
            let parts = cells.iter().zip(widths).enumerate().map(|(column, (lines, width))| {
                let part = lines.get(number).map(String::as_str).unwrap_or_default();
                let gap = " ".repeat(width.saturating_sub(part.chars().count()));
                if self.words.contains(&column) { format!("{part}{gap}") } else { format!("{gap}{part}") }
            });
            parts.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        (0..cells.iter().map(Vec::len).max().unwrap_or_default()).map(line).collect()
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

    #[test]
    fn a_table_of_long_words_stays_within_80_columns() {
        let mut table = Table::new(["client", "hours"]);
        table.row(["C".repeat(90), "9 h".to_owned()]);
        let lines = table.lines();
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.chars().count() <= 80), "{lines:?}");
        assert!(lines.iter().any(|line| line.ends_with("  9 h")), "{lines:?}");
    }
}
