-- A random key for each user who has a device. Devices name the user by it, because a name can change, and the number of a
-- removed user can be given to another. As in 0004, users are no foreign keys.
CREATE TABLE user_keys (
  user INTEGER PRIMARY KEY CHECK (user > 0),          -- whose key
  key  TEXT    NOT NULL UNIQUE                        -- 128 random bits in hexadecimal digits
       CHECK (length(key) = 32 AND key NOT GLOB '*[^0-9a-f]*')
) STRICT;

INSERT INTO user_keys (user, key)
SELECT user, lower(hex(randomblob(16))) FROM users WHERE user IN (SELECT user FROM devices);
