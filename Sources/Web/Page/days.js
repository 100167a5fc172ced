// Days as the journal counts them: a day begins at the user's day start, in the user's time zone.

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const longWeekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
];

const utc = (day) => new Date(`${day}T00:00:00Z`);
const iso = (date) => date.toISOString().slice(0, 10);

/** The day `count` days after `day`. */
export const plus = (day, count) => iso(new Date(utc(day).getTime() + count * 86_400_000));

/** The ISO week of a day, such as "2026-W09". */
export const weekOf = (day) => {
  const thursday = utc(day);
  // A week belongs to the year of its Thursday.
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7));
  const year = thursday.getUTCFullYear();
  const number = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000));
  return `${year}-W${String(number).padStart(2, "0")}`;
};

/** The date and the minutes since midnight at `now`, in the user's time zone. */
const local = (user, now) => {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: user.timeZone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return { date: `${parts.year}-${parts.month}-${parts.day}`, minutes: Number(parts.hour) * 60 + Number(parts.minute) };
};

const dayStart = (user) => {
  const [hours, minutes] = user.dayStart.split(":").map(Number);
  return hours * 60 + minutes;
};

/** The day that counts as today for `user`. */
export const today = (user, now = new Date()) => {
  const { date, minutes } = local(user, now);
  return minutes < dayStart(user) ? plus(date, -1) : date;
};

/** The slot that the time of day suggests. */
export const slotNow = (user, now = new Date()) => {
  const { minutes } = local(user, now);
  return minutes >= dayStart(user) && minutes < 12 * 60 ? "am" : "pm";
};

/** The title of today: "Monday 26 May", and after midnight "Monday night". */
export const title = (user, now = new Date()) => {
  const day = today(user, now);
  const date = utc(day);
  const weekday = longWeekdays[date.getUTCDay()];
  return local(user, now).date === day
    ? `${weekday} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`
    : `${weekday} night`;
};

/** A day as people say it: "Mon 26 May", with the year when it is another than this one. */
export const spoken = (day, now = new Date()) => {
  const date = utc(day);
  const year = date.getUTCFullYear() === now.getUTCFullYear() ? "" : ` ${date.getUTCFullYear()}`;
  return `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}${year}`;
};
