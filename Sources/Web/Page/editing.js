// What is being entered. The screen is not drawn anew while it shows a form in which something was entered and not kept yet.

const main = document.getElementById("main");

/** The form, or what is filled in like one, that an element belongs to. */
const formOf = (one) => (one instanceof Element ? one.closest("form, [data-form]") : null);

/** The forms in which something was entered. */
const edited = new Set();

/** What was clicked last. */
let pressed = null;

main.addEventListener("input", ({ target }) => {
  // A file that was chosen is kept at once.
  if (target instanceof Element && target.id !== "file" && formOf(target)) edited.add(formOf(target));
});
document.addEventListener("click", ({ target }) => { pressed = target; }, { capture: true });

/** The form whose button was pressed last. */
export const pressedForm = () => formOf(pressed);

/** Tells that what was entered in `form` is kept. */
export const leave = (form) => edited.delete(form);

/** Tells that another screen is drawn. */
export const leaveAll = () => edited.clear();

/** Whether the screen shows a form in which something was entered that is not kept. */
export const isEditing = () => [...edited].some((form) => form.isConnected);
