-- Numbers of the program's own rules that it changed: from which day on, to what, and why.
create table rule_changes (
    organization_id text collate "C" not null references organizations (organization_id),
    name text collate "C" not null,
    from_date text collate "C" not null,
    value bigint not null check (value >= 0),
    reason text collate "C" not null,
    primary key (organization_id, name, from_date)
);
