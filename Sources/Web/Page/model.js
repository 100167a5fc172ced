// What the page shows: the server's documents, with the actions that were not sent yet on top.

import { plus } from "./days.js";

/** The scopes of pauses, in words. */
export const scopeWords = { all: "everything", am: "the morning", pm: "the evening", weekly: "weekly steps", actives: "the actives" };

/** The parameters of the actions `name` that wait for the user `account` and are about `day`, in their order. */
const waiting = (queue, account, name, day) =>
  queue.filter((entry) => !entry.refused && entry.account === account).map((entry) => entry.action[name])
    .filter((parameters) => parameters?.day === day);

/** The entries that kept actions make for the steps of `day`: a map of steps to statuses, null for one taken out. */
const overlay = (queue, account, day) => {
  const entries = waiting(queue, account, "log", day).flatMap((log) => log.entries ?? []);
  return new Map(entries.filter(({ status }) => status !== undefined).map(({ step, status }) => [step, status]));
};

/** The scores of `day` by their measures, with what is kept on the phone on top. */
export const ratings = (document, queue, account, day) => {
  const scores = Object.assign({}, document?.ratings, ...waiting(queue, account, "rate", day).map((rate) => rate.ratings));
  return Object.fromEntries(Object.entries(scores).filter(([, score]) => score !== null));
};

/**
 * The steps of `day` with what is kept on the phone: each as in the document `today`, with `key`, `isDone`, `isDue`, and
 * `where`: "phone" when its latest state was not sent yet.
 *
 * When the document is of an earlier day, nothing of it is logged on `day`.
 */
export const steps = (document, queue, account, day) => {
  const isOld = document.day !== day;
  const kept = overlay(queue, account, day);
  return document.steps.map((step) => {
    const key = `${step.slot}/${step.step}`;
    const state = isOld && ["done", "skipped", "excused"].includes(step.state) ? "pending" : step.state;
    // A paused day is excused without an entry.
    const isPaused = step.why.startsWith("paused");
    const isLogged = ["done", "skipped", "excused"].includes(state) && !(isPaused && state === "excused");
    const status = kept.has(key) ? kept.get(key) : isLogged ? state : null;
    return {
      ...step, key, status, isPaused,
      isDue: status === null && (kept.has(key) ? !isPaused && step.more === undefined : state === "pending"),
      where: kept.has(key) ? "phone" : "home",
    };
  });
};

/**
 * The entry of `step` on a day as an action would log it, from the document of the day: its status, and the details that
 * belong to it. Of an entry that is not sent yet only the status is known.
 */
export const entryBefore = (document, step) => {
  const entry = document?.entries.find((one) => `${one.slot}/${one.step}` === step.key);
  if (!entry || step.where === "phone" || entry.status !== step.status) return { status: step.status };
  const { status, count, minutes, product, reason, note } = entry;
  return status === "done" ? { status, count, minutes, product, note } : { status, reason, note };
};

/**
 * The document of a week with what is kept on the phone: each step's `days` are the states with the actions that were not
 * sent yet, and `where` says for each day whether its state is on the "phone" or at "home".
 *
 * A day from which an entry was taken out is to do, or missed when it is over: what is due the server knows.
 */
export const week = (document, queue, account, today) => {
  const days = Array.from({ length: 7 }, (_, index) => plus(document.from, index));
  const kept = days.map((day) => overlay(queue, account, day));
  return {
    ...document,
    steps: document.steps.map((step) => {
      const key = `${step.slot}/${step.step}`;
      return {
        ...step,
        days: step.days.map((state, index) =>
          kept[index].has(key) ? kept[index].get(key) ?? (days[index] < today ? "missed" : "pending") : state),
        where: kept.map((statuses) => (statuses.has(key) ? "phone" : "home")),
      };
    }),
  };
};

/** The heading of the page: what is left to do. */
export const left = (shown) => {
  const due = shown.filter((step) => step.isDue).length;
  if (due > 0) return `${due} to do`;
  if (shown.length === 0) return "No steps yet";
  return shown.some((step) => step.status !== null) ? "All done" : "Nothing to do";
};
