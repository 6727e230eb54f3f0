//! RFC 4180: quotes, fields, line ends, NUL, and the physical lines they stand on.

use super::*;

#[test]
fn a_byte_order_mark_crlf_and_blank_lines_are_accepted() {
    let original = accepted(&base());
    let windows = files().fold(base(), |folder, file| {
        folder.text(file, |text| format!("\u{feff}{}", text.replace('\n', "\r\n\r\n")))
    });
    assert_eq!(accepted(&windows), original);
    let no_end = files().fold(base(), |folder, file| folder.text(file, |text| text.trim_end().to_owned()));
    assert_eq!(accepted(&no_end), original);
    let quoted = files().fold(base(), |folder, file| {
        folder.text(file, |text| {
            let rows = text.lines().map(|row| format!("\"{}\"\n", row.replace(',', "\",\"")));
            rows.collect()
        })
    });
    assert_eq!(accepted(&quoted), original);
}

#[test]
fn a_byte_order_mark_inside_a_file_is_part_of_its_cell() {
    refused(&base().cell("rooms", 3, "site_id", "\u{feff}S2"), &["rooms.csv:3: site_id"]);
}

#[test]
fn blank_lines_and_line_breaks_inside_quotes_keep_the_physical_lines() {
    let folder = base().text("rooms", |text| {
        text.replacen('\n', "\n\n\r\n", 1).replace("Cedar", "\"Cedar\nupstairs\r\nleft\"")
    });
    accepted(&folder);
    // The header is line 1, R1 begins on line 4 and fills three lines.
    let text = folder.text("rooms", |text| text.replace("R2,S2,Oak,8", "R2,S2,Oak,-8"));
    refused(&text, &["rooms.csv:7: capacity"]);
}

#[test]
fn line_breaks_inside_a_cell_are_kept_as_lf() {
    let folder = base().cell("rooms", 2, "name", "\"a\r\nb\nc\"");
    assert_eq!(accepted(&folder).rooms[0].name.as_str(), "a\nb\nc");
    let doubled = base().cell("rooms", 2, "name", "\"the \"\"big\"\" room\"");
    assert_eq!(accepted(&doubled).rooms[0].name.as_str(), "the \"big\" room");
}

#[test]
fn a_field_too_many_or_too_few_has_no_column_and_no_other_fault() {
    for file in files() {
        let row = base()[&format!("{file}.csv")].lines().nth(1).unwrap().to_owned();
        let few = row.rsplit_once(',').unwrap().0.to_owned();
        refused(&base().line(file, 2, &format!("{row},")), &[&format!("{file}.csv:2")]);
        refused(&base().line(file, 2, &few), &[&format!("{file}.csv:2")]);
    }
}

#[test]
fn a_quote_never_closed_is_named_where_its_record_begins_and_no_other_fault() {
    for file in files() {
        let folder = base().text(file, |text| {
            let (header, rows) = text.split_once('\n').unwrap();
            format!("{header}\n\n\"{rows}")
        });
        refused(&folder, &[&format!("{file}.csv:3")]);
    }
}

#[test]
fn a_stray_quote_is_named_where_its_record_begins_and_no_other_fault() {
    for file in files() {
        let row = base()[&format!("{file}.csv")].lines().nth(1).unwrap().to_owned();
        let (first, rest) = row.split_once(',').unwrap();
        for broken in
            [format!("{first}\"x,{rest}"), format!("\"{first}\"x,{rest}"), format!("\"{first}\" ,{rest}")]
        {
            refused(&base().line(file, 2, &broken), &[&format!("{file}.csv:2")]);
        }
    }
}

#[test]
fn a_record_with_a_stray_quote_ends_where_its_last_line_ends() {
    let broken = base().line("clients", 3, "C2,B\"en,\"O\n\"\"C9\"\",\n\",,,,,,,,");
    refused(&broken, &["clients.csv:3"]);
    let behind = broken.text("clients", |text| text.replace("1985-12-01", "1985-12-32"));
    refused(&behind, &["clients.csv:3", "clients.csv:6: birth_date"]);
    let inside = base().line("clients", 3, "C2,\"Ben \"\"the\"\" \"best\"\",\"x\ny\",,,,,,,,");
    refused(&inside, &["clients.csv:3"]);
}

#[test]
fn a_carriage_return_alone_is_broken() {
    refused(&base().cell("rooms", 3, "name", "Oak\rElm"), &["rooms.csv:3"]);
    accepted(&base().cell("rooms", 3, "name", "\"Oak\rElm\""));
}

#[test]
fn a_nul_is_named_on_its_column_and_is_the_only_fault() {
    for file in files() {
        for column in columns(file) {
            let folder = base().cell(file, 2, column, "\0");
            refused(&folder, &[&format!("{file}.csv:2: {column}")]);
        }
    }
    refused(&base().cell("clients", 3, "first_name", "\"B\0en\""), &["clients.csv:3: first_name"]);
}
