// Between a static page and the app that is started over it. The app reads its question from the
// query and writes it there; this keeps the path of the address that of the question's page, so
// that a link that is copied has a title and a picture wherever it is pasted. It runs before the
// app, sets the theme before anything is drawn, and stays silent where there is nothing to say.
(function () {
  "use strict";
  var page = document.documentElement;
  var root = document.baseURI;
  var lang = page.lang;

  // The page of the question that a query is about; the app's own page for what has none.
  function placed(query) {
    var asked = new URLSearchParams(query.split("#")[0]);
    var scenario = (asked.get("scenario") || "").split("/")[0];
    var spoken = asked.get("lang") === "zh-CN" ? "zh-CN" : asked.get("lang") === "en" ? "en" : lang;
    var known = /^[a-z0-9-]+$/.test(scenario) && scenario !== "proof" && scenario !== "free";
    return new URL((known ? spoken + "/" + scenario + "/" : "") + query, root).href;
  }

  ["pushState", "replaceState"].forEach(function (verb) {
    var plain = history[verb];
    history[verb] = function (state, title, query) {
      return plain.call(history, state, title, placed(String(query)));
    };
  });

  var asked = new URLSearchParams(location.search);
  if (!asked.has("scenario")) asked.set("scenario", page.dataset.scenario);
  if (!asked.has("lang")) asked.set("lang", lang);
  var query = "?" + asked.toString().replace(/%2F/gi, "/").replace(/%3A/gi, ":");
  try {
    history.replaceState(history.state, "", query + location.hash);
  } catch (forbidden) {
    // In some frames the address is not ours to change: the page stays as it is.
  }

  var theme = asked.get("theme");
  try {
    theme = theme || localStorage.getItem("tcp-lanes.theme");
  } catch (denied) {
    // Storage throws in sandboxed frames.
  }
  if (theme === "light" || theme === "dark") page.setAttribute("data-theme", theme);

  // The page is complete without the app: why that did not start is for whoever looks for it.
  window.tcpLanesFailed = function (reason, detail) {
    console.warn("TCP Lanes did not start: " + reason, detail);
  };
})();
