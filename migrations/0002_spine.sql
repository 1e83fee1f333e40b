-- The spine: one row for everything that people act on, and beside it what lists, counts and permissions look at.
--
-- item_party, item_place and the two tables of counts are derived: they are written by the transaction that changes the
-- item and can be proved against the tables that they come from. Each carries the columns by which lists filter and sort,
-- so that any list is a few short ranges of one index. Items that were deleted are in none of them.

-- position: the time of opening in milliseconds, shifted by 20 bits, with a tie-break. It is the order of every list and
--   the key by which all other tables of the spine find the item. On SQLite it is the row's own number; PostgreSQL gets
--   indexes that find it without being in its order (0006), since its planner likes to walk such an index past a million
--   rows in the hope of fifty.
-- state: 1 pending approval, 2 pending assignment, 3 pending resolution, 4 pending finalization, 5 finalized, 6 declined,
--   7 on hold; open are 1, 2, 3 and 7.
-- due_order: due_at, or the end of time where there is none, so that what has no due date comes last on every database.
CREATE TABLE item (
  position BIGINT /* SQLite: PRIMARY KEY */ NOT NULL,
  id BIGINT NOT NULL UNIQUE,
  kind SMALLINT NOT NULL,
  module_id BIGINT NOT NULL REFERENCES work_module (id),
  number BIGINT NOT NULL,
  title TEXT NOT NULL,
  state SMALLINT NOT NULL,
  type_id BIGINT REFERENCES request_type (id),
  building_id BIGINT REFERENCES building (id),
  creator_id BIGINT NOT NULL REFERENCES app_user (id),
  requester_id BIGINT NOT NULL REFERENCES app_user (id),
  due_at BIGINT,
  due_order BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  deleted_at BIGINT
);
CREATE SEQUENCE item_seq;
CREATE UNIQUE INDEX item_module_id_number_key ON item (module_id, number);
/* SQLite: CREATE INDEX item_age ON item (module_id, position) WHERE deleted_at IS NULL; */
CREATE INDEX item_state ON item (module_id, state, position) WHERE deleted_at IS NULL;
CREATE INDEX item_due ON item (module_id, state, due_order, position) WHERE deleted_at IS NULL;
CREATE INDEX item_updated ON item (module_id, updated_at, position) WHERE deleted_at IS NULL;
CREATE INDEX item_type ON item (module_id, type_id, state, position) WHERE deleted_at IS NULL;
CREATE INDEX item_deleted ON item (module_id, position) WHERE deleted_at IS NOT NULL;
CREATE INDEX item_building ON item (building_id);

-- Everyone for whom an item is their own: who created it, on whose behalf, and who is assigned.
CREATE TABLE item_party (
  user_id BIGINT NOT NULL,
  module_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  assigned BOOLEAN NOT NULL,
  requested BOOLEAN NOT NULL,
  state SMALLINT NOT NULL,
  type_id BIGINT,
  building_id BIGINT,
  due_order BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, module_id, position)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX item_party_state ON item_party (user_id, module_id, state, position);
CREATE INDEX item_party_due ON item_party (user_id, module_id, state, due_order, position);
CREATE INDEX item_party_updated ON item_party (user_id, module_id, updated_at, position);
CREATE INDEX item_party_type ON item_party (user_id, module_id, type_id, state, position);
CREATE INDEX item_party_building ON item_party (user_id, module_id, building_id, state, position);
CREATE INDEX item_party_assigned ON item_party (user_id, module_id, state, position) WHERE assigned;
CREATE INDEX item_party_assigned_building ON item_party (user_id, module_id, building_id, state, position) WHERE assigned;
CREATE INDEX item_party_requested ON item_party (user_id, module_id, state, position) WHERE requested;
CREATE INDEX item_party_requested_building ON item_party (user_id, module_id, building_id, state, position) WHERE requested;

-- Where an item is: one row for each of its buildings, none for an item without one.
CREATE TABLE item_place (
  building_id BIGINT NOT NULL,
  module_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  state SMALLINT NOT NULL,
  type_id BIGINT,
  due_order BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (building_id, module_id, position)
) /* SQLite: WITHOUT ROWID */;
CREATE INDEX item_place_state ON item_place (building_id, module_id, state, position);
CREATE INDEX item_place_due ON item_place (building_id, module_id, state, due_order, position);
CREATE INDEX item_place_updated ON item_place (building_id, module_id, updated_at, position);
CREATE INDEX item_place_type ON item_place (building_id, module_id, type_id, state, position);

-- How many items there are in each state, by building (0: in none) and by person and building. Counting them live takes
-- hundreds of milliseconds where there are a million.
CREATE TABLE item_count (
  module_id BIGINT NOT NULL,
  building_id BIGINT NOT NULL,
  state SMALLINT NOT NULL,
  items BIGINT NOT NULL,
  PRIMARY KEY (module_id, building_id, state)
) /* SQLite: WITHOUT ROWID */;
CREATE TABLE item_party_count (
  user_id BIGINT NOT NULL,
  module_id BIGINT NOT NULL,
  building_id BIGINT NOT NULL,
  state SMALLINT NOT NULL,
  items BIGINT NOT NULL,
  PRIMARY KEY (user_id, module_id, building_id, state)
) /* SQLite: WITHOUT ROWID */;

-- The sums of these two, for who may see everything, and for everybody's own. The first is spread over sixteen rows, by
-- position, so that not every transaction of an organization waits for the one before it.
CREATE TABLE item_total (
  module_id BIGINT NOT NULL,
  shard SMALLINT NOT NULL,
  state SMALLINT NOT NULL,
  items BIGINT NOT NULL,
  PRIMARY KEY (module_id, shard, state)
) /* SQLite: WITHOUT ROWID */;
CREATE TABLE item_party_total (
  user_id BIGINT NOT NULL,
  module_id BIGINT NOT NULL,
  state SMALLINT NOT NULL,
  items BIGINT NOT NULL,
  PRIMARY KEY (user_id, module_id, state)
) /* SQLite: WITHOUT ROWID */;
