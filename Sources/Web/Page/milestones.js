// The milestones: a card each, in the words of the server.

import { element } from "./dom.js";
import { spoken } from "./days.js";

const cells = { counted: "■", short: "□", paused: "~" };

const card = (milestone) => {
  const [state, ...account] = milestone.says;
  return element("section", { class: "card" },
    element("h2", {}, milestone.title, " · ", state),
    ...account.map((sentence) => element("p", {}, sentence)),
    milestone.weeks.length > 0 &&
      element("p", {}, element("span", { class: "strip", "aria-hidden": "true" }, milestone.weeks.map((week) => cells[week]).join("")),
        " ", milestone.weeksInWords),
    ...milestone.seen.map((sentence) => element("p", {}, sentence)),
    milestone.confounders.length > 0 &&
      element("details", {}, element("summary", {}, "Changed since, which may play a part"),
        element("ul", {}, ...milestone.confounders.map((change) =>
          element("li", { class: "plain" }, `${spoken(change.day)}: ${change.step.split("/")[1]} ${change.what}`)))));
};

/** The elements of the screen for the document of the milestones. */
export const milestones = (document) => [
  element("header", {}, element("h1", {}, "Milestones")),
  ...document.milestones.map(card),
  element("p", { class: "remark" }, "These are the guide's weeks, not a promise. Counted from your log; not medical advice."),
];
