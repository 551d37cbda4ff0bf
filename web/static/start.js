// Starts the app, or says why it did not start. The two addresses are links in the page's head,
// because their names change with every build.
const address = (id) => document.getElementById(id).href;

// Says why it did not start. What tells the ways apart in which that can be is fetched only then, and
// if it cannot be had, that is the way.
const failed = async (error, url, type) => {
  let reason = "missing";
  try {
    await import("./failure.js");
    reason = await window.tcpLanesReason(error, url, type);
  } catch {}
  window.tcpLanesFailed(reason, error);
};

// Fetches files, and calls back with the octets of each, or with nothing for what is not to be had.
window.tcpLanesFetch = async (paths, then) => {
  const octets = async (path) => {
    const answer = path && (await fetch(path));
    return answer?.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  };
  then(...(await Promise.all(paths.map((path) => octets(path).catch(() => {})))));
};

// The programs beside the page's: the page names the folder of each, which is fetched when it is
// first wanted; it may be there when it is asked for again.
const programs = {};
const beside = async (name, missing, draw) => {
  const folder = document.querySelector(`[name=${name}]`).content;
  programs[name] ??= import(`${folder}/${name}.js`).then((glue) => glue.default().then(() => glue));
  try {
    draw(await programs[name], folder);
  } catch {
    programs[name] = undefined;
    missing();
  }
};

// The books of the ways that the checker has found, by their addresses.
const ways = {};

window.tcpLanesProof = (place, lang, models, wanted, tell) =>
  beside("proof", () => tell(""), (proof, folder) =>
    proof.draw(folder, place, lang, models, wanted, (address, way) => {
      ways[address] = way;
      tell(address, way);
    }));

// While its program is not there yet, of all that the studio is told only the last counts.
let told;
window.tcpLanesStudio = (moment, tell) => {
  told = moment;
  beside("studio", () => tell("missing"), (studio, folder) =>
    moment === told && studio.draw(folder, moment, ways[moment.split("\n")[2]], tell));
};

// In a row that moves, browsers leave half out of sight what takes the focus.
addEventListener("focusin", ({ target }) => {
  if (target.matches(":is(.pins, .tools, .variations) :focus-visible")) {
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
});

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
    return failed(error, js, /javascript/);
  }
  try {
    await glue.default({ module_or_path: await program });
    // Nobody waited for these styles; now they count everywhere.
    document.querySelectorAll("link[media]").forEach((link) => (link.media = "all"));
  } catch (error) {
    failed(error, wasm, /./);
  }
}

start();
