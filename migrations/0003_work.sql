-- What a work request has beside its row on the spine (item).

CREATE TABLE work_request (
  item_id BIGINT PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,
  description TEXT NOT NULL,
  location TEXT NOT NULL,
  resource_id BIGINT REFERENCES resource (id) ON DELETE SET NULL,
  -- on hold: why, until when, and which state it returns to
  hold_reason TEXT,
  hold_until BIGINT,
  state_before_hold SMALLINT,
  action_taken TEXT,
  resolved_at BIGINT,
  finalized_at BIGINT,
  -- the approval process that it is under (NULL: one tier of everybody who may approve it) and the tiers that are satisfied
  approval_process_id BIGINT REFERENCES approval_process (id) ON DELETE SET NULL,
  approval_tier BIGINT NOT NULL DEFAULT 0,
  decline_reason TEXT
);
CREATE INDEX work_request_hold_until ON work_request (hold_until) WHERE hold_until IS NOT NULL;
CREATE INDEX work_request_resource ON work_request (resource_id);
CREATE INDEX work_request_process ON work_request (approval_process_id);

CREATE TABLE assignment (
  item_id BIGINT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
  user_id BIGINT NOT NULL REFERENCES app_user (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (item_id, user_id)
);
CREATE INDEX assignment_user ON assignment (user_id);

CREATE TABLE approval (
  id BIGSERIAL PRIMARY KEY,
  item_id BIGINT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
  tier BIGINT NOT NULL,
  user_id BIGINT NOT NULL REFERENCES app_user (id),
  decision TEXT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX approval_item ON approval (item_id);
CREATE INDEX approval_user ON approval (user_id);

CREATE TABLE response (
  id BIGSERIAL PRIMARY KEY,
  item_id BIGINT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
  user_id BIGINT NOT NULL REFERENCES app_user (id),
  text TEXT NOT NULL,
  private BOOLEAN NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX response_item ON response (item_id, id);
CREATE INDEX response_user ON response (user_id);

-- Time entered for a worker, in minutes, and what an hour of it cost then (minor units; NULL: rate unknown).
CREATE TABLE work_entry (
  id BIGSERIAL PRIMARY KEY,
  item_id BIGINT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
  user_id BIGINT NOT NULL REFERENCES app_user (id),
  entered_by BIGINT NOT NULL REFERENCES app_user (id),
  minutes BIGINT NOT NULL CHECK (minutes > 0),
  hourly_rate BIGINT,
  worked_on TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX work_entry_item ON work_entry (item_id, id);
CREATE INDEX work_entry_user ON work_entry (user_id);
CREATE INDEX work_entry_entered_by ON work_entry (entered_by);

-- Negative amounts are credits.
CREATE TABLE cost (
  id BIGSERIAL PRIMARY KEY,
  item_id BIGINT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  note TEXT NOT NULL,
  amount BIGINT NOT NULL,
  currency TEXT NOT NULL,
  entered_by BIGINT NOT NULL REFERENCES app_user (id),
  at BIGINT NOT NULL
);
CREATE INDEX cost_item ON cost (item_id, id);
CREATE INDEX cost_entered_by ON cost (entered_by);

-- A file that was imported is recognised by what is in it.
CREATE TABLE import_run (
  id BIGSERIAL PRIMARY KEY,
  kind TEXT NOT NULL,
  user_id BIGINT NOT NULL REFERENCES app_user (id),
  file_name TEXT NOT NULL,
  file_hash BYTEA NOT NULL,
  file BYTEA,
  settings TEXT NOT NULL,
  state TEXT NOT NULL,
  rows_total BIGINT NOT NULL,
  rows_done BIGINT NOT NULL,
  errors TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT
);
CREATE INDEX import_run_user ON import_run (user_id, id);
CREATE INDEX import_run_hash ON import_run (kind, file_hash);
