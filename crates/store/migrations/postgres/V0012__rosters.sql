-- Who is in a track on a day, by the track; and a number that moves whenever the schedule changes, so that a program that
-- keeps it in memory knows when to read it again.
create index memberships_of_a_track on memberships (organization_id, track_number, from_date, until_date, client_number, days);

alter table organizations add column schedule_version bigint not null default 0;
