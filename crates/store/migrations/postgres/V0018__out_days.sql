-- The days on which a member of staff is out. No table of the files: an import leaves them. Rows are only added, and marked
-- when somebody takes them back; who wrote one at the command line is nobody's account.
create table out_days (
    organization_id text collate "C" not null,
    staff_number text collate "C" not null,
    sequence bigint not null check (sequence > 0),
    from_date text collate "C" not null,
    until_date text collate "C",
    reason text collate "C",
    recorded_at bigint not null,
    recorded_by text collate "C",
    taken_back_at bigint,
    taken_back_by text collate "C",
    primary key (organization_id, staff_number, sequence),
    foreign key (organization_id, staff_number) references staff (organization_id, staff_number),
    foreign key (organization_id, recorded_by) references users (organization_id, user_id),
    foreign key (organization_id, taken_back_by) references users (organization_id, user_id)
);
