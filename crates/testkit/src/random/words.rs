//! Words of the format, and texts that a careless reader or writer of CSV breaks.
pub(super) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Ids in an order that differs between bytes and most collations.
pub(super) const CLIENTS: [&str; 10] = ["c1", "C1", "c-2", "c10", "É", "e", "c,3", "c\"4\"", "Z z", "_"];
pub(super) const TRACKS: [&str; 7] = ["am", "AM", "a-m", "eve, late", "ä", "z", "10"];
pub(super) const SITES: [&str; 5] = ["s1", "S1", "s-1", "ö", "9"];
pub(super) const STAFF: [&str; 5] = ["p1", "P1", "p-1", "ñ", "p,1"];
pub(super) const ROOMS: [&str; 4] = ["r1", "R1", "r 1", "r-1"];

pub(super) const NAMES: [&str; 12] = [
    "Ana",
    "O'Hara",
    "Smith, Jr.",
    "Jo \"Bo\" Lee",
    "Zoë",
    "李小龍",
    "two\nlines",
    "\"",
    "=1+1",
    "Nguyễn Thị; Hoa",
    "مريم",
    "a,\"b\"\n\nc",
];

/// Weeks that end with a change of the clocks, and zones where they change.
pub(super) const CLOCK_WEEKS: [(&str, &[&str]); 4] = [
    ("2026-W10", &AMERICAN_ZONES),
    ("2026-W44", &AMERICAN_ZONES),
    ("2026-W13", &["Europe/London"]),
    ("2026-W43", &["Europe/London"]),
];
const AMERICAN_ZONES: [&str; 2] = ["America/New_York", "America/Denver"];

/// No change of any clock in them; two of them at the ends of the ISO year.
pub(super) const QUIET_WEEKS: [(&str, &[&str]); 4] = [
    ("2026-W40", &AMERICAN_ZONES),
    ("2026-W01", &AMERICAN_ZONES),
    ("2026-W53", &AMERICAN_ZONES),
    ("2026-W09", &AMERICAN_ZONES),
];

pub(super) const ZONES: [&str; 6] = [
    "America/New_York",
    "America/Denver",
    "America/Phoenix",
    "Pacific/Honolulu",
    "Europe/London",
    "America/Sao_Paulo",
];

pub(super) const LEVELS: [&str; 9] = ["2.1", "2.1", "2.1", "2.5", "2.5", "3.1", "1.0", "3.5", "3.7"];

/// Minutes after midnight.
pub(super) type Slot = (i32, i32);

const fn slot(start: i32, end: i32) -> Slot {
    // 1015 is 10:15.
    (start / 100 * 60 + start % 100, end / 100 * 60 + end % 100)
}

pub(super) const DAY_SLOTS: [Slot; 9] = [
    slot(900, 1030),
    slot(900, 1200),
    slot(930, 1130),
    slot(1045, 1215),
    slot(1130, 1300),
    slot(1300, 1600),
    slot(1730, 2030),
    slot(1800, 1915),
    slot(2130, 2359),
];

/// Around the hours that clocks skip and repeat.
pub(super) const NIGHT_SLOTS: [Slot; 11] = [
    slot(30, 230),
    slot(115, 330),
    slot(215, 300),
    slot(130, 200),
    slot(0, 100),
    slot(230, 400),
    slot(100, 145),
    slot(300, 430),
    slot(200, 300),
    slot(45, 130),
    slot(0, 415),
];

pub(super) fn clock(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
