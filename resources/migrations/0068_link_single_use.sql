-- A link of a page acts once, whatever it does, and is answered with the next: turn says how many were used before
-- it. Until now each did every action once; what was done so counts as links that followed each other. said and form
-- are digests: of what was to be done, and of what only the page that was sent back knew.
CREATE TABLE link_use (
    page_id INTEGER NOT NULL REFERENCES case_page (id),
    turn INTEGER NOT NULL,
    action TEXT NOT NULL,
    said TEXT NOT NULL,
    form TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (page_id, turn)
);
INSERT INTO link_use (page_id, turn, action, said, form, at)
SELECT page_id, row_number() OVER (PARTITION BY page_id ORDER BY at, action) - 1, action, '', '', at
FROM page_link_use;
DROP TABLE page_link_use;
