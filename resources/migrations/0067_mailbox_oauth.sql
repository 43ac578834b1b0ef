-- Mailboxes that are signed in to by OAuth2: where access tokens are had, as whom, and for what. The client's secret
-- and the refresh token lie in the secret store as "mailbox.NAME", where a password lies otherwise.
ALTER TABLE mailbox ADD COLUMN sign_in TEXT NOT NULL DEFAULT 'password';
ALTER TABLE mailbox ADD COLUMN token_url TEXT NOT NULL DEFAULT '';
ALTER TABLE mailbox ADD COLUMN client_id TEXT NOT NULL DEFAULT '';
ALTER TABLE mailbox ADD COLUMN scope TEXT NOT NULL DEFAULT '';
