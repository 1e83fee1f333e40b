-- What any item can carry, whatever its kind: who follows it, files, and links to other items.

-- Followers are no owners: they get mail of what they may read anyway, and nothing else.
CREATE TABLE follower (
  item_id BIGINT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
  user_id BIGINT NOT NULL REFERENCES app_user (id),
  added_by BIGINT NOT NULL REFERENCES app_user (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (item_id, user_id)
);
CREATE INDEX follower_user ON follower (user_id);
CREATE INDEX follower_added_by ON follower (added_by);

-- item_id NULL: received, and not yet part of anything; whoever sent it takes it in by the change that it belongs to, or it is
-- forgotten after a day. response_id: it was sent with that response, and is as private as that.
-- name: as its sender called it, without folders and control characters. kind: what it is, from a short list of our own.
CREATE TABLE attachment (
  id BIGSERIAL PRIMARY KEY,
  item_id BIGINT REFERENCES item (id) ON DELETE CASCADE,
  response_id BIGINT REFERENCES response (id) ON DELETE CASCADE,
  user_id BIGINT NOT NULL REFERENCES app_user (id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  size BIGINT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX attachment_item ON attachment (item_id, id);
CREATE INDEX attachment_response ON attachment (response_id);
CREATE INDEX attachment_user ON attachment (user_id);
CREATE INDEX attachment_waiting ON attachment (at) WHERE item_id IS NULL;

-- What is in a file, in pieces, so that nobody has to hold the whole of it. place counts from 0.
CREATE TABLE attachment_chunk (
  attachment_id BIGINT NOT NULL REFERENCES attachment (id) ON DELETE CASCADE,
  place BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (attachment_id, place)
);

-- One link between two items, seen from both ends. kind: related; duplicate: the first is one of the second; follow_up: the
-- first came out of the second.
CREATE TABLE association (
  id BIGSERIAL PRIMARY KEY,
  item_id BIGINT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
  other_id BIGINT NOT NULL REFERENCES item (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  user_id BIGINT NOT NULL REFERENCES app_user (id),
  at BIGINT NOT NULL,
  CHECK (item_id <> other_id)
);
CREATE UNIQUE INDEX association_item_id_other_id_key ON association (least(item_id, other_id), greatest(item_id, other_id));
CREATE INDEX association_item ON association (item_id);
CREATE INDEX association_other ON association (other_id);
CREATE INDEX association_user ON association (user_id);
