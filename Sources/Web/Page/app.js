// The page: reads what the phone and the server have, and draws the screen that the address names.

import { element, keeping } from "./dom.js";
import { day } from "./day.js";
import { slotNow, today, weekOf } from "./days.js";
import * as editing from "./editing.js";
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
import { hush, say } from "./toast.js";
import { saidOf, tonight } from "./tonight.js";
import { week } from "./week.js";

const main = document.getElementById("main");
const state = document.getElementById("state");

/**
 * What is known of the server: "home" when it answered last, "away" when it did not, "unpaired" when it does not know us, and
 * "full" when the phone has no room for its answer.
 */
let reach = "away";
let lastVersion = null;
let putBacks = 0;

/** The documents that are read whenever something has changed. */
const usual = ["today", "week", "milestones", "usage", "photos", "routine", "products", "pauses", "devices"];

/** The path of the document of a week. */
const weekPath = async (week) => ((await store.document("week"))?.week === week ? "week" : `week/${week}`);

/** The screens, with the paths of the documents that each needs besides those of the user and of today. */
const screens = {
  tonight: () => [],
  week: async (week) => [week ? await weekPath(week) : "week"],
  day: async (day) => [await weekPath(weekOf(day)), `day/${day}`],
  milestones: () => ["milestones"],
  more: () => [],
  checkin: (day) => (day ? [`day/${day}`] : []),
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
  if (["day", "checkin"].includes(name) && /^\d{4}-\d{2}-\d{2}$/.test(argument)) return { name, argument };
  return { name: name in screens && name !== "day" ? name : "tonight" };
};

// MARK: Changing something

/**
 * Keeps actions, `[action, label]` each, on this phone, all or none, with the picture that one names; then shows them, then
 * sends them. Returns whether they are kept.
 */
const act = async (user, actions, picture = null) => {
  // A picture is taken in a dialog over its form.
  const form = picture ? main.querySelector("#photo") : editing.pressedForm();
  const at = new Date().toISOString().replace(/\.\d+/, "");
  const entries = actions.map(([action, label]) =>
    ({ id: crypto.randomUUID(), at, account: user.account, user: user.user, action, label }));
  try {
    await store.keep(entries, picture);
  } catch {
    say("This phone has no room to keep that, so it is not logged.");
    return false;
  }
  // What was entered is kept now.
  editing.leave(form);
  changed();
  return true;
};

const logAction = (day, changes) => ({
  log: { day, entries: changes.map(({ step, status, ...details }) => ({ step: step.key, status, ...details })) },
});

/** Keeps what changes on `day`, with the way back. Returns whether it is kept. */
const log = async (user, day, changes) => {
  // Without room it cannot be read either; then keeping the action tells.
  const document = await store.document(`day/${day}`).catch(() => undefined);
  const before = changes.map(({ step }) => ({ step, ...model.entryBefore(document, step) }));
  const label = saidOf(changes);
  const isKept = await act(user, [[logAction(day, changes), label]]);
  if (isKept) {
    say(`${label}.`, () => act(user, [[logAction(day, before), `${label}, undone`]]));
  }
  return isKept;
};

/** Asks what to log of `step` besides done. */
const more = async (user, day, step) => {
  const paths = ["products", `day/${day}`];
  const [products, document] = await Promise.all(paths.map((path) => store.document(path).catch(() => undefined)));
  const names = (products ?? []).filter((product) => !product.finishedOn).map((product) => product.product);
  askEntry(step, names, model.entryBefore(document, step), (change) => log(user, day, [{ step, ...change }]));
};

/** What the rows of a day do. */
const dayActions = (user, day) => ({
  log: (changes) => log(user, day, changes),
  more: (step) => more(user, day, step),
  note: () => askNote((text) => actAndSay(user)({ note: { day, text } }, text === null ? "note taken out" : "note kept")),
});

// MARK: Drawing

const keptElements = (queue, user) =>
  kept({ queue, account: user?.account ?? null, reach }, {
    takeOut: (entry) => store.remove([entry]).then(changed),
    adopt: (entry) => store.adopt(entry, user).then(changed),
  });

let drawnState = null;

/** Tells where the taps are kept, also while something is being entered. `user` is null while nobody is known. */
const drawState = (queue, user) => {
  const current = JSON.stringify([queue, user?.account, reach]);
  if (current === drawnState) return;
  drawnState = current;
  state.replaceChildren(...(user || queue.length > 0 ? keptElements(queue, user) : []));
};

/** What was drawn last. Nothing is drawn anew while it is the same: home is asked every two seconds. */
let drawn = null;
let drawnAddress = null;

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
  const [others, isStarterKept, logged] = await Promise.all([
    Promise.all(paths.map(store.document)), store.document("starter"), user && store.document(`day/${argument ?? today(user)}`),
  ]);
  const current = JSON.stringify(
    [queue, user, document, others, isStarterKept, logged, reach, location.hash, user && [today(user), slotNow(user)]]);
  drawState(queue, isKnown ? user : null);
  globalThis.document.querySelector("nav").hidden = !isKnown;
  if (current === drawn) return;
  if (!isKnown) {
    [drawn, drawnAddress] = [current, location.hash];
    editing.leaveAll();
    if (!main.querySelector("#pair")) {
      main.replaceChildren(reach === "unpaired" ? pairing(pair) : element("p", { id: "status", role: "status" }, "Loading …"));
    }
    return;
  }
  if (editing.isEditing() && drawnAddress === location.hash) return;
  [drawn, drawnAddress] = [current, location.hash];
  editing.leaveAll();
  const parts = others.includes(undefined)
    ? [element("p", {}, "This was not read from home yet.")]
    : elements(name, { argument, queue, user, document, others, isStarterKept, logged });
  keeping(main, () => main.replaceChildren(...parts.filter(Boolean)));
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

