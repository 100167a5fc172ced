// The week: a grid of days, and how well it is kept.

import { element } from "./dom.js";
import { plus, spoken } from "./days.js";

const marks = {
  done: "✓", skipped: "–", excused: "~", none: "", future: "·", "not-due": "", pending: "○", moved: "↷", missed: "✗",
};
const words = {
  done: "done", skipped: "skipped", excused: "excused", none: "not in the routine", future: "to come", "not-due": "not due",
  pending: "to do", moved: "made up", missed: "missed",
};
const slotNames = { am: "Morning", pm: "Evening", weekly: "Weekly" };

/** The elements of the screen for the document of a week. */
export const week = (document, today) => {
  const days = Array.from({ length: 7 }, (_, index) => plus(document.from, index));
  const head = element("tr", {}, element("th", { scope: "col" }, element("span", { class: "hidden" }, "Step")),
    ...days.map((day, index) =>
      element("th", { scope: "col", class: day === today ? "today" : null, "aria-label": spoken(day) }, "MTWTFSS"[index])));
  const rows = ["am", "pm", "weekly"].flatMap((slot) => {
    const steps = document.steps.filter((step) => step.slot === slot);
    if (steps.length === 0) return [];
    return [
      element("tr", {}, element("th", { scope: "colgroup", colspan: 8, class: "slot" }, slotNames[slot])),
      ...steps.map((step) =>
        element("tr", {}, element("th", { scope: "row" }, step.step),
          ...step.days.map((state, index) =>
            element("td", { class: `${state}${days[index] === today ? " today" : ""}`, "aria-label": words[state] }, marks[state])))),
    ];
  });
  return [
    element("header", {}, element("h1", {}, `Week of ${spoken(document.from)}`), element("p", { class: "headline" }, document.says)),
    ...document.cautions.map((caution) => element("p", { class: "caution" }, `${spoken(caution.day)}: ${caution.message}`)),
    element("div", { class: "scroll" }, element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows))),
    element("p", { class: "legend" }, "✓ done  ✗ missed  – skipped  ↷ made up  ~ excused  ○ to do  · to come"),
  ];
};
