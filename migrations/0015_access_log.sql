-- The log of what decides what people may do, newest first, found without statistics too: nothing but this index offers itself to a
-- query that says these two conditions word for word and hides the kinds.
DROP INDEX history_access;
CREATE INDEX history_log ON history (at, id) WHERE subject_kind <> 'work_request'
  AND action IN ('created', 'updated', 'deleted', 'reset');
