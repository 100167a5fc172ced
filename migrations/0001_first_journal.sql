-- The first journal: everything one person's routine is made of, and what was logged.
--
-- Every table but `users`, `default_user` and `history` begins with the user, so that what belongs to
-- one person lies together. Products, steps and pauses are numbered from 1 within their user; the
-- numbers keep an entry small and never leave the file. Days are counted from 1970-01-01 and lie
-- between 0001-01-01 (-719162) and 9999-12-31 (2932896). Instants are seconds since
-- 1970-01-01T00:00:00Z. Texts are UTF-8; a text that says nothing is NULL, never empty.
--
-- There are no foreign-key actions, no triggers, and a primary key everywhere: recorded changes are
-- taken back by applying their inverse, which those would disturb.

CREATE TABLE users (
  user       INTEGER PRIMARY KEY CHECK (user > 0), -- number of the user
  name       TEXT    NOT NULL UNIQUE               -- what the user is called; natural key
             CHECK (length(name) BETWEEN 1 AND 64 AND instr(name, char(0)) = 0),
  day_start  INTEGER NOT NULL                      -- when a day begins, minutes after midnight
             CHECK (day_start BETWEEN 0 AND 360),
  time_zone  TEXT    NOT NULL                      -- name in the IANA time zone database
             CHECK (length(time_zone) BETWEEN 1 AND 64 AND time_zone NOT GLOB '*[^A-Za-z0-9/_+-]*'),
  created_on INTEGER NOT NULL                      -- day on which the user was added
             CHECK (created_on BETWEEN -719162 AND 2932896)
) STRICT;

-- The one row names the user a command is for when it names none; no row while there is no user.
CREATE TABLE default_user (
  one  INTEGER PRIMARY KEY CHECK (one = 1),        -- always 1
  user INTEGER NOT NULL REFERENCES users (user)    -- that user
) STRICT;

