-- Of which swap an override is a half: the number of the swap's first one; 0: none.
ALTER TABLE duty_override ADD COLUMN swap INTEGER NOT NULL DEFAULT 0;
CREATE INDEX duty_override_by_swap ON duty_override (swap) WHERE swap > 0;
