// `<tcp-lanes>`: a player in somebody else's page. Until its program is here, and where that cannot
// be had, it shows what stands in it, or the figure of the scenario. It does nothing unasked: no
// motion, no focus, no scrolling, no storage, and it leaves the page's address alone.

const STYLE = `
:host{display:block;position:relative;min-width:0}
:host([hidden]){display:none}
img{display:block;max-width:100%;height:auto;margin:auto;background:#fff}
img.dark{background:#171b1f}
.trouble{margin:.5em 0 0;padding:.5em .75em;border:1px solid;font:13px/1.5 system-ui,sans-serif}
.start{position:absolute;left:50%;bottom:16px;transform:translateX(-50%);font:600 15px/1 system-ui,sans-serif;padding:14px 22px;border:0;border-radius:24px;background:#1a1d21;color:#fff;cursor:pointer}
.start:focus-visible{outline:2px solid;outline-offset:2px}
[hidden]{display:none!important}`;

// What a running player can be asked for, and the order for it; all else has it begin anew.
const ORDERS = { scenario: "scenario", lang: "lang", theme: "theme", speed: "speed", t: "seek" };
const ASKED = ["scenario", "lang", "theme", "speed", "t", "end", "loop", "controls", "panels"];
const NAMES = [...ASKED, "src", "s", "autoplay", "loading", "poster", "height"];

const TROUBLE = {
  file: ["Browsers load this player only from a web server, not from a file.", "浏览器只能从网络服务器加载这个播放器，不能从本地文件加载。"],
  csp: ["The content security policy of this page forbids the player: script-src needs its site and 'wasm-unsafe-eval', connect-src its site. An iframe works without.", "此页面的内容安全策略不允许运行播放器：script-src 需加入播放器所在的站点和 'wasm-unsafe-eval'，connect-src 需加入该站点。改用 iframe 则无需修改。"],
  mime: ["The server of the player sends its script with the wrong Content-Type; it must be text/javascript.", "播放器所在的服务器发送脚本时 Content-Type 有误，应为 text/javascript。"],
  html: ["The server of the player answers with a web page where a program file was expected.", "播放器所在的服务器返回了网页，而不是程序文件。"],
  missing: ["A file of the player is missing on its server.", "播放器所在的服务器上缺少文件。"],
  cors: ["The player cannot be fetched from its server: the network fails, or the server lacks Access-Control-Allow-Origin.", "无法从服务器获取播放器：网络不通，或服务器未设置 Access-Control-Allow-Origin。"],
  old: ["This browser cannot run the player: it is too old, or WebAssembly is switched off.", "此浏览器无法运行播放器：版本过旧，或 WebAssembly 被关闭。"],
  own: ["This run cannot be shown: ", "无法显示这次运行："],
};

const spoken = (tag) => (/^zh\b/i.test(tag) ? "zh-CN" : /^en\b/i.test(tag) ? "en" : "");
const flag = (element, name) => !["0", "false", null].includes(element.getAttribute(name));

