// Copies of what was not sent yet, in a cache. Chromium loses what a database has when the disk is full: the latest changes,
// or all of it, when it opens the database again. A cache has a file of its own for each copy.
//
// A browser that has no caches, as in some private windows, works without copies.

const cache = async () => {
  try {
    return await globalThis.caches?.open("unsent");
  } catch {
    return undefined;
  }
};

const entryAddress = (id) => `/unsent/${id}`;
const pictureAddress = (hash) => `/unsent/pictures/${hash}`;

/** Stores copies of actions, and of a picture `{hash, bytes}`. It rejects when the disk has no room. */
export const put = async (entries, picture = null) => {
  const store = await cache();
  if (picture) await store?.put(pictureAddress(picture.hash), new Response(picture.bytes));
  for (const entry of entries) await store?.put(entryAddress(entry.id), new Response(JSON.stringify(entry)));
};

/** Removes the copies of actions and of the pictures that they name. */
export const remove = async (entries) => {
  const store = await cache();
  for (const { id, action } of entries) {
    await store?.delete(entryAddress(id));
    if (action.photoAdd) await store?.delete(pictureAddress(action.photoAdd.sha256));
  }
};

/** The actions that have copies. A copy that cannot be read, because the browser was killed while it was written, is removed. */
export const entries = async () => {
  const store = await cache();
  const found = [];
  for (const key of (await store?.keys()) ?? []) {
    if (key.url.includes("/pictures/")) continue;
    try {
      found.push(await (await store.match(key)).json());
    } catch {
      await store.delete(key);
    }
  }
  return found;
};

/** The bytes of the copy of a picture; undefined when there is none. */
export const picture = async (hash) => (await (await cache())?.match(pictureAddress(hash)))?.arrayBuffer();

/** Removes the copies of pictures that no action of `entries` names. */
export const removePicturesExcept = async (entries) => {
  const named = entries.map(({ action }) => action.photoAdd?.sha256);
  const store = await cache();
  for (const key of (await store?.keys()) ?? []) {
    const [, hash] = key.url.split("/pictures/");
    if (hash && !named.includes(hash)) await store.delete(key);
  }
};
