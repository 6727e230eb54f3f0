//! The reports of a week as CSV, to the letter of the format; and what is wrong with a folder, to be mended line by line.

use crate::csv::record;
use care::attendance::report::{DoseRow, ShortRow};
use care::program::Fault;

/// `evenkeel report dose --format csv`.
pub fn dose_csv(rows: &[DoseRow]) -> String {
    let mut text =
        "client_id,prescribed_minutes,prescribed_days,planned_minutes,planned_days,delivered_minutes,\
                    delivered_days,covered_days,shortfall_minutes\n"
            .to_owned();
    for row in rows {
        let numbers = [
            row.prescribed.minutes.get(),
            row.prescribed.days,
            row.planned.minutes.get(),
            row.planned.days,
            row.delivered.minutes.get(),
            row.delivered.days,
            row.covered_days,
            row.shortfall.get(),
        ];
        line(&mut text, row.client.as_str(), &numbers);
    }
    text
}

/// `evenkeel report short --format csv`.
pub fn short_csv(rows: &[ShortRow]) -> String {
    let mut text = "client_id,prescribed_minutes,delivered_minutes,unmarked_minutes,still_planned_minutes,\
                    forecast_minutes,short_minutes\n"
        .to_owned();
    for row in rows {
        let outlook = &row.outlook;
        let numbers = [
            row.prescribed.get(),
            outlook.delivered.get(),
            outlook.unmarked.get(),
            outlook.still_planned.get(),
            outlook.forecast.get(),
            outlook.short.get(),
        ];
        line(&mut text, row.client.as_str(), &numbers);
    }
    text
}

/// What is wrong with a folder, a line each, in the order of files and lines.
pub fn faults_csv(faults: &[Fault]) -> String {
    let mut text = "file,line,column,problem\n".to_owned();
    for fault in faults {
        let (file, line) = (format!("{}.csv", fault.table), fault.line.to_string());
        let column = fault.column.as_deref().unwrap_or_default();
        // A header's own word could be a formula where the file is opened.
        let formula = column.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
        let column = if formula { format!("'{column}") } else { column.to_owned() };
        record(&mut text, [&file, &line, &column, &fault.problem].into_iter().map(String::as_str));
    }
    text
}

fn line(text: &mut String, client: &str, numbers: &[u32]) {
    let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
    record(text, std::iter::once(client).chain(numbers.iter().map(String::as_str)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::program::Table;

    #[test]
    fn a_fault_is_a_line_and_its_column_no_formula() {
        let fault = |column: &'static str| Fault {
            table: Table::Rooms,
            line: 7,
            column: Some(column.into()),
            problem: "says \"x\", expected y".to_owned(),
        };
        let text = faults_csv(&[fault("name"), fault("=1+1")]);
        let rest = "\"says \"\"x\"\", expected y\"";
        assert_eq!(
            text,
            format!("file,line,column,problem\nrooms.csv,7,name,{rest}\nrooms.csv,7,'=1+1,{rest}\n")
        );
    }
}
