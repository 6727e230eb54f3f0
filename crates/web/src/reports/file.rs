//! A report as a file.

use super::asked::{Asked, weeks};
use crate::answer::{Answer, No};
use crate::app::App;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use care::census::Report;
use care::packs;
use care::privacy::Scope;
use care::program::Moment;
use exchange::report::{Reader, Sheet, codebook_csv};
use kernel::Week;
use store::accounts::SignedIn;

/// Every week of the span, read and written one after the other.
pub(super) async fn report(
    app: &App,
    by: &SignedIn,
    report: Report,
    asked: &Asked,
    span: (Week, Week),
) -> Answer {
    let (scope, now, several) = (Scope::Census(by.organization()), app.now(), asked.several());
    let read = app.clinic.read(by, scope, now, move |records| {
        let counting = &packs::program_default().policy.counting;
        let mut sheet = Sheet::new(report, several, Reader::Spreadsheet);
        for week in weeks(span) {
            let program = records.report_week(week)?;
            sheet.add(&report.rows(&program, week, Moment::Exact(now), counting), week);
        }
        Ok(sheet.finish())
    });
    let text = read.await.map_err(No::from)?;
    let (from, until) = span;
    let weeks = if several { format!("{from}-to-{until}") } else { from.to_string() };
    Ok(csv(&format!("{}-{weeks}", report.as_str()), text))
}

/// What the columns mean.
pub(super) fn codebook(report: Report, asked: &Asked) -> Response {
    csv(&format!("{}-codebook", report.as_str()), codebook_csv(report, asked.several()))
}

fn csv(name: &str, text: String) -> Response {
    let file = format!("attachment; filename=\"{name}.csv\"");
    let heads =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, file)];
    (heads, text).into_response()
}
