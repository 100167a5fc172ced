// Pairs the device, and shows what is due today. A tap logs a step as done, and a second one takes the entry out.

const byID = (id) => document.getElementById(id);

const say = (text) => {
  byID("status").textContent = text;
};

const post = (path, body) =>
  fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

// The code of an invitation is in the fragment, which browsers do not send to servers.
const invitation = () => {
  const code = new URLSearchParams(location.hash.slice(1)).get("pair");
  if (code) history.replaceState(null, "", location.pathname);
  return code;
};

const pair = async (code, name) => {
  const answer = await post("/api/v1/pair", { code, name });
  if (answer.ok) return show();
  say(
    answer.status === 403
      ? "That code is wrong, used or too old: porelog device add makes another."
      : "The device could not be paired. Try again."
  );
  byID("pair").hidden = false;
};

const log = async (today, step, status) => {
  const entry = { step: `${step.slot}/${step.step}`, status };
  const action = {
    id: crypto.randomUUID(),
    at: new Date().toISOString().replace(/\.\d+/, ""),
    action: { log: { day: today.day, entries: [entry] } },
  };
  const answer = await post("/api/v1/actions", { actions: [action] });
  const result = answer.ok ? (await answer.json()).results[0] : null;
  await show();
  if (!result) say("The journal did not answer, so nothing was logged. Try again.");
  else if (result.status === "refused") say(`Not logged: ${result.says}.`);
};

const row = (today, step) => {
  const button = document.createElement("button");
  const isDone = step.state === "done";
  button.textContent = `${isDone ? "✓" : "○"} ${step.step}`;
  button.setAttribute("aria-pressed", String(isDone));
  button.addEventListener("click", () => log(today, step, isDone ? null : "done"));
  const item = document.createElement("li");
  item.append(button);
  return item;
};

const show = async () => {
  const answer = await fetch("/api/v1/today");
  if (answer.status === 401) {
    byID("pair").hidden = false;
    byID("steps").hidden = true;
    return say("This device is not paired yet.");
  }
  if (!answer.ok) return say("The journal cannot be read at the moment. Try again.");
  const today = await answer.json();
  byID("pair").hidden = true;
  byID("steps").hidden = false;
  // The button that was tapped keeps the focus.
  const buttons = () => [...byID("steps").querySelectorAll("button")];
  const focused = buttons().indexOf(document.activeElement);
  byID("steps").replaceChildren(...today.steps.map((step) => row(today, step)));
  buttons()[focused]?.focus();
  say(`${today.user}, ${today.day}`);
};

byID("pair").addEventListener("submit", (event) => {
  event.preventDefault();
  pair(byID("code").value, byID("name").value).catch(() => say("The server does not answer."));
});

const code = invitation();
(code ? pair(code, null) : show()).catch(() => say("The server does not answer."));
