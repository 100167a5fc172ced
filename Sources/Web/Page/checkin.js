// The check-in: how the skin looks and feels, in a minute.

import { element } from "./dom.js";

/** What is rated: the name, the greatest score, and what the ends of the scale mean. */
const looks = [
  ["texture", 10, "smooth", "rough"], ["congestion", 10, "clear", "clogged"], ["pores", 10, "hardly visible", "very visible"],
  ["oiliness", 10, "matt", "very oily"],
];
const signs = [
  ["redness", 3, "none", "strong"], ["dryness", 3, "none", "strong"], ["burning", 3, "none", "strong"], ["itch", 3, "none", "strong"],
];

/** A scale that counts only once it was touched: what was not rated has no score. */
const scale = ([measure, most, least, greatest]) => {
  const shown = element("output", { for: measure }, "not rated");
  const range = element("input", { type: "range", id: measure, min: 0, max: most, step: 1, value: 0, "data-measure": measure, "aria-describedby": `${measure}-ends` });
  range.addEventListener("input", () => {
    range.dataset.isRated = "true";
    shown.textContent = range.value;
  });
  // A tap on the first value does not change it, but rates.
  range.addEventListener("click", () => range.dispatchEvent(new Event("input")));
  return element("div", { class: "scale" },
    element("label", { for: measure }, measure, " "), shown, range,
    element("span", { class: "ends", id: `${measure}-ends` }, `0 ${least}, ${most} ${greatest}`));
};

/** How easily the week went. It is no rating of the skin, so it is noted in words. */
const ease = () =>
  element("fieldset", { class: "choices", id: "ease" }, element("legend", {}, "How did the week go?"),
    ...["easy", "all right", "hard"].map((word) =>
      element("label", { class: "choice" }, element("input", { type: "radio", name: "ease", value: word }), word)));

/** The elements of the screen. `save` takes the ratings and the note, of which either may be missing. */
export const checkin = (save) => {
  const note = element("textarea", { id: "obstacle", rows: 3 });
  const form = element("form", { id: "checkin" },
    element("h1", {}, "Check-in"),
    element("p", { class: "remark" }, "Rate what you see in the same light as last time. Leave out what you do not know."),
    element("h2", {}, "Looks"), ...looks.map(scale), element("h2", {}, "Signs of irritation"), ...signs.map(scale),
    ease(), element("label", {}, "What got in the way?", note),
    element("button", { class: "all" }, "Keep"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const rated = [...form.querySelectorAll("[data-is-rated]")].map((range) => [range.dataset.measure, Number(range.value)]);
    const chosen = form.querySelector("[name=ease]:checked")?.value;
    const lines = [chosen && `The week was ${chosen} to keep.`, note.value.trim()].filter(Boolean);
    save(Object.fromEntries(rated), lines.join("\n"));
  });
  return [form];
};
