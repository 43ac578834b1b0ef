-- What came with a mail: [{"number","name","type","size"}]; the bytes are the mail's own. Mail that was taken
-- before has its attachments in its bytes only.
ALTER TABLE taken_mail ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
CREATE INDEX taken_mail_by_case ON taken_mail (case_id, id);
