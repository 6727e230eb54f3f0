//! The list as a file for a spreadsheet.
//!
//! Each cell is quoted where it must be (RFC 4180), and the file begins with the mark by which spreadsheets know UTF-8. A
//! cell that begins with `=`, `+`, `-`, `@`, a tab or a line break would be a formula to a spreadsheet: it gets an
//! apostrophe before it, which a spreadsheet shows and does not run. Names are left out for roles that do not look people
//! up by name: a file leaves the program, and is kept to what its reader needs.

use super::list::Found;
use super::row::therapist;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use care::treatment::Due;
use jiff::civil::Date;
use kernel::Weekday;
use store::clients::Listed;

const NAMES: [&str; 3] = ["first_name", "last_name", "preferred_name"];
const HEADS: [&str; 13] = [
    "client_id",
    "level",
    "from",
    "until",
    "tracks",
    "days",
    "therapist",
    "prescribed_minutes",
    "delivered_minutes",
    "short_minutes",
    "last_here",
    "authorization_until",
    "individual_session",
];

/// The file, with names or without.
pub(super) fn answer(found: &Found, names: bool) -> Response {
    let file = format!("attachment; filename=\"clients-{}.csv\"", found.today);
    let heads =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, file)];
    (heads, text(found, names)).into_response()
}

fn text(found: &Found, names: bool) -> String {
    let mut text = String::from("\u{feff}");
    let heads = HEADS.iter().take(1).chain(NAMES.iter().filter(|_| names)).chain(HEADS.iter().skip(1));
    line(&mut text, heads.map(|head| (*head).to_owned()));
    for listed in &found.listed {
        line(&mut text, cells(found, listed, names).into_iter());
    }
    text
}

fn cells(found: &Found, listed: &Listed, names: bool) -> Vec<String> {
    let (person, facts) = (&listed.person, found.facts(listed));
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut cells = vec![person.number.to_string()];
    if names {
        let all = [Some(&person.first_name), person.last_name.as_ref(), person.preferred_name.as_ref()];
        cells.extend(all.map(|name| name.map(|name| name.reveal().to_string()).unwrap_or_default()));
    }
    let days = |days: &[Weekday]| days.iter().map(|day| day.as_str()).collect::<Vec<_>>().join(" ");
    let each = |said: &dyn Fn(&super::facts::Place) -> String| {
        facts.places.iter().map(said).collect::<Vec<_>>().join("; ")
    };
    cells.extend([
        listed.level.to_string(),
        listed.stay.from().to_string(),
        day(listed.stay.until()),
        each(&|place| place.track.clone()),
        each(&|place| days(&place.days)),
        listed.therapist.as_ref().map(|number| therapist(&found.schedule, number)).unwrap_or_default(),
        facts.dose.get().to_string(),
        facts.delivered.get().to_string(),
        facts.short.get().to_string(),
        day(facts.last_here),
        day(facts.approved.and_then(|approved| approved.until)),
        facts.individual.map(Due::said).unwrap_or_default(),
    ]);
    cells
}

/// Puts a line behind a text.
pub(crate) fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<_> = cells.map(|cell| quoted(&cell)).collect();
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_or_breaks_out_of_its_place() {
        let cells = ["=1+1", "+49 1", "-x", "@a", "\tb", "a,b", "say \"hi\"", "two\r\nlines", "plain", ""];
        let expected = [
            "'=1+1",
            "'+49 1",
            "'-x",
            "'@a",
            "'\tb",
            "\"a,b\"",
            "\"say \"\"hi\"\"\"",
            "\"two\r\nlines\"",
            "plain",
            "",
        ];
        assert_eq!(cells.map(quoted), expected);
    }
}
