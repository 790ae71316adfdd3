"""The tables of the run store, as the steps that bring a store of any older version to this one."""

from typing import Final

APPLICATION: Final = 0x45584352
"""``PRAGMA application_id`` of our files ("EXCR"), so that a stranger's database is never written to."""

_FIRST: Final = """
CREATE TABLE item (            -- compressed JSON, once for each different content
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  data BLOB NOT NULL
);
CREATE TABLE run (
  id TEXT PRIMARY KEY,
  generated_at TEXT NOT NULL,  -- ISO 8601, UTC
  scope TEXT NOT NULL,         -- runs of one scope are compared with each other
  complete INTEGER NOT NULL,
  interrupted INTEGER NOT NULL,
  listed INTEGER NOT NULL,     -- 1: a store that is missing from it is really gone
  parts TEXT NOT NULL          -- JSON: name of a part of the report to its item
);
CREATE INDEX run_by_time ON run (generated_at);
CREATE TABLE finding (         -- the life of each finding over all runs
  fingerprint TEXT PRIMARY KEY,
  check_id TEXT NOT NULL,
  resource TEXT NOT NULL,
  scope TEXT NOT NULL,         -- of the run that saw it last
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  failed INTEGER NOT NULL,     -- 1: it has failed at least once since it was last fixed
  fixed_at TEXT,
  reopened_at TEXT
) WITHOUT ROWID;
CREATE TABLE first_known (     -- when a run first knew that outsiders can reach personal data of this class here
  resource TEXT NOT NULL,
  category TEXT NOT NULL,
  known_at TEXT NOT NULL,
  run TEXT NOT NULL,
  PRIMARY KEY (resource, category)
) WITHOUT ROWID;
CREATE TRIGGER first_known_stays BEFORE UPDATE ON first_known
  BEGIN SELECT RAISE(ABORT, 'first_known is append-only: a legal time limit may run from it'); END;
CREATE TRIGGER first_known_is_kept BEFORE DELETE ON first_known
  BEGIN SELECT RAISE(ABORT, 'first_known is append-only: a legal time limit may run from it'); END;
-- INSERT OR REPLACE deletes without asking the trigger above
CREATE TRIGGER first_known_is_first BEFORE INSERT ON first_known
  WHEN EXISTS (SELECT 1 FROM first_known WHERE resource = NEW.resource AND category = NEW.category)
  BEGIN SELECT RAISE(ABORT, 'first_known is append-only: it is known already'); END;
"""

_SECOND: Final = """
CREATE TABLE inspected (       -- what was found in an object, by everything that decides it; never a value
  key TEXT PRIMARY KEY,
  data BLOB NOT NULL,
  used TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE counted (         -- how many people a set of objects holds together
  key TEXT PRIMARY KEY,
  data TEXT NOT NULL,
  used TEXT NOT NULL
) WITHOUT ROWID;
"""

MIGRATIONS: Final = (_FIRST, _SECOND)
"""Step n brings a store of version n to version n + 1; a step that was released never changes."""
