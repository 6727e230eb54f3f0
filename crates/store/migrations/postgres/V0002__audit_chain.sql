-- One row per look or change, chained by hash within an organization, and the old values of what was amended. The head
-- is kept apart so that a chain cut short is seen, and so that writers of one organization can queue on it.
create table audit_heads (
    organization_id text collate "C" not null primary key references organizations (organization_id),
    sequence bigint not null,
    hash text collate "C" not null
);

create table audit (
    organization_id text collate "C" not null references organizations (organization_id),
    sequence bigint not null check (sequence > 0),
    at bigint not null,
    actor text collate "C" not null,
    deed text collate "C" not null,
    scope text collate "C" not null,
    purpose text collate "C" not null,
    allowed bigint not null check (allowed in (0, 1)),
    hash text collate "C" not null,
    primary key (organization_id, sequence)
);

create table amendments (
    organization_id text collate "C" not null,
    table_name text collate "C" not null,
    record_key text collate "C" not null,
    audit_sequence bigint not null,
    before text collate "C" not null,
    primary key (organization_id, table_name, record_key, audit_sequence),
    foreign key (organization_id, audit_sequence) references audit (organization_id, sequence)
);
