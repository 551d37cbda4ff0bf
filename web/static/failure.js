// Why the app could not start. Old syntax, as in `boot.js`.

// `start.js` asks for the reason, after an error with a file that should be of a type: asks for the file
// again, to tell the ways apart in which a server can get it wrong.
window.tcpLanesReason = function (error, url, type) {
  // WebKit tells of a policy in this way only.
  if (/unsafe-eval|policy/i.test(error)) return "csp";
  return fetch(url).then(function (answer) {
    if (!answer.ok) return "missing";
    var sent = answer.headers.get("content-type") || "";
    if (sent.indexOf("text/html") === 0) return "html";
    if (!type.test(sent)) return "mime";
    return error instanceof WebAssembly.CompileError ? "old" : "unknown";
  }, function () {
    return "missing";
  });
};

// `boot.js` asks for these words when it has to say so.
window.tcpLanesReasons = {
  file: {
    en: "This page was opened as a file. Browsers load WebAssembly only from a web server: run “cargo xtask serve”, or put the folder on any static host.",
    "zh-CN": "此页面是作为本地文件打开的。浏览器只从网络服务器加载 WebAssembly:请运行 “cargo xtask serve”,或把整个文件夹放到任意静态网站上。"
  },
  old: {
    en: "This browser cannot read the program: it is too old, WebAssembly is switched off, or the file was damaged on the way. Any browser from 2023 on will do.",
    "zh-CN": "此浏览器无法读取程序:版本过旧、WebAssembly 被关闭,或文件在传输中损坏。2023 年以后的任何浏览器均可。"
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
