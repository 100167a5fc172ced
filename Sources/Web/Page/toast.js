// What is said of a change, for a while, with the way back.

import { element } from "./dom.js";

const toast = document.getElementById("toast");

/** For how long it is shown, in milliseconds. Choice: long enough to read it and to reach the button. */
const duration = 6000;

let timer = null;

/** Says nothing any longer. */
export const hush = () => { toast.hidden = true; };

/** Says `text`. With `undo`, a button takes the change back. */
export const say = (text, undo = null) => {
  clearTimeout(timer);
  toast.replaceChildren(
    element("span", {}, text[0].toUpperCase() + text.slice(1)),
    ...(undo ? [element("button", { onclick: () => { hush(); undo(); } }, "Undo")] : [])
  );
  toast.hidden = false;
  timer = setTimeout(hush, duration);
};
