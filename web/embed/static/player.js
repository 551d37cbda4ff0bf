// What an element on a web page runs with: the files beside this script, each fetched once however
// many players there are.
import { Running } from "./running.js";

const folder = new URL("./", import.meta.url).href;
const site = new URL("../../", folder).href;

const once = {};
const get = (url) => (once[url] ??= fetch(url));

// A program and what joins it to scripts. The answer is handed over as it is: a server that sends the
// wrong type is told apart from one that sends something else.
const program = (name) =>
  (once[name] ??= import(`${folder}${name}.js`).then(async (glue) => {
    await glue.default({ module_or_path: get(`${folder}${name}_bg.wasm`) });
    return glue;
  }));

const source = {
  site,
  player: () => program("embed"),
  own: () => program("own"),
  styles: () => get(`${folder}embed.css`).then((answer) => answer.clone().text()),
  octets: async (path) => {
    const answer = await get(site + path);
    return answer.ok ? new Uint8Array(await answer.clone().arrayBuffer()) : undefined;
  },
  // What stands in the way, as far as it can be found out by asking again.
  trouble: async (error) => {
    if (location.protocol === "file:") return "file";
    for (const [name, type] of [["embed.js", /javascript/], ["embed_bg.wasm", /./], ["embed.css", /./]]) {
      const answer = await fetch(folder + name).catch(() => {});
      if (!answer) return "cors";
      if (!answer.ok) return "missing";
      const sent = answer.headers.get("content-type") ?? "";
      if (sent.startsWith("text/html")) return "html";
      if (!type.test(sent)) return "mime";
    }
    return error instanceof WebAssembly.CompileError && !/csp|policy|unsafe/i.test(error.message) ? "old" : "csp";
  },
};

export const run = (...asked) => new Running(...asked, source);
