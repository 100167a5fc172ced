// The check-in: how the skin looks and feels, in a minute.

import { element, onSubmit } from "./dom.js";
import { spoken } from "./days.js";

/** What is rated: the name, the greatest score, and what the ends of the scale mean. */
const looks = [
  ["texture", 10, "smooth", "rough"], ["congestion", 10, "clear", "clogged"], ["pores", 10, "hardly visible", "very visible"],
  ["oiliness", 10, "matt", "very oily"],
];
const signs = [
  ["redness", 3, "none", "strong"], ["dryness", 3, "none", "strong"], ["burning", 3, "none", "strong"], ["itch", 3, "none", "strong"],
];

/** A scale that counts only once it was touched: what was not rated has no score. `before` is the score of the day so far. */
const scale = ([measure, most, least, greatest], before) => {
  const shown = element("output", { for: measure });
  const range = element("input", { type: "range", id: measure, min: 0, max: most, step: 1, value: before ?? 0, "aria-describedby": `${measure}-ends` });
  const takeOut = element("button", { type: "button", "aria-label": `Take out the rating of ${measure}` }, "Take it out");
  let score = before ?? null;
  const show = () => {
    shown.textContent = score === null ? "not rated" : String(score);
    takeOut.hidden = score === null;
  };
  range.addEventListener("input", () => {
    score = Number(range.value);
    show();
  });
  // A tap on the first value does not change it, but rates.
  range.addEventListener("click", () => range.dispatchEvent(new Event("input", { bubbles: true })));
  takeOut.addEventListener("click", () => {
    [score, range.value] = [null, "0"];
    show();
    range.focus();
    // It changes what is entered.
    takeOut.dispatchEvent(new Event("input", { bubbles: true }));
  });
  show();
  return {
    measure, score: () => score, before: before ?? null,
    element: element("div", { class: "scale" },
      element("label", { for: measure }, measure, " "), shown, range,
      element("span", { class: "ends", id: `${measure}-ends` }, `0 ${least}, ${most} ${greatest}`), takeOut),
  };
};

/** How easily the week went. It is no rating of the skin, so it is noted in words. */
const ease = () =>
  element("fieldset", { class: "choices", id: "ease" }, element("legend", {}, "How did the week go?"),
    ...["easy", "all right", "hard"].map((word) =>
      element("label", { class: "choice" }, element("input", { type: "radio", name: "ease", value: word }), word)));

/**
 * The elements of the screen for `day`, which has the scores `ratings` so far. `save` takes the scores that change, null for
 * one that is taken out, and the note; either may be missing.
 */
export const checkin = ({ day, today, ratings }, save) => {
  const note = element("textarea", { id: "obstacle", rows: 3 });
  const scales = (measures) => measures.map((one) => scale(one, ratings[one[0]]));
  const [ofLooks, ofSigns] = [scales(looks), scales(signs)];
  const form = element("form", { id: "checkin" },
    element("h1", {}, day === today ? "Check-in" : `Check-in of ${spoken(day)}`),
    element("p", { class: "remark" }, "Rate what you see in the same light as last time. Leave out what you do not know."),
    element("h2", {}, "Looks"), ...ofLooks.map((one) => one.element),
    element("h2", {}, "Signs of irritation"), ...ofSigns.map((one) => one.element),
    ease(), element("label", {}, "What got in the way?", note),
    element("button", { class: "all" }, "Keep"));
  onSubmit(form, () => {
    const changed = [...ofLooks, ...ofSigns].filter((one) => one.score() !== one.before);
    /** @type {HTMLInputElement | null} */
    const chosen = form.querySelector("[name=ease]:checked");
    const lines = [chosen && `The week was ${chosen.value} to keep.`, note.value.trim()].filter(Boolean);
    return save(Object.fromEntries(changed.map((one) => [one.measure, one.score()])), lines.join("\n"));
  });
  return [form];
};
