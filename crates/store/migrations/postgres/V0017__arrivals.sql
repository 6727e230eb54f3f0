-- Who came to the desk on a day, and who called that they will be late. A row that was taken back stays, with who took it
-- back. And the numbers that a site's door shows on a day: drawn, so that nobody can tell them from anything else.
create table arrivals (
    organization_id text collate "C" not null,
    on_date text collate "C" not null,
    client_number text collate "C" not null,
    sequence bigint not null check (sequence > 0),
    kind text collate "C" not null check (kind in ('arrived', 'walk_in', 'late_call')),
    start_minute bigint check (start_minute between 0 and 1439),
    expected_minute bigint check (expected_minute between 0 and 1439),
    words text collate "C",
    at bigint not null,
    recorded_by text collate "C" not null,
    taken_back_at bigint,
    taken_back_by text collate "C",
    primary key (organization_id, on_date, client_number, sequence),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    foreign key (organization_id, recorded_by) references users (organization_id, user_id),
    foreign key (organization_id, taken_back_by) references users (organization_id, user_id),
    constraint arrivals_for_what check ((kind = 'walk_in') = (start_minute is null)),
    constraint arrivals_late_until check ((kind = 'late_call') = (expected_minute is not null)),
    constraint arrivals_taken_back check ((taken_back_at is null) = (taken_back_by is null))
);

create table door_codes (
    organization_id text collate "C" not null,
    site_number text collate "C" not null,
    on_date text collate "C" not null,
    code text collate "C" not null check (length(code) = 4),
    drawn_at bigint not null,
    drawn_by text collate "C" not null,
    primary key (organization_id, site_number, on_date),
    foreign key (organization_id, site_number) references sites (organization_id, site_number),
    foreign key (organization_id, drawn_by) references users (organization_id, user_id)
);
