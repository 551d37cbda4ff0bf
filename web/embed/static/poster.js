// Runs before everything else in the page for frames: shows the figure of what is asked for, from
// the site that the page stands in, while the rest of the page is on its way.
(() => {
  const asked = new URLSearchParams(location.search);
  const poster = document.querySelector("tcp-lanes img");
  const scenario = asked.get("scenario") ?? "three-way-normal";
  const known = /^[a-z0-9-]+(\/[\w=-]+)?$/.test(scenario) && !location.hash.includes("s=");
  if (!location.protocol.startsWith("http") || !known) return poster.remove();
  const spoken = [asked.get("lang"), ...(navigator.languages ?? [])].map((tag) =>
    /^zh\b/i.test(tag) ? "zh-CN" : /^en\b/i.test(tag) ? "en" : "");
  const lang = spoken.find(Boolean) ?? "en";
  const theme = ["light", "dark"].find((name) => name === asked.get("theme")) ?? "auto";
  if (theme !== "auto") document.documentElement.dataset.theme = theme;
  document.documentElement.lang = lang;
  poster.alt = lang === "en" ? `Sequence diagram of a TCP connection: ${scenario}` : `TCP 连接时序图：${scenario}`;
  poster.onerror = () => poster.remove();
  poster.src = `../figures/${scenario.replace("/", ".")}.${lang}.${theme}.svg`;
})();
