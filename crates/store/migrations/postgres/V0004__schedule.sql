-- Tracks, the weekly sessions they are made of, who leads them, and what changes on a date.
create table tracks (
    organization_id text collate "C" not null,
    track_number text collate "C" not null,
    site_number text collate "C" not null,
    name text collate "C" not null,
    kind text collate "C" not null check (kind in ('morning', 'afternoon', 'evening', 'weekend')),
    mode text collate "C" not null check (mode in ('in_person', 'telehealth')),
    language text collate "C" not null,
    population text collate "C",
    group_min bigint not null check (group_min >= 0),
    group_max bigint not null,
    primary key (organization_id, track_number),
    foreign key (organization_id, site_number) references sites (organization_id, site_number),
    constraint tracks_group_size check (group_min <= group_max)
);

create table weekly_sessions (
    organization_id text collate "C" not null,
    track_number text collate "C" not null,
    weekday text collate "C" not null check (weekday in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
    start_minute bigint not null check (start_minute between 0 and 1439),
    valid_from text collate "C" not null,
    end_minute bigint not null check (end_minute between 0 and 1439),
    valid_until text collate "C",
    modality text collate "C" not null,
    domain text collate "C" not null,
    topic text collate "C",
    room_number text collate "C",
    primary key (organization_id, track_number, weekday, start_minute, valid_from),
    foreign key (organization_id, track_number) references tracks (organization_id, track_number),
    foreign key (organization_id, room_number) references rooms (organization_id, room_number),
    constraint weekly_sessions_hours check (end_minute > start_minute),
    constraint weekly_sessions_valid check (valid_until >= valid_from)
);

create table session_facilitators (
    organization_id text collate "C" not null,
    track_number text collate "C" not null,
    weekday text collate "C" not null,
    start_minute bigint not null,
    valid_from text collate "C" not null,
    staff_number text collate "C" not null,
    primary key (organization_id, track_number, weekday, start_minute, valid_from, staff_number),
    foreign key (organization_id, track_number, weekday, start_minute, valid_from)
        references weekly_sessions (organization_id, track_number, weekday, start_minute, valid_from),
    foreign key (organization_id, staff_number) references staff (organization_id, staff_number)
);

-- A start of -1 stands for every session of the day: a key cannot hold an absent value.
create table schedule_exceptions (
    organization_id text collate "C" not null,
    track_number text collate "C" not null,
    on_date text collate "C" not null,
    start_minute bigint not null check (start_minute between -1 and 1439),
    kind text collate "C" not null check (kind in ('cancelled', 'moved')),
    new_date text collate "C",
    new_start_minute bigint check (new_start_minute between 0 and 1439),
    new_end_minute bigint check (new_end_minute between 0 and 1439),
    reason text collate "C",
    primary key (organization_id, track_number, on_date, start_minute),
    foreign key (organization_id, track_number) references tracks (organization_id, track_number),
    constraint schedule_exceptions_moved check (
        (kind = 'moved') = (new_date is not null and new_start_minute is not null and new_end_minute is not null)
    ),
    constraint schedule_exceptions_one_session check (kind = 'cancelled' or start_minute >= 0),
    constraint schedule_exceptions_hours check (new_end_minute > new_start_minute)
);
