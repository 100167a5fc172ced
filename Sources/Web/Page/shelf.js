// The shelf: the products, what is left of them, and new packs.

import { counted, element, field, foldedForm, form, named, select } from "./dom.js";
import { spoken } from "./days.js";
import { actives, kinds } from "./routine.js";

const line = (product, today) => [
  product.usesPerWeek !== null && `${Math.round(product.usesPerWeek * 10) / 10} uses a week`,
  product.left !== null && `${counted(product.left, "use")} left`,
  product.usedUpOn && `used up on ${spoken(product.usedUpOn)}`,
  product.runsOutOn && `runs out on ${spoken(product.runsOutOn)}`,
  product.expiresOn && `${product.expiresOn < today ? "expired" : "expires"} on ${spoken(product.expiresOn)}`,
].filter(Boolean).join(", ");

/** The next day that matters for a product: the list begins with the earliest. */
const next = (product) => [product.usedUpOn, product.runsOutOn, product.expiresOn].filter(Boolean).sort()[0] ?? "9999";

/** The fields of a product: the member of the action, the label, the key of the document, and what can be entered. */
const details = [
  { member: "brand", label: "Brand", key: "brand", type: "text", maxlength: 64 },
  { member: "kind", label: "For steps of the kind", key: "kind", options: kinds },
  { member: "active", label: "Active", key: "active", options: actives },
  { member: "strength", label: "Strength", key: "strength", type: "text", maxlength: 64 },
  { member: "opened", label: "Opened on", key: "openedOn", type: "date" },
  { member: "pao", label: "Months after opening", key: "paoMonths", type: "number", min: 1, max: 120 },
  { member: "expires", label: "Last day on the pack", key: "expiresOn", type: "date" },
  { member: "uses", label: "Uses in a pack", key: "usesPerPack", type: "number", min: 1, max: 10000 },
];

/** The inputs for `product`, and what they say: numbers as numbers, and null for what is empty. */
const inputs = (product) => {
  const made = details.map(({ member, label, key, options, ...properties }) => {
    const input = options ? select(null, { "": "not known", ...named(options) }) : element("input", properties);
    input.value = product?.[key] ?? "";
    const value = () => (input.value === "" ? null : properties.type === "number" ? Number(input.value) : input.value.trim());
    return { member, element: field(label, input), value, before: product?.[key] ?? null };
  });
  return {
    elements: made.map((one) => one.element),
    /** The members that differ from before. */
    changes: () => Object.fromEntries(made.filter((one) => one.value() !== one.before).map((one) => [one.member, one.value()])),
  };
};

const card = (usage, product, today, act) => {
  const name = element("input", { required: true, maxlength: 64, value: usage.product });
  const rest = inputs(product);
  const day = element("input", { type: "date", value: today, max: today, "aria-label": `Day of a change of ${usage.product}` });
  const save = () => {
    const changes = rest.changes();
    if (name.value.trim() !== usage.product) changes.name = name.value.trim();
    return Object.keys(changes).length > 0 && act({ productSet: { product: usage.product, ...changes } }, `${usage.product} changed`);
  };
  return element("section", { class: "card" },
    element("h2", {}, usage.product, product?.brand && ` (${product.brand})`),
    element("p", {}, product?.finishedOn ? `finished on ${spoken(product.finishedOn)}` : line(usage, today) || "not used yet"),
    element("div", { class: "choices", "data-form": true }, day,
      element("button", { onclick: () => act({ productOpen: { product: usage.product, day: day.value || today } }, `new pack of ${usage.product}`) }, "New pack"),
      !product?.finishedOn && element("button", { onclick: () => act({ productFinish: { product: usage.product, day: day.value || today } }, `${usage.product} used up`) }, "Used up")),
    element("details", {}, element("summary", {}, `Change ${usage.product}`),
      form(null, null, [field("Name", name), ...rest.elements], "Change", save),
      element("button", { onclick: () => act({ productRemove: { product: usage.product } }, `${usage.product} taken out`) }, "Take it out")));
};

/** The elements of the screen for the documents of the usage and of the products. `act` takes an action and its label. */
export const shelf = (usage, products, today, act) => {
  const name = element("input", { id: "new-product", required: true, maxlength: 64 });
  const rest = inputs(null);
  return [
    element("header", {}, element("h1", {}, "Shelf")),
    usage.products.length === 0 && element("p", { class: "remark" }, "There are no products yet."),
    ...[...usage.products].sort((one, other) => next(one).localeCompare(next(other)))
      .map((line) => card(line, products.find((product) => product.product === line.product), today, act)),
    foldedForm("add-product", "Add a product", [field("Name", name), ...rest.elements], "Add", () =>
      act({ productAdd: { name: name.value.trim(), ...rest.changes() } }, `${name.value.trim()} added`)),
  ].filter(Boolean);
};
