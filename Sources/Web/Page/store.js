// What the phone keeps: the actions that were not sent yet, and the latest documents of the server.
//
// An action is in the queue before it is shown as kept, and leaves it only when the server has answered that it was
// performed, or when its owner takes it out. An entry of the queue is `{id, at, account, user, action, label}`, with `made`,
// which tells the order, and `refused`, the reason why the server does not take it.

import * as copies from "./copies.js";

/** Thrown when the phone has no room, or keeps nothing for the page. */
export class NoRoom extends Error {}

/** Thrown when the browser has closed the database. The next use opens it again. */
class Closed extends NoRoom {}

const name = "porelog";
let opened = null;

/** The documents that this page has seen, to be put back into a database that begins anew. */
const seen = new Map();

let putBacks = 0;

/** How often documents were put back. They can be older than what home said last. */
export const timesPutBack = () => putBacks;

/** The actions that could not be kept. The database of a full disk can have one all the same when it is opened again. */
const failed = new Set();

/** Runs `work` while no other tab changes the queue and its copies. */
const locked = (work) => navigator.locks.request("porelog-queue", work);

const openDatabase = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("queue", { keyPath: "number", autoIncrement: true });
      request.result.createObjectStore("documents");
      request.result.createObjectStore("pictures");
    };
    request.onsuccess = () => {
      // Another tab with a later version of the page may need to change the stores.
      request.result.onversionchange = () => {
        request.result.close();
        opened = null;
      };
      // As when the disk was full: the next use opens it again.
      request.result.onclose = () => { opened = null; };
      resolve(request.result);
    };
    request.onerror = () => reject(new NoRoom(String(request.error)));
  });

/** The result of the request that `work` makes of the stores, once everything in the transaction is on disk. */
const run = (database, stores, mode, work) =>
  new Promise((resolve, reject) => {
    let current;
    try {
      current = database.transaction(stores, mode, { durability: "strict" });
    } catch (error) {
      return reject(new Closed(String(error)));
    }
    const request = work(...[stores].flat().map((store) => current.objectStore(store)));
    current.oncomplete = () => resolve(request?.result);
    current.onabort = () => reject(new NoRoom(String(current.error)));
  });

/**
 * Puts the actions that have a copy and are not in the queue back into it, and the documents into a database without any;
 * takes out what could not be kept. An action that the server has already is performed once all the same.
 */
const putBack = async (database) => {
  const entries = (await copies.entries()).filter((entry) => !failed.has(entry.id)).sort((one, other) => one.made - other.made);
  if (entries.length + seen.size + failed.size > 0) {
    await run(database, ["queue", "documents"], "readwrite", (queue, documents) => {
      const all = queue.getAll();
      all.onsuccess = () => {
        const there = new Set(all.result.map((entry) => entry.id));
        for (const entry of entries) if (!there.has(entry.id)) queue.add(entry);
        for (const { number, id } of all.result) if (failed.has(id)) queue.delete(number);
      };
      const user = documents.get("user");
      user.onsuccess = () => {
        if (user.result) return;
        putBacks += 1;
        for (const [path, value] of seen) documents.put(value, path);
      };
      return all;
    });
  }
  // A picture whose action was not kept must not stay.
  await copies.removePicturesExcept(entries);
};

const open = () => {
  opened ??= (async () => {
    const database = await openDatabase();
    await locked(() => putBack(database));
    return database;
  })().catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
};

/** As `run`, with the database opened. */
const transaction = async (stores, mode, work) => run(await open(), stores, mode, work);

/** Keeps what is not in the queue yet. It is called again when the browser has closed the database. */
const keepOnce = async (entries, picture) => {
  const database = await open();
  await locked(async () => {
    const queued = await run(database, "queue", "readonly", (queue) => queue.getAll());
    // When the database was opened again, it has what has a copy.
    const missing = entries.filter((entry) => !queued.some((one) => one.id === entry.id));
    const last = Math.max(0, ...queued.map((entry) => entry.made ?? 0));
    const made = missing.map((entry, index) => ({ ...entry, made: last + 1 + index }));
    try {
      // The copies come first: each takes a block of the disk, so they fail before the database does.
      await copies.put(made, picture);
      await run(database, ["queue", "pictures"], "readwrite", (queue, pictures) => {
        if (picture) pictures.put(picture.bytes, picture.hash);
        for (const entry of made) queue.add(entry);
        return null;
      });
    } catch (error) {
      // No other tab sees a copy of what is not kept.
      if (!(error instanceof Closed)) await forget(database, entries, queued);
      throw error;
    }
  });
};

