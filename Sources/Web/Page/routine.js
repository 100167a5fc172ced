// The routine: its steps, and what can be changed about them.

import { plus, spoken } from "./days.js";
import { element, field, foldedForm, named, select } from "./dom.js";

/** The kinds of steps and of products. */
export const kinds = [
  "oil-cleanse", "water-cleanse", "toner", "moisturizer", "sheet-mask", "sunscreen", "serum", "spot-treatment",
  "chemical-exfoliant", "scrub", "clay-mask", "pore-strip", "other",
];
/** The actives. */
export const actives = ["bha", "aha", "niacinamide", "vitamin-c", "retinoid"];
const schedules = ["daily", "2-days", "2-3/week", "1/week", "mon,thu", "as-needed"];

/** An input with a button that sends what was typed. */
const change = (label, input, button, send) =>
  element("div", { class: "change" }, field(label, input), element("button", { onclick: () => send(input.value.trim()) }, button));

const text = (value, properties = {}) => element("input", { value: value ?? "", maxlength: 64, ...properties });

/** The name of a step as the journal keeps it: "eye-cream" for "Eye cream". */
const slug = (name) => name.trim().toLowerCase().replaceAll(/\s+/g, "-");

const later = (day, other) => (day > other ? day : other);

const step = (line, place, { today, products }, act) => {
  const key = `${line.slot}/${line.step}`;
  // A step that begins later changes from its first day on.
  const first = element("input", { type: "date", value: later(line.startsOn, today) });
  const from = () => first.value || later(line.startsOn, today);
  const every = text(line.every, { list: "schedules" });
  const product = select(null, named(["none", ...new Set([...products, line.product].filter(Boolean))]));
  product.value = line.product ?? "none";
  const move = (button, position) =>
    element("button", { onclick: () => act({ routineMove: { step: key, position } }, `${key} moved`) }, button);
  return element("details", { "data-step-settings": key, "data-form": true },
    element("summary", {}, `${key}: ${line.every ?? "not planned"}`),
    field("From (how often, with, end)", first),
    change("How often", every, "Change", (value) => act({ routineEvery: { step: key, every: value, from: from() } }, `${key} is ${value}`)),
    change("With", product, "Use it", (value) =>
      act({ routineUse: { step: key, product: value === "none" ? null : value, from: from() } }, `${key} with ${value}`)),
    change("Name", text(line.step), "Rename", (value) => act({ routineRename: { step: key, name: slug(value) } }, `${key} is ${slug(value)}`)),
    element("div", { class: "choices" },
      place > 1 && move("Earlier", place - 1), move("Later", place + 1),
      line.active && element("button", { onclick: () => act({ routineRamp: { step: key } }, `next level of ${key}`) }, "Next level"),
      line.endsOn
        ? element("button", { onclick: () => act({ routineResume: { step: key, from: later(plus(line.endsOn, 1), from()) } }, `${key} goes on`) }, "Go on")
        : element("button", { onclick: () => act({ routineEnd: { step: key, day: from() } }, `${key} ends on ${spoken(from())}`) }, "End")));
};

/** The elements for the document of the routine. `products` are the names of the products. */
export const routine = (document, products, today, act) => {
  const slot = select("slot", { am: "Morning", pm: "Evening", weekly: "Weekly" });
  const name = text("", { id: "step", required: true, maxlength: 40, placeholder: "retinol" });
  const kind = select("kind", { "": "by its name", ...named(kinds) });
  const active = select("active", { "": "by its name", ...named(actives) });
  const product = select("with", { "": "none", ...named(products) });
  const first = element("input", { id: "first", type: "date", value: today, required: true });
  const every = text("daily", { id: "every", required: true, maxlength: 40, list: "schedules" });
  const places = new Map();
  return [
    element("h2", {}, "Routine"),
    element("datalist", { id: "schedules" }, ...schedules.map((value) => element("option", { value }))),
    ...document.map((line) => {
      places.set(line.slot, (places.get(line.slot) ?? 0) + 1);
      return step(line, places.get(line.slot), { today, products }, act);
    }),
    foldedForm("add", "Add a step", [field("When", slot), field("Name", name), field("Kind", kind), field("Active", active), field("How often", every), field("With", product), field("First day", first)], "Add", () => {
      const added = { step: `${slot.value}/${slug(name.value)}`, every: every.value.trim(), from: first.value };
      for (const [member, input] of Object.entries({ kind, active, product })) if (input.value) added[member] = input.value;
      return act({ routineAdd: added }, `${slug(name.value)} added`);
    }),
  ];
};
