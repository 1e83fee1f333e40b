-- Links of the organization's own in the navigation; who sees which is said by user types (navigation.visible_links).

CREATE TABLE navigation_link (
  id BIGSERIAL PRIMARY KEY,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX navigation_link_name_key ON navigation_link (lower(name));
