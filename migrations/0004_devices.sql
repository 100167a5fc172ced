-- Devices that reach the journal over HTTP. No secret is stored, only its SHA-256. Users are no foreign keys: taking back
-- a user's creation removes these rows by itself.

CREATE TABLE devices (
  device    INTEGER PRIMARY KEY,                      -- number of the device
  user      INTEGER CHECK (user > 0),                 -- whose journal it opens, or NULL: it reads everybody's
  kind      TEXT    NOT NULL                          -- what it is allowed to do
            CHECK (kind IN ('page', 'cohort', 'feed')),
  name      TEXT    NOT NULL                          -- what people call it: 'My phone'
            CHECK (length(name) BETWEEN 1 AND 64 AND instr(name, char(0)) = 0),
  token     BLOB    NOT NULL UNIQUE                   -- SHA-256 of its token
            CHECK (length(token) = 32),
  paired_at INTEGER NOT NULL                          -- instant of pairing
            CHECK (paired_at BETWEEN -62135596800 AND 253402300799),
  seen_at   INTEGER NOT NULL                          -- instant of its last request, to the day
            CHECK (seen_at BETWEEN -62135596800 AND 253402300799),
  CHECK ((user IS NULL) = (kind = 'cohort'))
) STRICT;

-- Invitations to pair a device. A row is removed when it is used, expires or has had too many wrong tries.
CREATE TABLE pairings (
  code       BLOB    PRIMARY KEY NOT NULL             -- SHA-256 of the code in the link
             CHECK (length(code) = 32),
  short_code BLOB    NOT NULL                         -- SHA-256 of the code to type
             CHECK (length(short_code) = 32),
  user       INTEGER CHECK (user > 0),                -- as in devices
  kind       TEXT    NOT NULL                         -- as in devices
             CHECK (kind IN ('page', 'cohort')),
  name       TEXT                                     -- the name of the device, or NULL: the device tells it
             CHECK (length(name) BETWEEN 1 AND 64 AND instr(name, char(0)) = 0),
  made_at    INTEGER NOT NULL                         -- instant of the invitation
             CHECK (made_at BETWEEN -62135596800 AND 253402300799),
  tries      INTEGER NOT NULL DEFAULT 0               -- wrong codes that were tried meanwhile, by anybody
             CHECK (tries >= 0),
  CHECK ((user IS NULL) = (kind = 'cohort'))
) STRICT, WITHOUT ROWID;

-- The actions that devices have sent and that were performed, so that none is performed twice.
CREATE TABLE performed (
  user   INTEGER NOT NULL CHECK (user > 0),           -- whose action
  action BLOB    NOT NULL CHECK (length(action) = 16), -- its UUID, made by the device
  PRIMARY KEY (user, action)
) STRICT, WITHOUT ROWID;

-- Where a server offers the journal, for the links that invite devices.
CREATE TABLE server (
  one    INTEGER PRIMARY KEY CHECK (one = 1),         -- always 1: there is one row
  origin TEXT    NOT NULL                             -- such as 'https://name'
         CHECK (length(origin) BETWEEN 1 AND 300)
) STRICT;
