-- Open items have each mark a second time, beginning with the character 57345: their lists are short. The marks of states
-- are not among them. What an item has is taken from the vocabulary of the index.
CREATE VIRTUAL TABLE item_search_has USING fts5vocab (item_search, instance);
CREATE TABLE item_search_kept AS
  SELECT i.position AS position, group_concat(
      CASE WHEN substr(h.term, 1, 1) = char(57344) AND h.term <> char(57344) || i.module_id || 's' || i.state
           THEN h.term || ' ' || char(57345) || substr(h.term, 2)
           ELSE h.term END, ' ') AS words
    FROM item_search_has h CROSS JOIN item i ON i.position = -h.doc WHERE i.state IN (1, 2, 3, 7) GROUP BY i.position;
DROP TABLE item_search_has;
DELETE FROM item_search WHERE rowid IN (SELECT -position FROM item_search_kept);
INSERT INTO item_search (rowid, words) SELECT -position, words FROM item_search_kept ORDER BY position DESC;
DROP TABLE item_search_kept;
INSERT INTO item_search (item_search) VALUES ('optimize');
-- Two pieces of like size are merged when the worker asks for it, instead of four.
INSERT INTO item_search (item_search, rank) VALUES ('usermerge', 2);
