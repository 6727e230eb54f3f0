-- Where care happens and who gives it.
create table sites (
    organization_id text collate "C" not null references organizations (organization_id),
    site_number text collate "C" not null,
    name text collate "C" not null,
    time_zone text collate "C" not null,
    address text collate "C",
    parking text collate "C",
    phone text collate "C",
    primary key (organization_id, site_number)
);

create table rooms (
    organization_id text collate "C" not null,
    room_number text collate "C" not null,
    site_number text collate "C" not null,
    name text collate "C" not null,
    capacity bigint not null check (capacity >= 0),
    primary key (organization_id, room_number),
    foreign key (organization_id, site_number) references sites (organization_id, site_number)
);

create table staff (
    organization_id text collate "C" not null references organizations (organization_id),
    staff_number text collate "C" not null,
    first_name text collate "C" not null,
    last_name text collate "C" not null,
    credential text collate "C" not null,
    licensed text collate "C" not null check (licensed in ('yes', 'no')),
    license_number text collate "C",
    license_state text collate "C",
    license_expires text collate "C",
    roles text collate "C" not null,
    modalities text collate "C" not null,
    languages text collate "C" not null,
    primary key (organization_id, staff_number)
);
