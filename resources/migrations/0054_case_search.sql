-- Full-text search of cases: a row for what a case is called and one for each of its messages. The only table
-- that is SQLite's own; another store brings its own index under the same name.
CREATE VIRTUAL TABLE case_words USING fts5 (
    words, case_id UNINDEXED, tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO case_words (words, case_id)
    SELECT subject || ' ' || customer || ' ' || application || ' ' || contact, id FROM support_case;
INSERT INTO case_words (words, case_id) SELECT text, case_id FROM case_message;
