-- Whoever was marked at one session, without walking through the marks of the whole day.
create index marks_of_a_place on marks (organization_id, on_date, place, client_number);
