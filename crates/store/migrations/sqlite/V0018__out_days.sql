-- The days on which a member of staff is out. No table of the files: an import leaves them. Rows are only added, and marked
-- when somebody takes them back; who wrote one at the command line is nobody's account.
create table out_days (
    organization_id text not null,
    staff_number text not null,
    sequence integer not null check (sequence > 0),
    from_date text not null,
    until_date text,
    reason text,
    recorded_at integer not null,
    recorded_by text,
    taken_back_at integer,
    taken_back_by text,
    primary key (organization_id, staff_number, sequence),
    foreign key (organization_id, staff_number) references staff (organization_id, staff_number),
    foreign key (organization_id, recorded_by) references users (organization_id, user_id),
    foreign key (organization_id, taken_back_by) references users (organization_id, user_id)
) strict, without rowid;
