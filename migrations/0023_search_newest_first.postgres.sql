-- The marks in the index of words name the module, and say the state, too. They begin with the character 57344.
UPDATE item_search s SET words = array_to_tsvector(ARRAY(
    SELECT CASE WHEN w = chr(57344) || 'm' || i.module_id THEN chr(57344) || i.module_id || 'm'
                WHEN left(w, 1) = chr(57344) THEN chr(57344) || i.module_id || substr(w, 2)
                ELSE w END
      FROM unnest(tsvector_to_array(s.words)) w
    UNION SELECT chr(57344) || i.module_id || 's' || i.state))
  FROM item i WHERE i.position = s.position;
