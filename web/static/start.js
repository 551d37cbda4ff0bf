// Starts the app, or says why it did not start. The two addresses are links in the page's head,
// because their names change with every build.
const address = (id) => document.getElementById(id).href;

// Asks for the file again, to tell the ways apart in which a server can get it wrong.
async function reason(url, type) {
  let answer;
  try {
    answer = await fetch(url);
  } catch {
    return "missing";
  }
  if (!answer.ok) return "missing";
  const sent = answer.headers.get("content-type") ?? "";
  if (sent.startsWith("text/html")) return "html";
  return type.test(sent) ? "unknown" : "mime";
}

// Draws the checker's panel. The page names the folder of its program, which is fetched when it is
// first drawn; when that fails its listener hears of no address.
let proof;
window.tcpLanesProof = async (place, lang, models, wanted, tell) => {
  const folder = document.querySelector("[name=proof]").content;
  proof ??= import(`${folder}/proof.js`).then((glue) => glue.default().then(() => glue));
  try {
    (await proof).draw(folder, place, lang, models, wanted, tell);
  } catch {
    // It may be there when it is asked for again.
    proof = undefined;
    tell("");
  }
};

async function start() {
  const js = address("app-js");
  const wasm = address("app-wasm");
  const program = fetch(wasm);
  // Awaited below; this keeps a refusal from being reported before that.
  program.catch(() => {});
  let glue;
  try {
    glue = await import(js);
  } catch (error) {
    return window.tcpLanesFailed(await reason(js, /javascript/), error);
  }
  try {
    await glue.default({ module_or_path: await program });
  } catch (error) {
    const told = await reason(wasm, /./);
    const unreadable = told === "unknown" && error instanceof WebAssembly.CompileError;
    window.tcpLanesFailed(unreadable ? "old" : told, error);
  }
}

start();
