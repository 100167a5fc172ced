// Where the taps are kept: on this phone, or at home.

import { counted, element } from "./dom.js";

const saveFile = (queue) => {
  const address = URL.createObjectURL(new Blob([JSON.stringify(queue, null, 1)], { type: "application/json" }));
  element("a", { href: address, download: "porelog-unsent.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

/**
 * The elements about what the phone keeps for the user `account`, who is null while nobody is known, and for others, and
 * what was refused. `takeOut` takes an entry out of the queue, and `adopt` makes it one of the user.
 */
export const kept = ({ queue, account, reach }, { takeOut, adopt }) => {
  const waiting = queue.filter((entry) => !entry.refused && entry.account === account);
  const others = queue.filter((entry) => !entry.refused && entry.account !== account);
  const refused = queue.filter((entry) => entry.refused);
  const where = waiting.length > 0
    ? `${counted(waiting.length, "change")} kept on this phone, not sent yet`
    : reach === "full" ? "This phone has no room for what home says, so what is shown may be old"
      : reach !== "home" ? "Home does not answer; taps are kept on this phone"
      : refused.length > 0 ? "Everything else is at home" : "Everything is at home";
  return [
    element("span", { class: waiting.length > 0 || reach !== "home" ? "waiting" : "home" }, where),
    ...others.map((entry) =>
      element("p", { class: "refused" }, `Waits for ${entry.user}: ${entry.label}. `,
        account && element("button", { onclick: () => adopt(entry) }, "It is mine"),
        element("button", { onclick: () => takeOut(entry) }, "Take it out"))),
    ...refused.map((entry) =>
      element("p", { class: "refused" }, `Not taken: ${entry.label}, because ${entry.refused}. `,
        element("button", { onclick: () => takeOut(entry) }, "Take it out"))),
    queue.length > 0 && element("button", { class: "save", onclick: () => saveFile(queue) }, "Save what is not sent as a file"),
  ].filter(Boolean);
};
