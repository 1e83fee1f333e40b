-- What the items can be found by: their words and, marked by a character that no word has, who and where they are for, so
-- that a search within somebody's scope is one question to one index.
CREATE TABLE item_search (
  position BIGINT PRIMARY KEY,
  words TSVECTOR NOT NULL
);
-- without a list of pending entries, which every search would have to read through
CREATE INDEX item_search_words ON item_search USING gin (words) WITH (fastupdate = off);
