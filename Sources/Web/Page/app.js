// The page: reads what the phone and the server have, and draws the screen that the address names.

import { element } from "./dom.js";
import { day } from "./day.js";
import { slotNow, today, weekOf } from "./days.js";
import { askEntry, askNote } from "./entry.js";
import * as model from "./model.js";
import * as sending from "./send.js";
import * as store from "./store.js";
import { checkin } from "./checkin.js";
import { kept } from "./kept.js";
import { milestones } from "./milestones.js";
import { pairing } from "./pairing.js";
import { photos } from "./photos.js";
import { settings } from "./settings.js";
import { shelf } from "./shelf.js";
import { saidOf, tonight } from "./tonight.js";
import { week } from "./week.js";

const main = document.getElementById("main");
const state = document.getElementById("state");
const toast = document.getElementById("toast");

/** What is known of the server: "home" when it answered last, "away" when it did not, "unpaired" when it does not know us. */
let reach = "away";
let lastVersion = null;

/** The documents that are read whenever something has changed. */
const usual = ["today", "week", "milestones", "usage", "photos", "routine", "products", "pauses", "devices"];

/** The path of the document of a week. */
const weekPath = async (week) => ((await store.document("week"))?.week === week ? "week" : `week/${week}`);

/** The screens, with the paths of the documents that each needs besides those of the user and of today. */
const screens = {
  tonight: () => [],
  week: async (week) => [week ? await weekPath(week) : "week"],
  day: async (day) => [await weekPath(weekOf(day))],
  milestones: () => ["milestones"],
  more: () => [],
  checkin: () => [],
  photos: () => ["photos"],
  shelf: () => ["usage", "products"],
  settings: () => ["pauses", "routine", "products", "devices"],
};

/** Where in the navigation a screen belongs that it does not list. */
const inNavigation = { day: "week", checkin: "more", shelf: "more", settings: "more" };

/** What the address names: the name of a screen, and its week or day. */
const screen = () => {
  const [name, argument] = location.hash.slice(1).split("/");
  if (name === "week" && (!argument || /^\d{4}-W\d{2}$/.test(argument))) return { name, argument };
  if (name === "day" && /^\d{4}-\d{2}-\d{2}$/.test(argument)) return { name, argument };
  return { name: name in screens && name !== "day" ? name : "tonight" };
};

// MARK: What is said

let toastTimer = null;
const say = (text, undo = null) => {
  clearTimeout(toastTimer);
  toast.replaceChildren(
    element("span", {}, text[0].toUpperCase() + text.slice(1)),
    ...(undo ? [element("button", { onclick: () => { toast.hidden = true; undo(); } }, "Undo")] : [])
  );
  toast.hidden = false;
  toastTimer = setTimeout(() => { toast.hidden = true; }, 6000);
};

// MARK: Changing something

/** Keeps an action on this phone, then shows it, then sends it. */
const act = async (user, action, label) => {
  isEdited = false;
  const at = new Date().toISOString().replace(/\.\d+/, "");
  try {
    await store.keep({ id: crypto.randomUUID(), at, user, action, label });
  } catch {
    say("This phone has no room to keep that, so it is not logged.");
    return false;
  }
  changed();
  return true;
};

const logAction = (day, changes) => ({
  log: { day, entries: changes.map(({ step, status, ...details }) => ({ step: step.key, status, ...details })) },
});

/** Keeps what changes on `day`, with the way back. */
const log = async (user, day, changes) => {
  const before = changes.map(({ step }) => ({ step, status: step.status }));
  const label = saidOf(changes);
  if (await act(user, logAction(day, changes), label)) {
    say(`${label}.`, () => act(user, logAction(day, before), `${label}, undone`));
  }
};

/** Asks what to log of `step` besides done. */
const more = async (user, day, step) => {
  const products = ((await store.document("products")) ?? []).filter((product) => !product.finishedOn);
  askEntry(step, products.map((product) => product.product), (change) => log(user, day, [{ step, ...change }]));
};

/** What the rows of a day do. */
const dayActions = (user, day) => ({
  log: (changes) => log(user, day, changes),
  more: (step) => more(user, day, step),
  note: () => askNote((text) => actAndSay(user)({ note: { day, text } }, "note kept")),
});

// MARK: Drawing

const keptElements = (queue, user) =>
  kept({ queue, user, isHome: reach === "home" }, async (entry) => {
    await store.remove([entry.number]);
    if (entry.action.photoAdd) await store.removePicture(entry.action.photoAdd.sha256);
    changed();
  });

