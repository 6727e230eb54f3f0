//! Sites, rooms, staff, tracks, weekly sessions and their exceptions.

use super::{Cells, END, Tabular, UNTIL, list, maybe};
use care::schedule::{Change, GroupSize, ScheduleException, Track, WeeklySession};
use care::sites::{Room, Site};
use care::staff::{Licence, StaffMember};
use kernel::{Hours, Period, RoomNumber, SiteNumber, StaffNumber, TimeOfDay, TrackNumber};

impl Tabular for Site {
    const COLUMNS: &'static [&'static str] = &["site_id", "name", "time_zone", "address", "parking", "phone"];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (number, name, zone) = (cells.number(SiteNumber::new), cells.text(), cells.zone());
        let (address, parking, phone) =
            (cells.text_or_nothing(), cells.text_or_nothing(), cells.text_or_nothing());
        Some(Self {
            number: number?,
            name: name?,
            zone: zone?,
            address: address?,
            parking: parking?,
            phone: phone?,
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.name.to_string(),
            self.zone.name().to_owned(),
            maybe(self.address.as_ref()),
            maybe(self.parking.as_ref()),
            maybe(self.phone.as_ref()),
        ]
    }
}

impl Tabular for Room {
    const COLUMNS: &'static [&'static str] = &["room_id", "site_id", "name", "capacity"];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (number, site) = (cells.number(RoomNumber::new), cells.number(SiteNumber::new));
        let (name, capacity) = (cells.text(), cells.count());
        Some(Self { number: number?, site: site?, name: name?, capacity: capacity? })
    }

    fn write(&self) -> Vec<String> {
        vec![self.number.to_string(), self.site.to_string(), self.name.to_string(), self.capacity.to_string()]
    }
}

impl Tabular for StaffMember {
    const COLUMNS: &'static [&'static str] = &[
        "staff_id",
        "first_name",
        "last_name",
        "credential",
        "licensed",
        "license_number",
        "license_state",
        "license_expires",
        "roles",
        "modalities",
        "languages",
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let number = cells.number(StaffNumber::new);
        let (first_name, last_name, credential) = (cells.text(), cells.text(), cells.text());
        let licensed = cells.code();
        let (licence, state, expires) =
            (cells.text_or_nothing(), cells.text_or_nothing(), cells.date_or_nothing());
        let (roles, modalities, languages) = (cells.codes(false), cells.codes(true), cells.languages());
        Some(Self {
            number: number?,
            first_name: first_name?,
            last_name: last_name?,
            credential: credential?,
            licence: Licence { licensed: licensed?, number: licence?, state: state?, expires: expires? },
            roles: roles?,
            modalities: modalities?,
            languages: languages?,
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.first_name.to_string(),
            self.last_name.to_string(),
            self.credential.to_string(),
            self.licence.licensed.to_string(),
            maybe(self.licence.number.as_ref()),
            maybe(self.licence.state.as_ref()),
            maybe(self.licence.expires),
            list(self.roles.iter().map(|role| role.as_str())),
            list(self.modalities.iter().map(|modality| modality.as_str())),
            list(self.languages.iter().map(|language| language.as_str())),
        ]
    }
}

impl Tabular for Track {
    const COLUMNS: &'static [&'static str] =
        &["track_id", "site_id", "name", "kind", "mode", "language", "population", "group_min", "group_max"];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (number, site, name) =
            (cells.number(TrackNumber::new), cells.number(SiteNumber::new), cells.text());
        let (kind, mode, language) = (cells.code(), cells.code(), cells.language());
        let (population, min, max) = (cells.text_or_nothing(), cells.count(), cells.count());
        let expected = "is less than group_min; expected as much or more";
        let group_size = cells.pair(min, max, "group_max", expected, GroupSize::new);
        Some(Self {
            number: number?,
            site: site?,
            name: name?,
            kind: kind?,
            mode: mode?,
            language: language?,
            population: population?,
            group_size: group_size?,
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.site.to_string(),
            self.name.to_string(),
            self.kind.to_string(),
            self.mode.to_string(),
            self.language.as_str().to_owned(),
            maybe(self.population.as_ref()),
            self.group_size.min().to_string(),
            self.group_size.max().to_string(),
        ]
    }
}