/** Removes actions that could not be kept. */
const forget = async (database, entries, queued) => {
  for (const { id } of entries) failed.add(id);
  await copies.remove(entries);
  const numbers = queued.filter(({ id }) => entries.some((entry) => entry.id === id)).map(({ number }) => number);
  if (numbers.length > 0) {
    await run(database, "queue", "readwrite", (queue) => {
      for (const number of numbers) queue.delete(number);
      return null;
    });
  }
};

/**
 * Keeps actions, all or none, and the picture `{hash, blob}` that one of them names. It throws `NoRoom` when the phone has no
 * room; then nothing is kept.
 */
export const keep = async (entries, picture = null) => {
  // As bytes, because WebKit does not always store a blob.
  const whole = picture && { hash: picture.hash, bytes: await picture.blob.arrayBuffer() };
  try {
    await keepOnce(entries, whole).catch((error) => {
      if (!(error instanceof Closed)) throw error;
      return keepOnce(entries, whole);
    });
  } catch (error) {
    for (const { id } of entries) failed.add(id);
    throw error instanceof NoRoom ? error : new NoRoom(String(error));
  }
};

/** The actions that are kept, in the order in which they were made. */
export const kept = async () =>
  (await transaction("queue", "readonly", (queue) => queue.getAll())).filter((entry) => !failed.has(entry.id))
    .sort((one, other) => one.made - other.made);

/** Removes actions that the server has, or that their owner takes out, with the pictures that they name. */
export const remove = async (entries) => {
  const database = await open();
  await locked(async () => {
    // The copies go first, so that none of them brings back what is gone.
    await copies.remove(entries);
    await run(database, ["queue", "pictures"], "readwrite", (queue, pictures) => {
      for (const { number, action } of entries) {
        queue.delete(number);
        if (action.photoAdd) pictures.delete(action.photoAdd.sha256);
      }
      return null;
    });
  });
};

/** Stores `entry` in place of the one with its number. */
const replace = async (entry) => {
  const database = await open();
  await locked(async () => {
    await copies.put([entry]).catch(() => {});
    await run(database, "queue", "readwrite", (queue) => queue.put(entry));
  });
};

/** Stores that the server refused an action, and why. */
export const markRefused = (entry, says) => replace({ ...entry, refused: says });

/** Makes an action that waits for another user one of `user`. */
export const adopt = (entry, user) => replace({ ...entry, account: user.account, user: user.user });

/** The bytes of the picture with that SHA-256; undefined when it is not kept. */
export const picture = async (hash) =>
  (await transaction("pictures", "readonly", (pictures) => pictures.get(hash))) ?? copies.picture(hash);

/** The latest document of `path`; undefined when there is none. */
export const document = async (path) => {
  const value = await transaction("documents", "readonly", (documents) => documents.get(path));
  // Another tab has paired the phone with somebody else.
  if (path === "user" && value?.account !== seen.get("user")?.account) seen.clear();
  if (value !== undefined) seen.set(path, value);
  return value;
};

/**
 * Stores the latest document of `path`, which was asked for when the device was paired with the user `account`. When it is
 * paired with another user now, the document is not stored.
 */
export const setDocument = (path, value, account) =>
  transaction("documents", "readwrite", (documents) => {
    const owner = documents.get("user");
    owner.onsuccess = () => { if (owner.result?.account === account) documents.put(value, path); };
    return owner;
  });

/** Removes the documents but those of `paths`. */
export const keepDocuments = (paths) =>
  transaction("documents", "readwrite", (documents) => {
    const all = documents.getAllKeys();
    all.onsuccess = () => {
      for (const key of all.result) if (!paths.includes(key)) documents.delete(key);
    };
    return all;
  });

/** Stores the user of the device. The documents of another user, who was paired before, are removed with it. */
export const setUser = (user) => {
  if (seen.get("user")?.account !== user.account) seen.clear();
  return transaction("documents", "readwrite", (documents) => {
    const before = documents.get("user");
    before.onsuccess = () => {
      if (before.result?.account !== user.account) documents.clear();
      documents.put(user, "user");
    };
    return before;
  });
};
