//! The list as a file for a spreadsheet: quoted as the list of people is.

use super::list::Row;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;

const HEADS: [&str; 9] = [
    "staff_id",
    "name",
    "licence",
    "roles",
    "modalities",
    "languages",
    "minutes_this_week",
    "caseload",
    "out_days",
];

pub(super) fn answer(rows: &[Row], today: Date) -> Response {
    let file = format!("attachment; filename=\"staff-{today}.csv\"");
    let heads =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, file)];
    (heads, text(rows)).into_response()
}

fn text(rows: &[Row]) -> String {
    let mut text = String::from("\u{feff}");
    crate::clients::csv_line(&mut text, HEADS.iter().map(|head| (*head).to_owned()));
    for row in rows {
        let cells = [
            row.number.clone(),
            row.name.clone(),
            row.licence.clone(),
            row.roles.clone(),
            row.modalities.clone(),
            row.languages.clone(),
            row.minutes.get().to_string(),
            row.people.to_string(),
            row.out.clone(),
        ];
        crate::clients::csv_line(&mut text, cells.into_iter());
    }
    text
}
