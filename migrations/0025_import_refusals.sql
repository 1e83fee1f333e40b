-- Why a row was refused says which permission was missing in a place of its own: until now its key stood within the words.

ALTER TABLE import_error ADD COLUMN permission TEXT;
ALTER TABLE import_run ADD COLUMN permission TEXT;

-- `is refused (KEY): reason`
UPDATE import_error
  SET permission = substr(message, 13, length(message) - 12
        - length(ltrim(substr(message, 13), 'abcdefghijklmnopqrstuvwxyz0123456789_.'))),
      message = substr(ltrim(substr(message, 13), 'abcdefghijklmnopqrstuvwxyz0123456789_.'), 4)
  WHERE message LIKE 'is refused (%.%): %'
    AND ltrim(substr(message, 13), 'abcdefghijklmnopqrstuvwxyz0123456789_.') LIKE '): %';

-- `reason (KEY)`
UPDATE import_run
  SET permission = substr(problem, length(rtrim(problem, 'abcdefghijklmnopqrstuvwxyz0123456789_.)')) + 1,
        length(problem) - length(rtrim(problem, 'abcdefghijklmnopqrstuvwxyz0123456789_.)')) - 1),
      problem = substr(problem, 1, length(rtrim(problem, 'abcdefghijklmnopqrstuvwxyz0123456789_.)')) - 2)
  WHERE problem LIKE '% (%.%)'
    AND rtrim(problem, 'abcdefghijklmnopqrstuvwxyz0123456789_.)') LIKE '% (';
