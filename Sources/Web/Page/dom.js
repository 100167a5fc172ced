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

/** A form with a heading and a button. */
export const form = (id, title, fields, button, submit) => {
  const made = element("form", { id }, title && element("h2", {}, title), ...fields, element("button", {}, button));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  return made;
};

/** As `form`, folded away until its heading is pressed. */
export const foldedForm = (id, title, fields, button, submit) =>
  element("details", {}, element("summary", {}, title), form(id, null, fields, button, submit));

/** `count` with its noun: "1 step", "2 steps". */
export const counted = (count, noun, plural = `${noun}s`) => `${count} ${count === 1 ? noun : plural}`;
