-- Where care happens and who gives it.
create table sites (
    organization_id text not null references organizations (organization_id),
    site_number text not null,
    name text not null,
    time_zone text not null,
    address text,
    parking text,
    phone text,
    primary key (organization_id, site_number)
) strict, without rowid;

create table rooms (
    organization_id text not null,
    room_number text not null,
    site_number text not null,
    name text not null,
    capacity integer not null check (capacity >= 0),
    primary key (organization_id, room_number),
    foreign key (organization_id, site_number) references sites (organization_id, site_number)
) strict, without rowid;

create table staff (
    organization_id text not null references organizations (organization_id),
    staff_number text not null,
    first_name text not null,
    last_name text not null,
    credential text not null,
    licensed text not null check (licensed in ('yes', 'no')),
    license_number text,
    license_state text,
    license_expires text,
    roles text not null,
    modalities text not null,
    languages text not null,
    primary key (organization_id, staff_number)
) strict, without rowid;
