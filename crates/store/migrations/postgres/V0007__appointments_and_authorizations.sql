-- Individual and family sessions, and the payer's authority to treat.
create table appointments (
    organization_id text collate "C" not null,
    appointment_number text collate "C" not null,
    kind text collate "C" not null check (kind in ('individual', 'family')),
    client_number text collate "C" not null,
    staff_number text collate "C" not null,
    on_date text collate "C" not null,
    start_minute bigint not null check (start_minute between 0 and 1439),
    end_minute bigint not null check (end_minute between 0 and 1439),
    mode text collate "C" not null check (mode in ('in_person', 'telehealth')),
    status text collate "C" not null check (status in ('booked', 'cancelled')),
    primary key (organization_id, appointment_number),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    foreign key (organization_id, staff_number) references staff (organization_id, staff_number),
    constraint appointments_hours check (end_minute > start_minute)
);

create index appointments_of_a_client on appointments (organization_id, client_number, on_date);

-- Holds every column, so that the reports of a week need not look up each row.
create index appointments_of_a_day on appointments
    (organization_id, on_date, start_minute, end_minute, client_number, staff_number, kind, mode, status, appointment_number);

create table authorizations (
    organization_id text collate "C" not null,
    authorization_number text collate "C" not null,
    client_number text collate "C" not null,
    payer text collate "C" not null,
    reference text collate "C",
    unit text collate "C" not null check (unit in ('day', 'session', 'hour', 'quarter_hour')),
    units bigint not null check (units >= 0),
    from_date text collate "C" not null,
    until_date text collate "C",
    primary key (organization_id, authorization_number),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    constraint authorizations_dates check (until_date >= from_date)
);

-- Without the payer's words, which may be longer than an index takes.
create index authorizations_of_a_client on authorizations (organization_id, client_number, from_date, until_date);
