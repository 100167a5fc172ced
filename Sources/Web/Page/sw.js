// Keeps the page, so that it opens without a connection. What people log is not its business.

const version = "VERSION";
const files = FILES;

addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(version)
      .then((cache) => cache.addAll(files.map((path) => new Request(path, { cache: "reload" }))))
      .then(() => skipWaiting())
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => ![version, "unsent"].includes(name)).map((name) => caches.delete(name))))
      .then(() => clients.claim())
  );
});

addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin || !files.includes(pathname)) return;
  event.respondWith(
    caches.open(version).then((cache) => cache.match(pathname)).then((found) => found ?? fetch(event.request))
  );
});