/** The focused element is found again by what it stands for, since the screen is drawn anew. */
const keepingFocus = (draw) => {
  const step = document.activeElement?.getAttribute("data-step");
  const id = document.activeElement?.id;
  draw();
  /** @type {HTMLElement | null} */
  const again = step ? main.querySelector(`[data-step="${CSS.escape(step)}"]`) : id ? document.getElementById(id) : null;
  again?.focus();
};

/** What was drawn last. Nothing is drawn anew while it is the same: home is asked every two seconds. */
let drawn = null;
let drawnAddress = null;

/** Whether something was entered that is not sent yet. The screen is not drawn anew then. */
let isEdited = false;
main.addEventListener("input", ({ target }) => {
  if (target instanceof Element && target.closest("form, .change")) isEdited = true;
});

const draw = async () => {
  let queue, user, document;
  try {
    [queue, user, document] = await Promise.all([store.kept(), store.document("user"), store.document("today")]);
  } catch {
    // What was shown before stays: a full disk may have room again.
    if (drawn !== null) return;
    main.replaceChildren(element("p", { role: "alert" }, "This browser keeps nothing for this page (a private window?), so taps cannot be kept."));
    return;
  }
  const { name, argument } = screen();
  const paths = await screens[name](argument);
  for (const link of globalThis.document.querySelectorAll("nav a")) {
    link.setAttribute("aria-current", link.getAttribute("href") === `#${inNavigation[name] ?? name}` ? "page" : "false");
  }
  const isKnown = user && document && reach !== "unpaired";
  const [others, isStarterKept] = await Promise.all([Promise.all(paths.map(store.document)), store.document("starter")]);
  const current = JSON.stringify(
    [queue, user, document, others, isStarterKept, reach, location.hash, user && [today(user), slotNow(user)]]);
  if (current === drawn || (isEdited && drawnAddress === location.hash)) return;
  isEdited = false;
  [drawn, drawnAddress] = [current, location.hash];
  globalThis.document.querySelector("nav").hidden = !isKnown;
  if (!isKnown) {
    state.replaceChildren(...(queue.length > 0 ? keptElements(queue, null) : []));
    if (!main.querySelector("#pair")) {
      main.replaceChildren(reach === "away" && !user ? element("p", { id: "status", role: "status" }, "Loading …") : pairing(pair));
    }
    return;
  }
  state.replaceChildren(...keptElements(queue, user.user));
  // A check-in that is being filled in is not drawn anew.
  if (name === "checkin" && main.querySelector("#checkin")) return;
  const parts = others.includes(undefined)
    ? [element("p", {}, "This was not read from home yet.")]
    : elements(name, { argument, queue, user, document, others, isStarterKept });
  keepingFocus(() => main.replaceChildren(...parts.filter(Boolean)));
  showScrolling();
};

/** What scrolls sideways can be reached by the keyboard, and nothing else is a stop. */
const showScrolling = () => {
  for (const part of main.querySelectorAll(".scroll")) {
    if (part.scrollWidth > part.clientWidth) part.setAttribute("tabindex", "0");
    else part.removeAttribute("tabindex");
  }
};
addEventListener("resize", showScrolling);

/** The elements of the screen `name`. `others` are the documents that it needs besides those of the user and of today. */
const elements = (name, { argument, queue, user, document, others, isStarterKept }) => {
  const now = today(user);
  const act = actAndSay(user.user);
  const withKept = (week) => model.week(week, queue, user.user, now);
  switch (name) {
    case "tonight":
      return tonight(
        {
          shown: model.steps(document, queue, now), slot: slotNow(user), user, isOld: document.day !== now, document,
          isNew: user.createdOn === now && !isStarterKept && document.steps.length > 0,
        },
        {
          ...dayActions(user.user, now),
          keepStarter: async () => {
            await store.setDocument("starter", true);
            draw();
          },
        });
    case "week": return week(withKept(others[0]), now);
    case "day": return day({ week: withKept(others[0]), day: argument, today: now }, dayActions(user.user, argument));
    case "milestones": return milestones(others[0]);
    case "more": return [
      element("header", {}, element("h1", {}, "More")),
      ...Object.entries({ checkin: "Check-in", shelf: "Shelf", settings: "Settings" })
        .map(([screen, text]) => element("p", {}, element("a", { class: "button", href: `#${screen}` }, text))),
    ];
    case "photos": return photos(others[0], (picture, hash, details) => addPhoto(user.user, now, picture, hash, details), say);
    case "shelf": return shelf(others[0], others[1], now, act);
    case "settings": {
      const [pauses, routine, products, devices] = others;
      return settings({ user, pauses, routine, products, devices }, now, act, async () => {
        try {
          return await sending.makeFeed();
        } catch {
          return "Home does not answer. Try again.";
        }
      });
    }
    default: return checkin((ratings, note) => saveCheckin(user.user, now, ratings, note));
  }
};

