// Asks what to log of a step besides that it is done.

import { element, field, named, once, select } from "./dom.js";

/** Opens a dialog, and closes it when one of its `.close` buttons is pressed. What has to be kept closes it afterwards. */
export const dialog = (label, ...children) => {
  const made = element("dialog", { "aria-label": label }, ...children);
  made.addEventListener("close", () => made.remove());
  made.addEventListener("click", (event) => { if (event.target.closest(".close")) made.close(); });
  document.body.append(made);
  made.showModal();
  return made;
};

/**
 * Asks about `step`. `products` are the names of the products it may have been done with, and `before` is what is known of
 * its entry. `log` takes the status and the details that differ, null for one that was taken away, and returns whether it is
 * kept; what was entered stays until then.
 */
export const askEntry = (step, products, before, log) => {
  const reason = element("input", { id: "reason", maxlength: 200 });
  const note = element("textarea", { id: "note", rows: 3 });
  const count = element("input", { id: "count", type: "number", min: 1, max: 1000, inputmode: "numeric" });
  const minutes = element("input", { id: "minutes", type: "number", min: 1, max: 1440, inputmode: "numeric" });
  const product = select("product", { "": "as planned", ...named([...new Set([...products, before.product].filter(Boolean))]) });
  const inputs = { count, minutes, product, reason, note };
  for (const [member, input] of Object.entries(inputs)) input.value = before[member] ?? "";
  /** What was entered for `member`; null when it is empty. */
  const entered = (member) => {
    const text = inputs[member].value.trim();
    return text === "" ? null : ["count", "minutes"].includes(member) ? Number(text) : text;
  };
  const send = (status) => {
    // With another status, the reason is gone unless it is given again.
    const known = (member) => (member === "reason" && status !== before.status ? null : before[member] ?? null);
    const members = { done: ["count", "minutes", "product", "note"], skipped: ["reason", "note"], excused: ["reason", "note"] }[status] ?? [];
    return log(Object.fromEntries([["status", status],
      ...members.filter((member) => entered(member) !== known(member)).map((member) => [member, entered(member)])]));
  };
  const choice = (text, status) => element("button", { onclick: once(async () => {
    if (status === "done" && ![count, minutes].every((input) => input.reportValidity())) return;
    if (await send(status)) opened.close();
  }) }, text);
  const opened = dialog(step.step,
    // The heading has the focus, so that the keyboard of a phone stays away until a field is tapped.
    element("h2", { tabindex: -1, autofocus: true }, step.step),
    field("Why not", reason), field("Note", note),
    element("details", {}, element("summary", {}, "How it was done"),
      field("How often", count), field("Minutes", minutes), products.length > 0 && field("With", product)),
    element("div", { class: "choices" },
      choice("Done", "done"), choice("Skip", "skipped"), choice("Excuse", "excused"),
      step.status && choice("Take out", null), element("button", { class: "close" }, "Cancel")));
};

/**
 * Asks for a note on the day, which is added to what is there. `add` takes the text, or null to take all of it out, and
 * returns whether it is kept.
 */
export const askNote = (add) => {
  const note = element("textarea", { id: "note", rows: 4 });
  const send = (text) => once(async () => {
    if (text() !== "" && (await add(text()))) opened.close();
  });
  const opened = dialog("Note on the day", element("h2", {}, "Note on the day"), field("Note", note),
    element("div", { class: "choices" },
      element("button", { class: "all", onclick: send(() => note.value.trim()) }, "Add"),
      element("button", { onclick: send(() => null) }, "Take the note out"),
      element("button", { class: "close" }, "Cancel")));
};
