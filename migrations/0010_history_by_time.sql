-- What happened to things of one kind, newest first, and since a moment.
CREATE INDEX history_kind ON history (subject_kind, at, id);

-- The log of what decides what people may do, newest first; these two conditions stand in its queries word for word.
CREATE INDEX history_access ON history (at, id) WHERE subject_kind IN ('user', 'user_type', 'team', 'building_group', 'building')
  AND action IN ('created', 'updated', 'deleted', 'reset');

-- The line that this one takes back.
ALTER TABLE history ADD COLUMN reverts BIGINT;
CREATE INDEX history_reverts ON history (reverts) WHERE reverts IS NOT NULL;
