-- Whether a mail has its words as HTML, too; that is the mail's own. Mail that was taken before shows its text.
ALTER TABLE taken_mail ADD COLUMN html INTEGER NOT NULL DEFAULT 0;
