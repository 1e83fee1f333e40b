-- The work on a request: when it is planned, timers that run, hours with their times, and what an hour of each worker cost until when.

-- Both, or neither.
ALTER TABLE work_request ADD COLUMN scheduled_from BIGINT;
ALTER TABLE work_request ADD COLUMN scheduled_thru BIGINT;
CREATE INDEX work_request_scheduled ON work_request (scheduled_thru, scheduled_from) WHERE scheduled_thru IS NOT NULL;

-- One for each worker who is at work on a request; stopping it leaves a work_entry.
CREATE TABLE work_timer (
  user_id BIGINT NOT NULL REFERENCES app_user (id),
  item_id BIGINT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
  started_by BIGINT NOT NULL REFERENCES app_user (id),
  started_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, item_id)
);
CREATE INDEX work_timer_item ON work_timer (item_id);
CREATE INDEX work_timer_started_by ON work_timer (started_by);

-- From when to when, where that is known; hourly_rate is the rate of its kind: regular or overtime.
ALTER TABLE work_entry ADD COLUMN kind TEXT NOT NULL DEFAULT 'regular';
ALTER TABLE work_entry ADD COLUMN started_at BIGINT;
ALTER TABLE work_entry ADD COLUMN ended_at BIGINT;
ALTER TABLE work_entry ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE cost ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- Rates that were in force until a moment; those of now are in worker. Rates that were never entered leave nothing here.
CREATE TABLE worker_rate (
  user_id BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  until BIGINT NOT NULL,
  hourly_rate BIGINT,
  overtime_rate BIGINT,
  other_rate BIGINT,
  PRIMARY KEY (user_id, until)
);
