-- Who signs in, and what is signed in now. Secrets stand here only as hashes: passwords and PINs as Argon2id, invitations
-- and sign-ins, which are random and long, as SHA-256.
create table users (
    organization_id text collate "C" not null references organizations (organization_id),
    user_id text collate "C" not null,
    name text collate "C" not null,
    login text collate "C" not null,
    staff_number text collate "C",
    roles text collate "C" not null,
    password_hash text collate "C",
    pin_hash text collate "C",
    invitation_hash text collate "C",
    invitation_expires bigint,
    locked bigint not null check (locked in (0, 1)),
    failures bigint not null check (failures >= 0),
    failed_at bigint,
    theme text collate "C" not null check (theme in ('auto', 'light', 'dark')),
    created_at bigint not null,
    primary key (organization_id, user_id),
    foreign key (organization_id, staff_number) references staff (organization_id, staff_number),
    constraint users_login unique (login),
    constraint users_staff unique (organization_id, staff_number),
    constraint users_invitation unique (invitation_hash)
);

create table sign_ins (
    token_hash text collate "C" not null primary key,
    organization_id text collate "C" not null,
    user_id text collate "C" not null,
    shared bigint not null check (shared in (0, 1)),
    locked bigint not null check (locked in (0, 1)),
    pin_failures bigint not null check (pin_failures >= 0),
    created_at bigint not null,
    seen_at bigint not null,
    foreign key (organization_id, user_id) references users (organization_id, user_id)
);

create index sign_ins_of_a_user on sign_ins (organization_id, user_id);
