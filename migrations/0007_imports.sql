-- An import is checked before it is carried out: what is wrong with each row is kept row by row, and one file comes in once.

ALTER TABLE import_run DROP COLUMN errors;
ALTER TABLE import_run ADD COLUMN dry_run BOOLEAN NOT NULL DEFAULT true;
-- the job that does it; a run whose job is neither waiting nor at work will not go on
ALTER TABLE import_run ADD COLUMN job_id BIGINT;
-- why it failed as a whole
ALTER TABLE import_run ADD COLUMN problem TEXT;
ALTER TABLE import_run ADD COLUMN rows_bad BIGINT NOT NULL DEFAULT 0;
ALTER TABLE import_run ADD COLUMN rows_good BIGINT NOT NULL DEFAULT 0;
-- between which times the imported requests were opened
ALTER TABLE import_run ADD COLUMN opened_from BIGINT;
ALTER TABLE import_run ADD COLUMN opened_to BIGINT;
CREATE UNIQUE INDEX import_run_kind_file_hash_key ON import_run (kind, file_hash) WHERE state = 'done';

CREATE TABLE import_error (
  run_id BIGINT NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  place BIGINT NOT NULL,
  row_number BIGINT NOT NULL,
  column_name TEXT NOT NULL,
  cell TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (run_id, place)
);
