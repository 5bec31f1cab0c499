// Making elements, and asking the server.

const SVG = "http://www.w3.org/2000/svg";

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export const h = (tag, attributes = {}, ...children) => filled(document.createElement(tag), attributes, children);
export const s = (tag, attributes = {}, ...children) => filled(document.createElementNS(SVG, tag), attributes, children);
export const byId = (id) => document.getElementById(id);

export class Mistakes extends Error {}
export class Superseded extends Error {}

export async function get(path, parameters = {}, signal = undefined) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== "" && value != null));
  const response = await fetch(`${path}?${query}`, { signal });
  if (response.status === 409) throw new Superseded();
  const json = (response.headers.get("content-type") || "").includes("json");
  if (!response.ok) {
    const told = json ? (await response.json()).mistakes : [await response.text()];
    throw new Mistakes(told.join("\n"));
  }
  return json ? response.json() : response.text();
}

export function hatch(id, colour) {
  return s("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    s("rect", { width: 6, height: 6, fill: "#fff" }), s("rect", { width: 2.2, height: 6, fill: colour }));
}
