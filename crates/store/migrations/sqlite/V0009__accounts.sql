-- Who signs in, and what is signed in now. Secrets stand here only as hashes: passwords and PINs as Argon2id, invitations
-- and sign-ins, which are random and long, as SHA-256.
create table users (
    organization_id text not null references organizations (organization_id),
    user_id text not null,
    name text not null,
    login text not null,
    staff_number text,
    roles text not null,
    password_hash text,
    pin_hash text,
    invitation_hash text,
    invitation_expires integer,
    locked integer not null check (locked in (0, 1)),
    failures integer not null check (failures >= 0),
    failed_at integer,
    theme text not null check (theme in ('auto', 'light', 'dark')),
    created_at integer not null,
    primary key (organization_id, user_id),
    foreign key (organization_id, staff_number) references staff (organization_id, staff_number),
    constraint users_login unique (login),
    constraint users_staff unique (organization_id, staff_number),
    constraint users_invitation unique (invitation_hash)
) strict, without rowid;

create table sign_ins (
    token_hash text not null primary key,
    organization_id text not null,
    user_id text not null,
    shared integer not null check (shared in (0, 1)),
    locked integer not null check (locked in (0, 1)),
    pin_failures integer not null check (pin_failures >= 0),
    created_at integer not null,
    seen_at integer not null,
    foreign key (organization_id, user_id) references users (organization_id, user_id)
) strict, without rowid;

create index sign_ins_of_a_user on sign_ins (organization_id, user_id);
