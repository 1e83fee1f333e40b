-- The newest item comes first in the index of words, so its rowid is the negative of the position: the index is quick in the
-- direction of its rowids only. Its marks name the module, and say the state, too. What it has is taken from its own
-- vocabulary; marks begin with the character 57344.
CREATE VIRTUAL TABLE item_search_has USING fts5vocab (item_search, instance);
CREATE TABLE item_search_kept AS
  SELECT i.position AS position, i.module_id AS module_id, i.state AS state, group_concat(
      CASE WHEN h.term = char(57344) || 'm' || i.module_id THEN char(57344) || i.module_id || 'm'
           WHEN substr(h.term, 1, 1) = char(57344) THEN char(57344) || i.module_id || substr(h.term, 2)
           ELSE h.term END, ' ') AS words
    FROM item_search_has h CROSS JOIN item i ON i.position = h.doc GROUP BY i.position;
DROP TABLE item_search_has;
DROP TABLE item_search;
CREATE VIRTUAL TABLE item_search USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* S* P* Co'"
);
INSERT INTO item_search (rowid, words)
  SELECT -position, words || ' ' || char(57344) || module_id || 's' || state FROM item_search_kept ORDER BY position DESC;
DROP TABLE item_search_kept;
INSERT INTO item_search (item_search) VALUES ('optimize');
