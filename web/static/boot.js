// Runs before the app and without it: sets language and theme, points the still figure at the
// scenario in the address, and holds the screen that says why the app could not start.
// Old syntax on purpose: a browser too old for the app must still read this file.
(function () {
  "use strict";
  var DEFAULT_SCENARIO = "three-way-normal";
  var root = document.documentElement;
  var poster = document.getElementById("poster");

  function asked(name, pattern) {
    var match = new RegExp("[?&]" + name + "=([^&]*)").exec(location.search);
    try {
      var value = match ? decodeURIComponent(match[1]) : "";
      return pattern.test(value) ? value : "";
    } catch (malformed) {
      return "";
    }
  }

  function remembered(name, pattern) {
    try {
      var value = localStorage.getItem("tcp-lanes." + name) || "";
      return pattern.test(value) ? value : "";
    } catch (denied) {
      return ""; // Storage throws in sandboxed frames.
    }
  }

  function spoken() {
    var languages = navigator.languages || [navigator.language || "en"];
    for (var i = 0; i < languages.length; i++) {
      if (/^zh\b/i.test(languages[i])) return "zh-CN";
      if (/^en\b/i.test(languages[i])) return "en";
    }
    return "en";
  }

  var LANG = /^(zh-CN|en)$/;
  var THEME = /^(auto|light|dark)$/;
  var lang = asked("lang", LANG) || remembered("lang", LANG) || spoken();
  var theme = asked("theme", THEME) || remembered("theme", THEME) || "auto";
  var scenario = asked("scenario", /^[a-z0-9-]+(\/[a-z0-9-]+)?$/) || DEFAULT_SCENARIO;

  root.lang = lang;
  if (theme !== "auto") root.setAttribute("data-theme", theme);

  function show(id) {
    poster.alt = (lang === "en" ? "Sequence diagram of a TCP connection: " : "TCP 连接时序图:") + id;
    var src = "figures/" + id.replace("/", ".") + "." + lang + "." + theme + ".svg";
    if (poster.getAttribute("src") !== src) poster.src = src;
  }
  poster.addEventListener("error", function () {
    if (scenario === DEFAULT_SCENARIO) return;
    scenario = DEFAULT_SCENARIO;
    show(scenario);
  });
  show(scenario);

  var TITLE = { en: "The figure cannot be brought to life", "zh-CN": "无法让这张图运行起来" };
  // What may be said of files that cannot be had is here, the rest in a file of its own.
  var REASONS = {
    missing: {
      en: "A file of this site could not be fetched. Check the connection and reload. If you host the site: copy every file.",
      "zh-CN": "本站有一个文件无法获取。请检查网络后刷新。若您是站点维护者:请上传所有文件。"
    }
  };

  function element(name, text) {
    var made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  // The first reason given is the cause; what follows from it is not shown.
  function fail(reason, detail) {
    var screen = document.getElementById("failure");
    if (!screen.hidden) return;
    if (location.protocol === "file:") reason = "file";
    else if (forbidden) reason = "csp";
    screen.setAttribute("data-reason", reason);
    screen.appendChild(element("h2", TITLE[lang]));
    var words = element("p", (REASONS[reason] || {})[lang]);
    screen.appendChild(words);
    if (!REASONS[reason]) {
      var script = element("script", "");
      script.onload = function () {
        words.textContent = window.tcpLanesReasons[reason][lang];
      };
      script.src = "failure.js";
      document.head.appendChild(script);
    }
    if (detail) screen.appendChild(element("code", String(detail)));
    screen.hidden = false;
  }
  window.tcpLanesFailed = fail;

  var forbidden = false;
  document.addEventListener("securitypolicyviolation", function (event) {
    if (/^(script|connect|default)-src/.test(event.effectiveDirective)) forbidden = true;
  });
  // A script that cannot be loaded says so only here, and the event does not bubble.
  window.addEventListener("error", function (event) {
    if (event.target && event.target.tagName === "SCRIPT") fail("missing", event.target.src);
  }, true);

  if (typeof WebAssembly !== "object" || !("noModule" in HTMLScriptElement.prototype)) fail("old");
})();
