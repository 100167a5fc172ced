// Settings: pauses, the routine, the calendar, and taking back.

import { element } from "./dom.js";
import { plus, spoken } from "./days.js";

const scopes = { all: "everything", am: "the morning", pm: "the evening", weekly: "weekly steps", actives: "the actives" };
const reasons = ["irritation", "procedure", "travel", "illness", "other"];
const kinds = [
  "oil-cleanse", "water-cleanse", "toner", "moisturizer", "sheet-mask", "sunscreen", "serum", "spot-treatment",
  "chemical-exfoliant", "scrub", "clay-mask", "pore-strip", "other",
];

const select = (id, options) =>
  element("select", { id }, ...Object.entries(options).map(([value, text]) => element("option", { value }, text)));
const names = (list) => Object.fromEntries(list.map((name) => [name, name]));

const form = (id, title, fields, button, submit) => {
  const made = element("form", { id }, element("h2", {}, title), ...fields, element("button", {}, button));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  return made;
};

const pausing = (today, document, act) => {
  const scope = select("scope", scopes);
  const reason = select("why", names(reasons));
  const last = element("input", { id: "until", type: "date", min: today, value: plus(today, 2), required: true });
  return [
    ...document.pauses.map((pause) =>
      element("p", {}, `Paused: ${scopes[pause.scope] ?? pause.scope}${pause.to ? ` until ${spoken(pause.to)}` : ""}. `,
        element("button", { onclick: () => act({ resume: { scope: pause.scope, day: today } }, `${scopes[pause.scope] ?? pause.scope} resumed`) }, "Resume"))),
    form("pause", "Pause", [element("label", {}, "What", scope), element("label", {}, "Last day", last), element("label", {}, "Why", reason)],
      "Pause", () => act({ pause: { scope: scope.value, from: today, to: last.value, reason: reason.value } }, `${scopes[scope.value]} paused`)),
  ];
};

const routine = (today, steps, act) => {
  const slot = select("slot", { am: "Morning", pm: "Evening", weekly: "Weekly" });
  const step = element("input", { id: "step", required: true, maxlength: 40, placeholder: "retinol" });
  const kind = select("kind", names(kinds));
  const every = element("input", { id: "every", required: true, value: "daily", maxlength: 40, list: "schedules" });
  const schedules = element("datalist", { id: "schedules" },
    ...["daily", "2-days", "2-3/week", "1/week", "mon,thu", "as-needed"].map((value) => element("option", { value })));
  const changed = (key, current) => {
    const field = element("input", { "aria-label": `How often ${key}`, value: current, list: "schedules", maxlength: 40 });
    return [field, element("button", { onclick: () => act({ routineEvery: { step: key, every: field.value.trim(), from: today } }, `${key} is ${field.value.trim()}`) }, "Change")];
  };
  return [
    element("h2", {}, "Routine"), schedules,
    ...steps.map((line) => {
      const key = `${line.slot}/${line.step}`;
      return element("details", {}, element("summary", {}, `${key}: ${line.every ?? "not planned"}`),
        element("div", { class: "choices" }, ...changed(key, line.every ?? ""),
          element("button", { onclick: () => act({ routineEnd: { step: key, day: today } }, `${key} ends today`) }, "End today")));
    }),
    form("add", "Add a step", [element("label", {}, "When", slot), element("label", {}, "Name", step), element("label", {}, "Kind", kind), element("label", {}, "How often", every)],
      "Add", () => act({ routineAdd: { step: `${slot.value}/${step.value.trim().toLowerCase().replaceAll(" ", "-")}`, kind: kind.value, every: every.value.trim(), from: today } }, `${step.value.trim()} added`)),
  ];
};

/** The elements of the screen. `act` takes an action and its label; `makeFeed` gives the address of a new calendar. */
export const settings = ({ document, steps, today }, act, makeFeed) => {
  const feed = element("p", { id: "feed", class: "remark" });
  return [
    element("header", {}, element("h1", {}, "Settings")),
    element("button", { id: "undo", onclick: () => act({ undo: {} }, "the last change taken back") }, "Take back the last change"),
    ...pausing(today, document, act),
    ...routine(today, steps, act),
    element("h2", {}, "Reminders in your calendar"),
    element("p", { class: "remark" }, "A calendar that your phone subscribes to. It is silent about what is done or paused. A new address ends the one before."),
    element("button", { id: "new-feed", onclick: async () => { feed.textContent = await makeFeed(); } }, "Make an address"), feed,
  ];
};
