// Photos: taking one like the last one of its view, and comparing two.

import { element, field, named, once, select } from "./dom.js";
import { dialog } from "./entry.js";
import { spoken } from "./days.js";

const views = ["front", "left", "right", "nose", "cheeks", "chin", "forehead"];

/** The longest side of a picture that is kept, in pixels. Choice: pores stay visible, and a picture has about one MiB. */
const longest = 2400;

const address = (photo) => `/api/v1/photos/${photo.id}/image`;

/** The picture of `source` (an image or a video) as JPEG, without metadata: it is drawn anew. */
const redrawn = async (source, width, height) => {
  const factor = Math.min(1, longest / Math.max(width, height));
  const canvas = element("canvas", { width: Math.round(width * factor), height: Math.round(height * factor) });
  canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/jpeg", 0.92));
};

/** The SHA-256 of a picture, in hexadecimal digits. */
const hash = async (blob) => {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

/**
 * The camera, with the last picture of the view as a ghost over it. `taken` takes a picture that is to be kept, and returns
 * whether it is.
 */
const camera = async (last, taken, failed) => {
  let stream;
  try {
    // iPhones tell how they are held only when asked by a tap, and only if people allow it.
    await /** @type {any} */ (globalThis.DeviceMotionEvent)?.requestPermission?.().catch(() => {});
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user", width: { ideal: longest } } });
  } catch {
    return failed();
  }
  const video = element("video", { autoplay: true, playsinline: true, muted: true });
  video.srcObject = stream;
  const ghost = last && element("img", { class: "ghost", src: address(last), alt: "" });
  const opacity = element("input", { type: "range", id: "opacity", min: 0, max: 100, value: 40, "aria-label": "How much of the last picture shows" });
  opacity.addEventListener("input", () => ghost.style.setProperty("opacity", opacity.value / 100));
  const level = element("div", { class: "level", "aria-hidden": "true" });
  const tilt = ({ accelerationIncludingGravity: pull }) => { if (pull?.y) showTilt(level, Math.atan(pull.x / pull.y)); };
  addEventListener("devicemotion", tilt);
  const frame = element("div", { class: "frame" }, video, ghost, level);
  const take = async () => {
    const picture = await redrawn(video, video.videoWidth, video.videoHeight);
    const address = URL.createObjectURL(picture);
    const still = element("img", { src: address, alt: "The picture that was taken" });
    frame.append(still);
    const again = () => {
      URL.revokeObjectURL(address);
      still.remove();
      choices.replaceChildren(...beforeTaking());
      choices.firstChild.focus();
    };
    choices.replaceChildren(
      element("button", { class: "all", id: "keep", onclick: once(async () => {
        if (!(await taken(picture))) return;
        URL.revokeObjectURL(address);
        opened.close();
      }) }, "Keep"),
      element("button", { id: "again", onclick: again }, "Again"));
    choices.firstChild.focus();
  };
  const beforeTaking = () => [
    element("button", { class: "all", id: "take", onclick: take }, "Take the picture"), element("button", { class: "close" }, "Cancel"),
  ];
  const choices = element("div", { class: "choices" }, ...beforeTaking());
  const opened = dialog("Camera", frame, ghost && element("label", {}, "Last picture", opacity), choices);
  opened.addEventListener("close", () => {
    removeEventListener("devicemotion", tilt);
    stream.getTracks().forEach((track) => track.stop());
  });
};

/** Shows how far the phone is from upright: the line is level with the horizon, and green when the phone is upright. */
const showTilt = (level, angle) => {
  const degrees = (angle * 180) / Math.PI;
  level.style.setProperty("rotate", `${degrees.toFixed(1)}deg`);
  level.classList.toggle("upright", Math.abs(degrees) < 2);
};

/** Two pictures of a view over one another; dragging shows more of the one or the other. */
const comparison = (before, after) => {
  const top = element("img", { src: address(after), alt: `${after.view} on ${spoken(after.day)}` });
  const rule = element("div", { class: "rule", "aria-hidden": "true" });
  const range = element("input", { type: "range", min: 0, max: 100, value: 50, "aria-label": `Compare ${before.view}: before on the left, after on the right` });
  const move = () => {
    top.style.setProperty("clip-path", `inset(0 0 0 ${range.value}%)`);
    rule.style.setProperty("left", `${range.value}%`);
  };
  range.addEventListener("input", move);
  move();
  return element("figure", { class: "compare" },
    element("div", { class: "frame" }, element("img", { src: address(before), alt: `${before.view} on ${spoken(before.day)}` }), top, rule, range),
    element("figcaption", {}, element("span", {}, spoken(before.day)), element("span", {}, spoken(after.day))));
};

/** The photos of a view, the oldest first: the first and the last are compared, and all stand in a row. */
const section = (view, photos, act) => {
  const before = photos.find((photo) => photo.tag === "before") ?? photos[0];
  // Pictures of one day have no order in time.
  const after = photos.filter((photo) => photo !== before).at(-1);
  return element("section", { class: "card" },
    element("h2", {}, view),
    after ? comparison(before, after) : element("p", { class: "remark" }, "One picture so far. Take the next one in the same light."),
    element("div", { class: "strip-of-photos", tabindex: 0, role: "group", "aria-label": `All pictures of ${view}` },
      ...photos.map((photo) =>
        element("figure", {}, element("img", { src: address(photo), alt: `${view} on ${spoken(photo.day)}`, loading: "lazy" }),
          element("figcaption", {}, spoken(photo.day), photo.light && `, ${photo.light}`),
          element("button", {
            "aria-label": `Take out the picture of ${spoken(photo.day)}`,
            onclick: () => act({ photoForget: { photo: photo.id } }, `picture of ${view} taken out`),
          }, "Take out")))));
};

/**
 * The elements of the screen for the document of the photos. `add` takes a picture, its SHA-256 and what it shows; `act` an
 * action and its label; `failed` a sentence.
 */
export const photos = (document, today, add, act, failed) => {
  const last = (view) => document.photos.filter((photo) => photo.view === view).at(-1);
  const view = element("select", { id: "view" }, ...views.map((name) => element("option", { value: name }, name)));
  const light = element("input", { id: "light", maxlength: 64, list: "lights" });
  const day = element("input", { id: "shown-day", type: "date", value: today, max: today, required: true });
  const tag = select("tag", { "": "none, or before for the first one", ...named(["before", "progress", "after"]) });
  const note = element("input", { id: "photo-note", maxlength: 1000 });
  const distance = element("input", { id: "distance", type: "number", min: 1, max: 1000, inputmode: "numeric" });
  const carryOver = () => {
    light.value = last(view.value)?.light ?? "";
    distance.value = last(view.value)?.distanceCm ?? "";
  };
  view.value = document.photos.at(-1)?.view ?? "nose";
  view.addEventListener("change", carryOver);
  carryOver();
  const keep = async (picture) => {
    const details = { view: view.value, day: day.value || today };
    if (note.value.trim()) details.note = note.value.trim();
    if (light.value.trim()) details.light = light.value.trim();
    if (distance.value) details.distance = Number(distance.value);
    if (tag.value) details.tag = tag.value;
    else if (!last(view.value)) details.tag = "before";
    return add(picture, await hash(picture), details);
  };
  const file = element("input", { type: "file", id: "file", accept: "image/*", capture: "user", class: "hidden", tabindex: -1, "aria-hidden": "true" });
  file.addEventListener("change", async () => {
    try {
      const image = await createImageBitmap(file.files[0], /** @type {any} */ ({ imageOrientation: "from-image" }));
      await keep(await redrawn(image, image.width, image.height));
    } catch {
      failed("That is no picture that this browser can read.");
    }
    file.value = "";
  });
  const open = () => camera(last(view.value), keep, () => file.click());
  const found = views.filter((name) => last(name));
  return [
    element("header", {}, element("h1", {}, "Photos")),
    element("form", { id: "photo", onsubmit: (event) => event.preventDefault() },
      element("label", {}, "View", view), element("label", {}, "Light", light), element("label", {}, "Distance in cm", distance),
      element("details", {}, element("summary", {}, "Day, tag and note"), field("Day that it shows", day), field("Tag", tag), field("Note", note)),
      element("div", { class: "choices" },
        element("button", { type: "button", class: "all", onclick: open }, "Camera"),
        element("button", { type: "button", onclick: () => file.click() }, "Choose a file")), file),
    ...found.map((name) => section(name, document.photos.filter((photo) => photo.view === name), act)),
    found.length === 0 && element("p", { class: "remark" }, "There is no picture yet. The first one of each view is what later ones are compared with."),
  ].filter(Boolean);
};
