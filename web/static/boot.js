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
  var REASONS = {
    file: {
      en: "This page was opened as a file. Browsers load WebAssembly only from a web server: run “cargo xtask serve”, or put the folder on any static host.",
      "zh-CN": "此页面是作为本地文件打开的。浏览器只从网络服务器加载 WebAssembly:请运行 “cargo xtask serve”,或把整个文件夹放到任意静态网站上。"
    },
    old: {
      en: "This browser cannot read the program: it is too old, WebAssembly is switched off, or the file was damaged on the way. Any browser from 2023 on will do.",
      "zh-CN": "此浏览器无法读取程序:版本过旧、WebAssembly 被关闭,或文件在传输中损坏。2023 年以后的任何浏览器均可。"
    },
    missing: {
      en: "A file of this site could not be fetched. Check the connection and reload. If you host the site: copy every file.",
      "zh-CN": "本站有一个文件无法获取。请检查网络后刷新。若您是站点维护者:请上传所有文件。"
    },
    html: {
      en: "The server answered with a web page where a program file was expected. If you host the site: missing files must give 404, not index.html.",
      "zh-CN": "服务器返回了网页,而不是程序文件。若您是站点维护者:缺失的文件应返回 404,而不是 index.html。"
    },
    mime: {
      en: "The server sent a script with the wrong Content-Type. If you host the site: .js must be text/javascript, .wasm application/wasm.",
      "zh-CN": "服务器发送脚本时使用了错误的 Content-Type。若您是站点维护者:.js 应为 text/javascript,.wasm 应为 application/wasm。"
    },
    csp: {
      en: "A content security policy forbids WebAssembly here. If you host the site: allow script-src 'self' 'wasm-unsafe-eval' and connect-src 'self'.",
      "zh-CN": "此处的内容安全策略禁止了 WebAssembly。若您是站点维护者:请允许 script-src 'self' 'wasm-unsafe-eval' 与 connect-src 'self'。"
    },
    unknown: {
      en: "The program did not start. Reloading may help; if not, please report the line below.",
      "zh-CN": "程序未能启动。可尝试刷新;若仍无效,请反馈下面这一行。"
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
    screen.appendChild(element("p", REASONS[reason][lang]));
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
