// `<tcp-lanes>`: a player in somebody else's page. Until its program is here, and where that cannot
// be had, it shows what stands in it, or the figure of the scenario; `running.js` is the player in it,
// fetched when it is seen or wanted. It does nothing unasked: no motion, no focus, no scrolling, no
// storage, and it leaves the page's address alone.

const STYLE = `
:host{display:block;position:relative;min-width:0}
:host([hidden]){display:none}
img{display:block;max-width:100%;height:auto;margin:auto;background:#fff}
img.dark{background:#171b1f}
img[hidden]~.start{position:static;display:block;margin:8px auto;transform:none}
[part=error]{margin:.5em 0 0;padding:.5em .75em;border:1px solid;font:13px/1.5 system-ui,sans-serif}
.start{position:absolute;left:50%;bottom:16px;transform:translateX(-50%);font:600 15px/1 system-ui,sans-serif;padding:14px 22px;border:0;border-radius:24px;background:#1a1d21;color:#fff;cursor:pointer}
.start:focus-visible{outline:2px solid;outline-offset:2px}
[hidden]{display:none!important}`;

const NAMES = "scenario lang theme speed t end loop controls panels src s autoplay loading poster height".split(" ");

const DARK = "(prefers-color-scheme: dark)";

const spoken = (tag) => (/^zh\b/i.test(tag) ? "zh-CN" : /^en\b/i.test(tag) ? "en" : "");

// Red, green, blue and opacity of a colour, however it is written.
function mixed(colour) {
  if (/^rgb/.test(colour)) return colour.match(/[\d.]+/g);
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}

// The colours around an element: what it stands on, else what the canvas of its page has.
function shade(element) {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    const [r, g, b, a = 1] = mixed(getComputedStyle(at).backgroundColor);
    if (a > 0.5) return 0.299 * r + 0.587 * g + 0.114 * b < 110 ? "dark" : "light";
  }
  const scheme = getComputedStyle(element).colorScheme;
  const dark = /dark/.test(scheme) && (!/light/.test(scheme) || matchMedia(DARK).matches);
  return dark ? "dark" : "light";
}

export function define(source) {
  class TcpLanes extends HTMLElement {
    static observedAttributes = NAMES;
    #root = this.attachShadow({ mode: "open" });
    #asked = [];
    #watching = [];
    #begun;
    #running;
    #lost;

    constructor() {
      super();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      this.#root.adoptedStyleSheets = [sheet];
      const made = (name, part) => {
        const element = this.#root.appendChild(document.createElement(name));
        element.setAttribute("part", part);
        element.hidden = true;
        return element;
      };
      this.#root.append(document.createElement("slot"));
      const poster = made("img", "poster");
      poster.onerror = () => {
        this.#lost = poster.getAttribute("src");
        poster.hidden = true;
      };
      made("div", "figure");
      const start = made("button", "start");
      start.className = "start";
      start.onclick = () => this.play();
      made("p", "error").setAttribute("role", "status");
    }

    connectedCallback() {
      // What was set before this script was here is not lost.
      for (const name of NAMES) {
        if (!Object.hasOwn(this, name)) continue;
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
      const draw = () => this.#draw();
      draw();
      const looks = new MutationObserver(draw);
      for (const element of [document.documentElement, document.body]) looks.observe(element, { attributes: true });
      const [ending, dark] = [new AbortController(), matchMedia(DARK)];
      dark.addEventListener("change", draw, ending);
      document.addEventListener("transitionend", draw, ending);
      this.#watching = [looks, { disconnect: () => ending.abort() }];
      this.#wait();
    }

    // Begins when it is nearly seen, or at once, or not until somebody asks.
    #wait() {
      if (this.loading === "eager") return this.#begin();
      const seen = new IntersectionObserver((entries) => {
        if (entries.at(-1).isIntersecting && this.loading !== "click") this.#begin();
      }, { rootMargin: "200px" });
      seen.observe(this);
      this.#watching.push(seen);
    }

    disconnectedCallback() {
      for (const watching of this.#watching) watching.disconnect();
      // What is only moved to another place goes on there from where it was.
      queueMicrotask(() => {
        if (!this.isConnected) this.#end();
      });
    }

    attributeChangedCallback(name, before, now) {
      if (!this.isConnected) return;
      this.#draw();
      if (this.#running) this.#running.changed(name, now, before);
      else if (name === "loading") this.#wait();
    }

    // What shows without the program, in the colours and the language of the page.
    #draw() {
      const near = this.getAttribute("lang") || this.closest("[lang]")?.lang;
      const lang = spoken(near) || navigator.languages.map(spoken).find(Boolean) || "en";
      const given = this.theme;
      const theme = given === "light" || given === "dark" ? given : shade(this.parentElement ?? this);
      const scenario = this.scenario || "three-way-normal";
      const [, poster, figure, start] = this.#root.children;
      poster.className = figure.dataset.theme = theme;
      figure.lang = lang;
      poster.alt = (lang === "en" ? "Sequence diagram of a TCP connection: " : "TCP 连接时序图：") + scenario;
      start.textContent = lang === "en" ? "▶ Play" : "▶ 播放";
      start.hidden = this.#begun || this.loading !== "click";
      if (this.#running?.shown) return this.#running.draw();
      const still = this.poster || (this.src || this.s ? "" : source.figure(scenario, lang, theme));
      poster.hidden = this.childElementCount || !still || still === this.#lost;
      if (!poster.hidden && poster.getAttribute("src") !== still) poster.src = still;
    }

    #begin() {
      if (this.#begun) return;
      const mine = (this.#begun = {});
      this.#draw();
      source.running().then(
        ({ run }) => {
          if (mine === this.#begun) this.#running = run(this, this.#asked, this.#emit, this.#again);
        },
        async (error) => {
          const [, , figure, , trouble] = this.#root.children;
          const [reason, words] = await source.lost(figure.lang);
          if (mine !== this.#begun) return;
          trouble.textContent = words;
          trouble.hidden = false;
          this.#emit("error", { reason, detail: String(error) });
        },
      );
    }

    #end() {
      this.#running?.end();
      this.#root.children[4].hidden = true;
      this.#running = this.#begun = undefined;
      this.#asked = [];
    }

    #again = (orders) => {
      this.#end();
      this.#asked = orders;
      this.#begin();
    };

    #emit = (name, detail) =>
      this.dispatchEvent(new CustomEvent(`tcplanes:${name}`, { detail, bubbles: true, composed: true }));

    #obey(order) {
      if (this.#running) this.#running.obey(order);
      else this.#asked.push(order);
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
      return this.#running?.state ?? {};
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
