-- One row per look or change, chained by hash within an organization, and the old values of what was amended. The head
-- is kept apart so that a chain cut short is seen, and so that writers of one organization can queue on it.
create table audit_heads (
    organization_id text not null primary key references organizations (organization_id),
    sequence integer not null,
    hash text not null
) strict, without rowid;

create table audit (
    organization_id text not null references organizations (organization_id),
    sequence integer not null check (sequence > 0),
    at integer not null,
    actor text not null,
    deed text not null,
    scope text not null,
    purpose text not null,
    allowed integer not null check (allowed in (0, 1)),
    hash text not null,
    primary key (organization_id, sequence)
) strict, without rowid;

create table amendments (
    organization_id text not null,
    table_name text not null,
    record_key text not null,
    audit_sequence integer not null,
    before text not null,
    primary key (organization_id, table_name, record_key, audit_sequence),
    foreign key (organization_id, audit_sequence) references audit (organization_id, sequence)
) strict, without rowid;
