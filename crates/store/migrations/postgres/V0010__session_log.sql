-- What becomes of one session besides its marks: its attendance is closed or opened again, somebody stands in. Rows are
-- only added; the last one of a kind holds.
create table session_log (
    organization_id text collate "C" not null,
    on_date text collate "C" not null,
    track_number text collate "C" not null,
    start_minute bigint not null check (start_minute between 0 and 1439),
    sequence bigint not null check (sequence > 0),
    kind text collate "C" not null check (kind in ('closed', 'reopened', 'covered')),
    staff_number text collate "C",
    reason text collate "C",
    at bigint not null,
    recorded_by text collate "C" not null,
    primary key (organization_id, on_date, track_number, start_minute, sequence),
    foreign key (organization_id, track_number) references tracks (organization_id, track_number),
    foreign key (organization_id, staff_number) references staff (organization_id, staff_number),
    foreign key (organization_id, recorded_by) references users (organization_id, user_id),
    constraint session_log_who_covers check ((kind = 'covered') = (staff_number is not null))
);
