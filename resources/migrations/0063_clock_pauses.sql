-- When a clock was paused, [[from, to], …], to be counted anew in other hours. Of earlier pauses there is only
-- what they came to: paused_before.
ALTER TABLE case_clock ADD COLUMN pauses TEXT NOT NULL DEFAULT '[]';
ALTER TABLE case_clock ADD COLUMN paused_before INTEGER NOT NULL DEFAULT 0;
UPDATE case_clock SET paused_before = paused_for;
