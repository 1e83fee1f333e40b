-- What passes by itself is told once: a due date, the end of an insurance. Up to which moment it was looked for, by its kind.
CREATE TABLE watch (
  kind TEXT PRIMARY KEY,
  until BIGINT NOT NULL
);

-- Whose insurance ends between two days.
CREATE INDEX app_user_insured ON app_user (insurance_expires_on) WHERE insurance_expires_on IS NOT NULL;
