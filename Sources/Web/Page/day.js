// A day of the past: what was logged on it, to be mended.

import { element } from "./dom.js";
import { plus, spoken, weekOf } from "./days.js";
import { stateWords } from "./week.js";
import { groups } from "./tonight.js";

/**
 * The elements of the screen for `day`. `week` is the document of its week and `ratings` the scores of the day, with what is
 * kept on the phone, and `document` is that of the day, which alone tells an entry from a pause.
 */
export const day = ({ week, document, ratings, day, today }, actions) => {
  const index = Array.from({ length: 7 }, (_, number) => plus(week.from, number)).indexOf(day);
  const logged = new Map(document.entries.map((entry) => [`${entry.slot}/${entry.step}`, entry.status]));
  const shown = week.steps.filter((step) => !["none", "future"].includes(step.days[index])).map((step) => {
    const [state, where] = [step.days[index], step.where[index]];
    const key = `${step.slot}/${step.step}`;
    const kept = ["done", "skipped", "excused"].includes(state) ? state : null;
    return {
      ...step, key, where, status: where === "phone" ? kept : logged.get(key) ?? null,
      isDue: state === "pending" || state === "missed", why: state === "excused" ? "paused" : stateWords[state], product: null,
    };
  });
  const other = (text, other) => element("a", { class: "button", href: `#day/${other}` }, text);
  return [
    element("header", {}, element("h1", {}, spoken(day)),
      element("p", { class: "remark" }, "A tap changes what was logged on this day.")),
    shown.length === 0 && element("p", {}, "There was no routine on this day."),
    ...groups(shown, actions),
    Object.keys(ratings).length > 0 &&
      element("p", { class: "rated" }, `Rated: ${Object.entries(ratings).map(([measure, score]) => `${measure} ${score}`).join(", ")}.`),
    element("div", { class: "choices" },
      element("a", { class: "button", href: `#checkin/${day}` }, "Check-in of this day"),
      element("button", { onclick: actions.note }, "Note on the day"),
      other("The day before", plus(day, -1)), day < today && other("The day after", plus(day, 1)),
      element("a", { class: "button", href: `#week/${weekOf(day)}` }, "The week")),
  ];
};
