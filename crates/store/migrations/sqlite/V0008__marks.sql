-- What happened at a seat. `place` makes one key of the two places a mark can stand on: 't:' and the track, or 'a:' and
-- the appointment. The marks of a day lie together: that is how the reports of a week and a day's groups read them.
create table marks (
    organization_id text not null,
    client_number text not null,
    on_date text not null,
    start_minute integer not null check (start_minute between 0 and 1439),
    place text not null,
    track_number text,
    appointment_number text,
    outcome text not null check (outcome in ('present', 'excused', 'unexcused')),
    arrived_minute integer check (arrived_minute between 0 and 1439),
    left_minute integer check (left_minute between 0 and 1439),
    mode text not null check (mode in ('in_person', 'telehealth')),
    makes_up_date text,
    makes_up_start_minute integer check (makes_up_start_minute between 0 and 1439),
    recorded_at integer not null,
    recorded_by text,
    primary key (organization_id, on_date, client_number, start_minute, place),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    foreign key (organization_id, track_number) references tracks (organization_id, track_number),
    foreign key (organization_id, appointment_number) references appointments (organization_id, appointment_number),
    foreign key (organization_id, recorded_by) references staff (organization_id, staff_number),
    constraint marks_one_place check ((track_number is null) <> (appointment_number is null)),
    constraint marks_place check (place = coalesce('t:' || track_number, 'a:' || appointment_number)),
    constraint marks_times check (left_minute >= arrived_minute),
    constraint marks_only_the_present_come_and_go check (
        outcome = 'present' or (arrived_minute is null and left_minute is null)
    )
) strict, without rowid;
