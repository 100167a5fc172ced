// Tonight: the steps of the day, ticked by a tap.

import { counted, element } from "./dom.js";
import { title } from "./days.js";
import { left } from "./model.js";

const slotNames = { am: "Morning", pm: "Evening", weekly: "This week" };
const marks = { done: "✓", skipped: "–", excused: "~" };
const words = { done: "done", skipped: "skipped", excused: "excused" };

/** The state of a step in words, also for screen readers. */
const stateWords = (step) => {
  if (step.status) return words[step.status];
  return step.isDue ? "to do" : step.why;
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
  return element("li", {}, tick, more);
};

const group = (name, shown, actions) =>
  shown.length > 0 && element("section", {}, element("h2", {}, name), element("ul", {}, ...shown.map((step) => row(step, actions))));

/** The elements of the screen. `slot` is that of the hour: its steps come first. */
export const tonight = ({ shown, slot, user, isOld, document }, actions) => {
  const first = slot === "am" ? ["am", "pm"] : ["pm", "am"];
  const isShown = (step) => step.isDue || step.status !== null;
  const inSlot = (name) => shown.filter((step) => step.slot === name && isShown(step));
  const weeklyDue = shown.filter((step) => step.slot === "weekly" && isShown(step));
  const others = shown.filter((step) => !isShown(step));
  const due = shown.filter((step) => step.isDue && (step.slot === slot || (slot === "pm" && step.slot === "weekly")));
  return [
    element("header", {}, element("h1", {}, title(user)), element("p", { class: "headline", id: "headline" }, left(shown))),
    isOld && element("p", { class: "remark" }, "The list is from the last time this phone reached home. What is due may differ."),
    ...(document.cautions ?? []).map((caution) => element("p", { class: "caution" }, caution.message)),
    group(slotNames[first[0]], slot === "pm" ? [...inSlot("pm"), ...weeklyDue] : inSlot("am"), actions),
    group(slotNames[first[1]], slot === "pm" ? inSlot("am") : [...inSlot("pm"), ...weeklyDue], actions),
    others.length > 0 &&
      element("details", {}, element("summary", {}, `Not due or paused (${others.length})`),
        element("ul", {}, ...others.map((step) => row(step, actions)))),
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
