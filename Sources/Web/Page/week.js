// The week: a grid of days, and how well it is kept.

import { drawing, element } from "./dom.js";
import { plus, spoken, weekOf } from "./days.js";

const marks = {
  done: "✓", skipped: "–", excused: "~", none: "", future: "·", "not-due": "", pending: "○", moved: "↷", missed: "✗",
};

/** The states of a step on a day, in words. */
export const stateWords = {
  done: "done", skipped: "skipped", excused: "excused", none: "not in the routine", future: "to come", "not-due": "not due",
  pending: "to do", moved: "made up", missed: "missed",
};
const slotNames = { am: "Morning", pm: "Evening", weekly: "Weekly" };
const letters = "MTWTFSS";

/** The share of the week as a ring. */
const ring = (share) => {
  const percent = Math.round(share * 100);
  return drawing("svg", { class: "ring", viewBox: "0 0 100 100", role: "img", "aria-label": `${percent} % so far` },
    drawing("circle", { cx: 50, cy: 50, r: 42, class: "whole" }),
    drawing("circle", { cx: 50, cy: 50, r: 42, class: "part", pathLength: 100, "stroke-dasharray": `${percent} 100`, transform: "rotate(-90 50 50)" }),
    drawing("text", { x: 50, y: 58 }, `${percent} %`));
};

/** The elements of the screen for the document of a week, with what is kept on the phone. */
export const week = (document, today) => {
  const days = Array.from({ length: 7 }, (_, index) => plus(document.from, index));
  const column = (day) => (day === today ? " today" : "");
  const head = element("tr", {}, element("th", { scope: "col" }, element("span", { class: "hidden" }, "Step")),
    ...days.map((day, index) => element("th", { scope: "col", class: column(day) || null, "aria-label": spoken(day) }, letters[index])));
  const rows = ["am", "pm", "weekly"].flatMap((slot) => {
    const steps = document.steps.filter((step) => step.slot === slot);
    if (steps.length === 0) return [];
    return [
      element("tr", {}, element("th", { scope: "colgroup", colspan: 8, class: "slot" }, slotNames[slot])),
      ...steps.map((step) =>
        element("tr", {}, element("th", { scope: "row" }, step.step),
          ...step.days.map((state, index) =>
            element("td", { class: `${state}${column(days[index])}`, "aria-label": stateWords[state] }, marks[state])))),
    ];
  });
  const other = (text, day) => element("a", { class: "button", href: `#week/${weekOf(day)}` }, text);
  return [
    element("header", { class: "with-ring" },
      element("div", {}, element("h1", {}, `Week of ${spoken(document.from)}`), element("p", { class: "says" }, document.says)),
      document.total.adherence !== null && ring(document.total.adherence)),
    ...document.cautions.map((caution) => element("p", { class: "caution" }, `${spoken(caution.day)}: ${caution.message}`)),
    element("div", { class: "scroll", role: "region", "aria-label": "The week by day" }, element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows))),
    element("p", { class: "legend" }, "✓ done  ✗ missed  – skipped  ↷ made up  ~ excused  ○ to do  · to come"),
    element("h2", {}, "Change a day"),
    element("div", { class: "days" },
      ...days.map((day, index) =>
        day > today
          ? element("span", { class: "button" }, letters[index])
          : element("a", { class: "button", href: `#day/${day}`, "aria-label": spoken(day) }, letters[index]))),
    element("div", { class: "choices" }, other("The week before", plus(document.from, -7)),
      plus(document.from, 7) <= today && other("The week after", plus(document.from, 7))),
  ];
};
