-- Attempts to reach a person, with what came of each; and make-ups that are booked: which missed session a day in a track
-- is for. The seat itself is a membership of that one day. A person's own marks, by the person.
create table contacts (
    organization_id text not null,
    client_number text not null,
    sequence integer not null check (sequence > 0),
    at integer not null,
    kind text not null check (kind in ('call', 'text', 'email', 'letter', 'visit', 'in_person')),
    outcome text not null check (outcome in ('reached', 'message_left', 'no_answer', 'declined')),
    about_date text,
    words text,
    recorded_by text not null,
    primary key (organization_id, client_number, sequence),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    foreign key (organization_id, recorded_by) references users (organization_id, user_id)
) strict, without rowid;

create table make_ups (
    organization_id text not null,
    client_number text not null,
    track_number text not null,
    on_date text not null,
    makes_up_date text,
    makes_up_start_minute integer check (makes_up_start_minute between 0 and 1439),
    booked_at integer not null,
    booked_by text not null,
    primary key (organization_id, client_number, track_number, on_date),
    foreign key (organization_id, client_number) references clients (organization_id, client_number),
    foreign key (organization_id, track_number) references tracks (organization_id, track_number),
    foreign key (organization_id, booked_by) references users (organization_id, user_id),
    constraint make_ups_whole check ((makes_up_date is null) = (makes_up_start_minute is null))
) strict, without rowid;

create index marks_of_a_client on marks (organization_id, client_number, on_date);
