// The shelf: the products, what is left of them, and new packs.

import { counted, element } from "./dom.js";
import { spoken } from "./days.js";

const line = (product, today) => [
  product.usesPerWeek !== null && `${Math.round(product.usesPerWeek * 10) / 10} uses a week`,
  product.left !== null && `${counted(product.left, "use")} left`,
  product.usedUpOn && `used up on ${spoken(product.usedUpOn)}`,
  product.runsOutOn && `runs out on ${spoken(product.runsOutOn)}`,
  product.expiresOn && `${product.expiresOn < today ? "expired" : "expires"} on ${spoken(product.expiresOn)}`,
].filter(Boolean).join(", ");

/** The next day that matters for a product: the list begins with the earliest. */
const next = (product) => [product.usedUpOn, product.runsOutOn, product.expiresOn].filter(Boolean).sort()[0] ?? "9999";

/** The elements of the screen for the document of the usage. `act` takes an action and its label. */
export const shelf = (document, today, act) => [
  element("header", {}, element("h1", {}, "Shelf")),
  document.products.length === 0 && element("p", { class: "remark" }, "There are no products yet."),
  ...[...document.products].sort((one, other) => next(one).localeCompare(next(other))).map((product) =>
    element("section", { class: "card" },
      element("h2", {}, product.product),
      element("p", {}, line(product, today) || "not used yet"),
      element("div", { class: "choices" },
        element("button", { onclick: () => act({ productOpen: { product: product.product, day: today } }, `new pack of ${product.product}`) }, "New pack"),
        element("button", { onclick: () => act({ productFinish: { product: product.product, day: today } }, `${product.product} used up`) }, "Used up")))),
].filter(Boolean);
