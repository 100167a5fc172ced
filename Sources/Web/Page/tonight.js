// Tonight: the steps of the day, ticked by a tap.

import { counted, element } from "./dom.js";
import { plus, spoken, title } from "./days.js";
import { left, scopeWords } from "./model.js";

const slotNames = { am: "Morning", pm: "Evening", weekly: "This week" };
const marks = { done: "✓", skipped: "–", excused: "~" };
const words = { done: "done", skipped: "skipped", excused: "excused" };

/** The state of a step in words, also for screen readers. */
const stateWords = (step) => {
  if (step.status) return words[step.status];
  return step.isDue && step.why !== "missed" ? "to do" : step.why;
};

/** How far a finger goes to the left for a swipe, in pixels. Choice: more than a tap that slips. */
const swipe = 48;

/** Calls `perform` when a finger swipes over `row` to the left, in place of the tap that it would be. */
const onSwipe = (row, perform) => {
  let start = null;
  let isSwipe = false;
  row.addEventListener("pointerdown", (event) => {
    start = { x: event.clientX, y: event.clientY };
    isSwipe = false;
  });
  row.addEventListener("pointerup", (event) => {
    if (!start) return;
    const [x, y] = [start.x - event.clientX, Math.abs(start.y - event.clientY)];
    start = null;
    isSwipe = x > swipe && y < swipe;
    if (isSwipe) perform();
  });
  row.addEventListener("click", (event) => {
    // A key that is pressed makes a click without a pointer, whose detail is 0.
    if (isSwipe && event.detail > 0) event.stopPropagation();
    isSwipe = false;
  }, { capture: true });
};

const row = (step, actions) => {
  const isDone = step.status === "done";
  const label = element(
    "span", { class: "name" }, step.step,
    element("span", { class: "detail" }, [step.product, step.status || step.isDue ? null : step.why].filter(Boolean).join(" · "))
  );
  const tick = element(
    "button",
    {
      class: `step ${step.status ?? (step.isDue ? "due" : "other")}`, "aria-pressed": String(isDone), "data-step": step.key,
      onclick: () => actions.log([{ step, status: isDone ? null : "done" }]),
    },
    element("span", { class: "mark", "aria-hidden": "true" }, marks[step.status] ?? "○"), label,
    element("span", { class: "state" }, stateWords(step)),
    step.where === "phone" && element("span", { class: "where", title: "kept on this phone, not sent yet" }, "on this phone")
  );
  const more = element(
    "button", { class: "more", "aria-label": `More for ${step.step}`, onclick: () => actions.more(step) }, "⋯"
  );
  const line = element("li", {}, tick, more);
  onSwipe(line, () => actions.more(step));
  return line;
};

const group = (name, shown, actions) =>
  shown.length > 0 && element("section", {}, element("h2", {}, name), element("ul", {}, ...shown.map((step) => row(step, actions))));

/** The steps of a day in their slots. */
export const groups = (shown, actions) =>
  Object.entries({ ...slotNames, weekly: "Weekly" })
    .map(([slot, name]) => group(name, shown.filter((step) => step.slot === slot), actions)).filter(Boolean);

/** What the user is invited to do, as links to the screens. */
const invitations = (document, isSunday) => {
  const invites = document.invites ?? [];
  return [
    invites.includes("yesterday") && ["Yesterday is not logged", `#day/${plus(document.day, -1)}`],
    (invites.includes("rate") || isSunday) && ["Time for a check-in", "#checkin"],
    invites.includes("photo") && ["Time for a picture", "#photos"],
  ].filter(Boolean).map(([text, address]) => element("a", { class: "button", href: address }, text));
};

/** What is paused, and until when. */
const pauses = (document) =>
  (document.pauses ?? []).map((pause) =>
    element("p", { class: "remark" },
      `Paused: ${scopeWords[pause.scope] ?? pause.scope}${pause.to ? ` until ${spoken(pause.to)}` : ""}, ${pause.reason}.`));

/** A newcomer is offered the starter routine. */
const starter = (actions) =>
  element("section", { class: "card", id: "starter" },
    element("h2", {}, "A routine to begin with"),
    element("p", {}, "These are the steps that most guides name. Keep them, or change them to what you do."),
    element("div", { class: "choices" },
      element("button", { onclick: actions.keepStarter }, "Keep it"),
      element("a", { class: "button", href: "#settings", onclick: actions.keepStarter }, "Change it")));

/** The elements of the screen. `slot` is that of the hour: its steps come first. */
export const tonight = ({ shown, slot, user, isOld, document, isNew }, actions) => {
  const first = slot === "am" ? ["am", "pm"] : ["pm", "am"];
  const isShown = (step) => step.isDue || step.status !== null;
  const inSlot = (name) => shown.filter((step) => step.slot === name && isShown(step));
  const weeklyDue = shown.filter((step) => step.slot === "weekly" && isShown(step));
  const others = shown.filter((step) => !isShown(step));
  const due = shown.filter((step) => step.isDue && (step.slot === slot || (slot === "pm" && step.slot === "weekly")));
  const isSunday = new Date(`${document.day}T00:00:00Z`).getUTCDay() === 0;
  const invited = isOld ? [] : invitations(document, isSunday);
  const warnings = isOld ? [] : [...(document.cautions ?? []), ...(document.forewarnings ?? [])];
  return [
    element("header", {}, element("h1", {}, title(user)), element("p", { class: "headline", id: "headline" }, left(shown))),
    isOld && element("p", { class: "remark" }, "The list is from the last time this phone reached home. What is due may differ."),
    isNew && starter(actions),
    shown.length === 0 && element("a", { class: "button", href: "#settings" }, "Add the first step"),
    ...(isOld ? [] : pauses(document)),
    group(slotNames[first[0]], slot === "pm" ? [...inSlot("pm"), ...weeklyDue] : inSlot("am"), actions),
    group(slotNames[first[1]], slot === "pm" ? inSlot("am") : [...inSlot("pm"), ...weeklyDue], actions),
    ...warnings.map((caution) => element("p", { class: "caution" }, caution.message)),
    others.length > 0 &&
      element("details", {}, element("summary", {}, `Not due or paused (${others.length})`),
        element("ul", {}, ...others.map((step) => row(step, actions)))),
    element("div", { class: "choices" }, ...invited, element("button", { onclick: actions.note }, "Note on the day")),
    due.length > 0 &&
      element("div", { class: "bar" },
        element("button", { class: "all", id: "all", onclick: () => actions.log(due.map((step) => ({ step, status: "done" }))) },
          due.length === 1 ? `Done: ${due[0].step}` : `Done, all ${due.length}`)),
  ];
};

/** What the undo bar says of `changes`. */
export const saidOf = (changes) =>
  changes.length === 1
    ? `${changes[0].step.step} ${changes[0].status ? words[changes[0].status] : "taken out"}`
    : `${counted(changes.length, "step")} done`;
