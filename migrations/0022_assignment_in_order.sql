-- Who is assigned, in the order of their assignment, out of the index alone: a list reads it for each of its requests.
CREATE INDEX assignment_in_order ON assignment (item_id, at, user_id);