/** Keeps an action and says so. */
const actAndSay = (user) => async (action, label) => {
  if (await act(user, action, label)) say(`${label}.`);
};

const addPhoto = async (user, day, picture, hash, details) => {
  try {
    await store.keepPicture(hash, picture);
  } catch {
    return say("This phone has no room for the picture.");
  }
  await actAndSay(user)({ photoAdd: { sha256: hash, day, ...details } }, `picture of ${details.view}`);
};

const saveCheckin = async (user, day, ratings, note) => {
  const isRated = Object.keys(ratings).length > 0;
  if (isRated && !(await act(user, { rate: { day, ratings } }, "check-in"))) return;
  if (note && !(await act(user, { note: { day, text: note } }, "note"))) return;
  if (!isRated && !note) return say("Nothing was rated.");
  main.replaceChildren();
  // Said after the change of the screen, which hides what was said before.
  addEventListener("hashchange", () => say("The check-in is kept."), { once: true });
  location.hash = "#tonight";
};

// MARK: The server

const refresh = async () => {
  await sending.read("user");
  await Promise.all(usual.map(sending.read));
  await readShown();
};

/** Reads what the screen needs besides the usual documents. */
const readShown = async () => {
  const { name, argument } = screen();
  const paths = await screens[name](argument);
  await Promise.all(paths.filter((path) => !usual.includes(path)).map(sending.read));
};

let isSyncing = false;
let isAsked = false;

/** Sends what `user` has tapped. When the device is paired with another person now, that person's page is shown. */
const sendKept = async (user) => {
  try {
    return await sending.sendKept(user);
  } catch (error) {
    if (!(error instanceof sending.OtherUser)) throw error;
    await refresh();
    return sending.sendKept((await store.document("user")).user);
  }
};

/** Sends what is kept and reads what has changed. A call while one runs makes it run once more. */
const sync = async () => {
  if (isSyncing) {
    isAsked = true;
    return;
  }
  isSyncing = true;
  try {
    do {
      isAsked = false;
      const user = (await store.document("user")) ?? (await sending.read("user"));
      const said = await sendKept(user.user);
      const version = await sending.version();
      if (version !== lastVersion || said.length > 0) await refresh();
      // What changes while the documents are read is read at the next turn.
      lastVersion = version;
      reach = "home";
    } while (isAsked);
  } catch (error) {
    reach = error instanceof sending.NotPaired ? "unpaired" : "away";
  } finally {
    isSyncing = false;
    await draw();
  }
};

const changed = () => {
  draw();
  sending.tellOthers();
  sync();
};

const pair = async (code, deviceName) => {
  isEdited = false;
  const status = () => document.getElementById("status");
  try {
    if (await sending.pair(code, deviceName)) {
      reach = "home";
      navigator.storage?.persist?.();
      lastVersion = null;
      await refresh();
      return await sync();
    }
    reach = "unpaired";
    await draw();
    if (status()) status().textContent = "That code is wrong, used or too old: porelog device add makes another.";
  } catch {
    reach = "unpaired";
    await draw();
    if (status()) status().textContent = "The server does not answer. Try again.";
  }
};

// MARK: Beginning

/** Takes the code of an invitation out of the fragment, which browsers do not send to servers; null when there is none. */
const takeInvitation = () => {
  const code = new URLSearchParams(location.hash.slice(1)).get("pair");
  if (code) history.replaceState(null, "", location.pathname);
  return code;
};

addEventListener("hashchange", () => {
  // The bar must not cover what another screen has there.
  toast.hidden = true;
  const code = takeInvitation();
  if (code) return void pair(code, null);
  scrollTo(0, 0);
  draw();
  readShown().then(draw, () => {});
});
addEventListener("focus", sync);
addEventListener("online", sync);
document.addEventListener("visibilitychange", () => { if (!document.hidden) sync(); });
sending.onChange(draw);
// `navigator.onLine` does not tell whether home answers, so it is asked.
setInterval(() => { if (!document.hidden && reach !== "unpaired") sync(); }, 2000);

const policy = globalThis.trustedTypes?.createPolicy("porelog", {
  createScriptURL: (address) => {
    if (address === "/sw.js") return address;
    throw new TypeError("only the worker of this page is a script to load");
  },
});
navigator.serviceWorker?.register(policy?.createScriptURL("/sw.js") ?? "/sw.js", { type: "module" }).catch(() => {
  say("This browser does not trust the address, so the page needs a connection.");
});

const invitation = takeInvitation();
await draw();
if (invitation) await pair(invitation, null);
else await sync();
