// Asks what to log of a step besides that it is done.

import { element, field } from "./dom.js";

/** Opens a dialog, and closes it when one of its `.close` buttons is pressed. */
export const dialog = (label, ...children) => {
  const made = element("dialog", { "aria-label": label }, ...children);
  made.addEventListener("close", () => made.remove());
  made.addEventListener("click", (event) => { if (event.target.closest(".close")) made.close(); });
  document.body.append(made);
  made.showModal();
  return made;
};

/**
 * Asks about `step`. `products` are the names of the products it may have been done with; `log` takes the status and the
 * details that were given. What is left empty stays as it is.
 */
export const askEntry = (step, products, log) => {
  const reason = element("input", { id: "reason", maxlength: 200 });
  const note = element("textarea", { id: "note", rows: 3 });
  const count = element("input", { id: "count", type: "number", min: 1, max: 1000, inputmode: "numeric" });
  const minutes = element("input", { id: "minutes", type: "number", min: 1, max: 1440, inputmode: "numeric" });
  const product = element("select", { id: "product" },
    ...["", ...products].map((name) => element("option", { value: name }, name || "as planned")));
  const send = (status) => {
    const details = {};
    if (note.value.trim()) details.note = note.value.trim();
    if (status === "done") {
      if (count.value) details.count = Number(count.value);
      if (minutes.value) details.minutes = Number(minutes.value);
      if (product.value) details.product = product.value;
    } else if (status !== null && reason.value.trim()) details.reason = reason.value.trim();
    log(status === null ? { status } : { status, ...details });
  };
  const choice = (text, status) => element("button", { class: "close", onclick: () => send(status) }, text);
  const done = element("button", { onclick: () => {
    if (![count, minutes].every((input) => input.reportValidity())) return;
    send("done");
    opened.close();
  } }, "Done");
  const opened = dialog(step.step,
    // The heading has the focus, so that the keyboard of a phone stays away until a field is tapped.
    element("h2", { tabindex: -1, autofocus: true }, step.step),
    field("Why not", reason), field("Note", note),
    element("details", {}, element("summary", {}, "How it was done"),
      field("How often", count), field("Minutes", minutes), products.length > 0 && field("With", product)),
    element("div", { class: "choices" },
      done, choice("Skip", "skipped"), choice("Excuse", "excused"),
      step.status && choice("Take out", null), element("button", { class: "close" }, "Cancel")));
};

/** Asks for a note on the day, which is added to what is there. `add` takes the text, or null to take all of it out. */
export const askNote = (add) => {
  const note = element("textarea", { id: "note", rows: 4 });
  dialog("Note on the day", element("h2", {}, "Note on the day"), field("Note", note),
    element("div", { class: "choices" },
      element("button", { class: "all close", onclick: () => { if (note.value.trim()) add(note.value.trim()); } }, "Add"),
      element("button", { class: "close", onclick: () => add(null) }, "Take the note out"),
      element("button", { class: "close" }, "Cancel")));
};
