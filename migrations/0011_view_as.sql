-- Somebody looks at the product as another person does, for a while: a state of the session of their own browser.
ALTER TABLE session ADD COLUMN viewed_id BIGINT REFERENCES app_user (id) ON DELETE SET NULL;
ALTER TABLE session ADD COLUMN viewed_until BIGINT;
-- what both held when it began, as a hash: it ends when that changes
ALTER TABLE session ADD COLUMN viewed_rights BYTEA;
CREATE INDEX session_viewed ON session (viewed_id);
