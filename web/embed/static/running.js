// The player in a `<tcp-lanes>`: it mounts the program, has it do what the page asks for, and tells
// the page what it shows.

// What a running player can be asked for, and the order for it; all else has it begin anew.
const ORDERS = { scenario: "scenario", lang: "lang", theme: "theme", speed: "speed", t: "seek" };
const ASKED = ["scenario", "lang", "theme", "speed", "t", "end", "loop", "controls", "panels"];
const UNASKED = ["height", "poster", "loading"];

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

let numbered = 0;

// Those that wait for the program to show something.
const mounting = new Set();

export class Running {
  #host;
  #root;
  #still;
  #figure;
  #trouble;
  #waiting;
  #emit;
  #anew;
  #source;
  #player;
  #ended = false;
  #ready = false;
  #near;
  #visible = false;
  #began = false;
  #resumes = false;
  #focused;
  #state = {};

  // In the element `host`, with what it was asked for already; `emit` tells the page, `anew` puts another
  // player in its place with the orders it is given.
  constructor(host, orders, emit, anew, source) {
    this.#host = host;
    this.#root = host.shadowRoot;
    const [slot, poster, figure, , trouble] = this.#root.children;
    this.#still = [slot, poster];
    this.#figure = figure;
    this.#trouble = trouble;
    this.#waiting = orders;
    this.#emit = emit;
    this.#anew = anew;
    this.#source = source;
    // The program asks for what it needs by this name.
    globalThis.tcpLanesFetch ??= (paths, then) =>
      Promise.all(paths.map((path) => path && source.octets(path).catch(() => {}))).then((all) => then(...all));
    // So it says that there is nothing to show.
    globalThis.tcpLanesFailed ??= (_, detail) => mounting.forEach((one) => one.#fail(new Error(detail)));
    // The player may take away what has the focus: its large button, when it plays.
    this.#figure.addEventListener("focusin", ({ target }) => (this.#focused = target));
    // Some browsers tell of that as if the focus were moved: what is still there has lost it.
    this.#figure.addEventListener("focusout", ({ target }) => {
      setTimeout(() => {
        if (this.#focused === target && target.getClientRects().length) this.#focused = undefined;
      });
    });
    this.#mount().catch((error) => this.#fail(error));
  }