impl Tabular for WeeklySession {
    const COLUMNS: &'static [&'static str] = &[
        "track_id",
        "weekday",
        "start",
        "valid_from",
        "end",
        "valid_until",
        "modality",
        "domain",
        "topic",
        "room_id",
        "facilitator_ids",
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (track, weekday) = (cells.number(TrackNumber::new), cells.code());
        let (start, from, end, until) = (cells.time(), cells.date(), cells.time(), cells.date_or_nothing());
        let (modality, domain, topic) = (cells.code(), cells.code(), cells.text_or_nothing());
        let (room, facilitators) =
            (cells.number_or_nothing(RoomNumber::new), cells.numbers(StaffNumber::new));
        let hours = cells.pair(start, end, "end", END, Hours::new);
        let valid = cells.pair(from, until, "valid_until", UNTIL, Period::new);
        Some(Self {
            track: track?,
            weekday: weekday?,
            hours: hours?,
            valid: valid?,
            modality: modality?,
            domain: domain?,
            topic: topic?,
            room: room?,
            facilitators: facilitators?,
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.track.to_string(),
            self.weekday.to_string(),
            self.hours.start().to_string(),
            self.valid.from().to_string(),
            self.hours.end().to_string(),
            maybe(self.valid.until()),
            self.modality.to_string(),
            self.domain.to_string(),
            maybe(self.topic.as_ref()),
            maybe(self.room.as_ref()),
            list(self.facilitators.iter().map(StaffNumber::as_str)),
        ]
    }
}

kernel::codes! {
    /// The words of `exceptions.kind`.
    enum Kind {
        Cancelled = "cancelled",
        Moved = "moved",
    }
}

impl Tabular for ScheduleException {
    const COLUMNS: &'static [&'static str] =
        &["track_id", "date", "start", "kind", "new_date", "new_start", "new_end", "reason"];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (track, date, start) = (cells.number(TrackNumber::new), cells.date(), cells.time_or_nothing());
        let kind = cells.code::<Kind>();
        let (to, new_start, new_end) =
            (cells.date_or_nothing(), cells.time_or_nothing(), cells.time_or_nothing());
        let reason = cells.text_or_nothing();
        let change = match kind? {
            Kind::Cancelled => cancelled(cells, start?, (to?, new_start?, new_end?)),
            Kind::Moved => moved(cells, start?, (to?, new_start?, new_end?)),
        };
        Some(Self { track: track?, date: date?, change: change?, reason: reason? })
    }

    fn write(&self) -> Vec<String> {
        let (kind, to, hours) = match self.change {
            Change::DayCancelled | Change::Cancelled { .. } => (Kind::Cancelled, None, None),
            Change::Moved { to, hours, .. } => (Kind::Moved, Some(to), Some(hours)),
        };
        vec![
            self.track.to_string(),
            self.date.to_string(),
            maybe(self.change.start()),
            kind.to_string(),
            maybe(to),
            maybe(hours.map(Hours::start)),
            maybe(hours.map(Hours::end)),
            maybe(self.reason.as_ref()),
        ]
    }
}

type NewTime = (Option<jiff::civil::Date>, Option<TimeOfDay>, Option<TimeOfDay>);

fn cancelled(cells: &mut Cells<'_>, start: Option<TimeOfDay>, new: NewTime) -> Option<Change> {
    let filled =
        [("new_date", new.0.is_some()), ("new_start", new.1.is_some()), ("new_end", new.2.is_some())];
    if let Some((column, _)) = filled.into_iter().find(|(_, filled)| *filled) {
        cells.fault(
            column,
            "is filled, but a cancelled session has no new time; expected nothing, or kind moved",
        );
        return None;
    }
    Some(start.map_or(Change::DayCancelled, |start| Change::Cancelled { start }))
}

fn moved(cells: &mut Cells<'_>, start: Option<TimeOfDay>, new: NewTime) -> Option<Change> {
    let absent = [
        ("start", start.is_none()),
        ("new_date", new.0.is_none()),
        ("new_start", new.1.is_none()),
        ("new_end", new.2.is_none()),
    ];
    if let Some((column, _)) = absent.into_iter().find(|(_, absent)| *absent) {
        cells.fault(
            column,
            "is empty; expected start, new_date, new_start and new_end of a session that is moved",
        );
        return None;
    }
    let hours = cells.pair(new.1, new.2, "new_end", END, Hours::new);
    Some(Change::Moved { start: start?, to: new.0?, hours: hours? })
}
