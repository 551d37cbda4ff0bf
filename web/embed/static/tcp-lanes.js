// The one script that a page with `<tcp-lanes>` in it loads.
import { define } from "./element.js";

const site = new URL("../", import.meta.url).href;
const program = new URL("./player/player.js", import.meta.url).href;

define({
  figure: (scenario, lang, theme) => `${site}figures/${scenario.replace("/", ".")}.${lang}.${theme}.svg`,
  running: () => import(program),
  // Why not even that was there which has words for what is missing.
  lost: async (lang) => {
    const answer = await fetch(program).catch(() => {});
    const type = answer?.headers.get("content-type") ?? "";
    const sent = /html/.test(type) ? "html" : /script/.test(type) ? "csp" : "mime";
    const reason = !answer ? "cors" : answer.ok ? sent : "missing";
    return [reason, `${lang === "en" ? "This player cannot be loaded" : "无法加载播放器"}: ${program} (${reason})`];
  },
});
