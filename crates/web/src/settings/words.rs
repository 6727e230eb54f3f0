//! Numbers and parts of addresses.

/// A value in the query of an address.
pub(crate) fn encoded(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

/// A record number as a part of an address, whatever stands in it.
pub(crate) fn segment(value: &str) -> String {
    encoded(value).replace('+', "%20")
}

/// "1 room", "3 rooms"
pub(super) fn count(many: usize, one: &str) -> String {
    if many == 1 { format!("1 {one}") } else { format!("{many} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_any_letters_stands_in_an_address() {
        assert_eq!(segment("S 1/ä?"), "S%201%2F%C3%A4%3F");
        assert_eq!([count(1, "room"), count(0, "room")], ["1 room", "0 rooms"]);
    }
}
