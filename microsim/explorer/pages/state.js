// What the page shows: the levers' settings and the view. All of it stands in the address.

export const view = { lang: "en", tab: "results", region: "", show: "both", pay: "scheduled", year: "2050", person: "", law: "", read: "" };
export const settings = new Map(); // lever -> {value, year}
export const known = { setup: null, answer: null, curves: null, payers: null };

const DEFAULTS = { ...view };

export function word(name, values = {}, section = "explorer") {
  const text = known.setup.words[section][name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

export const lever = (key) => known.setup.levers.find((one) => one.key === key);
export const isMoved = () => settings.size > 0;

export function asParameters() {
  const found = {};
  for (const [key, { value, year }] of settings) found[key] = lever(key)?.dated === false ? String(value) : `${value}@${year}`;
  return found;
}

export function readAddress() {
  Object.assign(view, DEFAULTS);
  settings.clear();
  for (const [key, text] of new URLSearchParams(location.hash.slice(1))) {
    if (key in view) view[key] = text;
    else {
      const [value, year] = text.split("@");
      settings.set(key, { value, year: year ? Number(year) : known.setup?.starts.usual ?? 2030 });
    }
  }
}

export function writeAddress() {
  const parts = new URLSearchParams(asParameters());
  for (const [key, value] of Object.entries(view)) if (value !== DEFAULTS[key] || key === "lang") parts.set(key, value);
  const text = parts.toString().replaceAll("%40", "@").replaceAll("%2F", "/");
  history.replaceState(null, "", `#${text}`);
}

// Numbers in words: as many digits as their error supports, at least one.
export function digitsFor(half) {
  if (!(half > 0)) return 1;
  return Math.min(3, Math.max(0, 1 - Math.floor(Math.log10(half))));
}

export function number(value, digits = 1) {
  if (value === null || value === undefined) return "–";
  const text = value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return text.replace("-", "−").replace(/^−0(\.0+)?$/, text.includes(".") ? (0).toFixed(digits) : "0");
}

export function signed(value, digits = 1) {
  const text = number(value, digits);
  return value > 0 && Number(value.toFixed(digits)) !== 0 ? `+${text}` : text;
}

export function withError(value, half, digits = digitsFor(half)) {
  return half > 0 ? `${number(value, digits)} ±${number(half, digits)}` : number(value, digits);
}

// A change in words: nothing, not told apart from nothing, or the change with its half interval.
export function changeText(change, half, unit = "") {
  if (change === null || change === undefined) return "–";
  if (change === 0 && !(half > 0)) return word("unchanged");
  const digits = digitsFor(half);
  const range = half > 0 ? ` ±${number(half, digits)}` : "";
  if (Math.abs(change) < half) return `${word("not_distinguishable")} (${range.trim()}${unit})`;
  return `${signed(change, digits)}${range}${unit}`;
}
