//! RFC 4180, strictly. The `csv` crate forgives stray and unclosed quotes and loses count of lines inside them; a file
//! of people's hours must not be guessed at, so reading is our own; a test holds it against the crate.

use std::borrow::Cow;

/// A quote that stands open at the end of the file.
pub(super) const NEVER_CLOSED: &str = "a quote is never closed; expected a closing quote";

/// A record of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Record<'t> {
    /// The physical line on which it begins; the header's is 1.
    pub(super) line: u32,
    /// Its fields. Line breaks inside a field are kept as LF.
    pub(super) fields: Vec<Cow<'t, str>>,
}

/// Quotes that do not add up, and the line of their record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) line: u32,
    pub(super) problem: &'static str,
}

/// Reads the records of a text one by one; blank lines are skipped.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl<'t> Reader<'t> {
    /// At the beginning of a text, behind its byte order mark.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text: text.strip_prefix('\u{feff}').unwrap_or(text), at: 0, line: 1 }
    }

    /// Reads the next record into the one given; `None` at the end. A broken one is read to its end all the same, its
    /// stray quotes taken as they stand, so that it is broken once and reading goes on behind it.
    pub(super) fn next(&mut self, record: &mut Record<'t>) -> Option<Result<(), Broken>> {
        while let Some(length) = self.line_break() {
            self.pass_line(length);
        }
        if self.at >= self.text.len() {
            return None;
        }
        record.line = self.line;
        record.fields.clear();
        Some(self.fields(record).map_err(|problem| Broken { line: record.line, problem }))
    }

    fn fields(&mut self, record: &mut Record<'t>) -> Result<(), &'static str> {
        let mut broken = None;
        loop {
            let field = if self.peek() == Some(b'"') { self.quoted() } else { self.bare() };
            match field {
                Ok(field) => record.fields.push(field),
                Err(problem) => broken = broken.or(Some(problem)),
            }
            if !self.field_ends() {
                let problem = "something follows a closing quote; expected a comma or the end of the line";
                broken = broken.or(Some(problem));
                self.skip_field();
            }
            if self.peek() == Some(b',') {
                self.at += 1;
                continue;
            }
            if let Some(length) = self.line_break() {
                self.pass_line(length);
            }
            return broken.map_or(Ok(()), Err);
        }
    }

    fn bare(&mut self) -> Result<Cow<'t, str>, &'static str> {
        let rest = self.rest();
        let end =
            rest.bytes().position(|byte| matches!(byte, b',' | b'\n' | b'\r' | b'"')).unwrap_or(rest.len());
        let field = rest.get(..end).unwrap_or_default();
        self.at += end;
        match self.peek() {
            Some(b'"') => {
                Err("a quote stands inside a field that does not begin with one; expected \"\" inside quotes")
            }
            Some(b'\r') if self.line_break().is_none() => {
                Err("a carriage return stands alone; expected lines to end with LF or CRLF")
            }
            Some(_) | None => Ok(Cow::Borrowed(field)),
        }
    }

    fn quoted(&mut self) -> Result<Cow<'t, str>, &'static str> {
        let begin = self.at + 1;
        let mut end = begin;
        let mut plain = true;
        loop {
            let rest = self.text.get(end..).unwrap_or_default();
            let Some(quote) = rest.find('"') else {
                self.line += lines(self.text.get(self.at..).unwrap_or_default());
                self.at = self.text.len();
                return Err(NEVER_CLOSED);
            };
            end += quote;
            if self.text.as_bytes().get(end + 1) != Some(&b'"') {
                break;
            }
            plain = false;
            end += 2;
        }
        let inside = self.text.get(begin..end).unwrap_or_default();
        self.line += lines(inside);
        self.at = end + 1;
        if plain && !inside.contains('\r') {
            return Ok(Cow::Borrowed(inside));
        }
        Ok(Cow::Owned(inside.replace("\"\"", "\"").replace("\r\n", "\n").replace('\r', "\n")))
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The length of the line break that stands here.
    fn line_break(&self) -> Option<usize> {
        match self.peek() {
            Some(b'\n') => Some(1),
            Some(b'\r') if self.text.as_bytes().get(self.at + 1) == Some(&b'\n') => Some(2),
            Some(_) | None => None,
        }
    }

    fn pass_line(&mut self, length: usize) {
        self.at += length;
        self.line += 1;
    }

    fn field_ends(&self) -> bool {
        matches!(self.peek(), None | Some(b',')) || self.line_break().is_some()
    }

    fn skip_field(&mut self) {
        let rest = self.rest();
        self.at += rest.find([',', '\n']).unwrap_or(rest.len());
    }
}

/// How many line ends a text holds.
pub(super) fn lines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<Result<(u32, Vec<String>), u32>> {
        let (mut reader, mut record, mut records) = (Reader::new(text), Record::default(), Vec::new());
        while let Some(read) = reader.next(&mut record) {
            let fields = || record.fields.iter().map(ToString::to_string).collect();
            records.push(read.map(|()| (record.line, fields())).map_err(|broken| broken.line));
        }
        records
    }

    fn fields(fields: &[&str]) -> Vec<String> {
        fields.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn records_know_the_line_on_which_they_begin() {
        let text = "\u{feff}a,b\r\n\r\n\"one\r\ntwo\",\"say \"\"hi\"\"\"\n\nx,\n";
        assert_eq!(
            all(text),
            [
                Ok((1, fields(&["a", "b"]))),
                Ok((3, fields(&["one\ntwo", "say \"hi\""]))),
                Ok((6, fields(&["x", ""]))),
            ]
        );
    }

    #[test]
    fn quotes_that_do_not_add_up_are_refused_on_their_line_and_reading_goes_on() {
        assert_eq!(all("a\nb\"c\nd\n"), [Ok((1, fields(&["a"]))), Err(2), Ok((3, fields(&["d"])))]);
        assert_eq!(all("a\n\"b\"c,e\nd"), [Ok((1, fields(&["a"]))), Err(2), Ok((3, fields(&["d"])))]);
        assert_eq!(all("a\n\"b\nc\n"), [Ok((1, fields(&["a"]))), Err(2)]);
        assert_eq!(all("a\rb\nc"), [Err(1), Ok((2, fields(&["c"])))]);
        assert_eq!(all("a\"b,\"c\nd\",\"e\"f\r\ng"), [Err(1), Ok((3, fields(&["g"])))]);
    }

    proptest! {
        /// Whatever the `csv` crate writes, we read as it was.
        #[test]
        fn what_is_written_is_read_back(rows in prop::collection::vec(prop::collection::vec("[a,\"\n é]{0,4}", 2..5), 1..6)) {
            let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read: Vec<_> = all(&text).into_iter().map(|record| record.unwrap().1).collect();
            prop_assert_eq!(read, rows);
        }
    }
}
