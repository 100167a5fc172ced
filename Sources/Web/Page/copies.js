// Copies of what was not sent yet, in a cache. Chromium loses what a database has when the disk is full: the latest changes,
// or all of it, when it opens the database again. A cache has a file of its own for each copy.

const cache = async () => globalThis.caches?.open("unsent");

const put = async (path, body) => (await cache())?.put(path, new Response(body));

const remove = async (path) => (await cache())?.delete(path);

/** Stores a copy of an action. */
export const putEntry = (entry) => put(`/unsent/${entry.id}`, JSON.stringify({ ...entry, madeAt: Date.now() }));

/** Removes the copy of the action `id`. */
export const removeEntry = (id) => remove(`/unsent/${id}`);

/** The actions that have copies, in the order in which they were made. */
export const entries = async () => {
  const store = await cache();
  const keys = (await store?.keys()) ?? [];
  const found = await Promise.all(keys.filter((key) => !key.url.includes("/pictures/")).map((key) => store.match(key)));
  const made = await Promise.all(found.filter(Boolean).map((copy) => copy.json()));
  return made.sort((one, other) => one.madeAt - other.madeAt).map(({ madeAt, ...entry }) => entry);
};

/** Stores a copy of the bytes of a picture under its SHA-256. */
export const putPicture = (hash, bytes) => put(`/unsent/pictures/${hash}`, bytes);

/** The bytes of the copy of a picture; undefined when there is none. */
export const picture = async (hash) => (await (await cache())?.match(`/unsent/pictures/${hash}`))?.arrayBuffer();

/** Removes the copy of a picture. */
export const removePicture = (hash) => remove(`/unsent/pictures/${hash}`);
