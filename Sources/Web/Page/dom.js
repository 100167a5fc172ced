// Makes elements. Text is always text: no string becomes markup.

const fill = (made, properties, children) => {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
};

/** An element `tag` with `properties` (attributes, and `on…` for listeners) and `children` (elements or texts). */
export const element = (tag, properties = {}, ...children) => fill(document.createElement(tag), properties, children);

/** As `element`, for a drawing. */
export const drawing = (tag, properties = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);

/** An input with its label. */
export const field = (label, input) => element("label", {}, label, input);

/** A select of `options`, an object of values and texts. */
export const select = (id, options) =>
  element("select", { id }, ...Object.entries(options).map(([value, text]) => element("option", { value }, text)));

/** The names as an object for `select`. */
export const named = (list) => Object.fromEntries(list.map((name) => [name, name]));

/** `work` that is not done again before it is finished: a second tap must not do the same twice. */
export const once = (work) => {
  let isBusy = false;
  return async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await work();
    } finally {
      isBusy = false;
    }
  };
};

/** Calls `submit` when `form` is submitted. */
export const onSubmit = (form, submit) => {
  const submitOnce = once(submit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submitOnce();
  });
};

/** A form with a heading and a button. */
export const form = (id, title, fields, button, submit) => {
  const made = element("form", { id }, title && element("h2", {}, title), ...fields, element("button", {}, button));
  onSubmit(made, submit);
  return made;
};

/** As `form`, folded away until its heading is pressed. */
export const foldedForm = (id, title, fields, button, submit) =>
  element("details", {}, element("summary", {}, title), form(id, null, fields, button, submit));

/** `count` with its noun: "1 step", "2 steps". */
export const counted = (count, noun, plural = `${noun}s`) => `${count} ${count === 1 ? noun : plural}`;

/** What a button or a field is called, to find it again when the screen is drawn anew. */
const called = (one) => one.getAttribute("data-step") ?? one.getAttribute("aria-label") ?? (one.id || one.textContent);

/** Draws what is in `main` anew, and keeps the focus and what is unfolded. */
export const keeping = (main, draw) => {
  const all = (selector) => [...main.querySelectorAll(selector)];
  const stops = "button, a, input, select, textarea, summary";
  const focused = document.activeElement;
  const name = main.contains(focused) ? called(focused) : null;
  // Several can be called the same.
  const place = name === null ? 0 : all(stops).filter((one) => called(one) === name).indexOf(focused);
  const open = all("details[open]").map((one) => one.getAttribute("data-step-settings") ?? one.firstChild.textContent);
  draw();
  for (const one of all("details")) {
    if (open.includes(one.getAttribute("data-step-settings") ?? one.firstChild.textContent)) one.setAttribute("open", "");
  }
  const again = name === null ? null : all(stops).filter((one) => called(one) === name)[place];
  if (again instanceof HTMLElement) again.focus();
};
