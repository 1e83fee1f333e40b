-- Each document has a mark for the stretch of time that it is in, one for each of three lengths, so that the index of words can be asked for
-- one stretch after another. The table is written anew: with its index in place that would take ten times as long.
ALTER TABLE item_search RENAME TO item_search_unmarked;
CREATE TABLE item_search AS
  SELECT position, words || array_to_tsvector(ARRAY[
      chr(57344) || 'x' || (position >> 47), chr(57344) || 'y' || (position >> 51), chr(57344) || 'z' || (position >> 55)]) AS words
    FROM item_search_unmarked ORDER BY position;
DROP TABLE item_search_unmarked;
ALTER TABLE item_search ALTER COLUMN position SET NOT NULL, ALTER COLUMN words SET NOT NULL;
ALTER TABLE item_search ADD CONSTRAINT item_search_pkey PRIMARY KEY (position);
-- Was a great load cut short, its end makes this index.
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM dropped_index WHERE name = 'item_search_words') THEN
    SET LOCAL maintenance_work_mem = '256MB';
    CREATE INDEX item_search_words ON item_search USING gin (words) WITH (fastupdate = off);
  END IF;
END $$;
ANALYZE item_search;
