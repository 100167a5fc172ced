// A day of the past: what was logged on it, to be mended.

import { element } from "./dom.js";
import { plus, spoken, weekOf } from "./days.js";
import { stateWords } from "./week.js";
import { groups } from "./tonight.js";

/** The elements of the screen for `day`, whose states are in `week`, the document of its week with what is kept. */
export const day = ({ week, day, today }, actions) => {
  const index = Array.from({ length: 7 }, (_, number) => plus(week.from, number)).indexOf(day);
  const shown = week.steps.filter((step) => !["none", "future"].includes(step.days[index])).map((step) => {
    const state = step.days[index];
    const isLogged = ["done", "skipped", "excused"].includes(state);
    return {
      ...step, key: `${step.slot}/${step.step}`, status: isLogged ? state : null,
      isDue: state === "pending" || state === "missed", why: stateWords[state], product: null, where: step.where[index],
    };
  });
  const other = (text, other) => element("a", { class: "button", href: `#day/${other}` }, text);
  return [
    element("header", {}, element("h1", {}, spoken(day)),
      element("p", { class: "remark" }, "A tap changes what was logged on this day.")),
    shown.length === 0 && element("p", {}, "There was no routine on this day."),
    ...groups(shown, ["am", "pm", "weekly"], actions),
    element("div", { class: "choices" },
      element("button", { onclick: actions.note }, "Note on the day"),
      other("The day before", plus(day, -1)), day < today && other("The day after", plus(day, 1)),
      element("a", { class: "button", href: `#week/${weekOf(day)}` }, "The week")),
  ];
};
