-- Open items have each mark a second time, beginning with the character 57345: their lists are short. The marks of states
-- are not among them.
UPDATE item_search s SET words = array_to_tsvector(tsvector_to_array(s.words) || ARRAY(
    SELECT chr(57345) || substr(w, 2) FROM unnest(tsvector_to_array(s.words)) w
     WHERE left(w, 1) = chr(57344) AND w <> chr(57344) || i.module_id || 's' || i.state))
  FROM item i WHERE i.position = s.position AND i.state IN (1, 2, 3, 7);

-- Every word there ever was, numbers apart. A beginning is asked for by the words that it may become: the index would first
-- collect all that it matches.
CREATE TABLE item_word (word TEXT COLLATE "C" PRIMARY KEY);
INSERT INTO item_word (word)
  SELECT DISTINCT w FROM item_search s CROSS JOIN LATERAL unnest(tsvector_to_array(s.words)) w
   WHERE w ~ '[^0-9]' AND left(w, 1) NOT IN (chr(57344), chr(57345));
