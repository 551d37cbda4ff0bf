// The player as a page of its own, for frames: everything is in the one file that this script is in.
// It works from any origin, from none (a sandbox), and as a file; it is told what to show by its
// address and by messages, and tells the page around it what it shows and how high it is.
import { define } from "./element.js";
import { Running } from "./running.js";
import * as glue from "./embed.js";
import style from "./embed.css";

const inside = location.protocol === "http:" || location.protocol === "https:";
const home = document.querySelector("meta[name=home]").content;
const beside = inside ? new URL("../", location.href).href : "";

// What the page carries: base64 of gzip.
function carried(id) {
  const octets = Uint8Array.from(atob(document.getElementById(id).textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([octets]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "Content-Type": "application/wasm" } });
}

// The books: how long the first part is, the words and what is in which book, the books.
const library = async () => {
  const octets = new Uint8Array(await carried("books").arrayBuffer());
  const start = 4 + new DataView(octets.buffer).getUint32(0, true);
  const { lines, files } = JSON.parse(new TextDecoder().decode(octets.subarray(4, start)));
  const found = {};
  let at = start;
  for (const [name, length, words] of files) {
    const said = new TextEncoder().encode(words.map((line) => lines[line]).join("\n"));
    const file = new Uint8Array(4 + length + said.length);
    new DataView(file.buffer).setUint32(0, length, true);
    file.set(octets.subarray(at, at + length), 4);
    file.set(said, 4 + length);
    found[name] = file;
    at += length;
  }
  return found;
};

let books;
let program;

const source = {
  framed: true,
  site: home || beside,
  player: () => (program ??= glue.default({ module_or_path: carried("program") }).then(() => glue)),
  own: async () => {
    if (!beside) throw new Error("it is not in this file");
    const folder = new URL("./player/", location.href);
    const own = await import(new URL("own.js", folder).href);
    await own.default({ module_or_path: new URL("own_bg.wasm", folder) });
    return own;
  },
  styles: async () => style,
  octets: async (path) => {
    const found = (await (books ??= library()))[path];
    if (found || !beside) return found;
    const answer = await fetch(beside + path);
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  },
  trouble: async (error) => (error instanceof WebAssembly.CompileError ? "old" : "csp"),
};

define({
  figure: (scenario, lang, theme) =>
    beside && `${beside}figures/${scenario.replace("/", ".")}.${lang}.${theme}.svg`,
  running: async () => ({ run: (...asked) => new Running(...asked, source) }),
});

const element = document.querySelector("tcp-lanes");
const asked = new URLSearchParams(location.search);
const link = new URLSearchParams(location.hash.slice(1)).get("s");
const id = asked.get("id") ?? undefined;

const THEME = /^(auto|light|dark)$/;
const LANG = /^(zh-CN|en)$/;

function dress(theme) {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

dress(asked.get("theme"));
const spoken = asked.get("lang");
if (LANG.test(spoken)) document.documentElement.lang = spoken;
for (const [name, value] of asked) {
  if (name === "lang" && !LANG.test(value)) continue;
  if (element.constructor.observedAttributes.includes(name) && name !== "src") element.setAttribute(name, value);
}
if (link) element.setAttribute("s", link);
// A page around that changes only this does not load another one.
addEventListener("hashchange", () => {
  const other = new URLSearchParams(location.hash.slice(1)).get("s");
  if (other) element.setAttribute("s", other);
  else element.removeAttribute("s");
});

// To the page around, if there is one; whoever it is may know what is shown.
const tell = (type, more) =>
  parent === window || parent.postMessage({ source: "tcp-lanes", v: 1, id, type, ...more }, "*");

for (const type of ["ready", "state", "event", "error"]) {
  element.addEventListener(`tcplanes:${type}`, ({ detail }) => tell(type, detail));
}

const is = {
  position: (value) => (/^step:\d+$/.test(value) || (value !== "" && Number(value) >= 0) ? "" : "step:N or seconds"),
  number: (value) => (Number.isInteger(value) ? "" : "a whole number"),
  of: (pattern, words) => (value) => (pattern.test(value) ? "" : words),
};

// What a page may ask for: what is wrong with its message, and what is done.
const CONFIG = {
  theme: is.of(THEME, "auto, light or dark"),
  lang: is.of(LANG, "zh-CN or en"),
  speed: is.of(/^[\d/.]{1,6}$/, "a speed such as 1/16"),
  scenario: is.of(/^[\w\-/=,~]{1,120}$/, "an address such as three-way-normal"),
  controls: is.of(/^(full|mini|none)$/, "full, mini or none"),
  panels: is.of(/^[a-z, ]*$/, "names with commas between"),
  t: is.position,
};

const VERBS = {
  play: () => element.play(),
  pause: () => element.pause(),
  seek: ({ t }) => is.position(t) || element.seek(t) || "",
  step: ({ by = 1 }) => is.number(by) || element.step(by) || "",
  config: (message) => {
    for (const name in CONFIG) {
      if (!(name in message)) continue;
      const expected = CONFIG[name](String(message[name]));
      if (expected) return [name, expected];
      element.setAttribute(name, message[name]);
      if (name === "theme") dress(message[name]);
    }
    return "";
  },
};

addEventListener("message", ({ source, data }) => {
  if (source !== parent || data?.source !== "tcp-lanes") return;
  if (data.v !== 1) return tell("error", { reason: "message", where: "v", expected: "1" });
  if (!Object.hasOwn(VERBS, data.type)) {
    return tell("error", { reason: "message", where: "type", expected: Object.keys(VERBS).join(", ") });
  }
  const wrong = VERBS[data.type](data);
  if (!wrong) return;
  const [where, expected] = Array.isArray(wrong) ? wrong : [data.type === "seek" ? "t" : "by", wrong];
  tell("error", { reason: "message", where, expected });
});

// How high it is, in whole pixels, whenever that changes.
let before = 0;
new ResizeObserver(() => {
  const height = Math.min(4000, Math.max(120, Math.ceil(element.getBoundingClientRect().height)));
  if (height === before || parent === window) return;
  before = height;
  tell("resize", { height });
  parent.postMessage(JSON.stringify({ src: location.href, context: "iframe.resize", height }), "*");
}).observe(element);
