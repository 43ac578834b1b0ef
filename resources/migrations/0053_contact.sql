-- How people are reached beyond mail, what waits to go out by it, and signed links.

-- In order, as JSON (app/service/support/ContactMethod.h); none: by mail.
ALTER TABLE duty_person ADD COLUMN methods TEXT NOT NULL DEFAULT '[]';

-- way: mail, or other, whose raw is the page as JSON. hold: it isn't sent before.
ALTER TABLE case_mail ADD COLUMN way TEXT NOT NULL DEFAULT 'mail';
ALTER TABLE case_mail ADD COLUMN hold TEXT;

-- Nobody is paged for the case until then.
CREATE TABLE case_snooze (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES support_case (id),
    person TEXT NOT NULL,
    at TEXT NOT NULL,
    ends TEXT NOT NULL
);
CREATE INDEX case_snooze_by_case ON case_snooze (case_id, id);

-- Each action of a page's link is done once.
CREATE TABLE page_link_use (
    page_id INTEGER NOT NULL REFERENCES case_page (id),
    action TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (page_id, action)
);

-- Who was refused lately, and not reached there since.
CREATE INDEX case_page_refused ON case_page (refused) WHERE refused IS NOT NULL;
CREATE INDEX case_page_by_person ON case_page (person, address, id);
