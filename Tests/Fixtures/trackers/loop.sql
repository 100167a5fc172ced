-- A backup as Loop 2 makes it: enough of its tables, and what a user wrote.
PRAGMA user_version = 25;
CREATE TABLE Habits (id INTEGER PRIMARY KEY AUTOINCREMENT, archived INTEGER, color INTEGER, description TEXT,
  freq_den INTEGER, freq_num INTEGER, highlight INTEGER, name TEXT, position INTEGER, reminder_hour INTEGER,
  reminder_min INTEGER, reminder_days INTEGER NOT NULL DEFAULT 127, type INTEGER NOT NULL DEFAULT 0,
  target_type INTEGER NOT NULL DEFAULT 0, target_value REAL NOT NULL DEFAULT 0, unit TEXT NOT NULL DEFAULT '',
  question TEXT, uuid TEXT);
CREATE TABLE Repetitions (id INTEGER PRIMARY KEY AUTOINCREMENT, habit INTEGER NOT NULL REFERENCES Habits (id),
  timestamp INTEGER NOT NULL, value INTEGER NOT NULL, notes TEXT);
CREATE UNIQUE INDEX idx_repetitions_habit_timestamp ON Repetitions (habit, timestamp);
INSERT INTO Habits (id, archived, color, description, freq_den, freq_num, name, position, type, target_type,
  target_value, unit, question) VALUES
  (1, 0, 3, '', 7, 2, 'Retinol at night', 1, 0, 0, 0, '', 'Did you?'),
  (2, 0, 3, '', 1, 1, '夜の洗顔', 0, 0, 0, 0, '', ''),
  (3, 1, 3, 'old', 3, 1, 'Cleanse, tone', 2, 0, 0, 0, '', ''),
  (4, 0, 3, '', 1, 1, 'Morning toner layers', 3, 1, 0, 3.0, 'layers', ''),
  (5, 0, 3, '', 1, 1, 'Sugar', 4, 1, 1, 25, 'g', '');
INSERT INTO Repetitions (habit, timestamp, value, notes) VALUES
  (1, 1736121600000, 2, 'stung a little'), (1, 1736208000000, 1, ''), (1, 1736294400000, 0, NULL),
  (1, 1736380800000, 3, 'sore'), (1, 1736467200000, -1, 'thought of it'),
  (2, 1736121600000, 2, NULL), (3, 1736121600000, 2, ''), (4, 1736121600000, 3000, ''),
  (4, 1736208000000, 2500, ''), (4, 1736294400000, 3, ''), (5, 1736121600000, 30000, ''),
  (9, 1736121600000, 2, '');
