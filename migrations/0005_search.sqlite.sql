-- What the items can be found by: their words and, marked by a character that no word has, who and where they are for, so
-- that a search within somebody's scope is one question to one index. The rowid is the item's position.
CREATE VIRTUAL TABLE item_search USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* S* P* Co'"
);

-- Every longer word there ever was. The index of words knows beginnings of up to four letters; a longer one is looked up
-- here and asked for by the words that it may become, which the index answers as they are wanted.
CREATE TABLE item_word (word TEXT PRIMARY KEY) WITHOUT ROWID;
