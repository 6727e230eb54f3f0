-- At which level, with which dose, in which track.
create table stays (
    organization_id text collate "C" not null,
    client_number text collate "C" not null,
    from_date text collate "C" not null,
    until_date text collate "C",
    level text collate "C" not null check (level in ('1.0', '2.1', '2.5', '3.1', '3.5', '3.7')),
    kind text collate "C" not null check (kind in ('entry', 'step_down', 'step_up', 'maintenance')),
    end_reason text collate "C",
    primary key (organization_id, client_number, from_date),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    constraint stays_dates check (until_date >= from_date)
);

create table doses (
    organization_id text collate "C" not null,
    client_number text collate "C" not null,
    from_date text collate "C" not null,
    minutes_per_week bigint not null check (minutes_per_week >= 0),
    days_per_week bigint not null check (days_per_week between 0 and 7),
    individual_every_weeks text collate "C" not null check (individual_every_weeks in ('0', '1', '2')),
    reason text collate "C",
    author_staff_number text collate "C",
    primary key (organization_id, client_number, from_date),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    foreign key (organization_id, author_staff_number) references staff (organization_id, staff_number)
);

create table memberships (
    organization_id text collate "C" not null,
    client_number text collate "C" not null,
    track_number text collate "C" not null,
    from_date text collate "C" not null,
    until_date text collate "C",
    days text collate "C" not null,
    primary key (organization_id, client_number, track_number, from_date),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    foreign key (organization_id, track_number) references tracks (organization_id, track_number),
    constraint memberships_dates check (until_date >= from_date)
);
