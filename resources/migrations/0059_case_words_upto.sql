-- Words are read into the index of cases a moment after they were said, many at a time: up to this message so far.
CREATE TABLE case_words_upto (id INTEGER PRIMARY KEY CHECK (id = 1), message_id INTEGER NOT NULL);
INSERT INTO case_words_upto (id, message_id) SELECT 1, coalesce(max(id), 0) FROM case_message;
