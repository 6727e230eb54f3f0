-- At which level, with which dose, in which track.
create table stays (
    organization_id text not null,
    client_number text not null,
    from_date text not null,
    until_date text,
    level text not null check (level in ('1.0', '2.1', '2.5', '3.1', '3.5', '3.7')),
    kind text not null check (kind in ('entry', 'step_down', 'step_up', 'maintenance')),
    end_reason text,
    primary key (organization_id, client_number, from_date),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    constraint stays_dates check (until_date >= from_date)
) strict, without rowid;

create table doses (
    organization_id text not null,
    client_number text not null,
    from_date text not null,
    minutes_per_week integer not null check (minutes_per_week >= 0),
    days_per_week integer not null check (days_per_week between 0 and 7),
    individual_every_weeks text not null check (individual_every_weeks in ('0', '1', '2')),
    reason text,
    author_staff_number text,
    primary key (organization_id, client_number, from_date),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    foreign key (organization_id, author_staff_number) references staff (organization_id, staff_number)
) strict, without rowid;

create table memberships (
    organization_id text not null,
    client_number text not null,
    track_number text not null,
    from_date text not null,
    until_date text,
    days text not null,
    primary key (organization_id, client_number, track_number, from_date),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    foreign key (organization_id, track_number) references tracks (organization_id, track_number),
    constraint memberships_dates check (until_date >= from_date)
) strict, without rowid;
