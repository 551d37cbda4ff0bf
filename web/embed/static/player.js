// What an element on a web page runs with: the files beside this script, each fetched once however
// many players there are.
import { Running } from "./running.js";

const folder = new URL("./", import.meta.url).href;
const site = new URL("../../", folder).href;

// What has failed is fetched anew when it is wanted again.
const once = {};
const kept = (name, made) => (once[name] ??= made().catch((error) => {
  delete once[name];
  throw error;
}));
const get = (url) => kept(url, async () => {
  const answer = await fetch(url);
  if (answer.ok) return answer;
  throw new Error(`${url}: ${answer.status}`);
});

// A program and what joins it to scripts. The answer is handed over as it is: a server that sends the
// wrong type is told apart from one that sends something else. A script that has failed once is
// asked for by another name, for browsers do not ask again.
const failed = {};
const program = (name) => kept(name, async () => {
  try {
    const script = import(`${folder}${name}.js${failed[name] ?? ""}`);
    const [glue, wasm] = await Promise.all([script, get(`${folder}${name}_bg.wasm`)]);
    await glue.default({ module_or_path: wasm.clone() });
    return glue;
  } catch (error) {
    failed[name] = `?again=${Date.now()}`;
    throw error;
  }
});

// Whether the page's policy has forbidden something of ours.
let forbidden = false;
document.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
  forbidden ||= blockedURI === "wasm-eval" || blockedURI.startsWith(new URL(site).origin);
});

const source = {
  site,
  player: () => program("embed"),
  own: () => program("own"),
  styles: async () => {
    const answer = await get(`${folder}embed.css`);
    if (/html/.test(answer.headers.get("content-type"))) throw new Error("embed.css");
    return answer.clone().text();
  },
  octets: async (path) => {
    const answer = await get(site + path).catch(() => {});
    return answer && new Uint8Array(await answer.clone().arrayBuffer());
  },
  // What stands in the way, as far as it can be found out by asking again.
  trouble: async (error, lang) => {
    if (location.protocol === "file:") return "file";
    const files = [["embed.js", /javascript/], ["embed_bg.wasm", /./], ["embed.css", /./]];
    const books = [[`../../books/list.${lang}.bin`, /./], ["../../books/three-way-normal.bin", /./]];
    for (const [name, type] of [...files, ...books]) {
      const answer = await fetch(folder + name).catch(() => {});
      if (!answer) return forbidden ? "csp" : "cors";
      if (!answer.ok) return "missing";
      const sent = answer.headers.get("content-type") ?? "";
      if (sent.startsWith("text/html")) return "html";
      if (!type.test(sent)) return "mime";
    }
    const compiled = error instanceof WebAssembly.CompileError;
    if (forbidden || (compiled && /csp|policy|unsafe/i.test(error.message))) return "csp";
    return compiled ? "old" : "missing";
  },
};

export const run = (...asked) => new Running(...asked, source);
