// Sends what the phone keeps, and reads the server's documents.

import * as store from "./store.js";

/** The most actions and bytes of a request: the server takes 64 KiB. */
const most = { actions: 50, bytes: 48_000 };

const channel = new BroadcastChannel("porelog");

/** Calls `listener` when another tab has sent or kept something. */
export const onChange = (listener) => channel.addEventListener("message", listener);

/** Tells the other tabs that something has changed. */
export const tellOthers = () => channel.postMessage("changed");

/** Thrown when the server knows this device no longer. */
export class NotPaired extends Error {}

/** Thrown when the server does not answer, or not now. */
export class NoAnswer extends Error {}

/** The answer to a request: its status, whether it is a success, and its JSON. */
const request = async (path, options = {}, patience = 15_000) => {
  let answer, json;
  try {
    answer = await fetch(`/api/v1/${path}`, { ...options, cache: "no-store", signal: /** @type {any} */ (AbortSignal).timeout(patience) });
    // Also the body can be late, or end too early.
    const text = await answer.text();
    json = text === "" ? null : JSON.parse(text);
  } catch {
    throw new NoAnswer();
  }
  if (answer.status === 401) throw new NotPaired();
  if (answer.status >= 500 || answer.status === 429) throw new NoAnswer();
  return { status: answer.status, ok: answer.ok, json };
};

const post = (path, body) =>
  request(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });

/** Pairs this device. Returns whether the code is right. */
export const pair = async (code, deviceName) => {
  const answer = await post("pair", { code, name: deviceName });
  return answer.ok;
};

/** Reads the document of `path` and keeps it. Throws `NoAnswer`, `NotPaired` and `store.NoRoom`. */
export const read = async (path) => {
  const account = (await store.document("user"))?.account;
  const { ok, json } = await request(path);
  if (!ok) throw new NoAnswer();
  await (path === "user" ? store.setUser(json) : store.setDocument(path, json, account));
  return json;
};

/** The address of a new calendar of reminders. Throws `NoAnswer` and `NotPaired`. */
export const makeFeed = async () => {
  const answer = await post("feed", {});
  if (!answer.ok) throw new NoAnswer();
  return new URL(answer.json.path, location.href).href;
};

/** A version that differs from the one before when anything in the journal has changed. */
export const version = async () => {
  const answer = await request("changes");
  return answer.ok ? answer.json.version : null;
};

/** The first actions of `queue` that fit into a request. */
const batch = (queue) => {
  const chosen = [];
  let bytes = 0;
  for (const entry of queue) {
    bytes += new TextEncoder().encode(JSON.stringify(entry.action)).length + 120;
    if (chosen.length > 0 && (bytes > most.bytes || chosen.length === most.actions)) break;
    chosen.push(entry);
  }
  return chosen;
};

/** Sends the pictures that actions name. An action whose picture the server does not take is refused with it. */
const sendPictures = async (entries) => {
  const ready = [];
  for (const entry of entries) {
    const hash = entry.action.photoAdd?.sha256;
    const picture = hash && (await store.picture(hash));
    if (picture) {
      const answer = await request(`photos/${hash}`, {
        method: "PUT", headers: { "Content-Type": "image/jpeg" }, body: picture,
      }, 120_000);
      if (answer.status === 400 || answer.status === 413) {
        await store.markRefused(entry, "the picture cannot be read, or is too large");
        continue;
      }
      if (!answer.ok) throw new NoAnswer();
    }
    ready.push(entry);
  }
  return ready;
};

/** Thrown when this device is paired with another person than the one who tapped. */
export class OtherUser extends Error {}

const sendBatch = async (account, chosen) => {
  const entries = await sendPictures(chosen);
  if (entries.length === 0) return [];
  // The account keeps one person's taps out of another's journal, if the device was paired again meanwhile.
  const answer = await post("actions", {
    account,
    actions: entries.map(({ id, at, action }) => ({ id, at, action })),
  });
  if (answer.status === 409) throw new OtherUser();
  if (!answer.ok) throw new NoAnswer();
  const [performed, refused, said] = [[], [], []];
  for (const [index, result] of answer.json.results.entries()) {
    const entry = entries[index];
    if (result.status === "refused") refused.push([entry, result.says]);
    else performed.push(entry);
    if (result.says) said.push({ ...result, action: entry.action });
  }
  if (performed.length > 0) await store.remove(performed);
  for (const [entry, says] of refused) await store.markRefused(entry, says);
  return said;
};

/**
 * Sends the actions of the user `account` that are kept, in their order. One tab sends at a time; the identifiers make an action that
 * is sent twice be performed once.
 *
 * Returns what the server said of them. Throws `NoAnswer`, `NotPaired` and `OtherUser`; what was not sent is still kept.
 */
export const sendKept = (account) =>
  navigator.locks.request("porelog-send", async () => {
    const said = [];
    for (;;) {
      // What another user has tapped on this phone waits until the phone is paired with that user.
      const waiting = (await store.kept()).filter((entry) => !entry.refused && entry.account === account);
      if (waiting.length === 0) return said;
      said.push(...(await sendBatch(account, batch(waiting))));
      tellOthers();
    }
  });
