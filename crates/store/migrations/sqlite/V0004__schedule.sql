-- Tracks, the weekly sessions they are made of, who leads them, and what changes on a date.
create table tracks (
    organization_id text not null,
    track_number text not null,
    site_number text not null,
    name text not null,
    kind text not null check (kind in ('morning', 'afternoon', 'evening', 'weekend')),
    mode text not null check (mode in ('in_person', 'telehealth')),
    language text not null,
    population text,
    group_min integer not null check (group_min >= 0),
    group_max integer not null,
    primary key (organization_id, track_number),
    foreign key (organization_id, site_number) references sites (organization_id, site_number),
    constraint tracks_group_size check (group_min <= group_max)
) strict, without rowid;

create table weekly_sessions (
    organization_id text not null,
    track_number text not null,
    weekday text not null check (weekday in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
    start_minute integer not null check (start_minute between 0 and 1439),
    valid_from text not null,
    end_minute integer not null check (end_minute between 0 and 1439),
    valid_until text,
    modality text not null,
    domain text not null,
    topic text,
    room_number text,
    primary key (organization_id, track_number, weekday, start_minute, valid_from),
    foreign key (organization_id, track_number) references tracks (organization_id, track_number),
    foreign key (organization_id, room_number) references rooms (organization_id, room_number),
    constraint weekly_sessions_hours check (end_minute > start_minute),
    constraint weekly_sessions_valid check (valid_until >= valid_from)
) strict, without rowid;

create table session_facilitators (
    organization_id text not null,
    track_number text not null,
    weekday text not null,
    start_minute integer not null,
    valid_from text not null,
    staff_number text not null,
    primary key (organization_id, track_number, weekday, start_minute, valid_from, staff_number),
    foreign key (organization_id, track_number, weekday, start_minute, valid_from)
        references weekly_sessions (organization_id, track_number, weekday, start_minute, valid_from),
    foreign key (organization_id, staff_number) references staff (organization_id, staff_number)
) strict, without rowid;

-- A start of -1 stands for every session of the day: a key cannot hold an absent value.
create table schedule_exceptions (
    organization_id text not null,
    track_number text not null,
    on_date text not null,
    start_minute integer not null check (start_minute between -1 and 1439),
    kind text not null check (kind in ('cancelled', 'moved')),
    new_date text,
    new_start_minute integer check (new_start_minute between 0 and 1439),
    new_end_minute integer check (new_end_minute between 0 and 1439),
    reason text,
    primary key (organization_id, track_number, on_date, start_minute),
    foreign key (organization_id, track_number) references tracks (organization_id, track_number),
    constraint schedule_exceptions_moved check (
        (kind = 'moved') = (new_date is not null and new_start_minute is not null and new_end_minute is not null)
    ),
    constraint schedule_exceptions_one_session check (kind = 'cancelled' or start_minute >= 0),
    constraint schedule_exceptions_hours check (new_end_minute > new_start_minute)
) strict, without rowid;
