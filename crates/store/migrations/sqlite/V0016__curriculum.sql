-- What groups are about: topics, and by which list of them each weekly session goes on from a Monday. No file of the import
-- format holds them. `earlier` and `topics` are JSON arrays: of names, and of topic numbers in their order.
create table topics (
    organization_id text not null,
    topic_number text not null,
    name text not null,
    earlier text not null,
    domain text not null,
    modality text not null,
    core text not null check (core in ('yes', 'no')),
    retired text not null check (retired in ('yes', 'no')),
    primary key (organization_id, topic_number),
    foreign key (organization_id) references organizations (organization_id)
) strict, without rowid;

create table rotations (
    organization_id text not null,
    track_number text not null,
    weekday text not null check (weekday in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
    start_minute integer not null check (start_minute between 0 and 1439),
    from_date text not null,
    topics text not null,
    primary key (organization_id, track_number, weekday, start_minute, from_date),
    foreign key (organization_id, track_number) references tracks (organization_id, track_number)
) strict, without rowid;
