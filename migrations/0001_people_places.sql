-- Who there is and where: the organization, its places, its people, what they hold, and how they come in.

CREATE TABLE organization (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  currency TEXT NOT NULL,
  buildings_cover_own BOOLEAN NOT NULL DEFAULT false,
  created_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE building (
  id BIGSERIAL PRIMARY KEY,
  name TEXT NOT NULL,
  address TEXT NOT NULL DEFAULT '',
  version BIGINT NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX building_name_key ON building (lower(name));

CREATE TABLE resource (
  id BIGSERIAL PRIMARY KEY,
  building_id BIGINT NOT NULL REFERENCES building (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX resource_building_id_name_key ON resource (building_id, lower(name));

CREATE TABLE building_group (
  id BIGSERIAL PRIMARY KEY,
  name TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX building_group_name_key ON building_group (lower(name));

CREATE TABLE building_group_member (
  group_id BIGINT NOT NULL REFERENCES building_group (id) ON DELETE CASCADE,
  building_id BIGINT NOT NULL REFERENCES building (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, building_id)
);
CREATE INDEX building_group_member_building ON building_group_member (building_id);

CREATE TABLE user_type (
  id BIGSERIAL PRIMARY KEY,
  name TEXT NOT NULL,
  builtin TEXT UNIQUE,
  signs_in BOOLEAN NOT NULL,
  grants TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX user_type_name_key ON user_type (lower(name));

-- user_name NULL: a person without sign-in. A deleted person keeps the row, for history's sake, and nothing else.
CREATE TABLE app_user (
  id BIGSERIAL PRIMARY KEY,
  user_name TEXT,
  name TEXT NOT NULL,
  email TEXT,
  user_type_id BIGINT NOT NULL REFERENCES user_type (id),
  all_buildings BOOLEAN NOT NULL DEFAULT false,
  default_building_id BIGINT REFERENCES building (id) ON DELETE SET NULL,
  color TEXT NOT NULL,
  active BOOLEAN NOT NULL DEFAULT true,
  password_hash TEXT,
  must_change_password BOOLEAN NOT NULL DEFAULT false,
  overrides TEXT NOT NULL DEFAULT '{}',
  contact TEXT NOT NULL DEFAULT '{}',
  preferences TEXT NOT NULL DEFAULT '{}',
  insurance_expires_on TEXT,
  version BIGINT NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT
);
CREATE UNIQUE INDEX app_user_user_name_key ON app_user (lower(user_name)) WHERE user_name IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX app_user_type ON app_user (user_type_id);
CREATE INDEX app_user_default_building ON app_user (default_building_id);
CREATE INDEX app_user_name ON app_user (lower(name), id) WHERE deleted_at IS NULL;

CREATE TABLE user_building (
  user_id BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  building_id BIGINT NOT NULL REFERENCES building (id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, building_id)
);
CREATE INDEX user_building_building ON user_building (building_id);

CREATE TABLE user_building_group (
  user_id BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  group_id BIGINT NOT NULL REFERENCES building_group (id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, group_id)
);
CREATE INDEX user_building_group_group ON user_building_group (group_id);

-- Amounts are minor units of the organization's currency per hour; NULL means never entered, 0 counts as entered.
CREATE TABLE worker (
  user_id BIGINT PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
  hourly_rate BIGINT,
  overtime_rate BIGINT,
  other_rate BIGINT
);

CREATE TABLE team (
  id BIGSERIAL PRIMARY KEY,
  name TEXT NOT NULL,
  lead_id BIGINT REFERENCES app_user (id) ON DELETE SET NULL,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX team_name_key ON team (lower(name));
CREATE INDEX team_lead ON team (lead_id);

CREATE TABLE team_member (
  team_id BIGINT NOT NULL REFERENCES team (id) ON DELETE CASCADE,
  user_id BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  PRIMARY KEY (team_id, user_id)
);
CREATE INDEX team_member_user ON team_member (user_id);

CREATE TABLE team_user_type (
  team_id BIGINT NOT NULL REFERENCES team (id) ON DELETE CASCADE,
  user_type_id BIGINT NOT NULL REFERENCES user_type (id),
  PRIMARY KEY (team_id, user_type_id)
);
CREATE INDEX team_user_type_type ON team_user_type (user_type_id);

CREATE TABLE team_building (
  team_id BIGINT NOT NULL REFERENCES team (id) ON DELETE CASCADE,
  building_id BIGINT NOT NULL REFERENCES building (id) ON DELETE CASCADE,
  PRIMARY KEY (team_id, building_id)
);
CREATE INDEX team_building_building ON team_building (building_id);

CREATE TABLE team_building_group (
  team_id BIGINT NOT NULL REFERENCES team (id) ON DELETE CASCADE,
  group_id BIGINT NOT NULL REFERENCES building_group (id) ON DELETE CASCADE,
  PRIMARY KEY (team_id, group_id)
);
CREATE INDEX team_building_group_group ON team_building_group (group_id);

-- The token itself is only ever with its holder: here is its SHA-256.
CREATE TABLE session (
  id BIGSERIAL PRIMARY KEY,
  token_hash BYTEA NOT NULL UNIQUE,
  user_id BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  user_agent TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX session_holder ON session (user_id);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE invitation (
  id BIGSERIAL PRIMARY KEY,
  token_hash BYTEA NOT NULL UNIQUE,
  user_id BIGINT NOT NULL UNIQUE REFERENCES app_user (id) ON DELETE CASCADE,
  expires_at BIGINT NOT NULL
);

-- Failed sign-ins per name and per address, forgotten after a while: they slow guessing down and lock nobody out for ever.
CREATE TABLE sign_in_failure (
  subject TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL
);

-- Append-only. subject_kind names what changed in the trade's words: work_request, user, building, …
CREATE TABLE history (
  id BIGSERIAL PRIMARY KEY,
  at BIGINT NOT NULL,
  actor_id BIGINT REFERENCES app_user (id),
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  action TEXT NOT NULL,
  changes TEXT NOT NULL
);
CREATE INDEX history_subject ON history (subject_kind, subject_id, id);
CREATE INDEX history_actor ON history (actor_id, id);

-- The answer to a POST with an Idempotency-Key, kept for a day, so that a repeated call does not act twice.
CREATE TABLE idempotency (
  user_id BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  request_hash BYTEA NOT NULL,
  status BIGINT,
  headers TEXT NOT NULL DEFAULT '{}',
  body TEXT,
  at BIGINT NOT NULL,
  PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_at ON idempotency (at);

CREATE TABLE work_module (
  id BIGSERIAL PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  needs_review BOOLEAN NOT NULL DEFAULT true,
  version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE request_type (
  id BIGSERIAL PRIMARY KEY,
  module_id BIGINT NOT NULL REFERENCES work_module (id),
  name TEXT NOT NULL,
  due_days BIGINT,
  active BOOLEAN NOT NULL DEFAULT true,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX request_type_module_id_name_key ON request_type (module_id, lower(name));

-- A process with neither building nor request type is the organization's.
CREATE TABLE approval_process (
  id BIGSERIAL PRIMARY KEY,
  module_id BIGINT NOT NULL REFERENCES work_module (id),
  building_id BIGINT REFERENCES building (id) ON DELETE CASCADE,
  request_type_id BIGINT REFERENCES request_type (id) ON DELETE CASCADE,
  enforce_order BOOLEAN NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  CHECK (building_id IS NULL OR request_type_id IS NULL)
);
CREATE UNIQUE INDEX approval_process_scope_key
  ON approval_process (module_id, coalesce(building_id, 0), coalesce(request_type_id, 0));
CREATE INDEX approval_process_building ON approval_process (building_id);
CREATE INDEX approval_process_type ON approval_process (request_type_id);

CREATE TABLE approval_tier_member (
  process_id BIGINT NOT NULL REFERENCES approval_process (id) ON DELETE CASCADE,
  tier BIGINT NOT NULL,
  user_type_id BIGINT REFERENCES user_type (id),
  user_id BIGINT REFERENCES app_user (id) ON DELETE CASCADE,
  CHECK ((user_type_id IS NULL) <> (user_id IS NULL))
);
CREATE INDEX approval_tier_member_process ON approval_tier_member (process_id, tier);
CREATE INDEX approval_tier_member_type ON approval_tier_member (user_type_id);
CREATE INDEX approval_tier_member_user ON approval_tier_member (user_id);

CREATE TABLE saved_view (
  id BIGSERIAL PRIMARY KEY,
  user_id BIGINT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  page TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  columns TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX saved_view_user_id_page_name_key ON saved_view (user_id, page, lower(name));
