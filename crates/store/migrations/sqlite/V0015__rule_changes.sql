-- Numbers of the program's own rules that it changed: from which day on, to what, and why.
create table rule_changes (
    organization_id text not null references organizations (organization_id),
    name text not null,
    from_date text not null,
    value integer not null check (value >= 0),
    reason text not null,
    primary key (organization_id, name, from_date)
) strict, without rowid;
