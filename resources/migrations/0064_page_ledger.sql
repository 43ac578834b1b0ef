-- Of a page: when whoever carries it took it in hand, and when it came back after a server had taken it. Until
-- now what came back was noted as refused.
ALTER TABLE case_page ADD COLUMN claimed TEXT;
ALTER TABLE case_page ADD COLUMN bounced TEXT;
UPDATE case_page SET bounced = refused WHERE why LIKE 'it came back: %';
UPDATE case_page SET refused = NULL WHERE bounced IS NOT NULL;