  get #lang() {
    return this.#figure.lang;
  }

  get shown() {
    return Boolean(this.#player);
  }

  get state() {
    const { wrong, ...state } = this.#state;
    return state;
  }

  #flag(name) {
    return !["0", "false", null].includes(this.#host.getAttribute(name));
  }

  async #mount() {
    const [host, source] = [this.#host, this.#source];
    const list = `books/list.${this.#lang}.bin`;
    // The program will ask for the book: it comes meanwhile.
    const scenario = host.getAttribute("scenario") || "three-way-normal";
    if (!host.hasAttribute("src") && !host.hasAttribute("s")) source.octets(`books/${scenario.split("/")[0]}.bin`);
    const needed = [source.player(), source.styles(), source.octets(list)];
    const [player, style, listed] = await Promise.all(needed);
    const query = new URLSearchParams();
    for (const name of ASKED) {
      const value = host.getAttribute(name);
      if (value !== null) query.set(name, name === "loop" ? Number(this.#flag(name)) : value);
    }
    query.set("lang", this.#lang);
    const whole = await this.#own(player, query);
    if (!listed) throw new Error(list);
    if (this.#ended) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    this.#root.adoptedStyleSheets.push(sheet);
    const place = this.#figure.appendChild(document.createElement("div"));
    const asked = `?${query}`.replaceAll("+", "%20");
    mounting.add(this);
    player.mount(place, asked, whole, (lines) => this.#told(lines.split("\n")), (mounted) => {
      mounting.delete(this);
      if (this.#ended) return mounted.end();
      this.#player = mounted;
      for (const still of this.#still) still.hidden = true;
      this.#figure.hidden = false;
      this.draw();
      for (const order of this.#waiting.splice(0)) mounted.obey(order);
    });
  }

  // A run of the reader's own: a link's, or a file's. It gives the address of the whole page.
  async #own(player, query) {
    const [host, source] = [this.#host, this.#source];
    const whole = source.site;
    const [src, link] = [host.getAttribute("src"), host.getAttribute("s")];
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
    const now = (this.#state = {
      playing: playing === "1", step: Number(step), steps: Number(steps), t: Number(micros) / 1e6,
      scenario, lang, speed, headline, wrong,
    });
    const tell = (name, detail = this.state) => this.#emit(name, detail);
    if (!this.#ready) {
      this.#ready = true;
      tell("ready");
      this.#watch();
    }
    if (before.step !== now.step) tell("event");
    if (["playing", "scenario", "lang", "speed"].some((name) => before[name] !== now[name])) tell("state");
    if (wrong && wrong !== before.wrong) tell("error", { reason: "unusable", detail: wrong });
    this.#refocus();
  }

  // What had the focus may be gone: unless something else has it by now, the player takes it.
  #refocus() {
    if (!this.#focused || this.#focused.getClientRects().length) return;
    this.#focused = undefined;
    const holder = this.#host.getRootNode().activeElement;
    if (holder && holder !== document.body && holder !== this.#host) return;
    this.#root.querySelector(".player").focus({ preventScroll: true });
  }

  async #fail(error) {
    mounting.delete(this);
    const reason = await this.#source.trouble(error, this.#lang).catch(() => "cors");
    this.#say(reason, String(error?.message ?? error));
  }

  #say(reason, detail) {
    if (this.#ended) return;
    const words = TROUBLE[reason][this.#lang === "en" ? 0 : 1];
    const trouble = this.#trouble;
    trouble.textContent = reason === "own" ? words + detail : words;
    trouble.title = detail;
    trouble.hidden = false;
    this.#emit("error", { reason, detail });
  }

  // What the page has around it may change at any time.
  draw() {
    const height = this.#host.getAttribute("height");
    const figure = this.#figure;
    figure.style.height = /^\d+$/.test(height) ? `${height}px` : (height ?? "");
    figure.toggleAttribute("data-low", Boolean(height));
    figure.toggleAttribute("data-frame", this.#source.framed === true);
    if (this.#state.lang && this.#state.lang !== this.#lang) this.#order(`lang ${this.#lang}`);
  }

  // Playing begins and ends with being seen.
  #watch() {
    this.#near = new IntersectionObserver((entries) => this.#seen(entries.at(-1)), { threshold: [0, 0.1] });
    this.#near.observe(this.#host);
  }

  // Playing ends out of sight, and goes on in sight where the page asked for it.
  #seen({ isIntersecting, intersectionRatio }) {
    this.#visible = intersectionRatio >= 0.1;
    this.#autoplay();
    if (!isIntersecting && this.#state.playing) {
      this.#order("pause");
      this.#resumes = true;
    } else if (isIntersecting && this.#resumes) {
      this.#resumes = false;
      this.#order("play");
    }
  }

  // Once, when it is seen first.
  #autoplay() {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (this.#began || still || !this.#visible || !this.#flag("autoplay")) return;
    this.#began = true;
    this.#order("play");
  }

  // An attribute of the element has been set.
  changed(name, now, before) {
    // Where it is can have changed since: the same position is gone to again.
    const moved = name === "t" || (name in this.#state && this.#state[name] !== now);
    if (now === before && !moved) return;
    if (name === "lang") this.#order(`lang ${this.#lang}`);
    else if (name === "autoplay") this.#autoplay();
    else if (name in ORDERS && now) this.obey(`${ORDERS[name]} ${now}`);
    else if (!UNASKED.includes(name)) this.#again();
  }

  // Does what the page asks for, which counts more than what was to be gone on with.
  obey(order) {
    this.#resumes = false;
    this.#order(order);
  }

  #order(order) {
    if (this.#player) this.#player.obey(order);
    else this.#waiting.push(order);
  }

  // Leaves the element as it was before.
  end() {
    this.#ended = true;
    mounting.delete(this);
    this.#near?.disconnect();
    this.#player?.end();
    this.#figure.replaceChildren();
    this.#figure.hidden = this.#trouble.hidden = true;
    this.#still[0].hidden = false;
    this.#root.adoptedStyleSheets.splice(1);
  }

  // Anew, from where it was.
  #again() {
    const { step } = this.#state;
    this.#anew(step ? [`seek step:${step}`] : []);
  }
}
