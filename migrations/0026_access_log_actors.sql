-- Everybody who changed what decides what people may do, found by a look for each of them. The conditions are those of history_log, word
-- for word; what a look is narrowed to stands in the index too.
CREATE INDEX history_log_actor ON history (actor_id, at, id, subject_kind, action) WHERE subject_kind <> 'work_request'
  AND action IN ('created', 'updated', 'deleted', 'reset');
