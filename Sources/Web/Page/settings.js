// Settings: pauses, the routine, what is yours, and taking back.

import { element, field, foldedForm, named, select } from "./dom.js";
import { plus, spoken } from "./days.js";
import { dialog } from "./entry.js";
import { scopeWords as scopes } from "./model.js";
import { routine } from "./routine.js";

const reasons = ["irritation", "procedure", "travel", "illness", "other"];
const tables = ["entries", "notes", "ratings", "photos", "steps", "schedules", "step_products", "products", "pauses", "procedures", "weeks", "milestones", "usage"];

const span = (from, to) => (to ? `${spoken(from)} to ${spoken(to)}` : `from ${spoken(from)} on`);

const pausing = (document, steps, today, act) => {
  const scope = select("scope", { ...scopes, ...named(steps.map((line) => `${line.slot}/${line.step}`)) });
  const first = element("input", { id: "from", type: "date", value: today, required: true });
  const reason = select("why", named(reasons));
  const last = element("input", { id: "until", type: "date", value: plus(today, 2) });
  const called = (pause) => scopes[pause.scope] ?? pause.scope;
  return [
    element("h2", {}, "Pauses"),
    ...document.pauses.filter((pause) => !pause.to || pause.to >= today).map((pause) => {
      const isRunning = pause.from <= today && (!pause.to || pause.to >= today);
      return element("div", { class: "change" },
        element("p", {}, `${isRunning ? "Paused" : "Pause"}: ${called(pause)}, ${span(pause.from, pause.to)}`),
        isRunning
          ? element("button", { onclick: () => act({ resume: { scope: pause.scope, day: today } }, `${called(pause)} resumed`) }, "Resume")
          : element("button", { onclick: () => act({ pauseRemove: { scope: pause.scope, from: pause.from } }, `pause of ${called(pause)} taken out`) }, "Take out"));
    }),
    foldedForm("pause", "Pause something", [field("What", scope), field("First day", first), field("Last day, if known", last), field("Why", reason)],
      "Pause", () => act({ pause: { scope: scope.value, from: first.value, to: last.value || null, reason: reason.value } }, `${scopes[scope.value] ?? scope.value} paused`)),
  ];
};

const procedures = (document, today, act) => {
  const kind = element("input", { id: "procedure", required: true, maxlength: 64, placeholder: "peel" });
  const day = element("input", { id: "procedure-day", type: "date", value: today, required: true });
  const until = element("input", { id: "recover", type: "date" });
  const note = element("input", { id: "procedure-note", maxlength: 200 });
  return [
    ...document.procedures.filter((procedure) => (procedure.recoverUntil ?? procedure.day) >= plus(today, -30)).map((procedure) =>
      element("div", { class: "change" },
        element("p", {}, `${procedure.kind}, ${spoken(procedure.day)}${procedure.recoverUntil ? `, recovery until ${spoken(procedure.recoverUntil)}` : ""}`),
        element("button", { onclick: () => act({ procedureRemove: { kind: procedure.kind, day: procedure.day } }, `${procedure.kind} taken out`) }, "Take out"))),
    foldedForm("add-procedure", "A procedure", [field("What", kind), field("Day", day), field("Recovery until", until), field("Note", note)], "Add", () =>
      act({ procedureAdd: { kind: kind.value.trim(), day: day.value, recoverUntil: until.value || null, note: note.value.trim() || null } }, `${kind.value.trim()} added`)),
  ];
};

/** Asks whether to leave the last change for good, which is what taking back the one before it means. */
const askSkipping = (act) =>
  dialog("The change before the last",
    element("h2", { tabindex: -1, autofocus: true }, "The change before the last"),
    element("p", {}, "The last change then stays as it is: it can no longer be taken back."),
    element("div", { class: "choices" },
      element("button", { class: "close", onclick: () => act({ undo: { skip: true } }, "the change before the last taken back") }, "Take it back"),
      element("button", { class: "close" }, "Cancel")));

const person = (user, act) => {
  const name = element("input", { id: "name", required: true, maxlength: 64, value: user.user });
  const zone = element("input", { id: "zone", required: true, maxlength: 64, value: user.timeZone });
  const start = element("input", { id: "day-start", required: true, maxlength: 5, value: user.dayStart });
  const before = { name: user.user, timeZone: user.timeZone, dayStart: user.dayStart };
  return foldedForm("person", "Name, time zone and day start",
    [field("Name", name), field("Time zone", zone), field("A day begins at", start)], "Change", () => {
      const now = { name: name.value.trim(), timeZone: zone.value.trim(), dayStart: start.value.trim() };
      const changes = Object.fromEntries(Object.entries(now).filter(([member, value]) => value !== before[member]));
      return Object.keys(changes).length > 0 && act({ userSet: changes }, `${Object.values(changes).join(", ")} is set`);
    });
};

const devices = (document, act) => [
  element("h2", {}, "Devices"),
  ...document.map((device) =>
    element("div", { class: "change" },
      element("p", {}, `${device.name}, last seen ${spoken(device.lastSeen)}${device.here ? " (this one)" : ""}`),
      !device.here && element("button", { onclick: () => act({ deviceRemove: { device: device.device } }, `${device.name} taken out`) }, "Take out"))),
  element("p", { class: "remark" }, "porelog device add, on the computer with your journal, invites another one."),
];

/**
 * The elements of the screen for the documents of the user, the pauses, the routine, the products and the devices. `act`
 * takes an action and its label; `makeFeed` gives the address of a new calendar.
 */
export const settings = (documents, today, act, makeFeed) => {
  const feed = element("p", { id: "feed", class: "remark" });
  return [
    element("header", {}, element("h1", {}, "Settings")),
    element("div", { class: "choices" },
      element("button", { id: "undo", onclick: () => act({ undo: {} }, "the last change taken back") }, "Take back the last change"),
      element("button", { id: "undo-skip", onclick: () => askSkipping(act) }, "Take back the one before it"),
      element("button", { id: "redo", onclick: () => act({ redo: {} }, "the change made again") }, "Make it again")),
    ...pausing(documents.pauses, documents.routine, today, act),
    ...procedures(documents.pauses, today, act),
    ...routine(documents.routine, documents.products.filter((line) => !line.finishedOn).map((line) => line.product), today, act),
    person(documents.user, act),
    element("h2", {}, "Reminders in your calendar"),
    element("p", { class: "remark" }, "A calendar that your phone subscribes to. It is silent about what is done or paused. A new address ends the one before."),
    element("button", { id: "new-feed", onclick: async () => { feed.textContent = await makeFeed(); } }, "Make an address"), feed,
    ...devices(documents.devices, act),
    element("h2", {}, "What is yours"),
    element("p", {}, element("a", { class: "button", href: "/report", target: "_blank", rel: "noopener" }, "The report page, to show or to print")),
    element("p", { class: "remark" }, "Everything that you have logged, as CSV:"),
    element("div", { class: "choices" },
      ...tables.map((table) => element("a", { class: "button", href: `/api/v1/csv/${table}.csv`, download: `${table}.csv` }, table))),
  ];
};
