// Pairing this device.

import { element } from "./dom.js";

/** The form for the code of an invitation. `pair` takes the code and the name of the device. */
export const pairing = (pair) => {
  const code = element("input", { id: "code", autocomplete: "one-time-code", autocapitalize: "characters", spellcheck: "false", required: true, maxlength: 32 });
  const deviceName = element("input", { id: "name", required: true, maxlength: 64, value: "My phone" });
  const form = element("form", { id: "pair" },
    element("h1", {}, "porelog"),
    element("p", { id: "status", role: "status" }, "This device is not paired yet."),
    element("p", {}, "On the computer with your journal, run ", element("code", {}, "porelog device add"), ". Then type the code that it shows."),
    element("label", {}, "Code", code), element("label", {}, "Name of this device", deviceName),
    element("button", {}, "Pair this device"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    pair(code.value, deviceName.value);
  });
  return form;
};
