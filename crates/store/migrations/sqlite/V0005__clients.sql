-- The people in care. `client_number` is the program's own; `client_id` is random, and the only one that may stand in an
-- address, a log line or an audit row.
create table clients (
    organization_id text not null references organizations (organization_id),
    client_number text not null,
    client_id text not null,
    first_name text not null,
    last_name text,
    preferred_name text,
    pronouns text,
    birth_date text,
    languages text not null,
    phone text,
    email text,
    primary_therapist text,
    primary key (organization_id, client_number),
    foreign key (organization_id, primary_therapist) references staff (organization_id, staff_number),
    constraint clients_client_id unique (organization_id, client_id)
) strict, without rowid;

create table keep_away (
    organization_id text not null,
    client_number text not null,
    other_client_number text not null,
    primary key (organization_id, client_number, other_client_number),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    foreign key (organization_id, other_client_number) references clients (organization_id, client_number)
) strict, without rowid;

create table availability (
    organization_id text not null,
    client_number text not null,
    weekday text not null check (weekday in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
    from_minute integer not null check (from_minute between 0 and 1439),
    to_minute integer not null check (to_minute between 0 and 1439),
    primary key (organization_id, client_number, weekday, from_minute),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    constraint availability_hours check (to_minute > from_minute)
) strict, without rowid;