// The colours around an element: what it stands on, else what the reader's system has.
function shade(element) {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    const [r, g, b, a = 1] = getComputedStyle(at).backgroundColor.match(/[\d.]+/g) ?? [];
    if (r !== undefined && Number(a) > 0.5) {
      return 0.299 * r + 0.587 * g + 0.114 * b < 110 ? "dark" : "light";
    }
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

let numbered = 0;

export function define(source) {
  // The program asks for what it needs by this name.
  globalThis.tcpLanesFetch ??= (paths, then) =>
    Promise.all(paths.map((path) => path && source.octets(path).catch(() => {}))).then((all) => then(...all));

  class TcpLanes extends HTMLElement {
    static observedAttributes = NAMES;
    #root = this.attachShadow({ mode: "open" });
    #waiting = [];
    #watching = [];
    #player;
    #begun = false;
    #resumes = false;
    #state = {};

    constructor() {
      super();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      this.#root.adoptedStyleSheets = [sheet];
      const made = (name, part) => {
        const element = this.#root.appendChild(document.createElement(name));
        if (part) element.setAttribute("part", part);
        return element;
      };
      made("slot");
      const poster = made("img", "poster");
      poster.hidden = true;
      poster.onerror = () => (poster.hidden = true);
      made("div", "figure").hidden = true;
      const start = made("button", "start");
      start.className = "start";
      start.hidden = true;
      start.onclick = () => this.play();
      const trouble = made("p", "error");
      trouble.className = "trouble";
      trouble.hidden = true;
      trouble.setAttribute("role", "status");
    }

    #part(name) {
      return this.#root.querySelector(name);
    }

    get #lang() {
      const near = this.getAttribute("lang") || this.closest("[lang]")?.lang || "";
      return spoken(near) || (navigator.languages ?? []).map(spoken).find(Boolean) || "en";
    }

    get #theme() {
      const theme = this.getAttribute("theme");
      return theme === "light" || theme === "dark" ? theme : shade(this.parentElement ?? this);
    }

    connectedCallback() {
      this.#draw();
      const seen = new IntersectionObserver((entries) => this.#seen(entries.at(-1)), {
        rootMargin: "200px",
        threshold: [0, 0.1],
      });
      seen.observe(this);
      const looks = new MutationObserver(() => this.#draw());
      const watched = { attributes: true, attributeFilter: ["class", "style", "lang", "data-theme", "data-color-mode", "data-bs-theme"] };
      for (const element of [document.documentElement, document.body]) looks.observe(element, watched);
      const dark = matchMedia("(prefers-color-scheme: dark)");
      const draw = () => this.#draw();
      dark.addEventListener("change", draw);
      this.#watching = [seen, looks, { disconnect: () => dark.removeEventListener("change", draw) }];
      if (this.getAttribute("loading") === "eager") this.#begin();
    }

    disconnectedCallback() {
      for (const watching of this.#watching) watching.disconnect();
      // What is only moved to another place goes on there from where it was.
      queueMicrotask(() => this.isConnected || this.#stop());
    }

    attributeChangedCallback(name, before, now) {
      if (before === now || !this.isConnected) return;
      this.#draw();
      if (!this.#begun) return;
      if (name === "lang") this.#obey(`lang ${this.#lang}`);
      else if (name in ORDERS && now) this.#obey(`${ORDERS[name]} ${now}`);
      else if (!["height", "poster", "loading", "autoplay"].includes(name)) this.#again();
    }

    // What shows without the program, in the colours and the language of the page.
    #draw() {
      const [lang, theme] = [this.#lang, this.#theme];
      const poster = this.#part("img");
      const own = this.getAttribute("src") || this.getAttribute("s");
      const scenario = this.getAttribute("scenario") || "three-way-normal";
      const still = this.getAttribute("poster") || (own ? "" : source.figure(scenario, lang, theme));
      poster.className = theme;
      poster.alt = lang === "en" ? `Sequence diagram of a TCP connection: ${scenario}` : `TCP 连接时序图：${scenario}`;
      if (!this.#player) poster.hidden = this.childElementCount > 0 || !still;
      if (!poster.hidden && still && poster.getAttribute("src") !== still) poster.src = still;
      const start = this.#part(".start");
      start.textContent = lang === "en" ? "▶ Play" : "▶ 播放";
      start.hidden = this.#begun || this.getAttribute("loading") !== "click";
      const figure = this.#part("div");
      figure.dataset.theme = theme;
      const height = this.getAttribute("height");
      figure.style.height = /^\d+$/.test(height) ? `${height}px` : (height ?? "");
      figure.toggleAttribute("data-low", Boolean(height));
      figure.toggleAttribute("data-frame", source.framed === true);
      if (this.#player && this.#state.lang && this.#state.lang !== lang) this.#obey(`lang ${lang}`);
    }

    // Playing ends out of sight, and goes on in sight where the page asked for it.
    #seen({ isIntersecting, intersectionRatio }) {
      const loading = this.getAttribute("loading");
      if (isIntersecting && loading !== "click") this.#begin();
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const plays = flag(this, "autoplay") && !still;
      if (intersectionRatio >= 0.1 && plays && this.#player && !this.#state.step) this.#obey("play");
      if (!isIntersecting && this.#state.playing) {
        this.#obey("pause");
        this.#resumes = true;
      } else if (isIntersecting && this.#resumes) {
        this.#resumes = false;
        this.#obey("play");
      }
    }

    #begin() {
      if (this.#begun) return;
      this.#begun = true;
      this.#part(".start").hidden = true;
      this.#mount().catch((error) => this.#fail(error));
    }

    async #mount() {
      const [player, style] = await Promise.all([source.player(), source.styles()]);
      const query = new URLSearchParams();
      for (const name of ASKED) {
        const value = this.getAttribute(name);
        if (value !== null) query.set(name, name === "loop" ? Number(flag(this, name)) : value);
      }
      query.set("lang", this.#lang);
      const whole = await this.#own(player, query);
      const list = `books/list.${this.#lang}.bin`;
      if (!(await source.octets(list))) throw new Error(list);
      if (!this.isConnected) return this.#stop();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      this.#root.adoptedStyleSheets.push(sheet);
      const place = this.#part("div").appendChild(document.createElement("div"));
      player.mount(place, `?${query}`, whole, (lines) => this.#told(lines.split("\n")), (mounted) => {
        this.#player = mounted;
        this.#part("slot").hidden = this.#part("img").hidden = true;
        this.#part("div").hidden = false;
        this.#draw();
        for (const order of this.#waiting.splice(0)) mounted.obey(order);
        this.#emit("ready");
        this.#seen({ isIntersecting: true, intersectionRatio: this.#ratio() });
      });
    }

    #ratio() {
      const { top, bottom } = this.getBoundingClientRect();
      return bottom > 0 && top < innerHeight ? 1 : 0;
    }

    // A run of the reader's own: a link's, or a file's. It gives the address of the whole page.
    async #own(player, query) {
      const whole = source.site;
      const [src, link] = [this.getAttribute("src"), this.getAttribute("s")];
      if (!src && !link) return whole;
      try {
        const own = await source.own();
        const number = ++numbered;
        let run;
        if (src) {
          const answer = await fetch(src);
          if (!answer.ok) throw `${src}: ${answer.status}`;
          run = own.described(await answer.text(), number);
        } else {
          const base = own.base(link, this.#lang);
          const file = base && (await source.octets(`books/files/${base.split("/")[0]}.json`));
          run = own.linked(link, file ? new TextDecoder().decode(file) : "", number, this.#lang);
        }
        player.learn(run.book);
        query.set("scenario", run.address);
        if (!query.has("t")) query.set("t", run.t);
        return src ? "" : `${whole}#s=${link}`;
      } catch (error) {
        this.#say("own", String(error?.message ?? error));
        return whole;
      }
    }

    #told([playing, step, steps, micros, scenario, lang, , speed, headline, wrong]) {
      const before = this.#state;
      this.#state = {
        playing: playing === "1", step: Number(step), steps: Number(steps), t: Number(micros) / 1e6,
        scenario, lang, speed, headline,
      };
      const now = this.#state;
      if (before.step !== now.step) this.#emit("event");
      if (["playing", "scenario", "lang", "speed"].some((name) => before[name] !== now[name])) this.#emit("state");
      if (wrong && wrong !== before.wrong) this.#emit("error", { reason: "unusable", detail: wrong });
      now.wrong = wrong;
    }

    #emit(name, detail = this.state) {
      this.dispatchEvent(new CustomEvent(`tcplanes:${name}`, { detail, bubbles: true, composed: true }));
    }

    async #fail(error) {
      this.#say(await source.trouble(error).catch(() => "cors"), String(error?.message ?? error));
    }

    #say(reason, detail) {
      const words = TROUBLE[reason][this.#lang === "en" ? 0 : 1];
      const trouble = this.#part(".trouble");
      trouble.textContent = reason === "own" ? words + detail : words;
      trouble.title = detail;
      trouble.hidden = false;
      this.#emit("error", { reason, detail });
    }

    #obey(order) {
      if (this.#player) this.#player.obey(order);
      else this.#waiting.push(order);
      return this.#begin();
    }

    #stop() {
      this.#player?.end();
      this.#player = undefined;
      this.#begun = false;
      this.#state = {};
      this.#part("div").replaceChildren();
      this.#part("div").hidden = this.#part(".trouble").hidden = true;
      this.#part("slot").hidden = false;
      this.#root.adoptedStyleSheets.splice(1);
    }

    // Anew, from where it was.
    #again() {
      const { step } = this.#state;
      this.#stop();
      if (step && !this.hasAttribute("t")) this.#waiting.push(`seek step:${step}`);
      this.#begin();
    }

    play() {
      this.#obey("play");
    }

    pause() {
      this.#obey("pause");
    }

    seek(t) {
      this.#obey(`seek ${t}`);
    }

    step(by = 1) {
      this.#obey(`step ${by}`);
    }

    get state() {
      const { wrong, ...state } = this.#state;
      return state;
    }
  }

  // Attributes are properties too; those that every element has are the element's own.
  for (const name of NAMES) {
    if (name in HTMLElement.prototype) continue;
    Object.defineProperty(TcpLanes.prototype, name, {
      get() {
        return this.getAttribute(name);
      },
      set(value) {
        if (value == null || value === false) this.removeAttribute(name);
        else this.setAttribute(name, value === true ? "" : value);
      },
      enumerable: true,
    });
  }
  if (!customElements.get("tcp-lanes")) customElements.define("tcp-lanes", TcpLanes);
}
