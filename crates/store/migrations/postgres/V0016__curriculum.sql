-- What groups are about: topics, and by which list of them each weekly session goes on from a Monday. No file of the import
-- format holds them. `earlier` and `topics` are JSON arrays: of names, and of topic numbers in their order.
create table topics (
    organization_id text collate "C" not null,
    topic_number text collate "C" not null,
    name text collate "C" not null,
    earlier text collate "C" not null,
    domain text collate "C" not null,
    modality text collate "C" not null,
    core text collate "C" not null check (core in ('yes', 'no')),
    retired text collate "C" not null check (retired in ('yes', 'no')),
    primary key (organization_id, topic_number),
    foreign key (organization_id) references organizations (organization_id)
);

create table rotations (
    organization_id text collate "C" not null,
    track_number text collate "C" not null,
    weekday text collate "C" not null check (weekday in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
    start_minute bigint not null check (start_minute between 0 and 1439),
    from_date text collate "C" not null,
    topics text collate "C" not null,
    primary key (organization_id, track_number, weekday, start_minute, from_date),
    foreign key (organization_id, track_number) references tracks (organization_id, track_number)
);
