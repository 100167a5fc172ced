-- Columns of the second edition. The comments stand within the definitions, where the schema keeps them.

-- The day of logging is stored as a distance because most entries are logged on their own day: SQLite stores the
-- integers 0 and 1 without any content (https://sqlite.org/fileformat2.html#record_format).
ALTER TABLE entries ADD COLUMN logged_after INTEGER /* days from its day to the day it was logged on */
  CHECK (logged_after BETWEEN -3652058 AND 3652058);

ALTER TABLE products ADD COLUMN expires_on INTEGER /* last day of use, as printed on the pack */
  CHECK (expires_on BETWEEN -719162 AND 2932896);

-- A rule of its own would need a new CHECK of the table, which only a copy of the table could have.
ALTER TABLE schedules ADD COLUMN days INTEGER /* of daily: due on every such day; NULL is 1 */
  CHECK (days IS NULL OR (rule = 'daily' AND days BETWEEN 2 AND 6));

ALTER TABLE pauses ADD COLUMN part TEXT /* the slot, or actives, that is paused; or NULL */
  CHECK (part IS NULL
    OR (part IN ('am', 'pm', 'weekly', 'actives') AND step IS NULL AND active IS NULL));

ALTER TABLE history ADD COLUMN undone INTEGER NOT NULL DEFAULT 0 /* 1: taken back, and can be redone */
  CHECK (undone IN (0, 1));

DROP INDEX pauses_by_key;
-- The natural key. NULLs, which UNIQUE would keep apart, are indexed as values that no row can have.
CREATE UNIQUE INDEX pauses_by_key
  ON pauses (user, ifnull(step, 0), ifnull(active, ''), ifnull(part, ''), from_day,
    ifnull(to_day, 2932897));