CREATE TABLE products (
  user          INTEGER NOT NULL REFERENCES users (user), -- whose
  product       INTEGER NOT NULL CHECK (product > 0),     -- number within the user
  name          TEXT    NOT NULL                          -- what it is called; natural key
                CHECK (length(name) BETWEEN 1 AND 200 AND instr(name, char(0)) = 0),
  brand         TEXT    CHECK (length(brand) BETWEEN 1 AND 200),    -- who makes it
  kind          TEXT    CHECK (kind IN ('oil-cleanse', 'water-cleanse', 'toner', 'moisturizer',
                  'sheet-mask', 'sunscreen', 'serum', 'spot-treatment', 'chemical-exfoliant',
                  'scrub', 'clay-mask', 'pore-strip', 'other')),    -- what kind of step it is for
  active        TEXT    CHECK (active IN ('bha', 'aha', 'niacinamide', 'vitamin-c',
                  'retinoid')),                                     -- its active, if it has one
  strength      TEXT    CHECK (length(strength) BETWEEN 1 AND 200), -- as printed: '0.5 %'
  opened_on     INTEGER CHECK (opened_on BETWEEN -719162 AND 2932896),   -- day it was opened
  pao_months    INTEGER CHECK (pao_months BETWEEN 1 AND 1200),      -- months it keeps once opened
  finished_on   INTEGER CHECK (finished_on BETWEEN -719162 AND 2932896), -- day it was used up
  uses_per_pack INTEGER CHECK (uses_per_pack BETWEEN 1 AND 1000000), -- how often a pack can be used
  note          TEXT    CHECK (length(CAST(note AS BLOB)) BETWEEN 1 AND 40000), -- what the user wrote
  PRIMARY KEY (user, product),
  UNIQUE (user, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE steps (
  user      INTEGER NOT NULL REFERENCES users (user), -- whose
  step      INTEGER NOT NULL CHECK (step BETWEEN 1 AND 1000000), -- number within the user
  slot      TEXT    NOT NULL CHECK (slot IN ('am', 'pm', 'weekly')), -- when in the day; natural key
  slug      TEXT    NOT NULL                          -- its name within the slot; natural key
            CHECK (length(slug) BETWEEN 1 AND 64 AND instr(slug, char(0)) = 0
              AND slug NOT GLOB '*[A-Z /]*' AND slug NOT LIKE '-%' AND slug NOT LIKE '%-'
              AND slug NOT LIKE '%--%'),
  position  INTEGER NOT NULL CHECK (position BETWEEN 0 AND 1000000), -- order within the slot
  kind      TEXT    NOT NULL                          -- what is done
            CHECK (kind IN ('oil-cleanse', 'water-cleanse', 'toner', 'moisturizer', 'sheet-mask',
              'sunscreen', 'serum', 'spot-treatment', 'chemical-exfoliant', 'scrub', 'clay-mask',
              'pore-strip', 'other')),
  active    TEXT    CHECK (active IN ('bha', 'aha', 'niacinamide', 'vitamin-c', 'retinoid')), -- or none
  starts_on INTEGER NOT NULL CHECK (starts_on BETWEEN -719162 AND 2932896), -- first day
  ends_on   INTEGER CHECK (ends_on BETWEEN starts_on AND 2932896), -- last day, or NULL: it goes on
  PRIMARY KEY (user, step),
  UNIQUE (user, slot, slug)
) STRICT, WITHOUT ROWID;

CREATE TABLE schedules (
  user     INTEGER NOT NULL,                          -- whose
  step     INTEGER NOT NULL,                          -- of which step
  from_day INTEGER NOT NULL CHECK (from_day BETWEEN -719162 AND 2932896), -- in force from this day
  rule     TEXT    NOT NULL,                          -- daily, weekdays, quota or as-needed
  weekdays INTEGER,                                   -- of weekdays: bits, Monday 1 to Sunday 64
  minimum  INTEGER,                                   -- of a quota: at least so often a week
  maximum  INTEGER,                                   -- of a quota or as-needed: at most; or NULL
  PRIMARY KEY (user, step, from_day),
  FOREIGN KEY (user, step) REFERENCES steps (user, step),
  -- IS TRUE, since a CHECK lets NULL pass.
  CHECK (CASE rule
    WHEN 'daily' THEN weekdays IS NULL AND minimum IS NULL AND maximum IS NULL
    WHEN 'weekdays' THEN weekdays BETWEEN 1 AND 127 AND minimum IS NULL AND maximum IS NULL
    WHEN 'quota' THEN weekdays IS NULL AND minimum BETWEEN 1 AND 7
      AND (maximum IS NULL OR maximum BETWEEN minimum AND 7)
    WHEN 'as-needed' THEN weekdays IS NULL AND minimum IS NULL
      AND (maximum IS NULL OR maximum BETWEEN 1 AND 7)
    END IS TRUE)
) STRICT, WITHOUT ROWID;

CREATE TABLE step_products (
  user     INTEGER NOT NULL,                          -- whose
  step     INTEGER NOT NULL,                          -- of which step
  from_day INTEGER NOT NULL CHECK (from_day BETWEEN -719162 AND 2932896), -- in force from this day
  product  INTEGER,                                   -- the product it uses, or NULL: none
  PRIMARY KEY (user, step, from_day),
  FOREIGN KEY (user, step) REFERENCES steps (user, step),
  FOREIGN KEY (user, product) REFERENCES products (user, product)
) STRICT, WITHOUT ROWID;

-- One row a user, day and step, in that order: a week of one person is one short stretch of the file.
CREATE TABLE entries (
  user      INTEGER NOT NULL,                         -- whose
  day       INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896), -- the day it counts for
  step      INTEGER NOT NULL,                         -- which step
  status    INTEGER NOT NULL CHECK (status BETWEEN 0 AND 2), -- 0 skipped, 1 done, 2 excused
  count     INTEGER NOT NULL CHECK (count BETWEEN 1 AND 1000), -- layers or applications
  minutes   INTEGER CHECK (minutes BETWEEN 1 AND 1440), -- how long
  product   INTEGER,                                  -- with which, if not the step's product
  reason    TEXT CHECK (length(reason) BETWEEN 1 AND 200), -- why it was skipped or excused
  note      TEXT CHECK (length(CAST(note AS BLOB)) BETWEEN 1 AND 40000), -- what the user wrote
  logged_at INTEGER CHECK (logged_at BETWEEN -62135596800 AND 253402300799), -- instant of logging
  PRIMARY KEY (user, day, step),
  FOREIGN KEY (user, step) REFERENCES steps (user, step),
  FOREIGN KEY (user, product) REFERENCES products (user, product),
  CHECK (status <> 1 OR reason IS NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
  user INTEGER NOT NULL REFERENCES users (user),      -- whose
  day  INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896), -- of which day
  note TEXT    NOT NULL CHECK (length(CAST(note AS BLOB)) BETWEEN 1 AND 40000), -- what the user wrote
  PRIMARY KEY (user, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE pauses (
  user     INTEGER NOT NULL REFERENCES users (user),  -- whose
  pause    INTEGER NOT NULL CHECK (pause > 0),        -- number within the user
  step     INTEGER,                                   -- the one step paused, or NULL
  active   TEXT CHECK (active IN ('bha', 'aha', 'niacinamide', 'vitamin-c', 'retinoid')),
                                                      -- the active paused, or NULL; both NULL: all
  from_day INTEGER NOT NULL CHECK (from_day BETWEEN -719162 AND 2932896), -- first day
  to_day   INTEGER CHECK (to_day BETWEEN from_day AND 2932896), -- last day, or NULL: open-ended
  reason   TEXT NOT NULL                              -- why
           CHECK (reason IN ('irritation', 'procedure', 'travel', 'illness', 'other')),
  PRIMARY KEY (user, pause),
  FOREIGN KEY (user, step) REFERENCES steps (user, step),
  CHECK (step IS NULL OR active IS NULL)
) STRICT, WITHOUT ROWID;

-- The natural key. NULLs, which UNIQUE would keep apart, stand as values no row can have.
CREATE UNIQUE INDEX pauses_by_key
  ON pauses (user, ifnull(step, 0), ifnull(active, ''), from_day, ifnull(to_day, 2932897));

CREATE TABLE procedures (
  user          INTEGER NOT NULL REFERENCES users (user), -- whose
  day           INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896), -- when it was done
  kind          TEXT    NOT NULL                      -- what was done: microneedling, a peel
                CHECK (length(kind) BETWEEN 1 AND 64 AND instr(kind, char(0)) = 0),
  recover_until INTEGER CHECK (recover_until BETWEEN day AND 2932896), -- last day of recovery, or none
  note          TEXT CHECK (length(CAST(note AS BLOB)) BETWEEN 1 AND 40000), -- what the user wrote
  PRIMARY KEY (user, day, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE ratings (
  user    INTEGER NOT NULL REFERENCES users (user),   -- whose
  day     INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896), -- of which day
  measure TEXT    NOT NULL,                           -- what was rated
  score   INTEGER NOT NULL,                           -- 0 best to 10 worst; of a sign 0 none to 3
  PRIMARY KEY (user, day, measure),
  CHECK (CASE
    WHEN measure IN ('texture', 'congestion', 'pores', 'oiliness') THEN score BETWEEN 0 AND 10
    WHEN measure IN ('redness', 'dryness', 'burning', 'itch') THEN score BETWEEN 0 AND 3
    END IS TRUE)
) STRICT, WITHOUT ROWID;

CREATE TABLE photos (
  user        INTEGER NOT NULL REFERENCES users (user), -- whose
  day         INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896), -- of which day
  view        TEXT    NOT NULL                        -- what it shows
              CHECK (view IN ('front', 'left', 'right', 'nose', 'cheeks', 'chin', 'forehead')),
  sha256      TEXT    NOT NULL                        -- of the file's bytes, 64 hex digits
              CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  tag         TEXT    CHECK (tag IN ('before', 'progress', 'after')), -- what it is meant for
  light       TEXT    CHECK (length(light) BETWEEN 1 AND 64), -- in which light: 'window'
  distance_cm INTEGER CHECK (distance_cm BETWEEN 1 AND 1000), -- from how far, centimetres
  bytes       INTEGER NOT NULL CHECK (bytes >= 0),    -- size of the file
  file        TEXT    NOT NULL                        -- its path, or a base name alone: unlocated
              CHECK (length(file) BETWEEN 1 AND 4096 AND instr(file, char(0)) = 0),
  note        TEXT CHECK (length(CAST(note AS BLOB)) BETWEEN 1 AND 40000), -- what the user wrote
  PRIMARY KEY (user, day, view, sha256)
) STRICT, WITHOUT ROWID;

-- What can be taken back: one row a change, the newest of a user first to go. It is bounded and is
-- itself not recorded. The user is no foreign key: taking back a user's creation removes both.
CREATE TABLE history (
  change    INTEGER PRIMARY KEY,  -- number of the change, ascending
  user      INTEGER NOT NULL,     -- whose change it is: the user the command ran as
  made_at   INTEGER NOT NULL,     -- instant of the change
  summary   TEXT    NOT NULL,     -- what it was, in one line
  changeset BLOB    NOT NULL      -- SQLite's record of the rows changed
) STRICT;

CREATE INDEX history_by_user ON history (user, change);
