-- Work that is done later: enqueued by the transaction that wants it, leased by one node at a time.

-- Waiting: neither done nor failed. In somebody's hands: lease_until lies ahead; attempts counts the leases.
CREATE TABLE job (
  id BIGSERIAL PRIMARY KEY,
  queue TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0,
  max_attempts BIGINT NOT NULL CHECK (max_attempts > 0),
  lease_until BIGINT,
  lease_owner TEXT,
  last_error TEXT,
  created_at BIGINT NOT NULL,
  done_at BIGINT,
  failed_at BIGINT,
  CHECK (done_at IS NULL OR failed_at IS NULL)
);
CREATE INDEX job_waiting ON job (queue, run_at, id) WHERE done_at IS NULL AND failed_at IS NULL;
CREATE INDEX job_waiting_kind ON job (kind) WHERE done_at IS NULL AND failed_at IS NULL;
CREATE INDEX job_done ON job (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX job_failed ON job (id) WHERE failed_at IS NOT NULL;

-- The last period, counted from 1970, for which a periodic job was enqueued.
CREATE TABLE job_period (
  kind TEXT PRIMARY KEY,
  period BIGINT NOT NULL
);
