-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Packshot authors
--
-- The second schema.

-- Conflicts. Between which two looks the server's side came to differ; and what deciding a conflict
-- changed besides the local gallery of its edit, so that it can be taken back: the conflict itself,
-- what is agreed on before and after, and the gallery here as it would be with the other side.

ALTER TABLE conflicts ADD COLUMN looked_before INTEGER;    -- NULL: not looked at before, or unknown

CREATE TABLE decisions (
  edit           INTEGER PRIMARY KEY REFERENCES edits (id) ON DELETE CASCADE,
  conflict       INTEGER NOT NULL,                -- its id, which it gets back
  image          INTEGER REFERENCES images (id),
  kind           TEXT NOT NULL CHECK (kind IN ('content', 'title', 'visibility', 'primary', 'order',
                                               'removed-there', 'removed-here')),
  since          INTEGER NOT NULL,
  looked_before  INTEGER,
  synced_before  INTEGER NOT NULL REFERENCES galleries (id),
  synced_after   INTEGER NOT NULL REFERENCES galleries (id),
  other          INTEGER NOT NULL REFERENCES galleries (id)
) STRICT;
CREATE INDEX decisions_by_image ON decisions (image);
CREATE INDEX decisions_by_synced_before ON decisions (synced_before);
CREATE INDEX decisions_by_synced_after ON decisions (synced_after);
CREATE INDEX decisions_by_other ON decisions (other);

-- The work of a sync. Since when an account stands still; the item looked at the longest ago, of
-- each account; the log of a day.

ALTER TABLE accounts ADD COLUMN problem_since INTEGER;     -- microseconds UTC, NULL: no problem
CREATE INDEX items_by_look ON items (account, looked_at);
CREATE INDEX items_by_try ON items (next_try) WHERE next_try IS NOT NULL;
CREATE INDEX log_by_time ON log (at);

-- Turns of a sync. Calls made, in quarters of an hour, so that a day's limit outlives the program;
-- what the account's list said of an item's pictures, when it was listed and when it was looked at:
-- while both are the same the pictures are.

CREATE TABLE calls (
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  at       INTEGER NOT NULL,                      -- microseconds UTC, the quarter's end
  n        INTEGER NOT NULL CHECK (n > 0),
  PRIMARY KEY (account, at)
) STRICT, WITHOUT ROWID;

ALTER TABLE items ADD COLUMN listed_mark TEXT;
ALTER TABLE items ADD COLUMN looked_mark TEXT;

-- Items that a call of ours has changed and that were not read back since, or whose server still
-- shows an old copy: both sides are wished to be equal, but that has not been seen. With the calls
-- in doubt they are what nobody may call synced.

CREATE TABLE unchecked (
  item  INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE
) STRICT;
CREATE VIEW doubts AS
  SELECT item FROM steps WHERE state = 'sending' UNION ALL SELECT item FROM unchecked;