/**
 * The elements of the screen `name`. `others` are the documents that it needs besides those of the user and of today, and
 * `logged` is the document of the day that is shown, if the phone has it.
 */
const elements = (name, { argument, queue, user, document, others, isStarterKept, logged }) => {
  const now = today(user);
  const act = actAndSay(user);
  const rated = (day) => model.ratings(logged, queue, user.account, day);
  const withKept = (week) => model.week(week, queue, user.account, now);
  switch (name) {
    case "tonight":
      return tonight(
        {
          shown: model.steps(document, queue, user.account, now), slot: slotNow(user), user, isOld: document.day !== now, document,
          isNew: user.createdOn === now && !isStarterKept && document.steps.length > 0,
        },
        {
          ...dayActions(user, now),
          keepStarter: async () => {
            await store.setDocument("starter", true, user.account);
            draw();
          },
        });
    case "week": return week(withKept(others[0]), now);
    case "day":
      return day(
        { week: withKept(others[0]), document: logged, ratings: rated(argument), day: argument, today: now },
        dayActions(user, argument));
    case "milestones": return milestones(others[0]);
    case "more": return [
      element("header", {}, element("h1", {}, "More")),
      ...Object.entries({ checkin: "Check-in", shelf: "Shelf", settings: "Settings" })
        .map(([screen, text]) => element("p", {}, element("a", { class: "button", href: `#${screen}` }, text))),
    ];
    case "photos": return photos(others[0], now, (picture, hash, details) => addPhoto(user, picture, hash, details), act, say);
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
    default: {
      const day = argument ?? now;
      const back = argument ? `#day/${day}` : "#tonight";
      return checkin({ day, today: now, ratings: rated(day) }, (ratings, note) => saveCheckin(user, day, ratings, note, back));
    }
  }
};

/** Keeps an action and says so. Returns whether it is kept. */
const actAndSay = (user) => async (action, label) => {
  const isKept = await act(user, [[action, label]]);
  if (isKept) say(`${label}.`);
  return isKept;
};

const addPhoto = async (user, picture, hash, details) => {
  const label = `picture of ${details.view}`;
  const isKept = await act(user, [[{ photoAdd: { sha256: hash, ...details } }, label]], { hash, blob: picture });
  if (isKept) say(`${label}.`);
  return isKept;
};

const saveCheckin = async (user, day, ratings, note, back) => {
  const actions = [];
  if (Object.keys(ratings).length > 0) actions.push([{ rate: { day, ratings } }, "check-in"]);
  if (note) actions.push([{ note: { day, text: note } }, "note"]);
  if (actions.length === 0) return say("Nothing was changed.");
  if (!(await act(user, actions))) return;
  main.replaceChildren();
  // Said after the change of the screen, which hides what was said before.
  addEventListener("hashchange", () => say("The check-in is kept."), { once: true });
  location.hash = back;
};

// MARK: The server

const refresh = async () => {
  const user = await sending.read("user");
  const paths = [...usual, `day/${today(user)}`];
  await Promise.all(paths.map(sending.read));
  await store.keepDocuments([...paths, ...(await readShown()), "user", "starter"]);
};

/** Reads what the screen needs besides the usual documents. Returns the paths of all that it needs. */
const readShown = async () => {
  const { name, argument } = screen();
  const paths = await screens[name](argument);
  await Promise.all(paths.filter((path) => !usual.includes(path)).map(sending.read));
  return paths;
};

let isSyncing = false;
let isAsked = false;

/** Sends what the user `account` has tapped. When the device is paired with another person now, that person's page is shown. */
const sendKept = async (account) => {
  try {
    return await sending.sendKept(account);
  } catch (error) {
    if (!(error instanceof sending.OtherUser)) throw error;
    await refresh();
    return sending.sendKept((await store.document("user")).account);
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
      const said = await sendKept(user.account);
      // What was taken back is known only now.
      for (const { says, remarks, action } of said) if (action.undo || action.redo) say([says, ...remarks].join(" "));
      const version = await sending.version();
      if (version !== lastVersion || said.length > 0 || store.timesPutBack() !== putBacks) await refresh();
      putBacks = store.timesPutBack();
      // What changes while the documents are read is read at the next turn.
      lastVersion = version;
      reach = "home";
    } while (isAsked);
  } catch (error) {
    reach = error instanceof sending.NotPaired ? "unpaired" : error instanceof store.NoRoom ? "full" : "away";
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
  editing.leaveAll();
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
  hush();
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
