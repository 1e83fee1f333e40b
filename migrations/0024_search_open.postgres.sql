-- Open items have each mark a second time, beginning with the character 57345: their lists are short. The marks of states
-- are not among them.
UPDATE item_search s SET words = array_to_tsvector(tsvector_to_array(s.words) || ARRAY(
    SELECT chr(57345) || substr(w, 2) FROM unnest(tsvector_to_array(s.words)) w
     WHERE left(w, 1) = chr(57344) AND w <> chr(57344) || i.module_id || 's' || i.state))
  FROM item i WHERE i.position = s.position AND i.state IN (1, 2, 3, 7);
