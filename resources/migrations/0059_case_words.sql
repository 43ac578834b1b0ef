-- The index of words without the words themselves: what is found is told by the row's number alone, which is the
-- case's number times 65,536, plus the number of the message in it, or 32,768 and a revision for a new name.
-- Words are read into it a moment after they were said, many at a time: up to this message so far, none at first.
DROP TABLE case_words;
CREATE VIRTUAL TABLE case_words USING fts5 (
    words, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE case_words_upto (id INTEGER PRIMARY KEY CHECK (id = 1), message_id INTEGER NOT NULL);
INSERT INTO case_words_upto (id, message_id) VALUES (1, 0);
CREATE INDEX support_case_by_owner ON support_case (lower(owner));
CREATE INDEX support_case_open ON support_case (deadline, id) WHERE state NOT IN ('solved', 'closed');
