-- Finding an item by its position, and keeping positions apart. Neither index is in the order of positions, on purpose:
-- lists are read by the indexes that begin with what they are filtered by.
CREATE INDEX item_position ON item USING hash (position);
CREATE UNIQUE INDEX item_position_key ON item ((-position));
