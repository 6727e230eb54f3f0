-- Whose database this is, and the organizations in it. `demo_clock` is the wall-clock moment at which a demo stands;
-- it is absent from a database made for real use.
create table installation (
    installation_id integer not null primary key check (installation_id = 1),
    product text not null check (product = 'evenkeel'),
    demo_clock text
) strict;

insert into installation (installation_id, product) values (1, 'evenkeel');

create table organizations (
    organization_id text not null primary key,
    name text not null,
    created_at integer not null,
    constraint organizations_name unique (name)
) strict, without rowid;
