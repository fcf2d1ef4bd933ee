-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Packshot authors
--
-- Packshot's first schema. One file, one transaction; user_version is set by the migrator.
--
-- A gallery is an immutable value: a row of `galleries` with its `gallery_images`. An item points
-- at three of them: what the user wants (local), what both sides last agreed on (synced), what the
-- server last showed (remote). Equal wishes share one row, so "local_gallery <> synced_gallery" is
-- pending work, and no queue of wishes is stored anywhere. Row 1 is the empty one, shared by all.

CREATE TABLE accounts (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  service       TEXT NOT NULL CHECK (service IN ('closient', 'goldleaf', 'blaze')),
  name          TEXT NOT NULL UNIQUE CHECK (name <> ''),
  base_url      TEXT NOT NULL,
  organization  TEXT,
  key_source    TEXT NOT NULL,
  settings      TEXT NOT NULL DEFAULT '{}',
  learned       TEXT NOT NULL DEFAULT '{}',        -- what its answers taught, a guess to be checked
  checked_at    INTEGER,                           -- microseconds UTC of the last complete look
  problem       TEXT,                              -- an error code that stops the whole account
  problem_text  TEXT
) STRICT;

CREATE TABLE contents (
  sha256  TEXT PRIMARY KEY CHECK (length (sha256) = 64),
  bytes   INTEGER NOT NULL CHECK (bytes > 0),
  mime    TEXT NOT NULL,
  width   INTEGER NOT NULL CHECK (width >= 0),
  height  INTEGER NOT NULL CHECK (height >= 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX contents_too_small ON contents (sha256)
  WHERE (width BETWEEN 1 AND 499) OR (height BETWEEN 1 AND 499);

CREATE TABLE galleries (
  id             INTEGER PRIMARY KEY,
  primary_image  INTEGER CHECK (id <> 1 OR primary_image IS NULL),
  FOREIGN KEY (id, primary_image) REFERENCES gallery_images (gallery, image)
    DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX galleries_without_primary ON galleries (id) WHERE primary_image IS NULL AND id <> 1;
INSERT INTO galleries (id) VALUES (1);

CREATE TABLE items (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  account         INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  kind            TEXT NOT NULL
                  CHECK (kind IN ('product', 'organization', 'customer', 'brand', 'category')),
  key             TEXT NOT NULL CHECK (key <> ''),
  name            TEXT NOT NULL,
  brand           TEXT,
  gtin            TEXT CHECK (gtin IS NULL OR length (gtin) = 14),
  entered         TEXT,
  sku             TEXT,
  detail          TEXT,
  listed_at       INTEGER,                         -- last seen in the account's list of items
  local_gallery   INTEGER NOT NULL DEFAULT 1 REFERENCES galleries (id),
  synced_gallery  INTEGER NOT NULL DEFAULT 1 REFERENCES galleries (id),
  remote_gallery  INTEGER NOT NULL DEFAULT 1 REFERENCES galleries (id),
  looked_at       INTEGER,                         -- when remote_gallery was read, NULL: never
  edited_at       INTEGER,                         -- the last edit by the user
  attempts        INTEGER NOT NULL DEFAULT 0,      -- failed tries in a row
  next_try        INTEGER,                         -- not before this time
  problem         TEXT,                            -- why it needs the user, an error code
  problem_image   INTEGER REFERENCES images (id) ON DELETE SET NULL,
  problem_text    TEXT,
  UNIQUE (account, kind, key)
) STRICT;
CREATE INDEX items_by_local ON items (local_gallery);
CREATE INDEX items_by_synced ON items (synced_gallery);
CREATE INDEX items_by_remote ON items (remote_gallery);
CREATE INDEX items_by_key ON items (key);
CREATE INDEX items_by_name ON items (name COLLATE NOCASE, account, kind);
CREATE INDEX items_by_gtin ON items (gtin, account, kind);
CREATE INDEX items_by_edit ON items (edited_at, account, kind);
CREATE INDEX items_by_problem_image ON items (problem_image) WHERE problem_image IS NOT NULL;
CREATE INDEX items_pending ON items (id) WHERE local_gallery <> synced_gallery;
CREATE INDEX items_refused ON items (id) WHERE problem IS NOT NULL;
CREATE INDEX items_not_checked ON items (id) WHERE looked_at IS NULL;
CREATE INDEX items_without_picture ON items (id)
  WHERE local_gallery = 1 AND looked_at IS NOT NULL;

CREATE TABLE images (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  item  INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX images_by_item ON images (item);

CREATE TABLE gallery_images (
  gallery     INTEGER NOT NULL REFERENCES galleries (id) ON DELETE CASCADE CHECK (gallery <> 1),
  position    INTEGER NOT NULL CHECK (position >= 1),
  image       INTEGER NOT NULL REFERENCES images (id) DEFERRABLE INITIALLY DEFERRED,
  sha256      TEXT REFERENCES contents (sha256),
  title       TEXT NOT NULL,                       -- a server's may be longer than ours
  visibility  TEXT NOT NULL CHECK (visibility IN ('none', 'private', 'public')),
  remote      TEXT CHECK (remote <> ''),           -- the service's id
  priority    INTEGER,                             -- NULL: the service shows none
  created     TEXT,
  url         TEXT,
  raw         TEXT,
  PRIMARY KEY (gallery, position),
  UNIQUE (gallery, image)
) STRICT, WITHOUT ROWID;
CREATE INDEX gallery_images_by_image ON gallery_images (image);
CREATE INDEX gallery_images_by_content ON gallery_images (sha256);

CREATE TABLE edits (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  batch   INTEGER NOT NULL,                        -- edits undone together
  at      INTEGER NOT NULL,
  kind    TEXT NOT NULL,
  item    INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  before  INTEGER NOT NULL REFERENCES galleries (id),
  after   INTEGER NOT NULL REFERENCES galleries (id),
  undone  INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX edits_by_batch ON edits (undone, batch);
CREATE INDEX edits_by_before ON edits (before);
CREATE INDEX edits_by_after ON edits (after);
CREATE INDEX edits_by_item ON edits (item);

CREATE TABLE steps (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  item        INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  kind        TEXT NOT NULL CHECK (kind IN ('upload', 'put', 'delete', 'write')),
  state       TEXT NOT NULL CHECK (state IN ('sending', 'done', 'settled', 'failed', 'orphan')),
  image       INTEGER REFERENCES images (id),
  sha256      TEXT REFERENCES contents (sha256),
  title       TEXT NOT NULL DEFAULT '',
  is_primary  INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
  visibility  TEXT NOT NULL DEFAULT 'none' CHECK (visibility IN ('none', 'private', 'public')),
  remote      TEXT,                                -- the row deleted, or made by an upload
  raw         TEXT,                                -- the whole answer, if it is written back
  seen        INTEGER REFERENCES galleries (id),   -- what the server showed before the call
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  error       TEXT
) STRICT;
CREATE INDEX steps_open ON steps (item) WHERE state = 'sending';
CREATE INDEX steps_by_item ON steps (item, remote);
CREATE INDEX steps_by_seen ON steps (seen);
CREATE INDEX steps_by_image ON steps (image);
CREATE INDEX steps_by_content ON steps (sha256);

-- Which picture a server's row belongs to. Kept for ever, so that an old copy which waits to be
-- deleted is never taken for a new picture; of several rows of one picture the one with the highest
-- id counts.
CREATE TABLE remote_rows (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  item    INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  remote  TEXT NOT NULL CHECK (remote <> ''),
  image   INTEGER NOT NULL REFERENCES images (id),
  sha256  TEXT REFERENCES contents (sha256),
  UNIQUE (item, remote)
) STRICT;
CREATE INDEX remote_rows_by_image ON remote_rows (image);
CREATE INDEX remote_rows_by_content ON remote_rows (sha256);

CREATE TABLE conflicts (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  item    INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  image   INTEGER REFERENCES images (id),          -- NULL: of the whole gallery
  kind    TEXT NOT NULL CHECK (kind IN ('content', 'title', 'visibility', 'primary', 'order',
                                        'removed-there', 'removed-here')),
  since   INTEGER NOT NULL,
  UNIQUE (item, image, kind)
) STRICT;
CREATE INDEX conflicts_by_image ON conflicts (image);
CREATE UNIQUE INDEX conflicts_of_gallery ON conflicts (item, kind) WHERE image IS NULL;

CREATE TABLE trash (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  item        INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  image       INTEGER NOT NULL REFERENCES images (id),
  sha256      TEXT NOT NULL REFERENCES contents (sha256),
  title       TEXT NOT NULL,
  visibility  TEXT NOT NULL CHECK (visibility IN ('none', 'private', 'public')),
  removed_at  INTEGER NOT NULL,
  reason      TEXT NOT NULL CHECK (reason IN ('user', 'server', 'conflict', 'replaced')),
  UNIQUE (item, image, sha256)
) STRICT;
CREATE INDEX trash_by_time ON trash (removed_at);
CREATE INDEX trash_by_image ON trash (image);
CREATE INDEX trash_by_content ON trash (sha256);

CREATE TABLE log (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  at       INTEGER NOT NULL,
  account  INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  item     INTEGER REFERENCES items (id) ON DELETE SET NULL,
  image    INTEGER,
  event    TEXT NOT NULL,
  detail   TEXT NOT NULL DEFAULT '',
  bytes    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX log_by_item ON log (item);
CREATE INDEX log_by_account ON log (account);

CREATE TABLE settings (
  key    TEXT PRIMARY KEY,
  value  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Names, brands, numbers: three symbols anywhere in them find the item. A new item is added by a
-- statement of its own: FTS5 writes its index out at each run of a trigger.
CREATE VIRTUAL TABLE items_text USING fts5 (name, brand, gtin, sku, content = 'items',
  content_rowid = 'id', tokenize = 'trigram');
CREATE TRIGGER items_text_delete AFTER DELETE ON items BEGIN
  INSERT INTO items_text (items_text, rowid, name, brand, gtin, sku)
  VALUES ('delete', old.id, old.name, old.brand, old.gtin, old.sku);
END;
CREATE TRIGGER items_text_update AFTER UPDATE OF name, brand, gtin, sku ON items BEGIN
  INSERT INTO items_text (items_text, rowid, name, brand, gtin, sku)
  VALUES ('delete', old.id, old.name, old.brand, old.gtin, old.sku);
  INSERT INTO items_text (rowid, name, brand, gtin, sku)
  VALUES (new.id, new.name, new.brand, new.gtin, new.sku);
END;
