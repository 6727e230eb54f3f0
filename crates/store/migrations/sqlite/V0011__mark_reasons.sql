-- Why a mark was made or changed, under the audit row of the change; the old value itself stands in `amendments`.
create table mark_reasons (
    organization_id text not null,
    on_date text not null,
    client_number text not null,
    start_minute integer not null check (start_minute between 0 and 1439),
    place text not null,
    audit_sequence integer not null,
    reason text not null,
    primary key (organization_id, on_date, client_number, start_minute, place, audit_sequence),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    foreign key (organization_id, audit_sequence) references audit (organization_id, sequence)
) strict, without rowid;
