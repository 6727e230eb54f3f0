//! The header: every column once, spelt as in the format, in any order.

use super::*;

#[test]
fn a_missing_column_is_named_itself_on_line_1_for_every_column_of_every_file() {
    for file in files() {
        for column in columns(file) {
            let at = columns(file).iter().position(|known| *known == column).unwrap();
            let folder = base().text(file, |text| {
                let rows = text.lines().map(|row| {
                    let mut cells: Vec<_> = row.split(',').collect();
                    cells.remove(at);
                    format!("{}\n", cells.join(","))
                });
                rows.collect()
            });
            refused(&folder, &[&format!("{file}.csv:1: {column}")]);
        }
    }
}

#[test]
fn an_unknown_column_is_named_itself_on_line_1() {
    for file in files() {
        let folder = base().text(file, |text| {
            let rows = text.lines().enumerate();
            rows.map(|(at, row)| format!("{row},{}\n", if at == 0 { "shoe_size" } else { "42" })).collect()
        });
        refused(&folder, &[&format!("{file}.csv:1: shoe_size")]);
    }
}

#[test]
fn a_repeated_column_is_named_itself_on_line_1() {
    let folder = base().text("rooms", |text| {
        let rows = text.lines().enumerate();
        rows.map(|(at, row)| format!("{row},{}\n", if at == 0 { "name" } else { "Elm" })).collect()
    });
    refused(&folder, &["rooms.csv:1: name"]);
}

#[test]
fn a_column_in_another_case_or_with_a_space_is_unknown_and_the_right_one_missing() {
    for spelt in ["Client_ID", "client_id ", "client id", "\u{a0}client_id"] {
        let folder = base().text("clients", |text| text.replacen("client_id", spelt, 1));
        let mut expected = [format!("clients.csv:1: {spelt}"), "clients.csv:1: client_id".to_owned()];
        expected.sort();
        refused(&folder, &[&expected[0], &expected[1]]);
    }
}

#[test]
fn columns_stand_in_any_order() {
    let turned = files().fold(base(), |folder, file| {
        folder.text(file, |text| {
            let rows = text.lines().map(|row| {
                let cells: Vec<_> = row.split(',').rev().collect();
                format!("{}\n", cells.join(","))
            });
            rows.collect()
        })
    });
    assert_eq!(accepted(&turned), accepted(&base()));
    // A key behind the place where a field is lost is not to be trusted: nobody is missed for it.
    let lost = turned.text("clients", |text| text.replacen(",Ben,", ",", 1));
    refused(&lost, &["clients.csv:3"]);
}

#[test]
fn a_file_without_a_header_lacks_every_column() {
    let expected: Vec<String> =
        columns("rooms").iter().map(|column| format!("rooms.csv:1: {column}")).collect();
    let mut expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    expected.sort_unstable();
    refused(&base().text("rooms", |_| String::new()), &expected);
    refused(&base().text("rooms", |_| "\n\r\n".to_owned()), &expected);
}

#[test]
fn broken_quotes_in_a_header_are_the_only_fault_of_a_folder() {
    for file in files() {
        let stray = base().text(file, |text| text.replacen(',', "\"x,", 1));
        refused(&stray, &[&format!("{file}.csv:1")]);
        refused(&base().text(file, |text| format!("\"{text}")), &[&format!("{file}.csv:1")]);
    }
}

#[test]
fn headers_alone_are_a_folder() {
    accepted(&crate::base::headers());
}
