// What the phone keeps: the actions that were not sent yet, and the latest documents of the server.
//
// An action is in the queue before it is shown as kept, and leaves it only when the server has answered that it was
// performed, or when its owner takes a refused one out.

import * as copies from "./copies.js";

const name = "porelog";
let opened = null;

/** The documents that this page has seen, to be put back into a database that begins anew. */
const seen = new Map();

/** The actions that could not be kept. The database of a full disk can have one all the same when it is opened again. */
const failed = new Set();

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
      request.result.onversionchange = () => request.result.close();
      // As when the disk was full: the next use opens it again.
      request.result.onclose = () => { opened = null; };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });

/**
 * Puts what has a copy and is not in the queue back into it, and the documents into a database without any; takes out what
 * could not be kept. An action that the server has already is performed once all the same.
 */
const putBack = (database, entries) =>
  new Promise((resolve, reject) => {
    const current = database.transaction(["queue", "documents"], "readwrite", { durability: "strict" });
    const [queue, documents] = [current.objectStore("queue"), current.objectStore("documents")];
    const all = queue.getAll();
    all.onsuccess = () => {
      const there = new Set(all.result.map((entry) => entry.id));
      for (const entry of entries) if (!there.has(entry.id)) queue.add(entry);
      for (const { number, id } of all.result) if (failed.has(id)) queue.delete(number);
    };
    const user = documents.get("user");
    user.onsuccess = () => {
      if (!user.result) for (const [path, value] of seen) documents.put(value, path);
    };
    current.oncomplete = () => resolve();
    current.onabort = () => {
      database.close();
      reject(current.error);
    };
  });

const open = () => {
  opened ??= (async () => {
    const entries = await copies.entries();
    const database = await openDatabase();
    if (entries.length + seen.size + failed.size > 0) await putBack(database, entries);
    return database;
  })().catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
};

/** The result of `work` on a store, once everything in it is on disk. */
const transaction = async (store, mode, work) => {
  const database = await open();
  return new Promise((resolve, reject) => {
    const current = database.transaction(store, mode, { durability: "strict" });
    const request = work(current.objectStore(store));
    current.oncomplete = () => resolve(request?.result);
    current.onabort = () => reject(current.error ?? new DOMException("the phone cannot keep it"));
    current.onerror = () => reject(current.error);
  });
};

/** Keeps an action: `{id, at, account, user, action, label}`. It rejects when the phone has no room. */
export const keep = async (entry) => {
  try {
    // The copy comes first: it takes a block of the disk, so it fails before the database does.
    await copies.putEntry(entry);
    await transaction("queue", "readwrite", (queue) => queue.add(entry));
  } catch (error) {
    failed.add(entry.id);
    await copies.removeEntry(entry.id);
    throw error;
  }
};

/** Keeps a picture under its SHA-256, until the server has it. As bytes, because WebKit does not always store a blob. */
export const keepPicture = async (hash, picture) => {
  const bytes = await picture.arrayBuffer();
  await copies.putPicture(hash, bytes);
  await transaction("pictures", "readwrite", (pictures) => pictures.put(bytes, hash));
};

/** The bytes of the picture with that SHA-256; undefined when it is not kept. */
export const picture = async (hash) =>
  (await transaction("pictures", "readonly", (pictures) => pictures.get(hash))) ?? copies.picture(hash);

/** Removes a picture that the server has, or that nobody needs. */
export const removePicture = async (hash) => {
  await transaction("pictures", "readwrite", (pictures) => pictures.delete(hash));
  await copies.removePicture(hash);
};

/** The actions that are kept, in the order in which they were made. */
export const kept = () => transaction("queue", "readonly", (queue) => queue.getAll());

/** Removes actions that the server has, or that their owner takes out. */
export const remove = async (entries) => {
  await transaction("queue", "readwrite", (queue) => {
    let last = null;
    for (const { number } of entries) last = queue.delete(number);
    return last;
  });
  for (const { id } of entries) await copies.removeEntry(id);
};

/** Stores that the server refused an action, and why. */
export const markRefused = (entry, says) =>
  transaction("queue", "readwrite", (queue) => queue.put({ ...entry, refused: says }));

/** The latest document of `path`; undefined when there is none. */
export const document = async (path) => {
  const value = await transaction("documents", "readonly", (documents) => documents.get(path));
  if (value !== undefined) seen.set(path, value);
  return value;
};

/**
 * Stores the latest document of `path`. One that names another user is not stored: it was asked for before the device was
 * paired with this one, or before the user had another name.
 */
export const setDocument = (path, value) =>
  transaction("documents", "readwrite", (documents) => {
    const owner = documents.get("user");
    owner.onsuccess = () => {
      if (!value?.user || value.user === owner.result?.user) documents.put(value, path);
    };
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

/** Puts another name of the user into the documents of `documents`. */
const rename = (documents, old, name) => {
  const cursor = documents.openCursor();
  cursor.onsuccess = () => {
    if (!cursor.result) return;
    if (cursor.result.value.user === old) cursor.result.update({ ...cursor.result.value, user: name });
    cursor.result.continue();
  };
};

/** Stores the user of the device. The documents of another user, who was paired before, are removed with it. */
export const setUser = (user) => {
  if (seen.get("user")?.account !== user.account) seen.clear();
  return transaction("documents", "readwrite", (documents) => {
    const before = documents.get("user");
    before.onsuccess = () => {
      const known = before.result;
      if (known?.account !== user.account) documents.clear();
      documents.put(user, "user");
      if (known && known.user !== user.user) rename(documents, known.user, user.user);
    };
    return before;
  });
};
