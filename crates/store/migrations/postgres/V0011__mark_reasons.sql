-- Why a mark was made or changed, under the audit row of the change; the old value itself stands in `amendments`.
create table mark_reasons (
    organization_id text collate "C" not null,
    on_date text collate "C" not null,
    client_number text collate "C" not null,
    start_minute bigint not null check (start_minute between 0 and 1439),
    place text collate "C" not null,
    audit_sequence bigint not null,
    reason text collate "C" not null,
    primary key (organization_id, on_date, client_number, start_minute, place, audit_sequence),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    foreign key (organization_id, audit_sequence) references audit (organization_id, sequence)
);
